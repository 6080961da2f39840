"""An act of somebody on a permohonan that is there: who, on which, having seen which version."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from chassis.domain import NotFound, Pengguna, VersionRequired, VersionStale
from perizinan.application.ports import UnitOfWork
from perizinan.domain.langkah import Pelaku, Peran, StatusPermohonan
from perizinan.domain.permohonan import Permohonan

DESK = frozenset({Peran.PETUGAS, Peran.VERIFIKATOR, Peran.KABID, Peran.KADIS})
"""The roles within the agency that decides."""

_JUDGES = DESK - {Peran.PETUGAS}
_PEOPLE = frozenset(Peran) - {Peran.SISTEM}


@dataclass(frozen=True, kw_only=True)
class Tindakan:
    """The part that every command on a permohonan has."""

    permohonan_id: UUID
    version: int | None
    pengguna: Pengguna


def as_pelaku(pengguna: Pengguna, permohonan: Permohonan | None) -> Pelaku:
    """Return the caller as the domain knows one: an opaque account, and the roles that count on this permohonan.

    A pemohon acts on its own alone, the agency that decides on its own files, and nobody judges what is their own.
    ``None`` stands for a permohonan that is about to begin.
    """
    peran = frozenset(satu for satu in _PEOPLE if satu in pengguna.peran)
    if permohonan is None:
        return Pelaku(pengguna.pengguna_id, peran)
    own = permohonan.pemilik == pengguna.pengguna_id
    if not own:
        peran -= {Peran.PEMOHON}
    if not own and permohonan.layanan.opd_kode != pengguna.opd_kode:
        peran -= DESK
    if own or permohonan.layanan.opd_kode != pengguna.opd_kode:
        peran -= _JUDGES
    return Pelaku(pengguna.pengguna_id, peran)


def may_see(pengguna: Pengguna, permohonan: Permohonan) -> bool:
    """Tell whether the permohonan is the caller's to know of: its own, its agency's, or one it is asked about."""
    if is_insider(pengguna, permohonan):
        return permohonan.status is not StatusPermohonan.DRAF or permohonan.pemilik == pengguna.pengguna_id
    partners = {tugas.opd_mitra for tugas in permohonan.rekomendasi}
    return Peran.MITRA in pengguna.peran and pengguna.opd_kode in partners


def is_insider(pengguna: Pengguna, permohonan: Permohonan) -> bool:
    """Tell whether the caller may know the whole file; a partner knows its own task and what that needs."""
    if permohonan.pemilik == pengguna.pengguna_id or "admin" in pengguna.peran:
        return True
    return bool(DESK & pengguna.peran) and permohonan.layanan.opd_kode == pengguna.opd_kode


def check_version(permohonan: Permohonan, version: int | None) -> None:
    """Refuse a caller who names no version, or an old one."""
    if version is None:
        raise VersionRequired
    if version != permohonan.version:
        raise VersionStale(version=permohonan.version)


def open_permohonan(uow: UnitOfWork, tindakan: Tindakan) -> Permohonan:
    """Return the permohonan of the command, held. Refuses in this order: unknown or foreign, no version, old version."""
    permohonan = uow.permohonan.get(tindakan.permohonan_id)
    if not may_see(tindakan.pengguna, permohonan):
        raise NotFound("permohonan.not_found")
    check_version(permohonan, tindakan.version)
    return permohonan
