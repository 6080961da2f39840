"""Announcing changed values: what was touched, what was last announced, and the outbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.dialects.postgresql import insert

from chassis.outbox import Entri, append
from pelaporan.adapters.pembacaan import BukuCache, PembacaanProyeksi
from pelaporan.adapters.tables import TERKIRIM
from pelaporan.application.ports import Kunci, NilaiTerkirim
from simpul.pelaporan.v1.peristiwa_pb2 import IndikatorDihitung

_ALONE = 0x50454C42
_MOST = 20_000
"""Touched cells taken in one round."""
_SECOND = timedelta(seconds=1)

_WAITING = text("SELECT EXISTS (SELECT 1 FROM disentuh)")
_NEWEST = select(func.max(TERKIRIM.c.pada))
_TAKE = text(
    "WITH taken AS (DELETE FROM disentuh WHERE urut IN (SELECT urut FROM disentuh ORDER BY urut LIMIT :most) "
    "RETURNING ukuran, bulan, opd) "
    "SELECT DISTINCT sidik, bulan, opd FROM taken JOIN ukuran ON ukuran.id = taken.ukuran"
)
_ANNOUNCED = text(
    "SELECT t.* FROM terkirim t "
    "JOIN unnest(CAST(:kode AS text[]), CAST(:opd AS text[]), CAST(:periode AS text[])) AS k (kode, opd, periode) "
    "USING (kode, opd, periode)"
)


class PengumumanOutbox:
    """Announcing in the transaction of a connection."""

    def __init__(self, conn: Connection, buku: BukuCache, now: Callable[[], datetime]) -> None:
        """Announce in the transaction of ``conn``."""
        self._conn = conn
        self._now = now
        self._pembacaan = PembacaanProyeksi(conn, buku.read(conn), None, facts=False)
        self.committed = False

    @property
    def pembacaan(self) -> PembacaanProyeksi:
        """What is known now."""
        return self._pembacaan

    def touched(self) -> Sequence[tuple[str, int, str]]:
        """Take what was touched; nothing while another process announces or did so within the second."""
        if not self._conn.execute(_WAITING).scalar_one():
            return []
        if not self._conn.execute(select(func.pg_try_advisory_xact_lock(_ALONE))).scalar_one():
            return []
        newest = self._conn.execute(_NEWEST).scalar_one()
        if newest is not None and timedelta(0) <= self._now() - newest < _SECOND:
            return []
        return [(row.sidik, row.bulan, row.opd) for row in self._conn.execute(_TAKE, {"most": _MOST})]

    def announced(self, kunci: Sequence[Kunci]) -> Mapping[Kunci, NilaiTerkirim]:
        """Return what was last announced."""
        names = ("kode", "opd", "periode")
        columns = {name: [satu[at] for satu in kunci] for at, name in enumerate(names)}
        return {
            (row.kode, row.opd, row.periode): NilaiTerkirim(
                nilai=row.nilai, pembilang=row.pembilang, penyebut=row.penyebut, definisi_versi=row.definisi_versi
            )
            for row in self._conn.execute(_ANNOUNCED, columns)
        }

    def announce(self, nilai: Mapping[Kunci, NilaiTerkirim], sampai: Mapping[str, int], at: datetime) -> None:
        """Write the events to the outbox, and remember the values."""
        if not nilai:
            return
        buku = self._pembacaan.buku
        looping = {kode for kode, _, _ in nilai if buku.rests_on_realisasi(kode)}
        entri = [_entri(kunci, satu, sampai, at, bersandar=kunci[0] in looping) for kunci, satu in nilai.items()]
        append(self._conn, entri)
        statement = insert(TERKIRIM)
        changed = {name: statement.excluded[name] for name in (*_FIGURES, "definisi_versi", "pada")}
        upsert = statement.on_conflict_do_update(index_elements=["kode", "opd", "periode"], set_=changed)
        self._conn.execute(upsert, [_row(kunci, satu, at) for kunci, satu in nilai.items()])

    def commit(self) -> None:
        """Make it so."""
        self._conn.commit()
        self.committed = True


class PengumumanFactory:
    """Opens transactions for announcing, and wakes the relay after one that was committed."""

    def __init__(self, engine: Engine, wake: Callable[[], None], now: Callable[[], datetime]) -> None:
        """Announce on ``engine``."""
        self._engine = engine
        self._wake = wake
        self._now = now
        self._buku = BukuCache()

    @contextmanager
    def __call__(self) -> Iterator[PengumumanOutbox]:
        """Open one."""
        with self._engine.connect() as conn:
            pengumuman = PengumumanOutbox(conn, self._buku, self._now)
            yield pengumuman
        if pengumuman.committed:
            self._wake()


_FIGURES = ("nilai", "pembilang", "penyebut")


def _row(kunci: Kunci, nilai: NilaiTerkirim, at: datetime) -> dict[str, object]:
    kode, opd, periode = kunci
    figures = {name: getattr(nilai, name) for name in _FIGURES}
    return {"kode": kode, "opd": opd, "periode": periode, "definisi_versi": nilai.definisi_versi, "pada": at} | figures


def _entri(kunci: Kunci, nilai: NilaiTerkirim, sampai: Mapping[str, int], at: datetime, *, bersandar: bool) -> Entri:
    kode, opd, periode = kunci
    figures = {name: "" if getattr(nilai, name) is None else str(getattr(nilai, name)) for name in _FIGURES}
    event = IndikatorDihitung(
        kode=kode,
        opd_kode=opd,
        periode=periode,
        definisi_versi=nilai.definisi_versi,
        sampai=sampai,
        bersandar_realisasi=bersandar,
        **figures,
    )
    subject = f"{kode}:{opd}:{periode}"
    return Entri(type=event.DESCRIPTOR.full_name, subject=subject, time=at, data=event.SerializeToString())
