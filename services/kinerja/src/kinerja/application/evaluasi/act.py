"""What all acts on an appraisal share: who may, the version, the news and the audit row in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import Protocol

from chassis.domain import Clock, Forbidden, NotFound, Pengguna
from kinerja.application.evaluasi.ports import EvaluasiUnitOfWork
from kinerja.application.hubungan import Hubungan, relate
from kinerja.application.jejak import jejak_of
from kinerja.domain.evaluasi import Evaluasi, TingkatPenilai

ASSESSOR = frozenset({Hubungan.PENILAI, Hubungan.ATASAN_PENILAI})
"""The direct superior; and the one above, who acts where the superior is absent and says so."""
OWNER = frozenset({Hubungan.DIRI_SENDIRI})
ABOVE = frozenset({Hubungan.ATASAN_PENILAI})
TINGKAT = {
    Hubungan.PENILAI: TingkatPenilai.PENILAI,
    Hubungan.ATASAN_PENILAI: TingkatPenilai.ATASAN_PENILAI,
}


class EvaluasiCommand(Protocol):
    """What every act says."""

    @property
    def pengguna(self) -> Pengguna:
        """Who acts."""
        ...

    @property
    def evaluasi_id(self) -> str:
        """On which appraisal."""
        ...

    @property
    def expected_version(self) -> int | None:
        """Which version the caller saw."""
        ...


Act = Callable[[Evaluasi, Hubungan], None]


def check_hubungan(hubungan: Hubungan, may: Set[Hubungan]) -> None:
    """Refuse who is within reach but may not do it."""
    if hubungan not in may:
        raise Forbidden("evaluasi.own") if hubungan is Hubungan.DIRI_SENDIRI else Forbidden


def act_on(
    command: EvaluasiCommand, aksi: str, may: Set[Hubungan], act: Act, *, uow: EvaluasiUnitOfWork, clock: Clock
) -> Evaluasi:
    """Let ``act`` change the appraisal where the caller stands to its person as ``may`` says.

    Raises NotFound out of reach, and Forbidden (``evaluasi.own`` for one's own) within reach but not one's to do.
    """
    with uow:
        evaluasi = uow.evaluasi.get(command.evaluasi_id)
        hubungan = relate(command.pengguna, uow.pegawai.get_rantai(evaluasi.pegawai_id))
        if hubungan is Hubungan.ORANG_LAIN:
            raise NotFound("evaluasi.not_found", evaluasi_id=evaluasi.id)
        check_hubungan(hubungan, may)
        evaluasi.expect(command.expected_version)
        before = {"status": evaluasi.status.value, "predikat": evaluasi.predikat.value}
        act(evaluasi, hubungan)
        uow.evaluasi.save(evaluasi)
        tell(evaluasi, command.pengguna, aksi, dari=before, uow=uow, clock=clock)
        return evaluasi


def tell(
    evaluasi: Evaluasi, pengguna: Pengguna, aksi: str, *, dari: dict[str, str], uow: EvaluasiUnitOfWork, clock: Clock
) -> None:
    """Publish the news with the audit row, and commit."""
    ke = {"status": evaluasi.status.value, "predikat": evaluasi.predikat.value}
    jejak = jejak_of(pengguna, aksi, alasan="ada catatan" if evaluasi.nilai.catatan else "", dari=dari, ke=ke)
    uow.publish([evaluasi], at=clock.now(), jejak={evaluasi.id: jejak})
    uow.commit()
