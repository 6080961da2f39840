"""The indicators of units in PostgreSQL, with what was recorded for them; disputes; our own copy of pelaporan's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from chassis.domain import Invalid, NotFound, VersionStale
from kinerja.adapters.tujuan.tables import INDIKATOR, REALISASI, SALINAN, SANGGAHAN
from kinerja.application.tujuan.ports import Kabar
from kinerja.domain.capaian import Polaritas
from kinerja.domain.indikator_kinerja import (
    AsalRealisasi,
    IndikatorKinerja,
    KedudukanRealisasi,
    NilaiSumber,
    Realisasi,
    Sumber,
)
from kinerja.domain.periode import TRIWULAN, Periode, triwulan_of
from kinerja.domain.sanggahan import Sanggahan, StatusSanggahan

_SAVE = (
    update(INDIKATOR)
    .where(INDIKATOR.c.id == bindparam("this"), INDIKATOR.c.version < bindparam("new_version"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in (
                "nama",
                "satuan",
                "iku",
                "target_t1",
                "target_t2",
                "target_t3",
                "target_t4",
                "simpul_id",
                "sumber_ditolak",
                "versi",
                "version",
            )
        }
    )
)

_STAND = text("""
UPDATE realisasi AS r SET kedudukan = n.kedudukan
FROM unnest(CAST(:indikator_id AS text[]), CAST(:periode AS text[]), CAST(:versi AS integer[]),
            CAST(:kedudukan AS text[])) AS n (indikator_id, periode, versi, kedudukan)
WHERE r.indikator_id = n.indikator_id AND r.periode = n.periode AND r.versi = n.versi AND r.kedudukan <> n.kedudukan
""")


class SqlIndikatorRepository:
    """The indicators of units; what is read for a change is locked, in the order of ids."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def get(self, indikator_id: str) -> IndikatorKinerja:
        """Return an indicator; raises NotFound."""
        found = self._load(select(INDIKATOR).where(INDIKATOR.c.id == indikator_id))
        if not found:
            raise NotFound("indikator.not_found", indikator_id=indikator_id)
        return found[0]

    def list_by_sumber(self, sumber: Sequence[Sumber], tahun: Sequence[int]) -> list[IndikatorKinerja]:
        """Return those that take their realisasi from one of the sources."""
        pairs = [(each.indikator, each.opd) for each in sumber]
        columns = tuple_(INDIKATOR.c.sumber_indikator, INDIKATOR.c.sumber_opd)
        return self._load(select(INDIKATOR).where(columns.in_(pairs), INDIKATOR.c.tahun.in_(tahun)))

    def list_by_sumber_kode(self, kode: Sequence[str]) -> list[IndikatorKinerja]:
        """Return those that take their realisasi from one of the indicators."""
        return self._load(select(INDIKATOR).where(INDIKATOR.c.sumber_indikator.in_(kode)))

    def add(self, indikator: IndikatorKinerja) -> None:
        """Store a new one."""
        try:
            self._connection.execute(insert(INDIKATOR).values(_to_row(indikator)))
        except IntegrityError as error:
            raise _translated(error) from error
        self._record([indikator])

    def save(self, indikator: Sequence[IndikatorKinerja]) -> None:
        """Store what changed; raises VersionStale."""
        if not indikator:
            return
        for each in indikator:
            values = {f"new_{name}": value for name, value in _to_row(each).items()} | {"this": each.id}
            try:
                saved = self._connection.execute(_SAVE, values).rowcount
            except IntegrityError as error:
                raise _translated(error) from error
            if saved != 1:
                raise VersionStale
        self._stand(indikator)
        self._record(indikator)

    def _stand(self, indikator: Sequence[IndikatorKinerja]) -> None:
        """Write what the older rows count for now, before the new ones come: only one may be in force."""
        old = [(each.id, row) for each in indikator for row in each.realisasi if row not in each.recorded]
        columns = {
            "indikator_id": [id_ for id_, _ in old],
            "periode": [row.periode.teks for _, row in old],
            "versi": [row.versi for _, row in old],
            "kedudukan": [row.kedudukan.value for _, row in old],
        }
        if old:
            self._connection.execute(_STAND, columns)

    def _record(self, indikator: Sequence[IndikatorKinerja]) -> None:
        rows = [_to_realisasi_row(each, row) for each in indikator for row in each.recorded]
        if rows:
            self._connection.execute(insert(REALISASI), rows)
        for each in indikator:
            each.recorded.clear()

    def _load(self, statement: Select[Any]) -> list[IndikatorKinerja]:
        rows = self._connection.execute(statement.order_by(INDIKATOR.c.id).with_for_update()).mappings().all()
        recorded: dict[str, list[Realisasi]] = {row["id"]: [] for row in rows}
        if rows:
            query = select(REALISASI).where(REALISASI.c.indikator_id.in_(list(recorded)))
            for row in self._connection.execute(query.order_by(REALISASI.c.periode, REALISASI.c.versi)).mappings():
                recorded[row["indikator_id"]].append(_to_realisasi(row))
        return [_to_indikator(row, recorded[row["id"]]) for row in rows]


