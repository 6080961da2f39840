"""What is read of the talent map: SQL, past the aggregates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Engine, text

from chassis.idempotency import reading
from kinerja.adapters.talenta.calon import CALON, SATU_CALON
from kinerja.application.talenta.queries import BelumRow, HalamanBelum, PemetaanRow, SaringTalenta, TalentaRow
from kinerja.domain.kotak_talenta import Potensi
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import Ekspektasi, Predikat
from kinerja.domain.talenta import SebabBelum

_PEMETAAN = """
SELECT id, tahun, dipetakan, berubah, tanpa_evaluasi, tanpa_asesmen, dijalankan_pada FROM pemetaan_talenta
"""
_NEWEST = "(SELECT id FROM pemetaan_talenta WHERE tahun = :tahun ORDER BY dijalankan_pada DESC, id DESC LIMIT 1)"
_ROW = """
SELECT t.id, t.pegawai_id, p.nama, u.nama AS unit, t.opd_kode, j.nama AS jabatan, t.tahun, t.kotak, t.kinerja, t.potensi,
       t.predikat, t.evaluasi_id, t.nilai_potensi, t.asesmen_id, s.tanggal AS asesmen_tanggal, s.bukti AS asesmen_bukti,
       m.dijalankan_pada AS dipetakan_pada
