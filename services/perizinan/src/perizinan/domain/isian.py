"""What the public facts may take out of a form: numbers that are numbers, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_RUPIAH = re.compile(r"[0-9]{1,18}(\.[0-9]{1,2})?")
_TENAGA_KERJA = range(1_000_001)


def read_nilai_investasi(isian: Mapping[str, Any]) -> str:
    """Return the investment in rupiah as a decimal; empty where none is given."""
    nilai = str(isian.get("nilai_investasi", ""))
    return nilai if _RUPIAH.fullmatch(nilai) else ""


def read_tenaga_kerja(isian: Mapping[str, Any]) -> int | None:
    """Return the number of workers; ``None`` where none is given."""
    jumlah = isian.get("tenaga_kerja")
    return jumlah if type(jumlah) is int and jumlah in _TENAGA_KERJA else None