class SqlSanggahanRepository:
    """The disputes."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def get(self, sanggahan_id: str) -> Sanggahan:
        """Return a dispute; raises NotFound."""
        query = select(SANGGAHAN).where(SANGGAHAN.c.id == sanggahan_id).with_for_update()
        row = self._connection.execute(query).mappings().one_or_none()
        if row is None:
            raise NotFound("sanggahan.not_found", sanggahan_id=sanggahan_id)
        given = dict(row) | {"periode": Periode.parse(row["periode"]), "status": StatusSanggahan(row["status"])}
        return Sanggahan(**given)

    def add(self, sanggahan: Sanggahan) -> None:
        """Store a new one."""
        self._connection.execute(insert(SANGGAHAN).values(_to_sanggahan_row(sanggahan)))

    def save(self, sanggahan: Sanggahan) -> None:
        """Store the decision; raises VersionStale."""
        statement = (
            update(SANGGAHAN)
            .where(SANGGAHAN.c.id == sanggahan.id, SANGGAHAN.c.version == sanggahan.version - 1)
            .values(_to_sanggahan_row(sanggahan))
        )
        if self._connection.execute(statement).rowcount != 1:
            raise VersionStale


class SqlSalinanIndikator:
    """What pelaporan last told of its indicators, a row for each code, agency and period."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def list_nilai(self, sumber: Sumber, tahun: int) -> list[NilaiSumber]:
        """Return the newest known values of the quarters."""
        periods = [periode.teks for periode in triwulan_of(tahun)]
        query = select(SALINAN).where(
            SALINAN.c.kode == sumber.indikator,
            SALINAN.c.opd == sumber.opd,
            SALINAN.c.periode.in_(periods),
            SALINAN.c.nilai.is_not(None),
            ~SALINAN.c.bersandar_realisasi,
        )
        return [
            NilaiSumber(
                sumber=sumber,
                periode=Periode.parse(row["periode"]),
                nilai=row["nilai"],
                peristiwa_id=row["peristiwa_id"],
                definisi_versi=row["definisi_versi"],
            )
            for row in self._connection.execute(query.order_by(SALINAN.c.periode)).mappings()
        ]

    def remember(self, told: Sequence[Kabar]) -> list[Kabar]:
        """Keep the newest of each; return what is newer than what was known, in order."""
        keys = {(each.kode, each.opd, each.periode) for each in told}
        columns = tuple_(SALINAN.c.kode, SALINAN.c.opd, SALINAN.c.periode)
        query = select(SALINAN.c.kode, SALINAN.c.opd, SALINAN.c.periode, SALINAN.c.posisi).where(columns.in_(keys))
        known = (
            {(row.kode, row.opd, row.periode): row.posisi for row in self._connection.execute(query)} if keys else {}
        )
        fresh, newest = [], {}
        for each in told:
            key = (each.kode, each.opd, each.periode)
            if each.posisi > known.get(key, 0):
                known[key] = each.posisi
                newest[key] = each
                fresh.append(each)
        if newest:
            statement = insert(SALINAN)
            changed = {column.name: column for column in statement.excluded if not SALINAN.c[column.name].primary_key}
            upsert = statement.on_conflict_do_update(index_elements=["kode", "opd", "periode"], set_=changed)
            self._connection.execute(upsert, [_to_salinan_row(each) for each in newest.values()])
        return fresh


