"""The evaluation of AKIP (*SAKIP*), PermenPANRB 88/2021: twelve answers, four components, one predikat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto
from fractions import Fraction

from chassis.domain import Invalid
from pelaporan.domain.aturan import Dasar, Pita, find_pita
from pelaporan.domain.rumus import round_half_up

_ZERO = "Nilai 0,00 tidak mempunyai predikat"
_NO_KRITERIA = "Isi paling sedikit satu kriteria"


class StatusKriteria(StrEnum):
    """How far a criterion is met."""

    TERPENUHI = auto()
    SEBAGIAN = auto()
    BELUM = auto()


@dataclass(frozen=True, kw_only=True)
class SubKomponen:
    """A sub-component: what is answered, and what it weighs of 100."""

    kode: str
    nama: str
    bobot: Decimal


@dataclass(frozen=True, kw_only=True)
class Komponen:
    """A component with its three sub-components: keberadaan, kualitas, pemanfaatan."""

    kode: str
    nama: str
    bobot: Decimal
    sub: Sequence[SubKomponen]


@dataclass(frozen=True, kw_only=True)
class AmbangJawaban:
    """The answer from a share of criteria met: ``di_atas`` < p ≤ the next threshold."""

    jawaban: str
    di_atas: Decimal


@dataclass(frozen=True, kw_only=True)
class AturanSakip:
    """Weights, values of the answers and bands; ``kategori_nol`` is what 0.00 gets, if anything.

    ``penuh`` is the answer where every criterion is met, ``kosong`` where none is; ``kriteria`` counts each status.
    """

    dasar: Dasar
    komponen: Sequence[Komponen]
    jawaban: Mapping[str, Decimal]
    pita: Sequence[Pita]
    kategori_nol: str | None
    ambang: Sequence[AmbangJawaban]
    penuh: str
    kosong: str
    kriteria: Mapping[str, Decimal]

    @property
    def sub(self) -> Sequence[SubKomponen]:
        """Return the sub-components in order."""
        return [satu for komponen in self.komponen for satu in komponen.sub]


@dataclass(frozen=True, kw_only=True)
class RincianSakip:
    """A row: a component (``jawaban`` and ``nilai`` empty) or a sub-component; ``skor`` has four places."""

    kode: str
    nama: str
    bobot: Decimal
    skor: Decimal
    jawaban: str | None = None
    nilai: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class HasilSakip:
    """The value, its predikat or why there is none, and the rows: each component before its sub-components."""

    nilai: Decimal
    kategori: str | None
    alasan: str | None
    rincian: Sequence[RincianSakip]


@dataclass(frozen=True, kw_only=True)
class HasilKriteria:
    """The share of criteria met, in percent to two places, and the answer that follows from it."""

    p: Decimal
    jawaban: str


def compute_sakip(jawaban: Mapping[str, str], aturan: AturanSakip) -> HasilSakip:
    """Compute the value from the twelve answers by code (``1.a`` … ``4.c``); a missing or foreign one is refused."""
    _check(jawaban, aturan)
    skor = {satu.kode: Fraction(aturan.jawaban[jawaban[satu.kode]]) * Fraction(satu.bobot) / 100 for satu in aturan.sub}
    nilai = round_half_up(sum(skor.values(), Fraction(0)))
    pita = find_pita(nilai, aturan.pita)
    kategori = pita.kode if pita else aturan.kategori_nol
    rincian = [row for komponen in aturan.komponen for row in _rows(komponen, jawaban, skor, aturan)]
    return HasilSakip(nilai=nilai, kategori=kategori, alasan=None if kategori else _ZERO, rincian=rincian)


def answer_from_kriteria(
    kriteria: Sequence[StatusKriteria], aturan: AturanSakip, *, hanya_terpenuhi: bool = False
) -> HasilKriteria:
    """Return the answer that the criteria of one sub-component give; AA and A are an evaluator's to judge.

    ``hanya_terpenuhi`` gives each criterion all or nothing; otherwise one met in part counts as the rules say.
    """
    if not kriteria:
        raise Invalid({"kriteria": [_NO_KRITERIA]})
    counted = [_weight(satu, aturan, hanya_terpenuhi) for satu in kriteria]
    p = sum(counted, Fraction(0)) / len(counted)
    return HasilKriteria(p=round_half_up(p), jawaban=_answer_of(p, aturan))


def _weight(status: StatusKriteria, aturan: AturanSakip, hanya_terpenuhi: bool) -> Fraction:
    counts = not hanya_terpenuhi or status is StatusKriteria.TERPENUHI
    return Fraction(aturan.kriteria[status]) if counts else Fraction(0)


def _answer_of(p: Fraction, aturan: AturanSakip) -> str:
    if p == 100:
        return aturan.penuh
    return next((satu.jawaban for satu in aturan.ambang if p > satu.di_atas), aturan.kosong)


def _check(jawaban: Mapping[str, str], aturan: AturanSakip) -> None:
    known = {satu.kode for satu in aturan.sub}
    errors = {kode: "Tidak dikenal" for kode in jawaban if kode not in known}
    errors |= {kode: "Wajib diisi" for kode in known if kode not in jawaban}
    pilihan = ", ".join(aturan.jawaban)
    errors |= {
        kode: f"Pilih salah satu: {pilihan}"
        for kode, satu in jawaban.items()
        if kode in known and satu not in aturan.jawaban
    }
    if errors:
        raise Invalid({f"jawaban.{kode}": [kalimat] for kode, kalimat in sorted(errors.items())})


def _rows(
    komponen: Komponen, jawaban: Mapping[str, str], skor: Mapping[str, Fraction], aturan: AturanSakip
) -> Sequence[RincianSakip]:
    jumlah = sum((skor[satu.kode] for satu in komponen.sub), Fraction(0))
    head = RincianSakip(kode=komponen.kode, nama=komponen.nama, bobot=komponen.bobot, skor=round_half_up(jumlah, 4))
    return [
        head,
        *(
            RincianSakip(
                kode=satu.kode,
                nama=satu.nama,
                bobot=satu.bobot,
                jawaban=jawaban[satu.kode],
                nilai=aturan.jawaban[jawaban[satu.kode]],
                skor=round_half_up(skor[satu.kode], 4),
            )
            for satu in komponen.sub
        ),
    ]
