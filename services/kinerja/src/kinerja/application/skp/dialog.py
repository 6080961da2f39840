"""Use case: the owner or the assessor records a dialogue about an SKP; and who reads what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from chassis.domain import Clock, Forbidden, NotFound, Pengguna, TransitionNotAllowed, uuid7
from kinerja.application.hubungan import Hubungan, relate
from kinerja.application.jejak import jejak_of
from kinerja.application.skp.act import check_hubungan, is_assessed
from kinerja.application.skp.ports import SkpUnitOfWork
from kinerja.application.skp.queries import BacaSkp, get_skp
from kinerja.application.wewenang import Scope
from kinerja.domain.dialog_kinerja import DialogKinerja
from kinerja.domain.skp import StatusSkp

SIDES = frozenset({Hubungan.DIRI_SENDIRI, Hubungan.PENILAI, Hubungan.ATASAN_PENILAI})
"""Who speaks: the person, and who assesses them."""


@dataclass(frozen=True, kw_only=True)
class RecordDialog:
    """When they spoke about which plan, and what they agreed."""

    pengguna: Pengguna
    skp_id: str
    tanggal: date
    kesepakatan: str


@dataclass(frozen=True, kw_only=True)
class DialogRow:
    """A dialogue as it is shown."""

    id: str
    tanggal: date
    kesepakatan: str
    pencatat_id: str
    pencatat: str
    dicatat_pada: datetime


class BacaDialog(Protocol):
    """What is read of dialogues."""

    def list_dialog(self, skp_id: str) -> Sequence[DialogRow]:
        """Return the dialogues about a plan, the newest first."""
        ...


def record_dialog(command: RecordDialog, *, uow: SkpUnitOfWork, clock: Clock) -> DialogKinerja:
    """Record the dialogue; the plan stays as it is, and what was agreed stays out of the audit trail."""
    pengguna = command.pengguna
    pengguna.require(Scope.SKP_SUSUN)
    with uow:
        skp = uow.skp.get(command.skp_id)
        rantai = uow.pegawai.get_rantai(skp.pegawai_id)
        hubungan = relate(pengguna, rantai)
        if hubungan is Hubungan.ORANG_LAIN:
            raise NotFound("skp.not_found", skp_id=skp.id)
        check_hubungan(hubungan, SIDES, assessor_acts=is_assessed(uow, rantai, hubungan))
        if pengguna.pegawai_id is None:
            raise Forbidden
        if skp.status is StatusSkp.DITUTUP:
            raise TransitionNotAllowed("skp.transition_not_allowed", skp_id=skp.id)
        dialog = DialogKinerja(
            id=str(uuid7()),
            skp_id=skp.id,
            tanggal=command.tanggal,
            kesepakatan=command.kesepakatan.strip(),
            pencatat_id=pengguna.pegawai_id,
            dicatat_pada=clock.now(),
        )
        dialog.check()
        uow.skp.add_dialog(dialog)
        jejak = jejak_of(pengguna, "record_dialog", alasan="", dari={}, ke={"tanggal": command.tanggal.isoformat()})
        uow.publish([skp], at=clock.now(), jejak={skp.id: jejak})
        uow.commit()
        return dialog


def list_dialog(pengguna: Pengguna, skp_id: str, *, baca: BacaSkp, dialog: BacaDialog) -> Sequence[DialogRow]:
    """Return the dialogues about a plan, the newest first; of whom they do not concern they stay hidden, as feedback does.

    Who reads plans for every agency learns from the audit trail that there was one.
    """
    row = get_skp(pengguna, skp_id, baca=baca)
    if relate(pengguna, row.rantai) not in SIDES:
        raise Forbidden
    return dialog.list_dialog(row.id)
