"""The only place that knows everything: builds the use cases, the ways in, and the service around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import click
from flask import Flask

from chassis.bus.feed import read_all
from chassis.cli import Rooms, Service
from chassis.contracts import event_types
from chassis.domain import Clock
from chassis.grpc import Adder
from chassis.http import create_app, create_surat_mati
from chassis.http.dead_letter_pages import make_dead_letter_pages
from chassis.identity.demo import AkunDemo, create_accounts
from chassis.outbox import Waker
from chassis.pesan import Pesan
from chassis.roles import Wiring
from pelaporan.adapters.aturan import read_aturan
from pelaporan.adapters.buku import seed_buku
from pelaporan.adapters.buku_instrumen import read_instrumen
from pelaporan.adapters.cetak import PencetakLaporan
from pelaporan.adapters.cetak_kertas_kerja import PencetakKertasKerja
from pelaporan.adapters.collectors import NilaiCollector
from pelaporan.adapters.fakta_handler import FaktaHandler
from pelaporan.adapters.generasi import Pembangunan
from pelaporan.adapters.isian import read_skema
from pelaporan.adapters.kertas_kerja import ArsipFactory, PenulisanFactory
from pelaporan.adapters.opd import read_opd
from pelaporan.adapters.pembacaan import PembacaanFactory
from pelaporan.adapters.penerbitan import PenerbitanFactory
from pelaporan.adapters.pengumuman import PengumumanFactory
from pelaporan.application import Application
from pelaporan.application.indikator.announce import announce_nilai
from pelaporan.application.indikator.explain import list_asal, list_rincian
from pelaporan.application.indikator.get import get_nilai
from pelaporan.application.indikator.list import (
    get_dasbor,
    get_definisi,
    get_kesegaran,
    list_bersandar,
    list_indikator,
)
from pelaporan.application.indikator.publish import publish_definisi
from pelaporan.application.indikator.try_out import try_definisi
from pelaporan.application.instrumen.answer import answer_butir, check_butir, take_saran
from pelaporan.application.instrumen.establish import check_reopening, establish_instrumen, reopen_instrumen
from pelaporan.application.instrumen.f03 import add_f03, check_f03, withdraw_f03
from pelaporan.application.instrumen.get import RuangInstrumen, get_instrumen, list_instrumen, list_jawaban
from pelaporan.application.instrumen.print_kertas_kerja import print_kertas_kerja
from pelaporan.application.instrumen.report import get_laporan, issue_laporan
from pelaporan.application.wewenang import PERAN
from pelaporan.entrypoints.grpc import SCOPES, PelaporanServicer
from pelaporan.entrypoints.hitung.kalkulator import Penghitung
from pelaporan.entrypoints.http.api import build_api
from pelaporan.entrypoints.http.halaman import build_pages
from pelaporan.entrypoints.http.halaman.shell import build_shell
from pelaporan.entrypoints.http.instrumen_api import build_instrumen_api
from pelaporan.entrypoints.jobs import announce_task
from pelaporan.entrypoints.problems import KALIMAT
from pelaporan.settings import SERVICE
from simpul.pelaporan.v1 import pelaporan_pb2_grpc

SOURCES = ("perizinan", "kinerja")
"""The services whose events are counted."""


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
        rebuild=rebuild,
    )


def make_app(rooms: Rooms) -> Flask:
    """Return the HTTP application; opens no connection."""
    clock = rooms.clock
    application = build_application(rooms, clock)
    penghitung = Penghitung(read_aturan(), clock)
    return create_app(
        rooms.settings,
        engine=rooms.engine,
        peran=PERAN,
        clock=clock,
        blueprints=[
            *build_api(application, penghitung, clock),
            *build_instrumen_api(application, clock),
            create_surat_mati(rooms.engine, FaktaHandler()),
        ],
        pages=[*build_pages(application, penghitung, clock), make_dead_letter_pages(rooms.engine, FaktaHandler())],
        sentences=KALIMAT,
        setup=[build_shell(rooms.settings, rooms.engine)],
    )


def make_wiring(rooms: Rooms) -> Wiring:
    """Return what is consumed and by whom, and the timed jobs."""
    application = build_application(rooms, rooms.clock)
    return Wiring(
        settings=rooms.settings,
        engine=rooms.engine,
        connect=rooms.connect,
        handler=FaktaHandler(),
        sources=SOURCES,
        jobs=(announce_task(application.announce_nilai),),
        collectors=(NilaiCollector,),
    )


def make_rpcs(rooms: Rooms) -> Iterable[Adder]:
    """Return what adds the servicer to a gRPC server."""
    clock = rooms.clock
    servicer = PelaporanServicer(build_application(rooms, clock), Penghitung(read_aturan(), clock), clock)
    return [lambda server: pelaporan_pb2_grpc.add_PelaporanServiceServicer_to_server(servicer, server)]


def seed(rooms: Rooms) -> None:
    """Publish the definitions of this build, and make the demonstration accounts where the settings ask for them."""
    with rooms.engine.begin() as conn:
        seed_buku(conn, rooms.clock.now())
    if rooms.settings.demo:
        names = ("organisasi", "inspektorat", "pimpinan", "admin", "pelanggan")
        agency = {"organisasi": "setda", "inspektorat": "inspektorat"}
        accounts = [AkunDemo(akun=name, peran=(name,), opd_kode=agency.get(name)) for name in names]
        create_accounts(rooms.engine, rooms.settings, accounts)


def rebuild(rooms: Rooms, check: bool) -> bool:
    """Build the projection anew from the logs of the sources; print both hashes; return whether they agree."""

    def read_log(sumber: str, after: int, until: int) -> Iterator[Sequence[Pesan]]:
        with rooms.connect(sumber.rsplit("/", 1)[-1]) as channel:
            yield from read_all(channel, after, until)

    def tell(read: int) -> None:
        if read % 50_000 < 500:
            click.echo(f"{read} events read", err=True)

    hasil = Pembangunan(rooms.engine, read_skema(event_types()), read_log, tell).rebuild(check=check)
    click.echo(f"live {hasil.live}\nnew  {hasil.baru}\n{hasil.peristiwa} events")
    return hasil.sama or not check


def build_application(rooms: Rooms, clock: Clock) -> Application:
    """Return the use cases over PostgreSQL."""
    skema = read_skema(event_types())
    wake = Waker(rooms.engine).wake
    pembacaan = PembacaanFactory(rooms.engine)
    penerbitan = PenerbitanFactory(rooms.engine, wake)
    pengumuman = PengumumanFactory(rooms.engine, wake, clock.now)
    ruang = RuangInstrumen(
        buku=read_instrumen(read_aturan()),
        opd=read_opd(),
        open_arsip=ArsipFactory(rooms.engine),
        open_pembacaan=pembacaan,
        clock=clock,
    )
    penulisan = PenulisanFactory(rooms.engine, wake)
    pencetak = PencetakLaporan(ruang.opd)
    return Application(
        list_indikator=partial(list_indikator, open_pembacaan=pembacaan, clock=clock),
        list_bersandar=partial(list_bersandar, open_pembacaan=pembacaan),
        get_definisi=partial(get_definisi, open_pembacaan=pembacaan, clock=clock),
        get_nilai=partial(get_nilai, open_pembacaan=pembacaan),
        get_dasbor=partial(get_dasbor, open_pembacaan=pembacaan),
        get_kesegaran=partial(get_kesegaran, open_pembacaan=pembacaan),
        list_asal=partial(list_asal, open_pembacaan=pembacaan),
        list_rincian=partial(list_rincian, open_pembacaan=pembacaan),
        publish_definisi=partial(publish_definisi, open_penerbitan=penerbitan, skema=skema, clock=clock),
        try_definisi=partial(try_definisi, open_pembacaan=pembacaan, skema=skema, clock=clock),
        announce_nilai=partial(announce_nilai, open_pengumuman=pengumuman, clock=clock),
        list_instrumen=partial(list_instrumen, ruang=ruang),
        get_instrumen=partial(get_instrumen, ruang=ruang),
        list_jawaban=partial(list_jawaban, ruang=ruang),
        check_butir=partial(check_butir, ruang=ruang),
        check_f03=partial(check_f03, ruang=ruang),
        check_reopening=partial(check_reopening, ruang=ruang),
        answer_butir=partial(answer_butir, ruang=ruang, open_penulisan=penulisan),
        take_saran=partial(take_saran, ruang=ruang, open_penulisan=penulisan),
        add_f03=partial(add_f03, ruang=ruang, open_penulisan=penulisan),
        withdraw_f03=partial(withdraw_f03, ruang=ruang, open_penulisan=penulisan),
        establish_instrumen=partial(establish_instrumen, ruang=ruang, open_penulisan=penulisan),
        reopen_instrumen=partial(reopen_instrumen, ruang=ruang, open_penulisan=penulisan),
        get_laporan=partial(get_laporan, ruang=ruang, print_laporan=pencetak),
        print_kertas_kerja=partial(print_kertas_kerja, ruang=ruang, cetak=PencetakKertasKerja(ruang.opd)),
        issue_laporan=partial(issue_laporan, ruang=ruang, open_penulisan=penulisan, print_laporan=pencetak),
    )
