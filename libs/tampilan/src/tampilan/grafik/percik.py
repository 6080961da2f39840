"""The sparkline: twelve months in the height of a row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from tampilan.grafik.svg import element, path, picture

WIDTH, HEIGHT, PAD = 124, 30, 5

Angka = Decimal | float | int


def draw_percik(nilai: Sequence[Angka | None], *, target: Angka | None = None, kalimat: str) -> Markup:
    """Draw the line with its last value filled and a dotted target; a missing month is a gap."""
    known = [float(v) for v in nilai if v is not None] + ([float(target)] if target is not None else [])
    if not known:
        return picture(WIDTH, HEIGHT, [], kalimat=f"{kalimat}: belum ada", kelas="percik")
    low, high = min(known), max(known)
    span = (high - low) or 1.0

    def place(v: Angka) -> float:
        return HEIGHT - PAD - (float(v) - low) / span * (HEIGHT - 2 * PAD)

    step = (WIDTH - 2 * PAD) / max(len(nilai) - 1, 1)
    points = [None if v is None else (PAD + n * step, place(v)) for n, v in enumerate(nilai)]
    parts = []
    if target is not None:
        y = place(target)
        parts.append(element("line", kelas="g-percik-target", x1=PAD, x2=WIDTH - PAD, y1=y, y2=y))
    parts += [element("path", kelas="g-percik", d=path(run)) for run in split_runs(points) if len(run) > 1]
    last = next((p for p in reversed(points) if p), None)
    if last:
        parts.append(element("circle", kelas="g-akhir", cx=last[0], cy=last[1], r=2.5))
    return picture(WIDTH, HEIGHT, parts, kalimat=kalimat, kelas="percik")


def split_runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """Cut the points into runs without a gap."""
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]
