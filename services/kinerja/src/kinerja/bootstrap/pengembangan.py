"""Builds the use cases of what follows from an appraisal: career facts, credits."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import Engine

from chassis.domain import Clock
from kinerja.adapters.angka_kredit.read_model import SqlBacaAngkaKredit
from kinerja.adapters.orang import SqlBacaOrang
from kinerja.adapters.riwayat_kepegawaian.read_model import SqlBacaRiwayatKepegawaian
from kinerja.application.angka_kredit import AngkaKreditApplication
from kinerja.application.angka_kredit import queries as angka_kredit
from kinerja.application.angka_kredit.establish import establish_angka_kredit, renew_angka_kredit
from kinerja.application.aturan import DaftarAturan
from kinerja.application.riwayat_kepegawaian import RiwayatKepegawaianApplication
from kinerja.application.riwayat_kepegawaian import queries as riwayat_kepegawaian
from kinerja.application.riwayat_kepegawaian.record import annul_riwayat_kepegawaian, record_riwayat_kepegawaian

Bound = Callable[[Callable[..., Any]], Callable[[Any], Any]]
"""Gives a use case its unit of work and clock."""


def build_riwayat_kepegawaian(engine: Engine, bound: Bound) -> RiwayatKepegawaianApplication:
    """Return the use cases of career facts."""
    baca, orang = SqlBacaRiwayatKepegawaian(engine), SqlBacaOrang(engine)
    return RiwayatKepegawaianApplication(
        record_riwayat_kepegawaian=bound(record_riwayat_kepegawaian),
        annul_riwayat_kepegawaian=bound(annul_riwayat_kepegawaian),
        get_riwayat_kepegawaian=partial(riwayat_kepegawaian.get_riwayat_kepegawaian, baca=baca, orang=orang),
        list_riwayat_kepegawaian=partial(riwayat_kepegawaian.list_riwayat_kepegawaian, baca=baca, orang=orang),
    )


def build_angka_kredit(engine: Engine, bound: Bound, aturan: DaftarAturan, clock: Clock) -> AngkaKreditApplication:
    """Return the use cases of credits."""
    sumber = angka_kredit.SumberAngkaKredit(
        angka_kredit=SqlBacaAngkaKredit(engine),
        orang=SqlBacaOrang(engine),
        riwayat=SqlBacaRiwayatKepegawaian(engine),
        aturan=aturan.angka_kredit,
        clock=clock,
    )
    return AngkaKreditApplication(
        establish_angka_kredit=bound(partial(establish_angka_kredit, aturan=aturan.angka_kredit)),
        renew_angka_kredit=bound(partial(renew_angka_kredit, aturan=aturan.angka_kredit)),
        get_angka_kredit=partial(angka_kredit.get_angka_kredit, sumber=sumber),
        get_angka_kredit_orang=partial(angka_kredit.get_angka_kredit_orang, sumber=sumber),
    )
