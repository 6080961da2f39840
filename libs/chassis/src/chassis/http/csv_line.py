"""A line of CSV that a spreadsheet shows as it was written, and never runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_line(cells: Sequence[object]) -> str:
    """Return the line; a text that a spreadsheet would take for a formula gets an apostrophe before it."""
    out = io.StringIO()
    csv.writer(out).writerow([f"'{cell}" if isinstance(cell, str) and cell[:1] in _FORMULA else cell for cell in cells])
    return out.getvalue()
