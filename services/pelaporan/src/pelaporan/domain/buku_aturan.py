"""The book of the rules of all instruments: every version of each, from old to new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pelaporan.domain.ipp import AturanIpp
from pelaporan.domain.sakip import AturanSakip
from pelaporan.domain.skm import AturanSkm


@dataclass(frozen=True, kw_only=True)
class BukuAturan:
    """One field an instrument; ``choose_versi`` picks the version of a year."""

    sakip: Sequence[AturanSakip]
    ipp: Sequence[AturanIpp]
    skm: Sequence[AturanSkm]
