"""The values of behaviour that ship with the service."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from kinerja.adapters.aturan import load_versi
from kinerja.domain.aturan import Berlaku
from kinerja.domain.pelengkap_skp import AturanPerilaku, NilaiPerilaku


def load_perilaku(tahun: int) -> AturanPerilaku:
    """Return the values in force at the end of a year; those first known where it is older."""
    versi = _load()
    return versi.nearest(date(tahun, 12, 31))


@cache
def _load() -> Berlaku[AturanPerilaku]:
    return load_versi("perilaku", _make_perilaku)


def _make_perilaku(row: dict[str, Any]) -> AturanPerilaku:
    nilai = {kode: NilaiPerilaku(**each) for kode, each in row["nilai"].items()}
    return AturanPerilaku(**row | {"nilai": nilai})
