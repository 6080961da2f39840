"""What is read of development for pages and answers: SQL, past the aggregates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine, text

from chassis.idempotency import reading
from kinerja.application.pengembangan.queries import (
    HalamanJp,
    HalamanPengembangan,
    JpRow,
    PengembanganRow,
    SaringJp,
    SaringPengembangan,
)
from kinerja.application.ports import Rantai

_ROW = """
SELECT b.*, p.nama AS pegawai, u.nama AS unit, p.unit_id AS unit_kini, p.opd_kode AS opd_kini, p.atasan_id,
       a.atasan_id AS atasan_penilai_id, p.aktif
FROM pengembangan b
JOIN pegawai p ON p.id = b.pegawai_id
JOIN unit u ON u.id = b.unit_id
LEFT JOIN pegawai a ON a.id = p.atasan_id
"""
_WAITING = """
ORDER BY b.tahun DESC, array_position(ARRAY['selesai', 'diusulkan', 'berjalan', 'disetujui', 'diverifikasi', 'ditolak'],
         b.status), b.id DESC
"""
"""Those that wait first, then the newest."""
_TOTAL = """
SELECT count(*) AS jumlah, coalesce(sum(b.jp_rencana) FILTER (WHERE b.status <> 'ditolak'), 0) AS jp_rencana,
       coalesce(sum(b.jp_realisasi) FILTER (WHERE b.status = 'selesai'), 0) AS jp_menunggu,
       coalesce(sum(b.jp_realisasi) FILTER (WHERE b.status = 'diverifikasi'), 0) AS jp,
       coalesce(sum(b.biaya) FILTER (WHERE b.status <> 'ditolak'), 0) AS biaya
FROM pengembangan b
"""
_CONDITIONS: Mapping[str, str] = {
    "pegawai_id": "b.pegawai_id = :pegawai_id",
    "tahun": "b.tahun = :tahun",
    "opd": "b.opd_kode = :opd",
    "status": "b.status = :status",
    "selain_id": "b.pegawai_id <> :selain_id",
}
_OWN = "SELECT CAST(:pembaca AS text)"
_BELOW = """
SELECT id FROM pegawai WHERE atasan_id = :pembaca
UNION ALL SELECT y.id FROM pegawai y JOIN pegawai z ON z.id = y.atasan_id WHERE z.atasan_id = :pembaca
"""
_JAM = """
SELECT pegawai_id, coalesce(sum(jp_realisasi) FILTER (WHERE status = 'selesai'), 0) AS jp_menunggu,
       coalesce(sum(jp_realisasi) FILTER (WHERE status = 'diverifikasi'), 0) AS jp {juga}
FROM pengembangan WHERE tahun = :tahun {siapa} GROUP BY pegawai_id
"""
_RENCANA = ", coalesce(sum(jp_rencana) FILTER (WHERE status <> 'ditolak'), 0) AS jp_rencana"
_JP = f"""
WITH orang AS MATERIALIZED (
    SELECT p.id AS pegawai_id, p.nama, coalesce(m.jp_menunggu, 0) AS jp_menunggu,
           greatest(:minimal - coalesce(m.jp, 0), 0) AS kurang
    FROM pegawai p
    JOIN jabatan j ON j.kode = p.jabatan_kode
    LEFT JOIN ({_JAM.format(juga="", siapa="{batas}")}) m ON m.pegawai_id = p.id
    WHERE {{siapa}}
), hitung AS (
    SELECT count(*) FILTER (WHERE {{keadaan}}) AS jumlah, count(*) AS pegawai,
           count(*) FILTER (WHERE kurang = 0) AS terpenuhi
    FROM orang
), halaman AS (
    SELECT * FROM orang WHERE {{keadaan}} ORDER BY kurang DESC, jp_menunggu, nama, pegawai_id LIMIT :banyak OFFSET :lewati
)
SELECT h.jumlah, h.pegawai, h.terpenuhi, o.pegawai_id, o.nama, p.opd_kode, u.nama AS unit, j.nama AS jabatan,
       coalesce(m.jp_rencana, 0) AS jp_rencana, o.jp_menunggu, coalesce(m.jp, 0) AS jp, o.kurang