def bersandar_of(connection: Connection, kode: str) -> bool | None:
    """Return whether an indicator of pelaporan rests on realisasi, None where nothing is known of it."""
    query = select(SALINAN.c.bersandar_realisasi).where(SALINAN.c.kode == kode)
    return connection.execute(query.order_by(SALINAN.c.posisi.desc()).limit(1)).scalar_one_or_none()


def _to_indikator(row: RowMapping, realisasi: list[Realisasi]) -> IndikatorKinerja:
    sumber = Sumber(indikator=row["sumber_indikator"], opd=row["sumber_opd"]) if row["sumber_indikator"] else None
    return IndikatorKinerja(
        id=row["id"],
        unit_id=row["unit_id"],
        opd_kode=row["opd_kode"],
        tahun=row["tahun"],
        nama=row["nama"],
        satuan=row["satuan"],
        polaritas=Polaritas(row["polaritas"]),
        iku=row["iku"],
        target={kunci: row[f"target_{kunci.lower()}"] for kunci in TRIWULAN},
        sumber=sumber,
        simpul_id=row["simpul_id"],
        sumber_ditolak=row["sumber_ditolak"],
        versi=row["versi"],
        version=row["version"],
        realisasi=realisasi,
    )


def _to_row(indikator: IndikatorKinerja) -> dict[str, Any]:
    return {
        "id": indikator.id,
        "unit_id": indikator.unit_id,
        "opd_kode": indikator.opd_kode,
        "tahun": indikator.tahun,
        "nama": indikator.nama,
        "satuan": indikator.satuan,
        "polaritas": indikator.polaritas.value,
        "iku": indikator.iku,
        **{f"target_{kunci.lower()}": indikator.target[kunci] for kunci in TRIWULAN},
        "sumber_indikator": indikator.sumber.indikator if indikator.sumber else None,
        "sumber_opd": indikator.sumber.opd if indikator.sumber else "",
        "sumber_ditolak": indikator.sumber_ditolak,
        "simpul_id": indikator.simpul_id,
        "versi": indikator.versi,
        "version": indikator.version,
    }


_REALISASI = (
    "versi",
    "nilai",
    "target",
    "capaian",
    "dicatat_oleh",
    "dicatat_pada",
    "bukti",
    "sumber_indikator",
    "sumber_peristiwa_id",
    "definisi_versi",
)


def _to_realisasi(row: RowMapping) -> Realisasi:
    return Realisasi(
        periode=Periode.parse(row["periode"]),
        asal=AsalRealisasi(row["asal"]),
        kedudukan=KedudukanRealisasi(row["kedudukan"]),
        **{name: row[name] for name in _REALISASI},
    )


def _to_realisasi_row(indikator: IndikatorKinerja, row: Realisasi) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in _REALISASI}
    return plain | {
        "indikator_id": indikator.id,
        "periode": row.periode.teks,
        "asal": row.asal.value,
        "kedudukan": row.kedudukan.value,
    }


def _to_salinan_row(kabar: Kabar) -> dict[str, Any]:
    return {
        "kode": kabar.kode,
        "opd": kabar.opd,
        "periode": kabar.periode,
        "posisi": kabar.posisi,
        "nilai": kabar.nilai.nilai if kabar.nilai else None,
        "peristiwa_id": kabar.nilai.peristiwa_id if kabar.nilai else "",
        "definisi_versi": kabar.nilai.definisi_versi if kabar.nilai else 0,
        "bersandar_realisasi": kabar.bersandar_realisasi,
    }


def _to_sanggahan_row(sanggahan: Sanggahan) -> dict[str, Any]:
    names = (
        "id",
        "indikator_id",
        "peristiwa_id",
        "alasan",
        "diajukan_oleh",
        "diajukan_pada",
        "putusan_alasan",
        "diputus_oleh",
        "diputus_pada",
        "version",
    )
    plain = {name: getattr(sanggahan, name) for name in names}
    return plain | {"periode": sanggahan.periode.teks, "status": sanggahan.status.value}


def _translated(error: IntegrityError) -> Exception:
    """Return the domain's words for what the database refused."""
    if "simpul_id" in str(error.orig):
        return Invalid({"simpul_id": ["Sasaran ini tidak ada di pohon kinerja. Pilih sasaran lain"]})
    return error
