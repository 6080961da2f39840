"""The gap between the standard of a post and a person's profile, level by level: PP 11/2017 ps 206."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from chassis.domain import Invalid

TINGKAT_MAKS = 5


@dataclass(frozen=True, kw_only=True)
class Kesenjangan:
    """One gap a competence, above zero where the profile falls short; ``kecocokan`` is the job fit in percent, exact."""

    gap: tuple[int, ...]
    kecocokan: Fraction

    @property
    def maks(self) -> int:
        """Return the largest gap."""
        return max(self.gap)


def compute_kesenjangan(standar: Sequence[int], profil: Sequence[int]) -> Kesenjangan:
    """Compare levels 1 to 5, competence by competence; the fit is ``100 · Σ min(profil, standar) / Σ standar``."""
    _check(standar, profil)
    pairs = list(zip(standar, profil, strict=True))
    met = sum(min(pair) for pair in pairs)
    return Kesenjangan(gap=tuple(s - p for s, p in pairs), kecocokan=Fraction(100 * met, sum(standar)))


def _check(standar: Sequence[int], profil: Sequence[int]) -> None:
    if not standar:
        raise Invalid({"standar": ["Isi paling sedikit satu kompetensi"]})
    if len(standar) != len(profil):
        raise Invalid({"profil": [f"Isi satu tingkat untuk tiap kompetensi, jadi {len(standar)} angka"]})
    for name, levels in (("standar", standar), ("profil", profil)):
        if not all(1 <= level <= TINGKAT_MAKS for level in levels):
            raise Invalid({name: [f"Isi tingkat 1 sampai {TINGKAT_MAKS}"]})
