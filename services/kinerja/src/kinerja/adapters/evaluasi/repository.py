"""Appraisals as aggregates in PostgreSQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from chassis.domain import Conflict, NotFound, VersionStale
from kinerja.adapters.evaluasi.tables import EVALUASI
from kinerja.adapters.skp.tables import SKP
from kinerja.domain.evaluasi import Evaluasi, Nilai, Putusan, StatusEvaluasi, TingkatPenilai
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import Ekspektasi, Predikat

_PLAIN = (
    "penilai_id", "version", "ditetapkan_pada", "disampaikan_pada", "diterima_pada", "keberatan_id",
    "keberatan_alasan", "putusan_alasan", "diputus_pada",
)  # fmt: skip
_KEY = ("id", "pegawai_id", "unit_id", "opd_kode")


class SqlEvaluasiRepository:
    """The appraisals."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def get(self, evaluasi_id: str) -> Evaluasi:
        """Return an appraisal, locked; raises NotFound."""
        query = select(EVALUASI).where(EVALUASI.c.id == evaluasi_id).with_for_update()
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NotFound("evaluasi.not_found", evaluasi_id=evaluasi_id)
        return _to_evaluasi(row)

    def exists(self, pegawai_id: str, periode: Periode) -> bool:
        """Tell whether a person has one of the period."""
        query = select(EVALUASI.c.id).where(EVALUASI.c.pegawai_id == pegawai_id, EVALUASI.c.periode == periode.teks)
        return self._connection.execute(query).first() is not None

    def has_skp(self, pegawai_id: str, tahun: int) -> bool:
        """Tell whether an SKP of the year was established once; a closed one counts."""
        query = select(SKP.c.id).where(SKP.c.pegawai_id == pegawai_id, SKP.c.tahun == tahun, SKP.c.versi > 0)
        return self._connection.execute(query).first() is not None

    def add(self, evaluasi: Evaluasi) -> None:
        """Store a new one; raises Conflict."""
        values = {name: getattr(evaluasi, name) for name in _KEY} | {"periode": evaluasi.periode.teks}
        try:
            self._connection.execute(insert(EVALUASI), values | _state(evaluasi))
        except IntegrityError as error:
            raise Conflict("evaluasi.already_exists") from error

    def save(self, evaluasi: Evaluasi) -> None:
        """Store the changes; raises VersionStale."""
        statement = update(EVALUASI).where(EVALUASI.c.id == evaluasi.id, EVALUASI.c.version == evaluasi.version - 1)
        if self._connection.execute(statement.values(_state(evaluasi))).rowcount != 1:
            raise VersionStale


def _state(evaluasi: Evaluasi) -> dict[str, Any]:
    return {name: getattr(evaluasi, name) for name in _PLAIN} | {
        "hasil_kerja": evaluasi.nilai.hasil_kerja.value,
        "perilaku": evaluasi.nilai.perilaku.value,
        "predikat": evaluasi.predikat.value,
        "catatan": evaluasi.nilai.catatan.strip(),
        "tingkat_penilai": evaluasi.tingkat_penilai.value,
        "status": evaluasi.status.value,
        "putusan": evaluasi.putusan.value if evaluasi.putusan else None,
        "predikat_semula": evaluasi.predikat_semula.value if evaluasi.predikat_semula else None,
    }


def _to_evaluasi(row: Any) -> Evaluasi:
    return Evaluasi(
        **{name: getattr(row, name) for name in (*_KEY, *_PLAIN)},
        periode=Periode.parse(row.periode),
        nilai=Nilai(hasil_kerja=Ekspektasi(row.hasil_kerja), perilaku=Ekspektasi(row.perilaku), catatan=row.catatan),
        tingkat_penilai=TingkatPenilai(row.tingkat_penilai),
        status=StatusEvaluasi(row.status),
        putusan=Putusan(row.putusan) if row.putusan else None,
        predikat_semula=Predikat(row.predikat_semula) if row.predikat_semula else None,
    )
