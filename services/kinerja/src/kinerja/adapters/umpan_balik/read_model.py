"""What is read of feedback for pages and answers: SQL, past the aggregates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, text

from chassis.idempotency import reading
from kinerja.adapters.halaman import find_page
from kinerja.application.ports import Rantai
from kinerja.application.umpan_balik.queries import Arah, DekatRow, HalamanUmpanBalik, SaringUmpanBalik, UmpanBalikRow

_UMPAN_BALIK = """
SELECT b.id, b.pegawai_id, b.periode, b.pemberi, b.tentang, b.isi, b.tanggapan, b.version, b.diberikan_pada,
       b.ditanggapi_pada, b.pemberi_id, p.nama AS pegawai,
       CASE WHEN b.pemberi IN ('rekan', 'bawahan') AND b.pemberi_id IS DISTINCT FROM :pembaca THEN '' ELSE n.nama END
           AS pemberi_nama,
       p.unit_id, p.opd_kode, p.atasan_id, a.atasan_id AS atasan_penilai_id, p.aktif
FROM umpan_balik b
JOIN pegawai p ON p.id = b.pegawai_id
JOIN pegawai n ON n.id = b.pemberi_id
LEFT JOIN pegawai a ON a.id = p.atasan_id
"""
_ROADS: Mapping[Arah, str] = {
    Arah.DITERIMA: "SELECT b.id, b.diberikan_pada FROM umpan_balik b WHERE b.pegawai_id = :pembaca {dan}",
    Arah.DIBERIKAN: "SELECT b.id, b.diberikan_pada FROM umpan_balik b WHERE b.pemberi_id = :pembaca {dan}",
    Arah.TIM: """
SELECT b.id, b.diberikan_pada FROM pegawai p JOIN umpan_balik b ON b.pegawai_id = p.id WHERE p.atasan_id = :pembaca {dan}
UNION
SELECT b.id, b.diberikan_pada FROM pegawai a JOIN pegawai p ON p.atasan_id = a.id JOIN umpan_balik b ON b.pegawai_id = p.id
WHERE a.atasan_id = :pembaca {dan}
""",
}
"""Each way by an index of its own; an OR over the tables would read them whole."""
_CONDITIONS: Mapping[str, str] = {
    "pegawai_id": "b.pegawai_id = :pegawai_id",
    "periode": "b.periode IN (:periode, :periode || '-T1', :periode || '-T2', :periode || '-T3', :periode || '-T4')",
}
_NEWEST = "ORDER BY b.diberikan_pada DESC, b.id"
_DEKAT = """
WITH saya AS (
    SELECT p.id, p.atasan_id, a.atasan_id AS atasan_penilai_id
    FROM pegawai p LEFT JOIN pegawai a ON a.id = p.atasan_id WHERE p.id = :id
), dekat (id, pemberi) AS (
    SELECT atasan_id, 'bawahan' FROM saya
    UNION ALL SELECT p.id, 'penilai' FROM pegawai p JOIN saya s ON p.atasan_id = s.id
    UNION ALL SELECT p.id, 'atasan_penilai' FROM pegawai p JOIN pegawai a ON a.id = p.atasan_id JOIN saya s ON a.atasan_id = s.id
    UNION ALL SELECT p.id, 'rekan' FROM pegawai p JOIN saya s ON p.atasan_id = s.atasan_id AND p.id <> s.id
)
SELECT p.id AS pegawai_id, p.nama, j.nama AS jabatan, d.pemberi, CASE d.pemberi
           WHEN 'bawahan' THEN (SELECT count(*) FROM pegawai x WHERE x.atasan_id = p.id AND x.aktif) = 1
           WHEN 'rekan' THEN (SELECT count(*) FROM pegawai x WHERE x.atasan_id = p.atasan_id AND x.aktif) = 2
           ELSE false END AS sendirian
FROM dekat d JOIN pegawai p ON p.id = d.id JOIN jabatan j ON j.kode = p.jabatan_kode
WHERE p.aktif ORDER BY p.nama, p.id
"""


class SqlBacaUmpanBalik:
    """The read models of feedback in PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of ``engine``, within the transaction of a request that has one."""
        self._engine = engine

    def find(self, umpan_balik_id: str, pembaca_id: str | None) -> UmpanBalikRow | None:
        """Return one as the reader may read it, or None."""
        rows = self._rows(f"{_UMPAN_BALIK} WHERE b.id = :id", {"id": umpan_balik_id, "pembaca": pembaca_id})
        return _to_umpan_balik(rows[0]) if rows else None

    def list_seen(self, saring: SaringUmpanBalik, pembaca_id: str, *, below: bool) -> HalamanUmpanBalik:
        """Return a page, the newest first."""
        allowed = [each for each in Arah if below or each is not Arah.TIM]
        roads = [_ROADS[each] for each in allowed if saring.arah in (None, each)]
        if not roads:
            return HalamanUmpanBalik(data=(), jumlah=0)
        wanted = {name: value for name in _CONDITIONS if (value := getattr(saring, name))}
        dan = "".join(f" AND {_CONDITIONS[name]}" for name in wanted)
        ids, jumlah = find_page(
            self._rows,
            " UNION ".join(roads).format(dan=dan),
            "diberikan_pada DESC, id",
            wanted | {"pembaca": pembaca_id},
            halaman=saring.halaman,
            per_halaman=saring.per_halaman,
        )
        query = f"{_UMPAN_BALIK} WHERE b.id = ANY(:id) {_NEWEST}"
        rows = self._rows(query, {"id": ids, "pembaca": pembaca_id}) if ids else ()
        return HalamanUmpanBalik(data=[_to_umpan_balik(row) for row in rows], jumlah=jumlah)

    def list_for(self, pegawai_id: str, periode: str, pembaca_id: str | None, banyak: int) -> Sequence[UmpanBalikRow]:
        """Return the newest that a person received in a period."""
        query = f"{_UMPAN_BALIK} WHERE {' AND '.join(_CONDITIONS.values())} {_NEWEST} LIMIT :banyak"
        wanted = {"pegawai_id": pegawai_id, "periode": periode, "pembaca": pembaca_id, "banyak": banyak}
        return [_to_umpan_balik(row) for row in self._rows(query, wanted)]

    def list_dekat(self, pegawai_id: str) -> Sequence[DekatRow]:
        """Return everyone in service on whom a person may give feedback."""
        return [DekatRow(**row) for row in self._rows(_DEKAT, {"id": pegawai_id})]

    def _rows(self, query: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        with reading(self._engine) as conn:
            return [dict(row) for row in conn.execute(text(query), values).mappings()]


def _to_umpan_balik(row: Mapping[str, Any]) -> UmpanBalikRow:
    chain = ("pegawai_id", "unit_id", "opd_kode", "atasan_id", "atasan_penilai_id", "aktif")
    names = UmpanBalikRow.__dataclass_fields__.keys() - {"rantai"}
    return UmpanBalikRow(**{name: row[name] for name in names}, rantai=Rantai(**{name: row[name] for name in chain}))
