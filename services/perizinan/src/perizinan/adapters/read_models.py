"""The questions of the API and the pages, answered by SQL; who may see what is part of every statement."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Engine, and_, false, func, null, or_, select, tuple_

from chassis.database.tables import LOG
from chassis.domain import Clock, NotFound, Pengguna
from chassis.idempotency import Transaction, reading
from perizinan.adapters.repositories import SqlPermohonanRepository
from perizinan.adapters.tables import IZIN, PERMOHONAN, REKOMENDASI
from perizinan.application.queries import BarisJejak, BarisPermohonan, Halaman, IzinPublik, Saringan, Terbuka
from perizinan.application.tindakan import DESK, may_see
from perizinan.application.tinjauan import show_jejak
from perizinan.domain.izin import Izin, StatusIzin
from perizinan.domain.jangka_waktu import local_date
from perizinan.domain.langkah import Peran
from perizinan.domain.layanan import Katalog
from perizinan.domain.permohonan import Permohonan

_P, _R = PERMOHONAN.c, REKOMENDASI.c
_SORTS = {
    "dibuat_pada": _P.dibuat_pada,
    "jatuh_tempo": _P.jatuh_tempo,
    "nomor_registrasi": _P.nomor_registrasi,
    "nama_pemohon": func.lower(_P.nama_pemohon),
    "layanan_kode": _P.layanan_kode,
    "tahap": _P.tahap,
    "status": _P.status,
}


class SqlQueries:
    """Read models over one database."""

    def __init__(self, engine: Engine, katalog: Katalog, clock: Clock) -> None:
        """Read from the database of ``engine``; the versions of layanan come from ``katalog``."""
        self._engine = engine
        self._katalog = katalog
        self._clock = clock

    def get_permohonan(self, pengguna: Pengguna, id_: UUID) -> Permohonan:
        """Return a file that the caller may know of."""
        with reading(self._engine) as conn:
            return self._visible(conn, pengguna, id_)

    def list_permohonan(self, pengguna: Pengguna, saringan: Saringan) -> Halaman:
        """Return a page of the files that the caller may know of."""
        where = and_(_may_see(pengguna), *self._wanted(saringan, pengguna))
        page = (
            select(*_columns(pengguna))
            .where(where)
            .order_by(_order(saringan.urut), _P.id)
            .limit(saringan.per_halaman)
            .offset((saringan.halaman - 1) * saringan.per_halaman)
        )
        with reading(self._engine) as conn:
            rows = [BarisPermohonan(**row) for row in conn.execute(page).mappings()]
            jumlah = conn.execute(select(func.count()).select_from(PERMOHONAN).where(where)).scalar_one()
        return Halaman(data=rows, halaman=saringan.halaman, per_halaman=saringan.per_halaman, jumlah=jumlah)

    def count_terbuka(self, pengguna: Pengguna) -> Terbuka:
        """Return the numbers of the rail, in one statement."""
        due, today = _due(pengguna), local_date(self._clock.now())
        counts = select(
            func.count().label("semua"),
            func.count().filter(due < today).label("lewat"),
            func.count().filter(due == today).label("hari_ini"),
            func.count().filter(_P.status == "dikembalikan").label("dijeda"),
            func.count().filter(_P.tahap == "rekomendasi").label("menunggu_mitra"),
        ).where(_may_see(pengguna), *_open(pengguna))
        with reading(self._engine) as conn:
            return Terbuka(**conn.execute(counts).mappings().one())

    def list_jejak(self, pengguna: Pengguna, id_: UUID) -> list[BarisJejak]:
        """Return the trail of a file from the log."""
        with reading(self._engine) as conn:
            permohonan = self._visible(conn, pengguna, id_)
            query = select(LOG.c.urut, LOG.c.event_id, LOG.c.type, LOG.c.time, LOG.c.jejak).where(
                LOG.c.subject == str(id_), LOG.c.jejak.is_not(None)
            )
            rows = [_to_jejak(row) for row in conn.execute(query.order_by(LOG.c.urut)).mappings()]
        return show_jejak(rows, pengguna, permohonan)

    def track_permohonan(self, nomor_registrasi: str, kunci: str) -> Permohonan:
        """Return the file when both are right."""
        with reading(self._engine) as conn:
            repository = SqlPermohonanRepository(Transaction(conn), self._katalog)
            permohonan = repository.find_by_nomor(nomor_registrasi, lock=False)
        if permohonan is None or not permohonan.is_kunci(kunci):
            raise NotFound("tanda_terima.not_found")
        return permohonan

    def find_izin(self, *, nomor: str = "", kode: str = "") -> IzinPublik:
        """Return a licence by number or code."""
        query = select(IZIN, _P.layanan_kode, _P.layanan_versi, _P.nama_pemohon).join(
            PERMOHONAN, _P.id == IZIN.c.permohonan_id
        )
        match = IZIN.c.kode_verifikasi == kode if kode else IZIN.c.nomor == nomor
        with reading(self._engine) as conn:
            row = conn.execute(query.where(match)).mappings().first()
        if row is None:
            raise NotFound("izin.not_found")
        return _to_izin(row)

    def list_lapsable(self, limit: int = 200) -> list[UUID]:
        """Return open files over which time may have passed: their own due day, a partner's, or that for mending."""
        today = local_date(self._clock.now())
        task = select(_R.permohonan_id).where(_R.status == "diminta", _R.jatuh_tempo < today)
        lapsed = or_(
            and_(_P.status.in_(("lengkap", "disetujui")), _P.jatuh_tempo < today, self._is_deemed()),
            and_(_P.status == "dikembalikan", _P.perbaikan_sampai < today),
            and_(_P.status == "lengkap", _P.id.in_(task)),
        )
        query = select(_P.id).where(_P.selesai_pada.is_(None), _P.peta.is_(None), lapsed)
        query = query.order_by(_P.jatuh_tempo.nulls_first(), _P.id).limit(limit)
        with reading(self._engine) as conn:
            return list(conn.execute(query).scalars())

    def _is_deemed(self) -> ColumnElement[bool]:
        """Return the condition that the version which a file pins knows a grant by law."""
        deemed = [(satu.kode, satu.versi) for satu in self._katalog.list_all() if satu.dianggap_dikabulkan]
        return tuple_(_P.layanan_kode, _P.layanan_versi).in_(deemed)

    def _visible(self, conn: Connection, pengguna: Pengguna, id_: UUID) -> Permohonan:
        permohonan = SqlPermohonanRepository(Transaction(conn), self._katalog).get(id_, lock=False)
        if not may_see(pengguna, permohonan):
            raise NotFound("permohonan.not_found")
        return permohonan

    def _wanted(self, saringan: Saringan, pengguna: Pengguna) -> list[ColumnElement[bool]]:
        today, wanted = local_date(self._clock.now()), [*_open(pengguna)] if saringan.terbuka else []
        if saringan.status:
            wanted.append(_P.status.in_(saringan.status))
        if saringan.layanan:
            wanted.append(_P.layanan_kode == saringan.layanan)
        if saringan.opd:
            wanted.append(_P.opd_kode == saringan.opd)
        if saringan.q:
            wanted.append(_matches(saringan.q))
        if saringan.tenggat:
            wanted.append(_tenggat(saringan.tenggat, _due(pengguna), today))
        return wanted


