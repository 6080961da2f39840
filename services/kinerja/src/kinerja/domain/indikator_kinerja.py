"""An *indikator kinerja*, the measure by which a unit answers for a goal: its targets, and what was reached.

A *realisasi* is never overwritten: each recording is a row of its own, numbered within its quarter. What a person typed
and what an indicator of pelaporan told are kept apart: a value that an indicator tells takes the place of another one
that an indicator told, never of one that a person typed. There the two stand beside each other (*selisih*) until a
person chooses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum, auto

from chassis.domain import Invalid, TransitionNotAllowed, VersionRequired, VersionStale
from kinerja.domain.capaian import Polaritas, compute_capaian
from kinerja.domain.periode import TAHUN_PERTAMA, TAHUN_TERAKHIR, TRIWULAN, Periode

NAMA_PALING_PANJANG = 300
SATUAN_PALING_PANJANG = 60
BUKTI_PALING_PANJANG = 500


class AsalRealisasi(StrEnum):
    """Where a value comes from."""

    MANUAL = auto()
    INDIKATOR = auto()


class KedudukanRealisasi(StrEnum):
    """What a recorded value counts for now."""

    BERLAKU = auto()
    """It is the realisasi of its quarter."""
    DIGANTI = auto()
    """A later recording took its place."""
    SELISIH = auto()
    """An indicator tells it, a person typed another one: it waits for a choice."""
    COCOK = auto()
    """An indicator tells the same as the person typed."""
    DIKESAMPINGKAN = auto()
    """A person chose the typed value knowing this one."""


@dataclass(frozen=True, kw_only=True)
class Sumber:
    """The indicator of pelaporan from which the realisasi comes, and the agency by which it is asked (empty: all)."""

    indikator: str
    opd: str = ""


@dataclass(frozen=True, kw_only=True)
class NilaiSumber:
    """What an event of pelaporan told of an indicator for a quarter."""

    sumber: Sumber
    periode: Periode
    nilai: Decimal
    peristiwa_id: str
    definisi_versi: int


@dataclass(eq=False, kw_only=True)
class Realisasi:
    """One recording; only what it counts for (``kedudukan``) ever changes."""

    periode: Periode
    versi: int
    nilai: Decimal
    target: Decimal
    capaian: Decimal | None
    asal: AsalRealisasi
    kedudukan: KedudukanRealisasi
    dicatat_oleh: str
    dicatat_pada: datetime
    bukti: str = ""
    sumber_indikator: str = ""
    sumber_peristiwa_id: str = ""
    definisi_versi: int = 0


@dataclass(frozen=True, kw_only=True)
class IndikatorKinerjaDitetapkan:
    """An indicator was established or changed: its whole present state, as the event of the same name tells it."""

    tahun: int
    opd_kode: str
    unit_id: str
    indikator_id: str
    simpul_id: str
    satuan: str
    polaritas: str
    iku: bool
    target: Mapping[str, Decimal]
    sumber_indikator: str
    sumber_opd: str
    versi: int


@dataclass(frozen=True, kw_only=True)
class RealisasiDicatat:
    """The realisasi of a quarter was recorded, as the event of the same name tells it."""

    tahun: int
    opd_kode: str
    unit_id: str
    indikator_id: str
    periode: str
    target: Decimal
    realisasi: Decimal
    capaian: Decimal | str
    polaritas: str
    iku: bool
    asal: str
    sumber_indikator: str
    sumber_peristiwa_id: str
    definisi_versi: int
    versi: int


@dataclass(eq=False, kw_only=True)
class IndikatorKinerja:
    """The aggregate: an indicator of a unit for a year, and every realisasi recorded for it.

    ``versi`` counts what was established (targets, name, source), ``version`` every change. ``sumber_ditolak`` says that
    the source was found to rest on realisasi itself, so that its values are refused.
    """

    id: str
    unit_id: str
    opd_kode: str
    tahun: int
    nama: str
    satuan: str
    polaritas: Polaritas
    iku: bool
    target: Mapping[str, Decimal]
    sumber: Sumber | None = None
    simpul_id: str | None = None
    sumber_ditolak: bool = False
    versi: int = 1
    version: int = 1
    realisasi: list[Realisasi] = field(default_factory=list)
    recorded: list[Realisasi] = field(default_factory=list, repr=False)
    """Rows that are not stored yet."""
    events: list[IndikatorKinerjaDitetapkan | RealisasiDicatat] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        """Refuse what cannot be an indicator."""
        self.nama, self.satuan = " ".join(self.nama.split()), " ".join(self.satuan.split())
        errors = _errors(self)
        if errors:
            raise Invalid(errors)

    def expect(self, version: int | None, *, required: bool = True) -> None:
        """Refuse a caller who has seen another version, or did not say which where that is required."""
        if version is None and required:
            raise VersionRequired
        if version is not None and version != self.version:
            raise VersionStale

    def establish(self) -> None:
        """Tell that the indicator is set."""
        self._announce()

    def change(
        self, *, nama: str, satuan: str, target: Mapping[str, Decimal], iku: bool, simpul_id: str | None
    ) -> None:
        """Establish the indicator anew; values recorded before keep the target and the capaian of their time."""
        before = (self.nama, self.satuan, self.iku, dict(self.target), self.simpul_id)
        self.nama, self.satuan, self.iku = " ".join(nama.split()), " ".join(satuan.split()), iku
        self.target, self.simpul_id = target, simpul_id
        errors = _errors(self)
        if errors:
            raise Invalid(errors)
        if before == (self.nama, self.satuan, self.iku, dict(self.target), self.simpul_id):
            raise Invalid({"_schema": ["Tidak ada yang diubah"]})
        self.versi += 1
        self.version += 1
        self._announce()

    def record(self, periode: Periode, nilai: Decimal, *, bukti: str, oleh: str, at: datetime) -> Realisasi:
        """Record what a person typed; a value that an indicator told stays visible beside it."""
        self._check_periode(periode)
        if len(bukti) > BUKTI_PALING_PANJANG:
            raise Invalid({"bukti": [f"Bukti paling panjang {BUKTI_PALING_PANJANG} huruf"]})
        for row in self._of(periode):
            if row.kedudukan is KedudukanRealisasi.BERLAKU and row.asal is AsalRealisasi.INDIKATOR:
                row.kedudukan = self._beside(row.nilai, nilai)
            elif row.kedudukan is KedudukanRealisasi.BERLAKU:
                row.kedudukan = KedudukanRealisasi.DIGANTI
            elif row.kedudukan in (KedudukanRealisasi.SELISIH, KedudukanRealisasi.COCOK):
                row.kedudukan = self._beside(row.nilai, nilai)
        return self._add(periode, nilai, AsalRealisasi.MANUAL, oleh=oleh, at=at, bukti=bukti.strip())

    def take(self, told: NilaiSumber, *, at: datetime, oleh: str) -> Realisasi | None:
        """Take what an indicator told; where a person typed a value it stands beside it. None: refused, or nothing new.

        An event taken before changes nothing; neither does one that tells the same value by the same definition again.
        """
        if self.sumber != told.sumber or told.periode.tahun != self.tahun or self.sumber_ditolak or self._knows(told):
            return None
        berlaku = self.in_force(told.periode)
        typed = berlaku is not None and berlaku.asal is AsalRealisasi.MANUAL
        kedudukan = KedudukanRealisasi.BERLAKU
        if berlaku is not None and typed:
            kedudukan = self._beside(told.nilai, berlaku.nilai)
        for row in self._of(told.periode):
            if row.kedudukan in _BESIDE or (row.kedudukan is KedudukanRealisasi.BERLAKU and not typed):
                row.kedudukan = KedudukanRealisasi.DIGANTI
        return self._add(
            told.periode, told.nilai, AsalRealisasi.INDIKATOR, oleh=oleh, at=at, told=told, kedudukan=kedudukan
        )

    def choose(self, periode: Periode, asal: AsalRealisasi, *, oleh: str, at: datetime) -> Realisasi:
        """End a *selisih*: keep what was typed, or take what the indicator told; raises TransitionNotAllowed."""
        waiting = self.waiting(periode)
        berlaku = self.in_force(periode)
        if waiting is None or berlaku is None:
            raise TransitionNotAllowed("realisasi.transition_not_allowed", periode=periode.teks)
        if asal is AsalRealisasi.MANUAL:
            waiting.kedudukan = KedudukanRealisasi.DIKESAMPINGKAN
            self.version += 1
            return berlaku
        berlaku.kedudukan = waiting.kedudukan = KedudukanRealisasi.DIGANTI
        return self._add(periode, waiting.nilai, AsalRealisasi.INDIKATOR, oleh=oleh, at=at, waiting=waiting)

    def refuse_sumber(self) -> None:
        """Note that the source rests on realisasi itself; its values are not taken."""
        if not self.sumber_ditolak:
            self.sumber_ditolak = True
            self.version += 1

    def in_force(self, periode: Periode) -> Realisasi | None:
        """Return the realisasi of a quarter."""
        return next((row for row in self._of(periode) if row.kedudukan is KedudukanRealisasi.BERLAKU), None)

    def waiting(self, periode: Periode) -> Realisasi | None:
        """Return the value of an indicator that waits for a choice."""
        return next((row for row in self._of(periode) if row.kedudukan is KedudukanRealisasi.SELISIH), None)

    def _of(self, periode: Periode) -> list[Realisasi]:
        return [row for row in self.realisasi if row.periode == periode]

    def _knows(self, told: NilaiSumber) -> bool:
        rows = [row for row in self._of(told.periode) if row.asal is AsalRealisasi.INDIKATOR]
        standing = [row for row in rows if row.kedudukan is not KedudukanRealisasi.DIGANTI]
        return any(row.sumber_peristiwa_id == told.peristiwa_id for row in rows) or any(
            (row.nilai, row.definisi_versi) == (told.nilai, told.definisi_versi) for row in standing
        )

    @staticmethod
    def _beside(told: Decimal, typed: Decimal) -> KedudukanRealisasi:
        return KedudukanRealisasi.COCOK if told == typed else KedudukanRealisasi.SELISIH

    def _check_periode(self, periode: Periode) -> None:
        if periode.triwulan is None or periode.tahun != self.tahun:
            raise Invalid(
                {"periode": [f"Indikator ini untuk {self.tahun}. Tulis {self.tahun}-T1 sampai {self.tahun}-T4"]}
            )

    def _add(
        self,
        periode: Periode,
        nilai: Decimal,
        asal: AsalRealisasi,
        *,
        oleh: str,
        at: datetime,
        bukti: str = "",
        told: NilaiSumber | None = None,
        waiting: Realisasi | None = None,
        kedudukan: KedudukanRealisasi = KedudukanRealisasi.BERLAKU,
    ) -> Realisasi:
        """Append a recording, and the news of it where it is the realisasi of its quarter now."""
        target = self.target[periode.kunci]
        row = Realisasi(
            periode=periode,
            versi=max((each.versi for each in self._of(periode)), default=0) + 1,
            nilai=nilai,
            target=target,
            capaian=compute_capaian(self.polaritas, target=target, realisasi=nilai),
            asal=asal,
            kedudukan=kedudukan,
            dicatat_oleh=oleh,
            dicatat_pada=at,
            bukti=bukti,
            sumber_indikator=told.sumber.indikator if told else (waiting.sumber_indikator if waiting else ""),
            sumber_peristiwa_id=told.peristiwa_id if told else (waiting.sumber_peristiwa_id if waiting else ""),
            definisi_versi=told.definisi_versi if told else (waiting.definisi_versi if waiting else 0),
        )
        self.realisasi.append(row)
        self.recorded.append(row)
        self.version += 1
        if row.kedudukan is KedudukanRealisasi.BERLAKU:
            self.events.append(self._news(row))
        return row

    def _news(self, row: Realisasi) -> RealisasiDicatat:
        return RealisasiDicatat(
            tahun=self.tahun,
            opd_kode=self.opd_kode,
            unit_id=self.unit_id,
            indikator_id=self.id,
            periode=row.periode.teks,
            target=row.target,
            realisasi=row.nilai,
            capaian="" if row.capaian is None else row.capaian,
            polaritas=self.polaritas.value,
            iku=self.iku,
            asal=row.asal.value,
            sumber_indikator=row.sumber_indikator,
            sumber_peristiwa_id=row.sumber_peristiwa_id,
            definisi_versi=row.definisi_versi,
            versi=row.versi,
        )

    def _announce(self) -> None:
        self.events.append(
            IndikatorKinerjaDitetapkan(
                tahun=self.tahun,
                opd_kode=self.opd_kode,
                unit_id=self.unit_id,
                indikator_id=self.id,
                simpul_id=self.simpul_id or "",
                satuan=self.satuan,
                polaritas=self.polaritas.value,
                iku=self.iku,
                target=dict(self.target),
                sumber_indikator=self.sumber.indikator if self.sumber else "",
                sumber_opd=self.sumber.opd if self.sumber else "",
                versi=self.versi,
            )
        )


_BESIDE = frozenset({KedudukanRealisasi.SELISIH, KedudukanRealisasi.COCOK, KedudukanRealisasi.DIKESAMPINGKAN})


def _errors(indikator: IndikatorKinerja) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    for name, value, most in (
        ("nama", indikator.nama, NAMA_PALING_PANJANG),
        ("satuan", indikator.satuan, SATUAN_PALING_PANJANG),
    ):
        if not value:
            errors[name] = [f"Isi {name} indikator"]
        elif len(value) > most:
            errors[name] = [f"Paling panjang {most} huruf"]
    if not TAHUN_PERTAMA <= indikator.tahun <= TAHUN_TERAKHIR:
        errors["tahun"] = [f"Tahun harus antara {TAHUN_PERTAMA} dan {TAHUN_TERAKHIR}"]
    for kunci in TRIWULAN:
        if kunci not in indikator.target:
            errors[f"target.{kunci}"] = ["Isi target triwulan ini"]
    return errors