FROM talenta t
JOIN pegawai p ON p.id = t.pegawai_id
JOIN unit u ON u.id = t.unit_id
JOIN jabatan j ON j.kode = p.jabatan_kode
JOIN asesmen s ON s.id = t.asesmen_id
JOIN pemetaan_talenta m ON m.id = t.pemetaan_id
"""
_OWN = "SELECT CAST(:pembaca AS text)"
_BELOW = """
SELECT id FROM pegawai WHERE atasan_id = :pembaca
UNION ALL SELECT y.id FROM pegawai y JOIN pegawai z ON z.id = y.atasan_id WHERE z.atasan_id = :pembaca
"""
_BELUM = f"""
WITH {CALON}, cocok AS MATERIALIZED (
    SELECT pegawai_id, nama, opd_kode, unit_id, jabatan_kode, sebab FROM calon WHERE :opd = '' OR opd_kode = :opd
), hitung AS (
    SELECT count(*) FILTER (WHERE sebab IS NOT NULL) AS jumlah, count(*) FILTER (WHERE sebab IS NULL) AS siap FROM cocok
), halaman AS (
    SELECT * FROM cocok WHERE sebab IS NOT NULL ORDER BY sebab DESC, nama, pegawai_id LIMIT :banyak OFFSET :lewati
)
SELECT h.jumlah, h.siap, c.pegawai_id, c.nama, c.opd_kode, u.nama AS unit, j.nama AS jabatan, c.sebab
FROM hitung h
LEFT JOIN halaman c ON true
LEFT JOIN unit u ON u.id = c.unit_id
LEFT JOIN jabatan j ON j.kode = c.jabatan_kode
ORDER BY c.sebab DESC, c.nama, c.pegawai_id
"""  # noqa: S608 - constants
"""A page and what is counted, in one pass; a row without a person where the page is empty."""
_SEBAB = f"WITH {SATU_CALON} SELECT sebab FROM calon"  # noqa: S608 - constants


class SqlBacaTalenta:
    """The read models of the talent map in PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of ``engine``, within the transaction of a request that has one."""
        self._engine = engine

    def find_pemetaan(self, pemetaan_id: str) -> PemetaanRow | None:
        """Return a run, or None."""
        rows = self._rows(f"{_PEMETAAN} WHERE id = :id", {"id": pemetaan_id})
        return PemetaanRow(**rows[0]) if rows else None

    def find_newest(self, tahun: int | None) -> PemetaanRow | None:
        """Return the newest run, of a year or of all."""
        where = "WHERE tahun = :tahun" if tahun is not None else ""
        rows = self._rows(f"{_PEMETAAN} {where} ORDER BY dijalankan_pada DESC, id DESC LIMIT 1", {"tahun": tahun})
        return PemetaanRow(**rows[0]) if rows else None

    def find_of(self, pegawai_id: str, tahun: int) -> TalentaRow | None:
        """Return the box of a person as the newest run of the year left it, or None."""
        query = f"{_ROW} WHERE t.pegawai_id = :id AND t.tahun = :tahun AND t.pemetaan_id = {_NEWEST}"
        rows = self._rows(query, {"id": pegawai_id, "tahun": tahun})
        return _to_row(rows[0]) if rows else None

    def list_seen(
        self, saring: SaringTalenta, tahun: int, pembaca_id: str | None, *, semua: bool, bawahan: bool
    ) -> tuple[Mapping[int, int], Sequence[TalentaRow], int]:
        """Return the counts by box, a page of the people, and how many fit."""
        conditions = ["t.tahun = :tahun", f"t.pemetaan_id = {_NEWEST}"]
        values: dict[str, Any] = {"tahun": tahun}
        if not semua:
            conditions.append(f"t.pegawai_id IN ({f'{_OWN} UNION ALL {_BELOW}' if bawahan else _OWN})")
            values["pembaca"] = pembaca_id
        if saring.opd:
            conditions.append("t.opd_kode = :opd")
            values["opd"] = saring.opd
        where = " AND ".join(conditions)
        counted = self._rows(f"SELECT t.kotak, count(*) AS n FROM talenta t WHERE {where} GROUP BY t.kotak", values)  # noqa: S608 - constants
        kotak = {row["kotak"]: row["n"] for row in counted}
        if saring.kotak is not None:
            where, values = f"{where} AND t.kotak = :kotak", values | {"kotak": saring.kotak}
        page = {"banyak": saring.per_halaman, "lewati": (saring.halaman - 1) * saring.per_halaman}
        chosen = f"""SELECT t.id FROM talenta t JOIN pegawai p ON p.id = t.pegawai_id WHERE {where}
            ORDER BY t.kotak DESC, p.nama, t.id LIMIT :banyak OFFSET :lewati"""  # noqa: S608 - constants
        query = f"{_ROW} WHERE t.id = ANY (ARRAY({chosen})) ORDER BY t.kotak DESC, p.nama, t.id"
        rows = [_to_row(row) for row in self._rows(query, values | page)]
        jumlah = sum(kotak.values()) if saring.kotak is None else kotak.get(saring.kotak, 0)
        return kotak, rows, jumlah

    def list_belum(self, saring: SaringTalenta, tahun: int, *, sejak: date, sampai: date) -> HalamanBelum:
        """Return a page of who cannot be placed."""
        values = {"periode": Periode(tahun).teks, "sejak": sejak, "sampai": sampai, "opd": saring.opd}
        page = {"banyak": saring.per_halaman, "lewati": (saring.halaman - 1) * saring.per_halaman}
        rows = self._rows(_BELUM, values | page)
        counted = {name: rows[0][name] for name in ("jumlah", "siap")}
        data = [_to_belum(row) for row in rows if row["pegawai_id"] is not None]
        return HalamanBelum(data=data, **counted)

    def find_sebab(self, pegawai_id: str, tahun: int, *, sejak: date, sampai: date) -> SebabBelum | None:
        """Return why a person cannot be placed, None where they can."""
        values = {"periode": Periode(tahun).teks, "sejak": sejak, "sampai": sampai, "id": pegawai_id}
        rows = self._rows(_SEBAB, values)
        return SebabBelum(rows[0]["sebab"]) if rows and rows[0]["sebab"] else None

    def _rows(self, query: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        with reading(self._engine) as conn:
            return [dict(row) for row in conn.execute(text(query), values).mappings()]


def _to_belum(row: Mapping[str, Any]) -> BelumRow:
    names = BelumRow.__dataclass_fields__
    return BelumRow(**{name: row[name] for name in names} | {"sebab": SebabBelum(row["sebab"])})


def _to_row(row: Mapping[str, Any]) -> TalentaRow:
    words = {
        "kinerja": Ekspektasi(row["kinerja"]),
        "potensi": Potensi(row["potensi"]),
        "predikat": Predikat(row["predikat"]),
    }
    return TalentaRow(**dict(row) | words)
