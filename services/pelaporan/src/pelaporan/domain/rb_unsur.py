"""Two of the values that RB takes in: *IKU non makro*, and the rubric of the plan of action (*renaksi*)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from chassis.domain import Invalid
from pelaporan.domain.aturan import Dasar, Pita, find_pita
from pelaporan.domain.rumus import round_half_up

_NO_IKU = "Belum ada IKU non makro"


@dataclass(frozen=True, kw_only=True)
class HasilIkuNonMakro:
    """The share of indicators at or past their target, in percent, or why there is none."""

    nilai: Decimal | None
    alasan: str | None = None


@dataclass(frozen=True, kw_only=True)
class AturanRenaksi:
    """The aspects of the rubric, what each letter is worth, and from which percentage it is given."""

    dasar: Dasar
    aspek: Mapping[str, str]
    huruf: Mapping[str, Decimal]
    pita: Sequence[Pita]


@dataclass(frozen=True, kw_only=True)
class RincianRenaksi:
    """An aspect: the answer as given, the letter (or yes, no) it amounts to, and its worth."""

    kode: str
    nama: str
    jawaban: str
    huruf: str
    nilai: Decimal


@dataclass(frozen=True, kw_only=True)
class HasilRenaksi:
    """The value of 0 to 100, and how each aspect was worth."""

    nilai: Decimal
    rincian: Sequence[RincianRenaksi]


def compute_iku_non_makro(tercapai: int, jumlah: int) -> HasilIkuNonMakro:
    """Return the share of indicators that are at or past their target."""
    if not 0 <= tercapai <= jumlah:
        raise Invalid({"tercapai": ["Isi bilangan bulat 0 sampai jumlah IKU"]})
    if jumlah == 0:
        return HasilIkuNonMakro(nilai=None, alasan=_NO_IKU)
    return HasilIkuNonMakro(nilai=round_half_up(Fraction(tercapai * 100, jumlah)))


def compute_renaksi(jawaban: Mapping[str, str | Decimal], aturan: AturanRenaksi) -> HasilRenaksi:
    """Compute the value from every aspect: a letter, ``ya`` or ``tidak``, or a percentage of 0 to 100."""
    errors = {kode: "Tidak dikenal" for kode in jawaban if kode not in aturan.aspek}
    errors |= {kode: "Wajib diisi" for kode in aturan.aspek if kode not in jawaban}
    pilihan = ", ".join(aturan.huruf)
    huruf = {kode: _letter_of(satu, aturan) for kode, satu in jawaban.items() if kode in aturan.aspek}
    errors |= {kode: f"Isi persentase 0 sampai 100, atau {pilihan}" for kode, satu in huruf.items() if satu is None}
    if errors:
        raise Invalid({f"aspek.{kode}": [kalimat] for kode, kalimat in errors.items()})
    rincian = [
        RincianRenaksi(
            kode=kode,
            nama=nama,
            jawaban=_plain(jawaban[kode]),
            huruf=huruf[kode] or "",
            nilai=aturan.huruf[huruf[kode] or ""],
        )
        for kode, nama in aturan.aspek.items()
    ]
    rerata = sum((Fraction(satu.nilai) for satu in rincian), Fraction(0)) / len(rincian)
    return HasilRenaksi(nilai=round_half_up(rerata * 100), rincian=rincian)


def _letter_of(jawaban: str | Decimal, aturan: AturanRenaksi) -> str | None:
    if isinstance(jawaban, str):
        return jawaban if jawaban in aturan.huruf else None
    pita = find_pita(jawaban, aturan.pita) if 0 <= jawaban <= 100 else None
    return pita.kode if pita else None


def _plain(jawaban: str | Decimal) -> str:
    return jawaban if isinstance(jawaban, str) else f"{jawaban:f}"
