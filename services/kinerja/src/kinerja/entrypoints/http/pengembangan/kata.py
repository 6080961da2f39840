"""The words of the pages of development for what stands in the table."""

from __future__ import annotations

from collections.abc import Mapping

STATUS: Mapping[str, tuple[str, str]] = {
    "diusulkan": ("perhatian", "Diusulkan"),
    "ditolak": ("bahaya", "Ditolak"),
    "disetujui": ("baik", "Disetujui"),
    "berjalan": ("jalan", "Berjalan"),
    "selesai": ("perhatian", "Selesai, menunggu verifikasi"),
    "diverifikasi": ("baik", "Diverifikasi"),
}
KEADAAN: Mapping[str, str] = {"kurang": "Belum terpenuhi", "terpenuhi": "Terpenuhi"}
RUMPUN: Mapping[str, str] = {
    "manajerial": "Manajerial",
    "sosial_kultural": "Sosial kultural",
    "teknis": "Teknis",
}
TERSIMPAN: Mapping[str, str] = {
    "propose": "Usulan tersimpan. Atasan atau BKPSDM yang menyetujuinya",
    "approve": "Usulan masuk rencana pengembangan",
    "reject": "Usulan ditolak",
    "begin": "Kegiatan dimulai",
    "finish": "Sertifikat tersimpan. BKPSDM yang memverifikasinya",
    "verify": "Sertifikat terverifikasi, JP dihitung",
    "return": "Sertifikat dikembalikan kepada pegawai",
}
"""What a page says after a step."""
