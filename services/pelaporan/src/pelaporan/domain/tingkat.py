"""Maturity by weighted levels of 1 to 5: *SPBE* (PermenPANRB 59/2020) and *Pemdi* (PermenPANRB 8/2026)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from chassis.domain import Invalid
from pelaporan.domain.aturan import Dasar, Pita, find_pita
from pelaporan.domain.rumus import round_half_up

_LOW, _HIGH = 1, 5


@dataclass(frozen=True, kw_only=True)
class IndikatorTingkat:
    """What gets a level, and what it weighs of 100."""

    kode: str
    nama: str
    bobot: Decimal


@dataclass(frozen=True, kw_only=True)
class AspekTingkat:
    """An aspect; ``kelompok`` names the domain it stands in, where the instrument has domains."""

    kode: str
    nama: str
    bobot: Decimal
    indikator: Sequence[IndikatorTingkat]
    kelompok: str = ""


@dataclass(frozen=True, kw_only=True)
class AturanTingkat:
    """Weights and bands; ``desimal`` tells whether a level may have decimals."""

    dasar: Dasar
    aspek: Sequence[AspekTingkat]
    desimal: bool
    pita: Sequence[Pita]

    @property
    def indikator(self) -> Sequence[IndikatorTingkat]:
        """Return the indicators in order."""
        return [satu for aspek in self.aspek for satu in aspek.indikator]

    @property
    def kelompok(self) -> Mapping[str, Sequence[AspekTingkat]]:
        """Return the aspects by domain; empty where the instrument has none."""
        names = dict.fromkeys(satu.kelompok for satu in self.aspek if satu.kelompok)
        return {nama: [satu for satu in self.aspek if satu.kelompok == nama] for nama in names}


@dataclass(frozen=True, kw_only=True)
class RincianTingkat:
    """An aspect or a domain: its index of 1 to 5, and what it adds to the whole; four places."""

    kode: str
    nama: str
    bobot: Decimal
    nilai: Decimal
    skor: Decimal


@dataclass(frozen=True, kw_only=True)
class HasilTingkat:
    """The index with its word, by aspect, and by domain where there are domains."""

    nilai: Decimal
    kategori: str
    rincian: Sequence[RincianTingkat]
    domain: Sequence[RincianTingkat]


def compute_tingkat(tingkat: Mapping[str, Decimal], aturan: AturanTingkat) -> HasilTingkat:
    """Compute the index from the level of every indicator; a missing, foreign or wild one is refused."""
    _check(tingkat, aturan)
    skor = sum((_weigh(satu.indikator, tingkat) for satu in aturan.aspek), Fraction(0)) / 100
    nilai = round_half_up(skor)
    pita = find_pita(nilai, aturan.pita)
    if pita is None:
        raise AssertionError("the bands begin at the lowest level")
    return HasilTingkat(
        nilai=nilai,
        kategori=pita.kode,
        rincian=[_row(satu.kode, satu.nama, [satu], tingkat) for satu in aturan.aspek],
        domain=[_row(nama, nama, aspek, tingkat) for nama, aspek in aturan.kelompok.items()],
    )


def _weigh(indikator: Iterable[IndikatorTingkat], tingkat: Mapping[str, Decimal]) -> Fraction:
    return sum((Fraction(satu.bobot) * Fraction(tingkat[satu.kode]) for satu in indikator), Fraction(0))


def _row(kode: str, nama: str, aspek: Sequence[AspekTingkat], tingkat: Mapping[str, Decimal]) -> RincianTingkat:
    bobot = sum((satu.bobot for satu in aspek), Decimal(0))
    weighed = sum((_weigh(satu.indikator, tingkat) for satu in aspek), Fraction(0))
    return RincianTingkat(
        kode=kode,
        nama=nama,
        bobot=bobot,
        nilai=round_half_up(weighed / Fraction(bobot), 4),
        skor=round_half_up(weighed / 100, 4),
    )


def _check(tingkat: Mapping[str, Decimal], aturan: AturanTingkat) -> None:
    known = {satu.kode for satu in aturan.indikator}
    errors = {kode: "Tidak dikenal" for kode in tingkat if kode not in known}
    errors |= {kode: "Wajib diisi" for kode in known if kode not in tingkat}
    scale = f"Isi {'bilangan' if aturan.desimal else 'bilangan bulat'} 1 sampai 5"
    errors |= {kode: scale for kode, satu in tingkat.items() if kode in known and not _in_scale(satu, aturan.desimal)}
    if errors:
        raise Invalid({f"tingkat.{kode}": [kalimat] for kode, kalimat in errors.items()})


def _in_scale(nilai: Decimal, desimal: bool) -> bool:
    return _LOW <= nilai <= _HIGH and (desimal or nilai == nilai.to_integral_value())
