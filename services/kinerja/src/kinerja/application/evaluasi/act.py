"""What all acts on an appraisal share: who may, the version, the news and the audit row in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import Protocol

from chassis.domain import Clock, Forbidden, NotFound, Pengguna
from kinerja.application.evaluasi.pemutus import Dinilai, check_pemutus, relate_to
from kinerja.application.evaluasi.ports import EvaluasiUnitOfWork
from kinerja.application.hubungan import Hubungan
from kinerja.application.jejak import jejak_of
from kinerja.application.ports import Rantai
from kinerja.domain.evaluasi import Evaluasi, TingkatPenilai

ASSESSOR = frozenset({Hubungan.PENILAI, Hubungan.ATASAN_PENILAI})
"""The direct superior; and the one above, who acts where the superior is absent and says so."""
OWNER = frozenset({Hubungan.DIRI_SENDIRI})
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
Allow = Callable[[Pengguna, Rantai, Dinilai], None]
"""Raises where the caller, within reach, may not do it."""


def check_hubungan(hubungan: Hubungan, may: Set[Hubungan]) -> None:
    """Refuse who is within reach but may not do it."""
    if hubungan not in may:
        raise Forbidden("evaluasi.own") if hubungan is Hubungan.DIRI_SENDIRI else Forbidden


def only(may: Set[Hubungan]) -> Allow:
    """Return what lets in who stands to the person so."""

    def allow(pengguna: Pengguna, rantai: Rantai, evaluasi: Dinilai) -> None:
        check_hubungan(relate_to(pengguna, rantai, evaluasi), may)

    return allow


BY_ASSESSOR = only(ASSESSOR)
BY_OWNER = only(OWNER)
BY_PENGELOLA = only(ASSESSOR | {Hubungan.PENGELOLA})
"""Who acts for every agency; the PPK is also the assessor of some."""
BY_PEMUTUS: Allow = check_pemutus


def act_on(
    command: EvaluasiCommand, aksi: str, allow: Allow, act: Act, *, uow: EvaluasiUnitOfWork, clock: Clock
) -> Evaluasi:
    """Let ``act`` change the appraisal where ``allow`` lets the caller in.

    Raises NotFound out of reach, and Forbidden (``evaluasi.own`` for one's own) within reach but not one's to do.
    """
    with uow:
        evaluasi = uow.evaluasi.get(command.evaluasi_id)
        rantai = uow.evaluasi.get_rantai(evaluasi.id)
        hubungan = relate_to(command.pengguna, rantai, evaluasi)
        if hubungan is Hubungan.ORANG_LAIN:
            raise NotFound("evaluasi.not_found", evaluasi_id=evaluasi.id)
        allow(command.pengguna, rantai, evaluasi)
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
