"""The capaian of units, the counts of their people's predikat, and the closed periods, in PostgreSQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from chassis.domain import Conflict, VersionStale
from chassis.idempotency import reading
from kinerja.adapters.evaluasi.batasan import violates
from kinerja.adapters.evaluasi.rantai import WAIT
from kinerja.adapters.evaluasi.wajib import TUTUP, WAJIB_CALON, WAJIB_SEMUA, values_of
from kinerja.application.evaluasi.hitungan import Hitungan, HitunganUnit, JumlahPenilai, RekapRow
from kinerja.application.ports import Rantai
from kinerja.domain.penutupan_evaluasi import CapaianUnit, PenutupanEvaluasi
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import CapaianOrganisasi, Ekspektasi, Predikat

_DI_BAWAH = """
WITH RECURSIVE bawah (id) AS (
    SELECT CAST(:unit_id AS text) UNION SELECT u.id FROM unit u JOIN bawah b ON u.induk_id = b.id
)
"""
_HITUNG = f"""{_DI_BAWAH}, calon (id) AS (
    SELECT pegawai_id FROM skp WHERE tahun = :tahun AND unit_id IN (SELECT id FROM bawah)
    UNION SELECT id FROM pegawai WHERE unit_id IN (SELECT id FROM bawah)
), {WAJIB_CALON}
SELECT w.unit_id, w.penilai_id, p.nama AS penilai, CASE WHEN w.status <> 'dievaluasi' THEN w.predikat END AS predikat,
       count(*) AS n
FROM wajib w JOIN bawah b ON b.id = w.unit_id LEFT JOIN pegawai p ON p.id = w.penilai_id
GROUP BY 1, 2, 3, 4 ORDER BY 3, 2
"""  # noqa: S608 - constants
"""Who must be rated in a unit and below, by place, assessor and predikat, without one while it is not established.

They are looked for among those who work or worked there alone.
"""
_KEPALA = """
SELECT coalesce(p.id, '') AS pegawai_id, u.id AS unit_id, u.opd_kode, p.atasan_id,
       a.atasan_id AS atasan_penilai_id, p.id IS NOT NULL AS aktif
FROM unit u LEFT JOIN pegawai p ON p.unit_id = u.id AND p.memimpin LEFT JOIN pegawai a ON a.id = p.atasan_id
WHERE u.id = :unit_id
"""
_UNIT = f"""{_DI_BAWAH}, turun (akar, id) AS (
    SELECT c.unit_id, c.unit_id FROM capaian_organisasi c JOIN bawah b ON b.id = c.unit_id WHERE c.periode = :periode
    UNION ALL SELECT t.akar, u.id FROM unit u JOIN turun t ON u.induk_id = t.id
)
SELECT u.id AS unit_id, u.nama AS unit, c.capaian, k.hasil_kerja, array_agg(t.id) AS anggota
FROM turun t
JOIN unit u ON u.id = t.akar
JOIN capaian_organisasi c ON c.unit_id = u.id AND c.periode = :periode
LEFT JOIN pegawai p ON p.unit_id = u.id AND p.memimpin
LEFT JOIN evaluasi k ON k.pegawai_id = p.id AND k.unit_id = u.id AND k.periode = :periode AND k.status <> 'dievaluasi'
GROUP BY u.urutan, u.id, u.nama, c.capaian, k.hasil_kerja
ORDER BY u.urutan
"""  # noqa: S608 - constants
_OPD = "SELECT id FROM unit WHERE opd_kode = :opd_kode AND jenis IN ('opd', 'pemerintah_daerah')"
_CLOSED = f"""
WITH RECURSIVE {TUTUP} SELECT coalesce(t.alasan, '') AS alasan FROM tutup LEFT JOIN penutupan_evaluasi t
ON t.unit_id = tutup.id AND t.periode = :periode WHERE tutup.id = :unit_id
"""  # noqa: S608 - constants
_REKAP = f"""
WITH RECURSIVE {TUTUP}, {WAJIB_SEMUA}
SELECT u.opd_kode, u.id AS unit_id, u.nama AS unit, w.pegawai, w.belum, w.dievaluasi, w.ditetapkan,
       c.capaian, u.id IN (SELECT id FROM tutup) AS ditutup
