"""What is read of SKP for pages and answers: SQL, past the aggregates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine, text

from chassis.idempotency import reading
from kinerja.adapters.evaluasi.wajib import BEBAS
from kinerja.adapters.halaman import find_page, window
from kinerja.adapters.skp.tables import stands
from kinerja.application.ports import Rantai
from kinerja.application.skp.queries import (
    BarisRow,
    BelumRow,
    Dekat,
    HalamanSkp,
    HalamanTemuan,
    MenungguSkp,
    PelengkapRow,
    RekapRow,
    SaringRekap,
    SaringSkp,
    SaringTemuan,
    SkpRow,
    TemuanRow,
    UsulanRow,
    VersiRow,
)
from kinerja.domain.cakupan_target import BagianTarget
from kinerja.domain.pelengkap_skp import LAMPIRAN
from kinerja.domain.periode import Periode

_SKP = """
SELECT s.*, p.nama AS pegawai, j.nama AS jabatan, u.nama AS unit, p.atasan_id, a.atasan_id AS atasan_penilai_id,
       p.aktif, p.unit_id AS unit_kini, p.opd_kode AS opd_kini, coalesce(a.aktif, false) AS penilai_aktif,
       (SELECT count(*) FROM skp_baris_berlaku b WHERE b.skp_id = s.id) AS jumlah_baris
