"""Sample figures of the gallery, those of the reference pictures. No person of this list exists."""

from __future__ import annotations

from typing import Any

from tampilan.grafik import Lintas
from tampilan.tenggat import Tenggat


def _berkas(
    nomor: str, pemohon: str, layanan: str, tahap: str, mitra: str, petugas: str, tenggat: Tenggat
) -> dict[str, Any]:
    return {
        "id": nomor,
        "nomor": nomor,
        "pemohon": pemohon,
        "layanan": layanan,
        "tahap": tahap,
        "mitra": mitra,
        "petugas": petugas,
        "tenggat": tenggat,
    }


def _hari(pakai: int, total: int, *, dijeda: bool = False) -> Tenggat:
    return Tenggat(pakai=pakai, total=total, dijeda=dijeda)


ANTREAN = [
    _berkas("PRZ-2026-0391", "CV Cahaya Simpul", "Izin reklame", "Rekomendasi", "3 dari 4", "Anda", _hari(6, 5)),
    _berkas("PRZ-2026-0396", "Rahma A., perawat", "SIP perawat", "Persetujuan", "1 dari 1", "Kabid", _hari(5, 5)),
    _berkas("PRZ-2026-0398", "Klinik Pratama Melati", "SIP apoteker", "Rekomendasi", "0 dari 1", "Anda", _hari(5, 5)),
    _berkas("PRZ-2026-0403", "CV Cahaya Simpul", "Izin reklame", "Rekomendasi", "2 dari 4", "Anda", _hari(4, 5)),
    _berkas(
        "PRZ-2026-0411", "Universitas Cikarang", "Keterangan penelitian", "Verifikasi", "0 dari 1", "Anda", _hari(2, 3)
    ),
    _berkas("PRZ-2026-0406", "Bayu P., dokter", "SIP dokter", "Rekomendasi", "0 dari 1", "Rekan B", _hari(3, 5)),
    _berkas("PRZ-2026-0413", "Intan M., bidan", "SIP bidan", "Rekomendasi", "0 dari 1", "Anda", _hari(2, 5)),
    _berkas("PRZ-2026-0420", "PT Griya Tambun", "PBG rumah tinggal", "Verifikasi", "0 dari 2", "Anda", _hari(1, 5)),
    _berkas(
        "PRZ-2026-0418", "Sekar W., dokter", "SIP dokter", "Perbaikan", "0 dari 1", "Pemohon", _hari(2, 5, dijeda=True)
    ),
    _berkas("PRZ-2026-0377", "Koperasi Setu Jaya", "Izin trayek", "Tinjauan", "1 dari 2", "Dishub", _hari(9, 14)),
]

KOLOM_ANTREAN = [
    {"kunci": "tenggat", "kata": "Tenggat", "arah": "naik", "kartu": 1},
    {"kunci": "hari", "kata": "Hari kerja", "kartu": 4},
    {"kunci": "nomor", "kata": "Nomor", "utama": True, "kartu": 3},
    {"kunci": "pemohon", "kata": "Pemohon", "kartu": 5},
    {"kunci": "layanan", "kata": "Layanan", "kartu": 7},
    {"kunci": "tahap", "kata": "Tahap", "kartu": 6},
    {"kunci": "mitra", "kata": "Mitra", "kartu": 8},
    {"kunci": "petugas", "kata": "Petugas", "sembunyi": True},
]

REKOMENDASI = [
    {
        "nama": "Badan Pendapatan Daerah",
        "keterangan": "Pajak reklame lunas, bukti terlampir",
        "jenis": "baik",
        "kata": "Setuju",
        "pakai": 1,
        "total": 3,
        "selesai": True,
        "tanggal": "12 Mei",
        "tindakan": {"kata": "Lihat", "tautan": "/r/1"},
    },
    {
        "nama": "Dinas Perumahan dan Permukiman",
        "keterangan": "Setuju dengan 2 ketentuan",
        "jenis": "baik",
        "kata": "Setuju bersyarat",
        "pakai": 2,
        "total": 3,
        "selesai": True,
        "tanggal": "13 Mei",
        "tindakan": {"kata": "Lihat", "tautan": "/r/2"},
    },
    {
        "nama": "Satpol PP",
        "keterangan": "Belum dibuka, sudah diingatkan dua kali",
        "jenis": "bahaya",
        "kata": "Lewat 1 hari kerja",
        "pakai": 3,
        "total": 3,
        "lewat": 1,
        "tanggal": "18 Mei",
        "tindakan": {"kata": "Ingatkan", "tautan": "/r/3"},
    },
    {
        "nama": "Dinas Perhubungan",
        "keterangan": "Tinjauan lapangan hari ini 14.00",
        "jenis": "perhatian",
        "kata": "Jatuh tempo hari ini",
        "pakai": 4,
        "total": 4,
        "tanggal": "19 Mei",
        "tindakan": {"kata": "Ingatkan", "tautan": "/r/4"},
    },
]

