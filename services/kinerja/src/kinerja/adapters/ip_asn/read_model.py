"""What is read for the index of professionalism: SQL, past the aggregates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

from sqlalchemy import Engine, text

from chassis.idempotency import reading
from kinerja.adapters.orang import DARI, ORANG, to_orang
from kinerja.application.ip_asn.derive import KursusRow, PredikatRow
from kinerja.application.ip_asn.queries import CiriRow
from kinerja.application.orang import OrangRow
from kinerja.domain.jabatan import JenisJabatan
from kinerja.domain.pengembangan import BuktiKompetensi
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import Predikat

_ORANG = f"SELECT {ORANG} {DARI} WHERE p.id = ANY(:pegawai_id)"
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
_CIRI = f"""
WITH orang AS (
    SELECT p.id, p.jabatan_kode, j.jenis, row_number() OVER (ORDER BY p.nama, p.id) AS urutan
    FROM pegawai p JOIN jabatan j ON j.kode = p.jabatan_kode WHERE p.opd_kode = :opd AND p.aktif
), fakta AS (
    SELECT r.pegawai_id,
           array_agg(DISTINCT r.isi) FILTER (WHERE r.jenis = 'pendidikan' AND r.berlaku) AS pendidikan,
           bool_or(r.jenis = 'diklat_jabatan' AND r.berlaku) AS terlatih,
           array_agg(DISTINCT r.isi) FILTER (
               WHERE r.jenis = 'hukuman_disiplin' AND (r.sampai IS NULL OR r.sampai >= :awal)) AS hukuman
    FROM (SELECT *, sampai IS NULL OR sampai >= :akhir AS berlaku FROM riwayat_kepegawaian
          WHERE dari <= :akhir AND NOT dibatalkan AND pegawai_id IN (SELECT id FROM orang)) AS r
    GROUP BY r.pegawai_id
), kursus AS (
    SELECT pegawai_id, bool_or(bentuk = ANY(:diklat_jabatan)) AS terlatih,
           sum(jp_realisasi) FILTER (WHERE tahun = :tahun AND bentuk = ANY(:jp20)) AS jp,
           bool_or(tahun = :tahun AND bentuk = ANY(:seminar)) AS seminar
    FROM pengembangan WHERE tahun <= :tahun AND status = 'diverifikasi' AND pegawai_id IN (SELECT id FROM orang)
    GROUP BY pegawai_id
), predikat AS ({PREDIKAT.format(siapa="pegawai_id IN (SELECT id FROM orang) AND")})
SELECT o.jenis AS jenis_jabatan, o.jabatan_kode, coalesce(f.pendidikan, '{{}}') AS pendidikan,
       coalesce(f.terlatih, false) OR coalesce(k.terlatih, false) AS terlatih, coalesce(k.jp, 0) AS jp,
       coalesce(k.seminar, false) AS seminar, d.predikat, coalesce(f.hukuman, '{{}}') AS hukuman,
       array_agg(o.urutan) AS urutan, array_agg(o.id) AS pegawai_id
FROM orang o
LEFT JOIN fakta f ON f.pegawai_id = o.id
LEFT JOIN kursus k ON k.pegawai_id = o.id
LEFT JOIN predikat d ON d.pegawai_id = o.id
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""  # noqa: S608 - constants
"""What of the facts counts towards the index, and who has the same: one row for each that differs."""
_OF_PEOPLE = PREDIKAT.format(siapa="pegawai_id = ANY(:pegawai_id) AND")


class SqlBacaIpAsn:
    """The read models of the index in PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of ``engine``, within the transaction of a request that has one."""
        self._engine = engine

    def list_ciri(self, opd_kode: str, tahun: int, bentuk: Mapping[BuktiKompetensi, Set[str]]) -> Sequence[CiriRow]:
        """Return the people in service in an agency by what is stored of them."""
        periode = Periode(tahun)
        values = {
            "opd": opd_kode, "periode": periode.teks, "tahun": tahun,
            "awal": periode.tanggal_mulai, "akhir": periode.tanggal_akhir,
            **{bukti.value: sorted(kode) for bukti, kode in bentuk.items()},
        }  # fmt: skip
        return [_to_ciri(row) for row in self._rows(_CIRI, values)]

    def list_orang(self, pegawai_id: Sequence[str]) -> Sequence[OrangRow]:
        """Return these people."""
        return [to_orang(row) for row in self._rows(_ORANG, {"pegawai_id": list(pegawai_id)})]

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


def _to_ciri(row: Mapping[str, Any]) -> CiriRow:
    words = {
        "jenis_jabatan": JenisJabatan(row["jenis_jabatan"]),
        "predikat": Predikat(row["predikat"]) if row["predikat"] else None,
    }
    return CiriRow(**{**row, **words})
