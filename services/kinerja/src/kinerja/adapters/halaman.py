"""A page of a list: which rows stand on it, and how many there are, is found before anything is joined to show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

_PAGE = "SELECT id, count(*) OVER () AS jumlah FROM ({dari}) AS terlihat ORDER BY {urut} LIMIT :banyak OFFSET :lewati"
Rows = Callable[[str, Mapping[str, Any]], list[dict[str, Any]]]


def find_page(
    rows: Rows, dari: str, urut: str, values: Mapping[str, Any], *, halaman: int, per_halaman: int
) -> tuple[list[str], int]:
    """Return the ids on a page of the query ``dari``, and how many rows that has; ``urut`` names columns of it."""
    found = rows(_PAGE.format(dari=dari, urut=urut), {**values, **window(halaman, per_halaman)})
    if found:
        return [row["id"] for row in found], found[0]["jumlah"]
    if halaman == 1:
        return [], 0
    return [], rows(f"SELECT count(*) AS n FROM ({dari}) AS terlihat", values)[0]["n"]  # noqa: S608 - constants


def window(halaman: int, per_halaman: int) -> dict[str, int]:
    """Return how many rows a page takes and how many come before."""
    return {"banyak": per_halaman, "lewati": (halaman - 1) * per_halaman}
