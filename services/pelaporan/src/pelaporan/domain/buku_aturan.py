"""The book of the rules of all instruments: every version of each, from old to new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pelaporan.domain.aturan import Dasar, Pita
from pelaporan.domain.capaian_indikator import AturanCapaian
from pelaporan.domain.indeks import AturanIndeks
from pelaporan.domain.ipp import AturanIpp
from pelaporan.domain.rb import AturanRb
from pelaporan.domain.rb_unsur import AturanRenaksi
from pelaporan.domain.sakip import AturanSakip
from pelaporan.domain.sampel import AturanSampel
from pelaporan.domain.skm import AturanSkm
from pelaporan.domain.spip import AturanMaturitas
from pelaporan.domain.spm import AturanSpm
from pelaporan.domain.tingkat import AturanTingkat

_NO_PREDIKAT = "Nilai 0,00 tidak mempunyai predikat"


@dataclass(frozen=True, kw_only=True)
class BukuAturan:
    """One field an instrument, or a kind of instrument by code; ``choose_versi`` picks the version of a year."""

    sakip: Sequence[AturanSakip]
    ipp: Sequence[AturanIpp]
    skm: Sequence[AturanSkm]
    capaian: Sequence[AturanCapaian]
    sampel: Sequence[AturanSampel]
    rb: Sequence[AturanRb]
    renaksi: Sequence[AturanRenaksi]
    spm: Sequence[AturanSpm]
    tingkat: Mapping[str, Sequence[AturanTingkat]]
    maturitas: Mapping[str, Sequence[AturanMaturitas]]
    indeks: Mapping[str, Sequence[AturanIndeks]]

    def list_skala(self) -> Mapping[str, Sequence[AturanIndeks]]:
        """Return the scale of every index and of every instrument that bands a value alone, by code."""
        own = {
            "sakip": [_skala(satu.dasar, satu.pita, 0, 100, _NO_PREDIKAT) for satu in self.sakip],
            "ipp": [_skala(satu.dasar, satu.pita, 0, 5) for satu in self.ipp],
            "skm": [_skala(satu.dasar, satu.pita, 0, 100) for satu in self.skm],
            "capaian": [_skala(satu.dasar, satu.pita, 0, 1_000_000) for satu in self.capaian],
        }
        levels = {kode: [_skala(satu.dasar, satu.pita, 1, 5) for satu in versi] for kode, versi in self.tingkat.items()}
        spip = [_skala(satu.dasar, satu.pita, 1, 5) for satu in self.maturitas["spip"]]
        return {**own, **levels, "spip": spip, **self.indeks}


def _skala(dasar: Dasar, pita: Sequence[Pita], low: int, high: int, alasan: str = "") -> AturanIndeks:
    return AturanIndeks(dasar=dasar, terendah=Decimal(low), tertinggi=Decimal(high), pita=pita, alasan=alasan)
