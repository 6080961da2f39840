"""Who stands above a person where they are rated: in their own unit the present superiors, else those of the plan there.

Who moved is rated for the time before by whoever established the plan of that unit (PP 30/2019 ps 24(3), 36; that it is
this one, and not the head of today, is our choice).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from kinerja.adapters.evaluasi.wajib import TUTUP, WAJIB_CALON, values_of
from kinerja.application.evaluasi.ports import Calon
from kinerja.application.ports import Rantai
from kinerja.domain.periode import Periode

WAIT = "SELECT pg_advisory_xact_lock_shared(hashtextextended('evaluasi ' || :periode, 0))"
"""Lets closing the period wait until the transaction ends."""
ATASAN = """
LEFT JOIN LATERAL (
    SELECT s.penilai_id FROM skp s
    WHERE s.pegawai_id = {dari}.pegawai_id AND s.unit_id = {dari}.unit_id AND s.tahun = {tahun} AND s.versi > 0
    ORDER BY s.ditutup_pada DESC NULLS FIRST, s.id DESC LIMIT 1
) pindah ON {dari}.unit_id <> p.unit_id
LEFT JOIN pegawai a ON a.id = CASE WHEN {dari}.unit_id = p.unit_id THEN p.atasan_id ELSE pindah.penilai_id END
LEFT JOIN pegawai t ON t.id = a.atasan_id
"""
"""Joins the assessor ``a`` and the one above, ``t``, to the rows ``{dari}`` of a person ``p``."""
CHAIN = """
a.id AS atasan_id, a.atasan_id AS atasan_penilai_id, t.atasan_id AS pejabat_di_atas_id, p.aktif
"""
_OF_EVALUASI = f"""
SELECT e.pegawai_id, e.unit_id, e.opd_kode, {CHAIN}
FROM evaluasi e JOIN pegawai p ON p.id = e.pegawai_id
{ATASAN.format(dari="e", tahun="CAST(left(e.periode, 4) AS integer)")}
WHERE e.id = :id
"""  # noqa: S608 - constants
_CALON = f"""
WITH RECURSIVE calon (id) AS (SELECT unnest(CAST(:pegawai_id AS text[]))), {TUTUP}, {WAJIB_CALON}
SELECT b.pegawai_id, b.unit_id, b.opd_kode, {CHAIN}, b.unit_id IN (SELECT id FROM tutup) AS ditutup,
       EXISTS (SELECT FROM evaluasi e WHERE e.pegawai_id = b.pegawai_id AND e.unit_id = b.unit_id
               AND e.periode = :periode) AS ada_evaluasi,
       EXISTS (SELECT FROM skp s WHERE s.pegawai_id = b.pegawai_id AND s.unit_id = b.unit_id AND s.tahun = :tahun
               AND s.versi > 0) AS ada_skp
FROM bagian b JOIN pegawai p ON p.id = b.pegawai_id
{ATASAN.format(dari="b", tahun=":tahun")}
ORDER BY b.pegawai_id, b.unit_id
"""  # noqa: S608 - constants


def find_rantai(connection: Connection, evaluasi_id: str) -> Rantai:
    """Return who stands above the person of an appraisal that is there."""
    return to_rantai(dict(connection.execute(text(_OF_EVALUASI), {"id": evaluasi_id}).mappings().one()))


def list_calon(connection: Connection, pegawai_id: Sequence[str], periode: Periode) -> list[Calon]:
    """Return the places where these people are rated in a period; closing it waits until the caller is done.

    One who moved may have several, or one elsewhere than today.
    """
    connection.execute(text(WAIT), {"periode": periode.teks})
    rows = connection.execute(text(_CALON), {"pegawai_id": list(pegawai_id), **values_of(periode)}).mappings()
    return [
        Calon(
            rantai=to_rantai(dict(row)),
            ditutup=row["ditutup"],
            ada_evaluasi=row["ada_evaluasi"],
            ada_skp=row["ada_skp"],
        )
        for row in rows
    ]


def to_rantai(row: Mapping[str, Any]) -> Rantai:
    """Return the chain in a row."""
    return Rantai(**{name: row[name] for name in Rantai.__dataclass_fields__})