FROM skp s
JOIN pegawai p ON p.id = s.pegawai_id
JOIN jabatan j ON j.kode = p.jabatan_kode
JOIN unit u ON u.id = s.unit_id
LEFT JOIN pegawai a ON a.id = p.atasan_id
"""
_HIDUP = f"""
SELECT 1 FROM skp_baris_berlaku i JOIN skp a ON a.id = i.skp_id
WHERE i.id = b.induk_id AND a.pegawai_id = p.atasan_id AND a.tahun = s.tahun AND {stands("a")}
"""  # noqa: S608 - constants
"""That the row served is one of the present superior; nothing is asked of what has come to its end."""
_INDUK = """
(SELECT i.hasil_kerja FROM skp_baris_berlaku i WHERE i.id = b.induk_id),
(SELECT l.hasil_kerja FROM skp_versi_baris l WHERE l.id = b.induk_id ORDER BY l.versi DESC LIMIT 1),
(SELECT o.induk FROM skp_versi_baris o WHERE o.id = b.id AND o.induk_id = b.induk_id ORDER BY o.versi DESC LIMIT 1)
"""
"""The words of the superior's row that a row serves: those in force, else the last that were, else those kept with it."""
_BARIS = f"""
SELECT b.id, b.hasil_kerja, b.jenis, b.induk_id, b.indikator, coalesce({{dahulu}}{_INDUK}) AS induk,
       b.induk_id IS NOT NULL AND (s.status = 'ditutup' OR EXISTS ({_HIDUP})) AS tertaut
FROM {{tabel}} b JOIN skp s ON s.id = b.skp_id JOIN pegawai p ON p.id = s.pegawai_id
"""  # noqa: S608 - constants
_DITULIS = _BARIS.format(tabel="skp_baris", dahulu="")
_BERLAKU = _BARIS.format(tabel="skp_baris_berlaku", dahulu="")
_VERSI = _BARIS.format(tabel="skp_versi_baris", dahulu="b.induk, ")
"""A version says what it said when it was established."""
_BERLAKU_SAJA = ("ditetapkan", "ditutup")
"""Where nothing is being written: a change that never held is gone with the plan."""
_USULAN = "SELECT versi, alasan_kode, alasan, diusulkan_pada FROM skp_usulan WHERE skp_id = :id AND versi = :versi"
_DAFTAR_VERSI = """
SELECT v.versi, v.penilai_id, n.nama AS penilai, j.nama AS penilai_jabatan, v.ditetapkan_pada, v.pelengkap,
       u.alasan_kode, u.alasan
FROM skp_versi v
LEFT JOIN pegawai n ON n.id = v.penilai_id
LEFT JOIN jabatan j ON j.kode = n.jabatan_kode
LEFT JOIN skp_usulan u ON u.skp_id = v.skp_id AND u.versi = v.versi
WHERE v.skp_id = :id ORDER BY v.versi DESC
"""
_BERDIRI = f"SELECT s.id FROM skp s WHERE s.pegawai_id = :id AND s.tahun = :tahun AND {stands('s')}"  # noqa: S608 - constants
_OWN = "SELECT id FROM skp WHERE pegawai_id = :sendiri"
_DEKAT: Mapping[Dekat, str] = {
    Dekat.LANGSUNG: "SELECT x.id FROM pegawai y JOIN skp x ON x.pegawai_id = y.id WHERE y.atasan_id {sendiri}",
    Dekat.BERIKUTNYA: """
SELECT x.id FROM pegawai z JOIN pegawai y ON y.atasan_id = z.id JOIN skp x ON x.pegawai_id = y.id
WHERE z.atasan_id {sendiri}
""",
}
_BELOW = " UNION ALL ".join(_DEKAT.values()).format(sendiri="= :sendiri")
"""Each level by an index of its own; an OR over the tables would read them whole."""
_ORDER = "ORDER BY s.tahun DESC, p.nama, s.id"
_TERLIHAT = "SELECT s.id, s.tahun, p.nama FROM skp s JOIN pegawai p ON p.id = s.pegawai_id {where}"
_CONDITIONS: Mapping[str, str] = {
    "pegawai_id": "s.pegawai_id = :pegawai_id",
    "unit_id": "s.unit_id = :unit_id",
    "tahun": "s.tahun = :tahun",
    "status": "s.status = :status",
}
_DIMINTA = f"p.aktif AND (s.versi > 0 OR p.id NOT IN ({BEBAS}))"
"""Of whom a plan is asked; who has one that holds counts, whoever they are."""
_REKAP = f"""
SELECT coalesce(s.opd_kode, p.opd_kode) AS opd_kode, u.id AS unit_id, u.nama AS unit, count(*) AS pegawai,
       count(*) FILTER (WHERE s.id IS NULL) AS belum,
       count(*) FILTER (WHERE s.versi = 0 AND s.status IN ('draf', 'dikembalikan')) AS draf,
       count(*) FILTER (WHERE s.versi = 0 AND s.status = 'diajukan') AS diajukan,
       count(*) FILTER (WHERE s.versi > 0) AS ditetapkan
FROM pegawai p
LEFT JOIN skp s ON s.pegawai_id = p.id AND s.tahun = :tahun AND {stands("s")}
JOIN unit u ON u.id = coalesce(s.unit_id, p.unit_id)
WHERE {_DIMINTA} AND (CAST(:opd AS text) IS NULL OR coalesce(s.opd_kode, p.opd_kode) = :opd)
      AND (:pilih_opd = '' OR coalesce(s.opd_kode, p.opd_kode) = :pilih_opd) AND (:unit_id = '' OR u.id = :unit_id)
GROUP BY coalesce(s.opd_kode, p.opd_kode), u.id, u.nama, u.urutan
ORDER BY belum DESC, u.urutan
"""  # noqa: S608 - constants
"""Who moved since the year stands where their plan of that year does."""
_BELUM = f"""
SELECT p.id AS pegawai_id, p.nama, j.nama AS jabatan, u.nama AS unit
FROM pegawai p JOIN jabatan j ON j.kode = p.jabatan_kode JOIN unit u ON u.id = p.unit_id
LEFT JOIN skp s ON s.pegawai_id = p.id AND s.tahun = :tahun AND {stands("s")}
WHERE s.id IS NULL AND {_DIMINTA} AND {{within}}
ORDER BY p.nama, p.id
"""  # noqa: S608 - constants
_UNIT = "p.unit_id = :unit_id AND (CAST(:opd AS text) IS NULL OR p.opd_kode = :opd)"
_ADA = """
SELECT id, skp_id, versi, induk_id FROM skp_versi_baris UNION ALL SELECT id, skp_id, 0, induk_id FROM skp_baris
"""
"""The rows of plans; those whose version is the plan's are in force."""
_LEPAS = f"""
WITH hidup AS MATERIALIZED (
    SELECT i.id, a.pegawai_id FROM (SELECT DISTINCT atasan_id FROM pegawai) t
    JOIN skp a ON a.pegawai_id = t.atasan_id AND a.tahun = :tahun AND {stands("a")}
    JOIN ({_ADA}) i ON i.skp_id = a.id AND i.versi = a.versi
), lepas AS (
    SELECT b.id, b.induk_id, s.*, u.nama AS unit
    FROM (SELECT s.id AS skp_id, s.versi, s.opd_kode, s.unit_id, p.id AS pegawai_id, p.nama AS pegawai, p.atasan_id
          FROM skp s JOIN pegawai p ON p.id = s.pegawai_id
          WHERE s.tahun = :tahun AND s.status <> 'ditutup' AND (:opd = '' OR s.opd_kode = :opd) AND {{within}}
          OFFSET 0) s
    JOIN ({_ADA}) b ON b.skp_id = s.skp_id AND b.versi = s.versi AND b.induk_id IS NOT NULL
    JOIN unit u ON u.id = s.unit_id
    WHERE (b.induk_id, coalesce(s.atasan_id, '')) NOT IN (SELECT id, pegawai_id FROM hidup)
)
"""  # noqa: S608 - constants
"""What hangs on nothing: the rows served are of the few who have people below, so those that live are found first.

``OFFSET 0`` keeps the plans and their people together: PostgreSQL takes a pair of columns for rarer than it is, and
would look each person up.
"""
_DEKAT_ORANG = """
s.pegawai_id = ANY (ARRAY(
    SELECT CAST(:sendiri AS text) UNION ALL SELECT id FROM pegawai WHERE atasan_id = :sendiri
    UNION ALL SELECT y.id FROM pegawai z JOIN pegawai y ON y.atasan_id = z.id WHERE z.atasan_id = :sendiri))
"""
_TEMUAN = f"""{_LEPAS}, halaman AS (
    SELECT *, count(*) OVER () AS jumlah FROM lepas ORDER BY opd_kode, unit, pegawai, id LIMIT :banyak OFFSET :lewati
)
SELECT 'menggantung' AS kode, b.skp_id, b.pegawai_id, b.pegawai, b.unit, b.opd_kode, b.id AS baris_id,
       (SELECT r.hasil_kerja FROM skp_baris_berlaku r WHERE r.id = b.id AND r.skp_id = b.skp_id) AS hasil_kerja,
       coalesce({_INDUK}) AS induk, b.jumlah
FROM halaman b ORDER BY b.opd_kode, b.unit, b.pegawai, b.id
"""  # noqa: S608 - constants
_JUMLAH_LEPAS = f"{_LEPAS} SELECT count(*) AS n FROM lepas"  # noqa: S608 - constants
_BAGIAN = f"""
SELECT b.induk_id, s.pegawai_id, i.satuan, CAST(i.jumlah AS numeric) AS jumlah
FROM skp s
JOIN pegawai p ON p.id = s.pegawai_id
JOIN skp_baris_berlaku b ON b.skp_id = s.id
CROSS JOIN LATERAL jsonb_to_recordset(b.indikator) AS i (satuan text, jumlah text)
WHERE p.atasan_id = :atasan_id AND s.tahun = :tahun AND {stands("s")}
      AND b.induk_id IS NOT NULL AND i.jumlah IS NOT NULL
"""  # noqa: S608 - constants
_WAITING = """
SELECT (SELECT count(*) FROM pegawai p JOIN skp s ON s.pegawai_id = p.id AND s.status = 'diajukan'
        WHERE p.atasan_id = :pegawai_id) AS tim,
       (SELECT count(*) FROM skp WHERE pegawai_id = :pegawai_id AND status = 'dikembalikan') AS sendiri
"""


