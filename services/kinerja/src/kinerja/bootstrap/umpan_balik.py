"""Builds the use cases of feedback."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import Engine

from kinerja.adapters.umpan_balik.read_model import SqlBacaUmpanBalik
from kinerja.application.umpan_balik import UmpanBalikApplication, queries
from kinerja.application.umpan_balik.give import give_umpan_balik
from kinerja.application.umpan_balik.reply import reply_umpan_balik


def build_umpan_balik(
    engine: Engine, bound: Callable[[Callable[..., Any]], Callable[[Any], Any]]
) -> UmpanBalikApplication:
    """Return the use cases; ``bound`` gives each its unit of work and clock."""
    baca = SqlBacaUmpanBalik(engine)
    return UmpanBalikApplication(
        give_umpan_balik=bound(give_umpan_balik),
        reply_umpan_balik=bound(reply_umpan_balik),
        get_umpan_balik=partial(queries.get_umpan_balik, baca=baca),
        list_umpan_balik=partial(queries.list_umpan_balik, baca=baca),
        list_dekat=partial(queries.list_dekat, baca=baca),
    )
