"""The catalogue that ships with the service, and what it refuses."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copyfile

import pytest
from jsonschema import Draft202012Validator

import perizinan
from chassis.domain import NotFound
from perizinan.adapters.acuan import AcuanInvalid, load_kalender, load_layanan, load_opd
from perizinan.domain.layanan import Katalog, KomponenStandar

_TODAY = date(2026, 11, 24)
_DATA = Path(perizinan.__file__).parent / "data"


def test_there_are_at_least_twelve_layanan_and_thirty_four_agencies(katalog: Katalog) -> None:
    assert len(katalog.list_in_force(_TODAY)) >= 12
    assert len(load_opd()) >= 34


def test_sip_dokter_asks_dinkes(katalog: Katalog) -> None:
    layanan = katalog.get_in_force("sip-dokter", _TODAY)

    assert [(mitra.opd, mitra.wajib) for mitra in layanan.mitra] == [("dinkes", True)]
    assert (layanan.retribusi, layanan.sla_hari) == (Decimal(0), 5)


def test_izin_klinik_asks_dinkes_and_dlh(katalog: Katalog) -> None:
    layanan = katalog.get_in_force("izin-klinik", _TODAY)

    assert {(mitra.opd, mitra.wajib) for mitra in layanan.mitra} == {("dinkes", True), ("dlh", True)}
    assert layanan.retribusi == Decimal(0)


def test_izin_lingkungan_belongs_to_dlh_and_is_closed(katalog: Katalog) -> None:
    layanan = katalog.get_in_force("izin-lingkungan", _TODAY)

    assert layanan.opd_kode == "dlh"
    assert layanan.tutup


def test_every_layanan_has_the_fourteen_components_with_their_source(katalog: Katalog) -> None:
    for layanan in katalog.list_in_force(_TODAY):
        assert list(layanan.standar) == list(KomponenStandar)
        assert all(komponen.teks and komponen.sumber for komponen in layanan.standar.values()), layanan.kode


def test_every_form_may_stay_empty(katalog: Katalog) -> None:
    for layanan in katalog.list_in_force(_TODAY):
        assert Draft202012Validator(layanan.isian_skema).is_valid({}), layanan.kode


def test_a_layanan_without_a_sector_rule_has_the_default_deadline(katalog: Katalog) -> None:
    layanan = katalog.get_in_force("izin-keramaian", _TODAY)

    assert layanan.sla_hari == 5
    assert layanan.dianggap_dikabulkan


def test_only_a_layanan_without_a_sector_rule_is_deemed_granted(katalog: Katalog) -> None:
    granted = [layanan.kode for layanan in katalog.list_in_force(_TODAY) if layanan.dianggap_dikabulkan]

    assert granted == ["izin-keramaian"]


def test_publishing_a_standard_is_a_fact_of_the_layanan(katalog: Katalog) -> None:
    fact = katalog.get("sip-dokter", 1).establish()

    assert (fact.subjek, fact.layanan_versi, fact.sla_hari, len(fact.komponen)) == ("sip-dokter", 1, 5, 14)


def test_a_new_version_holds_from_its_date_and_the_old_one_can_still_be_had(katalog: Katalog) -> None:
    old = katalog.get("sip-dokter", 1)
    both = Katalog([replace(old, versi=2, berlaku_dari=date(2027, 1, 1)), old])

    assert both.get_in_force("sip-dokter", date(2026, 12, 31)).versi == 1
    assert both.get_in_force("sip-dokter", date(2027, 1, 1)).versi == 2
    assert both.get("sip-dokter", 1) is old


@pytest.mark.parametrize("kode, versi", [("tidak-ada", 1), ("sip-dokter", 9)])
def test_an_unknown_layanan_is_not_found(katalog: Katalog, kode: str, versi: int) -> None:
    with pytest.raises(NotFound):
        katalog.get(kode, versi)


@pytest.mark.parametrize(
    "berkas, old, new, load",
    [
        ("layanan/pbg.yaml", "opd: dpupr", "opd: dpuprr", load_layanan),
        ("layanan/pbg.yaml", "sla_hari: 20", "sla_hari: 29", load_layanan),
        ("layanan/pbg.yaml", "type: object", "type: benda", load_layanan),
        ("layanan/pbg.yaml", "versi: 1", "versii: 1", load_layanan),
        ("layanan/pbg.yaml", "kode: pbg", "kode: slf", load_layanan),
        ("layanan/pbg.yaml", "kode: PBG", "kode: [", load_layanan),
        ("standar.yaml", "sarana:", "saran:", load_layanan),
        ("kalender.yaml", "2026-05-14", "2025-05-14", load_kalender),
        ("kalender.yaml", '"16:00"', '"sore"', load_kalender),
    ],
)
def test_a_mistake_in_the_data_is_refused_with_the_name_of_its_file(
    tmp_path: Path, berkas: str, old: str, new: str, load: Callable[[Path], object]
) -> None:
    (tmp_path / "layanan").mkdir()
    for name in ("kalender", "kebijakan", "opd", "standar", "layanan/pbg", "layanan/slf"):
        copyfile(_DATA / f"{name}.yaml", tmp_path / f"{name}.yaml")
    wrong = tmp_path / berkas
    wrong.write_text(wrong.read_text().replace(old, new, 1))

    with pytest.raises(AcuanInvalid, match=r"\.yaml"):
        load(tmp_path)
