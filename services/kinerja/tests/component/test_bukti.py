"""The evidence beside the nine boxes: figures, feedback, the team's spread, what the rules suggest; and who reads which."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from chassis.domain import NotFound, Pengguna
from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application import Application
from kinerja.application.evaluasi.assess import CreateEvaluasi
from kinerja.application.evaluasi.bukti import IndikatorBukti
from kinerja.application.evaluasi.organisasi import SetCapaian
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.application.pegawai.move import MovePegawai
from kinerja.application.tujuan.establish_indikator import EstablishIndikator
from kinerja.application.tujuan.record_realisasi import RecordRealisasi
from kinerja.application.umpan_balik.give import GiveUmpanBalik
from kinerja.application.wewenang import PERAN
from kinerja.domain.capaian import Polaritas
from kinerja.domain.evaluasi import Nilai
from kinerja.domain.pegawai import Pegawai
from kinerja.domain.predikat import CapaianOrganisasi, Ekspektasi, Predikat
from kinerja.domain.umpan_balik import Tentang

Sesi = Callable[..., FlaskClient]
PERIODE = "2026-T1"


def pengguna(pegawai: Pegawai, *peran: str) -> Pengguna:
    """Return a caller."""
    scopes = frozenset(scope for each in peran for scope in PERAN[each])
    return Pengguna(
        akun=pegawai.id, pengguna_id=pegawai.id, peran=frozenset(peran), opd_kode=pegawai.opd_kode,
        pegawai_id=pegawai.id, scopes=scopes,
    )  # fmt: skip


@pytest.fixture
def rantai(daerah: LoadOrganisasi) -> Rantai:
    return find_rantai(daerah, "dinkes")


@pytest.fixture
def callers(rantai: Rantai) -> Mapping[str, Pengguna]:
    keeper = Pengguna(
        akun="bkpsdm", pengguna_id="bkpsdm", peran=frozenset({"bkpsdm"}), opd_kode="bkpsdm", pegawai_id=None,
        scopes=frozenset(PERAN["bkpsdm"]),
    )  # fmt: skip
    return {
        "pegawai": pengguna(rantai.pegawai, "pegawai"),
        "penilai": pengguna(rantai.penilai, "pegawai", "penilai"),
        "atasan": pengguna(rantai.atasan_penilai, "pegawai", "penilai", "atasan_penilai"),
        "bkpsdm": keeper,
    }


@pytest.fixture(autouse=True)
def skp(engine: Engine, rantai: Rantai) -> None:
    """Give the person and the assessor an SKP of 2026 that holds."""
    insert = (
        "INSERT INTO skp (id, pegawai_id, unit_id, opd_kode, tahun, status, versi, version, catatan, penilai_id)"
        " VALUES (:id, :id, :unit_id, 'dinkes', 2026, 'ditetapkan', 1, 3, '', :penilai_id)"
    )
    with engine.begin() as conn:
        for each in (rantai.pegawai, rantai.penilai):
            values = {"id": each.id, "unit_id": each.unit_id, "penilai_id": each.atasan_id}
            conn.execute(text(insert), values)


def establish_indikator(application: Application, keeper: Pengguna, unit_id: str, nilai: str) -> None:
    target = {f"T{n}": Decimal(f"{n}0") for n in range(1, 5)}
    made = application.tujuan.establish_indikator(
        EstablishIndikator(
            pengguna=keeper, unit_id=unit_id, tahun=2026, nama="Faskes dibina", satuan="faskes",
            polaritas=Polaritas.NAIK, iku=False, target=target,
        )
    )  # fmt: skip
    application.tujuan.record_realisasi(
        RecordRealisasi(pengguna=keeper, indikator_id=made.id, periode=PERIODE, nilai=Decimal(nilai))
    )


def figures(indikator: Sequence[IndikatorBukti]) -> list[tuple[Decimal, Decimal | None, Decimal | None]]:
    return [(each.target, each.realisasi, each.capaian) for each in indikator]


def rate(application: Application, penilai: Pengguna, whom: Pegawai) -> None:
    nilai = Nilai(hasil_kerja=Ekspektasi.SESUAI, perilaku=Ekspektasi.SESUAI, catatan="")
    command = CreateEvaluasi(pengguna=penilai, pegawai_id=whom.id, periode=PERIODE, nilai=nilai)
    application.evaluasi.create_evaluasi(command)


def test_the_figures_are_those_of_the_nearest_unit_that_has_any(
    application: Application, callers: Mapping[str, Pengguna], rantai: Rantai
) -> None:
    establish_indikator(application, callers["bkpsdm"], rantai.atasan_penilai.unit_id, "12")
    far = application.evaluasi.get_bukti(callers["penilai"], rantai.pegawai.id, PERIODE).indikator
    establish_indikator(application, callers["bkpsdm"], rantai.pegawai.unit_id, "9")
    near = application.evaluasi.get_bukti(callers["penilai"], rantai.pegawai.id, PERIODE).indikator
    year = application.evaluasi.get_bukti(callers["penilai"], rantai.pegawai.id, "2026").indikator

    assert figures(far) == [(Decimal(10), Decimal(12), Decimal(120))]
    assert figures(near) == [(Decimal(10), Decimal(9), Decimal(90))]
    assert figures(year) == [(Decimal(40), None, None)]


def test_the_feedback_is_that_of_the_period_and_for_the_year_that_of_its_quarters(
    application: Application, callers: Mapping[str, Pengguna], rantai: Rantai
) -> None:
    for periode in (PERIODE, "2026-T2", "2026", "2025-T1"):
        application.umpan_balik.give_umpan_balik(
            GiveUmpanBalik(
                pengguna=callers["penilai"], pegawai_id=rantai.pegawai.id, periode=periode,
                tentang=Tentang.AKUNTABEL, isi=f"Rapi {periode}",
            )
        )  # fmt: skip

    def read(periode: str) -> set[str]:
        found = application.evaluasi.get_bukti(callers["penilai"], rantai.pegawai.id, periode).umpan_balik
        return {each.isi for each in found or ()}

    assert read(PERIODE) == {"Rapi 2026-T1"}
    assert read("2026") == {"Rapi 2026-T1", "Rapi 2026-T2", "Rapi 2026"}


def test_the_spread_counts_the_drafts_of_the_team_and_says_who_waits(
    application: Application, callers: Mapping[str, Pengguna], rantai: Rantai, daerah: LoadOrganisasi
) -> None:
    team = [each for each in daerah.pegawai if each.atasan_id == rantai.penilai.id]
    rate(application, callers["penilai"], rantai.pegawai)

    found = application.evaluasi.get_bukti(callers["penilai"], rantai.pegawai.id, PERIODE).sebaran

    assert found is not None
    assert (found.populasi, found.jumlah[Predikat.BAIK], found.belum) == (1, 1, len(team) - 1)


def test_the_capaian_of_a_unit_suggests_the_rating_of_its_heads_work_and_of_nobody_else(
    application: Application, callers: Mapping[str, Pengguna], rantai: Rantai
) -> None:
    before = application.evaluasi.get_bukti(callers["atasan"], rantai.penilai.id, PERIODE).saran
    application.evaluasi.set_capaian(
        SetCapaian(
            pengguna=callers["bkpsdm"], unit_id=rantai.penilai.unit_id, periode=PERIODE,
            capaian=CapaianOrganisasi.ISTIMEWA, alasan="Semua target terlampaui",
        )
    )  # fmt: skip
    of_head = application.evaluasi.get_bukti(callers["atasan"], rantai.penilai.id, PERIODE).saran
    of_staff = application.evaluasi.get_bukti(callers["penilai"], rantai.pegawai.id, PERIODE).saran

    assert (before, of_staff) == (None, None)
    assert of_head is not None
    assert (of_head.hasil_kerja, of_head.capaian) == (Ekspektasi.DI_ATAS, CapaianOrganisasi.ISTIMEWA)


@pytest.mark.parametrize(
    "caller, feedback, spread",
    [("penilai", True, True), ("atasan", True, True), ("pegawai", True, False), ("bkpsdm", False, False)],
)
def test_everyone_reads_what_is_theirs_to_read(
    application: Application,
    callers: Mapping[str, Pengguna],
    rantai: Rantai,
    caller: str,
    feedback: bool,
    spread: bool,
) -> None:
    found = application.evaluasi.get_bukti(callers[caller], rantai.pegawai.id, PERIODE)

    assert (found.umpan_balik is not None, found.sebaran is not None) == (feedback, spread)


def test_who_assessed_a_person_before_a_move_reads_the_evidence_of_that_unit_and_not_of_the_new_one(
    application: Application, callers: Mapping[str, Pengguna], rantai: Rantai, stranger: Pegawai
) -> None:
    establish_indikator(application, callers["bkpsdm"], rantai.pegawai.unit_id, "9")
    application.move_pegawai(
        MovePegawai(
            pengguna=callers["bkpsdm"], pegawai_id=rantai.pegawai.id, expected_version=1, unit_id=stranger.unit_id,
            jabatan_kode="pengolah-data", alasan="SK 800/1",
        )
    )  # fmt: skip
    before = application.evaluasi.get_bukti(callers["penilai"], rantai.pegawai.id, PERIODE, rantai.pegawai.unit_id)

    assert figures(before.indikator) == [(Decimal(10), Decimal(9), Decimal(90))]
    assert before.sebaran is not None
    with pytest.raises(NotFound):
        application.evaluasi.get_bukti(callers["penilai"], rantai.pegawai.id, PERIODE)


def test_a_colleague_finds_no_evidence(
    application: Application, rantai: Rantai, daerah: LoadOrganisasi, stranger: Pegawai
) -> None:
    for each in (stranger, next(p for p in daerah.pegawai if p.unit_id == rantai.pegawai.unit_id and not p.memimpin)):
        if each.id != rantai.pegawai.id:
            with pytest.raises(NotFound):
                application.evaluasi.get_bukti(pengguna(each, "pegawai", "penilai"), rantai.pegawai.id, PERIODE)


def test_the_page_shows_the_evidence_and_presets_no_box(
    application: Application, callers: Mapping[str, Pengguna], rantai: Rantai, sesi: Sesi
) -> None:
    establish_indikator(application, callers["bkpsdm"], rantai.penilai.unit_id, "12.5")
    for whom, giver in ((rantai.penilai, "atasan"), (rantai.pegawai, "penilai")):
        application.umpan_balik.give_umpan_balik(
            GiveUmpanBalik(
                pengguna=callers[giver],
                pegawai_id=whom.id,
                periode=PERIODE,
                tentang=Tentang.KOMPETEN,
                isi="Cepat paham",
            )
        )
    application.evaluasi.set_capaian(
        SetCapaian(
            pengguna=callers["bkpsdm"], unit_id=rantai.penilai.unit_id, periode=PERIODE,
            capaian=CapaianOrganisasi.BAIK, alasan="Sesuai target",
        )
    )  # fmt: skip
    above = sesi("pegawai", "penilai", "atasan_penilai", opd="dinkes", pegawai_id=rantai.atasan_penilai.id)
    page = above.get(f"/evaluasi/baru?pegawai_id={rantai.penilai.id}&periode={PERIODE}").text

    assert "12,5\N{NO-BREAK SPACE}faskes" in page
    assert "Cepat paham" in page
    assert "Sebaran predikat tim" in page
    assert "Saran hasil kerja: sesuai ekspektasi" in page
    assert " checked" not in page.partition('name="kuadran"')[2].partition("</table>")[0]
