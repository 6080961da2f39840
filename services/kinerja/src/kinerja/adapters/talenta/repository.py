"""The talent map as aggregates in PostgreSQL: runs, and the boxes that they left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, text

from kinerja.adapters.talenta.calon import CALON
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import Predikat
from kinerja.domain.talenta import CalonTalenta, PemetaanTalenta, Talenta

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('talenta', :tahun))")
_CALON = text(f"""
WITH {CALON}
SELECT pegawai_id, unit_id, opd_kode, evaluasi_id, predikat, asesmen_id, nilai_potensi FROM calon ORDER BY pegawai_id
""")  # noqa: S608 - constants
_KOTAK = text("SELECT pegawai_id, id, kotak FROM talenta WHERE tahun = :tahun")
_PEMETAAN = text("""
INSERT INTO pemetaan_talenta (id, tahun, dipetakan, berubah, tanpa_evaluasi, tanpa_asesmen, dijalankan_pada)
VALUES (:id, :tahun, :dipetakan, :berubah, :tanpa_evaluasi, :tanpa_asesmen, :dijalankan_pada)
""")
_PUT = text("""
INSERT INTO talenta (id, pegawai_id, tahun, unit_id, opd_kode, pemetaan_id, evaluasi_id, predikat, kinerja, asesmen_id,
                     nilai_potensi, potensi, kotak)
VALUES (:id, :pegawai_id, :tahun, :unit_id, :opd_kode, :pemetaan_id, :evaluasi_id, :predikat, :kinerja, :asesmen_id,
        :nilai_potensi, :potensi, :kotak)
ON CONFLICT ON CONSTRAINT talenta_satu DO UPDATE SET
    unit_id = EXCLUDED.unit_id, opd_kode = EXCLUDED.opd_kode, pemetaan_id = EXCLUDED.pemetaan_id,
    evaluasi_id = EXCLUDED.evaluasi_id, predikat = EXCLUDED.predikat, kinerja = EXCLUDED.kinerja,
    asesmen_id = EXCLUDED.asesmen_id, nilai_potensi = EXCLUDED.nilai_potensi, potensi = EXCLUDED.potensi,
    kotak = EXCLUDED.kotak
""")
_RUN = ("id", "tahun", "dipetakan", "berubah", "tanpa_evaluasi", "tanpa_asesmen", "dijalankan_pada")
_REASON = ("unit_id", "opd_kode", "evaluasi_id", "predikat", "asesmen_id", "nilai_potensi")


class SqlTalentaRepository:
    """The boxes, and the runs that made them."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def list_calon(self, tahun: int, *, sejak: date, sampai: date) -> Sequence[CalonTalenta]:
        """Return everyone in service with what places them; runs of the same year follow one another."""
        self._connection.execute(_LOCK, {"tahun": tahun})
        values = {"periode": Periode(tahun).teks, "sejak": sejak, "sampai": sampai}
        rows = self._connection.execute(_CALON, values).mappings()
        return [
            CalonTalenta(**dict(row) | {"predikat": Predikat(row["predikat"]) if row["predikat"] else None})
            for row in rows
        ]

    def list_kotak(self, tahun: int) -> Mapping[str, tuple[str, int]]:
        """Return who has been placed in a year before."""
        rows = self._connection.execute(_KOTAK, {"tahun": tahun})
        return {row.pegawai_id: (row.id, row.kotak) for row in rows}

    def add_pemetaan(self, pemetaan: PemetaanTalenta) -> None:
        """Store a run."""
        self._connection.execute(_PEMETAAN, {name: getattr(pemetaan, name) for name in _RUN})

    def put(self, talenta: Sequence[Talenta]) -> None:
        """Store the boxes; those of before are replaced."""
        if talenta:
            self._connection.execute(_PUT, [_values(each) for each in talenta])


def _values(talenta: Talenta) -> dict[str, object]:
    hasil = talenta.hasil
    return {name: getattr(talenta.calon, name) for name in _REASON} | {
        "id": talenta.id,
        "pegawai_id": talenta.pegawai_id,
        "tahun": talenta.tahun,
        "pemetaan_id": talenta.pemetaan_id,
        "kinerja": hasil.kinerja.value,
        "potensi": hasil.potensi.value,
        "kotak": hasil.kotak,
    }
