"""*Kedekatan*: who works close enough to a person to give feedback on them (PP 30/2019 ps 39; the closed survey)."""

from __future__ import annotations

from chassis.domain import Forbidden, NotFound, Pengguna
from kinerja.application.ports import Rantai
from kinerja.application.wewenang import Jangkauan
from kinerja.domain.umpan_balik import Pemberi


def find_pemberi(pemberi: Rantai, penerima: Rantai) -> Pemberi | None:
    """Return what the giver is to the other: the two above, who shares the superior, who looks to them; else None."""
    if penerima.atasan_id == pemberi.pegawai_id:
        return Pemberi.PENILAI
    if penerima.atasan_penilai_id == pemberi.pegawai_id:
        return Pemberi.ATASAN_PENILAI
    if pemberi.atasan_id == penerima.pegawai_id:
        return Pemberi.BAWAHAN
    if pemberi.atasan_id is not None and pemberi.atasan_id == penerima.atasan_id:
        return Pemberi.REKAN
    return None


def require_pemberi(pengguna: Pengguna, pemberi: Rantai, penerima: Rantai) -> Pemberi:
    """Return what the caller is to the other.

    Raises Forbidden ``umpan_balik.own`` for oneself and ``umpan_balik.not_close`` for another of the agency, and NotFound
    for anyone else.
    """
    if pemberi.pegawai_id == penerima.pegawai_id:
        raise Forbidden("umpan_balik.own")
    found = find_pemberi(pemberi, penerima)
    if found is None and Jangkauan(pengguna).covers(penerima.opd_kode):
        raise Forbidden("umpan_balik.not_close")
    if found is None:
        raise NotFound("pegawai.not_found", pegawai_id=penerima.pegawai_id)
    return found
