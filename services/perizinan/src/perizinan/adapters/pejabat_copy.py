"""Events of kinerja: our own copy of the officers."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from chassis.consumer import Item
from perizinan.adapters.tables import PEJABAT

_COPIED = ("opd_kode", "unit_id", "jenis_jabatan", "jenjang_jabatan", "jabatan_kode", "aktif")


class PejabatCopy:
    """Keeps the newest state of each officer; an older event never overwrites a newer one."""

    types = frozenset({"simpul.kinerja.v1.PegawaiBerubah"})

    def handle(self, conn: Connection, batch: Sequence[Item]) -> None:
        """Write the newest state of each officer in the batch."""
        newest = {item.isi.pegawai_id: item for item in batch}
        rows = [
            {"pegawai_id": id_, "posisi": item.pesan.posisi, **{name: getattr(item.isi, name) for name in _COPIED}}
            for id_, item in newest.items()
        ]
        statement = insert(PEJABAT).values(rows)
        changed = {name: statement.excluded[name] for name in (*_COPIED, "posisi")}
        newer = PEJABAT.c.posisi < statement.excluded.posisi
        conn.execute(statement.on_conflict_do_update(index_elements=["pegawai_id"], set_=changed, where=newer))
