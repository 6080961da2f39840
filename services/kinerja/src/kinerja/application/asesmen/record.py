"""Use cases: BKPSDM records what an assessment found, and annuls a record that was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chassis.domain import JAKARTA, Clock, Pengguna, uuid7
from kinerja.application.asesmen.ports import AsesmenUnitOfWork
from kinerja.application.jejak import jejak_of
from kinerja.application.orang import refuse_own
from kinerja.application.wewenang import Scope
from kinerja.domain.asesmen import Asesmen, IsiAsesmen, check_isi
from kinerja.domain.aturan import Berlaku
from kinerja.domain.standar_kompetensi import AturanStandar


@dataclass(frozen=True, kw_only=True)
class RecordAsesmen:
    """Of whom, when, the potential and the levels that were found, and the report."""

    pengguna: Pengguna
    pegawai_id: str
    tanggal: date
    potensi: Decimal | None
    profil: Mapping[str, int]
    bukti: str


@dataclass(frozen=True, kw_only=True)
class AnnulAsesmen:
    """Which one was wrong, and why."""

    pengguna: Pengguna
    asesmen_id: str
    expected_version: int | None
    alasan: str


def record_asesmen(
    command: RecordAsesmen, *, uow: AsesmenUnitOfWork, clock: Clock, aturan: Berlaku[AturanStandar]
) -> Asesmen:
    """Record it; the audit row tells that there is one and not what it found."""
    pengguna, now = command.pengguna, clock.now()
    pengguna.require(Scope.RIWAYAT_CATAT)
    today = now.astimezone(JAKARTA).date()
    with uow:
        pegawai = uow.pegawai.get(command.pegawai_id)
        refuse_own(pengguna, pegawai.id, "asesmen.own")
        isi = IsiAsesmen(tanggal=command.tanggal, potensi=command.potensi, profil=command.profil, bukti=command.bukti)
        known = aturan.nearest(today).kompetensi
        asesmen = Asesmen(
            id=str(uuid7()), pegawai_id=pegawai.id, isi=check_isi(isi, known, today=today), dicatat_pada=now
        )
        uow.asesmen.add(asesmen)
        ke = {"tanggal": asesmen.isi.tanggal.isoformat()}
        jejak = jejak_of(pengguna, "record_asesmen", alasan="", dari={}, ke=ke)
        uow.publish([asesmen], at=now, jejak={asesmen.id: jejak})
        uow.commit()
        return asesmen


def annul_asesmen(command: AnnulAsesmen, *, uow: AsesmenUnitOfWork, clock: Clock) -> Asesmen:
    """Annul it; it stays, and counts no more."""
    pengguna = command.pengguna
    pengguna.require(Scope.RIWAYAT_CATAT)
    with uow:
        asesmen = uow.asesmen.get(command.asesmen_id)
        refuse_own(pengguna, asesmen.pegawai_id, "asesmen.own")
        asesmen.expect(command.expected_version)
        asesmen.annul(command.alasan)
        uow.asesmen.save(asesmen)
        jejak = jejak_of(pengguna, "annul_asesmen", alasan="ada alasan", dari={}, ke={"dibatalkan": True})
        uow.publish([asesmen], at=clock.now(), jejak={asesmen.id: jejak})
        uow.commit()
        return asesmen
