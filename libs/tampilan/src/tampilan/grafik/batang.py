"""The bar chart: categories against a value, always from zero, in a wide and a narrow drawing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from tampilan.angka import format_angka
from tampilan.grafik.svg import element, picture

Angka = Decimal | float | int
ROW, LABEL = 26, 15


def draw_batang(
    baris: Sequence[tuple[str, Angka | None]], *, kalimat: str, satuan: str = "", desimal: int | None = None
) -> Markup:
    """Draw one bar a row ``(kata, nilai)`` with its words and its figure; no value says so."""
    top = max((float(v) for _, v in baris if v is not None), default=0.0) or 1.0
    return Markup("").join(
        [
            _draw(baris, top, kalimat, satuan, desimal, kelas="bagan-lebar", width=720, label=220),
            _draw(baris, top, kalimat, satuan, desimal, kelas="bagan-sempit", width=330, label=0),
        ]
    )


def _draw(
    baris: Sequence[tuple[str, Angka | None]],
    top: float,
    kalimat: str,
    satuan: str,
    desimal: int | None,
    *,
    kelas: str,
    width: int,
    label: int,
) -> Markup:
    """Words stand left of the bars where there is room, above them where there is not."""
    height = ROW if label else ROW + LABEL
    room = width - label - 74
    parts = []
    for n, (kata, nilai) in enumerate(baris):
        y = n * height
        text_y, bar_y = (y + 17, y + 5) if label else (y + 14, y + LABEL + 5)
        parts.append(element("text", kata, kelas="g-teks", x=0, y=text_y))
        if nilai is None:
            parts.append(element("text", "belum ada", kelas="g-teks", x=label, y=bar_y + 12))
            continue
        bar = max(float(nilai) / top, 0.0) * room
        parts.append(element("rect", kelas="g-batang", x=label, y=bar_y, width=bar, height=16))
        words = f"{format_angka(nilai, desimal)}{satuan}"
        parts.append(element("text", words, kelas="g-teks g-tebal", x=label + bar + 6, y=bar_y + 12))
    return picture(width, len(baris) * height + 4, parts, kalimat=kalimat, kelas=kelas)
