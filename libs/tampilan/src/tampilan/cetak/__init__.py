"""Documents as PDF/A, printed by typst with the fonts that its wheel brings: no network, no font of the machine.

A document is a template in typst after our common head (``dokumen.typ``: paper, footer, draft mark, tables) and what it
says as JSON, so that nothing which people wrote is ever read as typst.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.resources import files

import typst

Isi = str | int | bool | None | Sequence["Isi"] | Mapping[str, "Isi"]
"""What a document says."""

_KEPALA = (files("tampilan.cetak") / "dokumen.typ").read_bytes()
_RENTANG = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x377), (0x38E, 0x3A1), (0x3A3, 0x4FF), (0x1E00, 0x1EFF), (0x2010, 0x2029),
    (0x202F, 0x2040), (0x2044, 0x2052), (0x2054, 0x205E), (0x2074, 0x208E), (0x20A0, 0x20C0), (0x2100, 0x211E),
    (0x2126, 0x2151), (0x2153, 0x2184), (0x2190, 0x23FF), (0x2460, 0x2605), (0x2610, 0x262F),
)  # fmt: skip
"""What the fonts can draw (a test prints all of it); PDF/A refuses a letter without a form."""
_MULAI = [awal for awal, _ in _RENTANG]
TANPA_BENTUK = "□"


def print_pdf(naskah: bytes, isi: Mapping[str, Isi], *, pada: datetime) -> bytes:
    """Return the document as PDF; the same template, words and moment make the same bytes."""
    made = typst.compile(
        _KEPALA + naskah,
        format="pdf",
        sys_inputs={"isi": json.dumps(_printable(isi), ensure_ascii=False)},
        ignore_system_fonts=True,
        pdf_standards="a-3a",
        timestamp=int(pada.timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError("typst returned no document")
    return made


def to_printable(teks: str) -> str:
    """Return a text as the fonts can draw it: controls left out, an empty square for a letter that they do not have."""
    return "".join(map(_letter, unicodedata.normalize("NFC", teks)))


def _letter(satu: str) -> str:
    if satu in "\n\t":
        return satu.replace("\t", " ")
    at = bisect(_MULAI, ord(satu)) - 1
    if at >= 0 and ord(satu) <= _RENTANG[at][1]:
        return satu
    return "" if unicodedata.category(satu) in ("Cc", "Cf") else TANPA_BENTUK


def _printable(isi: Isi) -> Isi:
    if isinstance(isi, str):
        return to_printable(isi)
    if isinstance(isi, Mapping):
        return {nama: _printable(satu) for nama, satu in isi.items()}
    if isinstance(isi, Sequence):
        return [_printable(satu) for satu in isi]
    return isi
