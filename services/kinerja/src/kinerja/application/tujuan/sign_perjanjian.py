"""Use cases: an agreement is drawn up, signed by both, and changed with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, Invalid, NotFound, Pengguna, uuid7
from kinerja.application.jejak import Keadaan, jejak_of
from kinerja.application.tujuan.establish_indikator import find_unit
from kinerja.application.tujuan.ports import TujuanUnitOfWork
from kinerja.application.tujuan.queries import sees
from kinerja.application.wewenang import Scope
from kinerja.domain.perjanjian import AlasanPerubahan, Naskah, Perjanjian
from kinerja.domain.unit import JenisUnit


@dataclass(frozen=True, kw_only=True)
class DraftPerjanjian:
    """For which unit and year."""

    pengguna: Pengguna
    unit_id: str
    tahun: int


@dataclass(frozen=True, kw_only=True)
class SignPerjanjian:
    """Who signs which."""

    pengguna: Pengguna
    perjanjian_id: str
    expected_version: int | None


@dataclass(frozen=True, kw_only=True)
class ChangePerjanjian:
    """Which changes, and why."""

    pengguna: Pengguna
    perjanjian_id: str
    expected_version: int | None
    alasan_kode: AlasanPerubahan
    alasan: str


def draft_perjanjian(command: DraftPerjanjian, *, uow: TujuanUnitOfWork, clock: Clock) -> Perjanjian:
    """Draw up the agreement of a unit: its head, the superior, its indicators as the annex."""
    command.pengguna.require(Scope.TUJUAN_UBAH)
    with uow:
        unit = find_unit(command.unit_id, uow)
        if uow.perjanjian.exists(unit.id, command.tahun):
            raise Invalid({"tahun": ["Unit ini sudah punya perjanjian untuk tahun itu. Ubah perjanjian yang ada"]})
        pertama, kedua = uow.perjanjian.find_pihak(unit.id)
        if not pertama and unit.jenis is not JenisUnit.PEMERINTAH_DAERAH:
            raise Invalid({"unit_id": ["Unit ini tidak ada kepalanya, jadi tidak ada yang dapat berjanji"]})
        at = clock.now()
        naskah = Naskah(
            versi=1,
            pihak_pertama_id=pertama,
            pihak_kedua_id=kedua,
            lampiran=uow.perjanjian.list_lampiran(unit.id, command.tahun),
            disusun_pada=at,
        )
        perjanjian = Perjanjian(
            id=str(uuid7()), unit_id=unit.id, opd_kode=unit.opd_kode, tahun=command.tahun, naskah=[naskah]
        )
        uow.perjanjian.add(perjanjian)
        _tell(command.pengguna, "draft_perjanjian", perjanjian, {}, "", uow=uow, clock=clock)
        return perjanjian


def sign_perjanjian(command: SignPerjanjian, *, uow: TujuanUnitOfWork, clock: Clock) -> Perjanjian:
    """Sign as the party whose turn it is; the second signature sets the agreement and tells of it."""
    pengguna = command.pengguna
    pengguna.require(Scope.PERJANJIAN_TANDATANGAN)
    with uow:
        perjanjian = uow.perjanjian.get(command.perjanjian_id)
        parties = (perjanjian.kini.pihak_pertama_id, perjanjian.kini.pihak_kedua_id)
        if not sees(pengguna, perjanjian.opd_kode) and pengguna.pegawai_id not in parties:
            raise NotFound("perjanjian.not_found", perjanjian_id=command.perjanjian_id)
        perjanjian.expect(command.expected_version)
        before = _state(perjanjian)
        pihak = perjanjian.sign(pengguna.pegawai_id, for_kepala_daerah=pengguna.may(Scope.TUJUAN_UBAH), at=clock.now())
        uow.perjanjian.save(perjanjian)
        _tell(pengguna, "sign_perjanjian", perjanjian, before, f"pihak {pihak.value}", uow=uow, clock=clock)
        return perjanjian


def change_perjanjian(command: ChangePerjanjian, *, uow: TujuanUnitOfWork, clock: Clock) -> Perjanjian:
    """Draw up a new version from the officers and the indicators of now."""
    command.pengguna.require(Scope.TUJUAN_UBAH)
    with uow:
        perjanjian = uow.perjanjian.get(command.perjanjian_id)
        perjanjian.expect(command.expected_version)
        before = _state(perjanjian)
        perjanjian.change(
            command.alasan_kode,
            command.alasan,
            pihak=uow.perjanjian.find_pihak(perjanjian.unit_id),
            lampiran=uow.perjanjian.list_lampiran(perjanjian.unit_id, perjanjian.tahun),
            at=clock.now(),
        )
        uow.perjanjian.save(perjanjian)
        kode = command.alasan_kode.value
        _tell(command.pengguna, "change_perjanjian", perjanjian, before, kode, uow=uow, clock=clock)
        return perjanjian


def _tell(
    pengguna: Pengguna,
    aksi: str,
    perjanjian: Perjanjian,
    before: Keadaan,
    alasan: str,
    *,
    uow: TujuanUnitOfWork,
    clock: Clock,
) -> None:
    jejak = jejak_of(pengguna, aksi, alasan=alasan, dari=before, ke=_state(perjanjian))
    uow.publish([perjanjian], at=clock.now(), jejak={perjanjian.id: jejak})
    uow.commit()


def _state(perjanjian: Perjanjian) -> dict[str, str | bool | None]:
    """Return what the audit trail holds of an agreement."""
    return {
        "unit_id": perjanjian.unit_id,
        "tahun": str(perjanjian.tahun),
        "status": perjanjian.status.value,
        "versi": str(perjanjian.kini.versi),
        "pihak_pertama_id": perjanjian.kini.pihak_pertama_id,
        "pihak_kedua_id": perjanjian.kini.pihak_kedua_id,
    }
