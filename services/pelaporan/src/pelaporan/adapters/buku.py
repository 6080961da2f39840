"""The book of definitions in the database: read, write, and keep the measures that they need."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from importlib.resources import files
from typing import Any

import yaml
from sqlalchemy import Connection, func, literal, select, text
from sqlalchemy.dialects.postgresql import insert

from pelaporan.adapters.pilihan import cells_of, is_of_types, opd_of, states_of
from pelaporan.adapters.tables import AGREGAT, DEFINISI, DISENTUH, FAKTA, KEADAAN, LIVE, UKURAN
from pelaporan.domain.definisi import BukuDefinisi, Definisi
from pelaporan.domain.naskah import Naskah, read_naskah, write_ukuran
from pelaporan.domain.ukuran import Atas, Ukuran

_TOUCH = f"""
INSERT INTO disentuh (ukuran, bulan, opd)
SELECT DISTINCT ukuran, bulan, opd FROM {LIVE}.agregat JOIN ukuran ON ukuran.id = agregat.ukuran
WHERE sidik = ANY(:sidik) AND bulan >= :dari
UNION
SELECT DISTINCT ukuran, to_char(dari AT TIME ZONE 'Asia/Jakarta', 'YYYYMM')::int, opd
FROM {LIVE}.keadaan JOIN ukuran ON ukuran.id = keadaan.ukuran WHERE sidik = ANY(:sidik) AND dari IS NOT NULL
UNION
SELECT ukuran.id, bulan, opd FROM ukuran, (
    SELECT replace(substring(periode FROM '^[0-9]{{4}}-[0-9]{{2}}$'), '-', '')::int AS bulan, opd
    FROM terkirim WHERE kode = :kode
) AS announced WHERE sidik = (CAST(:sidik AS text[]))[1] AND bulan >= :dari
"""  # noqa: S608 - constants
BERSAMA = 0x50454C41
"""The advisory lock that publishing and rebuilding hold against each other."""


def read_buku(conn: Connection) -> BukuDefinisi:
    """Return every published version."""
    rows = conn.execute(select(DEFINISI.c.naskah, DEFINISI.c.versi, DEFINISI.c.berlaku_dari))
    return BukuDefinisi([read_naskah(row.naskah, versi=row.versi, berlaku_dari=row.berlaku_dari) for row in rows])


def read_naskah_of(conn: Connection, kode: str) -> Mapping[int, Naskah]:
    """Return the text of every version of an indicator."""
    rows = conn.execute(select(DEFINISI.c.versi, DEFINISI.c.naskah).where(DEFINISI.c.kode == kode))
    return {row.versi: row.naskah for row in rows}


def store_definisi(conn: Connection, definisi: Definisi, naskah: Naskah, *, oleh: str, at: datetime) -> None:
    """Store a version, and begin to keep the measures it needs, with all of the past counted."""
    plain = json.loads(json.dumps(naskah, default=str))
    values = {"kode": definisi.kode, "versi": definisi.versi, "berlaku_dari": definisi.berlaku_dari, "naskah": plain}
    conn.execute(insert(DEFINISI).values(**values, oleh=oleh, diterbitkan_pada=at))
    keep_ukuran(conn, definisi.ukuran.values())
    _touch_all(conn, definisi)


def _touch_all(conn: Connection, definisi: Definisi) -> None:
    """Let the values of a new version be announced: its figures may differ though no event came."""
    dari = definisi.berlaku_dari.year * 100 + definisi.berlaku_dari.month
    rests_on = [ukuran for satu in read_buku(conn).reach(definisi.kode) for ukuran in satu.ukuran.values()]
    sidik = [ukuran.sidik for ukuran in rests_on]
    conn.execute(text(_TOUCH), {"sidik": sidik, "dari": dari, "kode": definisi.kode})
    for ukuran in rests_on:
        if ukuran.atas is Atas.TERAKHIR:
            whose = select(UKURAN.c.id).where(UKURAN.c.sidik == ukuran.sidik).scalar_subquery()
            found = select(whose, FAKTA.c.bulan, opd_of(ukuran)).where(is_of_types(ukuran.tipe)).distinct()
            conn.execute(DISENTUH.insert().from_select(["ukuran", "bulan", "opd"], found))


def keep_ukuran(conn: Connection, ukuran: Iterable[Ukuran]) -> None:
    """Keep measures from now on; writers wait meanwhile, so no event is missed or counted twice."""
    conn.execute(text(f"LOCK TABLE {LIVE}.fakta IN SHARE ROW EXCLUSIVE MODE"))
    known = set(conn.execute(select(UKURAN.c.sidik)).scalars())
    for satu in ukuran:
        if satu.sidik in known:
            continue
        known.add(satu.sidik)
        added = insert(UKURAN).values(sidik=satu.sidik, naskah=dict(write_ukuran(satu))).returning(UKURAN.c.id)
        backfill(conn, conn.execute(added).scalar_one(), satu)


def backfill(conn: Connection, id_: int, ukuran: Ukuran) -> None:
    """Compute a measure from the facts; one over the latest events is read from the facts each time."""
    if ukuran.atas is Atas.TERAKHIR:
        return
    if ukuran.atas is Atas.KEADAAN:
        conn.execute(KEADAAN.insert().from_select(_KEADAAN, _numbered(id_, states_of(ukuran))))
    else:
        conn.execute(AGREGAT.insert().from_select(_AGREGAT, _numbered(id_, cells_of(ukuran))))


_AGREGAT = ["ukuran", "bulan", "opd", "layanan", "kunci", "n", "jumlah"]
_KEADAAN = ["ukuran", "subjek", "dari", "sampai", "opd", "layanan"]


def _numbered(id_: int, query: Any) -> Any:
    rows = query.subquery()
    return select(literal(id_), *rows.c)


def read_files() -> Sequence[Naskah]:
    """Return the definitions that come with this build."""
    folder = files("pelaporan") / "data" / "indikator"
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]


def seed_buku(conn: Connection, at: datetime) -> int:
    """Publish the definitions of this build that are not there yet; return how many.

    A later version than the newest one there is a new version; what somebody published from that day on stays.
    """
    conn.execute(select(func.pg_advisory_xact_lock(BERSAMA)))
    new = 0
    for naskah in sorted(read_files(), key=lambda satu: (satu["kode"], satu["berlaku_dari"])):
        versi, newest = next_version(conn, str(naskah["kode"]))
        if newest is None or read_naskah(naskah, versi=versi).berlaku_dari > newest:
            store_definisi(conn, read_naskah(naskah, versi=versi), naskah, oleh="sistem", at=at)
            new += 1
    return new


def next_version(conn: Connection, kode: str) -> tuple[int, date | None]:
    """Return the number of the next version, and the first day of the newest one."""
    query = select(func.max(DEFINISI.c.versi), func.max(DEFINISI.c.berlaku_dari)).where(DEFINISI.c.kode == kode)
    newest, berlaku = conn.execute(query).one()
    return (newest or 0) + 1, berlaku
