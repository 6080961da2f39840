"""Permohonan in PostgreSQL: one row with its tasks and its licence, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

import orjson
from sqlalchemy import (
    ClauseElement,
    ColumnElement,
    Select,
    bindparam,
    delete,
    insert,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from chassis.database.pipeline import Statement
from chassis.domain import NotFound
from chassis.idempotency import Transaction
from perizinan.adapters.riwayat_writer import write_riwayat
from perizinan.adapters.tables import IZIN, NOMOR_REGISTRASI, PERMOHONAN, REKOMENDASI
from perizinan.domain.identitas import JenisPemohon, Pemohon
from perizinan.domain.izin import Izin, StatusIzin
from perizinan.domain.jangka_waktu import Jeda
from perizinan.domain.langkah import StatusPermohonan
from perizinan.domain.layanan import AkibatDiam, Katalog
from perizinan.domain.permohonan import Kanal, Kekurangan, Permohonan
from perizinan.domain.rekomendasi import HasilRekomendasi, Rekomendasi, StatusRekomendasi
from perizinan.domain.riwayat import Riwayat

_TUGAS = "(SELECT jsonb_agg(to_jsonb(r) ORDER BY r.diminta_pada, r.id) FROM rekomendasi r WHERE r.permohonan_id = {})"
_IZIN = "(SELECT to_jsonb(i) FROM izin i WHERE i.permohonan_id = {})"


def _parts(permohonan_id: str) -> list[ColumnElement[Any]]:
    """Return the columns that hold the tasks and the licence of a permohonan."""
    columns = {"tugas": _TUGAS, "izin": _IZIN}
    return [literal_column(part.format(permohonan_id), JSONB).label(name) for name, part in columns.items()]


_ID, _NOMOR = PERMOHONAN.c.id == bindparam("same_id"), PERMOHONAN.c.nomor_registrasi == bindparam("same_nomor")
_WHOLE = select(PERMOHONAN, *_parts("permohonan.id"))
_READ, _READ_BY_NOMOR = _WHOLE.where(_ID), _WHOLE.where(_NOMOR)
_SAVE_TAHAP = update(PERMOHONAN).where(_ID)
_PARTS = text(f"SELECT {_TUGAS} AS tugas, {_IZIN} AS izin".replace("{}", ":id"))
_NO_PARTS = {"tugas": None, "izin": None}

_TUGAS_BERUBAH = ("jatuh_tempo", "status", "hasil", "alasan", "ketentuan", "diberikan_pada", "diberikan_oleh")

_NEXT_IZIN = text(
    "INSERT INTO nomor_izin (layanan_kode, tahun, terakhir) VALUES (:layanan_kode, :tahun, 1) "
    "ON CONFLICT (layanan_kode, tahun) DO UPDATE SET terakhir = nomor_izin.terakhir + 1 RETURNING terakhir"
)


_FIXED = ("id", "layanan_kode", "layanan_versi", "opd_kode", "sla_hari", "pemilik", "dibuat_pada", "peta", "nomor_luar")
_CHANGING = [name for name in PERMOHONAN.c.keys() if name not in _FIXED]  # noqa: SIM118 - a collection of columns
_DIALECT = PGDialect_psycopg()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped


def _compile(statement: ClauseElement, columns: Sequence[str] | None = None) -> Statement:
    """Return a statement on the road of every step, compiled once."""
    return Statement(str(statement.compile(dialect=_DIALECT, column_keys=columns)))


_HOLD, _HOLD_BY_NOMOR = (_compile(select(PERMOHONAN).where(same).with_for_update()) for same in (_ID, _NOMOR))
_SAVE = _compile(update(PERMOHONAN).where(_ID), _CHANGING)
_DRAW = _compile(select(NOMOR_REGISTRASI.next_value()))


class SqlPermohonanRepository:
    """Permohonan of one database, within one transaction."""

    def __init__(self, transaction: Transaction, katalog: Katalog) -> None:
        """Read and write within ``transaction``; the versions of layanan come from ``katalog``."""
        self._transaction = transaction
        self._held: set[UUID] = set()
        self._katalog = katalog

    def get(self, id_: UUID, *, lock: bool = True) -> Permohonan:
        """Return the permohonan, held unless told otherwise."""
        same = {"same_id": id_}
        permohonan = self._hold(_HOLD, same) if lock else self._read(_READ, same)
        if permohonan is None:
            raise NotFound("permohonan.not_found")
        return permohonan

    def find_by_nomor(self, nomor_registrasi: str, *, lock: bool = True) -> Permohonan | None:
        """Return the permohonan of a registration number, however it is typed, held unless told otherwise."""
        same = {"same_nomor": nomor_registrasi.strip().upper()}
        return self._hold(_HOLD_BY_NOMOR, same) if lock else self._read(_READ_BY_NOMOR, same)

    def add(self, permohonan: Permohonan) -> None:
        """Insert a new one."""
        row = {"id": permohonan.id, "version": 1} | _fixed_columns(permohonan) | _changing_columns(permohonan)
        self._transaction.connection.execute(insert(PERMOHONAN), row)

    def save(self, permohonan: Permohonan) -> None:
        """Write what hangs on a held permohonan, and with the commit its row."""
        if permohonan.id not in self._held:
            raise RuntimeError("a permohonan is held before it is saved")
        self._save_tugas(permohonan)
        if permohonan.izin is not None:
            self._save_izin(permohonan.id, permohonan.izin)
        row = _changing_columns(permohonan) | {"version": permohonan.version + 1}
        row |= {name: orjson.dumps(row[name]).decode() for name in ("isian", "jeda", "kekurangan")}
        self._transaction.defer((_SAVE, row | {"same_id": permohonan.id}))
        permohonan.version += 1

    def save_rekomendasi(self, permohonan: Permohonan) -> None:
        """Write the tasks, and the stage that follows from them."""
        self._save_tugas(permohonan)
        self._transaction.connection.execute(_SAVE_TAHAP, {"same_id": permohonan.id, "tahap": permohonan.tahap})

    def delete(self, permohonan: Permohonan) -> None:
        """Delete the row; only a draft has nothing that hangs on it."""
        self._transaction.connection.execute(delete(PERMOHONAN).where(PERMOHONAN.c.id == permohonan.id))

    def add_riwayat(self, riwayat: Sequence[Riwayat], at: datetime) -> int:
        """Add imported files with their facts; return how many are new."""
        return write_riwayat(self._transaction.connection, riwayat, at)

    def _read(self, query: Select[Any], same: Mapping[str, Any]) -> Permohonan | None:
        """Load by one statement."""
        row = self._transaction.connection.execute(query, same).mappings().first()
        return None if row is None else to_permohonan(cast("Mapping[str, Any]", row), self._katalog)

    def _hold(self, query: Statement, same: Mapping[str, Any]) -> Permohonan | None:
        """Lock the row, then load what hangs on it.

        Who has waited for the lock sees the row as it is now, but the rest of that statement as it was before the wait:
        the tasks and the licence are read after it. A file that was never found complete has neither.
        """
        row = self._transaction.send((query, same))[0].first()
        if row is None:
            return None
        self._held.add(row["id"])
        parts: Mapping[Any, Any] = _NO_PARTS
        if row["lengkap_pada"] is not None:
            parts = self._transaction.connection.execute(_PARTS, {"id": row["id"]}).mappings().one()
        return to_permohonan({**row, **parts}, self._katalog)

    def _save_tugas(self, permohonan: Permohonan) -> None:
        """Write the tasks that are new or changed; a changed one gets its next version."""
        if not permohonan.rekomendasi:
            return
        statement = upsert(REKOMENDASI).values([_tugas_row(permohonan.id, tugas) for tugas in permohonan.rekomendasi])
        new = statement.excluded
        saved = self._transaction.connection.execute(
            statement.on_conflict_do_update(
                index_elements=["id"],
                set_={name: new[name] for name in _TUGAS_BERUBAH} | {"version": REKOMENDASI.c.version + 1},
                where=or_(*(REKOMENDASI.c[name].is_distinct_from(new[name]) for name in _TUGAS_BERUBAH)),
            ).returning(REKOMENDASI.c.id, REKOMENDASI.c.version)
        )
        versions = {row.id: row.version for row in saved}
        for tugas in permohonan.rekomendasi:
            tugas.version = versions.get(tugas.id, tugas.version)

    def _save_izin(self, permohonan_id: UUID, izin: Izin) -> None:
        row = {
            "id": izin.id,
            "permohonan_id": permohonan_id,
            "nomor": izin.nomor,
            "kode_verifikasi": izin.kode_verifikasi,
            "status": izin.status,
            "terbit_pada": izin.terbit_pada,
            "berlaku_sampai": izin.berlaku_sampai,
        }
        changed = {name: row[name] for name in ("status", "berlaku_sampai")}
        self._transaction.connection.execute(
            upsert(IZIN).values(row).on_conflict_do_update(index_elements=["id"], set_=changed)
        )


class SqlNomorRepository:
    """Numbers of one database, within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        """Draw within ``transaction``."""
        self._transaction = transaction

    def next_registrasi(self) -> int:
        """Return the next value of the sequence."""
        return int(self._transaction.send((_DRAW, {}))[0].rows()[0][0])

    def next_izin(self, layanan_kode: str, tahun: int) -> int:
        """Return the next number; whoever draws after us waits for our transaction."""
        values = {"layanan_kode": layanan_kode, "tahun": tahun}
        return int(self._transaction.connection.execute(_NEXT_IZIN, values).scalar_one())