FROM hitung h
LEFT JOIN halaman o ON true
LEFT JOIN pegawai p ON p.id = o.pegawai_id
LEFT JOIN unit u ON u.id = p.unit_id
LEFT JOIN jabatan j ON j.kode = p.jabatan_kode
LEFT JOIN LATERAL ({_JAM.format(juga=_RENCANA, siapa="AND pegawai_id = o.pegawai_id")}) m ON true
ORDER BY o.kurang DESC, o.jp_menunggu, o.nama, o.pegawai_id
"""  # noqa: S608 - constants
"""A page and what is counted, in one pass by what the order needs; a row without a person where the page is empty."""
_JP_CONDITIONS: Mapping[str, str] = {
    "opd": "p.opd_kode = :opd",
    "q": "(p.nama ILIKE :q OR j.nama ILIKE :q)",
    "atasan": "p.atasan_id = :atasan",
}
_BATAS: Mapping[str, str] = {
    "opd": " AND pegawai_id IN (SELECT id FROM pegawai WHERE opd_kode = :opd)",
    "atasan": " AND pegawai_id IN (SELECT id FROM pegawai WHERE atasan_id = :atasan)",
}
"""Whose hours alone need be added up."""
_KEADAAN: Mapping[str, str] = {"": "true", "terpenuhi": "kurang = 0", "kurang": "kurang > 0"}


class SqlBacaPengembangan:
    """The read models of development in PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of ``engine``, within the transaction of a request that has one."""
        self._engine = engine

    def find(self, pengembangan_id: str) -> PengembanganRow | None:
        """Return an entry, or None."""
        rows = self._rows(f"{_ROW} WHERE b.id = :id", {"id": pengembangan_id})
        return _to_row(rows[0]) if rows else None

    def list_seen(
        self, saring: SaringPengembangan, pembaca_id: str | None, *, semua: bool, bawahan: bool
    ) -> HalamanPengembangan:
        """Return a page, those that wait first."""
        wanted = {name: value for name in _CONDITIONS if (value := getattr(saring, name))}
        conditions = [_CONDITIONS[name] for name in wanted]
        if not semua:
            whose = f"{_OWN} UNION ALL {_BELOW}" if bawahan else _OWN
            conditions.append(f"b.pegawai_id IN ({whose})")
            wanted["pembaca"] = pembaca_id
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        page = {"banyak": saring.per_halaman, "lewati": (saring.halaman - 1) * saring.per_halaman}
        chosen = f"SELECT b.id FROM pengembangan b {where} {_WAITING} LIMIT :banyak OFFSET :lewati"  # noqa: S608 - constants
        rows = self._rows(f"{_ROW} WHERE b.id = ANY (ARRAY({chosen})) {_WAITING}", wanted | page)
        total = self._rows(f"{_TOTAL} {where}", wanted)[0]
        return HalamanPengembangan(data=[_to_row(row) for row in rows], **total)

    def list_jp(self, saring: SaringJp, minimal: Decimal) -> HalamanJp:
        """Return a page of the people in service, who lacks most first."""
        q = saring.q.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        page = {"banyak": saring.per_halaman, "lewati": (saring.halaman - 1) * saring.per_halaman}
        wanted = {"opd": saring.opd, "q": f"%{q}%" if q else ""}
        return self._jp(wanted, {"tahun": saring.tahun, "minimal": minimal} | page, saring.keadaan)

    def list_jp_bawahan(self, tahun: int, atasan_id: str, minimal: Decimal) -> Sequence[JpRow]:
        """Return the people in service directly below a person."""
        values = {"tahun": tahun, "minimal": minimal, "banyak": None, "lewati": 0}
        return self._jp({"atasan": atasan_id}, values, "").data

    def _jp(self, wanted: Mapping[str, str], values: Mapping[str, Any], keadaan: str) -> HalamanJp:
        given = {name: value for name, value in wanted.items() if value}
        whose = " AND ".join(["p.aktif", *(_JP_CONDITIONS[name] for name in given)])
        batas = "".join(_BATAS[name] for name in given if name in _BATAS)
        query = _JP.format(siapa=whose, batas=batas, keadaan=_KEADAAN[keadaan])
        rows = self._rows(query, {**values, **given})
        counted = {name: rows[0][name] for name in ("jumlah", "pegawai", "terpenuhi")}
        names = JpRow.__dataclass_fields__
        data = [JpRow(**{name: row[name] for name in names}) for row in rows if row["pegawai_id"] is not None]
        return HalamanJp(data=data, **counted)

    def _rows(self, query: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        with reading(self._engine) as conn:
            return [dict(row) for row in conn.execute(text(query), values).mappings()]


def _to_row(row: Mapping[str, Any]) -> PengembanganRow:
    names = PengembanganRow.__dataclass_fields__.keys() - {"rantai"}
    rantai = Rantai(
        pegawai_id=row["pegawai_id"],
        unit_id=row["unit_kini"],
        opd_kode=row["opd_kini"],
        atasan_id=row["atasan_id"],
        atasan_penilai_id=row["atasan_penilai_id"],
        aktif=row["aktif"],
    )
    return PengembanganRow(**{name: row[name] for name in names}, rantai=rantai)
