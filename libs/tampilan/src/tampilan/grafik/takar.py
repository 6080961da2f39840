"""The bullet: a value as a bar, its target as a stroke."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from tampilan.grafik.svg import element, picture

WIDTH, HEIGHT = 120, 18


def draw_takar(
    nilai: Decimal | float | int | None,
    target: Decimal | float | int | None,
    maks: Decimal | float | int,
    *,
    kalimat: str,
) -> Markup:
    """Draw ``nilai`` from 0 to ``maks`` with a stroke at ``target``; without a value the empty track."""
    scale = WIDTH / float(maks) if maks else 0.0
    parts = [element("rect", kelas="g-dasar", x=0, y=3, width=WIDTH, height=12, rx=2)]
    if nilai is not None:
        parts.append(element("rect", kelas="g-batang", x=0, y=6, width=_clip(float(nilai) * scale), height=6))
    if target is not None:
        parts.append(
            element("rect", kelas="g-sasaran", x=min(_clip(float(target) * scale), WIDTH - 2), y=1, width=2, height=16)
        )
    return picture(WIDTH, HEIGHT, parts, kalimat=kalimat, kelas="takar-target")


def _clip(x: float) -> float:
    return max(0.0, min(x, float(WIDTH)))
