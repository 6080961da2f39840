"""Texts that people write: not empty where something must be said, and not longer than a page can show."""

from __future__ import annotations

from chassis.domain import Invalid

TEKS_PALING_PANJANG = 2000


def check_teks(at: str, teks: str, empty: str, *, most: int = TEKS_PALING_PANJANG) -> str:
    """Return a text without the blanks around it; raises Invalid where it says nothing (``empty``) or too much."""
    kept = check_panjang(at, teks, most=most)
    if not kept:
        raise Invalid({at: [empty]})
    return kept


def check_panjang(at: str, teks: str, *, most: int = TEKS_PALING_PANJANG) -> str:
    """Return a text that may say nothing, without the blanks around it; raises Invalid where it says too much."""
    kept = teks.strip()
    if len(kept) > most:
        raise Invalid({at: [f"Paling panjang {most} huruf"]})
    return kept
