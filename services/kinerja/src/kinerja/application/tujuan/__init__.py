"""The index of the goals: one field a use case or question, each ready to be called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chassis.domain import Pengguna
from kinerja.application.tujuan.dispute_realisasi import DecideSanggahan, DisputeRealisasi
from kinerja.application.tujuan.establish_indikator import ChangeIndikator, EstablishIndikator
from kinerja.application.tujuan.queries import (
    HalamanIndikator,
    IndikatorRow,
    RealisasiRow,
    SanggahanRow,
    SaringIndikator,
)
from kinerja.application.tujuan.record_realisasi import ChooseRealisasi, RecordRealisasi, Tercatat
from kinerja.domain.indikator_kinerja import IndikatorKinerja
from kinerja.domain.sanggahan import Sanggahan


@dataclass(frozen=True, kw_only=True)
class TujuanApplication:
    """What can be done with goals."""

    establish_indikator: Callable[[EstablishIndikator], IndikatorKinerja]
    change_indikator: Callable[[ChangeIndikator], IndikatorKinerja]
    record_realisasi: Callable[[RecordRealisasi], Tercatat]
    choose_realisasi: Callable[[ChooseRealisasi], Tercatat]
    dispute_realisasi: Callable[[DisputeRealisasi], Sanggahan]
    accept_sanggahan: Callable[[DecideSanggahan], Sanggahan]
    reject_sanggahan: Callable[[DecideSanggahan], Sanggahan]

    list_indikator: Callable[[Pengguna, SaringIndikator], HalamanIndikator]
    get_indikator: Callable[[Pengguna, str], IndikatorRow]
    list_realisasi: Callable[[Pengguna, str], list[RealisasiRow]]
    list_sanggahan: Callable[[Pengguna, str], list[SanggahanRow]]
    get_sanggahan: Callable[[Pengguna, str], SanggahanRow]
    list_sumber: Callable[[], Mapping[str, str]]
