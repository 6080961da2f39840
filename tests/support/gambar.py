"""A picture of a dashboard from what its queries answered, for a person to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from tests.support.prometheus import Series

W, H, PAD = 620, 210, 30
COLOURS = ("#1f77b4", "#d62728", "#2ca02c", "#ff7f0e", "#9467bd", "#8c564b", "#17becf", "#7f7f7f")


def draw(title: str, panels: Mapping[str, Sequence[Series]], start: float, end: float) -> str:
    """Return an SVG: the panels by title, three beside one another, with a line for each series."""
    rows = -(-len(panels) // 3)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{3 * W}" height="{rows * H + 40}" font-family="sans-serif">'
    ]
    parts.append(
        f'<rect width="100%" height="100%" fill="white"/><text x="10" y="26" font-size="20">{escape(title)}</text>'
    )
    for number, (name, series) in enumerate(panels.items()):
        parts.append(f'<g transform="translate({number % 3 * W},{number // 3 * H + 40})">')
        parts += _panel(name, series, start, end)
        parts.append("</g>")
    return "\n".join([*parts, "</svg>"])


def _panel(name: str, series: Sequence[Series], start: float, end: float) -> Iterator[str]:
    values = [float(value) for one in series for _, value in one["values"] if value != "NaN"]
    top = max(values, default=0) or 1
    yield f'<text x="10" y="14" font-size="13" font-weight="bold">{escape(name)}</text>'
    yield f'<rect x="{PAD}" y="22" width="340" height="150" fill="none" stroke="#ccc"/><text x="10" y="185" font-size="10">0 – {top:.4g}</text>'
    for number, one in enumerate(series[:12]):
        colour = COLOURS[number % len(COLOURS)]
        points = " ".join(
            f"{PAD + 340 * (at - start) / (end - start):.1f},{172 - 150 * float(value) / top:.1f}"
            for at, value in one["values"]
            if value != "NaN"
        )
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
        yield f'<text x="380" y="{32 + 13 * number}" font-size="10" fill="{colour}">{escape(_legend(one["metric"]))}</text>'


def _legend(metric: Mapping[str, Any]) -> str:
    return " ".join(str(value) for key, value in metric.items() if key not in {"__name__", "service"})[:42] or "–"
