"""The service in the shell of the house: its places, and who is signed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Flask, request, url_for
from sqlalchemy import Engine

from chassis.consumer import list_dead_letters
from chassis.http import visitor
from chassis.identity import show_akun
from chassis.settings import SERVICES, Settings
from pelaporan.application.wewenang import Scope
from pelaporan.entrypoints.problems import KALIMAT
from tampilan import Akun, RailGroup, RailItem, init_tampilan

_NAMA = {"organisasi": "Bagian Organisasi", "inspektorat": "Inspektorat", "pimpinan": "Pimpinan", "admin": "Admin"}


def build_shell(settings: Settings, engine: Engine) -> Callable[[Flask], object]:
    """Return what hangs the shell into the application."""

    def hang(app: Flask) -> object:
        return init_tampilan(
            app,
            service="pelaporan",
            nama="Kabupaten Contoh",
            alamat={name: "" if name == settings.service else settings.public_url(name) for name in SERVICES},
            nav=lambda: _rail(engine),
            akun=_akun,
            tautan_publik=lambda: (_calculators(),),
            katalog=KALIMAT,
        )

    return hang


def _rail(engine: Engine) -> Sequence[RailGroup]:
    """Return the places that the caller may go to."""
    pengguna = visitor()
    if pengguna is None or not pengguna.may(Scope.INDIKATOR_BACA):
        return ()
    saring = request.args.get("saring") == "di-bawah"
    home = request.path == "/"
    indikator = [
        RailItem(kata="Dasbor", tautan="/", kini=home and not saring),
        RailItem(kata="Di bawah target", tautan="/?saring=di-bawah", kini=home and saring),
        RailItem(kata="Definisi dan versi", tautan=url_for("definisi_halaman.list_definisi")),
    ]
    if pengguna.may(Scope.INDIKATOR_TETAPKAN):
        indikator.append(RailItem(kata="Coba definisi", tautan=url_for("definisi_halaman.show_coba")))
    groups = [RailGroup(judul="Indikator", isi=indikator)]
    if pengguna.may(Scope.INSTRUMEN_BACA):
        groups.append(RailGroup(judul="Instrumen", isi=_instruments()))
    groups.append(RailGroup(judul="Alat", isi=[_calculators()]))
    if pengguna.may(Scope.SURAT_MATI_BACA):
        groups.append(RailGroup(judul="Data", isi=[_failed(engine)]))
    return groups


def _calculators() -> RailItem:
    """Return the list of the calculators; each is one of its pages."""
    here = request.path.startswith("/hitung")
    return RailItem(kata="Hitung sendiri", tautan=url_for("hitung_halaman.show_hitung"), kini=here)


def _instruments() -> list[RailItem]:
    """Return the overview; a sheet is one of its pages."""
    here = request.path.startswith("/instrumen")
    return [RailItem(kata="Nilai dan kertas kerja", tautan=url_for("instrumen_halaman.list_instrumen"), kini=here)]


def _failed(engine: Engine) -> RailItem:
    with engine.connect() as conn:
        _, waiting = list_dead_letters(conn, per_halaman=1)
    tautan = url_for("peristiwa_gagal.show_peristiwa_gagal")
    return RailItem(kata="Peristiwa gagal", tautan=tautan, jumlah=waiting, bentuk="perhatian" if waiting else None)


def _akun() -> Akun | None:
    pengguna = visitor()
    return None if pengguna is None else Akun(nama=_NAMA.get(pengguna.akun, show_akun(pengguna.akun)))
