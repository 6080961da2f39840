"""An *evaluasi*, the appraisal of a person in a quarter or a year (PermenPANRB 6/2022; PP 30/2019 ps 49, 59).

A quarter ends with its establishment. The year's document is then handed over, received, and may be objected to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum, auto

from chassis.domain import Forbidden, Invalid, TransitionNotAllowed, uuid7
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import Ekspektasi, Predikat, compute_predikat
from kinerja.domain.teks import check_panjang, check_teks
from kinerja.domain.version import expect


class StatusEvaluasi(StrEnum):
    """Where an appraisal stands."""

    DIEVALUASI = auto()
    DITETAPKAN = auto()
    DISAMPAIKAN = auto()
    DITERIMA = auto()
    DITETAPKAN_ATASAN = auto()
    KEBERATAN = auto()
    DIPERIKSA = auto()
    DIPUTUS = auto()
    DILAPORKAN = auto()
    DITINDAKLANJUTI = auto()


class TingkatPenilai(StrEnum):
    """Who assesses: the direct superior, or the one above where that one is absent."""

    PENILAI = auto()
    ATASAN_PENILAI = auto()


class Putusan(StrEnum):
    """How an objection is decided."""

    DIKABULKAN = auto()
    DITOLAK = auto()


BELUM_DIPUTUS = frozenset({StatusEvaluasi.KEBERATAN, StatusEvaluasi.DIPERIKSA})
"""Where an objection runs: the predikat may still change."""
_QUARTER: Mapping[StatusEvaluasi, frozenset[StatusEvaluasi]] = {
    StatusEvaluasi.DIEVALUASI: frozenset({StatusEvaluasi.DITETAPKAN})
}
_YEAR: Mapping[StatusEvaluasi, frozenset[StatusEvaluasi]] = {
    **_QUARTER,
    StatusEvaluasi.DITETAPKAN: frozenset({StatusEvaluasi.DISAMPAIKAN}),
    StatusEvaluasi.DISAMPAIKAN: frozenset({StatusEvaluasi.DITERIMA, StatusEvaluasi.DITETAPKAN_ATASAN}),
    StatusEvaluasi.DITERIMA: frozenset({StatusEvaluasi.KEBERATAN, StatusEvaluasi.DILAPORKAN}),
    StatusEvaluasi.DITETAPKAN_ATASAN: frozenset({StatusEvaluasi.DILAPORKAN}),
    StatusEvaluasi.KEBERATAN: frozenset({StatusEvaluasi.DIPERIKSA, StatusEvaluasi.DIPUTUS}),
    StatusEvaluasi.DIPERIKSA: frozenset({StatusEvaluasi.DIPUTUS}),
    StatusEvaluasi.DIPUTUS: frozenset({StatusEvaluasi.DILAPORKAN}),
    StatusEvaluasi.DILAPORKAN: frozenset({StatusEvaluasi.DITINDAKLANJUTI}),
}
"""Where each state may lead; one that is not named is the last."""


def states_before(status: StatusEvaluasi) -> frozenset[StatusEvaluasi]:
    """Return the states of a year's appraisal that lead to a state."""
    return frozenset(each for each, after in _YEAR.items() if status in after)


@dataclass(frozen=True, kw_only=True)
class EvaluasiDitetapkan:
    """An appraisal was established, as the event of the same name tells it."""

    tahun: int
    opd_kode: str
    unit_id: str
    evaluasi_id: str
    pegawai_id: str
    periode: str
    hasil_kerja: str
    perilaku: str
    predikat: str
    tingkat_penilai: str
    penilai_id: str


@dataclass(frozen=True, kw_only=True)
class KeberatanDiputus:
    """An objection was decided, as the event of the same name tells it."""

    tahun: int
    opd_kode: str
    unit_id: str
    keberatan_id: str
    evaluasi_id: str
    pegawai_id: str
    periode: str
    putusan: str
    predikat_semula: str
    predikat: str


@dataclass(frozen=True, kw_only=True)
class Nilai:
    """The two ratings, which are the assessor's judgement, with the note that the person reads."""

    hasil_kerja: Ekspektasi
    perilaku: Ekspektasi
    catatan: str

    @property
    def predikat(self) -> Predikat:
        """The word that the two make."""
        return compute_predikat(self.hasil_kerja, self.perilaku)


