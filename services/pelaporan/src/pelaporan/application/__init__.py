"""What pelaporan can do: `Application` is the index."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pelaporan.application.indikator.explain import ListAsal, ListRincian
from pelaporan.application.indikator.get import GetNilai, NilaiPeriode
from pelaporan.application.indikator.list import (
    Dasbor,
    GetDasbor,
    GetDefinisi,
    GetKesegaran,
    ListIndikator,
    RiwayatDefinisi,
)
from pelaporan.application.indikator.publish import PublishDefinisi
from pelaporan.application.indikator.try_out import TryDefinisi
from pelaporan.application.instrumen.answer import AnswerButir, CheckButir, HasilJawaban, TakeSaran
from pelaporan.application.instrumen.establish import CheckReopening, EstablishInstrumen, ReopenInstrumen
from pelaporan.application.instrumen.f03 import AddF03, CheckF03, WithdrawF03
from pelaporan.application.instrumen.get import (
    GetInstrumen,
    KeadaanInstrumen,
    ListInstrumen,
    ListJawaban,
    RiwayatJawaban,
)
from pelaporan.application.instrumen.ports import Laporan
from pelaporan.application.instrumen.report import GetLaporan, IssueLaporan
from pelaporan.application.ports import AsalNilai, Kesegaran
from pelaporan.domain.definisi import Definisi
from pelaporan.domain.kertas_kerja import KertasKerja, RespondenF03
from pelaporan.domain.nilai import Nilai
from pelaporan.domain.periode import Periode


@dataclass(frozen=True, kw_only=True)
class Application:
    """One field a use case."""

    list_indikator: Callable[[ListIndikator], Sequence[Definisi]]
    list_bersandar: Callable[[ListIndikator], frozenset[str]]
    get_definisi: Callable[[GetDefinisi], RiwayatDefinisi]
    get_nilai: Callable[[GetNilai], NilaiPeriode]
    get_dasbor: Callable[[GetDasbor], Dasbor]
    get_kesegaran: Callable[[GetKesegaran], Sequence[Kesegaran]]
    list_asal: Callable[[ListAsal], tuple[Sequence[AsalNilai], int]]
    list_rincian: Callable[[ListRincian], Mapping[str, Nilai]]
    publish_definisi: Callable[[PublishDefinisi], tuple[str, int]]
    announce_nilai: Callable[[], int]
    try_definisi: Callable[[TryDefinisi], Sequence[tuple[Periode, Nilai]]]
    list_instrumen: Callable[[ListInstrumen], Sequence[KeadaanInstrumen]]
    get_instrumen: Callable[[GetInstrumen], KeadaanInstrumen]
    list_jawaban: Callable[[ListJawaban], RiwayatJawaban]
    check_butir: Callable[[CheckButir], None]
    answer_butir: Callable[[AnswerButir], HasilJawaban]
    take_saran: Callable[[TakeSaran], Sequence[HasilJawaban]]
    check_f03: Callable[[CheckF03], None]
    add_f03: Callable[[AddF03], RespondenF03]
    withdraw_f03: Callable[[WithdrawF03], int]
    establish_instrumen: Callable[[EstablishInstrumen], KertasKerja]
    check_reopening: Callable[[CheckReopening], None]
    reopen_instrumen: Callable[[ReopenInstrumen], KertasKerja]
    get_laporan: Callable[[GetLaporan], bytes]
    print_kertas_kerja: Callable[[GetInstrumen], bytes]
    issue_laporan: Callable[[IssueLaporan], Laporan]
