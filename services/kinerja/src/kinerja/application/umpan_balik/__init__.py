"""Feedback between people who work together: `UmpanBalikApplication` is the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chassis.domain import Pengguna
from kinerja.application.umpan_balik.give import GiveUmpanBalik
from kinerja.application.umpan_balik.queries import DekatRow, HalamanUmpanBalik, SaringUmpanBalik, UmpanBalikRow
from kinerja.application.umpan_balik.reply import ReplyUmpanBalik
from kinerja.domain.umpan_balik import UmpanBalik


@dataclass(frozen=True, kw_only=True)
class UmpanBalikApplication:
    """What can be done with feedback."""

    give_umpan_balik: Callable[[GiveUmpanBalik], UmpanBalik]
    reply_umpan_balik: Callable[[ReplyUmpanBalik], UmpanBalik]

    get_umpan_balik: Callable[[Pengguna, str], UmpanBalikRow]
    list_umpan_balik: Callable[[Pengguna, SaringUmpanBalik], HalamanUmpanBalik]
    list_dekat: Callable[[Pengguna], Sequence[DekatRow]]
