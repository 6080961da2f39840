"""Masks for names and numbers outside the file, and long ids cut short."""

from __future__ import annotations

DOT = "\N{BULLET}"
NIK_LENGTH = 16
SHORT = 12


def mask_nama(nama: str | None) -> str:
    """``Sekar W.`` becomes ``S•••• W•``; at most four dots a word, so that length tells little."""
    return " ".join(kata[0] + DOT * min(len(kata) - 1, 4) for kata in (nama or "").split())


def mask_nomor(nomor: str | None, awal: int | None = None) -> str:
    """``3216012105870003`` becomes ``3216 •••• •••• 0003``.

    Only a NIK keeps its first four (the regency), other numbers keep their last four; ``awal`` overrides it.
    """
    plain = "".join((nomor or "").split())
    keep = awal if awal is not None else (4 if len(plain) == NIK_LENGTH else 0)
    tail = min(4, max(len(plain) - keep - 1, 0))
    masked = plain[:keep] + DOT * (len(plain) - keep - tail) + (plain[-tail:] if tail else "")
    return _group(masked)


def mask_surel(surel: str | None) -> str:
    """``sekar@contoh.go.id`` becomes ``s•••@•••.id``."""
    name, _, domain = (surel or "").partition("@")
    return f"{name[:1]}{DOT * 3}@{DOT * 3}.{domain.rpartition('.')[2]}" if domain else mask_nama(name)


def shorten_id(nilai: object) -> str:
    """First eight … last four of a long id; a short one stays whole."""
    words = str(nilai)
    return words if len(words) <= SHORT else f"{words[:8]}…{words[-4:]}"


def _group(words: str) -> str:
    """Set a space after every fourth sign, and let a last single one lean on its neighbour."""
    parts = [words[i : i + 4] for i in range(0, len(words), 4)]
    if len(parts) > 1 and len(parts[-1]) == 1:
        parts[-2:] = ["".join(parts[-2:])]
    return " ".join(parts)
