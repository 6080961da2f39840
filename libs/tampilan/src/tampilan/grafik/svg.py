"""The few SVG elements the charts are made of."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

Bilangan = float | int


def number(value: Bilangan) -> str:
    """Write a coordinate with at most two places."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".") or "0"


def element(name: str, isi: object = "", **atribut: object) -> Markup:
    """Return one element; ``kelas`` becomes ``class``, ``_`` in a name becomes ``-``, numbers are shortened."""
    words = Markup("")
    for key, value in atribut.items():
        if value is None:
            continue
        shown = number(value) if isinstance(value, (int, float)) else value
        words += Markup(' {}="{}"').format("class" if key == "kelas" else key.replace("_", "-"), shown)
    return Markup("<{0}{1}>{2}</{0}>").format(name, words, escape(isi))


def picture(
    width: Bilangan, height: Bilangan, isi: Iterable[Markup], *, kalimat: str, kelas: str, stretch: bool = False
) -> Markup:
    """Return the whole drawing with its sentence; ``stretch`` lets it fill its place in width."""
    return Markup(
        '<svg class="{}" role="img" aria-label="{}" width="{}" height="{}" viewBox="0 0 {} {}"{} focusable="false">{}</svg>'
    ).format(
        kelas,
        kalimat,
        number(width),
        number(height),
        number(width),
        number(height),
        Markup(' preserveAspectRatio="none"') if stretch else "",
        Markup("").join(isi),
    )


def path(points: Iterable[tuple[Bilangan, Bilangan]]) -> str:
    """Return the straight path through ``points``."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
