"""The reference data that ships with the service, read from YAML and checked before it is used."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, time
from decimal import Decimal
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml
from jsonschema import Draft202012Validator, SchemaError

from perizinan.domain.izin import MasaBerlaku
from perizinan.domain.kalender import HariLibur, JamTutup, JenisLibur, Kalender
from perizinan.domain.layanan import (
    AkibatDiam,
    Katalog,
    Komponen,
    KomponenStandar,
    Layanan,
    Mitra,
    Syarat,
    Tahap,
    Tanda,
)
from perizinan.domain.nomor import Penomoran

_DATA = files("perizinan") / "data"


class AcuanInvalid(ValueError):
    """A file of the reference data is wrong; the message names the file and what is wrong in it."""


def load_opd(data: Traversable = _DATA) -> dict[str, str]:
    """Return the agencies of the regency: code to official name."""
    return _read(data / "opd.yaml")


def load_kalender(data: Traversable = _DATA) -> Kalender:
    """Return the calendar with the years that have their decree."""
    isi = _read(data / "kalender.yaml")
    with _naming("kalender.yaml"):
        return Kalender(
            versi=isi["versi"],
            tahun=frozenset(isi["tahun"]),
            libur={libur.tanggal: libur for libur in _list_libur(isi)},
            jam_tutup=tuple(_make_jam_tutup(**row) for row in isi["jam_tutup"]),
            buka_cuti_bersama=frozenset(isi["buka_cuti_bersama"]),
        )


def load_layanan(data: Traversable = _DATA) -> Katalog:
    """Return the catalogue: every file of ``layanan/`` is one version of one layanan."""
    kebijakan, opd = _read(data / "kebijakan.yaml"), load_opd(data)
    with _naming("standar.yaml"):
        umum = {KomponenStandar(key): _make_komponen(**row) for key, row in _read(data / "standar.yaml").items()}
    found: dict[tuple[str, int], Layanan] = {}
    for berkas in (data / "layanan").iterdir():
        isi = _read(berkas)
        with _naming(berkas.name):
            layanan = _make_layanan({**_defaults(kebijakan, isi["berlaku_dari"]), **isi}, umum)
            _check_layanan(layanan, opd)
            if (key := (layanan.kode, layanan.versi)) in found:
                raise ValueError(f"{key} stands in another file too")
            found[key] = layanan
    return Katalog(found.values())


def _list_libur(isi: Mapping[str, Any]) -> Iterator[HariLibur]:
    for tahun, skb in isi["tahun"].items():
        for jenis in (JenisLibur.NASIONAL, JenisLibur.CUTI_BERSAMA):
            for tanggal, nama in skb[jenis].items():
                if tanggal.year != tahun:
                    raise ValueError(f"{tanggal} stands under {tahun}")
                yield HariLibur(tanggal=tanggal, nama=nama, jenis=jenis, dasar=skb["dasar"])
    for row in isi["lokal"]:
        yield HariLibur(jenis=JenisLibur.LOKAL, **row)


def _make_jam_tutup(*, tutup: str, hari: list[int] | None = None, **rest: Any) -> JamTutup:
    return JamTutup(tutup=time.fromisoformat(tutup), hari=frozenset(hari) if hari else None, **rest)


def _defaults(kebijakan: Mapping[str, Any], on: date) -> dict[str, Any]:
    """Return what a layanan takes when it names nothing of its own: the rules in force on ``on``."""
    sla = [row["hari"] for row in kebijakan["sla_bawaan"] if row["dari"] <= on]
    return {
        "sla_hari": sla[-1],
        "putaran_maks": kebijakan["putaran_maks"],
        "perbaikan_hari": kebijakan["perbaikan_hari"],
    }


def _make_layanan(isi: Mapping[str, Any], umum: Mapping[KomponenStandar, Komponen]) -> Layanan:
    own = {KomponenStandar(key): _make_komponen(**row) for key, row in isi.get("standar", {}).items()}
    made = {
        "tanda": Tanda(isi["tanda"]),
        "dasar_hukum": tuple(isi["dasar_hukum"]),
        "syarat": tuple(Syarat(**row) for row in isi["syarat"]),
        "alur": tuple(Tahap(**row) for row in isi["alur"]),
        "mitra": tuple(_make_mitra(**row) for row in isi["mitra"]),
        "penomoran": Penomoran(**isi["penomoran"]),
        "masa_berlaku": MasaBerlaku(**isi["masa_berlaku"]) if isi.get("masa_berlaku") else None,
        "retribusi": None if isi["retribusi"] is None else Decimal(isi["retribusi"]),
    }
    rest = {key: value for key, value in isi.items() if key != "standar"}
    return Layanan(**{**rest, **made}, standar_umum={**umum, **own})


def _make_komponen(*, tanda: str, **rest: str) -> Komponen:
    return Komponen(tanda=Tanda(tanda), **rest)


def _make_mitra(*, diam: str = AkibatDiam.ESKALASI, **rest: Any) -> Mitra:
    return Mitra(diam=AkibatDiam(diam), **rest)


def _check_layanan(layanan: Layanan, opd: Collection[str]) -> None:
    """Refuse what the types cannot: an unknown agency, a partner with more time than the file, a broken schema."""
    for kode in (layanan.opd_kode, *(mitra.opd for mitra in layanan.mitra)):
        if kode not in opd:
            raise ValueError(f"opd {kode!r} is not in opd.yaml")
    if any(mitra.sla_hari > layanan.sla_hari for mitra in layanan.mitra):
        raise ValueError("a partner has more days than the layanan")
    if missing := [key for key, komponen in layanan.standar.items() if not komponen.teks]:
        raise ValueError(f"standar without {missing}")
    Draft202012Validator.check_schema(layanan.isian_skema)


@contextmanager
def _naming(berkas: str) -> Iterator[None]:
    """Tell of any error in which file it is."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, SchemaError) as error:
        raise AcuanInvalid(f"{berkas}: {type(error).__name__}: {error}") from error


def _read(berkas: Traversable) -> dict[Any, Any]:
    try:
        isi = yaml.safe_load(berkas.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise AcuanInvalid(f"{berkas.name}: {error}") from error
    if not isinstance(isi, dict):
        raise AcuanInvalid(f"{berkas.name}: a mapping is expected")
    return isi
