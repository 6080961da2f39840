"""The partners of a permohonan."""

from dataclasses import replace
from datetime import date

import pytest

from chassis.domain import Invalid, NotFound, TransitionNotAllowed
from perizinan.domain.jangka_waktu import last_moment
from perizinan.domain.langkah import StatusPermohonan
from perizinan.domain.layanan import AkibatDiam
from perizinan.domain.rekomendasi import StatusRekomendasi
from tests.support.berkas import Berkas, moment

# -- the partners ----------------------------------------------------------------------------------------------------


def test_approval_waits_for_every_partner_that_is_needed(klinik: Berkas) -> None:
    klinik.submit().accept().give("dinkes")

    with pytest.raises(TransitionNotAllowed) as refusal:
        klinik.approve()

    assert refusal.value.detail["sebab"] == "rekomendasi"
    assert klinik.give("dlh").approve().permohonan.status is StatusPermohonan.DISETUJUI


def test_approval_does_not_wait_for_a_partner_that_is_not_needed(keramaian: Berkas) -> None:
    assert keramaian.submit().accept().give("satpolpp").approve().permohonan.status is StatusPermohonan.DISETUJUI


def test_a_refusal_of_a_needed_partner_leaves_return_or_reject(klinik: Berkas) -> None:
    klinik.submit().accept().give("dinkes").give("dlh", "tolak", alasan="limbah")

    with pytest.raises(TransitionNotAllowed):
        klinik.approve()
    assert klinik.reject().permohonan.status is StatusPermohonan.DITOLAK


def test_a_partner_that_refused_is_asked_again_after_the_resubmission(klinik: Berkas) -> None:
    klinik.submit().accept().give("dinkes").give("dlh", "tolak", alasan="limbah").return_()
    klinik.permohonan.pull_catatan()
    klinik.resubmit()

    assert klinik.facts() == ["PermohonanDilengkapi", "RekomendasiDiminta"]
    assert [(t.opd_mitra, t.status.value) for t in klinik.permohonan.rekomendasi_berlaku] == [
        ("dinkes", "diberikan"),
        ("dlh", "diminta"),
    ]
    assert klinik.give("dlh", day="07-01").approve().permohonan.status is StatusPermohonan.DISETUJUI


def test_the_answer_of_a_partner_says_how_long_it_took(sip: Berkas) -> None:
    fact = sip.submit().accept().give("dinkes", day="06-25").last_fact()

    assert (fact.opd_mitra, fact.wajib, fact.hasil) == ("dinkes", True, "setuju")
    assert (fact.hari_kerja, fact.tepat_waktu, fact.jatuh_tempo) == (3, True, last_moment(date(2026, 6, 25)))


def test_the_pause_of_the_file_is_the_pause_of_its_partners(sip: Berkas) -> None:
    sip.submit().accept().return_("06-24").resubmit("06-30")

    [tugas] = sip.permohonan.rekomendasi_berlaku
    assert tugas.jatuh_tempo == date(2026, 7, 1)
    assert sip.give("dinkes", day="07-01").last_fact().tepat_waktu


@pytest.mark.parametrize("hasil, alasan, field", [("tolak", " ", "alasan"), ("ragu", "", "hasil")])
def test_a_partner_agrees_or_refuses_with_a_reason(sip: Berkas, hasil: str, alasan: str, field: str) -> None:
    sip.submit().accept()

    with pytest.raises(Invalid) as refusal:
        sip.give("dinkes", hasil, alasan=alasan)

    assert list(refusal.value.errors) == [field]


def test_a_partner_answers_once(sip: Berkas) -> None:
    sip.submit().accept().give("dinkes")

    with pytest.raises(TransitionNotAllowed) as refusal:
        sip.give("dinkes", "tolak", alasan="berubah pikiran")

    assert refusal.value.code == "rekomendasi.transition_not_allowed"


def test_an_agency_that_was_not_asked_has_no_task(sip: Berkas) -> None:
    with pytest.raises(NotFound):
        sip.submit().accept().give("dlh")


@pytest.mark.parametrize("diam, approved", [(AkibatDiam.ESKALASI, False), (AkibatDiam.TANPA_KEBERATAN, True)])
def test_the_rule_says_what_the_silence_of_a_partner_means(sip: Berkas, diam: AkibatDiam, approved: bool) -> None:
    [mitra] = sip.permohonan.layanan.mitra
    sip.permohonan.layanan = replace(sip.permohonan.layanan, mitra=(replace(mitra, diam=diam),))
    sip.submit().accept()
    with pytest.raises(TransitionNotAllowed):
        sip.permohonan.lapse_rekomendasi("dinkes", at=moment("06-25", hour=23))

    tugas = sip.permohonan.lapse_rekomendasi("dinkes", at=moment("06-26", hour=0))

    assert tugas.status is StatusRekomendasi.TERLEWAT
    assert sip.last_fact().akibat == diam
    assert tugas.is_met is approved
    assert tugas.is_awaited is not approved


def test_an_escalated_partner_may_still_answer_late(sip: Berkas) -> None:
    sip.submit().accept().permohonan.lapse_rekomendasi("dinkes", at=moment("06-26"))

    assert sip.give("dinkes", day="06-29").last_fact().tepat_waktu is False
    assert sip.approve().permohonan.status is StatusPermohonan.DISETUJUI
