"""What is read for the index of professionalism: SQL, past the aggregates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, text

from chassis.idempotency import reading
from kinerja.adapters.orang import DARI, ORANG, to_orang
from kinerja.application.ip_asn.derive import KursusRow, PredikatRow
from kinerja.application.orang import OrangRow
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import Predikat

_OF_OPD = f"SELECT {ORANG} {DARI} WHERE p.opd_kode = :opd AND p.aktif ORDER BY p.nama, p.id"
_KURSUS = """
SELECT id, pegawai_id, tahun, judul, bentuk, jp_realisasi AS jp FROM pengembangan
WHERE pegawai_id = ANY(:pegawai_id) AND tahun <= :tahun AND status = 'diverifikasi'
ORDER BY tahun DESC, selesai_tanggal DESC, id
"""
PREDIKAT = """
SELECT DISTINCT ON (pegawai_id) id AS evaluasi_id, pegawai_id, predikat FROM evaluasi
WHERE {siapa} periode = :periode AND status <> 'dievaluasi'
ORDER BY pegawai_id, ditetapkan_pada DESC, id DESC
"""
"""The evaluation of a year of each person, the one that was established last where a move made several."""
_OF_PEOPLE = PREDIKAT.format(siapa="pegawai_id = ANY(:pegawai_id) AND")


class SqlBacaIpAsn:
    """The read models of the index in PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of ``engine``, within the transaction of a request that has one."""
        self._engine = engine

    def list_orang(self, opd_kode: str) -> Sequence[OrangRow]:
        """Return the people in service in an agency, by name."""
        return [to_orang(row) for row in self._rows(_OF_OPD, {"opd": opd_kode})]

    def list_kursus(self, pegawai_id: Sequence[str], tahun: int) -> Sequence[KursusRow]:
        """Return the verified courses of these people up to a year."""
        rows = self._rows(_KURSUS, {"pegawai_id": list(pegawai_id), "tahun": tahun})
        return [KursusRow(**row) for row in rows]

    def list_predikat(self, pegawai_id: Sequence[str], tahun: int) -> Sequence[PredikatRow]:
        """Return the established evaluations of a year."""
        rows = self._rows(_OF_PEOPLE, {"pegawai_id": list(pegawai_id), "periode": Periode(tahun).teks})
        return [PredikatRow(**row | {"predikat": Predikat(row["predikat"])}) for row in rows]

    def _rows(self, query: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        with reading(self._engine) as conn:
            return [dict(row) for row in conn.execute(text(query), values).mappings()]
