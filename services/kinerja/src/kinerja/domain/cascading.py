"""*Cascading*: whether the targets below carry the target above (kinds of PermenPANRB 6/2022, checks are our choice)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto
from fractions import Fraction

from chassis.domain import Invalid
from kinerja.domain.capaian import Polaritas


class JenisCascading(StrEnum):
    """How a result is handed down."""

    LANGSUNG = auto()
    TIDAK_LANGSUNG = auto()


@dataclass(frozen=True, kw_only=True)
class Cascading:
    """A target and those below it; ``bobot`` makes a mean of what does not add up."""

    jenis: JenisCascading
    aditif: bool
    target_induk: Decimal
    anak: Sequence[Decimal]
    polaritas: Polaritas = Polaritas.NAIK
    bobot: Sequence[Decimal] = ()


@dataclass(frozen=True, kw_only=True)
class HasilCascading:
    """Whether it is carried; ``banding`` is the sum, mean or worst target compared, ``None`` where nothing is."""

    sesuai: bool
    banding: Fraction | None
    selisih: Fraction | None


def check_cascading(cascading: Cascading) -> HasilCascading:
    """Compare exactly; raises :class:`~chassis.domain.Invalid` for no target below and for weights that do not fit."""
    _check(cascading)
    if cascading.jenis is JenisCascading.TIDAK_LANGSUNG:
        return HasilCascading(sesuai=True, banding=None, selisih=None)
    banding = _comparable(cascading)
    selisih = banding - Fraction(cascading.target_induk)
    if cascading.aditif:
        return HasilCascading(sesuai=selisih == 0, banding=banding, selisih=selisih)
    enough = selisih <= 0 if cascading.polaritas is Polaritas.TURUN else selisih >= 0
    return HasilCascading(sesuai=enough, banding=banding, selisih=selisih)


def _comparable(cascading: Cascading) -> Fraction:
    anak = [Fraction(each) for each in cascading.anak]
    if cascading.aditif:
        return sum(anak, Fraction(0))
    if cascading.bobot:
        bobot = [Fraction(each) for each in cascading.bobot]
        return sum((w * x for w, x in zip(bobot, anak, strict=True)), Fraction(0)) / sum(bobot)
    return max(anak) if cascading.polaritas is Polaritas.TURUN else min(anak)


def _check(cascading: Cascading) -> None:
    errors: dict[str, list[str]] = {}
    if not cascading.anak:
        errors["anak"] = ["Isi paling sedikit satu target bawahan"]
    if cascading.bobot and cascading.aditif:
        errors["bobot"] = ["Target yang dijumlahkan tidak memakai bobot. Kosongkan bobot, atau pilih tidak aditif"]
    elif cascading.bobot and len(cascading.bobot) != len(cascading.anak):
        errors["bobot"] = [f"Isi satu bobot untuk tiap target bawahan, jadi {len(cascading.anak)} bobot"]
    elif any(each < 0 for each in cascading.bobot) or (cascading.bobot and sum(cascading.bobot) == 0):
        errors["bobot"] = ["Isi bobot 0 atau lebih, dan jumlahnya lebih dari 0"]
    if errors:
        raise Invalid(errors)
