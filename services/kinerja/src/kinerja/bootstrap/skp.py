"""Builds the use cases of SKP."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import Engine

from kinerja.adapters.read_models import SqlBaca
from kinerja.adapters.skp.cetak import PencetakSkp
from kinerja.adapters.skp.dialog import SqlBacaDialog
from kinerja.adapters.skp.perilaku import load_perilaku
from kinerja.adapters.skp.read_model import SqlBacaSkp
from kinerja.adapters.skp.realisasi import SqlBacaRealisasiSkp
from kinerja.application.skp import SkpApplication, dialog, queries, versi
from kinerja.application.skp.close import end_year
from kinerja.application.skp.decide import establish_skp, return_skp
from kinerja.application.skp.realisasi import list_realisasi
from kinerja.application.skp.write import create_skp, propose_change, submit_skp, withdraw_change, write_skp


def build_skp(engine: Engine, bound: Callable[[Callable[..., Any]], Callable[[Any], Any]]) -> SkpApplication:
    """Return the use cases; ``bound`` gives each its unit of work and clock."""
    baca, realisasi = SqlBacaSkp(engine), SqlBacaRealisasiSkp(engine)
    return SkpApplication(
        create_skp=bound(partial(create_skp, perilaku_of=load_perilaku)),
        write_skp=bound(partial(write_skp, perilaku_of=load_perilaku)),
        submit_skp=bound(submit_skp),
        propose_change=bound(propose_change),
        withdraw_change=bound(withdraw_change),
        return_skp=bound(return_skp),
        establish_skp=bound(establish_skp),
        record_dialog=bound(dialog.record_dialog),
        end_year=bound(end_year),
        check_new=partial(queries.check_new, baca=baca),
        get_skp=partial(queries.get_skp, baca=baca),
        get_berlaku=partial(queries.get_berlaku, baca=baca),
        list_versi=partial(versi.list_versi, baca=baca),
        get_versi=partial(versi.get_versi, baca=baca),
        print_skp=partial(versi.print_skp, baca=baca, cetak=PencetakSkp(), perilaku_of=load_perilaku),
        perilaku_of=load_perilaku,
        compare_skp=partial(versi.compare_skp, baca=baca),
        list_skp=partial(queries.list_skp, baca=baca),
        list_temuan=partial(queries.list_temuan, baca=baca),
        list_induk=partial(queries.list_induk, baca=baca),
        list_offered=partial(queries.list_offered, baca=baca),
        list_pilihan=realisasi.list_pilihan,
        list_realisasi=partial(list_realisasi, baca=baca, realisasi=realisasi),
        get_rekap=partial(queries.get_rekap, baca=baca),
        list_belum=partial(queries.list_belum, baca=baca),
        list_belum_tim=partial(queries.list_belum_tim, baca=baca),
        count_waiting=partial(queries.count_waiting, baca=baca),
        list_dialog=partial(dialog.list_dialog, baca=baca, dialog=SqlBacaDialog(engine)),
        list_jejak=partial(queries.list_jejak, baca=baca, riwayat=SqlBaca(engine).list_riwayat),
    )
