"""Builds the use cases of appraisals."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import Engine

from kinerja.adapters.aturan import load_evaluasi, load_saran, load_tenggat_evaluasi
from kinerja.adapters.evaluasi.bukti import SqlBacaBukti
from kinerja.adapters.evaluasi.organisasi import SqlBacaOrganisasi
from kinerja.adapters.evaluasi.read_model import SqlBacaEvaluasi
from kinerja.adapters.umpan_balik.read_model import SqlBacaUmpanBalik
from kinerja.application.evaluasi import EvaluasiApplication, GetBukti, organisasi, pengecualian, queries
from kinerja.application.evaluasi.assess import create_evaluasi, establish_evaluasi, write_evaluasi
from kinerja.application.evaluasi.bukti import get_bukti
from kinerja.application.evaluasi.document import (
    decide_keberatan,
    examine_keberatan,
    object_evaluasi,
    receive_evaluasi,
    send_evaluasi,
)
from kinerja.application.evaluasi.lapse import lapse_evaluasi
from kinerja.application.evaluasi.massal import establish_massal, preview_massal
from kinerja.application.evaluasi.report import follow_up_evaluasi, report_evaluasi
from kinerja.application.evaluasi.temuan import AturanPenutupan


def build_evaluasi(engine: Engine, bound: Callable[[Callable[..., Any]], Callable[[Any], Any]]) -> EvaluasiApplication:
    """Return the use cases; ``bound`` gives each its unit of work and clock."""
    baca = SqlBacaEvaluasi(engine)
    aturan = AturanPenutupan(evaluasi_on=load_evaluasi, saran_on=load_saran)
    return EvaluasiApplication(
        create_evaluasi=bound(partial(create_evaluasi, aturan_on=load_evaluasi)),
        write_evaluasi=bound(write_evaluasi),
        establish_evaluasi=bound(establish_evaluasi),
        establish_massal=bound(partial(establish_massal, aturan_on=load_evaluasi)),
        preview_massal=bound(partial(preview_massal, aturan_on=load_evaluasi)),
        send_evaluasi=bound(send_evaluasi),
        receive_evaluasi=bound(receive_evaluasi),
        object_evaluasi=bound(partial(object_evaluasi, tenggat_on=load_tenggat_evaluasi)),
        examine_keberatan=bound(examine_keberatan),
        lapse_evaluasi=bound(partial(lapse_evaluasi, tenggat_on=load_tenggat_evaluasi)),
        report_evaluasi=bound(partial(report_evaluasi, tenggat_on=load_tenggat_evaluasi)),
        follow_up_evaluasi=bound(follow_up_evaluasi),
        tenggat_on=load_tenggat_evaluasi,
        decide_keberatan=bound(decide_keberatan),
        set_capaian=bound(organisasi.set_capaian),
        close_periode=bound(partial(organisasi.close_periode, aturan=aturan)),
        get_evaluasi=partial(queries.get_evaluasi, baca=baca),
        list_evaluasi=partial(queries.list_evaluasi, baca=baca),
        get_bukti=_build_bukti(engine),
        get_sebaran=partial(organisasi.get_sebaran, baca=SqlBacaOrganisasi(engine), aturan=aturan),
        get_rekap=partial(organisasi.get_rekap, baca=SqlBacaOrganisasi(engine)),
        exempt_pegawai=bound(pengecualian.exempt_pegawai),
        end_pengecualian=bound(pengecualian.end_pengecualian),
        get_pengecualian=bound(pengecualian.get_pengecualian),
        list_pengecualian=bound(pengecualian.list_pengecualian),
        list_tim=partial(queries.list_tim, baca=baca),
        list_dinilai=partial(queries.list_dinilai, baca=baca),
    )


def _build_bukti(engine: Engine) -> GetBukti:
    umpan_balik = SqlBacaUmpanBalik(engine)
    return partial(get_bukti, baca=SqlBacaBukti(engine), umpan_balik=umpan_balik, saran_on=load_saran)
