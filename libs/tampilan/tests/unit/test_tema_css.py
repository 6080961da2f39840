"""The colour tokens: in one block, the same set by night, and readable."""

from __future__ import annotations

import re

import pytest

from tampilan.build import ASSETS, SOURCE, read_tokens

CSS = ASSETS / "css"
TOKENS = (CSS / "10-token.css").read_text(encoding="utf-8")
HEX = re.compile(r"#[0-9a-fA-F]{3,8}\b(?!\w)")
LIGHT, DARK = read_tokens(TOKENS, dark=False), read_tokens(TOKENS, dark=True)
STATUS = ("netral", "jalan", "baik", "perhatian", "bahaya", "jeda")

# text, background, least contrast (light, dark): the promises of ui.md §4
PASANGAN = [
    ("teks", "latar", 15.0, 15.0),
    ("teks2", "muka2", 6.2, 6.6),
    ("garis-kuat", "latar", 3.4, 4.2),
    ("garis-kuat", "muka", 3.4, 4.2),
    ("aksi", "latar", 8.1, 9.8),
    ("aksi-teks", "aksi", 8.7, 9.6),
    ("aksi", "aksi-lunak", 7.4, 7.2),
    ("tinta-teks", "tinta", 14.5, 16.8),
    ("tinta-teks2", "tinta", 9.7, 9.7),
    ("sorot-teks", "sorot", 11.2, 11.2),
    ("data", "muka", 4.9, 5.8),
    *((f"utas-{u}", "muka", 4.0, 6.2) for u in ("perizinan", "kinerja", "pelaporan")),
    *((f"utas-{u}-t", "tinta", 7.0, 8.6) for u in ("perizinan", "kinerja", "pelaporan")),
    *((s, f"{s}-latar", 6.55, 7.75) for s in STATUS),
    *((f"{s}-garis", "muka", 3.6, 4.6) for s in STATUS),
]


def test_a_class_that_pages_share_is_set_in_one_file() -> None:
    files: dict[str, set[str]] = {}
    for path in sorted(CSS.glob("*.css")):
        for name in re.findall(r"(?m)^\s*(\.[a-z0-9-]+) \{", path.read_text(encoding="utf-8")):
            files.setdefault(name, set()).add(path.name)

    assert {name: found for name, found in files.items() if len(found - {"90-media.css"}) > 1} == {}


def _luminance(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("teks,latar,terang,gelap", PASANGAN)
def test_each_pair_keeps_the_contrast_it_promises(teks: str, latar: str, terang: float, gelap: float) -> None:
    assert _contrast(LIGHT[teks], LIGHT[latar]) >= terang
    assert _contrast(DARK[teks], DARK[latar]) >= gelap


def test_the_night_stands_twice_and_is_the_same_both_times() -> None:
    _, asked, chosen = re.split(r"@media[^{]+\{|\n\[data-bs-theme", TOKENS)

    assert dict(re.findall(r"--([\w-]+):\s*([^;]+);", asked)) == dict(re.findall(r"--([\w-]+):\s*([^;]+);", chosen))


def test_raw_colours_stand_only_in_the_token_block() -> None:
    sources = [p for p in SOURCE.rglob("*") if p.suffix in {".css", ".html", ".js", ".svg"} and "static" not in p.parts]
    offenders = [
        (path.name, found)
        for path in sources
        if path.name != "10-token.css"
        for found in HEX.findall(path.read_text(encoding="utf-8"))
        if re.fullmatch(r"#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})", found)
    ]

    assert offenders == []


def test_every_token_in_use_is_defined() -> None:
    css = "\n".join(p.read_text(encoding="utf-8") for p in CSS.glob("*.css"))
    defined = set(re.findall(r"(--[\w-]+)\s*:", css))
    used = set(re.findall(r"var\((--[\w-]+)", css))

    assert used - defined == set()
