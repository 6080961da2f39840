"""Use cases of the unit: set its capaian, look at the spread of its people's predikat, close the period."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from chassis.domain import Clock, Conflict, Forbidden, NotFound, Pengguna, uuid7
from kinerja.application.evaluasi.hitungan import BacaOrganisasi, Hitungan, RekapRow, SebaranRow
from kinerja.application.evaluasi.ports import EvaluasiUnitOfWork
from kinerja.application.hubungan import Hubungan, relate
from kinerja.application.jejak import jejak_of
from kinerja.application.ports import Rantai
from kinerja.application.wewenang import Jangkauan, Scope
from kinerja.domain.penutupan_evaluasi import CapaianUnit, PenutupanEvaluasi, check_penutupan
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import CapaianOrganisasi
from kinerja.domain.sebaran import POPULASI_MIN, HasilSebaran, check_sebaran

_ABOVE = frozenset({Hubungan.PENILAI, Hubungan.ATASAN_PENILAI, Hubungan.PENGELOLA})
"""Who sets and closes: those above the head of the unit, and BKPSDM."""
_SEEN = _ABOVE | {Hubungan.DIRI_SENDIRI}


@dataclass(frozen=True, kw_only=True)
class SetCapaian:
    """How a unit did in a period, and on which grounds."""

    pengguna: Pengguna
    unit_id: str
    periode: str
    capaian: CapaianOrganisasi
    alasan: str


@dataclass(frozen=True, kw_only=True)
class ClosePeriode:
    """Which period of which unit is closed; the reason is asked for where the spread does not agree."""

    pengguna: Pengguna
    unit_id: str
    periode: str
    alasan: str


def set_capaian(command: SetCapaian, *, uow: EvaluasiUnitOfWork, clock: Clock) -> CapaianUnit:
    """Set the capaian; a closed period keeps the one it was closed with."""
    pengguna = command.pengguna
    pengguna.require(Scope.CAPAIAN_TETAPKAN)
    with uow:
        kepala = find_unit(pengguna, command.unit_id, _ABOVE, baca=uow.penutupan)
        periode = Periode.parse(command.periode)
        if uow.penutupan.is_closed(command.unit_id, periode):
            raise Conflict("evaluasi.closed")
        capaian = uow.penutupan.find_capaian(command.unit_id, periode) or CapaianUnit(
            id=str(uuid7()), unit_id=command.unit_id, opd_kode=kepala.opd_kode, periode=periode
        )
        before = {"capaian": capaian.capaian.value if capaian.capaian else None}
        capaian.set(command.capaian, command.alasan)
        uow.penutupan.save_capaian(capaian)
        ke = {"capaian": command.capaian.value}
        jejak = jejak_of(pengguna, "set_capaian", alasan="ada alasan", dari=before, ke=ke)
        uow.publish([capaian], at=clock.now(), jejak={capaian.id: jejak})
        uow.commit()
        return capaian


def close_periode(command: ClosePeriode, *, uow: EvaluasiUnitOfWork, clock: Clock) -> PenutupanEvaluasi:
    """Close the period for the unit and those below it: everyone established, the spread checked."""
    pengguna = command.pengguna
    pengguna.require(Scope.CAPAIAN_TETAPKAN)
    with uow:
        find_unit(pengguna, command.unit_id, _ABOVE, baca=uow.penutupan)
        periode = Periode.parse(command.periode)
        uow.penutupan.lock(periode)
        if uow.penutupan.is_closed(command.unit_id, periode):
            raise Conflict("evaluasi.closed")
        counted = uow.penutupan.count(command.unit_id, periode)
        check_penutupan(counted.belum, check_hitungan(counted), command.alasan)
        closed = PenutupanEvaluasi(
            id=str(uuid7()), unit_id=command.unit_id, periode=periode, alasan=command.alasan.strip()
        )
        uow.penutupan.add(closed, at=clock.now())
        ke = {"unit_id": closed.unit_id, "periode": periode.teks}
        alasan = "ada alasan" if closed.alasan else ""
        jejak = jejak_of(pengguna, "close_periode", alasan=alasan, dari={}, ke=ke)
        uow.publish([closed], at=clock.now(), jejak={closed.id: jejak})
        uow.commit()
        return closed


def get_sebaran(pengguna: Pengguna, unit_id: str, periode: str, *, baca: BacaOrganisasi) -> SebaranRow:
    """Return the spread of a unit with those below it; assessors only where their group is large enough."""
    find_unit(pengguna, unit_id, _SEEN, baca=baca)
    which = Periode.parse(periode)
    counted = baca.count(unit_id, which)
    hasil = check_hitungan(counted)
    return SebaranRow(
        unit_id=unit_id,
        periode=which.teks,
        capaian=counted.capaian,
        jumlah=counted.jumlah,
        populasi=sum(counted.jumlah.values()),
        belum=counted.belum,
        ditutup=counted.ditutup,
        sesuai=hasil.sesuai if hasil else None,
        temuan=hasil.temuan if hasil else (),
        penilai=baca.list_penilai(unit_id, which, POPULASI_MIN),
    )


def get_rekap(pengguna: Pengguna, periode: str, *, baca: BacaOrganisasi) -> Sequence[RekapRow]:
    """Return the progress by unit, within reach."""
    pengguna.require(Scope.EVALUASI_REKAP)
    return baca.list_rekap(Periode.parse(periode), Jangkauan(pengguna).opd_kode)


def check_hitungan(counted: Hitungan) -> HasilSebaran | None:
    """Check the spread, where the capaian is known."""
    return check_sebaran(counted.capaian, counted.jumlah) if counted.capaian else None


def find_unit(pengguna: Pengguna, unit_id: str, may: Set[Hubungan], *, baca: BacaOrganisasi) -> Rantai:
    """Return the head of a unit; raises NotFound out of reach, Forbidden for a head on their own unit."""
    kepala = baca.find_kepala(unit_id)
    hubungan = relate(pengguna, kepala) if kepala else Hubungan.ORANG_LAIN
    if kepala is None or hubungan is Hubungan.ORANG_LAIN:
        raise NotFound("unit.not_found", unit_id=unit_id)
    if hubungan not in may:
        raise Forbidden
    return kepala
