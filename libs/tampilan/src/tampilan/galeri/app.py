"""A Flask app around the shell alone, with sample figures and the content security policy of the house."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask, Response, render_template
from flask_wtf.csrf import CSRFProtect  # type: ignore[import-untyped]

from tampilan.galat import register_galat
from tampilan.galeri import contoh
from tampilan.navigasi import Akun, RailGroup, RailItem, Service
from tampilan.shell import init_tampilan

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Halaman:
    """One page of the gallery and the service it plays."""

    nama: str
    judul: str
    service: Service
    petugas: bool


HALAMAN = (
    Halaman("komponen", "Komponen", "perizinan", False),
    Halaman("beranda", "Beranda", "perizinan", False),
    Halaman("ajukan", "Ajukan, galat", "perizinan", False),
    Halaman("lacak", "Lacak", "perizinan", False),
    Halaman("hitung", "Hitung hari kerja", "perizinan", False),
    Halaman("hasil", "Permohonan terkirim", "perizinan", False),
    Halaman("kotak-masuk", "Kotak masuk", "perizinan", True),
    Halaman("berkas", "Berkas", "perizinan", True),
    Halaman("skp", "SKP", "kinerja", True),
    Halaman("evaluasi", "Evaluasi", "kinerja", True),
    Halaman("dasbor", "Dasbor", "pelaporan", True),
    Halaman("indikator", "Indikator", "pelaporan", True),
    Halaman("komponen-petugas", "Komponen petugas", "perizinan", True),
)


def create_galeri(service: Service = "perizinan") -> Flask:
    """Return the gallery dressed as ``service``; the header's strand is that of the service."""
    app = Flask(__name__, template_folder="templates")
    app.config.update(SECRET_KEY=secrets.token_hex(16), WTF_CSRF_TIME_LIMIT=None)
    CSRFProtect(app)
    init_tampilan(
        app,
        service=service,
        nama="Kabupaten Bekasi",
        alamat={"perizinan": "", "kinerja": "/halaman/skp?", "pelaporan": "/halaman/dasbor?"},
        nav=RAIL[service],
        akun=lambda: Akun(nama=AKUN[service], kabar=3),
        tautan_publik=link_publik,
        cari="/",
    )
    register_galat(app)
    app.add_url_rule("/", "depan", lambda: render_template("galeri/depan.html", halaman=HALAMAN))
    app.add_url_rule("/masuk", "masuk", lambda: render_template("tampilan/masuk.html", galat=None))
    app.add_url_rule("/halaman/<nama>", "halaman", show_halaman)
    app.after_request(_guard)
    return app


def show_halaman(nama: str) -> str:
    """Show one page with the sample figures."""
    return render_template(f"galeri/{nama}.html", contoh=contoh)


def link_publik() -> Sequence[RailItem]:
    """Return the five public links."""
    return (
        RailItem(kata="Layanan", tautan="/halaman/beranda"),
        RailItem(kata="Lacak permohonan", tautan="/halaman/lacak"),
        RailItem(kata="Hitung hari kerja", tautan="/halaman/hitung"),
        RailItem(kata="Kinerja layanan", tautan="/halaman/komponen"),
        RailItem(kata="Pengaduan", tautan="/halaman/hasil"),
    )


def _guard(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = CSP
    return answer


def _item(kata: str, jumlah: int | str | None = None, tautan: str | None = None, bentuk: str | None = None) -> RailItem:
    kunci = kata.lower().replace(" ", "-").replace(",", "")
    return RailItem(kata=kata, tautan=tautan or f"/rel/{kunci}", jumlah=jumlah, bentuk=bentuk)  # type: ignore[arg-type]


def _rail_perizinan() -> list[RailGroup]:
    return [
        RailGroup(
            judul="Kotak masuk",
            isi=[
                _item("Tugas saya", 18, "/halaman/kotak-masuk"),
                _item("Lewat tenggat", 1, bentuk="bahaya"),
                _item("Jatuh tempo hari ini", 2, bentuk="perhatian"),
                _item("Dijeda", 4),
                _item("Menunggu mitra", 5, "/halaman/berkas"),
            ],
        ),
        RailGroup(judul="Tampilan saya", isi=[_item("Reklame Cikarang", 6), _item("Perpanjangan SIP", 9)]),
        RailGroup(
            judul="Semua",
            isi=[_item("Permohonan"), _item("Izin terbit"), _item("Pengaduan", 3), _item("Retribusi")],
        ),
        RailGroup(judul="Katalog", isi=[_item("Layanan dan standar"), _item("Kalender hari kerja")]),
    ]


def _rail_kinerja() -> list[RailGroup]:
    return [
        RailGroup(
            judul="Saya",
            isi=[
                _item("SKP 2026", tautan="/halaman/skp"),
                _item("Realisasi dan bukti", 2),
                _item("Umpan balik", 4),
                _item("Pengembangan", "12 JP"),
            ],
        ),
        RailGroup(
            judul="Tim saya",
            isi=[
                _item("Evaluasi triwulan I", 14, "/halaman/evaluasi"),
                _item("Matriks peran-hasil"),
                _item("SKP tim", 3),
            ],
        ),
        RailGroup(
            judul="Organisasi",
            isi=[_item("Pohon kinerja"), _item("Perjanjian kinerja"), _item("Talenta, 9 kotak"), _item("Penempatan")],
        ),
    ]


def _rail_pelaporan() -> list[RailGroup]:
    return [
        RailGroup(
            judul="Indikator",
            isi=[
                _item("Dasbor", tautan="/halaman/dasbor"),
                _item("Di bawah target", 3, "/halaman/indikator", "perhatian"),
                _item("Semua indikator", 11),
                _item("Definisi dan versi"),
            ],
        ),
        RailGroup(
            judul="Instrumen",
            isi=[
                _item("SAKIP", "BB"),
                _item("IPP", "B"),
                _item("SKM", "B"),
                _item("Reformasi birokrasi", "BB"),
                _item("SPBE, SPIP, SPM"),
            ],
        ),
        RailGroup(judul="Laporan", isi=[_item("LKjIP 2025"), _item("Terbitan")]),
        RailGroup(
            judul="Data",
            isi=[_item("Kesegaran sumber", 1, bentuk="perhatian"), _item("Peristiwa gagal", 2, bentuk="perhatian")],
        ),
    ]


RAIL: dict[Service, Callable[[], list[RailGroup]]] = {
    "perizinan": _rail_perizinan,
    "kinerja": _rail_kinerja,
    "pelaporan": _rail_pelaporan,
}
AKUN: dict[Service, str] = {
    "perizinan": "Verifikator DPMPTSP",
    "kinerja": "Kabid Perizinan",
    "pelaporan": "Bagian Organisasi",
}