KALENDER: dict[str, Any] = {
    "jatuh_tempo": "2026-05-25",
    "hari": [
        {"tanggal": "2026-05-11", "status": "mulai", "keterangan": None},
        {"tanggal": "2026-05-12", "status": "terhitung", "keterangan": None},
        {"tanggal": "2026-05-13", "status": "terhitung", "keterangan": "jeda"},
        {"tanggal": "2026-05-14", "status": "libur", "keterangan": "Kenaikan"},
        {"tanggal": "2026-05-15", "status": "cuti_bersama", "keterangan": None},
        {"tanggal": "2026-05-16", "status": "akhir_pekan", "keterangan": None},
        {"tanggal": "2026-05-17", "status": "akhir_pekan", "keterangan": None},
        {"tanggal": "2026-05-18", "status": "jeda", "keterangan": None},
        {"tanggal": "2026-05-19", "status": "jeda", "keterangan": None},
        {"tanggal": "2026-05-20", "status": "jeda", "keterangan": "lanjut"},
        {"tanggal": "2026-05-21", "status": "terhitung", "keterangan": None},
        {"tanggal": "2026-05-22", "status": "terhitung", "keterangan": None},
        {"tanggal": "2026-05-23", "status": "akhir_pekan", "keterangan": None},
        {"tanggal": "2026-05-24", "status": "akhir_pekan", "keterangan": None},
        {"tanggal": "2026-05-25", "status": "terhitung", "keterangan": None},
    ],
}

