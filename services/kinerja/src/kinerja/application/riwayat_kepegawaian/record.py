"""Use cases: BKPSDM records a career fact, and annuls one that was wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chassis.domain import JAKARTA, Clock, Pengguna, uuid7
from kinerja.application.jejak import jejak_of
from kinerja.application.orang import refuse_own
from kinerja.application.riwayat_kepegawaian.ports import RiwayatKepegawaianUnitOfWork
from kinerja.application.wewenang import Scope
from kinerja.domain.riwayat_kepegawaian import IsiRiwayat, JenisRiwayat, RiwayatKepegawaian, make_isi


@dataclass(frozen=True, kw_only=True)
class RecordRiwayatKepegawaian:
    """Of whom, what kind, what it says, from when, and the document that says so."""

    pengguna: Pengguna
    pegawai_id: str
    jenis: JenisRiwayat
    isi: str
    dari: date
    sampai: date | None
    bukti: str


@dataclass(frozen=True, kw_only=True)
class AnnulRiwayatKepegawaian:
    """Which one was wrong, and why."""

    pengguna: Pengguna
    riwayat_id: str
    expected_version: int | None
    alasan: str


def record_riwayat_kepegawaian(
    command: RecordRiwayatKepegawaian, *, uow: RiwayatKepegawaianUnitOfWork, clock: Clock
) -> RiwayatKepegawaian:
    """Record it; the audit row names the kind and not what it says."""
    pengguna, now = command.pengguna, clock.now()
    pengguna.require(Scope.RIWAYAT_CATAT)
    with uow:
        pegawai = uow.pegawai.get(command.pegawai_id)
        refuse_own(pengguna, pegawai.id, "riwayat_kepegawaian.own")
        isi = IsiRiwayat(
            jenis=command.jenis, isi=command.isi, dari=command.dari, sampai=command.sampai, bukti=command.bukti
        )
        riwayat = RiwayatKepegawaian(
            id=str(uuid7()),
            pegawai_id=pegawai.id,
            isi=make_isi(isi, today=now.astimezone(JAKARTA).date()),
            dicatat_pada=now,
        )
        uow.riwayat_kepegawaian.add(riwayat)
        ke = {"jenis": riwayat.isi.jenis.value}
        jejak = jejak_of(pengguna, "record_riwayat_kepegawaian", alasan="", dari={}, ke=ke)
        uow.publish([riwayat], at=now, jejak={riwayat.id: jejak})
        uow.commit()
        return riwayat


def annul_riwayat_kepegawaian(
    command: AnnulRiwayatKepegawaian, *, uow: RiwayatKepegawaianUnitOfWork, clock: Clock
) -> RiwayatKepegawaian:
    """Annul it; it stays, and counts no more."""
    pengguna = command.pengguna
    pengguna.require(Scope.RIWAYAT_CATAT)
    with uow:
        riwayat = uow.riwayat_kepegawaian.get(command.riwayat_id)
        refuse_own(pengguna, riwayat.pegawai_id, "riwayat_kepegawaian.own")
        riwayat.expect(command.expected_version)
        riwayat.annul(command.alasan)
        uow.riwayat_kepegawaian.save(riwayat)
        ke = {"dibatalkan": True}
        jejak = jejak_of(pengguna, "annul_riwayat_kepegawaian", alasan="ada alasan", dari={}, ke=ke)
        uow.publish([riwayat], at=clock.now(), jejak={riwayat.id: jejak})
        uow.commit()
        return riwayat