def to_permohonan(row: Mapping[str, Any], katalog: Katalog) -> Permohonan:
    """Return the aggregate that a row of the load statement holds."""
    return Permohonan(
        id=row["id"],
        version=row["version"],
        layanan=katalog.get(row["layanan_kode"], row["layanan_versi"]),
        kanal=Kanal(row["kanal"]),
        pemohon=_pemohon(row),
        pemilik=row["pemilik"],
        pegawai_id=row["pegawai_id"],
        dibuat_pada=row["dibuat_pada"],
        isian=row["isian"],
        wilayah_kode=row["wilayah_kode"],
        status=StatusPermohonan(row["status"]),
        nomor_registrasi=row["nomor_registrasi"],
        kunci_hash=row["kunci_hash"],
        diajukan_pada=row["diajukan_pada"],
        lengkap_pada=row["lengkap_pada"],
        diverifikasi_oleh=row["diverifikasi_oleh"],
        jatuh_tempo=row["jatuh_tempo"],
        jeda=to_jeda(row["jeda"]),
        putaran=row["putaran"],
        kekurangan=tuple(Kekurangan(satu["syarat"], satu["alasan"]) for satu in row["kekurangan"]),
        dikembalikan_dari=StatusPermohonan(row["dikembalikan_dari"]) if row["dikembalikan_dari"] else None,
        perbaikan_sampai=row["perbaikan_sampai"],
        selesai_pada=row["selesai_pada"],
        rekomendasi=[_to_tugas(tugas) for tugas in row["tugas"] or ()],
        izin=_to_izin(row["izin"]) if row["izin"] else None,
        survei_diisi=row["survei_diisi"],
        impor=row["peta"] is not None,
    )


