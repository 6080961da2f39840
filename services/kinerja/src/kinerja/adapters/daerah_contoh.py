"""The model regency: its units and people, generated from data, the same each time.

Every choice is drawn from a hash of the seed number and of what the choice is for, so one more unit leaves the people of
the others as they are. Names are put together by number from two lists; no person is meant.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.domain.jabatan import Jabatan, JenisJabatan, JenjangJabatan
from kinerja.domain.organisasi import Organisasi
from kinerja.domain.pegawai import Pegawai
from kinerja.domain.unit import JenisUnit, PohonUnit, Unit

_NAMESPACE = uuid.UUID("b3a1f6a2-6d0f-4a37-9c5e-2f9c1d8f7e10")
_KEPALA = {
    JenisUnit.SEKRETARIAT: "sekretaris",
    JenisUnit.ASISTEN: "asisten-sekretaris-daerah",
    JenisUnit.BAGIAN: "kepala-bagian",
    JenisUnit.BIDANG: "kepala-bidang",
    JenisUnit.SUBBAGIAN: "kepala-subbagian",
    JenisUnit.SEKSI: "kepala-seksi",
}


@dataclass(frozen=True, kw_only=True)
class _Data:
    """The data files, read."""

    nama: str
    bibit: int
    opd: Mapping[str, str]
    struktur: Mapping[str, Any]
    jabatan: Sequence[Jabatan]
    depan: Sequence[str]
    belakang: Sequence[str]


def generate_daerah() -> LoadOrganisasi:
    """Return the units, posts and people of the model regency, superiors included."""
    data = _read()
    unit = list(_units(data))
    pegawai = list(_people(data, unit))
    Organisasi(PohonUnit(unit), pegawai).follow()
    return LoadOrganisasi(unit=unit, jabatan=data.jabatan, pegawai=pegawai)


def read_nama_daerah() -> str:
    """Return the name of the regency."""
    return str(_yaml("daerah_contoh.yaml")["nama"])


@dataclass(frozen=True, kw_only=True)
class Rantai:
    """Three people of one agency of whom each assesses the one before: the demonstration accounts."""

    opd_kode: str
    pegawai: Pegawai
    penilai: Pegawai
    atasan_penilai: Pegawai


def find_rantai(daerah: LoadOrganisasi, opd_kode: str) -> Rantai:
    """Return a person in a *seksi* of the agency, with the two above."""
    by_id = {each.id: each for each in daerah.pegawai}
    seksi = {unit.id for unit in daerah.unit if unit.jenis is JenisUnit.SEKSI and unit.opd_kode == opd_kode}
    pegawai = next(each for each in daerah.pegawai if each.unit_id in seksi and not each.memimpin)
    penilai = by_id[pegawai.atasan_id or ""]
    return Rantai(opd_kode=opd_kode, pegawai=pegawai, penilai=penilai, atasan_penilai=by_id[penilai.atasan_id or ""])


def _read() -> _Data:
    daerah, nama = _yaml("daerah_contoh.yaml"), _yaml("nama.yaml")
    return _Data(
        nama=daerah["nama"],
        bibit=daerah["bibit"],
        opd=_yaml("opd.yaml"),
        struktur=_yaml("struktur.yaml"),
        jabatan=[_jabatan(row) for row in _yaml("jabatan.yaml")["jabatan"]],
        depan=nama["depan"],
        belakang=nama["belakang"],
    )


def _yaml(name: str) -> Any:
    return yaml.safe_load((files("kinerja") / "data" / name).read_text(encoding="utf-8"))


def _jabatan(row: Mapping[str, str]) -> Jabatan:
    return Jabatan(
        kode=row["kode"],
        nama=row["nama"],
        jenis=JenisJabatan(row["jenis"]),
        jenjang=JenjangJabatan(row["jenjang"]),
        jenis_unit=JenisUnit(row["jenis_unit"]) if "jenis_unit" in row else None,
    )


def _units(data: _Data) -> Iterator[Unit]:
    """Yield the regency, then each agency with what stands in it."""
    akar = Unit(id=_id("unit", "akar"), induk_id=None, nama=data.nama, jenis=JenisUnit.PEMERINTAH_DAERAH, opd_kode="")
    yield akar
    for kode, nama in data.opd.items():
        opd = Unit(id=_id("unit", kode), induk_id=akar.id, nama=nama, jenis=JenisUnit.OPD, opd_kode=kode)
        yield opd
        yield from _inside(data, opd)


def _inside(data: _Data, opd: Unit) -> Iterator[Unit]:
    """Yield the units of an agency: asisten and bagian, or a sekretariat and bidang with their seksi."""
    shape = _shape(data, opd.opd_kode)
    if "asisten" in shape:
        yield from _two_levels(opd, shape["asisten"], JenisUnit.ASISTEN, JenisUnit.BAGIAN)
    elif "bagian" in shape:
        yield from _two_levels(opd, dict.fromkeys(shape["bagian"], ()), JenisUnit.BAGIAN, JenisUnit.SUBBAGIAN)
    else:
        sekretariat = {"Sekretariat": data.struktur["subbagian"]}
        yield from _two_levels(opd, sekretariat, JenisUnit.SEKRETARIAT, JenisUnit.SUBBAGIAN)
        bidang = shape["bidang"] if isinstance(shape["bidang"], dict) else dict.fromkeys(shape["bidang"], ())
        yield from _two_levels(opd, bidang, JenisUnit.BIDANG, JenisUnit.SEKSI)


def _shape(data: _Data, opd_kode: str) -> Mapping[str, Any]:
    return {**data.struktur["baku"], **data.struktur["opd"].get(opd_kode, {})}


def _two_levels(opd: Unit, names: Mapping[str, Sequence[str]], upper: JenisUnit, lower: JenisUnit) -> Iterator[Unit]:
    for nama, below in names.items():
        unit = _child(opd, nama, upper)
        yield unit
        for nama_bawah in below:
            yield _child(unit, nama_bawah, lower)


def _child(induk: Unit, nama: str, jenis: JenisUnit) -> Unit:
    id_ = _id("unit", f"{induk.opd_kode}/{nama}")
    return Unit(id=id_, induk_id=induk.id, nama=nama, jenis=jenis, opd_kode=induk.opd_kode)


def _people(data: _Data, unit: Sequence[Unit]) -> Iterator[Pegawai]:
    """Yield the head and the staff of each unit."""
    jabatan = {each.kode: each for each in data.jabatan}
    with_children = {each.induk_id for each in unit}
    names = _Names(data)
    for each in unit:
        for number, kode in enumerate(_posts(data, each, has_children=each.id in with_children)):
            key = f"{data.bibit}/{each.id}/{number}"
            yield Pegawai(
                id=_id("pegawai", key),
                nama=names.draw(key),
                unit_id=each.id,
                opd_kode=each.opd_kode,
                jabatan=jabatan[kode],
            )


def _posts(data: _Data, unit: Unit, *, has_children: bool) -> list[str]:
    """Return the posts of a unit, the head's first; the regency itself has none, its head is elected."""
    if unit.jenis is JenisUnit.PEMERINTAH_DAERAH:
        return []
    shape = _shape(data, unit.opd_kode)
    kepala = shape["kepala"] if unit.jenis is JenisUnit.OPD else _KEPALA[unit.jenis]
    kind = f"{unit.jenis}_berseksi" if unit.jenis is JenisUnit.BIDANG and has_children else str(unit.jenis)
    jumlah = data.struktur["jumlah_staf"].get(kind, 0)
    if unit.jenis is JenisUnit.SUBBAGIAN:
        offered = data.struktur["staf_subbagian"]
    else:
        offered = [*shape["fungsional"], *data.struktur["pelaksana"]]
    start = _number(data.bibit, f"posts/{unit.id}") % len(offered)
    return [kepala, *(offered[(start + step) % len(offered)] for step in range(jumlah))]


class _Names:
    """Draws a name for each key, no name twice."""

    def __init__(self, data: _Data) -> None:
        self._data = data
        self._drawn: set[str] = set()

    def draw(self, key: str) -> str:
        """Return a name nobody has yet."""
        attempt = 0
        while True:
            number = _number(self._data.bibit, f"nama/{key}/{attempt}")
            depan = self._data.depan[number % len(self._data.depan)]
            belakang = self._data.belakang[number // len(self._data.depan) % len(self._data.belakang)]
            nama = f"{depan} {belakang}"
            if nama not in self._drawn:
                self._drawn.add(nama)
                return nama
            attempt += 1


def _number(bibit: int, key: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{bibit}/{key}".encode()).digest()[:8])


def _id(kind: str, key: str) -> str:
    """Return an opaque id that is the same each time."""
    return str(uuid.uuid5(_NAMESPACE, f"{kind}/{key}"))