BULAN = ["Mei 2025", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des", "Jan 2026", "Feb", "Mar", "Apr"]
NILAI = [88.2, 89.0, 90.4, 89.9, 91.3, 92.0, 91.1, 92.8, 93.5, 92.2, 93.1, 94.0]
TARGET = [90] * 8 + [95] * 4
LINTAS = [Lintas(nama="Kabupaten", nilai=NILAI)]

SEGAR: dict[str, str | None] = {"sampai": "07.58", "lambat": None}
LAMBAT: dict[str, str | None] = {"sampai": "04.58", "lambat": "tertinggal 3 jam"}


def _indikator(
    nama: str,
    kode: str,
    nilai: str,
    takar: tuple[float, float, float] | None,
    target: str,
    status: tuple[str, str] | None,
    tren: list[float],
    garis: float | None,
    perubahan: str,
    kesegaran: dict[str, str | None],
) -> dict[str, Any]:
    return {
        "nama": nama,
        "kode": kode,
        "tautan": "/halaman/indikator",
        "nilai": nilai,
        "target": target,
        "perubahan": perubahan,
        "takar": dict(zip(("nilai", "target", "maks"), takar, strict=True)) if takar else None,
        "status": dict(zip(("jenis", "kata"), status, strict=True)) if status else None,
        "tren": {"nilai": tren, "target": garis},
        "kesegaran": kesegaran,
    }


BAWAH, SESUAI, LEBIH = ("perhatian", "Di bawah target"), ("baik", "Sesuai target"), ("baik", "Melampaui target")
KELOMPOK = [
    {
        "judul": "Layanan perizinan",
        "indikator": [
            _indikator(
                "Diputus tepat waktu",
                "ppt.tepat_waktu",
                "94,00%",
                (94, 95, 100),
                "95%",
                BAWAH,
                NILAI,
                95,
                "+0,90",
                SEGAR,
            ),
            _indikator(
                "Median hari sampai terbit",
                "ppt.median_hari_kerja",
                "4 hari",
                (4, 4, 8),
                "paling lama 4",
                SESUAI,
                [6, 6, 5, 5, 5, 5, 5, 4, 4, 5, 4, 4],
                4,
                "0",
                SEGAR,
            ),
            _indikator(
                "Masuk secara daring",
                "ppt.daring",
                "87,38%",
                (87.38, 85, 100),
                "85%",
                LEBIH,
                [70, 71.5, 73, 74, 77, 78.5, 79.5, 81.5, 83, 84.5, 86.1, 87.4],
                85,
                "+1,28",
                SEGAR,
            ),
            _indikator(
                "Rekomendasi mitra tepat waktu",
                "ppt.rekomendasi_tepat_waktu",
                "89,27%",
                (89.27, 90, 100),
                "90%",
                BAWAH,
                [90.2, 91.3, 91, 89.6, 90.6, 91.8, 90.1, 87.6, 88.4, 91, 90.1, 89.3],
                90,
                "\u22120,83",
                SEGAR,
            ),
            _indikator(
                "Permohonan masuk",
                "ppt.permohonan_masuk",
                "214",
                None,
                "tanpa target",
                None,
                [150, 163, 160, 175, 184, 182, 196, 168, 201, 194, 209, 214],
                None,
                "+5",
                SEGAR,
            ),
            _indikator(
                "Permohonan diputus",
                "ppt.diputus",
                "200",
                None,
                "tanpa target",
                None,
                [141, 150, 155, 166, 178, 186, 190, 184, 195, 168, 174, 200],
                None,
                "+26",
                SEGAR,
            ),
        ],
    },
    {
        "judul": "Kinerja pegawai",
        "indikator": [
            _indikator(
                "SKP ditetapkan",
                "asn.skp_ditetapkan",
                "97,42%",
                (97.42, 100, 100),
                "100%",
                ("bahaya", "Di bawah ambang 98%"),
                [95, 95.2, 95.3, 95.4, 95.6, 95.6, 95.7, 95.7, 80, 92, 96.1, 97.4],
                98,
                "+1,32",
                LAMBAT,
            ),
            _indikator(
                "Predikat paling rendah Baik",
                "asn.predikat_baik",
                "91,06%",
                (91.06, 90, 100),
                "90%",
                LEBIH,
                [85, 85.7, 87.6, 86.9, 88, 89.3, 89.9, 90, 90.1, 90.1, 90.8, 91.1],
                90,
                "+0,26",
                LAMBAT,
            ),
        ],
    },
]

INSTRUMEN = [
    {
        "nama": "SAKIP 2025",
        "tautan": "/i/sakip",
        "nilai": "70,75",
        "kategori": "BB",
        "kata": "Sangat baik",
        "komponen": [
            {"nama": "Perencanaan", "nilai": 23.25, "bobot": 30},
            {"nama": "Pengukuran", "nilai": 21, "bobot": 30},
            {"nama": "Pelaporan", "nilai": 10.5, "bobot": 15},
            {"nama": "Evaluasi internal", "nilai": 16, "bobot": 25},
        ],
    },
    {
        "nama": "IPP 2025",
        "tautan": "/i/ipp",
        "nilai": "3,87",
        "kategori": "B",
        "kata": "Baik",
        "komponen": [
            {"nama": "Kebijakan", "nilai": 20, "bobot": 24},
            {"nama": "Profesionalisme", "nilai": 19, "bobot": 25},
            {"nama": "Sarana", "nilai": 13, "bobot": 18},
            {"nama": "Sistem informasi", "nilai": 9, "bobot": 11},
            {"nama": "Pengaduan", "nilai": 8, "bobot": 10},
            {"nama": "Inovasi", "nilai": 8, "bobot": 12},
        ],
    },
    {
        "nama": "SKM triwulan I",
        "tautan": "/i/skm",
        "nilai": "82,78",
        "kategori": "B",
        "kata": "Baik",
        "komponen": [{"nama": "Sembilan unsur", "nilai": 82.78, "bobot": 100}],
    },
    {
        "nama": "Indeks RB 2025",
        "tautan": "/i/rb",
        "nilai": "77,61",
        "kategori": "BB",
        "kata": "Sangat baik",
        "komponen": [
            {"nama": "Strategi", "nilai": 9, "bobot": 10},
            {"nama": "Capaian sasaran", "nilai": 32, "bobot": 40},
            {"nama": "Kebijakan", "nilai": 36, "bobot": 50},
        ],
    },
]

KUADRAN = [
    [
        {"nilai": "di_atas:di_bawah", "predikat": "Kurang"},
        {"nilai": "di_atas:sesuai", "predikat": "Baik"},
        {"nilai": "di_atas:di_atas", "predikat": "Sangat baik"},
    ],
    [
        {"nilai": "sesuai:di_bawah", "predikat": "Kurang"},
        {"nilai": "sesuai:sesuai", "predikat": "Baik"},
        {"nilai": "sesuai:di_atas", "predikat": "Baik"},
    ],
    [
        {"nilai": "di_bawah:di_bawah", "predikat": "Sangat kurang"},
        {"nilai": "di_bawah:sesuai", "predikat": "Butuh perbaikan"},
        {"nilai": "di_bawah:di_atas", "predikat": "Butuh perbaikan"},
    ],
]
TALENTA = {
    n: {"jumlah": j, "tautan": f"/talenta/{n}"}
    for n, j in zip(range(1, 10), (1, 9, 6, 3, 38, 2, 11, 12, 4), strict=True)
}
SEBARAN = [
    {"kunci": "sangat_baik", "kata": "Sangat baik", "jumlah": 3},
    {"kunci": "baik", "kata": "Baik", "jumlah": 14},
    {"kunci": "butuh_perbaikan", "kata": "Butuh perbaikan", "jumlah": 2},
    {"kunci": "kurang", "kata": "Kurang", "jumlah": 1},
    {"kunci": "sangat_kurang", "kata": "Sangat kurang", "jumlah": 0},
]
