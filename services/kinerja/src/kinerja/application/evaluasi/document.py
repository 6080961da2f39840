"""Use cases of the year's document: hand over, receive, object, decide the objection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from chassis.domain import JAKARTA, Clock, Conflict, Pengguna
from kinerja.application.evaluasi.act import BY_ASSESSOR, BY_OWNER, BY_PEMUTUS, act_on
from kinerja.application.evaluasi.pemutus import find_pemutus
from kinerja.application.evaluasi.ports import EvaluasiUnitOfWork
from kinerja.application.hubungan import Hubungan
from kinerja.application.wewenang import Scope
from kinerja.domain.evaluasi import Evaluasi, Nilai, Putusan
from kinerja.domain.tenggat_evaluasi import TenggatEvaluasi


@dataclass(frozen=True, kw_only=True)
class SendEvaluasi:
    """Which document is handed over."""

    pengguna: Pengguna
    evaluasi_id: str
    expected_version: int | None


@dataclass(frozen=True, kw_only=True)
class ReceiveEvaluasi:
    """Which document was received."""

    pengguna: Pengguna
    evaluasi_id: str
    expected_version: int | None


@dataclass(frozen=True, kw_only=True)
class ObjectEvaluasi:
    """To which appraisal its person objects, and why."""

    pengguna: Pengguna
    evaluasi_id: str
    expected_version: int | None
    alasan: str


@dataclass(frozen=True, kw_only=True)
class ExamineKeberatan:
    """Which objection is heard."""

    pengguna: Pengguna
    evaluasi_id: str
    expected_version: int | None


@dataclass(frozen=True, kw_only=True)
class DecideKeberatan:
    """How an objection is decided; ``nilai`` holds from now where it is granted."""

    pengguna: Pengguna
    evaluasi_id: str
    expected_version: int | None
    putusan: Putusan
    nilai: Nilai | None
    alasan: str


def send_evaluasi(command: SendEvaluasi, *, uow: EvaluasiUnitOfWork, clock: Clock) -> Evaluasi:
    """Hand the document to its person."""
    command.pengguna.require(Scope.EVALUASI_TETAPKAN)

    def act(evaluasi: Evaluasi, _: Hubungan) -> None:
        evaluasi.send(at=clock.now())

    return act_on(command, "send_evaluasi", BY_ASSESSOR, act, uow=uow, clock=clock)


def receive_evaluasi(command: ReceiveEvaluasi, *, uow: EvaluasiUnitOfWork, clock: Clock) -> Evaluasi:
    """Take the document."""
    command.pengguna.require(Scope.KEBERATAN_AJUKAN)

    def act(evaluasi: Evaluasi, _: Hubungan) -> None:
        evaluasi.receive(at=clock.now())

    return act_on(command, "receive_evaluasi", BY_OWNER, act, uow=uow, clock=clock)


def object_evaluasi(
    command: ObjectEvaluasi, *, uow: EvaluasiUnitOfWork, clock: Clock, tenggat_on: Callable[[date], TenggatEvaluasi]
) -> Evaluasi:
    """Object within the days of PP 30/2019 ps 59; the day of receipt is day 0."""
    command.pengguna.require(Scope.KEBERATAN_AJUKAN)
    today = clock.now().astimezone(JAKARTA).date()

    def act(evaluasi: Evaluasi, _: Hubungan) -> None:
        evaluasi.object(command.alasan)
        day = (evaluasi.diterima_pada or clock.now()).astimezone(JAKARTA).date()
        tenggat = tenggat_on(day)
        if today > tenggat.due_keberatan(day):
            raise Conflict("keberatan.too_late", hari=tenggat.aturan.keberatan_hari)
        if find_pemutus(uow.evaluasi.get_rantai(evaluasi.id), evaluasi.penilai_id) is None:
            raise Conflict("keberatan.no_decider")

    return act_on(command, "object_evaluasi", BY_OWNER, act, uow=uow, clock=clock)


def examine_keberatan(command: ExamineKeberatan, *, uow: EvaluasiUnitOfWork, clock: Clock) -> Evaluasi:
    """Begin to hear both sides; who is to decide."""
    command.pengguna.require(Scope.KEBERATAN_PUTUS)

    def act(evaluasi: Evaluasi, _: Hubungan) -> None:
        evaluasi.examine()

    return act_on(command, "examine_keberatan", BY_PEMUTUS, act, uow=uow, clock=clock)


def decide_keberatan(command: DecideKeberatan, *, uow: EvaluasiUnitOfWork, clock: Clock) -> Evaluasi:
    """Decide the objection, finally; the first above the assessor who did not sign."""
    command.pengguna.require(Scope.KEBERATAN_PUTUS)

    def act(evaluasi: Evaluasi, _: Hubungan) -> None:
        evaluasi.decide(command.pengguna.pegawai_id, command.putusan, command.nilai, command.alasan, at=clock.now())

    return act_on(command, f"decide_keberatan.{command.putusan}", BY_PEMUTUS, act, uow=uow, clock=clock)
