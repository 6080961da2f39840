"""The model regency, as `seed` makes it."""

from dataclasses import fields

from kinerja.adapters.daerah_contoh import find_rantai, generate_daerah
from kinerja.domain.organisasi import Organisasi
from kinerja.domain.pegawai import PegawaiBerubah
from kinerja.domain.unit import JenisUnit, PohonUnit, UnitOrganisasiBerubah
from simpul.kinerja.v1 import peristiwa_pb2

DAERAH = generate_daerah()


def test_it_has_the_size_of_a_regency() -> None:
    opd = [unit for unit in DAERAH.unit if unit.jenis is JenisUnit.OPD]

    assert len(opd) >= 34
    assert len(DAERAH.pegawai) >= 520


def test_every_unit_but_the_regency_itself_is_headed() -> None:
    kepala = Organisasi(PohonUnit(DAERAH.unit), DAERAH.pegawai).kepala()

    headless = [unit.jenis for unit in DAERAH.unit if unit.id not in kepala]
    assert headless == [JenisUnit.PEMERINTAH_DAERAH]


def test_superiors_form_one_tree_under_the_sekretaris_daerah() -> None:
    organisasi = Organisasi(PohonUnit(DAERAH.unit), DAERAH.pegawai)
    tops = {organisasi.chain(each.id)[-1] for each in DAERAH.pegawai}

    (top,) = (each for each in DAERAH.pegawai if each.atasan_id is None)
    assert tops == {top.id}
    assert top.jabatan.kode == "sekretaris-daerah"


def test_it_is_the_same_each_time() -> None:
    again = generate_daerah()

    assert [(p.id, p.nama, p.atasan_id) for p in again.pegawai] == [(p.id, p.nama, p.atasan_id) for p in DAERAH.pegawai]
    assert [u.id for u in again.unit] == [u.id for u in DAERAH.unit]


def test_no_id_and_no_name_is_given_twice() -> None:
    assert len({each.id for each in DAERAH.pegawai}) == len(DAERAH.pegawai)
    assert len({each.nama for each in DAERAH.pegawai}) == len(DAERAH.pegawai)


def test_the_demonstration_accounts_assess_one_another() -> None:
    rantai = find_rantai(DAERAH, "dinkes")

    assert rantai.pegawai.atasan_id == rantai.penilai.id
    assert rantai.penilai.atasan_id == rantai.atasan_penilai.id


def test_the_events_have_the_fields_of_the_contract() -> None:
    for event, message in (
        (UnitOrganisasiBerubah, peristiwa_pb2.UnitOrganisasiBerubah),
        (PegawaiBerubah, peristiwa_pb2.PegawaiBerubah),
    ):
        assert {field.name for field in fields(event)} == {field.name for field in message.DESCRIPTOR.fields}
