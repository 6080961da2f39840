"""The value axis: round steps, and where a value stands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

STEPS = (1.0, 2.0, 4.0, 5.0, 10.0)
WANTED = 3


@dataclass(frozen=True)
class Sumbu:
    """From ``bawah`` to ``atas`` in steps of ``langkah``, drawn between two heights."""

    bawah: float
    atas: float
    langkah: float
    y_bawah: float
    y_atas: float

    def place(self, value: float) -> float:
        """Return the height at which ``value`` stands."""
        return self.y_bawah - (value - self.bawah) / (self.atas - self.bawah) * (self.y_bawah - self.y_atas)

    @property
    def desimal(self) -> int:
        """Places the labels need, all the same."""
        return max(0, -math.floor(math.log10(self.langkah)))

    def ticks(self) -> list[float]:
        """Return the labelled values, lowest first."""
        count = round((self.atas - self.bawah) / self.langkah)
        return [self.bawah + n * self.langkah for n in range(count + 1)]


def build_sumbu(values: Sequence[float], *, from_zero: bool, y_bawah: float, y_atas: float) -> Sumbu:
    """Choose an axis of about three steps that holds ``values``; counts get no steps between whole numbers."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high == low:
        high, low = high + 1, low if from_zero else _step_below(low)
    step = _round_step((high - low) / WANTED)
    if all(value.is_integer() for value in values):
        step = max(step, 1.0)
    return Sumbu(math.floor(low / step) * step, math.ceil(high / step) * step, step, y_bawah, y_atas)


def _step_below(value: float) -> float:
    """Return where an axis begins that shows this one value: not below zero where the value is not."""
    return max(value - 1, 0.0) if value >= 0 else value - 1


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(s * power for s in STEPS if s * power >= rough * 0.999)
