"""The only place that knows everything: builds the application from an engine and a clock."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import Engine

from chassis.domain import Clock
from kinerja.adapters.read_models import SqlBaca
from kinerja.adapters.unit_of_work import SqlUnitOfWork
from kinerja.application import Application, queries
from kinerja.application.organisasi.load import load_organisasi
from kinerja.application.pegawai.assign_atasan import assign_atasan
from kinerja.application.pegawai.deactivate import deactivate_pegawai
from kinerja.application.pegawai.move import move_pegawai
from kinerja.application.pegawai.reactivate import reactivate_pegawai
from kinerja.application.unit.rename import rename_unit


def build_application(
    engine: Engine, *, clock: Clock, wake: Callable[[], None], traceparent: Callable[[], str]
) -> Application:
    """Return the use cases over PostgreSQL; every call of one gets a unit of work of its own."""

    def bound(use_case: Callable[..., Any]) -> Callable[[Any], Any]:
        def call(command: Any) -> Any:
            return use_case(command, uow=SqlUnitOfWork(engine, wake=wake, traceparent=traceparent), clock=clock)

        return call

    baca = SqlBaca(engine)
    return Application(
        load_organisasi=bound(load_organisasi),
        move_pegawai=bound(move_pegawai),
        assign_atasan=bound(assign_atasan),
        deactivate_pegawai=bound(deactivate_pegawai),
        reactivate_pegawai=bound(reactivate_pegawai),
        rename_unit=bound(rename_unit),
        get_organisasi=partial(queries.get_organisasi, baca=baca),
        get_unit=partial(queries.get_unit, baca=baca),
        get_pegawai=partial(queries.get_pegawai, baca=baca),
        list_pegawai=partial(queries.list_pegawai, baca=baca),
        list_bawahan=partial(queries.list_bawahan, baca=baca),
        list_pejabat=partial(queries.list_pejabat, baca=baca),
        list_jabatan=baca.list_jabatan,
        list_riwayat=partial(queries.list_riwayat, baca=baca),
    )
