"""The words of the pages: how a status, a stage, a step, a role is told to people. The glossary owns the nouns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perizinan.application.queries import BarisJejak
from perizinan.domain.layanan import Layanan
from perizinan.domain.rekomendasi import Rekomendasi

STATUS: Mapping[str, tuple[str, str]] = {
    "draf": ("netral", "Draf"),
    "diajukan": ("jalan", "Diajukan"),
    "lengkap": ("jalan", "Lengkap"),
    "dikembalikan": ("jeda", "Menunggu perbaikan"),
    "disetujui": ("baik", "Disetujui"),
    "diterbitkan": ("baik", "Terbit"),
    "diserahkan": ("baik", "Diserahkan"),
    "ditolak": ("bahaya", "Ditolak"),
    "ditarik": ("netral_palang", "Ditarik"),
    "dianggap_ditarik": ("netral_palang", "Dianggap ditarik"),
    "dianggap_dikabulkan": ("perhatian", "Dianggap dikabulkan"),
}
"""The shape and the word of each status of a permohonan."""

_TAHAP = {
    "verifikasi_berkas": "Verifikasi",
    "rekomendasi": "Rekomendasi",
    "persetujuan": "Persetujuan",
    "tte": "Tanda tangan",
    "penyerahan": "Penyerahan",
}

_SINGKATAN = frozenset({"sip", "pbg", "slf"})
_AKIBAT = {"eskalasi": "diam, diberitahukan kepada atasan", "tanpa_keberatan": "dicatat tanpa keberatan"}

IZIN: Mapping[str, tuple[str, str]] = {
    "aktif": ("baik", "Berlaku"),
    "diperpanjang": ("baik", "Diperpanjang"),
    "diubah": ("netral", "Diubah dengan izin baru"),
    "dibekukan": ("jeda", "Dibekukan"),
    "dicabut": ("bahaya", "Dicabut"),
    "dibatalkan": ("bahaya", "Dibatalkan"),
    "kedaluwarsa": ("netral_palang", "Kedaluwarsa"),
}
"""The shape and the word of each status of a licence."""

LANGKAH: Mapping[str, str] = {
    "create": "Draf dibuat",
    "submit": "Diajukan",
    "assign": "Ditugaskan",
    "accept": "Dinyatakan lengkap",
    "return": "Dikembalikan untuk diperbaiki",
    "resubmit": "Perbaikan dikirim",
    "give": "Rekomendasi diberikan",
    "approve": "Disetujui",
    "reject": "Ditolak",
    "issue": "Izin terbit",
    "hand_over": "Izin diserahkan",
    "withdraw": "Ditarik pemohon",
    "deem_withdrawn": "Dianggap ditarik",
    "deem_granted": "Dianggap dikabulkan",
    "lapse_rekomendasi": "Rekomendasi lewat tenggat",
    "reschedule": "Jatuh tempo dihitung ulang",
    "answer_survei": "Survei diisi",
}

PERAN: Mapping[str, str] = {
    "pemohon": "Pemohon",
    "petugas": "Petugas loket",
    "verifikator": "Verifikator",
    "mitra": "Mitra",
    "kabid": "Kabid",
    "kadis": "Kadis",
    "admin": "Admin",
    "pelanggan": "Pelanggan peristiwa",
    "sistem": "Sistem",
}

KANAL: Mapping[str, str] = {
    "daring": "Daring",
    "loket": "Loket",
    "pos": "Pos",
    "surel": "Surel",
    "internal": "Internal",
}

JENIS_PEMOHON: Mapping[str, str] = {"perorangan": "Perorangan", "badan_usaha": "Badan usaha"}

KATEGORI: Mapping[str, str] = {
    "kesehatan": "Kesehatan",
    "bangunan": "Bangunan",
    "reklame": "Reklame",
    "lingkungan": "Lingkungan",
    "pemakaman": "Pemakaman",
    "perhubungan": "Perhubungan",
    "penelitian": "Penelitian",
    "pendidikan": "Pendidikan",
    "jalan": "Jalan",
    "ketertiban": "Keramaian",
}

KOMPONEN: Mapping[str, str] = {
    "persyaratan": "Persyaratan",
    "prosedur": "Sistem, mekanisme, dan prosedur",
    "jangka_waktu": "Jangka waktu",
    "biaya": "Biaya",
    "produk": "Produk",
    "pengaduan": "Pengaduan, saran, dan masukan",
    "dasar_hukum": "Dasar hukum",
    "sarana": "Sarana dan fasilitas",
    "kompetensi": "Kompetensi pelaksana",
    "pengawasan_internal": "Pengawasan internal",
    "jumlah_pelaksana": "Jumlah pelaksana",
    "jaminan_pelayanan": "Jaminan pelayanan",
    "jaminan_keamanan": "Jaminan keamanan dan keselamatan",
    "evaluasi_kinerja": "Evaluasi kinerja pelaksana",
}
"""The 14 components of the standard."""

ALASAN_TOLAK: Mapping[str, str] = {
    "syarat_tidak_terpenuhi": "Syarat pada standar pelayanan tidak terpenuhi",
    "data_tidak_benar": "Data atau dokumen tidak benar",
    "rekomendasi_ditolak": "Perangkat daerah teknis menolak",
    "tata_ruang": "Lokasi tidak sesuai tata ruang",
    "bukan_kewenangan": "Bukan kewenangan kabupaten",
}
"""Why a permohonan may be rejected: the code goes out with the fact."""

TENGGAT: Mapping[str, str] = {
    "lewat": "Lewat tenggat",
    "hari_ini": "Jatuh tempo hari ini",
    "dijeda": "Dijeda",
    "menunggu_mitra": "Menunggu mitra",
}


def tell_tahap(status: str, tahap: str) -> str:
    """Return what a file waits for, in one word."""
    if status == "dikembalikan":
        return "Perbaikan"
    return _TAHAP.get(tahap) or STATUS[status][1]


def shorten_layanan(kode: str) -> str:
    """Return the layanan as colleagues call it, for lists: ``SIP dokter``, ``Izin reklame``."""
    first, *rest = kode.split("-")
    return " ".join([first.upper() if first in _SINGKATAN else first.capitalize(), *rest])


def tell_alasan(row: BarisJejak, layanan: Layanan, opd: Mapping[str, str]) -> str:
    """Return the reason of a row of the trail with its codes in words."""
    syarat = {satu.kode: satu.nama for satu in layanan.syarat}
    names: Mapping[str, Mapping[str, str]] = {
        "give": opd,
        "lapse_rekomendasi": opd,
        "return": syarat,
        "reject": ALASAN_TOLAK,
    }
    if row.langkah == "assign" or row.langkah not in names:
        return "" if row.langkah == "assign" else row.alasan
    parts = [part.partition(": ") for part in (row.alasan.split("; ") if row.langkah == "return" else [row.alasan])]
    known = names[row.langkah]
    return "; ".join(f"{known.get(code, code)}{colon}{_AKIBAT.get(rest, rest)}" for code, colon, rest in parts)


def tell_biaya(layanan: Layanan) -> str:
    """Return what a layanan costs."""
    if layanan.retribusi is None:
        return "Menurut Perda"
    return f"Rp{layanan.retribusi:,.0f}".replace(",", ".")


def tell_masa(layanan: Layanan) -> str:
    """Return how long a licence holds."""
    masa = layanan.masa_berlaku
    if masa is None:
        return "Selama tidak ada perubahan"
    parts = [f"{masa.tahun} tahun" if masa.tahun else "", f"{masa.bulan} bulan" if masa.bulan else ""]
    return " ".join(part for part in parts if part)


def tell_hasil(tugas: Rekomendasi) -> tuple[str, str]:
    """Return the shape and the word of a task that is over; of an open one the deadline speaks instead."""
    if tugas.is_refused:
        return "bahaya", "Menolak"
    if tugas.hasil is None:
        return "netral", "Tanpa keberatan"
    return "baik", "Setuju bersyarat" if tugas.ketentuan else "Setuju"


def tell_nilai(nilai: Any) -> str:
    """Return what was filled in, in words."""
    if isinstance(nilai, bool):
        return "Ya" if nilai else "Tidak"
    return "belum ada" if nilai in (None, "") else str(nilai)
