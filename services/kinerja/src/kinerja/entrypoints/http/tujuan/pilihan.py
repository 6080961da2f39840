"""What the forms of goals offer to choose from."""

from __future__ import annotations

from chassis.domain import Pengguna
from kinerja.application import Application
from kinerja.application.queries import UnitNode
from kinerja.entrypoints.http.tujuan import kata


def unit_choices(application: Application, pengguna: Pengguna) -> list[tuple[str, str]]:
    """Return all units with the agency and units they stand in, the regency first."""
    akar = application.get_organisasi(pengguna)
    return [(akar.unit.unit_id, akar.unit.nama), *_below(akar)]


def simpul_choices(application: Application, pengguna: Pengguna, tahun: int) -> list[tuple[str, str]]:
    """Return the goals of a year, each with its kind."""
    pohon = application.tujuan.get_pohon(pengguna, tahun)
    return [
        (row.simpul.id, f"{kata.JENIS_SIMPUL[row.simpul.isi.jenis]}: {row.simpul.isi.uraian_kondisi}")
        for row in pohon.simpul
    ]


def _below(node: UnitNode, path: str = "") -> list[tuple[str, str]]:
    choices: list[tuple[str, str]] = []
    for anak in node.anak:
        label = f"{path}, {anak.unit.nama}" if path else anak.unit.nama
        choices += [(anak.unit.unit_id, label), *_below(anak, label)]
    return choices
