"""The tree of goals and the agreements in PostgreSQL."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from chassis.domain import Invalid, NotFound, VersionStale
from kinerja.adapters.tujuan.tables import INDIKATOR, NASKAH, PERJANJIAN, SIMPUL
from kinerja.domain.cascading import JenisCascading
from kinerja.domain.periode import TRIWULAN
from kinerja.domain.perjanjian import (
    AlasanPerubahan,
    BarisLampiran,
    Naskah,
    Penandatangan,
    Perjanjian,
    StatusPerjanjian,
)
from kinerja.domain.pohon_kinerja import (
    Crosscut,
    IsiSimpul,
    JenisCrosscut,
    JenisSimpul,
    Kaitan,
    PohonKinerja,
    Simpul,
    StatusSimpul,
)

_PIHAK = text("""
SELECT p.id, j.nama AS jabatan, coalesce(a.id, '') AS atasan_id, coalesce(k.nama, '') AS atasan_jabatan
FROM pegawai p JOIN jabatan j ON j.kode = p.jabatan_kode
LEFT JOIN pegawai a ON a.id = p.atasan_id LEFT JOIN jabatan k ON k.kode = a.jabatan_kode
WHERE p.unit_id = :unit_id AND p.memimpin
""")
_LAMPIRAN = text("""
SELECT i.id, coalesce(s.uraian_kondisi, '') AS sasaran, i.nama, i.satuan, i.iku,
       i.target_t1, i.target_t2, i.target_t3, i.target_t4
FROM indikator_kinerja i LEFT JOIN simpul s ON s.id = i.simpul_id
WHERE i.unit_id = :unit_id AND i.tahun = :tahun
ORDER BY i.iku DESC, sasaran, i.nama, i.id
""")


class SqlSimpulRepository:
    """The goals."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def get(self, simpul_id: str) -> Simpul:
        """Return a goal; raises NotFound."""
        query = select(SIMPUL).where(SIMPUL.c.id == simpul_id).with_for_update()
        row = self._connection.execute(query).mappings().one_or_none()
        if row is None:
            raise NotFound("simpul.not_found", simpul_id=simpul_id)
        return to_simpul(row)

    def get_pohon(self, tahun: int) -> PohonKinerja:
        """Return all goals of a year."""
        query = select(SIMPUL).where(SIMPUL.c.tahun == tahun).order_by(SIMPUL.c.id)
        return PohonKinerja(to_simpul(row) for row in self._connection.execute(query).mappings())

    def count_indikator(self, simpul_id: str) -> int:
        """Return how many indicators measure a goal."""
        query = select(func.count()).select_from(INDIKATOR).where(INDIKATOR.c.simpul_id == simpul_id)
        return int(self._connection.execute(query).scalar_one())

    def add(self, simpul: Simpul) -> None:
        """Store a new one."""
        self._connection.execute(insert(SIMPUL).values(_to_simpul_row(simpul)))

    def save(self, simpul: Simpul) -> None:
        """Store a changed one; raises VersionStale."""
        statement = update(SIMPUL).where(SIMPUL.c.id == simpul.id, SIMPUL.c.version == simpul.version - 1)
        if self._connection.execute(statement.values(_to_simpul_row(simpul))).rowcount != 1:
            raise VersionStale