def _may_see(pengguna: Pengguna) -> ColumnElement[bool]:
    """Return the condition of :func:`~perizinan.application.tindakan.may_see`, for a statement."""
    allowed = [_P.pemilik == pengguna.pengguna_id]
    if "admin" in pengguna.peran:
        allowed.append(_P.status != "draf")
    if DESK & pengguna.peran and pengguna.opd_kode:
        allowed.append(and_(_P.opd_kode == pengguna.opd_kode, _P.status != "draf"))
    if Peran.MITRA in pengguna.peran and pengguna.opd_kode:
        allowed.append(_own_task(pengguna))
    return or_(*allowed)


def _own_task(pengguna: Pengguna, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that the caller's agency has a task on the file."""
    task = select(_R.id).where(_R.permohonan_id == _P.id, _R.opd_mitra == pengguna.opd_kode, *conditions)
    return task.correlate(PERMOHONAN).exists()


def _open(pengguna: Pengguna) -> list[ColumnElement[bool]]:
    """Return what makes a file work to be done: for a partner, a task that waits for it."""
    conditions = [_P.selesai_pada.is_(None), _P.peta.is_(None), _P.status != "draf"]
    if Peran.MITRA in pengguna.peran:
        conditions.append(_own_task(pengguna, _R.status != "diberikan"))
    return conditions


def _due(pengguna: Pengguna) -> ColumnElement[date]:
    """Return the due day that counts for the caller: a partner's own, else the file's."""
    if Peran.MITRA not in pengguna.peran:
        return _P.jatuh_tempo
    own = select(func.min(_R.jatuh_tempo)).where(_R.permohonan_id == _P.id, _R.opd_mitra == pengguna.opd_kode)
    return own.where(_R.status != "diberikan").correlate(PERMOHONAN).scalar_subquery()


def _tenggat(name: str, due: ColumnElement[date], today: date) -> ColumnElement[bool]:
    known: Mapping[str, ColumnElement[bool]] = {
        "lewat": due < today,
        "hari_ini": due == today,
        "dijeda": _P.status == "dikembalikan",
        "menunggu_mitra": _P.tahap == "rekomendasi",
    }
    return known.get(name, false())


def _matches(q: str) -> ColumnElement[bool]:
    """Return the condition that number, name or layanan hold the words looked for."""
    pattern = "%" + q.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    columns = (_P.nomor_registrasi, _P.nama_pemohon, _P.layanan_kode, _P.nomor_luar)
    return or_(*(column.ilike(pattern) for column in columns))


def _order(urut: str) -> ColumnElement[Any]:
    column = _SORTS.get(urut.removeprefix("-"), _P.dibuat_pada)
    return column.desc().nulls_last() if urut.startswith("-") else column.asc().nulls_last()


def _columns(pengguna: Pengguna) -> list[ColumnElement[Any]]:
    names = [name for name in BarisPermohonan.__dataclass_fields__ if name in _P]
    tasks = select(func.count()).where(_R.permohonan_id == _P.id).correlate(PERMOHONAN)
    return [
        *(_P[name] for name in names),
        tasks.where(_R.status == "diberikan").scalar_subquery().label("mitra_menjawab"),
        tasks.scalar_subquery().label("mitra_semua"),
        (_due(pengguna) if Peran.MITRA in pengguna.peran else null()).label("tugas_jatuh_tempo"),
    ]


def _to_jejak(row: Mapping[Any, Any]) -> BarisJejak:
    jejak = json.loads(row["jejak"])
    return BarisJejak(
        urut=row["urut"],
        waktu=row["time"],
        peristiwa=row["type"],
        event_id=str(row["event_id"]),
        **{name: str(jejak.get(name, "")) for name in ("oleh", "peran", "langkah", "dari", "ke", "alasan")},
    )


def _to_izin(row: Mapping[Any, Any]) -> IzinPublik:
    izin = Izin(
        id=row["id"],
        nomor=row["nomor"],
        kode_verifikasi=row["kode_verifikasi"],
        terbit_pada=row["terbit_pada"],
        berlaku_sampai=row["berlaku_sampai"],
        status=StatusIzin(row["status"]),
    )
    return IzinPublik(
        izin=izin,
        layanan_kode=row["layanan_kode"],
        layanan_versi=row["layanan_versi"],
        nama_pemohon=row["nama_pemohon"],
    )
