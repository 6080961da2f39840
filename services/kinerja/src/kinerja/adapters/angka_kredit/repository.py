"""Conversions into credits as aggregates in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from chassis.domain import Conflict, NotFound, VersionStale
from kinerja.adapters.angka_kredit.tables import ANGKA_KREDIT
from kinerja.application.angka_kredit.ports import EvaluasiSumber
from kinerja.domain.angka_kredit import MasaKerja
from kinerja.domain.evaluasi import BELUM_DIPUTUS, StatusEvaluasi
from kinerja.domain.jabatan import JenjangJabatan
from kinerja.domain.penetapan_angka_kredit import PenetapanAngkaKredit
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import Predikat

_KEY = ("id", "pegawai_id", "tahun", "evaluasi_id")
_STATE = ("penetap_id", "version", "ditetapkan_pada")
_EVALUASI = text("SELECT id, pegawai_id, periode, predikat, status FROM evaluasi WHERE id = :id FOR SHARE")
_COUNT = text("SELECT count(*) FROM evaluasi WHERE pegawai_id = :pegawai_id AND periode = :periode")
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('angka kredit ' || :pegawai_id, :tahun))")


class SqlAngkaKreditRepository:
    """The conversions."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def get(self, angka_kredit_id: str) -> PenetapanAngkaKredit:
        """Return one, locked; raises NotFound."""
        query = select(ANGKA_KREDIT).where(ANGKA_KREDIT.c.id == angka_kredit_id).with_for_update()
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NotFound("angka_kredit.not_found", angka_kredit_id=angka_kredit_id)
        return _to_penetapan(row)

    def get_evaluasi(self, evaluasi_id: str) -> EvaluasiSumber:
        """Return an appraisal, its state held; raises NotFound."""
        row = self._connection.execute(_EVALUASI, {"id": evaluasi_id}).one_or_none()
        if row is None:
            raise NotFound("evaluasi.not_found", evaluasi_id=evaluasi_id)
        return EvaluasiSumber(
            evaluasi_id=row.id,
            pegawai_id=row.pegawai_id,
            periode=Periode.parse(row.periode),
            predikat=Predikat(row.predikat),
            ditetapkan=row.status != StatusEvaluasi.DIEVALUASI,
            keberatan=row.status in BELUM_DIPUTUS,
        )

    def count_evaluasi(self, pegawai_id: str, tahun: int) -> int:
        """Return how many yearly appraisals of a year a person has."""
        values = {"pegawai_id": pegawai_id, "periode": Periode(tahun).teks}
        return int(self._connection.execute(_COUNT, values).scalar_one())

    def list_of(self, pegawai_id: str, tahun: int) -> Sequence[PenetapanAngkaKredit]:
        """Return the conversions of a year; those of the same year follow one another."""
        self._connection.execute(_LOCK, {"pegawai_id": pegawai_id, "tahun": tahun})
        query = select(ANGKA_KREDIT).where(ANGKA_KREDIT.c.pegawai_id == pegawai_id, ANGKA_KREDIT.c.tahun == tahun)
        return [_to_penetapan(row) for row in self._connection.execute(query)]

    def add(self, penetapan: PenetapanAngkaKredit) -> None:
        """Store a new one; raises Conflict."""
        try:
            self._connection.execute(insert(ANGKA_KREDIT), _values(penetapan, (*_KEY, *_STATE)))
        except IntegrityError as error:
            raise Conflict("angka_kredit.already_exists") from error

    def save(self, penetapan: PenetapanAngkaKredit) -> None:
        """Store a conversion made anew; raises VersionStale."""
        same = (ANGKA_KREDIT.c.id == penetapan.id, ANGKA_KREDIT.c.version == penetapan.version - 1)
        changed = update(ANGKA_KREDIT).where(*same).values(_values(penetapan, _STATE))
        if self._connection.execute(changed).rowcount != 1:
            raise VersionStale


def _values(penetapan: PenetapanAngkaKredit, names: Sequence[str]) -> dict[str, Any]:
    masa = penetapan.masa
    return {name: getattr(penetapan, name) for name in names} | {
        "jenjang": masa.jenjang.value,
        "predikat": masa.predikat.value,
        "bulan": masa.bulan,
    }


def _to_penetapan(row: Any) -> PenetapanAngkaKredit:
    masa = MasaKerja(jenjang=JenjangJabatan(row.jenjang), predikat=Predikat(row.predikat), bulan=row.bulan)
    return PenetapanAngkaKredit(**{name: getattr(row, name) for name in (*_KEY, *_STATE)}, masa=masa)
