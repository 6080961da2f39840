"""The index of bureaucratic reform (*RB*), PermenPANRB 9/2023 and the technical guide of each year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from chassis.domain import Invalid
from pelaporan.domain.aturan import Dasar, Pita, find_pita
from pelaporan.domain.rumus import round_half_up

_WHOLE = 100


@dataclass(frozen=True, kw_only=True)
class AturanRb:
    """The settings of a year's guide and the bands.

    ``pita_memuaskan`` is the band that asks for every target; ``dengan_catatan`` is what it is without them.
    ``bulatkan_skor`` rounds each score to two places before they are summed.
    """

    dasar: Dasar
    pita: Sequence[Pita]
    pita_memuaskan: str
    dengan_catatan: Pita
    maks_tematik: Decimal
    koefisien_terendah: Decimal
    koefisien_tertinggi: Decimal
    bulatkan_skor: bool


@dataclass(frozen=True, kw_only=True)
class NilaiRb:
    """What an indicator got; ``nilai`` may lack where it does not apply; ``pengali`` names the one that multiplies."""

    kode: str
    nilai: Decimal | None
    bobot: Decimal
    target_baik: Decimal
    maks: Decimal | None = None
    pengali: str | None = None


@dataclass(frozen=True, kw_only=True)
class RincianRb:
    """An indicator: its score and achievement (four places), and whether it reaches its target."""

    masukan: NilaiRb
    berlaku: bool
    score_index: Decimal | None = None
    capaian_index: Decimal | None = None
    tercapai: bool | None = None


@dataclass(frozen=True, kw_only=True)
class HasilRb:
    """The index with its letter, and the steps to it (four places)."""

    nilai: Decimal
    kategori: str
    rb_general: Decimal
    bobot_penyesuaian: Decimal
    penyesuaian: Decimal
    koefisien: Decimal
    tematik: Decimal
    rincian: Sequence[RincianRb]


def compute_rb(
    indikator: Sequence[NilaiRb],
    aturan: AturanRb,
    *,
    koefisien: Decimal = Decimal(0),
    tematik: Decimal = Decimal(0),
    tidak_berlaku: Set[str] = frozenset(),
) -> HasilRb:
    """Compute the index from its indicators; their weights, those that do not apply included, are 100 together."""
    errors = _check_whole(indikator, aturan, koefisien, tematik, tidak_berlaku)
    for nomor, satu in enumerate(indikator):
        errors |= {f"indikator.{nomor}.{nama}": [kalimat] for nama, kalimat in _check(satu, tidak_berlaku).items()}
    if errors:
        raise Invalid(errors)
    berlaku = [satu for satu in indikator if satu.kode not in tidak_berlaku]
    skor = _score_all(berlaku, aturan)
    general = sum(skor.values(), Fraction(0))
    bobot = sum((Fraction(satu.bobot) for satu in berlaku), Fraction(0))
    penyesuaian = (general + Fraction(koefisien)) / bobot * _WHOLE
    nilai = round_half_up(penyesuaian + Fraction(tematik))
    return HasilRb(
        nilai=nilai,
        kategori=_band(nilai, all(_reaches(satu) for satu in berlaku), aturan),
        rb_general=round_half_up(general, 4),
        bobot_penyesuaian=round_half_up(bobot, 4),
        penyesuaian=round_half_up(penyesuaian, 4),
        koefisien=koefisien,
        tematik=tematik,
        rincian=[_row(satu, skor.get(satu.kode)) for satu in indikator],
    )


def _score_all(indikator: Sequence[NilaiRb], aturan: AturanRb) -> Mapping[str, Fraction]:
    """Return the score of each, those that multiply first; raises Invalid where they go in a circle."""
    skor: dict[str, Fraction] = {}
    bobot = {satu.kode: Fraction(satu.bobot) for satu in indikator}
    waiting = list(indikator)
    while waiting:
        ready = [satu for satu in waiting if satu.pengali is None or satu.pengali in skor]
        if not ready:
            raise Invalid({"indikator": [f"Pengali berputar: {', '.join(satu.kode for satu in waiting)}"]})
        for satu in ready:
            factor = skor[satu.pengali] / bobot[satu.pengali] if satu.pengali else Fraction(1)
            score = _score(satu) * factor
            skor[satu.kode] = Fraction(round_half_up(score)) if aturan.bulatkan_skor else score
        waiting = [satu for satu in waiting if satu.kode not in skor]
    return skor


def _score(satu: NilaiRb) -> Fraction:
    nilai = Fraction(satu.nilai or 0)
    return nilai if satu.maks is None else nilai / Fraction(satu.maks) * Fraction(satu.bobot)


def _reaches(satu: NilaiRb) -> bool:
    """Tell whether the raw value, on its own scale, reaches its target."""
    return satu.nilai is not None and satu.nilai >= satu.target_baik


def _band(nilai: Decimal, semua_tercapai: bool, aturan: AturanRb) -> str:
    pita = find_pita(nilai, aturan.pita) or aturan.pita[-1]
    if pita.kode == aturan.pita_memuaskan and not semua_tercapai:
        return aturan.dengan_catatan.kode
    return pita.kode


def _row(satu: NilaiRb, skor: Fraction | None) -> RincianRb:
    if skor is None:
        return RincianRb(masukan=satu, berlaku=False)
    return RincianRb(
        masukan=satu,
        berlaku=True,
        score_index=round_half_up(skor, 4),
        capaian_index=round_half_up(skor / Fraction(satu.bobot) * 100, 4),
        tercapai=_reaches(satu),
    )


def _check_whole(
    indikator: Sequence[NilaiRb], aturan: AturanRb, koefisien: Decimal, tematik: Decimal, tidak_berlaku: Set[str]
) -> dict[str, list[str]]:
    kode = [satu.kode for satu in indikator]
    errors = {f"tidak_berlaku.{satu}": ["Tidak ada indikator dengan kode ini"] for satu in tidak_berlaku - set(kode)}
    if len(set(kode)) < len(kode):
        errors["indikator"] = ["Kode indikator tidak boleh berulang"]
    elif sum(satu.bobot for satu in indikator) != _WHOLE:
        errors["indikator"] = ["Jumlah bobot harus 100, termasuk yang tidak berlaku"]
    elif set(kode) <= tidak_berlaku:
        errors["tidak_berlaku"] = ["Paling sedikit satu indikator harus berlaku"]
    if not aturan.koefisien_terendah <= koefisien <= aturan.koefisien_tertinggi:
        low, high = aturan.koefisien_terendah, aturan.koefisien_tertinggi
        errors["koefisien"] = [f"Isi bilangan {low:f} sampai {high:f}" if low < high else "Tahun ini tanpa koefisien"]
    if not 0 <= tematik <= aturan.maks_tematik:
        errors["tematik"] = [f"Isi bilangan 0 sampai {aturan.maks_tematik:f}"]
    known = {satu.kode for satu in indikator if satu.kode not in tidak_berlaku}
    errors |= {
        f"indikator.{nomor}.pengali": ["Pengali harus indikator lain yang berlaku"]
        for nomor, satu in enumerate(indikator)
        if satu.pengali is not None and (satu.pengali not in known or satu.pengali == satu.kode)
    }
    return errors


def _check(satu: NilaiRb, tidak_berlaku: Set[str]) -> dict[str, str]:
    """Return what is wrong with one indicator; a value may lack where it does not apply."""
    errors = {}
    if satu.bobot <= 0:
        errors["bobot"] = "Isi bilangan lebih dari 0"
    if satu.maks is not None and satu.maks <= 0:
        errors["maks"] = "Isi bilangan lebih dari 0"
    top = satu.bobot if satu.maks is None else satu.maks
    if satu.nilai is None and satu.kode not in tidak_berlaku:
        errors["nilai"] = "Wajib diisi"
    elif satu.nilai is not None and not 0 <= satu.nilai <= top:
        errors["nilai"] = f"Isi bilangan 0 sampai {top:f}"
    return errors
