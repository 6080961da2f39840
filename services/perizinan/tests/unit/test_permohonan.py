"""The life of a permohonan: who may do what, when, and what the world is told of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chassis.domain import JAKARTA, DomainError, Forbidden, Invalid, NotFound, TransitionNotAllowed
from perizinan.domain import peristiwa
from perizinan.domain.identitas import Pemohon
from perizinan.domain.izin import StatusIzin
from perizinan.domain.jangka_waktu import last_moment
from perizinan.domain.kalender import Kalender
from perizinan.domain.langkah import TRANSISI, Langkah, Pelaku, Peran, StatusPermohonan
from perizinan.domain.layanan import AkibatDiam, Katalog, Layanan
from perizinan.domain.permohonan import Kekurangan, Permohonan
from perizinan.domain.rekomendasi import StatusRekomendasi
from perizinan.domain.survei import UNSUR

_NIK = "3602041211870001"
_JAWABAN = dict.fromkeys(UNSUR, 4)
_KTP_BURAM = [Kekurangan("ktp", "buram, foto lagi")]


def _as(peran: str) -> Pelaku:
    return Pelaku(f"akun-{peran}", frozenset({Peran(peran)}))


def _at(day: str, hour: int = 9) -> datetime:
    """A moment of 2026 in Jakarta, told in UTC."""
    return datetime.combine(date.fromisoformat(f"2026-{day}"), datetime.min.time(), JAKARTA).astimezone(
        UTC
    ) + timedelta(hours=hour)


class Berkas:
    """A permohonan that speaks in days of 2026: each act is done by the one whose act it is."""

    def __init__(self, layanan: Layanan, kalender: Kalender, **masukan: Any) -> None:
        self.kalender = kalender
        self.permohonan = Permohonan.create(
            layanan=layanan,
            at=_at("06-19"),
            oleh=_as("pemohon"),
            **{
                "kanal": "daring",
                "pemohon": Pemohon.create(jenis="perorangan", nama="Sari", nik=_NIK),
                "isian": {},
                **masukan,
            },
        )

    def submit(self, day: str = "06-19") -> "Berkas":
        self.permohonan.submit(seq=391, kunci="KUNCI", at=_at(day), oleh=_as("pemohon"))
        return self

    def accept(self, day: str = "06-22") -> "Berkas":
        self.permohonan.accept(at=_at(day), oleh=_as("verifikator"), kalender=self.kalender)
        return self

    def give(self, opd: str, hasil: str = "setuju", day: str = "06-23", alasan: str = "") -> "Berkas":
        self.permohonan.give_rekomendasi(
            opd, hasil=hasil, alasan=alasan, at=_at(day), oleh=_as("mitra"), kalender=self.kalender
        )
        return self

    def return_(self, day: str = "06-24", kekurangan: list[Kekurangan] = _KTP_BURAM) -> "Berkas":
        self.permohonan.return_(kekurangan, at=_at(day), oleh=_as("verifikator"), kalender=self.kalender)
        return self

    def resubmit(self, day: str = "06-30", **isian: Any) -> "Berkas":
        self.permohonan.resubmit(isian, at=_at(day), oleh=_as("pemohon"), kalender=self.kalender)
        return self

    def approve(self) -> "Berkas":
        self.permohonan.approve(oleh=_as("kabid"))
        return self

    def reject(self, day: str = "06-24", peran: str = "verifikator", alasan: str = "lokasi tidak sesuai") -> "Berkas":
        self.permohonan.reject(
            alasan_kode="lokasi", alasan=alasan, at=_at(day), oleh=_as(peran), kalender=self.kalender
        )
        return self

    def issue(self, day: str = "06-26") -> "Berkas":
        self.permohonan.issue(seq=12, at=_at(day), oleh=_as("kadis"), kalender=self.kalender)
        return self

    def hand_over(self) -> "Berkas":
        self.permohonan.hand_over(oleh=_as("petugas"))
        return self

    def withdraw(self, day: str = "06-24") -> "Berkas":
        self.permohonan.withdraw(at=_at(day), oleh=_as("pemohon"))
        return self

    def deem_withdrawn(self, day: str = "12-31") -> "Berkas":
        self.permohonan.deem_withdrawn(at=_at(day))
        return self

    def deem_granted(self, day: str = "12-31") -> "Berkas":
        self.permohonan.deem_granted(at=_at(day), kalender=self.kalender)
        return self

    def last_fact(self) -> Any:
        return [catatan.peristiwa for catatan in self.permohonan.pull_catatan() if catatan.peristiwa][-1]

    def facts(self) -> list[str]:
        return [type(c.peristiwa).__name__ for c in self.permohonan.pull_catatan() if c.peristiwa]


@pytest.fixture
def sip(katalog: Katalog, kalender: Kalender) -> Berkas:
    return Berkas(katalog.get("sip-dokter", 1), kalender)


@pytest.fixture
def klinik(katalog: Katalog, kalender: Kalender) -> Berkas:
    return Berkas(katalog.get("izin-klinik", 1), kalender)


@pytest.fixture
def keramaian(katalog: Katalog, kalender: Kalender) -> Berkas:
    """Deemed granted at the lapse; five days."""
    return Berkas(katalog.get("izin-keramaian", 1), kalender)


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
    Langkah.ASSIGN: lambda b: b.permohonan.assign("pegawai-7", oleh=_as("kabid")),
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
    Langkah.LAPSE_REKOMENDASI: lambda b: b.permohonan.lapse_rekomendasi("dishub", at=_at("12-31")),
    Langkah.RESCHEDULE: lambda b: b.permohonan.reschedule(at=_at("06-23"), kalender=b.kalender),
    Langkah.ANSWER_SURVEI: lambda b: b.permohonan.answer_survei(_JAWABAN),
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
    klinik.permohonan.answer_survei(_JAWABAN)

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
    assert _NIK not in str(fact)


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


# -- the clock -------------------------------------------------------------------------------------------------------


def test_the_clock_starts_when_the_file_is_complete(sip: Berkas) -> None:
    fact = next(
        c.peristiwa
        for c in sip.submit().accept().permohonan.pull_catatan()
        if isinstance(c.peristiwa, peristiwa.PermohonanLengkap)
    )

    assert sip.permohonan.jatuh_tempo == date(2026, 6, 29)
    assert (fact.mulai, fact.jatuh_tempo) == (_at("06-22"), last_moment(date(2026, 6, 29)))


def test_a_clock_that_starts_on_a_closed_day_starts_at_midnight_of_the_next(sip: Berkas) -> None:
    sip.submit().accept("06-20")

    [lengkap] = [
        c.peristiwa for c in sip.permohonan.pull_catatan() if isinstance(c.peristiwa, peristiwa.PermohonanLengkap)
    ]
    assert lengkap.mulai == _at("06-22", hour=0)


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

    sip.permohonan.reschedule(at=_at("06-24"), kalender=changed)

    assert sip.permohonan.jatuh_tempo == date(2026, 6, 30)
    with pytest.raises(TransitionNotAllowed):
        sip.permohonan.reschedule(at=_at("07-01"), kalender=sip.kalender)


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
        ([*_KTP_BURAM, Kekurangan("surat_organisasi_profesi", "belum ada")], "kekurangan.1.syarat"),
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
        sip.permohonan.lapse_rekomendasi("dinkes", at=_at("06-25", hour=23))

    tugas = sip.permohonan.lapse_rekomendasi("dinkes", at=_at("06-26", hour=0))

    assert tugas.status is StatusRekomendasi.TERLEWAT
    assert sip.last_fact().akibat == diam
    assert tugas.is_met is approved
    assert tugas.is_awaited is not approved


def test_an_escalated_partner_may_still_answer_late(sip: Berkas) -> None:
    sip.submit().accept().permohonan.lapse_rekomendasi("dinkes", at=_at("06-26"))

    assert sip.give("dinkes", day="06-29").last_fact().tepat_waktu is False
    assert sip.approve().permohonan.status is StatusPermohonan.DISETUJUI


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
        sip.permohonan.approve(oleh=_as(peran))


def test_a_rejection_has_its_reason(sip: Berkas) -> None:
    sip.submit()

    with pytest.raises(Invalid) as refusal:
        sip.permohonan.reject(
            alasan_kode="karena Sari", alasan=" ", at=_at("06-24"), oleh=_as("kadis"), kalender=sip.kalender
        )

    assert set(refusal.value.errors) == {"alasan_kode", "alasan"}


def test_the_licence_has_its_number_and_its_end(sip: Berkas) -> None:
    izin = sip.submit().accept().give("dinkes").approve().issue().permohonan.izin

    assert izin is not None
    assert (izin.nomor, izin.berlaku_sampai) == ("503/0012/SIP/DPMPTSP/VI/2026", date(2031, 6, 26))
    assert izin.status_on(date(2031, 6, 26)) is StatusIzin.AKTIF
    assert izin.status_on(date(2031, 6, 27)) is StatusIzin.KEDALUWARSA
    assert replace(izin, status=StatusIzin.DICABUT).status_on(date(2031, 6, 27)) is StatusIzin.DICABUT
    assert sip.permohonan.selesai_pada == _at("06-26")
    assert sip.last_fact().berlaku_sampai == last_moment(date(2031, 6, 26))


def test_a_lapse_is_a_grant_only_where_the_policy_says_so(sip: Berkas, keramaian: Berkas) -> None:
    with pytest.raises(TransitionNotAllowed) as refusal:
        sip.submit().accept().deem_granted()
    with pytest.raises(TransitionNotAllowed):
        keramaian.submit().accept().deem_granted("06-29")

    fact = keramaian.deem_granted("06-30").last_fact()

    assert refusal.value.detail["sebab"] == "kebijakan"
    assert (fact.dasar_hukum[:15], fact.hari_kerja, fact.tepat_waktu) == ("UU 30/2014 ps 5", 6, False)


def test_nothing_lapses_while_a_pause_is_open(keramaian: Berkas) -> None:
    with pytest.raises(TransitionNotAllowed):
        keramaian.submit().accept().return_().deem_granted()


def test_the_survey_is_answered_once(sip: Berkas) -> None:
    sip.submit().accept().give("dinkes").approve().issue().permohonan.answer_survei(_JAWABAN)

    with pytest.raises(TransitionNotAllowed):
        sip.permohonan.answer_survei(_JAWABAN)
    assert sip.last_fact().sarana == 4


@pytest.mark.parametrize("langkah", _ACTS)
def test_an_imported_file_is_read_only(keramaian: Berkas, langkah: Langkah) -> None:
    keramaian.submit().accept()
    keramaian.permohonan.impor = True

    with pytest.raises(DomainError):
        _ACTS[langkah](keramaian)

    assert not any(keramaian.permohonan.permits(each, _as(peran)) for each in Langkah for peran in Peran)


def test_a_decision_after_the_calendar_ends_has_no_working_days(sip: Berkas) -> None:
    sip.submit().accept()

    sip.permohonan.reject(
        alasan_kode="lokasi",
        alasan="lama",
        at=datetime(2028, 1, 3, tzinfo=UTC),
        oleh=_as("kadis"),
        kalender=sip.kalender,
    )

    assert (sip.last_fact().hari_kerja, sip.permohonan.status) == (None, StatusPermohonan.DITOLAK)
