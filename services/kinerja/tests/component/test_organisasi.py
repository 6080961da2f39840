"""The organisation in PostgreSQL: loaded once, read by agency, changed with its news and its audit."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import orjson
import pytest
from sqlalchemy import Engine, text

from chassis.contracts import decode
from chassis.domain import Forbidden, Invalid, NotFound, Pengguna, TransitionNotAllowed, VersionRequired, VersionStale
from chassis.identity import RoleTable
from kinerja.adapters.daerah_contoh import find_rantai, generate_daerah
from kinerja.application import Application
from kinerja.application.organisasi.load import LoadOrganisasi, Termuat
from kinerja.application.pegawai.assign_atasan import AssignAtasan
from kinerja.application.pegawai.deactivate import DeactivatePegawai
from kinerja.application.pegawai.move import MovePegawai
from kinerja.application.pegawai.reactivate import ReactivatePegawai
from kinerja.application.queries import SaringPegawai, UnitNode
from kinerja.application.unit.rename import RenameUnit
from kinerja.application.wewenang import PERAN
from kinerja.domain.pegawai import Pegawai


def pengguna(*peran: str, opd: str | None = None) -> Pengguna:
    return RoleTable(PERAN).pengguna(
        akun="uji", pengguna_id="00000000-0000-4000-8000-000000000001", peran=peran, opd_kode=opd, pegawai_id=None
    )


BKPSDM = pengguna("bkpsdm", opd="bkpsdm")
PEGAWAI = pengguna("pegawai", opd="dinkes")


def outbox(engine: Engine) -> list[tuple[str, str, object]]:
    """Return type, subject and the audit row of everything written since the loading."""
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT type, subject, jejak FROM outbox WHERE jejak NOT LIKE '%load_organisasi%' ORDER BY id")
        )
        return [(row.type, row.subject, orjson.loads(row.jejak)) for row in rows]


def of_opd(daerah: LoadOrganisasi, opd: str, *, memimpin: bool) -> list[Pegawai]:
    return [each for each in daerah.pegawai if each.opd_kode == opd and each.memimpin is memimpin]


def flat(node: UnitNode) -> Iterable[str]:
    yield node.unit.opd_kode
    for each in node.anak:
        yield from flat(each)


def test_the_regency_is_told_once_and_whole(engine: Engine, daerah: LoadOrganisasi) -> None:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT type, subject, data, jejak FROM outbox ORDER BY id")).all()

    told = [(row.type.rpartition(".")[2], row.subject) for row in rows]
    assert len(told) == len(set(told)) == len(daerah.unit) + len(daerah.pegawai)
    assert {kind for kind, _ in told} == {"UnitOrganisasiBerubah", "PegawaiBerubah"}
    nama = {each.nama.encode() for each in daerah.pegawai}
    assert not any(name in row.data or name in row.jejak.encode() for row in rows[-100:] for name in nama)


def test_loading_it_again_changes_nothing(engine: Engine, application: Application) -> None:
    with engine.connect() as connection:
        before = connection.execute(text("SELECT count(*) FROM outbox")).scalar_one()

    assert application.load_organisasi(generate_daerah()) == Termuat(unit=0, pegawai=0)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM outbox")).scalar_one() == before


def test_loading_it_again_keeps_what_was_changed_meanwhile(application: Application) -> None:
    akar = application.get_organisasi(BKPSDM).unit
    application.rename_unit(
        RenameUnit(pengguna=BKPSDM, unit_id=akar.unit_id, expected_version=1, nama="Kabupaten Lain")
    )

    application.load_organisasi(generate_daerah())

    assert application.get_organisasi(BKPSDM).unit.nama == "Kabupaten Lain"


def test_the_tree_counts_everyone_once(application: Application, daerah: LoadOrganisasi) -> None:
    akar = application.get_organisasi(BKPSDM)

    assert akar.unit.jumlah_pegawai == len(daerah.pegawai)
    assert sum(anak.unit.jumlah_pegawai for anak in akar.anak) == len(daerah.pegawai)
    assert all(anak.unit.kepala_nama for anak in akar.anak)


def test_a_pegawai_sees_the_tree_of_their_own_agency_alone(application: Application) -> None:
    assert set(flat(application.get_organisasi(PEGAWAI))) == {"", "dinkes"}
    assert set(flat(application.get_organisasi(BKPSDM, opd="dlh"))) == {"", "dlh"}
    for who, opd in ((PEGAWAI, "dlh"), (BKPSDM, "tiada")):
        with pytest.raises(NotFound):
            application.get_organisasi(who, opd=opd)


def test_people_of_another_agency_are_not_found(application: Application, daerah: LoadOrganisasi) -> None:
    own, other = (of_opd(daerah, opd, memimpin=False)[0] for opd in ("dinkes", "dlh"))

    assert application.get_pegawai(PEGAWAI, own.id).nama == own.nama
    assert application.get_pegawai(BKPSDM, other.id).nama == other.nama
    for who, id_ in ((PEGAWAI, other.id), (PEGAWAI, "tiada"), (pengguna("pegawai"), own.id)):
        with pytest.raises(NotFound):
            application.get_pegawai(who, id_)


def test_lists_and_searches_stay_within_the_agency(application: Application, daerah: LoadOrganisasi) -> None:
    other = of_opd(daerah, "dlh", memimpin=False)[0]

    own = application.list_pegawai(PEGAWAI, SaringPegawai(per_halaman=500))
    assert {row.opd_kode for row in own.data} == {"dinkes"}
    assert own.jumlah == len([each for each in daerah.pegawai if each.opd_kode == "dinkes"])
    for saring in (SaringPegawai(opd="dlh"), SaringPegawai(q=other.nama), SaringPegawai(unit=other.unit_id)):
        assert application.list_pegawai(PEGAWAI, saring).jumlah == 0
    assert application.list_pegawai(BKPSDM, SaringPegawai(q=other.nama)).jumlah == 1
    assert application.list_pegawai(BKPSDM, SaringPegawai(q="%")).jumlah == 0
    assert application.list_pejabat(PEGAWAI, "dlh") == []


def test_a_page_of_people_is_a_part_of_the_whole(application: Application, daerah: LoadOrganisasi) -> None:
    first = application.list_pegawai(BKPSDM, SaringPegawai(per_halaman=7))
    second = application.list_pegawai(BKPSDM, SaringPegawai(per_halaman=7, halaman=2))

    assert first.jumlah == len(daerah.pegawai)
    assert len({row.pegawai_id for row in [*first.data, *second.data]}) == 14
    with pytest.raises(Invalid):
        application.list_pegawai(BKPSDM, SaringPegawai(halaman=0))


def test_officers_of_an_agency_come_heads_first(application: Application) -> None:
    pejabat = application.list_pejabat(BKPSDM, "dpmptsp")
    struktural = application.list_pejabat(BKPSDM, "dpmptsp", jenis_jabatan="struktural")

    assert pejabat[0].jabatan == "Kepala Dinas"
    assert [row.pegawai_id for row in pejabat[: len(struktural)]] == [row.pegawai_id for row in struktural]
    with pytest.raises(Invalid):
        application.list_pejabat(BKPSDM, "")


def test_a_move_changes_place_post_superior_and_tells_it(
    engine: Engine, application: Application, daerah: LoadOrganisasi
) -> None:
    someone = of_opd(daerah, "dinkes", memimpin=False)[0]
    target = next(each for each in daerah.pegawai if each.opd_kode == "dlh" and each.jabatan.kode == "kepala-bidang")

    moved = application.move_pegawai(
        MovePegawai(
            pengguna=BKPSDM,
            pegawai_id=someone.id,
            expected_version=1,
            alasan="SK 800/12",
            unit_id=target.unit_id,
            jabatan_kode="pengolah-data",
        )
    )

    row = application.get_pegawai(BKPSDM, someone.id)
    assert (row.opd_kode, row.atasan_id, row.version) == ("dlh", target.id, 2) == (moved.opd_kode, moved.atasan_id, 2)
    ((kind, subject, jejak),) = outbox(engine)
    assert (kind, subject) == ("simpul.kinerja.v1.PegawaiBerubah", someone.id)
    assert isinstance(jejak, dict)
    assert (jejak["aksi"], jejak["alasan"], jejak["aktor"]) == ("move_pegawai", "SK 800/12", BKPSDM.pengguna_id)
    assert jejak["dari"]["opd_kode"] == "dinkes"
    assert jejak["ke"] == {
        "unit_id": target.unit_id,
        "opd_kode": "dlh",
        "jabatan_kode": "pengolah-data",
        "atasan_id": target.id,
    }
    riwayat = application.list_riwayat(BKPSDM, someone.id)
    assert [(each.aksi, each.alasan) for each in riwayat] == [("move_pegawai", "SK 800/12"), ("load_organisasi", "")]


def test_a_move_tells_the_placement(engine: Engine, application: Application, daerah: LoadOrganisasi) -> None:
    someone = of_opd(daerah, "dinkes", memimpin=False)[0]
    target = next(each for each in daerah.pegawai if each.opd_kode == "dlh" and each.jabatan.kode == "kepala-bidang")
    whereto = {"unit_id": target.unit_id, "jabatan_kode": "pengolah-data"}
    application.move_pegawai(
        MovePegawai(pengguna=BKPSDM, pegawai_id=someone.id, expected_version=1, alasan="SK 800/12", **whereto)
    )

    with engine.connect() as connection:
        query = text("SELECT type, data FROM outbox WHERE type LIKE '%.PenempatanDitetapkan' AND subject = :id")
        (row,) = connection.execute(query, {"id": someone.id}).all()
    told: Any = decode(row.type, row.data)
    assert (told.pegawai_id, told.opd_kode) == (someone.id, "dlh")
    assert (told.unit_id, told.jabatan_kode) == (target.unit_id, "pengolah-data")


def test_reasons_are_told_to_the_person_and_not_to_colleagues(application: Application, daerah: LoadOrganisasi) -> None:
    rantai = find_rantai(daerah, "dinkes")
    application.deactivate_pegawai(
        DeactivatePegawai(pengguna=BKPSDM, pegawai_id=rantai.penilai.id, expected_version=1, alasan="Rahasia")
    )

    colleague, own = PEGAWAI, replace(PEGAWAI, pegawai_id=rantai.penilai.id)
    assert application.list_riwayat(colleague, rantai.penilai.id)[0].alasan == ""
    assert application.list_riwayat(own, rantai.penilai.id)[0].alasan == "Rahasia"
    assert application.list_riwayat(BKPSDM, rantai.pegawai.id)[0].alasan == ""


def test_when_a_head_leaves_everyone_below_is_told_of_too(
    engine: Engine, application: Application, daerah: LoadOrganisasi
) -> None:
    rantai = find_rantai(daerah, "dinkes")
    below = {row.pegawai_id for row in application.list_bawahan(BKPSDM, rantai.penilai.id)}

    application.deactivate_pegawai(
        DeactivatePegawai(pengguna=BKPSDM, pegawai_id=rantai.penilai.id, expected_version=1, alasan="Pensiun")
    )

    told = {subject: jejak["aksi"] for _, subject, jejak in outbox(engine) if isinstance(jejak, dict)}
    assert told == {rantai.penilai.id: "deactivate_pegawai"} | dict.fromkeys(below, "follow_tree")
    assert application.get_pegawai(BKPSDM, rantai.pegawai.id).atasan_id == rantai.atasan_penilai.id
    with engine.connect() as connection:
        data = connection.execute(
            text("SELECT type, data FROM outbox WHERE subject = :id ORDER BY id DESC"), {"id": rantai.penilai.id}
        ).first()
    assert data is not None
    assert decode(data.type, data.data).aktif is False  # type: ignore[attr-defined]  # the message is PegawaiBerubah

    application.reactivate_pegawai(
        ReactivatePegawai(pengguna=BKPSDM, pegawai_id=rantai.penilai.id, expected_version=2, alasan="Keliru")
    )
    assert application.get_pegawai(BKPSDM, rantai.pegawai.id).atasan_id == rantai.penilai.id


def test_a_superior_can_be_chosen_and_left_to_the_tree_again(application: Application, daerah: LoadOrganisasi) -> None:
    rantai = find_rantai(daerah, "dinkes")

    def assign(atasan_id: str | None, version: int) -> Pegawai:
        return application.assign_atasan(
            AssignAtasan(
                pengguna=BKPSDM,
                pegawai_id=rantai.pegawai.id,
                expected_version=version,
                alasan="Tim",
                atasan_id=atasan_id,
            )
        )

    assert assign(rantai.atasan_penilai.id, 1).atasan_id == rantai.atasan_penilai.id
    assert assign(None, 2).atasan_id == rantai.penilai.id


def test_refusals_come_in_their_order(application: Application, daerah: LoadOrganisasi) -> None:
    someone = of_opd(daerah, "dinkes", memimpin=False)[0]

    def deactivate(who: Pengguna, id_: str, version: int | None, alasan: str = "Pensiun") -> None:
        application.deactivate_pegawai(
            DeactivatePegawai(pengguna=who, pegawai_id=id_, expected_version=version, alasan=alasan)
        )

    with pytest.raises(Forbidden):
        deactivate(PEGAWAI, "tiada", None)
    with pytest.raises(NotFound):
        deactivate(BKPSDM, "tiada", None)
    with pytest.raises(VersionRequired):
        deactivate(BKPSDM, someone.id, None, "")
    with pytest.raises(VersionStale):
        deactivate(BKPSDM, someone.id, 9, "")
    with pytest.raises(Invalid):
        deactivate(BKPSDM, someone.id, 1, " ")
    deactivate(BKPSDM, someone.id, 1)
    with pytest.raises(TransitionNotAllowed):
        deactivate(BKPSDM, someone.id, 2)


def test_a_refused_change_leaves_nothing(engine: Engine, application: Application, daerah: LoadOrganisasi) -> None:
    someone, kepala = of_opd(daerah, "dinkes", memimpin=False)[0], of_opd(daerah, "dinkes", memimpin=True)[0]

    with pytest.raises(Invalid) as refusal:
        application.move_pegawai(
            MovePegawai(
                pengguna=BKPSDM,
                pegawai_id=someone.id,
                expected_version=1,
                alasan="Promosi",
                unit_id=kepala.unit_id,
                jabatan_kode=kepala.jabatan.kode,
            )
        )

    assert "jabatan_kode" in refusal.value.errors
    assert outbox(engine) == []
    assert application.get_pegawai(BKPSDM, someone.id).version == 1


def test_of_two_who_change_the_same_person_one_is_refused(
    engine: Engine, application: Application, daerah: LoadOrganisasi
) -> None:
    someone = of_opd(daerah, "dinkes", memimpin=False)[0]
    command = DeactivatePegawai(pengguna=BKPSDM, pegawai_id=someone.id, expected_version=1, alasan="Pensiun")

    def attempt() -> str:
        try:
            application.deactivate_pegawai(command)
        except VersionStale:
            return "stale"
        return "done"

    with ThreadPoolExecutor(4) as pool:
        outcome = [future.result() for future in [pool.submit(attempt) for _ in range(4)]]

    assert sorted(outcome) == ["done", "stale", "stale", "stale"]
    assert len(outbox(engine)) == 1


def test_a_renamed_unit_is_told_of(engine: Engine, application: Application) -> None:
    opd = application.get_organisasi(BKPSDM, opd="dlh").anak[0].unit

    application.rename_unit(RenameUnit(pengguna=BKPSDM, unit_id=opd.unit_id, expected_version=1, nama="Dinas LH"))

    ((kind, subject, jejak),) = outbox(engine)
    assert (kind, subject) == ("simpul.kinerja.v1.UnitOrganisasiBerubah", opd.unit_id)
    assert isinstance(jejak, dict)
    assert jejak["ke"] == {"nama": "Dinas LH"}
    assert application.get_unit(BKPSDM, opd.unit_id).nama == "Dinas LH"
    with pytest.raises(NotFound):
        application.get_unit(PEGAWAI, opd.unit_id)
