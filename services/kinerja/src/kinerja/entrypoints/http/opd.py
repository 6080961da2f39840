"""The agencies by their names, as filters offer them."""

from __future__ import annotations

from chassis.domain import NotFound
from chassis.http import current_pengguna
from kinerja.application import Application


def name_opd(application: Application) -> dict[str, str]:
    """Return the name of each agency by its code, none before the tree was loaded."""
    try:
        akar = application.get_organisasi(current_pengguna())
    except NotFound:
        return {}
    return {each.unit.opd_kode: each.unit.nama for each in akar.anak}
