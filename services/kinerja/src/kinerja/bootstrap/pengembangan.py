"""Builds the use cases of what follows from an appraisal: career facts, credits, assessments, the plan of development."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import Engine

from chassis.domain import Clock
from kinerja.adapters.angka_kredit.read_model import SqlBacaAngkaKredit
from kinerja.adapters.asesmen.read_model import SqlBacaAsesmen
from kinerja.adapters.ip_asn.read_model import SqlBacaIpAsn
from kinerja.adapters.orang import SqlBacaOrang
from kinerja.adapters.pengembangan.read_model import SqlBacaPengembangan
from kinerja.adapters.riwayat_kepegawaian.read_model import SqlBacaRiwayatKepegawaian
from kinerja.adapters.talenta.read_model import SqlBacaTalenta
from kinerja.application.angka_kredit import AngkaKreditApplication
from kinerja.application.angka_kredit import queries as angka_kredit
from kinerja.application.angka_kredit.establish import establish_angka_kredit, renew_angka_kredit
from kinerja.application.asesmen import AsesmenApplication
from kinerja.application.asesmen import queries as asesmen
from kinerja.application.asesmen.record import annul_asesmen, record_asesmen
from kinerja.application.aturan import DaftarAturan
from kinerja.application.ip_asn import IpAsnApplication
from kinerja.application.ip_asn import queries as ip_asn
from kinerja.application.pengembangan import PengembanganApplication, act
from kinerja.application.pengembangan import queries as pengembangan
from kinerja.application.pengembangan.propose import propose_pengembangan
from kinerja.application.riwayat_kepegawaian import RiwayatKepegawaianApplication
from kinerja.application.riwayat_kepegawaian import queries as riwayat_kepegawaian
from kinerja.application.riwayat_kepegawaian.record import annul_riwayat_kepegawaian, record_riwayat_kepegawaian
from kinerja.application.talenta import TalentaApplication
from kinerja.application.talenta import queries as talenta
from kinerja.application.talenta.map_talenta import map_talenta

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


def build_asesmen(engine: Engine, bound: Bound, aturan: DaftarAturan, clock: Clock) -> AsesmenApplication:
    """Return the use cases of assessments."""
    sumber = asesmen.SumberAsesmen(
        asesmen=SqlBacaAsesmen(engine), orang=SqlBacaOrang(engine), aturan=aturan.standar_kompetensi, clock=clock
    )
    return AsesmenApplication(
        record_asesmen=bound(partial(record_asesmen, aturan=aturan.standar_kompetensi)),
        annul_asesmen=bound(annul_asesmen),
        get_asesmen=partial(asesmen.get_asesmen, sumber=sumber),
        list_asesmen=partial(asesmen.list_asesmen, sumber=sumber),
        get_kesenjangan=partial(asesmen.get_kesenjangan, sumber=sumber),
        get_standar=partial(asesmen.get_standar, sumber=sumber),
    )


def build_pengembangan(engine: Engine, bound: Bound, aturan: DaftarAturan, clock: Clock) -> PengembanganApplication:
    """Return the use cases of the plan of development."""
    sumber = pengembangan.SumberPengembangan(
        pengembangan=SqlBacaPengembangan(engine),
        orang=SqlBacaOrang(engine),
        jp=aturan.jp,
        aturan=aturan.pengembangan,
        clock=clock,
    )
    return PengembanganApplication(
        propose_pengembangan=bound(
            partial(propose_pengembangan, aturan=aturan.pengembangan, standar=aturan.standar_kompetensi)
        ),
        approve_pengembangan=bound(act.approve_pengembangan),
        reject_pengembangan=bound(act.reject_pengembangan),
        begin_pengembangan=bound(act.begin_pengembangan),
        finish_pengembangan=bound(act.finish_pengembangan),
        verify_pengembangan=bound(act.verify_pengembangan),
        return_pengembangan=bound(act.return_pengembangan),
        get_pengembangan=partial(pengembangan.get_pengembangan, sumber=sumber),
        list_pengembangan=partial(pengembangan.list_pengembangan, sumber=sumber),
        get_jp=partial(pengembangan.get_jp, sumber=sumber),
        list_jp=partial(pengembangan.list_jp, sumber=sumber),
        list_jp_bawahan=partial(pengembangan.list_jp_bawahan, sumber=sumber),
        get_bentuk=partial(pengembangan.get_bentuk, sumber=sumber),
    )


def build_ip_asn(engine: Engine, aturan: DaftarAturan, clock: Clock) -> IpAsnApplication:
    """Return the questions about the index of professionalism."""
    sumber = ip_asn.SumberIpAsn(
        ip_asn=SqlBacaIpAsn(engine),
        orang=SqlBacaOrang(engine),
        riwayat=SqlBacaRiwayatKepegawaian(engine),
        aturan=aturan,
        clock=clock,
    )
    return IpAsnApplication(
        get_ip_asn=partial(ip_asn.get_ip_asn, sumber=sumber),
        get_ip_asn_opd=partial(ip_asn.get_ip_asn_opd, sumber=sumber),
    )


def build_talenta(engine: Engine, bound: Bound, aturan: DaftarAturan, clock: Clock) -> TalentaApplication:
    """Return the use cases of the talent map."""
    sumber = talenta.SumberTalenta(
        talenta=SqlBacaTalenta(engine), orang=SqlBacaOrang(engine), aturan=aturan.kotak_talenta, clock=clock
    )
    return TalentaApplication(
        map_talenta=bound(partial(map_talenta, aturan=aturan.kotak_talenta)),
        get_talenta=partial(talenta.get_talenta, sumber=sumber),
        get_peta=partial(talenta.get_peta, sumber=sumber),
        get_pemetaan=partial(talenta.get_pemetaan, sumber=sumber),
        list_belum=partial(talenta.list_belum, sumber=sumber),
    )
