"""The reference data that ships with the service, read from YAML and checked before it is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from perizinan.domain.kalender import HariLibur, JamTutup, JenisLibur, Kalender

_DATA = files("perizinan") / "data"


class AcuanInvalid(ValueError):
    """A file of the reference data is wrong; the message names the file and the place."""


def load_opd(data: Traversable = _DATA) -> dict[str, str]:
    """Return the agencies of the regency: code to official name."""
    return _read(data / "opd.yaml")


def load_kalender(data: Traversable = _DATA) -> Kalender:
    """Return the calendar with the years that have their decree."""
    berkas = data / "kalender.yaml"
    isi = _read(berkas)
    try:
        return Kalender(
            versi=isi["versi"],
            tahun=frozenset(isi["tahun"]),
            libur={libur.tanggal: libur for libur in _list_libur(isi)},
            jam_tutup=tuple(_make_jam_tutup(**row) for row in isi["jam_tutup"]),
            buka_cuti_bersama=frozenset(isi["buka_cuti_bersama"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise AcuanInvalid(f"{berkas.name}: {type(error).__name__}: {error}") from error


def _list_libur(isi: Mapping[str, Any]) -> Iterator[HariLibur]:
    for tahun, skb in isi["tahun"].items():
        for jenis in (JenisLibur.NASIONAL, JenisLibur.CUTI_BERSAMA):
            for tanggal, nama in skb[jenis].items():
                if tanggal.year != tahun:
                    raise ValueError(f"{tanggal} stands under {tahun}")
                yield HariLibur(tanggal=tanggal, nama=nama, jenis=jenis, dasar=skb["dasar"])
    for row in isi["lokal"]:
        yield HariLibur(jenis=JenisLibur.LOKAL, **row)


def _make_jam_tutup(tutup: str, hari: list[int] | None = None, **rest: Any) -> JamTutup:
    return JamTutup(tutup=time.fromisoformat(tutup), hari=frozenset(hari) if hari else None, **rest)


def _read(berkas: Traversable) -> dict[Any, Any]:
    try:
        isi = yaml.safe_load(berkas.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise AcuanInvalid(f"{berkas.name}: {error}") from error
    if not isinstance(isi, dict):
        raise AcuanInvalid(f"{berkas.name}: a mapping is expected")
    return isi
