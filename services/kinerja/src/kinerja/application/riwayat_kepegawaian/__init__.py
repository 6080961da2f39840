"""Facts of people's careers: `RiwayatKepegawaianApplication` is the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chassis.domain import Pengguna
from kinerja.application.riwayat_kepegawaian.queries import RiwayatKepegawaianRow
from kinerja.application.riwayat_kepegawaian.record import AnnulRiwayatKepegawaian, RecordRiwayatKepegawaian
from kinerja.domain.riwayat_kepegawaian import RiwayatKepegawaian


@dataclass(frozen=True, kw_only=True)
class RiwayatKepegawaianApplication:
    """What can be done with career facts."""

    record_riwayat_kepegawaian: Callable[[RecordRiwayatKepegawaian], RiwayatKepegawaian]
    annul_riwayat_kepegawaian: Callable[[AnnulRiwayatKepegawaian], RiwayatKepegawaian]

    get_riwayat_kepegawaian: Callable[[Pengguna, str], RiwayatKepegawaianRow]
    list_riwayat_kepegawaian: Callable[[Pengguna, str], Sequence[RiwayatKepegawaianRow]]
