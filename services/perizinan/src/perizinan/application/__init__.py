"""The use cases of perizinan: the index of the service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from perizinan.application.permohonan.accept import AcceptPermohonan
from perizinan.application.permohonan.approve import ApprovePermohonan
from perizinan.application.permohonan.assign import AssignPermohonan
from perizinan.application.permohonan.create import CreatePermohonan
from perizinan.application.permohonan.delete_draf import DeleteDraf
from perizinan.application.permohonan.fill_draf import FillDraf
from perizinan.application.permohonan.hand_over import HandOverIzin
from perizinan.application.permohonan.issue import IssueIzin
from perizinan.application.permohonan.reject import RejectPermohonan
from perizinan.application.permohonan.resubmit import ResubmitPermohonan
from perizinan.application.permohonan.return_ import ReturnPermohonan
from perizinan.application.permohonan.submit import SubmitPermohonan, TandaTerima
from perizinan.application.permohonan.withdraw import WithdrawPermohonan
from perizinan.application.queries import Queries
from perizinan.application.rekomendasi.give import GiveRekomendasi
from perizinan.application.riwayat.import_riwayat import ImportRiwayat
from perizinan.application.survei.answer import AnswerSurvei
from perizinan.application.waktu.lapse import LapsePermohonan
from perizinan.domain.permohonan import Permohonan


@dataclass(frozen=True, kw_only=True)
class Application:
    """One field a use case; each call has a transaction of its own."""

    create_permohonan: Callable[[CreatePermohonan], Permohonan]
    submit_permohonan: Callable[[SubmitPermohonan], TandaTerima]
    accept_permohonan: Callable[[AcceptPermohonan], Permohonan]
    return_permohonan: Callable[[ReturnPermohonan], Permohonan]
    resubmit_permohonan: Callable[[ResubmitPermohonan], Permohonan]
    assign_permohonan: Callable[[AssignPermohonan], Permohonan]
    give_rekomendasi: Callable[[GiveRekomendasi], Permohonan]
    approve_permohonan: Callable[[ApprovePermohonan], Permohonan]
    reject_permohonan: Callable[[RejectPermohonan], Permohonan]
    issue_izin: Callable[[IssueIzin], Permohonan]
    hand_over_izin: Callable[[HandOverIzin], Permohonan]
    withdraw_permohonan: Callable[[WithdrawPermohonan], Permohonan]
    fill_draf: Callable[[FillDraf], Permohonan]
    delete_draf: Callable[[DeleteDraf], None]
    answer_survei: Callable[[AnswerSurvei], None]
    lapse_permohonan: Callable[[LapsePermohonan], None]
    import_riwayat: Callable[[ImportRiwayat], int]
    queries: Queries
