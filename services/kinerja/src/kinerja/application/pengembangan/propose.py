"""Use case: a person, who answers for the person, or BKPSDM proposes a course for the plan of a year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from chassis.domain import JAKARTA, Clock, Invalid, Pengguna, TransitionNotAllowed, uuid7
from kinerja.application.jejak import jejak_of
from kinerja.application.orang import require_seen
from kinerja.application.pengembangan.ports import PengembanganUnitOfWork
from kinerja.application.wewenang import Scope
from kinerja.domain.aturan import Berlaku
from kinerja.domain.pengembangan import AturanPengembangan, Pengembangan, RencanaPengembangan, check_rencana
from kinerja.domain.standar_kompetensi import AturanStandar


@dataclass(frozen=True, kw_only=True)
class ProposePengembangan:
    """For whom, for which year, and what; ``kompetensi`` is the gap that it closes, empty for none."""

    pengguna: Pengguna
    pegawai_id: str
    tahun: int
    judul: str
    bentuk: str
    kompetensi: str
    penyelenggara: str
    jp: Decimal
    biaya: Decimal


def propose_pengembangan(
    command: ProposePengembangan,
    *,
    uow: PengembanganUnitOfWork,
    clock: Clock,
    aturan: Berlaku[AturanPengembangan],
    standar: Berlaku[AturanStandar],
) -> Pengembangan:
    """Propose it; who answers for the person or BKPSDM takes it into the plan."""
    pengguna, now = command.pengguna, clock.now()
    pengguna.require(Scope.PENGEMBANGAN_USULKAN)
    today = now.astimezone(JAKARTA).date()
    if not today.year - 1 <= command.tahun <= today.year + 1:
        raise Invalid({"tahun": [f"Isi tahun {today.year - 1} sampai {today.year + 1}"]})
    rencana = RencanaPengembangan(
        judul=command.judul,
        bentuk=command.bentuk,
        kompetensi=command.kompetensi,
        penyelenggara=command.penyelenggara,
        jp=command.jp,
        biaya=command.biaya,
    )
    known = standar.nearest(today).kompetensi
    with uow:
        rantai = uow.pegawai.get_rantai(command.pegawai_id)
        require_seen(pengguna, rantai)
        if not rantai.aktif:
            raise TransitionNotAllowed("pegawai.transition_not_allowed", pegawai_id=rantai.pegawai_id)
        pengembangan = Pengembangan(
            id=str(uuid7()),
            pegawai_id=rantai.pegawai_id,
            unit_id=rantai.unit_id,
            opd_kode=rantai.opd_kode,
            tahun=command.tahun,
            rencana=check_rencana(rencana, aturan.nearest(today), known),
            diusulkan_pada=now,
        )
        uow.pengembangan.add(pengembangan)
        ke = {"status": pengembangan.status.value, "tahun": str(command.tahun), "bentuk": rencana.bentuk}
        jejak = jejak_of(pengguna, "propose_pengembangan", alasan="", dari={}, ke=ke)
        uow.publish([pengembangan], at=now, jejak={pengembangan.id: jejak})
        uow.commit()
        return pengembangan
