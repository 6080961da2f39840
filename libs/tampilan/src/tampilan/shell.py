"""Hang the shell into a Flask app: templates, assets, filters, globals, theme."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Flask, request
from markupsafe import Markup

from tampilan import angka, grafik, samaran, tema, waktu
from tampilan.aset import DIST, AsetManifest, serve_aset
from tampilan.kalender import build_pekan, describe_bulan
from tampilan.katalog import Katalog
from tampilan.navigasi import Akun, RailGroup, RailItem, Service, is_current
from tampilan.tenggat import Tenggat, describe_takar

NAMA_LAYANAN: dict[Service, str] = {"perizinan": "Perizinan", "kinerja": "Kinerja", "pelaporan": "Pelaporan"}

FILTERS: dict[str, Callable[..., str]] = {
    "tanggal": waktu.format_tanggal,
    "tanggal_pendek": waktu.format_tanggal_pendek,
    "jam": waktu.format_jam,
    "waktu": waktu.format_waktu,
    "waktu_pendek": waktu.format_waktu_pendek,
    "rentang": waktu.format_rentang,
    "angka": angka.format_angka,
    "persen": angka.format_persen,
    "rupiah": angka.format_rupiah,
    "selisih": angka.format_selisih,
    "satuan": angka.format_satuan,
    "id_pendek": samaran.shorten_id,
    "samar_nama": samaran.mask_nama,
    "samar_nomor": samaran.mask_nomor,
    "samar_surel": samaran.mask_surel,
}


@dataclass(frozen=True, kw_only=True)
class Shell:
    """What the layouts need to know of the service around them; ``shell`` in every template."""

    service: Service
    nama: str
    alamat: Mapping[str, str]
    nav: Callable[[], Sequence[RailGroup]] | None = None
    akun: Callable[[], Akun | None] | None = None
    tautan_publik: Callable[[], Sequence[RailItem]] | None = None
    cari: str | None = None
    katalog: Katalog = field(default_factory=Katalog)

    def rail(self) -> Sequence[RailGroup]:
        """Return the rail of this request, empty where the service has none."""
        return self.nav() if self.nav else ()

    def orang(self) -> Akun | None:
        """Return who is signed in."""
        return self.akun() if self.akun else None

    def publik(self) -> Sequence[RailItem]:
        """Return the links of the public header: the service's own, or the five of the house."""
        if self.tautan_publik:
            return self.tautan_publik()
        perizinan = self.alamat.get("perizinan", "")
        return (
            RailItem(kata="Layanan", tautan=f"{perizinan}/"),
            RailItem(kata="Lacak permohonan", tautan=f"{perizinan}/lacak"),
            RailItem(kata="Hitung hari kerja", tautan=f"{perizinan}/hitung-hari-kerja"),
            RailItem(kata="Periksa izin", tautan=f"{perizinan}/izin/periksa"),
            RailItem(kata="Pengaduan", tautan=f"{perizinan}/pengaduan"),
        )

    def layanan(self) -> list[tuple[Service, str, str]]:
        """Return key, name and address of the services the account has; all three where it does not say."""
        orang = self.orang()
        own = orang.layanan if orang and orang.layanan else frozenset(NAMA_LAYANAN)
        return [(k, n, self.alamat.get(k, "/")) for k, n in NAMA_LAYANAN.items() if k in own or k == self.service]


def init_tampilan(
    app: Flask,
    *,
    service: Service,
    nama: str,
    alamat: Mapping[str, str],
    nav: Callable[[], Sequence[RailGroup]] | None = None,
    akun: Callable[[], Akun | None] | None = None,
    tautan_publik: Callable[[], Sequence[RailItem]] | None = None,
    cari: str | None = None,
    katalog: Mapping[str, str] | None = None,
) -> Shell:
    """Register the shell on ``app``.

    ``nama`` stands under the mark (the regency), ``alamat`` maps the three services to their base addresses,
    ``nav`` gives the rail of the request, ``akun`` who is signed in, ``tautan_publik`` the public header's links,
    ``cari`` the address of the search form (no search box without it), ``katalog`` sentences of the service's own codes.
    """
    shell = Shell(
        service=service,
        nama=nama,
        alamat=alamat,
        nav=nav,
        akun=akun,
        tautan_publik=tautan_publik,
        cari=cari,
        katalog=Katalog(katalog),
    )
    app.extensions["tampilan"] = shell
    if not DIST.is_dir():
        app.logger.warning("tampilan: assets are missing; run python -m tampilan.build")
    app.register_blueprint(_build_blueprint())
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(_build_globals(shell))
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    return shell


def _build_blueprint() -> Blueprint:
    blueprint = Blueprint("tampilan", __name__, template_folder="templates")
    blueprint.add_url_rule("/aset/<path:nama>", "aset", serve_aset)
    blueprint.add_url_rule("/tema", "tema", tema.change_tema, methods=["POST"])
    return blueprint


def _build_globals(shell: Shell) -> dict[str, Any]:
    manifest = AsetManifest.read()
    return {
        "shell": shell,
        "saat_ini": read_now,
        "aset": manifest.address,
        "teks": shell.katalog,
        "pilihan_kini": tema.read_pilihan,
        "pilihan_kata": tema.PILIHAN,
        "pilihan_judul": tema.JUDUL,
        "tema_atribut": tema.ATRIBUT,
        "is_current": is_current,
        "tenggat": Tenggat,
        "describe_takar": describe_takar,
        "build_pekan": build_pekan,
        "describe_bulan": describe_bulan,
        "format_rentang": waktu.format_rentang,
        "tautan_dengan": change_query,
        "tambah_kelas": join_kelas,
        "grafik": grafik,
    }


def read_now() -> datetime:
    """Return the moment of printing."""
    return datetime.now(UTC)


def change_query(**ubah: str | int | None) -> str:
    """Return this page's address with some query parameters changed; ``None`` takes one away."""
    kept = [(k, v) for k, v in request.args.items(multi=True) if k not in ubah]
    query = urlencode([*kept, *((k, v) for k, v in ubah.items() if v is not None)])
    return f"{request.path}?{query}" if query else request.path


def join_kelas(*kelas: str | None) -> Markup:
    """Join class names, leaving out what is empty."""
    return Markup(" ").join(k for k in kelas if k)
