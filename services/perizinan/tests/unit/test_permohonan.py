"""The life of a permohonan: the table of steps, coming in, the decision."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from chassis.domain import DomainError, Forbidden, Invalid, NotFound, TransitionNotAllowed
from perizinan.domain import peristiwa
from perizinan.domain.izin import StatusIzin
from perizinan.domain.jangka_waktu import last_moment
from perizinan.domain.kalender import Kalender
from perizinan.domain.langkah import TRANSISI, Langkah, Pelaku, Peran, StatusPermohonan
from perizinan.domain.layanan import Katalog
from tests.support.berkas import JAWABAN, NIK, Berkas, act_as, moment

_WAYS: dict[StatusPermohonan, Callable[[Berkas], object]] = {
    StatusPermohonan.DRAF: lambda b: b,
    StatusPermohonan.DIAJUKAN: lambda b: b.submit(),
    StatusPermohonan.LENGKAP: lambda b: b.submit().accept().give("satpolpp"),
    StatusPermohonan.DIKEMBALIKAN: lambda b: b.submit().accept().return_(),
    StatusPermohonan.DISETUJUI: lambda b: b.submit().accept().give("satpolpp").approve(),
    StatusPermohonan.DITERBITKAN: lambda b: b.submit().accept().give("satpolpp").approve().issue(),
    StatusPermohonan.DISERAHKAN: lambda b: b.submit().accept().give("satpolpp").approve().issue().hand_over(),
    StatusPermohonan.DITOLAK: lambda b: b.submit().reject(),
    StatusPermohonan.DITARIK: lambda b: b.submit().withdraw(),
    StatusPermohonan.DIANGGAP_DITARIK: lambda b: b.submit().return_().deem_withdrawn(),
    StatusPermohonan.DIANGGAP_DIKABULKAN: lambda b: b.submit().accept().deem_granted(),
}
_ACTS: dict[Langkah, Callable[[Berkas], object]] = {
    Langkah.SUBMIT: Berkas.submit,
    Langkah.ASSIGN: lambda b: b.permohonan.assign("pegawai-7", oleh=act_as("kabid")),
    Langkah.ACCEPT: Berkas.accept,
    Langkah.GIVE: lambda b: b.give("dishub"),
    Langkah.RETURN: Berkas.return_,
    Langkah.RESUBMIT: Berkas.resubmit,
    Langkah.APPROVE: Berkas.approve,
    Langkah.REJECT: Berkas.reject,
    Langkah.ISSUE: Berkas.issue,
    Langkah.HAND_OVER: Berkas.hand_over,
    Langkah.WITHDRAW: Berkas.withdraw,
    Langkah.DEEM_WITHDRAWN: Berkas.deem_withdrawn,
    Langkah.DEEM_GRANTED: Berkas.deem_granted,
    Langkah.LAPSE_REKOMENDASI: lambda b: b.permohonan.lapse_rekomendasi("dishub", at=moment("12-31")),
    Langkah.RESCHEDULE: lambda b: b.permohonan.reschedule(at=moment("06-23"), kalender=b.kalender),
    Langkah.ANSWER_SURVEI: lambda b: b.permohonan.answer_survei(JAWABAN),
}


@pytest.mark.parametrize("langkah", _ACTS)
def test_a_step_is_taken_where_the_table_allows_it_and_refused_everywhere_else(
    katalog: Katalog, kalender: Kalender, langkah: Langkah
) -> None:
    taken = set()
    for status, way in _WAYS.items():
        berkas = Berkas(katalog.get("izin-keramaian", 1), kalender)
        way(berkas)
        berkas.permohonan.pull_catatan()
        try:
            _ACTS[langkah](berkas)
            taken.add(status)
            assert berkas.permohonan.status is (TRANSISI[langkah].ke or berkas.permohonan.status)
            assert berkas.permohonan.pull_catatan()
        except (TransitionNotAllowed, NotFound):
            assert berkas.permohonan.status is status
            assert not berkas.permohonan.pull_catatan()

    assert taken == TRANSISI[langkah].dari


def test_every_step_of_the_table_has_been_tried() -> None:
    assert set(_ACTS) | {Langkah.CREATE} == set(TRANSISI) == set(Langkah)
    assert set(_WAYS) == set(StatusPermohonan)


def test_a_file_runs_from_the_draft_to_the_licence(klinik: Berkas) -> None:
    klinik.submit().accept().give("dinkes").give("dlh").approve().issue().hand_over()
    klinik.permohonan.answer_survei(JAWABAN)

    assert klinik.facts() == [
        "PermohonanDiajukan",
        "PermohonanLengkap",
        "RekomendasiDiminta",
        "RekomendasiDiminta",
        "RekomendasiDiberikan",
        "RekomendasiDiberikan",
        "IzinDiterbitkan",
        "IzinDiserahkan",
        "SurveiDiisi",
    ]


def test_every_step_leaves_a_row_of_the_trail(sip: Berkas) -> None:
    sip.submit().accept().reject(alasan="  lokasi salah ")

    rows = [catatan.jejak for catatan in sip.permohonan.pull_catatan() if catatan.jejak]
    assert [(row.langkah.value, row.peran, row.dari, row.ke, row.alasan) for row in rows] == [
        ("create", "pemohon", "", "draf", ""),
        ("submit", "pemohon", "draf", "diajukan", ""),
        ("accept", "verifikator", "diajukan", "lengkap", ""),
        ("reject", "verifikator", "lengkap", "ditolak", "lokasi: lokasi salah"),
    ]
    assert not sip.permohonan.pull_catatan()


def test_the_stage_follows_the_work(sip: Berkas) -> None:
    stages = [sip.submit().permohonan.tahap, sip.accept().permohonan.tahap, sip.give("dinkes").permohonan.tahap]

    assert stages == ["verifikasi_berkas", "rekomendasi", "persetujuan"]
    assert [sip.approve().permohonan.tahap, sip.issue().permohonan.tahap] == ["tte", "penyerahan"]


# -- coming in -------------------------------------------------------------------------------------------------------


def test_the_fact_of_submission_has_numbers_and_no_person(katalog: Katalog, kalender: Kalender) -> None:
    isian = {"nilai_investasi": "250000000.50", "tenaga_kerja": 12, "nama_klinik": "Klinik Sari"}
    berkas = Berkas(katalog.get("izin-klinik", 1), kalender, isian=isian, wilayah_kode="32.16.06")

    fact = berkas.submit().last_fact()

    assert fact == peristiwa.PermohonanDiajukan(
        permohonan_id=str(berkas.permohonan.id),
        layanan_kode="izin-klinik",
        layanan_versi=1,
        opd_kode="dpmptsp",
        nomor_registrasi="PRZ-2026-000391",
        kanal="daring",
        jenis_pemohon="perorangan",
        wilayah_kode="32.16.06",
        nilai_investasi="250000000.50",
        tenaga_kerja=12,
    )
    assert "Sari" not in str(fact)
    assert NIK not in str(fact)


@pytest.mark.parametrize("isian", [{"nilai_investasi": "milik Sari", "tenaga_kerja": "Sari"}, {"tenaga_kerja": True}])
def test_what_is_no_number_stays_in_the_file(katalog: Katalog, kalender: Kalender, isian: dict[str, Any]) -> None:
    fact = Berkas(katalog.get("sip-dokter", 1), kalender, isian=isian).submit().last_fact()

    assert (fact.nilai_investasi, fact.tenaga_kerja) == ("", None)


def test_a_closed_layanan_an_unknown_channel_and_a_false_region_are_refused(
    katalog: Katalog, kalender: Kalender
) -> None:
    with pytest.raises(Invalid) as refusal:
        Berkas(katalog.get("izin-lingkungan", 1), kalender, kanal="merpati", wilayah_kode="Cikarang")

    assert set(refusal.value.errors) == {"layanan_kode", "kanal", "wilayah_kode"}


def test_the_key_opens_once_handed_in(sip: Berkas) -> None:
    assert not sip.permohonan.is_kunci("KUNCI")
    assert sip.submit().permohonan.is_kunci("kunci")
    assert not sip.permohonan.is_kunci("LAIN")


# -- the decision ----------------------------------------------------------------------------------------------------


def test_the_one_who_accepted_cannot_approve(sip: Berkas) -> None:
    both = Pelaku("akun-verifikator", frozenset({Peran.VERIFIKATOR, Peran.KABID}))
    sip.submit().accept().give("dinkes")

    with pytest.raises(Forbidden) as refusal:
        sip.permohonan.approve(oleh=both)

    assert refusal.value.code == "permohonan.four_eyes"


@pytest.mark.parametrize("peran", [peran for peran in Peran if peran is not Peran.KABID])
def test_nobody_but_the_kabid_approves(sip: Berkas, peran: Peran) -> None:
    sip.submit().accept().give("dinkes")

    with pytest.raises(Forbidden):
        sip.permohonan.approve(oleh=act_as(peran))


def test_a_rejection_has_its_reason(sip: Berkas) -> None:
    sip.submit()

    with pytest.raises(Invalid) as refusal:
        sip.permohonan.reject(
            alasan_kode="karena Sari", alasan=" ", at=moment("06-24"), oleh=act_as("kadis"), kalender=sip.kalender
        )

    assert set(refusal.value.errors) == {"alasan_kode", "alasan"}


def test_the_licence_has_its_number_and_its_end(sip: Berkas) -> None:
    izin = sip.submit().accept().give("dinkes").approve().issue().permohonan.izin

    assert izin is not None
    assert (izin.nomor, izin.berlaku_sampai) == ("503/0012/SIP/DPMPTSP/VI/2026", date(2031, 6, 26))
    assert izin.status_on(date(2031, 6, 26)) is StatusIzin.AKTIF
    assert izin.status_on(date(2031, 6, 27)) is StatusIzin.KEDALUWARSA
    assert replace(izin, status=StatusIzin.DICABUT).status_on(date(2031, 6, 27)) is StatusIzin.DICABUT
    assert sip.permohonan.selesai_pada == moment("06-26")
    assert sip.last_fact().berlaku_sampai == last_moment(date(2031, 6, 26))


def test_a_lapse_is_a_grant_only_where_the_policy_says_so(sip: Berkas, keramaian: Berkas) -> None:
    with pytest.raises(TransitionNotAllowed) as refusal:
        sip.submit().accept().deem_granted()
    with pytest.raises(TransitionNotAllowed):
        keramaian.submit().accept().deem_granted("06-29")

    fact = keramaian.deem_granted("06-30").last_fact()

    assert refusal.value.detail["sebab"] == "kebijakan"
    assert (fact.dasar_hukum[:15], fact.hari_kerja, fact.tepat_waktu) == ("UU 30/2014 ps 5", 6, False)


@pytest.mark.parametrize("late", [Berkas.reject, Berkas.return_])
def test_what_the_law_has_granted_is_neither_rejected_nor_returned(
    keramaian: Berkas, late: Callable[..., Berkas]
) -> None:
    keramaian.submit().accept()

    with pytest.raises(TransitionNotAllowed) as refused:
        late(keramaian, day="12-30")

    assert refused.value.detail["sebab"] == "dikabulkan"


def test_nothing_lapses_while_a_pause_is_open(keramaian: Berkas) -> None:
    with pytest.raises(TransitionNotAllowed):
        keramaian.submit().accept().return_().deem_granted()


def test_the_survey_is_answered_once(sip: Berkas) -> None:
    sip.submit().accept().give("dinkes").approve().issue().permohonan.answer_survei(JAWABAN)

    with pytest.raises(TransitionNotAllowed):
        sip.permohonan.answer_survei(JAWABAN)
    assert sip.last_fact().sarana == 4


@pytest.mark.parametrize("langkah", _ACTS)
def test_an_imported_file_is_read_only(keramaian: Berkas, langkah: Langkah) -> None:
    keramaian.submit().accept()
    keramaian.permohonan.impor = True

    with pytest.raises(DomainError):
        _ACTS[langkah](keramaian)

    assert not any(keramaian.permohonan.permits(each, act_as(peran)) for each in Langkah for peran in Peran)


def test_a_decision_after_the_calendar_ends_has_no_working_days(sip: Berkas) -> None:
    sip.submit().accept()

    sip.permohonan.reject(
        alasan_kode="lokasi",
        alasan="lama",
        at=datetime(2028, 1, 3, tzinfo=UTC),
        oleh=act_as("kadis"),
        kalender=sip.kalender,
    )

    assert (sip.last_fact().hari_kerja, sip.permohonan.status) == (None, StatusPermohonan.DITOLAK)