def to_jeda(rows: Sequence[Mapping[str, str | None]]) -> tuple[Jeda, ...]:
    """Return the pauses that a row holds."""
    return tuple(Jeda(date.fromisoformat(r["mulai"] or ""), _date(r["henti"]), r["sebab"] or "") for r in rows)


def _pemohon(row: Mapping[str, Any]) -> Pemohon:
    return Pemohon(
        jenis=JenisPemohon(row["jenis_pemohon"]),
        nama=row["nama_pemohon"],
        nik=row["nik"],
        nib=row["nib"],
        surel=row["surel"],
        telepon=row["telepon"],
    )


def _to_tugas(row: Mapping[str, Any]) -> Rekomendasi:
    return Rekomendasi(
        id=UUID(row["id"]),
        opd_mitra=row["opd_mitra"],
        wajib=row["wajib"],
        sla_hari=row["sla_hari"],
        diam=AkibatDiam(row["diam"]),
        diminta_pada=datetime.fromisoformat(row["diminta_pada"]),
        jatuh_tempo=_date(row["jatuh_tempo"]),
        status=StatusRekomendasi(row["status"]),
        hasil=HasilRekomendasi(row["hasil"]) if row["hasil"] else None,
        alasan=row["alasan"],
        ketentuan=tuple(row["ketentuan"]),
        diberikan_pada=datetime.fromisoformat(row["diberikan_pada"]) if row["diberikan_pada"] else None,
        diberikan_oleh=row["diberikan_oleh"],
        version=row["version"],
    )


