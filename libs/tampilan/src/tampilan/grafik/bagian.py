"""Bars of parts: weighted components, coverage of a target, a distribution, a share in a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from tampilan.grafik.svg import element, picture

WIDTH = 240
GAP = 2.0

Angka = Decimal | float | int


def draw_komponen(komponen: Sequence[Mapping[str, Any]], *, kalimat: str) -> Markup:
    """Draw components ``{nama, nilai, bobot}`` of an instrument: width by weight, fill by value of weight."""
    total = sum(float(k["bobot"]) for k in komponen) or 1.0
    parts, x = [], 0.0
    for k in komponen:
        width = float(k["bobot"]) / total * WIDTH
        share = min(float(k["nilai"] or 0) / float(k["bobot"]), 1.0) if k["bobot"] else 0.0
        room = width - GAP if k is not komponen[-1] else width
        parts.append(element("rect", kelas="g-jalur", x=x, y=0, width=max(room, 0), height=6))
        parts.append(element("rect", kelas="g-batang", x=x, y=0, width=max(room, 0) * share, height=6))
        x += width
    words = ", ".join(f"{k['nama']} {k['nilai']} dari {k['bobot']}" for k in komponen)
    return picture(WIDTH, 6, parts, kalimat=f"{kalimat}: {words}", kelas="komponen", stretch=True)


def draw_cakupan(bagian: Sequence[Mapping[str, Any]], target: Angka) -> Markup:
    """Draw additive shares ``{nama, nilai, anda?}`` against ``target``, what is missing as a dashed rest."""
    total = sum(float(b["nilai"]) for b in bagian)
    whole = max(total, float(target)) or 1.0
    parts, x = [], 0.0
    for kelas, b in zip(name_cakupan(bagian), bagian, strict=True):
        width = float(b["nilai"]) / whole * (WIDTH - 2)
        parts.append(element("rect", kelas=kelas, x=x, y=2, width=max(width - 1, 0), height=8))
        x += width
    if total < float(target):
        parts.append(element("rect", kelas="cakupan-kurang", x=x + 0.5, y=2.5, width=max(WIDTH - 3 - x, 0), height=7))
    parts.append(element("rect", kelas="g-sasaran", x=float(target) / whole * (WIDTH - 2), y=0, width=2, height=12))
    missing = f", kurang {_words(float(target) - total)}" if total < float(target) else ""
    return picture(WIDTH, 12, parts, kalimat=f"{_words(total)} dari {_words(target)}{missing}", kelas="cakupan")


def name_cakupan(bagian: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the class of each share: the reader's own in full colour, the others in turn in two lighter ones."""
    names, others = [], 0
    for b in bagian:
        names.append("cakupan-anda" if b.get("anda") else f"cakupan-{others % 2}")
        others += 0 if b.get("anda") else 1
    return names


def draw_sebaran(bagian: Sequence[Mapping[str, Any]], *, kalimat: str) -> Markup:
    """Draw a distribution ``{kunci, kata, jumlah}`` as one bar, in the order given."""
    total = sum(int(b["jumlah"]) for b in bagian) or 1
    parts, x = [], 0.0
    for b in bagian:
        width = int(b["jumlah"]) / total * 640
        parts.append(element("rect", kelas=f"seb-{b['kunci']}", x=x, y=0, width=max(width - GAP, 0), height=16))
        x += width
    words = ", ".join(f"{b['kata']} {b['jumlah']}" for b in bagian)
    return picture(640, 16, parts, kalimat=f"{kalimat}: {words}", kelas="sebaran", stretch=True)


def draw_bagian(nilai: Angka, maks: Angka, *, kalimat: str, bahaya: bool = False) -> Markup:
    """Draw one share of the largest, for a column of a table."""
    width = min(float(nilai) / float(maks), 1.0) * 132 if maks else 0.0
    parts = [
        element("rect", kelas="g-dasar", x=0, y=4, width=132, height=6),
        element("rect", kelas="g-batang-bahaya" if bahaya else "g-batang", x=0, y=4, width=width, height=6),
    ]
    return picture(132, 14, parts, kalimat=kalimat, kelas="bagian")


def _words(value: Angka) -> str:
    return f"{float(value):g}".replace(".", ",")
