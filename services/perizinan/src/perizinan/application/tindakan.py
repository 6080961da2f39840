"""An act of somebody on a permohonan that is there: who, on which, having seen which version."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from chassis.domain import NotFound, Pengguna, VersionRequired, VersionStale
from perizinan.application.ports import UnitOfWork
from perizinan.domain.langkah import Pelaku, Peran, StatusPermohonan
from perizinan.domain.permohonan import Permohonan

_STAFF = frozenset({Peran.PETUGAS, Peran.VERIFIKATOR, Peran.KABID, Peran.KADIS})


@dataclass(frozen=True, kw_only=True)
class Tindakan:
    """The part that every command on a permohonan has."""

    permohonan_id: UUID
    version: int | None
    pengguna: Pengguna


def as_pelaku(pengguna: Pengguna) -> Pelaku:
    """Return the caller as the domain knows one: an opaque account and the roles that count there."""
    return Pelaku(pengguna.pengguna_id, frozenset(Peran(peran) for peran in pengguna.peran if peran in list(Peran)))


def may_see(pengguna: Pengguna, permohonan: Permohonan) -> bool:
    """Tell whether the permohonan is the caller's to know of: its own, its agency's, or one it is asked about."""
    if permohonan.pemilik == pengguna.pengguna_id or "admin" in pengguna.peran:
        return True
    if _STAFF & pengguna.peran and permohonan.layanan.opd_kode == pengguna.opd_kode:
        return permohonan.status is not StatusPermohonan.DRAF
    partners = {tugas.opd_mitra for tugas in permohonan.rekomendasi}
    return Peran.MITRA in pengguna.peran and pengguna.opd_kode in partners


def open_permohonan(uow: UnitOfWork, tindakan: Tindakan) -> Permohonan:
    """Return the permohonan of the command, held. Refuses in this order: unknown or foreign, no version, old version."""
    permohonan = uow.permohonan.get(tindakan.permohonan_id)
    if not may_see(tindakan.pengguna, permohonan):
        raise NotFound("permohonan.not_found")
    if tindakan.version is None:
        raise VersionRequired
    if tindakan.version != permohonan.version:
        raise VersionStale(version=permohonan.version)
    return permohonan
