"""Appraisals as aggregates in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from chassis.domain import Conflict, NotFound, VersionStale
from kinerja.adapters.evaluasi.batasan import violates
from kinerja.adapters.evaluasi.rantai import find_rantai, list_calon
from kinerja.adapters.evaluasi.tables import EVALUASI, PUTUSAN_KEBERATAN
from kinerja.application.evaluasi.ports import Calon
from kinerja.application.ports import Rantai
from kinerja.domain.evaluasi import Evaluasi, Nilai, Putusan, PutusanKeberatan, StatusEvaluasi, TingkatPenilai
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import Ekspektasi

_PLAIN = (
    "penilai_id", "version", "ditetapkan_pada", "disampaikan_pada", "diterima_pada", "keberatan_id",
    "keberatan_alasan", "permasalahan", "rekomendasi", "tindak_lanjut",
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
        decided = select(PUTUSAN_KEBERATAN).where(PUTUSAN_KEBERATAN.c.evaluasi_id == evaluasi_id)
        return _to_evaluasi(row, self._connection.execute(decided).one_or_none())

    def get_rantai(self, evaluasi_id: str) -> Rantai:
        """Return who stands above its person there."""
        return find_rantai(self._connection, evaluasi_id)

    def list_calon(self, pegawai_id: str, periode: Periode) -> Sequence[Calon]:
        """Return the places where a person is rated in a period."""
        return list_calon(self._connection, [pegawai_id], periode)

    def list_silent(self, before: datetime, banyak: int) -> Sequence[Evaluasi]:
        """Return some that were handed over before a moment and not received, locked; none that another holds."""
        query = (
            select(EVALUASI)
            .where(EVALUASI.c.status == StatusEvaluasi.DISAMPAIKAN.value, EVALUASI.c.disampaikan_pada < before)
            .order_by(EVALUASI.c.disampaikan_pada)
            .limit(banyak)
            .with_for_update(skip_locked=True)
        )
        return [_to_evaluasi(row, None) for row in self._connection.execute(query)]

    def add(self, evaluasi: Evaluasi) -> None:
        """Store a new one; raises Conflict."""
        values = {name: getattr(evaluasi, name) for name in _KEY} | {"periode": evaluasi.periode.teks}
        try:
            self._connection.execute(insert(EVALUASI), values | _state(evaluasi))
        except IntegrityError as error:
            if violates(error, "evaluasi_satu"):
                raise Conflict("evaluasi.already_exists") from error
            raise

    def save(self, evaluasi: Evaluasi) -> None:
        """Store the changes; raises VersionStale."""
        statement = update(EVALUASI).where(EVALUASI.c.id == evaluasi.id, EVALUASI.c.version == evaluasi.version - 1)
        if self._connection.execute(statement.values(_state(evaluasi))).rowcount != 1:
            raise VersionStale
        if evaluasi.putusan is not None:
            decided = insert(PUTUSAN_KEBERATAN).values(_putusan(evaluasi, evaluasi.putusan))
            self._connection.execute(decided.on_conflict_do_nothing(index_elements=["evaluasi_id"]))


def _state(evaluasi: Evaluasi) -> dict[str, Any]:
    return {name: getattr(evaluasi, name) for name in _PLAIN} | {
        "hasil_kerja": evaluasi.nilai.hasil_kerja.value,
        "perilaku": evaluasi.nilai.perilaku.value,
        "predikat": evaluasi.predikat.value,
        "catatan": evaluasi.nilai.catatan.strip(),
        "tingkat_penilai": evaluasi.tingkat_penilai.value,
        "status": evaluasi.status.value,
    }


def _putusan(evaluasi: Evaluasi, putusan: PutusanKeberatan) -> dict[str, Any]:
    plain = {name: getattr(putusan, name) for name in ("alasan", "pemutus_id", "diputus_pada")}
    words = ("putusan", "hasil_kerja_semula", "perilaku_semula", "predikat_semula", "hasil_kerja", "perilaku")
    key = {"keberatan_id": evaluasi.keberatan_id, "evaluasi_id": evaluasi.id}
    return key | plain | {name: getattr(putusan, name).value for name in words}


def _to_evaluasi(row: Any, putusan: Any) -> Evaluasi:
    return Evaluasi(
        **{name: getattr(row, name) for name in (*_KEY, *_PLAIN)},
        periode=Periode.parse(row.periode),
        nilai=Nilai(hasil_kerja=Ekspektasi(row.hasil_kerja), perilaku=Ekspektasi(row.perilaku), catatan=row.catatan),
        tingkat_penilai=TingkatPenilai(row.tingkat_penilai),
        status=StatusEvaluasi(row.status),
        putusan=_to_putusan(putusan) if putusan else None,
    )


def _to_putusan(row: Any) -> PutusanKeberatan:
    return PutusanKeberatan(
        putusan=Putusan(row.putusan),
        alasan=row.alasan,
        pemutus_id=row.pemutus_id,
        hasil_kerja_semula=Ekspektasi(row.hasil_kerja_semula),
        perilaku_semula=Ekspektasi(row.perilaku_semula),
        hasil_kerja=Ekspektasi(row.hasil_kerja),
        perilaku=Ekspektasi(row.perilaku),
        diputus_pada=row.diputus_pada,
    )
