"""REST: the calculators, open to anyone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chassis.domain import JAKARTA, Clock
from chassis.http import Blueprint, public
from kinerja.application.aturan import DaftarAturan
from kinerja.entrypoints.http.hitung.daftar import KALKULATOR
from kinerja.entrypoints.http.hitung.kalkulator import Kalkulator, Meja


def build_hitung_api(aturan: DaftarAturan, clock: Clock) -> Blueprint:
    """Return a route for each calculator."""
    api = Blueprint("hitung", __name__, description="Calculators")
    meja = make_meja(aturan, clock)
    for kalkulator in KALKULATOR.values():
        _add(api, kalkulator, meja)
    return api


def make_meja(aturan: DaftarAturan, clock: Clock) -> Callable[[], Meja]:
    """Return what gives the rules with today's date in Jakarta."""
    return lambda: Meja(aturan=aturan, tanggal=clock.now().astimezone(JAKARTA).date())


def _add(api: Blueprint, kalkulator: Kalkulator, meja: Callable[[], Meja]) -> None:
    def compute(body: dict[str, Any]) -> Any:
        return kalkulator.hitung(body, meja()).isi

    compute.__doc__ = f"{kalkulator.judul}."
    name = f"compute_{kalkulator.kode.replace('-', '_')}"
    compute.__name__ = name
    view = api.response(200, kalkulator.jawaban)(api.arguments(kalkulator.permintaan)(public(compute)))
    api.route(f"/v1/hitung/{kalkulator.kode}", methods=["POST"], endpoint=name)(view)
