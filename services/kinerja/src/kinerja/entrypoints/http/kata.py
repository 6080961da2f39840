"""The words of the pages for what stands in the tables."""

from __future__ import annotations

from collections.abc import Mapping

JENIS_UNIT: Mapping[str, str] = {
    "pemerintah_daerah": "Pemerintah daerah",
    "opd": "Perangkat daerah",
    "sekretariat": "Sekretariat",
    "asisten": "Asisten",
    "bagian": "Bagian",
    "bidang": "Bidang",
    "subbagian": "Subbagian",
    "seksi": "Seksi",
}
JENIS_JABATAN: Mapping[str, str] = {"struktural": "Struktural", "fungsional": "Fungsional", "pelaksana": "Pelaksana"}
JENJANG_JABATAN: Mapping[str, str] = {
    "jpt_pratama": "JPT pratama",
    "administrator": "Administrator",
    "pengawas": "Pengawas",
    "ahli_utama": "Ahli utama",
    "ahli_madya": "Ahli madya",
    "ahli_muda": "Ahli muda",
    "ahli_pertama": "Ahli pertama",
    "penyelia": "Penyelia",
    "mahir": "Mahir",
    "terampil": "Terampil",
    "pemula": "Pemula",
    "pelaksana": "Pelaksana",
}
AKSI: Mapping[str, str] = {
    "load_organisasi": "Data awal dimuat",
    "move_pegawai": "Dipindahkan",
    "assign_atasan": "Atasan ditetapkan",
    "follow_tree": "Atasan berganti mengikuti pohon organisasi",
    "deactivate_pegawai": "Dinonaktifkan",
    "reactivate_pegawai": "Diaktifkan kembali",
    "rename_unit": "Nama unit diganti",
}
PERAN: Mapping[str, str] = {
    "pegawai": "Pegawai",
    "penilai": "Penilai",
    "atasan_penilai": "Atasan penilai",
    "bkpsdm": "BKPSDM",
    "admin": "Admin",
}
ISIAN: Mapping[str, str] = {
    "unit_id": "Unit",
    "opd_kode": "Perangkat daerah",
    "jabatan_kode": "Jabatan",
    "atasan_id": "Atasan",
    "aktif": "Keadaan",
}
TERSIMPAN: Mapping[str, str] = {
    "move": "Perpindahan tersimpan",
    "assign-atasan": "Atasan tersimpan",
    "deactivate": "Pegawai dinonaktifkan",
    "reactivate": "Pegawai diaktifkan kembali",
    "rename": "Nama unit tersimpan",
}
"""What a page says after a change, by the action that led to it."""
