"""Development of people's competences: `PengembanganApplication` is the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chassis.domain import Pengguna
from kinerja.application.pengembangan.act import ActOnPengembangan, DeclinePengembangan, FinishPengembangan
from kinerja.application.pengembangan.propose import ProposePengembangan
from kinerja.application.pengembangan.queries import (
    HalamanJp,
    HalamanPengembangan,
    JpOrang,
    JpRow,
    PengembanganRow,
    SaringJp,
    SaringPengembangan,
)
from kinerja.domain.pengembangan import AturanPengembangan, Pengembangan


@dataclass(frozen=True, kw_only=True)
class PengembanganApplication:
    """What can be done with the plan of development."""

    propose_pengembangan: Callable[[ProposePengembangan], Pengembangan]
    approve_pengembangan: Callable[[ActOnPengembangan], Pengembangan]
    reject_pengembangan: Callable[[DeclinePengembangan], Pengembangan]
    begin_pengembangan: Callable[[ActOnPengembangan], Pengembangan]
    finish_pengembangan: Callable[[FinishPengembangan], Pengembangan]
    verify_pengembangan: Callable[[ActOnPengembangan], Pengembangan]
    return_pengembangan: Callable[[DeclinePengembangan], Pengembangan]

    get_pengembangan: Callable[[Pengguna, str], PengembanganRow]
    list_pengembangan: Callable[[Pengguna, SaringPengembangan], HalamanPengembangan]
    get_jp: Callable[[Pengguna, str, int | None], JpOrang]
    list_jp: Callable[[Pengguna, SaringJp], HalamanJp]
    list_jp_bawahan: Callable[[Pengguna, int], Sequence[JpRow]]
    get_bentuk: Callable[[], AturanPengembangan]
