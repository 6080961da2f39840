"""The sentences people read for the codes of pelaporan."""

from __future__ import annotations

from collections.abc import Mapping

KALIMAT: Mapping[str, str] = {
    "indikator.not_found": "Tidak ada indikator dengan kode {kode}.",
    "instrumen.not_found": "Kertas kerja instrumen itu tidak ada.",
    "instrumen.transition_not_allowed": "Kertas kerja ini sudah ditetapkan, atau belum. Muat ulang halaman.",
    "instrumen.not_established": "Kertas kerja ini belum ditetapkan. Tetapkan dahulu, lalu terbitkan laporannya.",
    "butir.not_found": "Instrumen ini tidak mempunyai butir {butir}.",
    "f03.not_found": "Jawaban pengguna itu tidak ada, atau sudah ditarik.",
    "laporan.not_found": "Laporan itu tidak ada.",
    "kalkulator.not_found": "Tidak ada kalkulator dengan kode {kode}.",
    "indikator.rebuild_in_progress": "Data sedang dihitung ulang atau definisi lain sedang diterbitkan. Coba sebentar lagi.",
}
