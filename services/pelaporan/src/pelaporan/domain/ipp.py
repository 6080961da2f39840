"""The public service index (*IPP*), PermenPANRB 29/2022: F02 by the evaluator, F03 by the users, one index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto
from fractions import Fraction

from chassis.domain import Invalid
from pelaporan.domain.aturan import Dasar, Pita, find_pita
from pelaporan.domain.rumus import round_half_up

_LOW, _HIGH = 0, 5
_SCALE = "Isi bilangan bulat 0 sampai 5"


class CaraF02(StrEnum):
    """How the indicators of an aspect make its value."""

    BERBOBOT = auto()
    RERATA = auto()


class CaraF03(StrEnum):
    """How the answers of the users make F03."""

    SEMUA_JAWABAN = auto()
    RERATA_ASPEK = auto()


class KurangResponden(StrEnum):
    """What too few respondents mean: F03 counts as nothing, or F02 stands alone."""

    NOL = auto()
    F02_SAJA = auto()


@dataclass(frozen=True, kw_only=True)
class IndikatorIpp:
    """An indicator of F02; ``bobot`` is of the 100 of its aspect."""

    kode: str
    nama: str
    bobot: Decimal


@dataclass(frozen=True, kw_only=True)
class Aspek:
    """An aspect; ``bobot`` is of 100."""

    kode: str
    nama: str
    bobot: Decimal
    indikator: Sequence[IndikatorIpp]


@dataclass(frozen=True, kw_only=True)
class BentukF03:
    """A form for users: how many questions it has, by aspect in order."""

    kode: str
    nama: str
    pertanyaan: Mapping[str, int]

    @property
    def jumlah(self) -> int:
        """Return how many questions it has."""
        return sum(self.pertanyaan.values())


@dataclass(frozen=True, kw_only=True)
class AturanIpp:
    """Weights, bands, and the settings on which the sources disagree.

    ``tidak_dinilai`` names indicators that a form lacks: their weight is shared out over the rest of the aspect;
    only those of ``boleh_tidak_dinilai`` may be named.
    """

    dasar: Dasar
    aspek: Sequence[Aspek]
    bentuk: Mapping[str, BentukF03]
    pita: Sequence[Pita]
    bagian_f02: Decimal
    bagian_f03: Decimal
    cara_f02: CaraF02 = CaraF02.BERBOBOT
    cara_f03: CaraF03 = CaraF03.SEMUA_JAWABAN
    kurang_responden: KurangResponden = KurangResponden.NOL
    min_responden: int = 0
    bentuk_f03: str = "luring"
    boleh_tidak_dinilai: frozenset[str] = frozenset()
    tidak_dinilai: frozenset[str] = frozenset()

    @property
    def indikator(self) -> Sequence[IndikatorIpp]:
        """Return the indicators that are scored, in order."""
        return [satu for aspek in self.aspek for satu in aspek.indikator if satu.kode not in self.tidak_dinilai]


@dataclass(frozen=True, kw_only=True)
class RincianIpp:
    """An aspect: its value of 0 to 5, and what it adds to F02; four places."""

    kode: str
    nama: str
    bobot: Decimal
    nilai: Decimal
    skor: Decimal


@dataclass(frozen=True, kw_only=True)
class HasilIpp:
    """The index with its letter; ``f02`` and ``f03`` have four places; ``f03_dipakai`` is false where F02 is alone."""

    nilai: Decimal
    kategori: str
    f02: Decimal
    f03: Decimal
    responden: int
    f03_dipakai: bool
    rincian: Sequence[RincianIpp]


@dataclass(frozen=True, kw_only=True)
class HasilIppKabupaten:
    """The index of the regency: the mean of its units, each rounded to two places."""

    nilai: Decimal
    kategori: str
    unit: Sequence[Decimal]


def compute_ipp(f02: Mapping[str, int], f03: Sequence[Sequence[int]], aturan: AturanIpp) -> HasilIpp:
    """Compute the index from the scores of F02 by indicator and the answers of the users, one row a respondent."""
    errors = _check_f02(f02, aturan) | _check_f03(f03, aturan)
    if errors:
        raise Invalid(errors)
    aspek = {satu.kode: _score_aspek(satu, f02, aturan) for satu in aturan.aspek}
    nilai_f02 = sum((Fraction(satu.bobot) / 100 * aspek[satu.kode] for satu in aturan.aspek), Fraction(0))
    cukup = bool(f03) and len(f03) >= aturan.min_responden
    nilai_f03 = _score_f03(f03, aturan) if cukup else Fraction(0)
    alone = not cukup and aturan.kurang_responden is KurangResponden.F02_SAJA
    ipp = nilai_f02 if alone else Fraction(aturan.bagian_f02) * nilai_f02 + Fraction(aturan.bagian_f03) * nilai_f03
    nilai = round_half_up(ipp)
    return HasilIpp(
        nilai=nilai,
        kategori=band_ipp(nilai, aturan),
        f02=round_half_up(nilai_f02, 4),
        f03=round_half_up(nilai_f03, 4),
        responden=len(f03),
        f03_dipakai=not alone,
        rincian=[_row(satu, aspek[satu.kode]) for satu in aturan.aspek],
    )


def compute_ipp_kabupaten(unit: Sequence[Decimal], aturan: AturanIpp) -> HasilIppKabupaten:
    """Compute the index of the regency from those of its units."""
    if not unit or not all(_LOW <= satu <= _HIGH for satu in unit):
        raise Invalid({"ipp": ["Isi IPP paling sedikit satu unit, masing-masing 0 sampai 5"]})
    rounded = [round_half_up(Fraction(satu)) for satu in unit]
    nilai = round_half_up(sum(map(Fraction, rounded), Fraction(0)) / len(rounded))
    return HasilIppKabupaten(nilai=nilai, kategori=band_ipp(nilai, aturan), unit=rounded)


def band_ipp(nilai: Decimal, aturan: AturanIpp) -> str:
    """Return the letter of a rounded index."""
    pita = find_pita(nilai, aturan.pita)
    if pita is None:
        raise Invalid({"nilai": ["IPP antara 0 dan 5"]})
    return pita.kode


def _score_aspek(aspek: Aspek, f02: Mapping[str, int], aturan: AturanIpp) -> Fraction:
    scored = [satu for satu in aspek.indikator if satu.kode not in aturan.tidak_dinilai]
    if aturan.cara_f02 is CaraF02.RERATA:
        return Fraction(sum(f02[satu.kode] for satu in scored), len(scored))
    whole = sum((Fraction(satu.bobot) for satu in scored), Fraction(0))
    return sum((Fraction(satu.bobot) * f02[satu.kode] for satu in scored), Fraction(0)) / whole


def _score_f03(f03: Sequence[Sequence[int]], aturan: AturanIpp) -> Fraction:
    if aturan.cara_f03 is CaraF03.SEMUA_JAWABAN:
        return Fraction(sum(map(sum, f03)), sum(map(len, f03)))
    start, means = 0, []
    for banyak in aturan.bentuk[aturan.bentuk_f03].pertanyaan.values():
        means.append(Fraction(sum(sum(satu[start : start + banyak]) for satu in f03), banyak * len(f03)))
        start += banyak
    return sum(means, Fraction(0)) / len(means)


def _row(aspek: Aspek, nilai: Fraction) -> RincianIpp:
    skor = Fraction(aspek.bobot) / 100 * nilai
    return RincianIpp(
        kode=aspek.kode,
        nama=aspek.nama,
        bobot=aspek.bobot,
        nilai=round_half_up(nilai, 4),
        skor=round_half_up(skor, 4),
    )


def _check_f02(f02: Mapping[str, int], aturan: AturanIpp) -> dict[str, list[str]]:
    asing = aturan.tidak_dinilai - aturan.boleh_tidak_dinilai
    known = {satu.kode for satu in aturan.indikator}
    errors = {f"tidak_dinilai.{kode}": ["Indikator ini wajib dinilai"] for kode in sorted(asing)}
    errors |= {f"f02.{kode}": ["Tidak dikenal"] for kode in f02 if kode not in known}
    errors |= {f"f02.{kode}": ["Wajib diisi"] for kode in known if kode not in f02}
    return errors | {f"f02.{kode}": [_SCALE] for kode, satu in f02.items() if kode in known and not _in_scale(satu)}


def _check_f03(f03: Sequence[Sequence[int]], aturan: AturanIpp) -> dict[str, list[str]]:
    banyak = aturan.bentuk[aturan.bentuk_f03].jumlah
    sentence = f"Isi {banyak} jawaban, masing-masing bilangan bulat 0 sampai 5"
    return {
        f"f03.{nomor}": [sentence]
        for nomor, satu in enumerate(f03)
        if len(satu) != banyak or not all(map(_in_scale, satu))
    }


def _in_scale(nilai: int) -> bool:
    return _LOW <= nilai <= _HIGH
