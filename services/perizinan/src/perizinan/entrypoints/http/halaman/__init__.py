"""The pages of perizinan, in Indonesian: one module a subject. They work without script; their state is the address."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint
from sqlalchemy import Engine

from chassis.consumer import Handler
from chassis.domain import Clock
from chassis.http.dead_letter_pages import make_dead_letter_pages
from perizinan.application import Application
from perizinan.application.ports import Acuan, PejabatDirectory
from perizinan.entrypoints.http.halaman.ajukan import make_ajukan
from perizinan.entrypoints.http.halaman.bahan import Bahan, CachedPejabat
from perizinan.entrypoints.http.halaman.beranda import make_beranda
from perizinan.entrypoints.http.halaman.berkas import make_berkas
from perizinan.entrypoints.http.halaman.berkas_tindakan import make_berkas_tindakan
from perizinan.entrypoints.http.halaman.hari_kerja import make_hari_kerja
from perizinan.entrypoints.http.halaman.katalog import make_katalog
from perizinan.entrypoints.http.halaman.keaslian import make_keaslian
from perizinan.entrypoints.http.halaman.kotak_masuk import make_kotak_masuk
from perizinan.entrypoints.http.halaman.pelacakan import make_pelacakan
from perizinan.entrypoints.http.halaman.penugasan import make_penugasan
from perizinan.entrypoints.http.halaman.permohonan_saya import make_permohonan_saya
from perizinan.entrypoints.http.halaman.survei import make_survei
from perizinan.entrypoints.http.halaman.tampilan_saya import make_tampilan_saya
from perizinan.entrypoints.http.halaman.tugas_mitra import make_tugas_mitra


def make_halaman(
    application: Application,
    acuan: Acuan,
    pejabat: PejabatDirectory,
    clock: Clock,
    *,
    engine: Engine,
    handler: Handler,
) -> Sequence[Blueprint]:
    """Return every page; ``handler`` takes a dead letter in again, on the database of ``engine``."""
    bahan = Bahan(app=application, acuan=acuan, pejabat=CachedPejabat(pejabat), clock=clock)
    return [
        make_beranda(bahan),
        make_hari_kerja(bahan),
        make_ajukan(bahan),
        make_permohonan_saya(bahan),
        make_pelacakan(bahan),
        make_survei(bahan),
        make_keaslian(bahan),
        make_kotak_masuk(bahan),
        make_tampilan_saya(),
        make_penugasan(bahan),
        make_berkas(bahan),
        make_berkas_tindakan(bahan),
        make_tugas_mitra(bahan),
        make_katalog(bahan),
        make_dead_letter_pages(engine, handler),
    ]
