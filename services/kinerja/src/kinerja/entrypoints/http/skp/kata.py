"""The words of the pages of SKP for what stands in the tables."""

from __future__ import annotations

from collections.abc import Mapping

STATUS: Mapping[str, tuple[str, str]] = {
    "draf": ("netral", "Draf"),
    "diajukan": ("jalan", "Diajukan"),
    "dikembalikan": ("perhatian", "Dikembalikan"),
    "ditetapkan": ("baik", "Ditetapkan"),
    "usul_perubahan": ("jeda", "Usul perubahan"),
    "ditutup": ("netral", "Ditutup"),
}
JENIS: Mapping[str, str] = {"utama": "Utama", "tambahan": "Tambahan"}
ASPEK: Mapping[str, str] = {"kuantitas": "Kuantitas", "kualitas": "Kualitas", "waktu": "Waktu", "biaya": "Biaya"}
ALASAN_PERUBAHAN: Mapping[str, str] = {
    "pejabat_berganti": "Pergantian pejabat",
    "strategi_program_anggaran": "Perubahan strategi, program, atau anggaran",
    "prioritas_asumsi": "Perubahan prioritas atau asumsi",
    "sakit_cuti_lebih_sebulan": "Sakit atau cuti lebih dari satu bulan",
    "tugas_lain_lebih_sebulan": "Tugas lain lebih dari satu bulan",
    "persetujuan_menteri": "Alasan lain dengan persetujuan Menteri",
}
BEDA: Mapping[str, tuple[str, str]] = {
    "tetap": ("netral", "Tetap"),
    "berubah": ("perhatian", "Berubah"),
    "baru": ("baik", "Baru"),
    "hilang": ("bahaya", "Dihapus"),
}
LAMPIRAN: Mapping[str, str] = {
    "dukungan_sumber_daya": "Dukungan sumber daya",
    "skema_pertanggungjawaban": "Skema pertanggungjawaban",
    "konsekuensi": "Konsekuensi",
}
AKSI: Mapping[str, str] = {
    "create_skp": "Disusun",
    "write_skp": "Hasil kerja diubah",
    "submit_skp": "Diajukan",
    "return_skp": "Dikembalikan",
    "establish_skp": "Ditetapkan",
    "propose_change": "Perubahan diusulkan",
    "withdraw_change": "Usul perubahan ditarik",
    "record_dialog": "Dialog kinerja dicatat",
    "close_skp": "Ditutup",
}
ALASAN_PENUTUPAN: Mapping[str, str] = {
    "akhir_tahun": "Tahunnya berakhir",
    "pindah": "Pindah jabatan",
    "berhenti": "Berhenti",
}
KETERANGAN: Mapping[str, str] = {
    **ALASAN_PERUBAHAN,
    **ALASAN_PENUTUPAN,
    "lepas_tautan": "Tautan hasil kerja bawahan dilepaskan",
}
"""What the audit trail says besides the act."""
TERSIMPAN: Mapping[str, str] = {
    "baru": "SKP tersimpan sebagai draf",
    "ubah": "Perubahan tersimpan",
    "submit": "SKP diajukan kepada penilai",
    "return": "SKP dikembalikan kepada pegawai",
    "establish": "SKP ditetapkan",
    "dialog": "Dialog kinerja tercatat",
    "propose-change": "SKP dibuka untuk perubahan",
    "withdraw-change": "Usul perubahan ditarik",
}
"""What a page says after a step."""
