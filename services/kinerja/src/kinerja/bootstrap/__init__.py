"""The only place that knows everything: builds the use cases, the ways in, and the service around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import grpc
from flask import Flask
from sqlalchemy import Engine

from chassis.cli import Rooms, Service
from chassis.domain import JAKARTA, Clock
from chassis.grpc import Adder
from chassis.http import create_app, create_surat_mati
from chassis.http.dead_letter_pages import make_dead_letter_pages
from chassis.identity.demo import AkunDemo, create_accounts
from chassis.outbox import Waker
from chassis.roles import Wiring
from chassis.telemetry import inject
from kinerja.adapters.aturan import load_aturan
from kinerja.adapters.collectors import KinerjaCollector
from kinerja.adapters.daerah_contoh import find_rantai, generate_daerah, read_nama_daerah
from kinerja.adapters.orang import SqlBacaOrang
from kinerja.adapters.read_models import SqlBaca
from kinerja.adapters.tujuan.contoh import generate_tujuan
from kinerja.adapters.unit_of_work import SqlUnitOfWork
from kinerja.application import Application, queries
from kinerja.application.orang import get_orang
from kinerja.application.organisasi.load import load_organisasi
from kinerja.application.pegawai.assign_atasan import assign_atasan
from kinerja.application.pegawai.deactivate import deactivate_pegawai
from kinerja.application.pegawai.move import move_pegawai
from kinerja.application.pegawai.reactivate import reactivate_pegawai
from kinerja.application.unit.rename import rename_unit
from kinerja.application.wewenang import PERAN
from kinerja.bootstrap.contoh import load_contoh
from kinerja.bootstrap.evaluasi import build_evaluasi
from kinerja.bootstrap.pengembangan import (
    build_angka_kredit,
    build_asesmen,
    build_ip_asn,
    build_pengembangan,
    build_riwayat_kepegawaian,
    build_talenta,
)
from kinerja.bootstrap.skp import build_skp
from kinerja.bootstrap.tujuan import build_handler, build_tujuan
from kinerja.bootstrap.umpan_balik import build_umpan_balik
from kinerja.entrypoints.events import SOURCES
from kinerja.entrypoints.grpc import SCOPES, KinerjaServicer
from kinerja.entrypoints.http.angka_kredit.api import build_angka_kredit_api
from kinerja.entrypoints.http.angka_kredit.pages import build_angka_kredit_pages
from kinerja.entrypoints.http.api import build_api
from kinerja.entrypoints.http.asesmen.api import build_asesmen_api
from kinerja.entrypoints.http.asesmen.pages import build_asesmen_pages
from kinerja.entrypoints.http.evaluasi import build_evaluasi_api, build_evaluasi_pages
from kinerja.entrypoints.http.form_pages import build_form_pages
from kinerja.entrypoints.http.hitung.api import build_hitung_api
from kinerja.entrypoints.http.hitung.pages import build_hitung_pages
from kinerja.entrypoints.http.ip_asn.api import build_ip_asn_api
from kinerja.entrypoints.http.ip_asn.pages import build_ip_asn_pages
from kinerja.entrypoints.http.pages import build_pages
from kinerja.entrypoints.http.pengembangan.api import build_pengembangan_api
from kinerja.entrypoints.http.pengembangan.orang_pages import build_orang_pages
from kinerja.entrypoints.http.pengembangan.pages import build_pengembangan_pages
from kinerja.entrypoints.http.riwayat_kepegawaian.api import build_riwayat_kepegawaian_api
from kinerja.entrypoints.http.riwayat_kepegawaian.pages import build_riwayat_kepegawaian_pages
from kinerja.entrypoints.http.shell import build_shell
from kinerja.entrypoints.http.skp import build_skp_pages
from kinerja.entrypoints.http.skp.api import build_skp_api
from kinerja.entrypoints.http.talenta.api import build_talenta_api
from kinerja.entrypoints.http.talenta.pages import build_talenta_pages
from kinerja.entrypoints.http.tujuan import build_tujuan_api, build_tujuan_pages
from kinerja.entrypoints.http.umpan_balik import build_umpan_balik_pages
from kinerja.entrypoints.http.umpan_balik.api import build_umpan_balik_api
from kinerja.entrypoints.jobs import end_year_task, lapse_evaluasi_task
from kinerja.entrypoints.problems import KALIMAT
from kinerja.settings import SERVICE
from simpul.kinerja.v1 import kinerja_pb2_grpc

OPD_AKUN = "dinkes"
"""The agency of the demonstration accounts ``pegawai``, ``penilai`` and ``atasan.penilai``."""


def build_service() -> Service:
    """Return the service as its command line needs it."""
    return Service(
        name=SERVICE,
        peran=PERAN,
        make_app=make_app,
        make_wiring=make_wiring,
        make_rpcs=make_rpcs,
        scopes=SCOPES,
        sentences=KALIMAT,
        seed=seed,
    )


def make_app(rooms: Rooms) -> Flask:
    """Return the HTTP application; opens no connection."""
    application, handler = _application(rooms), build_handler(rooms.clock, inject)
    aturan = load_aturan()
    return create_app(
        rooms.settings,
        engine=rooms.engine,
        peran=PERAN,
        clock=rooms.clock,
        blueprints=[
            *build_api(application),
            *build_tujuan_api(application.tujuan),
            build_skp_api(application.skp),
            *build_evaluasi_api(application.evaluasi),
            build_umpan_balik_api(application.umpan_balik),
            build_riwayat_kepegawaian_api(application.riwayat_kepegawaian),
            build_angka_kredit_api(application.angka_kredit),
            build_asesmen_api(application.asesmen),
            *build_pengembangan_api(application.pengembangan),
            build_ip_asn_api(application.ip_asn),
            build_talenta_api(application.talenta),
            build_hitung_api(aturan, rooms.clock),
            create_surat_mati(rooms.engine, handler),
        ],
        pages=[
            build_pages(application),
            build_form_pages(application),
            *build_tujuan_pages(application, rooms.clock, rooms.settings.public_url("pelaporan")),
            *build_skp_pages(application, rooms.clock),
            *build_evaluasi_pages(application, rooms.clock),
            build_umpan_balik_pages(application, rooms.clock),
            build_riwayat_kepegawaian_pages(application),
            build_angka_kredit_pages(application.angka_kredit),
            build_asesmen_pages(application.asesmen),
            build_orang_pages(application, rooms.clock),
            build_pengembangan_pages(application, rooms.clock),
            build_ip_asn_pages(application, rooms.clock),
            build_talenta_pages(application, rooms.clock),
            build_hitung_pages(aturan, rooms.clock),
            make_dead_letter_pages(rooms.engine, handler),
        ],
        sentences=KALIMAT,
        setup=[build_shell(application, rooms.settings, nama=read_nama_daerah())],
    )


def make_wiring(rooms: Rooms) -> Wiring:
    """Return what is consumed and by whom, and the timed jobs."""
    return Wiring(
        settings=rooms.settings,
        engine=rooms.engine,
        connect=rooms.connect,
        handler=build_handler(rooms.clock, inject),
        sources=SOURCES,
        jobs=(
            end_year_task(_application(rooms).skp.end_year),
            lapse_evaluasi_task(_application(rooms).evaluasi.lapse_evaluasi),
        ),
        collectors=(KinerjaCollector,),
    )


def make_rpcs(rooms: Rooms) -> Iterable[Adder]:
    """Return what adds the servicer to a gRPC server."""
    servicer = KinerjaServicer(_application(rooms))
    return [lambda server: kinerja_pb2_grpc.add_KinerjaServiceServicer_to_server(servicer, server)]


def seed(rooms: Rooms) -> None:
    """Load the model regency, and the demonstration accounts where the settings ask for them; repeats change nothing."""
    daerah = generate_daerah()
    rantai = find_rantai(daerah, OPD_AKUN)
    application = _application(rooms)
    application.load_organisasi(daerah)
    if not rooms.settings.demo:
        return
    application.tujuan.load_tujuan(generate_tujuan(daerah, rooms.clock.now().astimezone(JAKARTA).year))
    accounts = [
        AkunDemo(akun="pegawai", peran=("pegawai",), opd_kode=OPD_AKUN, pegawai_id=rantai.pegawai.id),
        AkunDemo(akun="penilai", peran=("pegawai", "penilai"), opd_kode=OPD_AKUN, pegawai_id=rantai.penilai.id),
        AkunDemo(
            akun="atasan.penilai",
            peran=("pegawai", "penilai", "atasan_penilai"),
            opd_kode=OPD_AKUN,
            pegawai_id=rantai.atasan_penilai.id,
        ),
        AkunDemo(akun="ppk", peran=("ppk",)),
        AkunDemo(akun="bkpsdm", peran=("bkpsdm",), opd_kode="bkpsdm"),
        AkunDemo(akun="admin", peran=("admin",)),
        AkunDemo(akun="pelanggan", peran=("pelanggan",)),
    ]
    create_accounts(rooms.engine, rooms.settings, accounts)
    load_contoh(rooms.engine, daerah, kecuali=frozenset({rantai.pegawai.id}), now=rooms.clock.now())


def _application(rooms: Rooms) -> Application:
    return build_application(
        rooms.engine,
        clock=rooms.clock,
        wake=Waker(rooms.engine).wake,
        traceparent=inject,
        connect=lambda: rooms.connect("pelaporan"),
    )


def build_application(
    engine: Engine,
    *,
    clock: Clock,
    wake: Callable[[], None],
    traceparent: Callable[[], str],
    connect: Callable[[], grpc.Channel],
) -> Application:
    """Return the use cases over PostgreSQL; every call of one gets a unit of work of its own.

    ``connect`` opens a channel to pelaporan.
    """

    def bound(use_case: Callable[..., Any]) -> Callable[[Any], Any]:
        def call(command: Any) -> Any:
            return use_case(command, uow=SqlUnitOfWork(engine, wake=wake, traceparent=traceparent), clock=clock)

        return call

    baca, aturan = SqlBaca(engine), load_aturan()
    return Application(
        load_organisasi=bound(load_organisasi),
        move_pegawai=bound(move_pegawai),
        assign_atasan=bound(assign_atasan),
        deactivate_pegawai=bound(deactivate_pegawai),
        reactivate_pegawai=bound(reactivate_pegawai),
        rename_unit=bound(rename_unit),
        get_organisasi=partial(queries.get_organisasi, baca=baca),
        name_opd=partial(queries.name_opd, baca=baca),
        get_unit=partial(queries.get_unit, baca=baca),
        get_pegawai=partial(queries.get_pegawai, baca=baca),
        get_orang=partial(get_orang, baca=SqlBacaOrang(engine)),
        list_pegawai=partial(queries.list_pegawai, baca=baca),
        list_bawahan=partial(queries.list_bawahan, baca=baca),
        list_pejabat=partial(queries.list_pejabat, baca=baca),
        list_jabatan=baca.list_jabatan,
        list_riwayat=partial(queries.list_riwayat, baca=baca),
        tujuan=build_tujuan(engine, bound, connect, clock),
        skp=build_skp(engine, bound),
        evaluasi=build_evaluasi(engine, bound),
        umpan_balik=build_umpan_balik(engine, bound),
        riwayat_kepegawaian=build_riwayat_kepegawaian(engine, bound),
        angka_kredit=build_angka_kredit(engine, bound, aturan, clock),
        asesmen=build_asesmen(engine, bound, aturan, clock),
        pengembangan=build_pengembangan(engine, bound, aturan, clock),
        ip_asn=build_ip_asn(engine, aturan, clock),
        talenta=build_talenta(engine, bound, aturan, clock),
    )
