"""REST: the calculators, open to anyone."""

from __future__ import annotations

from typing import Any

from chassis.http import Blueprint, public
from pelaporan.entrypoints.hitung.kalkulator import KALKULATOR, Kalkulator, Penghitung


def make_hitung_api(penghitung: Penghitung) -> Blueprint:
    """Return the routes of the calculators."""
    api = Blueprint("hitung", __name__, description="Kalkulator, terbuka untuk siapa pun")
    for kalkulator in KALKULATOR.values():
        _add(api, kalkulator, penghitung)
    return api


def _add(api: Blueprint, kalkulator: Kalkulator, penghitung: Penghitung) -> None:
    def compute(body: dict[str, Any]) -> Any:
        return penghitung.compute(kalkulator.kode, body)

    compute.__name__ = f"compute_{kalkulator.kode.replace('-', '_')}"
    compute.__doc__ = kalkulator.kata
    answered = api.response(200, kalkulator.jawaban)(compute)
    api.route(f"/v1/hitung/{kalkulator.kode}", methods=["POST"])(public(api.arguments(kalkulator.isian)(answered)))
