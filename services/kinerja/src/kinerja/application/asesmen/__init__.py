"""Assessments of people, and their gaps: `AsesmenApplication` is the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from chassis.domain import Pengguna
from kinerja.application.asesmen.queries import AsesmenRow, KesenjanganOrang
from kinerja.application.asesmen.record import AnnulAsesmen, RecordAsesmen
from kinerja.domain.asesmen import Asesmen
from kinerja.domain.standar_kompetensi import AturanStandar


class GetKesenjangan(Protocol):
    """Ask for the gaps of a person."""

    def __call__(self, pengguna: Pengguna, pegawai_id: str, jabatan_kode: str = "") -> KesenjanganOrang:
        """Return them, to the post held now or to a target post."""
        ...


@dataclass(frozen=True, kw_only=True)
class AsesmenApplication:
    """What can be done with assessments."""

    record_asesmen: Callable[[RecordAsesmen], Asesmen]
    annul_asesmen: Callable[[AnnulAsesmen], Asesmen]

    get_asesmen: Callable[[Pengguna, str], AsesmenRow]
    list_asesmen: Callable[[Pengguna, str], Sequence[AsesmenRow]]
    get_kesenjangan: GetKesenjangan
    get_standar: Callable[[], AturanStandar]
