"""The database, the record of another system, the copy of kinerja's officers."""

import csv
from datetime import UTC, datetime
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, inspect, select, text

from chassis.consumer import Item
from chassis.database.tables import OUTBOX
from chassis.database.tables import metadata as chassis_metadata
from chassis.pesan import Pesan
from perizinan.adapters.pejabat_copy import PejabatCopy
from perizinan.adapters.riwayat import load_peta, read_log
from perizinan.adapters.tables import PERMOHONAN, metadata
from perizinan.entrypoints.cli import Importer, run_import
from simpul.kinerja.v1 import peristiwa_pb2
from tests.support.perizinan import Kantor, expect

COLUMNS = (
    "case:concept:name",
    "case:channel",
    "case:startdate",
    "case:deadline",
    "case:enddate",
    "concept:name",
    "time:timestamp",
)
PETA = "coselog"
CHASSIS = {
    *chassis_metadata.tables, "alembic_version", "alembic_applied", "akun", "sesi", "token", "batas_laju", "idempotensi",
    "log_0",
}  # fmt: skip


def test_the_tables_are_as_the_migrations_make_them(kantor: Kantor) -> None:
    with kantor.engine.connect() as conn:
        there = set(inspect(conn).get_table_names())
        options = {"compare_type": True, "compare_server_default": True, "include_object": _is_ours}
        differences = compare_metadata(MigrationContext.configure(conn, opts=options), metadata)

    assert differences == []
    assert there - CHASSIS == set(metadata.tables)


def _is_ours(thing: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
    """Leave the tables of the chassis out."""
    return kind != "table" or name in metadata.tables


def test_importing_twice_changes_nothing(kantor: Kantor, tmp_path: Path) -> None:
    berkas = tmp_path / "log.csv"
    with berkas.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        case = ["2010-10-05T10:00:00+02:00", "2010-11-30T00:00:00+01:00", "2010-11-02T09:00:00+01:00"]
        for nomor, kanal in (("case-1", "Internet"), ("case-2", "Desk")):
            writer.writerow([nomor, kanal, *case, "Confirmation of receipt", "2010-10-05T10:00:00+02:00"])
            writer.writerow([nomor, kanal, *case, "T08 Ask", "2010-10-06T10:00:00+02:00"])
        writer.writerow(["case-3", "Merpati", *case, "Confirmation of receipt", "2010-10-05T10:00:00+02:00"])

    def rows() -> list[int]:
        with kantor.engine.connect() as conn:
            tables = [PERMOHONAN, OUTBOX]
            return [conn.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]

    before = rows()
    importer = Importer(load_peta=load_peta, read_log=read_log, import_riwayat=kantor.service.app.import_riwayat)
    run_import(berkas, PETA, importer)
    imported = rows()
    run_import(berkas, PETA, importer)

    assert imported[0] == before[0] + 2
    assert rows() == imported
    with kantor.engine.connect() as conn:
        id_, opd = conn.execute(text("SELECT id, opd_kode FROM permohonan WHERE nomor_luar = 'case-1'")).one()
    assert opd == "dlh"
    seen = kantor["verifikator.dlh"].get(f"/v1/permohonan/{id_}")
    assert expect(seen)["status"] == "diterbitkan"
    refusal = expect(kantor["petugas.dlh"].post(f"/v1/permohonan/{id_}/hand-over", version=1), 409)
    assert refusal["detail"].startswith("Berkas ini riwayat dari sistem lain")


def test_a_file_is_given_to_an_officer_of_our_own_copy_while_kinerja_is_away(kantor: Kantor) -> None:
    berkas = kantor.bring_to("diajukan")
    with kantor.engine.begin() as conn:
        PejabatCopy().handle(
            conn, [_pegawai(1, "p-1", "dpmptsp"), _pegawai(2, "p-2", "dinkes"), _pegawai(3, "p-3", "dlh")]
        )
        PejabatCopy().handle(conn, [_pegawai(5, "p-3", "dpmptsp", aktif=False)])
        PejabatCopy().handle(conn, [_pegawai(4, "p-3", "dpmptsp")])  # older: changes nothing

    for stranger in ("p-2", "p-3", "tiada"):
        body = {"pegawai_id": stranger}
        refusal = expect(kantor["verifikator"].post(f"{berkas.path}/assign", body, version=berkas.version), 422)
        assert list(refusal["errors"]) == ["pegawai_id"]
    berkas = kantor.act("kabid", berkas, "assign", {"pegawai_id": "p-1"})
    assert expect(kantor["verifikator"].get(berkas.path))["pegawai_id"] == "p-1"


def _pegawai(posisi: int, id_: str, opd: str, *, aktif: bool = True) -> Item:
    isi = peristiwa_pb2.PegawaiBerubah(pegawai_id=id_, opd_kode=opd, unit_id="u-1", jabatan_kode="jf", aktif=aktif)
    at = datetime(2026, 11, 24, tzinfo=UTC)
    tipe = "simpul.kinerja.v1.PegawaiBerubah"
    pesan = Pesan("/simpul/kinerja", posisi, f"e-{posisi}", tipe, id_, at, isi.SerializeToString(), "", 0, posisi)
    return Item(pesan, isi)
