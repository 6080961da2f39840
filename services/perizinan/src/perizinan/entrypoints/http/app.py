"""The HTTP application of perizinan: REST, pages, and the shell around them."""

from __future__ import annotations

from flask import Flask

from chassis.cli import Rooms
from chassis.consumer import Handler
from chassis.domain import Clock
from chassis.http import Blueprint, create_app, create_surat_mati
from perizinan.application import Application
from perizinan.application.ports import Acuan, PejabatDirectory
from perizinan.entrypoints.http.halaman import make_halaman
from perizinan.entrypoints.http.halaman.shell import hang_shell
from perizinan.entrypoints.http.hitung import make_hitung_api
from perizinan.entrypoints.http.jangka_waktu import make_jangka_waktu_api
from perizinan.entrypoints.http.lacak import make_lacak_api
from perizinan.entrypoints.http.layanan import make_layanan_api
from perizinan.entrypoints.http.pejabat import make_pejabat_api
from perizinan.entrypoints.http.permohonan import make_permohonan_api
from perizinan.entrypoints.http.rekomendasi import make_rekomendasi_api
from perizinan.entrypoints.http.survei import make_survei_api
from perizinan.entrypoints.http.tindakan import make_tindakan_api
from perizinan.entrypoints.peran import PERAN
from perizinan.entrypoints.problems import KALIMAT


def create_http(
    rooms: Rooms, application: Application, acuan: Acuan, pejabat: PejabatDirectory, clock: Clock, handler: Handler
) -> Flask:
    """Return the application; ``pejabat`` gives the pages the names of officers."""
    return create_app(
        rooms.settings,
        engine=rooms.engine,
        peran=PERAN,
        clock=rooms.clock,
        sentences=KALIMAT,
        blueprints=[*make_api(application, acuan, pejabat, clock), create_surat_mati(rooms.engine, handler)],
        pages=make_halaman(application, acuan, pejabat, clock, engine=rooms.engine, handler=handler),
        setup=[hang_shell(application.queries, rooms.settings)],
    )


def make_api(application: Application, acuan: Acuan, pejabat: PejabatDirectory, clock: Clock) -> list[Blueprint]:
    """Return the REST routes, by subject."""
    return [
        make_layanan_api(acuan, clock),
        make_permohonan_api(application, acuan, clock),
        *make_tindakan_api(application, acuan),
        make_pejabat_api(pejabat),
        make_rekomendasi_api(application),
        make_lacak_api(application.queries, acuan, clock),
        make_survei_api(application),
        make_jangka_waktu_api(acuan),
        make_hitung_api(),
    ]
