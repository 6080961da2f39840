"""The goals of the model regency, read from data for a year; the same ids each time."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from importlib.resources import files
from typing import Any

import yaml

from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.application.tujuan.load import LoadTujuan
from kinerja.domain.capaian import Polaritas
from kinerja.domain.cascading import JenisCascading
from kinerja.domain.indikator_kinerja import IndikatorKinerja, Sumber
from kinerja.domain.periode import TRIWULAN
from kinerja.domain.pohon_kinerja import Crosscut, IsiSimpul, JenisCrosscut, JenisSimpul, Kaitan, Simpul
from kinerja.domain.unit import JenisUnit, Unit

_NAMESPACE = uuid.UUID("5a0c4f5e-7b1f-4b39-8a55-0d2f1f8b6c21")


def generate_tujuan(daerah: LoadOrganisasi, tahun: int) -> LoadTujuan:
    """Return the goals, indicators and agreements of the model regency for a year."""
    data = yaml.safe_load((files("kinerja") / "data" / "tujuan_contoh.yaml").read_text(encoding="utf-8"))
    units = _Units(daerah.unit)
    rows: Sequence[Mapping[str, Any]] = data["simpul"]
    return LoadTujuan(
        simpul=[_simpul(row, tahun, units) for row in rows],
        indikator=[each for row in rows for each in _indikator(row, tahun, units)],
        perjanjian=[(_id(f"perjanjian/{tahun}/{unit}"), units.find(*unit).id, tahun) for unit in data["perjanjian"]],
    )


class _Units:
    """Finds units by agency and name."""

    def __init__(self, unit: Sequence[Unit]) -> None:
        self._unit = unit

    def find(self, opd_kode: str = "", nama: str = "") -> Unit:
        """Return the unit; without a name the agency itself, without an agency the regency."""
        jenis = JenisUnit.OPD if opd_kode else JenisUnit.PEMERINTAH_DAERAH
        return next(
            each
            for each in self._unit
            if each.opd_kode == opd_kode and (each.nama == nama if nama else each.jenis is jenis)
        )


def _simpul(row: Mapping[str, Any], tahun: int, units: _Units) -> Simpul:
    unit = units.find(*row.get("unit", ()))
    isi = IsiSimpul(
        jenis=JenisSimpul(row["jenis"]),
        uraian_kondisi=row["uraian_kondisi"],
        csf=tuple(row.get("csf", ())),
        induk_id=_id(f"simpul/{tahun}/{row['induk']}") if "induk" in row else None,
        kaitan=Kaitan(jenis=JenisCascading(row.get("kaitan", "langsung"))),
        unit_id=unit.id,
        opd_kode=unit.opd_kode,
        crosscut=tuple(Crosscut(jenis=JenisCrosscut.OPD, nama=kode) for kode in row.get("crosscut", ())),
    )
    return Simpul(id=_id(f"simpul/{tahun}/{row['kunci']}"), tahun=tahun, isi=isi)


def _indikator(row: Mapping[str, Any], tahun: int, units: _Units) -> list[IndikatorKinerja]:
    unit = units.find(*row.get("unit", ()))
    simpul_id = _id(f"simpul/{tahun}/{row['kunci']}")
    return [
        IndikatorKinerja(
            id=_id(f"indikator/{tahun}/{row['kunci']}/{number}"),
            unit_id=unit.id,
            opd_kode=unit.opd_kode,
            tahun=tahun,
            nama=each["nama"],
            satuan=each["satuan"],
            polaritas=Polaritas(each["polaritas"]),
            iku=each["iku"],
            target={kunci: Decimal(target) for kunci, target in zip(TRIWULAN, each["target"], strict=True)},
            sumber=Sumber(indikator=each["sumber"][0], opd=each["sumber"][1]) if "sumber" in each else None,
            simpul_id=simpul_id,
        )
        for number, each in enumerate(row["indikator"])
    ]


def _id(key: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, key))
