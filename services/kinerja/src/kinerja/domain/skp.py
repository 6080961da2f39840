"""An *SKP*, a person's plan of work for a year: its rows, and the rules of its life (PermenPANRB 6/2022; PP 30/2019 ps 24)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto

from chassis.domain import Invalid, TransitionNotAllowed, VersionRequired, VersionStale, uuid7

BARIS_PALING_BANYAK = 50
INDIKATOR_PALING_BANYAK = 10
TEKS_PALING_PANJANG = 1000


class StatusSkp(StrEnum):
    """Where an SKP stands, in the regulation's own words."""

    DRAF = auto()
    DIAJUKAN = auto()
    DIKEMBALIKAN = auto()
    DITETAPKAN = auto()
    USUL_PERUBAHAN = auto()
    DITUTUP = auto()


class JenisHasil(StrEnum):
    """Whether a row belongs to the post or comes on top; neither has a weight."""

    UTAMA = auto()
    TAMBAHAN = auto()


class Aspek(StrEnum):
    """What an indicator looks at (PP 30/2019 ps 10(3))."""

    KUANTITAS = auto()
    KUALITAS = auto()
    WAKTU = auto()
    BIAYA = auto()


class AlasanPerubahan(StrEnum):
    """Why an established SKP may change (PP 30/2019 ps 28)."""

    PEJABAT_BERGANTI = auto()
    STRATEGI_PROGRAM_ANGGARAN = auto()
    PRIORITAS_ASUMSI = auto()
    SAKIT_CUTI_LEBIH_SEBULAN = auto()
    TUGAS_LAIN_LEBIH_SEBULAN = auto()
    PERSETUJUAN_MENTERI = auto()


class AlasanPenutupan(StrEnum):
    """Why an SKP came to its end."""

    AKHIR_TAHUN = auto()
    PINDAH = auto()
    BERHENTI = auto()


_MOVES: Mapping[StatusSkp, frozenset[StatusSkp]] = {
    StatusSkp.DRAF: frozenset({StatusSkp.DIAJUKAN, StatusSkp.DITUTUP}),
    StatusSkp.DIAJUKAN: frozenset({StatusSkp.DIKEMBALIKAN, StatusSkp.DITETAPKAN, StatusSkp.DITUTUP}),
    StatusSkp.DIKEMBALIKAN: frozenset({StatusSkp.DIAJUKAN, StatusSkp.DITUTUP}),
    StatusSkp.DITETAPKAN: frozenset({StatusSkp.USUL_PERUBAHAN, StatusSkp.DITUTUP}),
    StatusSkp.USUL_PERUBAHAN: frozenset({StatusSkp.DIAJUKAN, StatusSkp.DITUTUP}),
    StatusSkp.DITUTUP: frozenset(),
}
_DAPAT_DIUBAH = {StatusSkp.DRAF, StatusSkp.DIKEMBALIKAN, StatusSkp.USUL_PERUBAHAN}


@dataclass(frozen=True, kw_only=True)
class SkpDitetapkan:
    """An SKP was established, as the event of the same name tells it."""

    tahun: int
    opd_kode: str
    unit_id: str
    skp_id: str
    pegawai_id: str
    penilai_id: str
    baris: int
    baris_selaras: int
    baris_tambahan: int
    versi: int


@dataclass(frozen=True, kw_only=True)
class SkpDitutup:
    """An SKP came to its end, as the event of the same name tells it."""

    tahun: int
    opd_kode: str
    unit_id: str
    skp_id: str
    pegawai_id: str
    alasan_kode: str


@dataclass(frozen=True, kw_only=True)
class IndikatorSkp:
    """How a row is measured."""

    uraian: str
    target: str
    aspek: Aspek | None = None


@dataclass(frozen=True, kw_only=True)
class BarisSkp:
    """A result of work; ``induk_id`` is the row of the superior that it serves."""

    hasil_kerja: str
    jenis: JenisHasil
    indikator: Sequence[IndikatorSkp]
    induk_id: str | None = None
    id: str = field(default_factory=lambda: str(uuid7()))
    baru: bool = True
    """Whether the row has just been written, and got its id here."""


