"""Local accounts: a name, a password's hash, roles, an agency, and perhaps the person's id in kinerja."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, text

_INSERT = text(
    """
    INSERT INTO akun (akun, pengguna_id, sandi_hash, peran, opd_kode, pegawai_id)
    VALUES (:akun, :pengguna_id, :sandi_hash, :peran, :opd_kode, :pegawai_id)
    ON CONFLICT (akun) DO NOTHING
    """
)
_SELECT = text(
    "SELECT akun, pengguna_id::text, sandi_hash, peran, opd_kode, pegawai_id, aktif FROM akun WHERE akun = :akun"
)


@dataclass(frozen=True, kw_only=True)
class Akun:
    """One account as it stands in the table."""

    akun: str
    pengguna_id: str
    sandi_hash: str
    peran: tuple[str, ...]
    opd_kode: str | None
    pegawai_id: str | None
    aktif: bool


def find_akun(conn: Connection, akun: str) -> Akun | None:
    """Return the account of that name, or None."""
    if "\x00" in akun:
        return None
    row = conn.execute(_SELECT, {"akun": akun}).mappings().one_or_none()
    return Akun(**{**row, "peran": tuple(row["peran"])}) if row else None


def create_akun(
    conn: Connection,
    *,
    akun: str,
    sandi_hash: str,
    peran: Iterable[str],
    opd_kode: str | None = None,
    pegawai_id: str | None = None,
    pengguna_id: uuid.UUID | None = None,
) -> bool:
    """Make an account; False, and nothing changed, when the name is taken. The id of the user is random (opaque)."""
    values = {
        "akun": akun,
        "pengguna_id": pengguna_id or uuid.uuid4(),
        "sandi_hash": sandi_hash,
        "peran": sorted(peran),
        "opd_kode": opd_kode,
        "pegawai_id": pegawai_id,
    }
    return conn.execute(_INSERT, values).rowcount == 1


def change_peran(conn: Connection, akun: str, peran: Iterable[str], *, opd_kode: str | None) -> None:
    """Give the account other roles or another agency; whoever is signed in with it must sign in again."""
    statement = text("UPDATE akun SET peran = :peran, opd_kode = :opd_kode WHERE akun = :akun")
    conn.execute(statement, {"akun": akun, "peran": sorted(peran), "opd_kode": opd_kode})
    end_access(conn, akun)


def change_sandi(conn: Connection, akun: str, sandi_hash: str) -> None:
    """Give the account another password and end its sessions and tokens."""
    statement = text("UPDATE akun SET sandi_hash = :hash, gagal = 0, gagal_terakhir = NULL WHERE akun = :akun")
    conn.execute(statement, {"akun": akun, "hash": sandi_hash})
    end_access(conn, akun)


def deactivate_akun(conn: Connection, akun: str) -> None:
    """Close the account and end its sessions and tokens."""
    conn.execute(text("UPDATE akun SET aktif = false WHERE akun = :akun"), {"akun": akun})
    end_access(conn, akun)


def end_access(conn: Connection, akun: str) -> None:
    """End every session and token of the account."""
    conn.execute(text("DELETE FROM sesi WHERE akun = :akun"), {"akun": akun})
    conn.execute(text("DELETE FROM token WHERE akun = :akun"), {"akun": akun})
