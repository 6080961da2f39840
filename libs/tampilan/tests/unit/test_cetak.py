"""Documents as PDF: what the fonts can draw is drawn, and nothing that people wrote is read as typst."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from tampilan.cetak import _RENTANG, TANPA_BENTUK, Isi, print_pdf, to_printable

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
NASKAH = b"#show: dokumen\n#for satu in isi.baris [#satu \\\n]"


def test_every_letter_that_is_let_through_has_a_form() -> None:
    letters = [chr(at) for awal, akhir in _RENTANG for at in range(awal, akhir + 1)]

    assert print_page(*(" ".join(letters[at : at + 64]) for at in range(0, len(letters), 64)))


@pytest.mark.parametrize(
    "teks, printed",
    [
        ("Rp840.000 – “baik” ≥ 5²", "Rp840.000 – “baik” ≥ 5²"),
        ("😀 漢", f"{TANPA_BENTUK} {TANPA_BENTUK}"),
        ("a\x00\x0b\u200b\ufeff\u202eb", "ab"),
        ("satu\tdua\ntiga", "satu dua\ntiga"),
        ("e\u0301", "é"),
        ("\ud800", TANPA_BENTUK),
    ],
)
def test_a_letter_without_a_form_becomes_a_square_and_controls_go(teks: str, printed: str) -> None:
    assert to_printable(teks) == printed


def test_what_people_wrote_is_never_read_as_typst() -> None:
    words = print_page('#panic("x") *tebal* $x$ = Judul // sisa')

    assert '#panic("x") *tebal* $x$ = Judul // sisa' in words


def test_a_draft_says_so_on_every_page_and_the_bytes_are_the_same_each_time() -> None:
    isi: dict[str, Isi] = {
        "judul": "Uji",
        "kaki": "Kaki",
        "draf": True,
        "draf_kata": "belum ditetapkan",
        "baris": ["x"] * 90,
    }
    made = print_pdf(NASKAH, isi, pada=AT)

    assert made == print_pdf(NASKAH, isi, pada=AT)
    pages = PdfReader(io.BytesIO(made)).pages
    assert len(pages) > 1
    assert all("DRAF, belum ditetapkan" in page.extract_text() for page in pages)


def print_page(*baris: str) -> str:
    """Return the words of a document of these lines."""
    isi: dict[str, Isi] = {"judul": "Uji", "kaki": "Kaki", "draf": False, "draf_kata": "", "baris": list(baris)}
    made = print_pdf(NASKAH, isi, pada=AT)
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
