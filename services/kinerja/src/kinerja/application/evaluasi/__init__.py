"""The appraisal of people: `EvaluasiApplication` is the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from chassis.domain import Pengguna
from kinerja.application.evaluasi.assess import CreateEvaluasi, EstablishEvaluasi, WriteEvaluasi
from kinerja.application.evaluasi.bukti import Bukti
from kinerja.application.evaluasi.document import (
    DecideKeberatan,
    ExamineKeberatan,
    ObjectEvaluasi,
    ReceiveEvaluasi,
    SendEvaluasi,
)
from kinerja.application.evaluasi.hitungan import RekapRow, SebaranRow
from kinerja.application.evaluasi.lapse import LapseEvaluasi
from kinerja.application.evaluasi.massal import EstablishMassal, HasilMassal
from kinerja.application.evaluasi.organisasi import ClosePeriode, SetCapaian, Tertutup
from kinerja.application.evaluasi.pemutus import Dinilai
from kinerja.application.evaluasi.pengecualian import (
    EndPengecualian,
    ExemptPegawai,
    GetPengecualian,
    ListPengecualian,
)
from kinerja.application.evaluasi.queries import DinilaiRow, EvaluasiRow, HalamanEvaluasi, SaringEvaluasi, TimEvaluasi
from kinerja.application.evaluasi.report import FollowUpEvaluasi, ReportEvaluasi
from kinerja.domain.evaluasi import Evaluasi
from kinerja.domain.pengecualian import Pengecualian
from kinerja.domain.penutupan_evaluasi import CapaianUnit
from kinerja.domain.tenggat_evaluasi import TenggatEvaluasi


class GetBukti(Protocol):
    """Ask what speaks for a rating of a person in a period."""

    def __call__(
        self, pengguna: Pengguna, pegawai_id: str, periode: str, unit_id: str = "", dinilai: Dinilai | None = None, /
    ) -> Bukti:
        """Return it as far as the caller may read it."""
        ...


@dataclass(frozen=True, kw_only=True)
class EvaluasiApplication:
    """What can be done with an appraisal."""

    create_evaluasi: Callable[[CreateEvaluasi], Evaluasi]
    write_evaluasi: Callable[[WriteEvaluasi], Evaluasi]
    establish_evaluasi: Callable[[EstablishEvaluasi], Evaluasi]
    establish_massal: Callable[[EstablishMassal], HasilMassal]
    preview_massal: Callable[[EstablishMassal], HasilMassal]
    send_evaluasi: Callable[[SendEvaluasi], Evaluasi]
    receive_evaluasi: Callable[[ReceiveEvaluasi], Evaluasi]
    object_evaluasi: Callable[[ObjectEvaluasi], Evaluasi]
    examine_keberatan: Callable[[ExamineKeberatan], Evaluasi]
    lapse_evaluasi: Callable[[LapseEvaluasi], int]
    report_evaluasi: Callable[[ReportEvaluasi], Evaluasi]
    follow_up_evaluasi: Callable[[FollowUpEvaluasi], Evaluasi]
    tenggat_on: Callable[[date], TenggatEvaluasi]
    decide_keberatan: Callable[[DecideKeberatan], Evaluasi]
    set_capaian: Callable[[SetCapaian], CapaianUnit]
    close_periode: Callable[[ClosePeriode], Tertutup]

    get_evaluasi: Callable[[Pengguna, str], EvaluasiRow]
    list_evaluasi: Callable[[Pengguna, SaringEvaluasi], HalamanEvaluasi]
    get_bukti: GetBukti
    get_sebaran: Callable[[Pengguna, str, str], SebaranRow]
    get_rekap: Callable[[Pengguna, str], Sequence[RekapRow]]
    exempt_pegawai: Callable[[ExemptPegawai], Pengecualian]
    end_pengecualian: Callable[[EndPengecualian], Pengecualian]
    get_pengecualian: Callable[[GetPengecualian], Pengecualian]
    list_pengecualian: Callable[[ListPengecualian], Sequence[Pengecualian]]
    list_tim: Callable[[Pengguna, SaringEvaluasi], TimEvaluasi]
    list_dinilai: Callable[[Pengguna, str], Sequence[DinilaiRow]]