def _to_izin(row: Mapping[str, Any]) -> Izin:
    return Izin(
        id=UUID(row["id"]),
        nomor=row["nomor"],
        kode_verifikasi=row["kode_verifikasi"],
        terbit_pada=datetime.fromisoformat(row["terbit_pada"]),
        berlaku_sampai=_date(row["berlaku_sampai"]),
        status=StatusIzin(row["status"]),
    )


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _fixed_columns(permohonan: Permohonan) -> dict[str, Any]:
    """Return the columns that stay as they were at the beginning."""
    layanan = permohonan.layanan
    return {
        "layanan_kode": layanan.kode,
        "layanan_versi": layanan.versi,
        "opd_kode": layanan.opd_kode,
        "sla_hari": layanan.sla_hari,
        "pemilik": permohonan.pemilik,
        "dibuat_pada": permohonan.dibuat_pada,
    }


def _changing_columns(permohonan: Permohonan) -> dict[str, Any]:
    """Return the columns that a step may change."""
    pemohon = permohonan.pemohon
    return {
        "status": permohonan.status,
        "tahap": permohonan.tahap,
        "kanal": permohonan.kanal,
        "jenis_pemohon": pemohon.jenis,
        "nama_pemohon": pemohon.nama,
        "nik": pemohon.nik,
        "nib": pemohon.nib,
        "surel": pemohon.surel,
        "telepon": pemohon.telepon,
        "wilayah_kode": permohonan.wilayah_kode,
        "isian": permohonan.isian,
        "diverifikasi_oleh": permohonan.diverifikasi_oleh,
        "pegawai_id": permohonan.pegawai_id,
        "nomor_registrasi": permohonan.nomor_registrasi,
        "kunci_hash": permohonan.kunci_hash,
        "diajukan_pada": permohonan.diajukan_pada,
        "lengkap_pada": permohonan.lengkap_pada,
        "jatuh_tempo": permohonan.jatuh_tempo,
        "jeda": [_jeda_row(satu) for satu in permohonan.jeda],
        "putaran": permohonan.putaran,
        "kekurangan": [{"syarat": satu.syarat, "alasan": satu.alasan} for satu in permohonan.kekurangan],
        "dikembalikan_dari": permohonan.dikembalikan_dari,
        "perbaikan_sampai": permohonan.perbaikan_sampai,
        "selesai_pada": permohonan.selesai_pada,
        "survei_diisi": permohonan.survei_diisi,
    }


def _jeda_row(jeda: Jeda) -> dict[str, str | None]:
    henti = jeda.henti.isoformat() if jeda.henti else None
    return {"mulai": jeda.mulai.isoformat(), "henti": henti, "sebab": jeda.sebab}


def _tugas_row(permohonan_id: UUID, tugas: Rekomendasi) -> dict[str, Any]:
    return {
        "id": tugas.id,
        "permohonan_id": permohonan_id,
        "opd_mitra": tugas.opd_mitra,
        "wajib": tugas.wajib,
        "sla_hari": tugas.sla_hari,
        "diam": tugas.diam,
        "diminta_pada": tugas.diminta_pada,
        "jatuh_tempo": tugas.jatuh_tempo,
        "status": tugas.status,
        "hasil": tugas.hasil,
        "alasan": tugas.alasan,
        "ketentuan": list(tugas.ketentuan),
        "diberikan_pada": tugas.diberikan_pada,
        "diberikan_oleh": tugas.diberikan_oleh,
        "version": tugas.version,
    }
