"""SKP as aggregates in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, text, update
from sqlalchemy.exc import IntegrityError

from chassis.domain import Conflict, NotFound, VersionStale
from kinerja.adapters.skp.realisasi import PILIHAN
from kinerja.adapters.skp.tables import BARIS, DIALOG, SKP, USULAN, VERSI, VERSI_BARIS, stands
from kinerja.adapters.tables import PEGAWAI
from kinerja.application.skp.ports import Terkait
from kinerja.domain.baris_skp import Aspek, BarisSkp, IndikatorSkp, JenisHasil
from kinerja.domain.dialog_kinerja import DialogKinerja
from kinerja.domain.pelengkap_skp import EkspektasiPerilaku, Lampiran, Pelengkap
from kinerja.domain.skp import Skp, StatusSkp

_STATE = (
    "status",
    "versi",
    "version",
    "catatan",
    "penilai_id",
    "diajukan_pada",
    "ditetapkan_pada",
    "ditutup_pada",
    "pelengkap",
)
_MADE = ("status", "pelengkap")
"""What the domain has as more than a plain value."""
_KEY = ("id", "pegawai_id", "unit_id", "opd_kode", "tahun")
_BERDIRI = text(
    f"SELECT s.id FROM skp s WHERE s.pegawai_id = :pegawai_id AND s.tahun = :tahun AND {stands('s')}"  # noqa: S608 - constants
)
_BARIS_BERLAKU = text(f"""
SELECT b.id FROM skp s JOIN skp_baris_berlaku b ON b.skp_id = s.id
WHERE s.pegawai_id = :pegawai_id AND s.tahun = :tahun AND {stands("s")}
""")  # noqa: S608 - constants
_KATA_INDUK = text("""
UPDATE skp_versi_baris v SET induk = i.hasil_kerja FROM skp_baris_berlaku i
WHERE i.id = v.induk_id AND v.skp_id = :skp_id AND v.versi = :versi
""")
"""A version keeps the words of what it serves, whatever becomes of them."""
_TERKAIT = text(f"""
SELECT DISTINCT b.induk_id AS baris_id, p.id AS pegawai_id, p.nama
FROM pegawai p
JOIN skp s ON s.pegawai_id = p.id AND s.tahun = :tahun AND {stands("s")}
JOIN (SELECT skp_id, induk_id FROM skp_baris UNION ALL SELECT skp_id, induk_id FROM skp_baris_berlaku) b
    ON b.skp_id = s.id
