"""The sentences that people read when something is refused, by stable code."""

from __future__ import annotations

from collections.abc import Mapping

KALIMAT: Mapping[str, str] = {
    "organisasi.not_found": "Perangkat daerah ini tidak ada, atau bukan perangkat daerah Anda.",
    "unit.not_found": "Unit ini tidak ada, atau bukan bagian dari perangkat daerah Anda.",
    "skp.not_found": "SKP ini tidak ada, atau bukan milik Anda maupun bawahan Anda.",
    "versi.not_found": "SKP ini tidak punya versi itu. Lihat daftar versinya.",
    "skp.already_exists": "Anda sudah punya SKP untuk tahun itu. Buka SKP yang ada, atau usulkan perubahannya.",
    "skp.transition_not_allowed": "Langkah ini tidak cocok dengan keadaan SKP sekarang. Muat ulang untuk melihatnya.",
    "skp.own": "Ini SKP Anda sendiri. Atasan langsung Anda yang menetapkan atau mengembalikannya.",
    "skp.not_established": "Pegawai ini belum punya SKP yang ditetapkan untuk tahun itu. Tetapkan SKP-nya lebih dahulu.",
    "evaluasi.not_found": "Evaluasi ini tidak ada, atau bukan milik Anda maupun bawahan Anda.",
    "evaluasi.already_exists": "Pegawai ini sudah dievaluasi untuk periode itu. Buka evaluasi yang ada.",
    "evaluasi.transition_not_allowed": "Langkah ini tidak cocok dengan keadaan evaluasi sekarang. Muat ulang untuk melihatnya.",
    "evaluasi.own": "Ini evaluasi Anda sendiri. Atasan Anda yang menilai dan menetapkannya.",
    "evaluasi.signed_by_you": "Anda menetapkan evaluasi ini, jadi orang lain yang memutus keberatannya.",
    "evaluasi.closed": "Evaluasi periode ini sudah ditutup untuk unit itu. Yang masih dapat diajukan hanya keberatan.",
    "evaluasi.not_complete": "Belum semua pegawai unit ini punya evaluasi yang ditetapkan untuk periode itu.",
    "capaian.not_set": "Capaian organisasi unit ini belum ditetapkan untuk periode itu. Tetapkan lebih dahulu.",
    "keberatan.no_decider": "Evaluasi ini ditetapkan PPK. Tidak ada pejabat di atas PPK yang dapat memutus keberatannya.",
    "keberatan.too_late": "Tenggat keberatan sudah lewat: 14 hari sejak evaluasi diterima.",
    "umpan_balik.not_found": "Umpan balik ini tidak ada, atau bukan untuk Anda maupun bawahan Anda.",
    "umpan_balik.own": "Umpan balik datang dari orang lain. Tanggapan atas umpan balik Anda tulis pada umpan balik itu.",
    "umpan_balik.not_close": "Umpan balik diberikan kepada atasan, rekan seatasan, dan bawahan. Pegawai ini bukan salah satunya.",
    "umpan_balik.transition_not_allowed": "Umpan balik ini sudah ditanggapi.",
    "pegawai.not_found": "Pegawai ini tidak ada, atau bukan pegawai perangkat daerah Anda.",
    "indikator.not_found": "Indikator ini tidak ada, atau bukan indikator perangkat daerah Anda.",
    "realisasi.not_found": "Belum ada realisasi untuk triwulan ini.",
    "realisasi.transition_not_allowed": "Tidak ada selisih yang menunggu pilihan untuk triwulan ini.",
    "simpul.not_found": "Sasaran ini tidak ada, atau bukan sasaran perangkat daerah Anda.",
    "simpul.transition_not_allowed": "Sasaran ini sudah ditetapkan. Ubah isinya bila perlu.",
    "perjanjian.not_found": "Perjanjian kinerja ini tidak ada, atau bukan milik perangkat daerah Anda.",
    "perjanjian.transition_not_allowed": "Perjanjian ini tidak dapat diubah begitu dalam keadaannya sekarang.",
    "perjanjian.not_your_turn": "Pihak pertama menandatangani lebih dahulu, lalu pihak kedua.",
    "sanggahan.not_found": "Sanggahan ini tidak ada, atau bukan tentang indikator perangkat daerah Anda.",
    "sanggahan.transition_not_allowed": "Sanggahan ini sudah diputus.",
    "kalender.year_missing": "Kalender untuk tahun itu belum ada, jadi hari kerjanya belum dapat dihitung.",
    "kalkulator.not_found": "Kalkulator ini tidak ada. Lihat daftarnya pada halaman Hitung sendiri.",
    "pegawai.transition_not_allowed": "Perubahan ini tidak cocok dengan keadaan pegawai sekarang. Periksa apakah ia masih aktif.",
}
