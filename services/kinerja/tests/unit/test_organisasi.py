"""People, posts, and who stands above whom."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from chassis.domain import Invalid, TransitionNotAllowed
from kinerja.domain.jabatan import Jabatan, JenisJabatan, JenjangJabatan
from kinerja.domain.organisasi import Organisasi
from kinerja.domain.pegawai import Pegawai, PegawaiBerubah
from kinerja.domain.unit import JenisUnit, PohonUnit, Unit

AT = datetime(2026, 11, 24, tzinfo=UTC)
STAF = Jabatan(
    kode="pengolah-data", nama="Pengolah Data", jenis=JenisJabatan.PELAKSANA, jenjang=JenjangJabatan.PELAKSANA
)

UNIT = {
    "daerah": Unit(id="daerah", induk_id=None, nama="D", jenis=JenisUnit.PEMERINTAH_DAERAH, opd_kode=""),
    "setda": Unit(id="setda", induk_id="daerah", nama="S", jenis=JenisUnit.OPD, opd_kode="setda"),
    "dinkes": Unit(id="dinkes", induk_id="daerah", nama="K", jenis=JenisUnit.OPD, opd_kode="dinkes"),
    "bidang": Unit(id="bidang", induk_id="dinkes", nama="B", jenis=JenisUnit.BIDANG, opd_kode="dinkes"),
    "seksi": Unit(id="seksi", induk_id="bidang", nama="X", jenis=JenisUnit.SEKSI, opd_kode="dinkes"),
}


def kepala_of(jenis: JenisUnit) -> Jabatan:
    return Jabatan(
        kode=f"kepala-{jenis}",
        nama="Kepala",
        jenis=JenisJabatan.STRUKTURAL,
        jenjang=JenjangJabatan.PENGAWAS,
        jenis_unit=jenis,
    )


def kepala(id_: str, unit: str) -> Pegawai:
    return Pegawai(id=id_, nama=id_, unit_id=unit, opd_kode=UNIT[unit].opd_kode, jabatan=kepala_of(UNIT[unit].jenis))


def staf(id_: str, unit: str) -> Pegawai:
    return Pegawai(id=id_, nama=id_, unit_id=unit, opd_kode=UNIT[unit].opd_kode, jabatan=STAF)


def everyone() -> dict[str, Pegawai]:
    people = [
        kepala("sekda", "setda"),
        kepala("kadis", "dinkes"),
        kepala("kabid", "bidang"),
        kepala("kasi", "seksi"),
        staf("andi", "seksi"),
        staf("budi", "bidang"),
    ]
    return {each.id: each for each in people}


def organisasi_of(people: Iterable[Pegawai]) -> Organisasi:
    return Organisasi(PohonUnit(UNIT.values()), people)


def test_a_superior_follows_from_the_tree_up_to_the_sekretaris_daerah() -> None:
    people = everyone()
    organisasi_of(people.values()).follow()

    assert {id_: each.atasan_id for id_, each in people.items()} == {
        "sekda": None,
        "kadis": "sekda",
        "kabid": "kadis",
        "kasi": "kabid",
        "andi": "kasi",
        "budi": "kabid",
    }


def test_when_a_head_leaves_those_below_look_to_the_next_one_up() -> None:
    people = everyone()
    organisasi = organisasi_of(people.values())
    organisasi.follow()
    people["kasi"].deactivate()

    assert [each.id for each in organisasi.follow()] == ["andi"]
    assert people["andi"].atasan_id == "kabid"


def test_a_new_head_stands_above_the_unit_at_once() -> None:
    people = everyone()
    organisasi = organisasi_of(people.values())
    organisasi.follow()
    people["kasi"].deactivate()
    organisasi.follow()
    people["budi"].move(UNIT["seksi"], kepala_of(JenisUnit.SEKSI))
    organisasi.follow()

    assert people["andi"].atasan_id == "budi"
    assert people["budi"].atasan_id == "kabid"


def test_a_chosen_superior_stays_until_they_leave() -> None:
    people = everyone()
    organisasi = organisasi_of(people.values())
    organisasi.follow()
    organisasi.check_atasan(people["andi"], "kadis")
    people["andi"].assign_atasan("kadis")

    assert organisasi.follow() == []
    assert people["andi"].atasan_id == "kadis"

    people["kadis"].deactivate()
    organisasi.follow()
    assert people["andi"].atasan_id == "kasi"


def test_a_superior_from_below_oneself_is_refused() -> None:
    people = everyone()
    organisasi = organisasi_of(people.values())
    organisasi.follow()

    for below in ("kadis", "kabid", "andi"):
        with pytest.raises(Invalid, match=r"request\.invalid"):
            organisasi.check_atasan(people["kadis"], below)


def test_a_choice_that_a_move_turns_into_a_circle_is_left_to_the_tree_again() -> None:
    people = everyone()
    organisasi = organisasi_of(people.values())
    organisasi.follow()
    people["kabid"].assign_atasan("budi")
    people["budi"].assign_atasan("sekda")
    organisasi.follow()
    people["budi"].release_atasan()
    organisasi.follow()

    assert people["kabid"].atasan_id == "kadis"
    for id_ in people:
        assert organisasi.chain(id_)[-1] == "sekda"


def test_a_unit_has_one_head() -> None:
    people = everyone()
    people["andi"].move(UNIT["bidang"], kepala_of(JenisUnit.BIDANG))

    with pytest.raises(Invalid) as refusal:
        organisasi_of(people.values()).follow()
    assert "jabatan_kode" in refusal.value.errors


def test_a_post_that_heads_another_kind_of_unit_does_not_fit() -> None:
    with pytest.raises(Invalid) as refusal:
        staf("andi", "seksi").move(UNIT["bidang"], kepala_of(JenisUnit.SEKSI))

    assert "jabatan_kode" in refusal.value.errors


def test_a_move_to_where_one_is_is_refused() -> None:
    with pytest.raises(Invalid):
        staf("andi", "seksi").move(UNIT["seksi"], STAF)


def test_whoever_has_left_can_only_come_back() -> None:
    andi = staf("andi", "seksi")
    andi.deactivate()

    for act in (andi.deactivate, lambda: andi.move(UNIT["bidang"], STAF), lambda: andi.assign_atasan("kabid")):
        with pytest.raises(TransitionNotAllowed):
            act()
    andi.reactivate()
    with pytest.raises(TransitionNotAllowed):
        andi.reactivate()


def test_a_concluded_change_has_a_new_version_and_tells_the_whole_state() -> None:
    andi = staf("andi", "seksi")
    andi.conclude(at=AT)

    (event,) = andi.events
    assert isinstance(event, PegawaiBerubah)
    assert andi.version == 2
    assert (event.pegawai_id, event.opd_kode, event.unit_id, event.atasan_id) == ("andi", "dinkes", "seksi", "")
    assert (event.jenis_jabatan, event.jabatan_kode, event.aktif) == ("pelaksana", "pengolah-data", True)