WHERE p.atasan_id = :atasan_id AND b.induk_id = ANY(:baris_id)
ORDER BY p.nama, p.id
""")  # noqa: S608 - constants


class SqlSkpRepository:
    """The plans of work."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def get(self, skp_id: str) -> Skp:
        """Return an SKP, locked; raises NotFound."""
        row = self._connection.execute(select(SKP).where(SKP.c.id == skp_id).with_for_update()).one_or_none()
        if row is None:
            raise NotFound("skp.not_found", skp_id=skp_id)
        return self._whole(row)

    def has_standing(self, pegawai_id: str, tahun: int) -> bool:
        """Tell whether a person has one of the year that is open, or ended with the year."""
        found = self._connection.execute(_BERDIRI, {"pegawai_id": pegawai_id, "tahun": tahun})
        return found.first() is not None

    def list_open(self, pegawai_id: Sequence[str], since: int) -> list[Skp]:
        """Return the open SKP of these people from that year on, locked."""
        of_these = select(SKP).where(SKP.c.pegawai_id.in_(pegawai_id), SKP.c.tahun >= since, _is_open())
        return [self._whole(row) for row in self._connection.execute(of_these.order_by(SKP.c.id).with_for_update())]

    def list_past(self, before: int, banyak: int) -> list[Skp]:
        """Return at most so many open SKP of earlier years, locked; those that others hold are left."""
        over = or_(SKP.c.versi > 0, SKP.c.pegawai_id.in_(select(PEGAWAI.c.id).where(~PEGAWAI.c.aktif)))
        past = select(SKP).where(SKP.c.tahun < before, _is_open(), over).order_by(SKP.c.id).limit(banyak)
        return [self._whole(row) for row in self._connection.execute(past.with_for_update(skip_locked=True))]

    def list_row_ids(self, pegawai_id: str | None, tahun: int) -> set[str]:
        """Return the ids of the rows that hold in the SKP of a person that is open, or ended with the year."""
        values = {"pegawai_id": pegawai_id, "tahun": tahun}
        return set(self._connection.execute(_BARIS_BERLAKU, values).scalars())

    def list_indikator_ids(self, unit_id: str, tahun: int) -> set[str]:
        """Return the ids of the indicators of a unit and of those above it within the agency."""
        return set(self._connection.execute(text(PILIHAN), {"unit_id": unit_id, "tahun": tahun}).scalars())

    def list_terkait(self, baris_id: Set[str], atasan_id: str, tahun: int) -> list[Terkait]:
        """Return who below a person serves these rows, by name."""
        values = {"baris_id": list(baris_id), "atasan_id": atasan_id, "tahun": tahun}
        return [Terkait(**row) for row in self._connection.execute(_TERKAIT, values).mappings()]

    def get_isi(self, skp_id: str, versi: int) -> tuple[Sequence[BarisSkp], Pelengkap]:
        """Return the rows of a version, and what went with them."""
        held = select(VERSI.c.pelengkap).where(VERSI.c.skp_id == skp_id, VERSI.c.versi == versi)
        rows = select(VERSI_BARIS).where(VERSI_BARIS.c.skp_id == skp_id, VERSI_BARIS.c.versi == versi)
        baris = [_to_baris(row) for row in self._connection.execute(rows.order_by(VERSI_BARIS.c.urutan))]
        return baris, _to_pelengkap(self._connection.execute(held).scalar() or {})

    def add(self, skp: Skp) -> None:
        """Store a new one; raises Conflict."""
        try:
            self._connection.execute(insert(SKP), _values(skp, (*_KEY, *_STATE)))
        except IntegrityError as error:
            raise Conflict("skp.already_exists") from error
        self._write_baris(skp)

    def save(self, skp: Skp) -> None:
        """Store the changes; raises VersionStale."""
        statement = update(SKP).where(SKP.c.id == skp.id, SKP.c.version == skp.version - 1)
        if self._connection.execute(statement.values(_values(skp, _STATE))).rowcount != 1:
            raise VersionStale
        if skp.dapat_diubah or skp.ditarik:
            self._connection.execute(delete(BARIS).where(BARIS.c.skp_id == skp.id))
            self._write_baris(skp)
        if skp.usulan is not None:
            self._connection.execute(insert(USULAN), {"skp_id": skp.id, **asdict(skp.usulan)})
        if skp.ditarik:
            self._connection.execute(delete(USULAN).where(USULAN.c.skp_id == skp.id, USULAN.c.versi > skp.versi))
        elif skp.status is StatusSkp.DITETAPKAN:
            self._add_versi(skp)

    def add_dialog(self, dialog: DialogKinerja) -> None:
        """Store a dialogue."""
        self._connection.execute(insert(DIALOG), asdict(dialog))

    def _add_versi(self, skp: Skp) -> None:
        """Keep what has just been established."""
        which = {"skp_id": skp.id, "versi": skp.versi}
        signed = _values(skp, ("penilai_id", "ditetapkan_pada", "pelengkap"))
        self._connection.execute(insert(VERSI), which | signed)
        rows = [_baris_row(skp.id, urutan, each) | which for urutan, each in enumerate(skp.baris)]
        if rows:
            self._connection.execute(insert(VERSI_BARIS), rows)
            self._connection.execute(_KATA_INDUK, which)

    def _write_baris(self, skp: Skp) -> None:
        rows = [_baris_row(skp.id, urutan, each) for urutan, each in enumerate(skp.baris)]
        if rows:
            self._connection.execute(insert(BARIS), rows)

    def _whole(self, row: Any) -> Skp:
        query = select(BARIS).where(BARIS.c.skp_id == row.id).order_by(BARIS.c.urutan)
        baris = [_to_baris(each) for each in self._connection.execute(query)]
        return Skp(
            **{name: getattr(row, name) for name in (*_KEY, *_STATE) if name not in _MADE},
            status=StatusSkp(row.status),
            pelengkap=_to_pelengkap(row.pelengkap),
            baris=baris,
            in_force=self._in_force(row.id, row.versi),
        )

    def _in_force(self, skp_id: str, versi: int) -> frozenset[str]:
        query = select(VERSI_BARIS.c.id).where(VERSI_BARIS.c.skp_id == skp_id, VERSI_BARIS.c.versi == versi)
        return frozenset(self._connection.execute(query).scalars()) if versi else frozenset()


def _is_open() -> Any:
    return SKP.c.status != StatusSkp.DITUTUP.value


def _values(skp: Skp, names: Sequence[str]) -> dict[str, Any]:
    made = {"status": skp.status.value, "pelengkap": asdict(skp.pelengkap)}
    return {name: made.get(name, getattr(skp, name)) for name in names}


def _to_pelengkap(row: dict[str, Any]) -> Pelengkap:
    perilaku = [EkspektasiPerilaku(**each) for each in row.get("perilaku", ())]
    return Pelengkap(perilaku=perilaku, lampiran=Lampiran(**row.get("lampiran", {})))


def _baris_row(skp_id: str, urutan: int, baris: BarisSkp) -> dict[str, Any]:
    return {
        "id": baris.id,
        "skp_id": skp_id,
        "urutan": urutan,
        "hasil_kerja": baris.hasil_kerja.strip(),
        "jenis": baris.jenis.value,
        "induk_id": baris.induk_id,
        "indikator": [
            {
                "uraian": each.uraian.strip(),
                "aspek": each.aspek,
                "target": each.target.strip(),
                "jumlah": None if each.jumlah is None else f"{each.jumlah:f}",
                "satuan": each.satuan.strip(),
                "indikator_id": each.indikator_id,
            }
            for each in baris.indikator
        ],
    }


def _to_baris(row: Any) -> BarisSkp:
    indikator = [
        IndikatorSkp(
            uraian=each["uraian"],
            target=each["target"],
            aspek=Aspek(each["aspek"]) if each["aspek"] else None,
            jumlah=Decimal(each["jumlah"]) if each.get("jumlah") else None,
            satuan=each.get("satuan", ""),
            indikator_id=each.get("indikator_id"),
        )
        for each in row.indikator
    ]
    return BarisSkp(
        id=row.id,
        baru=False,
        hasil_kerja=row.hasil_kerja,
        jenis=JenisHasil(row.jenis),
        induk_id=row.induk_id,
        indikator=indikator,
    )