class SqlPerjanjianRepository:
    """The agreements, each with all its versions."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def get(self, perjanjian_id: str) -> Perjanjian:
        """Return an agreement; raises NotFound."""
        query = select(PERJANJIAN).where(PERJANJIAN.c.id == perjanjian_id).with_for_update()
        row = self._connection.execute(query).mappings().one_or_none()
        if row is None:
            raise NotFound("perjanjian.not_found", perjanjian_id=perjanjian_id)
        versions = select(NASKAH).where(NASKAH.c.perjanjian_id == perjanjian_id).order_by(NASKAH.c.versi)
        naskah = [to_naskah(each) for each in self._connection.execute(versions).mappings()]
        return Perjanjian(
            id=row["id"],
            unit_id=row["unit_id"],
            opd_kode=row["opd_kode"],
            tahun=row["tahun"],
            naskah=naskah,
            status=StatusPerjanjian(row["status"]),
            version=row["version"],
        )

    def exists(self, unit_id: str, tahun: int) -> bool:
        """Tell whether a unit has an agreement for a year."""
        query = select(PERJANJIAN.c.id).where(PERJANJIAN.c.unit_id == unit_id, PERJANJIAN.c.tahun == tahun)
        return self._connection.execute(query).first() is not None

    def list_lampiran(self, unit_id: str, tahun: int) -> list[BarisLampiran]:
        """Return the indicators of a unit for a year, as an annex holds them."""
        rows = self._connection.execute(_LAMPIRAN, {"unit_id": unit_id, "tahun": tahun}).mappings()
        return [
            BarisLampiran(
                indikator_id=row["id"],
                sasaran=row["sasaran"],
                indikator=row["nama"],
                satuan=row["satuan"],
                iku=row["iku"],
                target={kunci: f"{row[f'target_{kunci.lower()}']:f}" for kunci in TRIWULAN},
            )
            for row in rows
        ]

    def find_pihak(self, unit_id: str) -> tuple[Penandatangan, Penandatangan]:
        """Return who heads a unit and whom they answer to."""
        row = self._connection.execute(_PIHAK, {"unit_id": unit_id}).one_or_none()
        if row is None:
            return Penandatangan(), Penandatangan()
        kedua = Penandatangan(pegawai_id=row.atasan_id, jabatan=row.atasan_jabatan)
        return Penandatangan(pegawai_id=row.id, jabatan=row.jabatan), kedua

    def add(self, perjanjian: Perjanjian) -> None:
        """Store a new one."""
        try:
            self._connection.execute(insert(PERJANJIAN).values(_to_perjanjian_row(perjanjian)))
        except IntegrityError as error:
            raise Invalid({"tahun": ["Unit ini sudah punya perjanjian untuk tahun itu"]}) from error
        self._keep(perjanjian)

    def save(self, perjanjian: Perjanjian) -> None:
        """Store a changed one; raises VersionStale."""
        this = (PERJANJIAN.c.id == perjanjian.id, PERJANJIAN.c.version == perjanjian.version - 1)
        statement = update(PERJANJIAN).where(*this).values(_to_perjanjian_row(perjanjian))
        if self._connection.execute(statement).rowcount != 1:
            raise VersionStale
        self._keep(perjanjian)

    def _keep(self, perjanjian: Perjanjian) -> None:
        """Store the newest version; the older ones stand as they were signed."""
        statement = insert(NASKAH).values(_to_naskah_row(perjanjian, perjanjian.kini))
        signed = {name: statement.excluded[name] for name in ("pertama_pada", "kedua_pada")}
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["perjanjian_id", "versi"], set_=signed)
        )


def to_simpul(row: RowMapping) -> Simpul:
    """Return a goal from its row."""
    isi = IsiSimpul(
        jenis=JenisSimpul(row["jenis"]),
        uraian_kondisi=row["uraian_kondisi"],
        csf=tuple(row["csf"]),
        induk_id=row["induk_id"],
        kaitan=Kaitan(jenis=JenisCascading(row["kaitan"]), aditif=row["aditif"], bobot=row["bobot"]),
        unit_id=row["unit_id"],
        opd_kode=row["opd_kode"],
        crosscut=tuple(Crosscut(jenis=JenisCrosscut(each["jenis"]), nama=each["nama"]) for each in row["crosscut"]),
    )
    return Simpul(
        id=row["id"],
        tahun=row["tahun"],
        isi=isi,
        status=StatusSimpul(row["status"]),
        versi=row["versi"],
        version=row["version"],
    )


def to_naskah(row: RowMapping) -> Naskah:
    """Return a version of an agreement from its row."""
    return Naskah(
        versi=row["versi"],
        pihak_pertama_id=row["pihak_pertama_id"],
        pihak_kedua_id=row["pihak_kedua_id"],
        lampiran=[BarisLampiran(**each) for each in row["lampiran"]],
        disusun_pada=row["disusun_pada"],
        pertama_jabatan=row["pertama_jabatan"],
        kedua_jabatan=row["kedua_jabatan"],
        alasan_kode=AlasanPerubahan(row["alasan_kode"]) if row["alasan_kode"] else None,
        alasan=row["alasan"],
        pertama_pada=row["pertama_pada"],
        kedua_pada=row["kedua_pada"],
    )


def _to_simpul_row(simpul: Simpul) -> dict[str, Any]:
    isi = simpul.isi
    bobot: Decimal | None = isi.kaitan.bobot
    return {
        "id": simpul.id,
        "tahun": simpul.tahun,
        "jenis": isi.jenis.value,
        "uraian_kondisi": isi.uraian_kondisi.strip(),
        "csf": list(isi.csf),
        "induk_id": isi.induk_id,
        "kaitan": isi.kaitan.jenis.value,
        "aditif": isi.kaitan.aditif,
        "bobot": bobot,
        "unit_id": isi.unit_id,
        "opd_kode": isi.opd_kode,
        "crosscut": [{"jenis": each.jenis.value, "nama": each.nama} for each in isi.crosscut],
        "status": simpul.status.value,
        "versi": simpul.versi,
        "version": simpul.version,
    }


def _to_perjanjian_row(perjanjian: Perjanjian) -> dict[str, Any]:
    return {
        "id": perjanjian.id,
        "unit_id": perjanjian.unit_id,
        "opd_kode": perjanjian.opd_kode,
        "tahun": perjanjian.tahun,
        "status": perjanjian.status.value,
        "versi": perjanjian.kini.versi,
        "version": perjanjian.version,
    }


def _to_naskah_row(perjanjian: Perjanjian, naskah: Naskah) -> dict[str, Any]:
    return {
        "perjanjian_id": perjanjian.id,
        "versi": naskah.versi,
        "pihak_pertama_id": naskah.pihak_pertama_id,
        "pihak_kedua_id": naskah.pihak_kedua_id,
        "pertama_jabatan": naskah.pertama_jabatan,
        "kedua_jabatan": naskah.kedua_jabatan,
        "alasan_kode": naskah.alasan_kode.value if naskah.alasan_kode else "",
        "alasan": naskah.alasan,
        "lampiran": [{**asdict(each), "target": dict(each.target)} for each in naskah.lampiran],
        "disusun_pada": naskah.disusun_pada,
        "pertama_pada": naskah.pertama_pada,
        "kedua_pada": naskah.kedua_pada,
    }
