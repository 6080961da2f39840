"""Numbers the Indonesian way, as ``ui.md`` §11 has them; halves are rounded away from zero, once, here."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from tampilan.waktu import BELUM_ADA

MINUS = "\N{MINUS SIGN}"
FIXED_SPACE = "\N{NO-BREAK SPACE}"

Nilai = Decimal | int | float | str | None


def to_decimal(nilai: Decimal | int | float | str) -> Decimal:
    """Return ``nilai`` as a decimal; a float by its shortest words, not by its bits."""
    return nilai if isinstance(nilai, Decimal) else Decimal(str(nilai))


def format_angka(nilai: Nilai, desimal: int | None = None) -> str:
    """``1.840.000``, with ``desimal`` places ``82,78``; without it as many as there are."""
    if nilai is None or nilai == "":
        return BELUM_ADA
    number = to_decimal(nilai)
    if desimal is not None:
        number = number.quantize(Decimal(1).scaleb(-desimal), rounding=ROUND_HALF_UP)
    words = f"{abs(number):,f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return MINUS + words if number < 0 else words


def format_persen(nilai: Nilai, desimal: int | None = 2) -> str:
    """``94,00%``; ``nilai`` counts in hundredths already."""
    if nilai is None or nilai == "":
        return BELUM_ADA
    return format_angka(nilai, desimal) + "%"


def format_rupiah(nilai: Nilai) -> str:
    """``Rp840.000``; whole rupiah unless the amount has sen."""
    if nilai is None or nilai == "":
        return BELUM_ADA
    amount = to_decimal(nilai)
    words = format_angka(abs(amount), 0 if amount == amount.to_integral_value() else 2)
    return f"{MINUS if amount < 0 else ''}Rp{words}"


def format_selisih(nilai: Nilai, desimal: int | None = None) -> str:
    """``+0,90``, ``−0,83``, ``0``."""
    if nilai is None or nilai == "":
        return BELUM_ADA
    words = format_angka(nilai, desimal)
    is_nothing = not words.strip("0,.")
    return words if words.startswith(MINUS) or is_nothing else "+" + words


def format_satuan(nilai: Nilai, satuan: str, desimal: int | None = None) -> str:
    """``5 hari kerja``, tied by a fixed space; a percent sign stands without one."""
    if nilai is None or nilai == "":
        return BELUM_ADA
    words = format_angka(nilai, desimal)
    return words + satuan if satuan == "%" else f"{words}{FIXED_SPACE}{satuan}".rstrip(FIXED_SPACE)