FROM (
    SELECT unit_id, count(*) AS pegawai, count(*) FILTER (WHERE evaluasi_id IS NULL) AS belum,
           count(*) FILTER (WHERE status = 'dievaluasi') AS dievaluasi,
           count(*) FILTER (WHERE status <> 'dievaluasi') AS ditetapkan
    FROM wajib WHERE CAST(:opd AS text) IS NULL OR opd_kode = :opd GROUP BY unit_id
) w
JOIN unit u ON u.id = w.unit_id
LEFT JOIN capaian_organisasi c ON c.unit_id = u.id AND c.periode = :periode
ORDER BY w.belum DESC, u.urutan
"""  # noqa: S608 - constants
_SAVE = """
INSERT INTO capaian_organisasi (id, unit_id, opd_kode, periode, capaian, alasan, versi)
VALUES (:id, :unit_id, :opd_kode, :periode, :capaian, :alasan, :versi)
ON CONFLICT (unit_id, periode) DO UPDATE
SET capaian = excluded.capaian, alasan = excluded.alasan, versi = excluded.versi
WHERE capaian_organisasi.versi = excluded.versi - 1
"""
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('evaluasi ' || :periode, 0))"
_CLOSE = """
INSERT INTO penutupan_evaluasi (id, unit_id, periode, alasan, ditutup_pada)
VALUES (:id, :unit_id, :periode, :alasan, :at)
"""


class SqlBacaOrganisasi:
    """The counts, each in a transaction of its own or of the request."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of ``engine``."""
        self._engine = engine

    def find_kepala(self, unit_id: str) -> Rantai | None:
        """Return the head of a unit."""
        with reading(self._engine) as conn:
            return SqlPenutupanRepository(conn).find_kepala(unit_id)

    def count(self, unit_id: str, periode: Periode) -> Hitungan:
        """Count the unit with those below it."""
        with reading(self._engine) as conn:
            return SqlPenutupanRepository(conn).count(unit_id, periode)

    def count_opd(self, opd_kode: str, periode: Periode) -> Mapping[Predikat, int]:
        """Count an agency's people by predikat."""
        with reading(self._engine) as conn:
            return SqlPenutupanRepository(conn).count_opd(opd_kode, periode)

    def find_opd(self, opd_kode: str) -> str | None:
        """Return the unit that is the agency."""
        with reading(self._engine) as conn:
            return SqlPenutupanRepository(conn).find_opd(opd_kode)

    def list_rekap(self, periode: Periode, opd_kode: str | None) -> Sequence[RekapRow]:
        """Return the progress by unit, those furthest behind first."""
        with reading(self._engine) as conn:
            return SqlPenutupanRepository(conn).list_rekap(periode, opd_kode)