@dataclass(eq=False, kw_only=True)
class Skp:
    """The aggregate. Every change of status goes through :meth:`_move_to`.

    ``versi`` counts what was established; ``version`` counts every change.
    """

    id: str
    pegawai_id: str
    unit_id: str
    opd_kode: str
    tahun: int
    baris: Sequence[BarisSkp]
    status: StatusSkp = StatusSkp.DRAF
    versi: int = 0
    version: int = 1
    catatan: str = ""
    """What the assessor wrote at the last return."""
    penilai_id: str | None = None
    diajukan_pada: datetime | None = None
    ditetapkan_pada: datetime | None = None
    events: list[SkpDitetapkan | SkpDitutup] = field(default_factory=list, repr=False)

    def expect(self, version: int | None) -> None:
        """Refuse a caller who does not know the present version."""
        if version is None:
            raise VersionRequired
        if version != self.version:
            raise VersionStale

    @property
    def dapat_diubah(self) -> bool:
        """Whether the owner may write rows now."""
        return self.status in _DAPAT_DIUBAH

    def write(self, baris: Sequence[BarisSkp], *, of_superior: Set[str]) -> None:
        """Replace the rows; ``of_superior`` are the rows that they may serve."""
        if not self.dapat_diubah:
            raise TransitionNotAllowed("skp.transition_not_allowed", skp_id=self.id)
        check_baris(baris, of_superior)
        self._check_ids(baris)
        self.baris = baris
        self.version += 1

    def _check_ids(self, baris: Sequence[BarisSkp]) -> None:
        """Refuse an id that is no row's of this plan: subordinates' rows hang on them, so they are kept."""
        known = {each.id for each in self.baris}
        given = [each.id for each in baris]
        errors = {
            f"baris.{number}.id": ["Baris ini bukan baris SKP ini, atau disebut dua kali"]
            for number, each in enumerate(baris)
            if not each.baru and (each.id not in known or given.count(each.id) > 1)
        }
        if errors:
            raise Invalid(errors)

    def submit(self, *, at: datetime) -> None:
        """Hand the plan in to the assessor."""
        self._require(StatusSkp.DIAJUKAN)
        if not any(each.jenis is JenisHasil.UTAMA for each in self.baris):
            raise Invalid({"baris": ["Isi sedikitnya satu hasil kerja utama sebelum diajukan"]})
        self._move_to(StatusSkp.DIAJUKAN)
        self.diajukan_pada = at

    def return_(self, alasan: str) -> None:
        """Give the plan back with what is to be mended."""
        self._require(StatusSkp.DIKEMBALIKAN)
        check_alasan(alasan)
        self._move_to(StatusSkp.DIKEMBALIKAN)
        self.catatan = alasan.strip()

    def establish(self, penilai_id: str | None, *, at: datetime) -> None:
        """Make the plan hold; without ``penilai_id`` the PPK does, who is no pegawai."""
        self._move_to(StatusSkp.DITETAPKAN)
        self.versi += 1
        self.penilai_id, self.ditetapkan_pada, self.catatan = penilai_id, at, ""
        self.events.append(
            SkpDitetapkan(
                tahun=self.tahun,
                opd_kode=self.opd_kode,
                unit_id=self.unit_id,
                skp_id=self.id,
                pegawai_id=self.pegawai_id,
                penilai_id=penilai_id or "",
                baris=len(self.baris),
                baris_selaras=sum(1 for each in self.baris if each.induk_id),
                baris_tambahan=sum(1 for each in self.baris if each.jenis is JenisHasil.TAMBAHAN),
                versi=self.versi,
            )
        )

    def propose_change(self) -> None:
        """Open an established plan again; it holds until the changed one is established."""
        self._move_to(StatusSkp.USUL_PERUBAHAN)

    def close(self, alasan: AlasanPenutupan) -> None:
        """End it."""
        held = self.versi > 0
        self._move_to(StatusSkp.DITUTUP)
        if held:
            self.events.append(
                SkpDitutup(
                    tahun=self.tahun,
                    opd_kode=self.opd_kode,
                    unit_id=self.unit_id,
                    skp_id=self.id,
                    pegawai_id=self.pegawai_id,
                    alasan_kode=alasan.value,
                )
            )

    def _require(self, status: StatusSkp) -> None:
        if status not in _MOVES[self.status]:
            raise TransitionNotAllowed("skp.transition_not_allowed", skp_id=self.id)

    def _move_to(self, status: StatusSkp) -> None:
        self._require(status)
        self.status = status
        self.version += 1


def check_baris(baris: Sequence[BarisSkp], of_superior: Set[str]) -> None:
    """Refuse rows that say nothing, cannot be measured, or serve what is no row of the superior; raises Invalid."""
    errors: dict[str, list[str]] = {}
    if len(baris) > BARIS_PALING_BANYAK:
        errors["baris"] = [f"Paling banyak {BARIS_PALING_BANYAK} hasil kerja"]
    for number, each in enumerate(baris[:BARIS_PALING_BANYAK]):
        at = f"baris.{number}"
        errors |= _check_text(f"{at}.hasil_kerja", each.hasil_kerja, "Tulis hasil kerjanya")
        if not each.indikator:
            errors[f"{at}.indikator"] = ["Isi sedikitnya satu indikator dengan targetnya"]
        if len(each.indikator) > INDIKATOR_PALING_BANYAK:
            errors[f"{at}.indikator"] = [f"Paling banyak {INDIKATOR_PALING_BANYAK} indikator sebuah hasil kerja"]
        for place, indikator in enumerate(each.indikator):
            errors |= _check_text(f"{at}.indikator.{place}.uraian", indikator.uraian, "Tulis indikatornya")
            errors |= _check_text(f"{at}.indikator.{place}.target", indikator.target, "Tulis targetnya")
        if each.induk_id is not None and each.induk_id not in of_superior:
            sentence = "Ini bukan hasil kerja atasan langsung Anda tahun ini. Pilih dari daftarnya, atau kosongkan"
            errors[f"{at}.induk_id"] = [sentence]
    if errors:
        raise Invalid(errors)


def check_alasan(alasan: str) -> None:
    """Refuse a reason that says nothing or too much; raises Invalid."""
    if errors := _check_text("alasan", alasan, "Tulis apa yang harus diperbaiki"):
        raise Invalid(errors)


def _check_text(at: str, teks: str, empty: str) -> dict[str, list[str]]:
    if not teks.strip():
        return {at: [empty]}
    if len(teks) > TEKS_PALING_PANJANG:
        return {at: [f"Paling panjang {TEKS_PALING_PANJANG} huruf"]}
    return {}
