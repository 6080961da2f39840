"""Use case: the holder of the key answers the satisfaction survey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chassis.domain import Clock, NotFound
from perizinan.application.ports import UnitOfWork

ANONIM = "pemegang-kunci"


@dataclass(frozen=True, kw_only=True)
class AnswerSurvei:
    """The nine answers, with number and key of the receipt."""

    nomor_registrasi: str
    kunci: str
    jawaban: Mapping[str, int]


def answer_survei(command: AnswerSurvei, *, uow: UnitOfWork, clock: Clock) -> None:
    """Take the answers in, once a permohonan; an unknown number and a wrong key are one refusal."""
    with uow:
        permohonan = uow.permohonan.find_by_nomor(command.nomor_registrasi)
        if permohonan is None or not permohonan.is_kunci(command.kunci):
            raise NotFound("tanda_terima.not_found")
        permohonan.answer_survei(command.jawaban)
        uow.permohonan.save(permohonan)
        uow.record(permohonan, oleh=ANONIM, at=clock.now())
        uow.commit()
