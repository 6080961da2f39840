"""Who may do what: the scopes of pelaporan and the roles that have them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Scope(StrEnum):
    """What may be allowed."""

    INDIKATOR_BACA = "indikator.baca"
    INDIKATOR_TETAPKAN = "indikator.tetapkan"
    SURAT_MATI_BACA = "surat_mati.baca"
    SURAT_MATI_KIRIM = "surat_mati.kirim"
    PERISTIWA_BACA = "peristiwa.baca"


PERAN: Mapping[str, frozenset[str]] = {
    "organisasi": frozenset({Scope.INDIKATOR_BACA, Scope.INDIKATOR_TETAPKAN}),
    "inspektorat": frozenset({Scope.INDIKATOR_BACA}),
    "pimpinan": frozenset({Scope.INDIKATOR_BACA}),
    "admin": frozenset({Scope.INDIKATOR_BACA, Scope.SURAT_MATI_BACA, Scope.SURAT_MATI_KIRIM}),
    "pelanggan": frozenset({Scope.INDIKATOR_BACA, Scope.PERISTIWA_BACA}),
    "layanan": frozenset({Scope.INDIKATOR_BACA, Scope.PERISTIWA_BACA}),
}
"""The scopes of each role; ``layanan`` is another service of Simpul. What is not here is refused."""
