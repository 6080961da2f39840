"""The fields of a calculator's form: how each is drawn, and how a form becomes the body that REST takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Any

_COMMA = re.compile(r"([+-]?\d+),(\d+)")
_LONGEST = 200_000


class Bentuk(StrEnum):
    """How a field is drawn and read."""

    ANGKA = auto()
    PILIHAN = auto()
    CENTANG = auto()
    DAFTAR = auto()
    BARIS = auto()
    TEKS = auto()


@dataclass(frozen=True, kw_only=True)
class Isian:
    """A field; its name is its place in the body: ``jawaban.1.a``, ``indikator.0.nilai``.

    ``kelompok`` is the heading that it stands under; ``contoh`` stands in a form that nobody has touched.
    """

    nama: str
    label: str
    bentuk: Bentuk = Bentuk.ANGKA
    contoh: str = ""
    opsi: Sequence[tuple[str, str]] = ()
    petunjuk: str = ""
    kelompok: str = ""
    wajib: bool = True
    lebar: bool = False


@dataclass(kw_only=True)
class Hitungan:
    """What was entered, what came of it, and what was wrong."""

    isian: Mapping[str, str]
    jawaban: Mapping[str, Any] | None = None
    isi: Mapping[str, Any] = field(default_factory=dict)
    galat: dict[str, list[str]] = field(default_factory=dict)


def read_figure(teks: str) -> str:
    """Return a figure with a decimal point, whichever sign people wrote."""
    found = _COMMA.fullmatch(teks.strip())
    return f"{found[1]}.{found[2]}" if found else teks.strip()


def split_figures(teks: str) -> list[str]:
    """Return the figures of a list: parted by blanks, semicolons or lines; by commas where no blank follows twice."""
    tokens = [token.strip(",") for token in re.split(r"[;\s]+", teks) if token.strip(",")]
    parted = [part for token in tokens for part in (token.split(",") if token.count(",") > 1 else [token])]
    return [read_figure(part) for part in parted if part]


def split_rows(teks: str) -> list[list[str]]:
    """Return the rows of a table of single digits: one line each, the digits with or without blanks between them."""
    return [
        re.findall(r"\d+" if re.search(r"\d\s+\d", line) else r"\d", line) for line in teks.splitlines() if line.strip()
    ]


_READERS: Mapping[Bentuk, Callable[[str], Any]] = {
    Bentuk.ANGKA: read_figure,
    Bentuk.PILIHAN: str,
    Bentuk.CENTANG: bool,
    Bentuk.DAFTAR: split_figures,
    Bentuk.BARIS: split_rows,
    Bentuk.TEKS: str,
}


def read_body(isian: Iterable[Isian], form: Mapping[str, str]) -> dict[str, Any]:
    """Return the body: what is left blank is left out, ``jawaban.1.a`` stands in an object, ``jumlah.0`` in a list."""
    body: dict[str, Any] = {}
    for satu in isian:
        teks = form.get(satu.nama, "").strip()[:_LONGEST]
        if not teks:
            continue
        _put(body, satu.nama.split("."), _READERS[satu.bentuk](teks))
    return body


def _put(body: dict[str, Any], jalur: Sequence[str], nilai: Any) -> None:
    head, rest = jalur[0], jalur[1:]
    if not rest:
        body[head] = nilai
    elif not rest[0].isdigit() or head in ("f02", "tingkat", "jawaban"):
        body.setdefault(head, {})[".".join(rest)] = nilai
    elif len(rest) == 1:
        body.setdefault(head, []).append(nilai)
    else:
        rows = body.setdefault(head, {})
        rows.setdefault(int(rest[0]), {})[rest[1]] = nilai


def name_galat(isian: Sequence[Isian], errors: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the errors by field: what names none goes to the first of its kind, else to the first of all."""
    names = [satu.nama for satu in isian]
    named: dict[str, list[str]] = {}
    for kunci, kalimat in errors.items():
        plain = kunci.removesuffix(".value")
        head = plain.split(".")[0]
        same = [nama for nama in names if nama.split(".")[0] == head]
        nama = plain if plain in names else next(iter(same), names[0])
        labels = {satu.nama: satu.label for satu in isian}
        told = [f"{labels[nama]}: {satu}" if len(names) > 1 else satu for satu in kalimat]
        named.setdefault(nama, []).extend(told)
    return named
