"""The organisation tree."""

from datetime import UTC, datetime

import pytest

from chassis.domain import Invalid, VersionRequired, VersionStale
from kinerja.domain.unit import JenisUnit, OrganisasiInvalid, PohonUnit, Unit

AT = datetime(2026, 12, 31, 18, tzinfo=UTC)  # already 2027 in Jakarta


def a_unit(id_: str, induk: str | None, jenis: JenisUnit, opd: str = "dinkes") -> Unit:
    return Unit(id=id_, induk_id=induk, nama=id_.title(), jenis=jenis, opd_kode=opd)


def a_regency() -> list[Unit]:
    return [
        a_unit("daerah", None, JenisUnit.PEMERINTAH_DAERAH, ""),
        a_unit("dinkes", "daerah", JenisUnit.OPD),
        a_unit("bidang", "dinkes", JenisUnit.BIDANG),
        a_unit("seksi", "bidang", JenisUnit.SEKSI),
    ]


def test_a_tree_is_walked_a_parent_before_its_children() -> None:
    pohon = PohonUnit(reversed(a_regency()))

    assert [unit.id for unit in pohon.walk()] == ["daerah", "dinkes", "bidang", "seksi"]
    assert [unit.id for unit in pohon.induk("seksi")] == ["bidang", "dinkes", "daerah"]


@pytest.mark.parametrize(
    "extra, code",
    [
        (a_unit("dua", None, JenisUnit.PEMERINTAH_DAERAH, ""), "organisasi.one_root"),
        (a_unit("seksi", "bidang", JenisUnit.SEKSI), "organisasi.unit_twice"),
        (a_unit("sesat", "tiada", JenisUnit.SEKSI), "organisasi.wrong_parent"),
        (a_unit("sub", "bidang", JenisUnit.SUBBAGIAN), "organisasi.wrong_parent"),
        (a_unit("asing", "bidang", JenisUnit.SEKSI, "dlh"), "organisasi.wrong_opd"),
    ],
)
def test_units_that_form_no_tree_are_refused(extra: Unit, code: str) -> None:
    with pytest.raises(OrganisasiInvalid) as refusal:
        PohonUnit([*a_regency(), extra])

    assert refusal.value.code == code


def test_units_out_of_reach_of_the_root_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kinerja.domain.unit.JENIS_INDUK", dict.fromkeys(JenisUnit, frozenset(JenisUnit)))
    ring = [a_unit("a", "b", JenisUnit.SEKSI), a_unit("b", "a", JenisUnit.SEKSI)]

    with pytest.raises(OrganisasiInvalid, match=r"organisasi\.cycle"):
        PohonUnit([*a_regency(), *ring])


def test_a_renamed_unit_tells_its_whole_state_in_the_year_of_jakarta() -> None:
    unit = a_unit("bidang", "dinkes", JenisUnit.BIDANG)
    unit.rename("  Bidang   Baru ", expected_version=1, at=AT)

    (event,) = unit.events
    assert (unit.nama, unit.version) == ("Bidang Baru", 2)
    assert (event.tahun, event.label, event.induk_id, event.jenis) == (2027, "Bidang Baru", "dinkes", "bidang")


def test_the_same_name_again_changes_nothing() -> None:
    unit = a_unit("bidang", "dinkes", JenisUnit.BIDANG)
    unit.rename("Bidang", expected_version=1, at=AT)

    assert (unit.events, unit.version) == ([], 1)


def test_an_old_version_or_none_is_refused() -> None:
    unit = a_unit("bidang", "dinkes", JenisUnit.BIDANG)

    with pytest.raises(VersionStale):
        unit.rename("Lain", expected_version=7, at=AT)
    with pytest.raises(VersionRequired):
        unit.rename("Lain", expected_version=None, at=AT)


@pytest.mark.parametrize("nama", ["", "   ", "x" * 161])
def test_a_name_that_cannot_be_is_refused(nama: str) -> None:
    with pytest.raises(Invalid) as refusal:
        a_unit("bidang", "dinkes", JenisUnit.BIDANG).rename(nama, expected_version=1, at=AT)

    assert "nama" in refusal.value.errors
