"""Builds the use cases of goals, and what takes in the events of pelaporan."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import grpc
from sqlalchemy import Engine

from chassis.domain import Clock
from kinerja.adapters.tujuan.cetak import PencetakPerjanjian
from kinerja.adapters.tujuan.pelaporan_client import PelaporanKatalog
from kinerja.adapters.tujuan.read_pohon import SqlBacaPohon
from kinerja.adapters.unit_of_work import JoinedUnitOfWork
from kinerja.application.tujuan import TujuanApplication, pohon, queries, rencana_aksi
from kinerja.application.tujuan.add_simpul import add_simpul
from kinerja.application.tujuan.change_indikator import change_indikator
from kinerja.application.tujuan.change_perjanjian import change_perjanjian
from kinerja.application.tujuan.change_simpul import change_simpul
from kinerja.application.tujuan.choose_realisasi import choose_realisasi
from kinerja.application.tujuan.decide_sanggahan import accept_sanggahan, reject_sanggahan
from kinerja.application.tujuan.dispute_realisasi import dispute_realisasi
from kinerja.application.tujuan.draft_perjanjian import draft_perjanjian
from kinerja.application.tujuan.establish_indikator import establish_indikator
from kinerja.application.tujuan.establish_simpul import establish_simpul
from kinerja.application.tujuan.load import load_tujuan
from kinerja.application.tujuan.monitor_rencana_aksi import monitor_rencana_aksi
from kinerja.application.tujuan.print_perjanjian import print_perjanjian
from kinerja.application.tujuan.record_realisasi import record_realisasi
from kinerja.application.tujuan.sign_perjanjian import sign_perjanjian
from kinerja.application.tujuan.take_realisasi import take_realisasi
from kinerja.application.tujuan.write_rencana_aksi import write_rencana_aksi
from kinerja.entrypoints.events import IndikatorHandler

Bound = Callable[[Callable[..., Any]], Callable[[Any], Any]]


def build_tujuan(engine: Engine, bound: Bound, connect: Callable[[], grpc.Channel], clock: Clock) -> TujuanApplication:
    """Return the use cases; ``bound`` gives each its unit of work and clock, ``connect`` opens a channel to pelaporan."""
    baca = SqlBacaPohon(engine)
    katalog = PelaporanKatalog(connect, engine)
    return TujuanApplication(
        load_tujuan=bound(load_tujuan),
        establish_indikator=bound(partial(establish_indikator, katalog=katalog)),
        change_indikator=bound(change_indikator),
        record_realisasi=bound(record_realisasi),
        choose_realisasi=bound(choose_realisasi),
        dispute_realisasi=bound(dispute_realisasi),
        accept_sanggahan=bound(accept_sanggahan),
        reject_sanggahan=bound(reject_sanggahan),
        add_simpul=bound(add_simpul),
        change_simpul=bound(change_simpul),
        establish_simpul=bound(establish_simpul),
        draft_perjanjian=bound(draft_perjanjian),
        sign_perjanjian=bound(sign_perjanjian),
        change_perjanjian=bound(change_perjanjian),
        get_pohon=partial(pohon.get_pohon, baca=baca),
        get_simpul=partial(pohon.get_simpul, baca=baca),
        list_perjanjian=partial(pohon.list_perjanjian, baca=baca),
        get_perjanjian=partial(pohon.get_perjanjian, baca=baca),
        write_rencana_aksi=bound(write_rencana_aksi),
        monitor_rencana_aksi=bound(monitor_rencana_aksi),
        get_rencana_aksi=partial(rencana_aksi.get_rencana_aksi, baca=baca),
        print_perjanjian=partial(print_perjanjian, baca=baca, cetak=PencetakPerjanjian(), clock=clock),
        list_indikator=partial(queries.list_indikator, baca=baca),
        get_indikator=partial(queries.get_indikator, baca=baca),
        list_realisasi=partial(queries.list_realisasi, baca=baca),
        list_sanggahan=partial(queries.list_sanggahan, baca=baca),
        get_sanggahan=partial(queries.get_sanggahan, baca=baca),
        list_sumber=katalog.list_nama,
    )


def build_handler(clock: Clock, traceparent: Callable[[], str]) -> IndikatorHandler:
    """Return what takes in the values of pelaporan's indicators, in the transaction of the consumer."""
    return IndikatorHandler(
        lambda command, conn: take_realisasi(command, uow=JoinedUnitOfWork(conn, traceparent=traceparent), clock=clock)
    )
