"""The satisfaction survey (*SKM*, PermenPANRB 14/2017): nine *unsur*, each 1 to 4."""

from __future__ import annotations

from collections.abc import Mapping

from chassis.domain import Invalid

UNSUR = (
    "persyaratan",
    "prosedur",
    "waktu",
    "biaya",
    "produk",
    "kompetensi",
    "perilaku",
    "pengaduan",
    "sarana",
)
_NILAI = range(1, 5)


def check_jawaban(jawaban: Mapping[str, int]) -> dict[str, int]:
    """Return the nine answers in the order of the form; raises :class:`~chassis.domain.Invalid` for any other set."""
    errors = {f"jawaban.{unsur}": ["Pilih 1, 2, 3 atau 4"] for unsur in UNSUR if not _is_nilai(jawaban.get(unsur))}
    errors |= {f"jawaban.{asing}": ["Unsur ini tidak dikenal"] for asing in jawaban if asing not in UNSUR}
    if errors:
        raise Invalid(errors)
    return {unsur: jawaban[unsur] for unsur in UNSUR}


def _is_nilai(nilai: object) -> bool:
    return isinstance(nilai, int) and not isinstance(nilai, bool) and nilai in _NILAI