class SqlBacaSkp:
    """The read models of SKP in PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of ``engine``, within the transaction of a request that has one."""
        self._engine = engine

    def is_active(self, pegawai_id: str) -> bool:
        """Tell whether a person is in service."""
        return bool(self._rows("SELECT id FROM pegawai WHERE id = :id AND aktif", {"id": pegawai_id}))

    def has_standing(self, pegawai_id: str, tahun: int) -> bool:
        """Tell whether a person has one of the year that is open, or ended with the year."""
        return bool(self._rows(_BERDIRI, {"id": pegawai_id, "tahun": tahun}))

    def find(self, skp_id: str) -> SkpRow | None:
        """Return one as it is written, and the change that is proposed; or None."""
        found = self._rows(f"{_SKP} WHERE s.id = :id", {"id": skp_id})
        if not found or found[0]["status"] in _BERLAKU_SAJA:
            return self._in_force(found[0]) if found else None
        [row] = found
        proposed = self._rows(_USULAN, {"id": skp_id, "versi": row["versi"] + 1})
        usulan = UsulanRow(**proposed[0]) if proposed else None
        return replace(_to_skp(row, self._baris(_DITULIS, skp_id)), usulan=usulan)

    def find_berlaku(self, skp_id: str) -> SkpRow | None:
        """Return one with what holds; or None."""
        found = self._rows(f"{_SKP} WHERE s.id = :id", {"id": skp_id})
        return self._in_force(found[0]) if found else None

    def _in_force(self, row: Mapping[str, Any]) -> SkpRow:
        which = {"id": row["id"], "versi": row["versi"]}
        held = self._rows("SELECT pelengkap FROM skp_versi WHERE skp_id = :id AND versi = :versi", which)
        return _to_skp({**row, **(held[0] if held else {})}, self._baris(_BERLAKU, row["id"]))

    def list_versi(self, skp_id: str) -> Sequence[VersiRow]:
        """Return what was established, the newest first."""
        found = self._rows(_DAFTAR_VERSI, {"id": skp_id})
        return [VersiRow(**{**row, "pelengkap": _to_pelengkap(row["pelengkap"])}) for row in found]

    def list_baris_versi(self, skp_id: str, versi: int) -> Sequence[BarisRow]:
        """Return the rows of a version."""
        query = f"{_VERSI} WHERE b.skp_id = :id AND b.versi = :versi ORDER BY b.urutan"
        return [_to_baris(row) for row in self._rows(query, {"id": skp_id, "versi": versi})]

    def list_seen(self, saring: SaringSkp, *, pegawai_id: str | None, everyone: bool, below: bool) -> HalamanSkp:
        """Return a page."""
        wanted = {name: value for name in _CONDITIONS if (value := getattr(saring, name))}
        conditions = [_CONDITIONS[name] for name in wanted]
        if saring.dekat:
            above = "= :sendiri" if pegawai_id else "IS NULL"  # above the top of the register only the PPK stands
            conditions.append(f"s.id IN ({_DEKAT[saring.dekat].format(sendiri=above)})")
            wanted["sendiri"] = pegawai_id
        elif not everyone:
            conditions.append(_within(below=below))
            wanted["sendiri"] = pegawai_id
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        page = {"halaman": saring.halaman, "per_halaman": saring.per_halaman}
        seen = _TERLIHAT.format(where=where)
        ids, jumlah = find_page(self._rows, seen, "tahun DESC, nama, id", wanted, **page)
        rows = self._rows(f"{_SKP} WHERE s.id = ANY(:id) {_ORDER}", {"id": ids}) if ids else ()
        return HalamanSkp(data=[_to_skp(row) for row in rows], jumlah=jumlah)

    def list_temuan(
        self, saring: SaringTemuan, *, pegawai_id: str | None, everyone: bool, below: bool
    ) -> HalamanTemuan:
        """Return a page of what hangs on nothing, by agency, unit and name."""
        within = "true" if everyone else _DEKAT_ORANG if below else "s.pegawai_id = :sendiri"
        values: dict[str, Any] = {"tahun": saring.tahun, "opd": saring.opd, "sendiri": pegawai_id}
        rows = self._rows(_TEMUAN.format(within=within), values | window(saring.halaman, saring.per_halaman))
        jumlah = rows[0].pop("jumlah") if rows else 0
        if not rows and saring.halaman > 1:
            jumlah = self._rows(_JUMLAH_LEPAS.format(within=within), values)[0]["n"]
        names = TemuanRow.__dataclass_fields__
        return HalamanTemuan(data=[TemuanRow(**{name: row[name] for name in names}) for row in rows], jumlah=jumlah)

    def list_baris_of(self, pegawai_id: str | None, tahun: int) -> Sequence[BarisRow]:
        """Return the rows that hold in the SKP of a person that is open, or ended with the year."""
        query = f"{_BERLAKU} WHERE s.pegawai_id = :pegawai_id AND s.tahun = :tahun AND {stands('s')} ORDER BY b.urutan"
        return [_to_baris(row) for row in self._rows(query, {"pegawai_id": pegawai_id, "tahun": tahun})]

    def list_bagian(self, atasan_id: str, tahun: int) -> Sequence[BagianTarget]:
        """Return what people directly below take of a person's rows."""
        found = self._rows(_BAGIAN, {"atasan_id": atasan_id, "tahun": tahun})
        return [BagianTarget(**row) for row in found]

    def list_rekap(self, saring: SaringRekap, opd_kode: str | None) -> Sequence[RekapRow]:
        """Return the progress by unit, those furthest behind first."""
        wanted = {"tahun": saring.tahun, "pilih_opd": saring.opd, "unit_id": saring.unit_id, "opd": opd_kode}
        return [RekapRow(**row) for row in self._rows(_REKAP, wanted | _end_of(saring.tahun))]

    def list_belum(self, tahun: int, unit_id: str, opd_kode: str | None) -> Sequence[BelumRow]:
        """Return who in a unit, of an agency where one is named, has no SKP of the year yet."""
        wanted = {"tahun": tahun, "unit_id": unit_id, "opd": opd_kode} | _end_of(tahun)
        return [BelumRow(**row) for row in self._rows(_BELUM.format(within=_UNIT), wanted)]

    def list_belum_of(self, tahun: int, atasan_id: str) -> Sequence[BelumRow]:
        """Return who directly below a person has no SKP of the year yet."""
        wanted = {"tahun": tahun, "atasan_id": atasan_id} | _end_of(tahun)
        return [BelumRow(**row) for row in self._rows(_BELUM.format(within="p.atasan_id = :atasan_id"), wanted)]

    def count_waiting(self, pegawai_id: str) -> MenungguSkp:
        """Count what waits for a person."""
        return MenungguSkp(**self._rows(_WAITING, {"pegawai_id": pegawai_id})[0])

    def _baris(self, query: str, skp_id: str) -> list[BarisRow]:
        return [_to_baris(row) for row in self._rows(f"{query} WHERE b.skp_id = :id ORDER BY b.urutan", {"id": skp_id})]

    def _rows(self, query: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        with reading(self._engine) as conn:
            return [dict(row) for row in conn.execute(text(query), values).mappings()]


def _end_of(tahun: int) -> dict[str, Any]:
    """Return the day by which an exemption counts for a plan of the year."""
    return {"sesudah": Periode(tahun).tanggal_sesudah}


def _within(*, below: bool) -> str:
    """Return the condition that a plan is the reader's own, or of the two levels below."""
    return f"s.id IN ({_OWN}{' UNION ALL ' + _BELOW if below else ''})"


def _to_skp(row: Mapping[str, Any], baris: Sequence[BarisRow] | None = None) -> SkpRow:
    rantai = Rantai(
        pegawai_id=row["pegawai_id"],
        unit_id=row["unit_kini"],
        opd_kode=row["opd_kini"],
        atasan_id=row["atasan_id"],
        atasan_penilai_id=row["atasan_penilai_id"],
        aktif=row["aktif"],
    )
    names = SkpRow.__dataclass_fields__.keys() - {"rantai", "baris", "usulan", "pelengkap", "jumlah_baris"}
    return SkpRow(
        **{name: row[name] for name in names},
        jumlah_baris=len(baris) if baris is not None else row["jumlah_baris"],
        pelengkap=_to_pelengkap(row["pelengkap"]),
        rantai=rantai,
        baris=baris or (),
    )


def _to_baris(row: Mapping[str, Any]) -> BarisRow:
    """Return a row; one from before shares were asked has none."""
    indikator = [
        {**each, "jumlah": Decimal(each["jumlah"]) if each.get("jumlah") else None, "satuan": each.get("satuan", "")}
        | {"indikator_id": each.get("indikator_id")}
        for each in row["indikator"]
    ]
    return BarisRow(**{**row, "indikator": indikator})


def _to_pelengkap(row: Mapping[str, Any]) -> PelengkapRow:
    """Return what goes with the rows; a plan from before it was asked has none."""
    annexes = row.get("lampiran", {})
    return PelengkapRow(perilaku=row.get("perilaku", []), lampiran={name: annexes.get(name, []) for name in LAMPIRAN})