class SqlPenutupanRepository:
    """The same within one transaction, with what is written."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def find_kepala(self, unit_id: str) -> Rantai | None:
        """Return the head of a unit, an unnamed one where it has none, or None where there is no such unit."""
        rows = self._rows(_KEPALA, unit_id=unit_id)
        return Rantai(**rows[0]) if rows else None

    def count(self, unit_id: str, periode: Periode) -> Hitungan:
        """Count the unit with those below it."""
        groups = self._rows(_HITUNG, unit_id=unit_id, **values_of(periode))
        capaian = self.find_capaian(unit_id, periode)
        closed = self._rows(_CLOSED, unit_id=unit_id, periode=periode.teks)
        return Hitungan(
            capaian=capaian.capaian if capaian else None,
            jumlah=_words(groups),
            belum=sum(row["n"] for row in groups if row["predikat"] is None),
            ditutup=bool(closed),
            capaian_alasan=capaian.alasan if capaian else "",
            alasan=closed[0]["alasan"] if closed else "",
            unit=_to_unit(self._rows(_UNIT, unit_id=unit_id, periode=periode.teks), groups),
            penilai=_to_penilai(groups),
        )

    def count_opd(self, opd_kode: str, periode: Periode) -> Mapping[Predikat, int]:
        """Count an agency's people by predikat."""
        unit_id = self.find_opd(opd_kode)
        return _words(self._rows(_HITUNG, unit_id=unit_id, **values_of(periode)))

    def find_opd(self, opd_kode: str) -> str | None:
        """Return the unit that is the agency."""
        rows = self._rows(_OPD, opd_kode=opd_kode)
        return str(rows[0]["id"]) if rows else None

    def list_rekap(self, periode: Periode, opd_kode: str | None) -> Sequence[RekapRow]:
        """Return the progress by unit."""
        return [RekapRow(**row) for row in self._rows(_REKAP, opd=opd_kode, **values_of(periode))]

    def find_capaian(self, unit_id: str, periode: Periode) -> CapaianUnit | None:
        """Return the capaian of a unit."""
        query = "SELECT * FROM capaian_organisasi WHERE unit_id = :unit_id AND periode = :periode"
        rows = self._rows(query, unit_id=unit_id, periode=periode.teks)
        if not rows:
            return None
        return CapaianUnit(**rows[0] | {"periode": periode, "capaian": CapaianOrganisasi(rows[0]["capaian"])})

    def save_capaian(self, capaian: CapaianUnit) -> None:
        """Store it; raises VersionStale."""
        names = ("id", "unit_id", "opd_kode", "capaian", "alasan", "versi")
        values = {name: getattr(capaian, name) for name in names} | {"periode": capaian.periode.teks}
        if self._connection.execute(text(_SAVE), values).rowcount != 1:
            raise VersionStale

    def is_closed(self, unit_id: str, periode: Periode) -> bool:
        """Tell whether the period is closed for the unit or one above it; closing waits for the caller's end."""
        self._connection.execute(text(WAIT), {"periode": periode.teks})
        return bool(self._rows(_CLOSED, unit_id=unit_id, periode=periode.teks))

    def lock(self, periode: Periode) -> None:
        """Wait until nobody changes the period; held to the end of the transaction."""
        self._connection.execute(text(_LOCK), {"periode": periode.teks})

    def add(self, penutupan: PenutupanEvaluasi, *, at: datetime) -> None:
        """Store the closing; raises Conflict."""
        values = {
            "id": penutupan.id, "unit_id": penutupan.unit_id, "periode": penutupan.periode.teks,
            "alasan": penutupan.alasan, "at": at,
        }  # fmt: skip
        try:
            self._connection.execute(text(_CLOSE), values)
        except IntegrityError as error:
            if violates(error, "penutupan_satu"):
                raise Conflict("evaluasi.closed") from error
            raise

    def _rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        return [dict(row) for row in self._connection.execute(text(query), values).mappings()]


def _words(groups: Iterable[Mapping[str, Any]]) -> dict[Predikat, int]:
    """Return the counts by predikat, none of them missing."""
    jumlah = dict.fromkeys(Predikat, 0)
    for row in groups:
        if row["predikat"]:
            jumlah[Predikat(row["predikat"])] += row["n"]
    return jumlah


def _to_penilai(groups: Iterable[Mapping[str, Any]]) -> list[JumlahPenilai]:
    """Return each assessor once, in the order of the groups."""
    given: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in groups:
        if row["predikat"] and row["penilai_id"]:
            given[row["penilai_id"], row["penilai"]].append(row)
    return [JumlahPenilai(penilai_id=id_, penilai=nama, jumlah=_words(rows)) for (id_, nama), rows in given.items()]


def _to_unit(rows: Iterable[Mapping[str, Any]], groups: Iterable[Mapping[str, Any]]) -> list[HitunganUnit]:
    """Return the units with a capaian, each with the groups of its members."""
    there: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for group in groups:
        there[group["unit_id"]].append(group)
    return [
        HitunganUnit(
            unit_id=row["unit_id"],
            unit=row["unit"],
            capaian=CapaianOrganisasi(row["capaian"]),
            jumlah=_words(group for unit_id in row["anggota"] for group in there.get(unit_id, ())),
            hasil_kerja_kepala=Ekspektasi(row["hasil_kerja"]) if row["hasil_kerja"] else None,
        )
        for row in rows
    ]
