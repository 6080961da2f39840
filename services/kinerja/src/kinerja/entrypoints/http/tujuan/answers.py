"""From read models and aggregates of goals to the shapes of the answers."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kinerja.application.tujuan.queries import IndikatorRow
from kinerja.application.tujuan.record_realisasi import Tercatat


def to_indikator(row: IndikatorRow) -> dict[str, Any]:
    """Return an indicator."""
    sumber = {"indikator": row.sumber_indikator, "opd": row.sumber_opd} if row.sumber_indikator else None
    return asdict(row) | {"sumber": sumber}


def to_tercatat(tercatat: Tercatat) -> dict[str, Any]:
    """Return the realisasi of a quarter after a recording or a choice."""
    row = tercatat.realisasi
    return asdict(row) | {
        "periode": row.periode.teks,
        "asal": row.asal.value,
        "kedudukan": row.kedudukan.value,
        "indikator_id": tercatat.indikator.id,
        "version": tercatat.indikator.version,
    }
