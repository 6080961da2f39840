"""Who may do what: the scopes of pelaporan and the roles that have them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from chassis.domain import Pengguna


class Scope(StrEnum):
    """What may be allowed."""

    INDIKATOR_BACA = "indikator.baca"
    INDIKATOR_TETAPKAN = "indikator.tetapkan"
    INSTRUMEN_BACA = "instrumen.baca"
    INSTRUMEN_NILAI = "instrumen.nilai"
    INSTRUMEN_TETAPKAN = "instrumen.tetapkan"
    SURAT_MATI_BACA = "surat_mati.baca"
    SURAT_MATI_KIRIM = "surat_mati.kirim"
    PERISTIWA_BACA = "peristiwa.baca"


_BACA = frozenset({Scope.INDIKATOR_BACA, Scope.INSTRUMEN_BACA})
_MENILAI = frozenset({Scope.INSTRUMEN_NILAI, Scope.INSTRUMEN_TETAPKAN})

PERAN: Mapping[str, frozenset[str]] = {
    "organisasi": _BACA | _MENILAI | {Scope.INDIKATOR_TETAPKAN},
    "inspektorat": _BACA | _MENILAI,
    "pimpinan": _BACA,
    "admin": _BACA | {Scope.SURAT_MATI_BACA, Scope.SURAT_MATI_KIRIM},
    "pelanggan": _BACA | {Scope.PERISTIWA_BACA},
    "layanan": _BACA | {Scope.PERISTIWA_BACA},
}
"""The scopes of each role; ``layanan`` is another service of Simpul. What is not here is refused."""

EVALUATOR_OPD = frozenset({"setda", "inspektorat"})
"""The agencies whose people evaluate all others: Bagian Organisasi stands in the Sekretariat Daerah."""


def covers_opd(pengguna: Pengguna, opd: str) -> bool:
    """Tell whether the sheets of an agency (empty: of the regency) are within reach: an account of another agency sees its own."""
    return not pengguna.opd_kode or pengguna.opd_kode in EVALUATOR_OPD or pengguna.opd_kode == opd
