"""Puts perizinan together; the only place that knows everything. Nothing is opened at import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask

from chassis.cli import Rooms
from chassis.domain import Clock
from chassis.grpc import Adder
from chassis.identity.demo import create_accounts
from chassis.outbox import Waker
from chassis.roles import Wiring
from perizinan.adapters.acuan import load_kalender, load_layanan, load_opd
from perizinan.adapters.collectors import PermohonanCollector
from perizinan.adapters.kinerja_client import KinerjaPejabatDirectory
from perizinan.adapters.pejabat_copy import PejabatCopy
from perizinan.adapters.read_models import SqlQueries
from perizinan.adapters.riwayat import load_peta, read_log
from perizinan.adapters.seed import establish_standar, list_demo_accounts
from perizinan.adapters.skema import JsonSchemaIsian
from perizinan.adapters.unit_of_work import SqlUnitOfWork
from perizinan.application import Application
from perizinan.application.permohonan.accept import accept_permohonan
from perizinan.application.permohonan.approve import approve_permohonan
from perizinan.application.permohonan.assign import assign_permohonan
from perizinan.application.permohonan.create import create_permohonan
from perizinan.application.permohonan.delete_draf import delete_draf
from perizinan.application.permohonan.fill_draf import fill_draf
from perizinan.application.permohonan.hand_over import hand_over_izin
from perizinan.application.permohonan.issue import issue_izin
from perizinan.application.permohonan.reject import reject_permohonan
from perizinan.application.permohonan.resubmit import resubmit_permohonan
from perizinan.application.permohonan.return_ import return_permohonan
from perizinan.application.permohonan.submit import submit_permohonan
from perizinan.application.permohonan.withdraw import withdraw_permohonan
from perizinan.application.ports import Acuan
from perizinan.application.rekomendasi.give import give_rekomendasi
from perizinan.application.riwayat.import_riwayat import import_riwayat
from perizinan.application.survei.answer import answer_survei
from perizinan.application.waktu.lapse import lapse_permohonan
from perizinan.domain.jangka_waktu import local_date
from perizinan.entrypoints.cli import Importer
from perizinan.entrypoints.grpc import PerizinanServicer, make_adder
from perizinan.entrypoints.http.app import create_http
from perizinan.entrypoints.jobs import LapseJob

SOURCES = ("kinerja",)


@dataclass(frozen=True, kw_only=True)
class Perizinan:
    """The service, put together."""

    app: Application
    acuan: Acuan
    pejabat: KinerjaPejabatDirectory
    queries: SqlQueries
    clock: Clock


def load_acuan() -> Acuan:
    """Read the reference data that ships with the service."""
    return Acuan(katalog=load_layanan(), kalender=load_kalender(), opd=load_opd())


def build(rooms: Rooms, *, clock: Clock | None = None) -> Perizinan:
    """Bind the use cases to a database: each call gets a unit of work of its own."""
    clock, acuan, skema = clock or rooms.clock, load_acuan(), JsonSchemaIsian()
    waker = Waker(rooms.engine)
    queries = SqlQueries(rooms.engine, acuan.katalog, clock)
    pejabat = KinerjaPejabatDirectory(lambda: rooms.connect("kinerja"), rooms.engine)

    def bind(use_case: Any, **parts: Any) -> Any:
        def call(command: Any) -> Any:
            uow = SqlUnitOfWork(rooms.engine, waker, acuan.katalog)
            return use_case(command, uow=uow, clock=clock, **parts)

        return call

    app = Application(
        create_permohonan=bind(create_permohonan, acuan=acuan, skema=skema),
        submit_permohonan=bind(submit_permohonan),
        accept_permohonan=bind(accept_permohonan, acuan=acuan),
        return_permohonan=bind(return_permohonan, acuan=acuan),
        resubmit_permohonan=bind(resubmit_permohonan, acuan=acuan, skema=skema),
        assign_permohonan=bind(assign_permohonan, pejabat=pejabat),
        give_rekomendasi=bind(give_rekomendasi, acuan=acuan),
        approve_permohonan=bind(approve_permohonan),
        reject_permohonan=bind(reject_permohonan, acuan=acuan),
        issue_izin=bind(issue_izin, acuan=acuan),
        hand_over_izin=bind(hand_over_izin),
        withdraw_permohonan=bind(withdraw_permohonan),
        fill_draf=bind(fill_draf, skema=skema),
        delete_draf=bind(delete_draf),
        answer_survei=bind(answer_survei),
        lapse_permohonan=bind(lapse_permohonan, acuan=acuan),
        import_riwayat=bind(import_riwayat, acuan=acuan),
        queries=queries,
    )
    return Perizinan(app=app, acuan=acuan, pejabat=pejabat, queries=queries, clock=clock)


def make_app(rooms: Rooms) -> Flask:
    """Make the HTTP application."""
    return make_http(rooms, build(rooms))


def make_http(rooms: Rooms, service: Perizinan) -> Flask:
    """Make the HTTP application over a service that is put together."""
    return create_http(rooms, service.app, service.acuan, service.pejabat, service.clock, PejabatCopy())


def make_rpcs(rooms: Rooms) -> list[Adder]:
    """Make the servicers."""
    service = build(rooms)
    return [make_adder(PerizinanServicer(rooms, service.app, service.acuan, service.clock))]


def make_wiring(rooms: Rooms) -> Wiring:
    """Say what is consumed, and which jobs run."""
    service = build(rooms)
    return Wiring(
        settings=rooms.settings,
        engine=rooms.engine,
        connect=rooms.connect,
        handler=PejabatCopy(),
        sources=SOURCES,
        jobs=(LapseJob(service.queries.list_lapsable, service.app.lapse_permohonan),),
        collectors=(PermohonanCollector,),
    )


def seed(rooms: Rooms) -> None:
    """Publish the standards that are new; make the demonstration accounts where the settings say so."""
    layanan = load_layanan().list_in_force(local_date(rooms.clock.now()))
    establish_standar(rooms.engine, layanan)
    if rooms.settings.demo:
        create_accounts(rooms.engine, rooms.settings, list_demo_accounts(layanan))


def open_importer(rooms: Rooms) -> Importer:
    """Return what the command that imports works with."""
    return Importer(load_peta=load_peta, read_log=read_log, import_riwayat=build(rooms).app.import_riwayat)
