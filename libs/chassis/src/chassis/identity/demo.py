"""Demonstration accounts: random passwords, written where the operator finds them, kept from run to run."""

from __future__ import annotations

import csv
import fcntl
import io
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from chassis.identity.akun import change_peran, change_sandi, create_akun, find_akun
from chassis.identity.sandi import SandiHasher
from chassis.settings import Settings

FILE = "akun-demo.csv"
_LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
COLUMNS = ("layanan", "akun", "peran", "opd_kode", "sandi")


@dataclass(frozen=True, kw_only=True)
class AkunDemo:
    """An account of the demonstration."""

    akun: str
    peran: tuple[str, ...]
    opd_kode: str | None = None
    pegawai_id: str | None = None


def create_accounts(engine: Engine, settings: Settings, accounts: Sequence[AkunDemo]) -> int:
    """Make the accounts that are missing and list all in ``var/akun-demo.csv``; return how many were made.

    An account that is there keeps its password. One whose password nobody knows any more (the file was removed) gets a
    new one. Three services may call this at once.
    """
    hasher = SandiHasher()
    with _locked(settings.var / FILE) as (rows, write):
        known = {row["akun"]: row["sandi"] for row in rows if row["layanan"] == settings.service}
        made = 0
        for akun in accounts:
            sandi = known.setdefault(akun.akun, _make_sandi())
            made += _ensure(engine, hasher, akun, sandi)
        own = [_row(settings.service, akun, known[akun.akun]) for akun in accounts]
        write([row for row in rows if row["layanan"] != settings.service] + own)
    return made


def _make_sandi() -> str:
    """Return a random password of 92 bits that nobody misreads and no spreadsheet takes for a formula."""
    return "".join(secrets.choice(_LETTERS) for _ in range(16))


def _ensure(engine: Engine, hasher: SandiHasher, akun: AkunDemo, sandi: str) -> bool:
    """Make one account, or bring the one that is there in line; tell whether it was made."""
    with engine.begin() as conn:
        found = find_akun(conn, akun.akun)
        if found is None:
            return create_akun(
                conn,
                akun=akun.akun,
                sandi_hash=hasher.hash(sandi),
                peran=akun.peran,
                opd_kode=akun.opd_kode,
                pegawai_id=akun.pegawai_id,
            )
        if set(found.peran) != set(akun.peran) or found.opd_kode != akun.opd_kode:
            change_peran(conn, akun.akun, akun.peran, opd_kode=akun.opd_kode)
        if not hasher.verify(found.sandi_hash, sandi):
            change_sandi(conn, akun.akun, hasher.hash(sandi))
    return False


def _row(service: str, akun: AkunDemo, sandi: str) -> dict[str, str]:
    return {
        "layanan": service,
        "akun": akun.akun,
        "peran": " ".join(akun.peran),
        "opd_kode": akun.opd_kode or "",
        "sandi": sandi,
    }


Row = dict[str, str]


@contextmanager
def _locked(file: Path) -> Iterator[tuple[list[Row], Callable[[list[Row]], None]]]:
    """Give the rows of the file and a way to replace them, while nobody else does so."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_name(f".{file.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        rows = list(csv.DictReader(io.StringIO(file.read_text()))) if file.exists() else []
        yield rows, lambda new: _replace(file, new)


def _replace(file: Path, rows: list[Row]) -> None:
    """Write the rows beside the file and swap, readable by the owner alone; root gives it to the folder's owner."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: (row["layanan"], row["akun"])))
    draft = file.with_name(f".{file.name}.new")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_text(text.getvalue())
    if os.geteuid() == 0:
        os.chown(draft, file.parent.stat().st_uid, -1)
    draft.replace(file)