@dataclass(frozen=True, kw_only=True)
class PutusanKeberatan:
    """What was decided on an objection, beside what the assessor had said; both stay readable."""

    putusan: Putusan
    alasan: str
    pemutus_id: str | None
    """The pegawai who decided; None: the PPK, who is none."""
    hasil_kerja_semula: Ekspektasi
    perilaku_semula: Ekspektasi
    hasil_kerja: Ekspektasi
    perilaku: Ekspektasi
    diputus_pada: datetime

    @property
    def predikat_semula(self) -> Predikat:
        """The word that the assessor's ratings made."""
        return compute_predikat(self.hasil_kerja_semula, self.perilaku_semula)


@dataclass(eq=False, kw_only=True)
class Evaluasi:
    """The aggregate. Every change of status goes through :meth:`_move_to`.

    ``nilai`` holds the ratings that count, and always the assessor's note; what a decision changed stands in ``putusan``.
    """

    id: str
    pegawai_id: str
    unit_id: str
    opd_kode: str
    periode: Periode
    nilai: Nilai
    penilai_id: str | None
    """The pegawai who assesses; None: the PPK, who is none."""
    tingkat_penilai: TingkatPenilai
    status: StatusEvaluasi = StatusEvaluasi.DIEVALUASI
    version: int = 1
    ditetapkan_pada: datetime | None = None
    disampaikan_pada: datetime | None = None
    diterima_pada: datetime | None = None
    keberatan_id: str | None = None
    keberatan_alasan: str = ""
    putusan: PutusanKeberatan | None = None
    permasalahan: str = ""
    rekomendasi: str = ""
    """What the assessor reports upward with the predikat (PP 30/2019 ps 51)."""
    tindak_lanjut: str = ""
    events: list[EvaluasiDitetapkan | KeberatanDiputus] = field(default_factory=list, repr=False)

    @property
    def predikat(self) -> Predikat:
        """The word that holds."""
        return self.nilai.predikat

    def expect(self, version: int | None) -> None:
        """Refuse a caller who does not know the present version."""
        expect(self.version, version)

    def rate(self, nilai: Nilai, penilai_id: str | None, tingkat: TingkatPenilai) -> None:
        """Judge anew while nothing is established."""
        self._require(StatusEvaluasi.DITETAPKAN)
        check_nilai(nilai, tingkat)
        self.nilai, self.penilai_id, self.tingkat_penilai = nilai, penilai_id, tingkat
        self.version += 1

    def establish(self, penilai_id: str | None, tingkat: TingkatPenilai, *, at: datetime) -> None:
        """Sign the appraisal; who signs is the assessor."""
        self._require(StatusEvaluasi.DITETAPKAN)
        check_nilai(self.nilai, tingkat)
        self._move_to(StatusEvaluasi.DITETAPKAN)
        self.penilai_id, self.tingkat_penilai, self.ditetapkan_pada = penilai_id, tingkat, at
        self.events.append(
            EvaluasiDitetapkan(
                tahun=self.periode.tahun,
                opd_kode=self.opd_kode,
                unit_id=self.unit_id,
                evaluasi_id=self.id,
                pegawai_id=self.pegawai_id,
                periode=self.periode.teks,
                hasil_kerja=self.nilai.hasil_kerja.value,
                perilaku=self.nilai.perilaku.value,
                predikat=self.predikat.value,
                tingkat_penilai=tingkat.value,
                penilai_id=penilai_id or "",
            )
        )

    def send(self, *, at: datetime) -> None:
        """Hand the year's document over."""
        self._move_to(StatusEvaluasi.DISAMPAIKAN)
        self.disampaikan_pada = at

    def receive(self, *, at: datetime) -> None:
        """Take the document; from this day the objection's clock runs."""
        self._move_to(StatusEvaluasi.DITERIMA)
        self.diterima_pada = at

    def lapse(self) -> None:
        """Count the person's silence: the assessor's superior sets the document (PP 30/2019 ps 50)."""
        self._move_to(StatusEvaluasi.DITETAPKAN_ATASAN)

    def examine(self) -> None:
        """Begin to hear both sides of an objection."""
        self._move_to(StatusEvaluasi.DIPERIKSA)

    def report(self, permasalahan: str, rekomendasi: str) -> None:
        """Report it upward, with what stood in the way and what is recommended."""
        self._require(StatusEvaluasi.DILAPORKAN)
        advice = check_teks("rekomendasi", rekomendasi, "Tulis rekomendasi untuk pegawai ini")
        obstacle = check_panjang("permasalahan", permasalahan)
        self._move_to(StatusEvaluasi.DILAPORKAN)
        self.permasalahan, self.rekomendasi = obstacle, advice

    def follow_up(self, tindak_lanjut: str) -> None:
        """Tell what followed from it: a reward, a training, a sanction."""
        self._require(StatusEvaluasi.DITINDAKLANJUTI)
        kept = check_teks("tindak_lanjut", tindak_lanjut, "Tulis tindak lanjutnya")
        self._move_to(StatusEvaluasi.DITINDAKLANJUTI)
        self.tindak_lanjut = kept

    def object(self, alasan: str) -> None:
        """Object to the appraisal with reasons."""
        self._require(StatusEvaluasi.KEBERATAN)
        kept = check_teks("alasan", alasan, "Tulis alasan keberatan Anda")
        self._move_to(StatusEvaluasi.KEBERATAN)
        self.keberatan_id, self.keberatan_alasan = str(uuid7()), kept

    def decide(
        self, pemutus_id: str | None, putusan: Putusan, nilai: Nilai | None, alasan: str, *, at: datetime
    ) -> None:
        """Decide the objection, finally; who signed the appraisal may not."""
        if pemutus_id == self.penilai_id:
            raise Forbidden("evaluasi.signed_by_you")
        self._require(StatusEvaluasi.DIPUTUS)
        check_teks("alasan", alasan, "Tulis pertimbangan putusannya")
        if putusan is Putusan.DIKABULKAN and nilai is None:
            raise Invalid({"hasil_kerja": ["Isi hasil kerja dan perilaku yang berlaku setelah keberatan dikabulkan"]})
        if putusan is Putusan.DITOLAK and nilai is not None:
            raise Invalid({"hasil_kerja": ["Kosongkan. Nilai tidak berubah bila keberatan ditolak"]})
        self._move_to(StatusEvaluasi.DIPUTUS)
        semula = self.nilai
        if nilai is not None:
            self.nilai = replace(semula, hasil_kerja=nilai.hasil_kerja, perilaku=nilai.perilaku)
        self.putusan = PutusanKeberatan(
            putusan=putusan,
            alasan=alasan.strip(),
            pemutus_id=pemutus_id,
            hasil_kerja_semula=semula.hasil_kerja,
            perilaku_semula=semula.perilaku,
            hasil_kerja=self.nilai.hasil_kerja,
            perilaku=self.nilai.perilaku,
            diputus_pada=at,
        )
        self.events.append(self._decided(putusan, semula.predikat))

    def _decided(self, putusan: Putusan, semula: Predikat) -> KeberatanDiputus:
        return KeberatanDiputus(
            tahun=self.periode.tahun,
            opd_kode=self.opd_kode,
            unit_id=self.unit_id,
            keberatan_id=self.keberatan_id or "",
            evaluasi_id=self.id,
            pegawai_id=self.pegawai_id,
            periode=self.periode.teks,
            putusan=putusan.value,
            predikat_semula=semula.value,
            predikat=self.predikat.value,
        )

    def _require(self, status: StatusEvaluasi) -> None:
        moves = _QUARTER if self.periode.triwulan else _YEAR
        if status not in moves.get(self.status, ()):
            raise TransitionNotAllowed("evaluasi.transition_not_allowed", evaluasi_id=self.id)

    def _move_to(self, status: StatusEvaluasi) -> None:
        self._require(status)
        self.status = status
        self.version += 1


def check_nilai(nilai: Nilai, tingkat: TingkatPenilai) -> None:
    """Refuse a note too long, or none where the superior's superior assesses; raises Invalid."""
    check_panjang("catatan", nilai.catatan)
    if tingkat is TingkatPenilai.ATASAN_PENILAI and not nilai.catatan.strip():
        raise Invalid({"catatan": ["Tulis mengapa Anda menilai, bukan atasan langsungnya"]})
