"""Which page of a list an address of the pages asks for, and how a list that is at hand as a whole is cut."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from flask import request

from chassis.http.schema import make_page

_LAST = 100_000
Row = TypeVar("Row")


def wanted_halaman() -> int:
    """Return the page that the address names; the first where it names none that there could be."""
    return max(1, min(request.args.get("halaman", 1, type=int), _LAST))


def cut_rows(rows: Sequence[Row], halaman: int, per_halaman: int) -> Sequence[Row]:
    """Return one page of the rows."""
    return rows[(halaman - 1) * per_halaman : halaman * per_halaman]


def cut_page(
    rows: Sequence[Row], *, query: Mapping[str, Any], tell: Callable[[Row], object] = lambda row: row
) -> dict[str, Any]:
    """Return the answer of a list: the page of the rows that the query asks for, each as ``tell`` shows it."""
    page = cut_rows(rows, query["halaman"], query["per_halaman"])
    return make_page([tell(row) for row in page], query=query, jumlah=len(rows))
