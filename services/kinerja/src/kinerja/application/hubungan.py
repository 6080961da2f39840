"""*Hubungan*: how a caller stands to a person whose work is planned and judged.

Scopes say what a role may do; the relation says to whom. Nobody assesses themselves, and only the direct superior, or
the superior's superior where the rules let them, acts for a person. Where the register of pegawai ends, above the
*Sekretaris Daerah*, the PPK stands, who is elected and no pegawai.
"""

from __future__ import annotations

from enum import StrEnum, auto

from chassis.domain import Pengguna
from kinerja.application.ports import Rantai
from kinerja.application.wewenang import Jangkauan, Scope


class Hubungan(StrEnum):
    """What a caller is to a person."""

    DIRI_SENDIRI = auto()
    PENILAI = auto()
    ATASAN_PENILAI = auto()
    PENGELOLA = auto()
    """BKPSDM and the other services: they read for every agency, and judge nobody."""
    PEMUTUS = auto()
    """Who decides an objection although further away: see ``evaluasi/pemutus.py``."""
    ORANG_LAIN = auto()


def relate(pengguna: Pengguna, rantai: Rantai) -> Hubungan:
    """Return how the caller stands to the person; ``ORANG_LAIN`` sees and does nothing."""
    if pengguna.pegawai_id:
        if pengguna.pegawai_id == rantai.pegawai_id:
            return Hubungan.DIRI_SENDIRI
        if pengguna.pegawai_id == rantai.atasan_id and pengguna.may(Scope.SKP_TETAPKAN):
            return Hubungan.PENILAI
        if pengguna.pegawai_id == rantai.atasan_penilai_id and pengguna.may(Scope.SKP_TETAPKAN):
            return Hubungan.ATASAN_PENILAI
    if pengguna.may(Scope.PEMBINA) and rantai.atasan_id is None:
        return Hubungan.PENILAI
    if pengguna.may(Scope.PEMBINA) and rantai.atasan_penilai_id is None:
        return Hubungan.ATASAN_PENILAI
    if pengguna.may(Scope.SEMUA_OPD) and Jangkauan(pengguna).covers(rantai.opd_kode):
        return Hubungan.PENGELOLA
    return Hubungan.ORANG_LAIN
