"""The index of the goals: one field a use case or question, each ready to be called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chassis.domain import Pengguna
from kinerja.application.tujuan.add_simpul import AddSimpul
from kinerja.application.tujuan.change_indikator import ChangeIndikator
from kinerja.application.tujuan.change_perjanjian import ChangePerjanjian
from kinerja.application.tujuan.change_simpul import ChangeSimpul
from kinerja.application.tujuan.choose_realisasi import ChooseRealisasi
from kinerja.application.tujuan.decide_sanggahan import DecideSanggahan
from kinerja.application.tujuan.dispute_realisasi import DisputeRealisasi
from kinerja.application.tujuan.draft_perjanjian import DraftPerjanjian
from kinerja.application.tujuan.establish_indikator import EstablishIndikator
from kinerja.application.tujuan.establish_simpul import EstablishSimpul
from kinerja.application.tujuan.load import LoadTujuan
from kinerja.application.tujuan.monitor_rencana_aksi import MonitorRencanaAksi
from kinerja.application.tujuan.pohon import PerjanjianRow, PohonRow, SaringPerjanjian, SimpulRow
from kinerja.application.tujuan.print_perjanjian import Cetakan, PrintPerjanjian
from kinerja.application.tujuan.queries import (
    HalamanIndikator,
    IndikatorRow,
    RealisasiRow,
    SanggahanRow,
    SaringIndikator,
)
from kinerja.application.tujuan.record_realisasi import RecordRealisasi, Tercatat
from kinerja.application.tujuan.rencana_aksi import RencanaAksiRow
from kinerja.application.tujuan.sign_perjanjian import SignPerjanjian
from kinerja.application.tujuan.write_rencana_aksi import WriteRencanaAksi
from kinerja.domain.indikator_kinerja import IndikatorKinerja
from kinerja.domain.perjanjian import Perjanjian
from kinerja.domain.pohon_kinerja import Simpul
from kinerja.domain.rencana_aksi import RencanaAksi
from kinerja.domain.sanggahan import Sanggahan


@dataclass(frozen=True, kw_only=True)
class TujuanApplication:
    """What can be done with goals."""

    load_tujuan: Callable[[LoadTujuan], int]
    establish_indikator: Callable[[EstablishIndikator], IndikatorKinerja]
    change_indikator: Callable[[ChangeIndikator], IndikatorKinerja]
    record_realisasi: Callable[[RecordRealisasi], Tercatat]
    choose_realisasi: Callable[[ChooseRealisasi], Tercatat]
    dispute_realisasi: Callable[[DisputeRealisasi], Sanggahan]
    accept_sanggahan: Callable[[DecideSanggahan], Sanggahan]
    reject_sanggahan: Callable[[DecideSanggahan], Sanggahan]
    add_simpul: Callable[[AddSimpul], Simpul]
    change_simpul: Callable[[ChangeSimpul], Simpul]
    establish_simpul: Callable[[EstablishSimpul], Simpul]
    draft_perjanjian: Callable[[DraftPerjanjian], Perjanjian]
    sign_perjanjian: Callable[[SignPerjanjian], Perjanjian]
    change_perjanjian: Callable[[ChangePerjanjian], Perjanjian]

    get_pohon: Callable[[Pengguna, int], PohonRow]
    get_simpul: Callable[[Pengguna, str], SimpulRow]
    list_perjanjian: Callable[[Pengguna, SaringPerjanjian], tuple[list[PerjanjianRow], int]]
    get_perjanjian: Callable[[Pengguna, str], PerjanjianRow]
    print_perjanjian: Callable[[PrintPerjanjian], Cetakan]
    write_rencana_aksi: Callable[[WriteRencanaAksi], RencanaAksi]
    monitor_rencana_aksi: Callable[[MonitorRencanaAksi], RencanaAksi]
    get_rencana_aksi: Callable[[Pengguna, str], RencanaAksiRow]
    list_indikator: Callable[[Pengguna, SaringIndikator], HalamanIndikator]
    get_indikator: Callable[[Pengguna, str], IndikatorRow]
    list_realisasi: Callable[[Pengguna, str], list[RealisasiRow]]
    list_sanggahan: Callable[[Pengguna, str], list[SanggahanRow]]
    get_sanggahan: Callable[[Pengguna, str], SanggahanRow]
    list_sumber: Callable[[], Mapping[str, str]]
