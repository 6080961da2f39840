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
from pelaporan.application.ports import AsalNilai, Kesegaran
from pelaporan.domain.definisi import Definisi
from pelaporan.domain.nilai import Nilai
from pelaporan.domain.periode import Periode


@dataclass(frozen=True, kw_only=True)
class Application:
    """One field a use case."""

    list_indikator: Callable[[ListIndikator], Sequence[Definisi]]
    get_definisi: Callable[[GetDefinisi], RiwayatDefinisi]
    get_nilai: Callable[[GetNilai], NilaiPeriode]
    get_dasbor: Callable[[GetDasbor], Dasbor]
    get_kesegaran: Callable[[GetKesegaran], Sequence[Kesegaran]]
    list_asal: Callable[[ListAsal], tuple[Sequence[AsalNilai], int]]
    list_rincian: Callable[[ListRincian], Mapping[str, Nilai]]
    publish_definisi: Callable[[PublishDefinisi], tuple[str, int]]
    announce_nilai: Callable[[], int]
    try_definisi: Callable[[TryDefinisi], Sequence[tuple[Periode, Nilai]]]
