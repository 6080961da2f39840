"""The part of the form of an SKP for behaviour and annexes: a text a value, and a text an annex with an item a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kinerja.application.skp.queries import PelengkapRow
from kinerja.domain.pelengkap_skp import LAMPIRAN, AturanPerilaku, EkspektasiPerilaku, Lampiran, Pelengkap

Teks = Mapping[str, str]
"""The texts by the names of their fields."""


def show_teks(pelengkap: PelengkapRow) -> dict[str, str]:
    """Return what stands, to write on."""
    teks = {f"perilaku.{each['nilai']}": each["ekspektasi"] for each in pelengkap.perilaku}
    return teks | {f"lampiran.{name}": "\n".join(texts) for name, texts in pelengkap.lampiran.items()}


def read_teks(form: Mapping[str, str], aturan: AturanPerilaku) -> dict[str, str]:
    """Return what was typed into the fields that there are."""
    names = [f"perilaku.{kode}" for kode in aturan.nilai] + [f"lampiran.{name}" for name in LAMPIRAN]
    return {name: form[name] for name in names if name in form}


def to_pelengkap(teks: Teks, aturan: AturanPerilaku) -> Pelengkap:
    """Return what was written; blank texts and lines say nothing."""
    lines = {name: teks.get(f"lampiran.{name}", "").splitlines() for name in LAMPIRAN}
    return Pelengkap(
        perilaku=[
            EkspektasiPerilaku(nilai=kode, ekspektasi=teks[f"perilaku.{kode}"].strip())
            for kode in _written(teks, aturan)
        ],
        lampiran=Lampiran(**{name: [each.strip() for each in texts if each.strip()] for name, texts in lines.items()}),
    )


def place_pelengkap(errors: Mapping[str, Sequence[str]], teks: Teks, aturan: AturanPerilaku) -> dict[str, list[str]]:
    """Return the errors of this part, each beside a field that the form has."""
    written, placed = _written(teks, aturan), dict[str, list[str]]()
    for name, words in errors.items():
        part, _, rest = name.partition(".")
        first = rest.partition(".")[0]
        at = written[int(first)] if part == "perilaku" and first.isdigit() else first
        if part in ("perilaku", "lampiran"):
            placed.setdefault(f"{part}.{at}", []).extend(words)
    return placed


def _written(teks: Teks, aturan: AturanPerilaku) -> list[str]:
    return [kode for kode in aturan.nilai if teks.get(f"perilaku.{kode}", "").strip()]
