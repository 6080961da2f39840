"""The sentences people read for the codes of pelaporan."""

from __future__ import annotations

from collections.abc import Mapping

KALIMAT: Mapping[str, str] = {
    "indikator.not_found": "Tidak ada indikator dengan kode {kode}.",
    "indikator.rebuild_in_progress": "Data sedang dihitung ulang atau definisi lain sedang diterbitkan. Coba sebentar lagi.",
}
