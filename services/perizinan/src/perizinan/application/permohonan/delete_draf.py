"""Use case: the pemohon throws a draft away."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, TransitionNotAllowed
from perizinan.application.ports import UnitOfWork
from perizinan.application.tindakan import Tindakan, open_permohonan
from perizinan.domain.langkah import StatusPermohonan


@dataclass(frozen=True, kw_only=True)
class DeleteDraf(Tindakan):
    """Throw the draft away."""


def delete_draf(command: DeleteDraf, *, uow: UnitOfWork, clock: Clock) -> None:
    """Remove a draft; whatever has been handed in stays."""
    with uow:
        permohonan = open_permohonan(uow, command)
        if permohonan.status is not StatusPermohonan.DRAF:
            raise TransitionNotAllowed("permohonan.transition_not_allowed", status=permohonan.status, sebab="status")
        uow.permohonan.delete(permohonan)
        uow.commit()
