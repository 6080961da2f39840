"""The *angka*, the figures that fault tests measure: each is held to its bound, and all stand at the end of the run."""

from __future__ import annotations

from typing import Protocol

import pytest

ANGKA = pytest.StashKey[list[str]]()
"""The lines of this run; conftest.py prints them."""


class Figure(Protocol):
    """Writes a measured figure down, and fails the test where it is above its bound."""

    def __call__(self, id_: str, what: str, measured: float, unit: str = "", *, required: float) -> None:
        """``id_`` is the fault's, as R07; ``required`` is the most that ``measured`` may be."""
        ...


def write_into(lines: list[str]) -> Figure:
    """Return what writes figures into ``lines``."""

    def write(id_: str, what: str, measured: float, unit: str = "", *, required: float) -> None:
        lines.append(f"{id_}  {what}: {' '.join(filter(None, (f'{measured:.3g}', unit)))} (at most {required:g})")
        assert measured <= required, lines[-1]

    return write
