"""The clock of a permohonan, and what a return does to it."""

from dataclasses import replace
from datetime import date

import pytest

from chassis.domain import Invalid, TransitionNotAllowed
from perizinan.domain import peristiwa
from perizinan.domain.jangka_waktu import last_moment
from perizinan.domain.langkah import StatusPermohonan
from perizinan.domain.permohonan import Kekurangan
from tests.support.berkas import KTP_BURAM, Berkas, moment

# -- the clock -------------------------------------------------------------------------------------------------------


def test_the_clock_starts_when_the_file_is_complete(sip: Berkas) -> None:
    fact = next(
        c.peristiwa
        for c in sip.submit().accept().permohonan.pull_catatan()
        if isinstance(c.peristiwa, peristiwa.PermohonanLengkap)
    )

    assert sip.permohonan.jatuh_tempo == date(2026, 6, 29)
    assert (fact.mulai, fact.jatuh_tempo) == (moment("06-22"), last_moment(date(2026, 6, 29)))


def test_a_clock_that_starts_on_a_closed_day_starts_at_midnight_of_the_next(sip: Berkas) -> None:
    sip.submit().accept("06-20")

    [lengkap] = [
        c.peristiwa for c in sip.permohonan.pull_catatan() if isinstance(c.peristiwa, peristiwa.PermohonanLengkap)
    ]
    assert lengkap.mulai == moment("06-22", hour=0)


def test_a_return_pauses_the_clock_and_a_resubmission_lets_it_run_on(sip: Berkas) -> None:
    sip.submit().accept().return_("06-24")
    paused = sip.permohonan.jatuh_tempo
    clock = sip.permohonan.clock(sip.kalender)
    sip.resubmit("06-30")

    assert paused is None
    assert clock is not None
    assert (clock.terpakai(date(2026, 6, 29)), clock.sisa(date(2026, 6, 29))) == (2, 3)
    assert sip.permohonan.jatuh_tempo == date(2026, 7, 3)
    assert sip.last_fact().jatuh_tempo == last_moment(date(2026, 7, 3))


def test_a_return_before_the_clock_starts_pauses_nothing(sip: Berkas) -> None:
    sip.submit().return_("06-19").resubmit("06-21")

    assert sip.permohonan.status is StatusPermohonan.DIAJUKAN
    assert sip.permohonan.jeda == ()
    assert sip.last_fact() == peristiwa.PermohonanDilengkapi(
        permohonan_id=str(sip.permohonan.id),
        layanan_kode="sip-dokter",
        layanan_versi=1,
        opd_kode="dpmptsp",
        putaran=1,
        jatuh_tempo=None,
    )


def test_a_file_that_was_late_when_returned_stays_late(sip: Berkas) -> None:
    sip.submit().accept().return_("06-30").resubmit("07-02")

    assert sip.permohonan.jatuh_tempo == date(2026, 6, 29)


@pytest.mark.parametrize("day, hari_kerja, tepat", [("06-22", 0, True), ("06-29", 5, True), ("06-30", 6, False)])
def test_a_decision_is_on_time_up_to_the_due_day(sip: Berkas, day: str, hari_kerja: int, tepat: bool) -> None:
    fact = sip.submit().accept().give("dinkes", day="06-22").approve().issue(day).last_fact()

    assert (fact.hari_kerja, fact.tepat_waktu) == (hari_kerja, tepat)


def test_a_rejection_before_the_clock_starts_cannot_be_late(sip: Berkas) -> None:
    fact = sip.submit().reject("07-30").last_fact()

    assert (fact.hari_kerja, fact.tepat_waktu) == (None, True)


def test_a_changed_calendar_moves_an_open_file_but_not_a_lapsed_one(sip: Berkas) -> None:
    sip.submit().accept()
    cuti = {**sip.kalender.libur, date(2026, 6, 25): sip.kalender.libur[date(2026, 6, 16)]}
    changed = replace(sip.kalender, versi="lagi", libur=cuti)

    sip.permohonan.reschedule(at=moment("06-24"), kalender=changed)

    assert sip.permohonan.jatuh_tempo == date(2026, 6, 30)
    with pytest.raises(TransitionNotAllowed):
        sip.permohonan.reschedule(at=moment("07-01"), kalender=sip.kalender)


# -- return and resubmit ---------------------------------------------------------------------------------------------


def test_a_resubmission_replaces_only_what_was_faulty(sip: Berkas) -> None:
    sip.permohonan.isian = {"tempat_praktik": "Klinik", "nomor_str": "1"}

    sip.submit().return_().resubmit(nomor_str="2")

    assert sip.permohonan.isian == {"tempat_praktik": "Klinik", "nomor_str": "2"}


def test_a_file_is_returned_only_so_many_times(sip: Berkas) -> None:
    sip.submit()
    for _ in range(sip.permohonan.layanan.putaran_maks):
        sip.return_().resubmit("06-25")

    with pytest.raises(TransitionNotAllowed) as refusal:
        sip.return_()

    assert refusal.value.detail["sebab"] == "putaran"


@pytest.mark.parametrize(
    "kekurangan, field",
    [
        ([], "kekurangan"),
        ([Kekurangan("ktp", " ")], "kekurangan.0.alasan"),
        ([*KTP_BURAM, Kekurangan("surat_organisasi_profesi", "belum ada")], "kekurangan.1.syarat"),
    ],
)
def test_a_return_names_published_requirements_and_reasons(
    sip: Berkas, kekurangan: list[Kekurangan], field: str
) -> None:
    sip.submit()

    with pytest.raises(Invalid) as refusal:
        sip.return_(kekurangan=kekurangan)

    assert list(refusal.value.errors) == [field]
    assert sip.permohonan.status is StatusPermohonan.DIAJUKAN


def test_silence_after_a_return_counts_as_withdrawal_after_ten_working_days(sip: Berkas) -> None:
    sip.submit().return_("05-13")

    assert sip.permohonan.perbaikan_sampai == date(2026, 6, 3)
    with pytest.raises(TransitionNotAllowed):
        sip.deem_withdrawn("06-03")
    assert sip.deem_withdrawn("06-04").last_fact().alasan_kode == "dianggap_ditarik"
