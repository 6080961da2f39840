"""The dialogues about an SKP, as they are read."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine, text

from chassis.idempotency import reading
from kinerja.application.skp.dialog import DialogRow

_DIALOG = text("""
SELECT d.id, d.tanggal, d.kesepakatan, d.pencatat_id, p.nama AS pencatat, d.dicatat_pada
FROM skp_dialog d JOIN pegawai p ON p.id = d.pencatat_id
WHERE d.skp_id = :skp_id ORDER BY d.tanggal DESC, d.id DESC
""")


class SqlBacaDialog:
    """The dialogues in PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of ``engine``, within the transaction of a request that has one."""
        self._engine = engine

    def list_dialog(self, skp_id: str) -> Sequence[DialogRow]:
        """Return the dialogues about a plan, the newest first."""
        with reading(self._engine) as conn:
            return [DialogRow(**row) for row in conn.execute(_DIALOG, {"skp_id": skp_id}).mappings()]
