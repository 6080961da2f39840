"""The rules and the calendar that ship with the service, read from YAML and checked before they are used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import yaml

from kinerja.domain import aturan
from kinerja.domain.aturan import Berlaku
from kinerja.domain.kalender import Kalender
from kinerja.domain.tenggat_evaluasi import AturanTenggat, TenggatEvaluasi

_DATA = files("kinerja") / "data"
A = TypeVar("A", bound=aturan.Aturan)


class AturanInvalid(ValueError):
    """A file of the rules is wrong; the message names the file and what is wrong in it."""


def load_kalender(data: Traversable = _DATA) -> Kalender:
    """Return the calendar with the years that have their decree."""
    with _naming("kalender.yaml"):
        tahun: Mapping[int, Mapping[str, Any]] = _read(data / "kalender.yaml")["tahun"]
        libur = {
            tanggal: nama
            for skb in tahun.values()
            for jenis in ("nasional", "cuti_bersama")
            for tanggal, nama in skb[jenis].items()
        }
        if stray := [tanggal for tanggal in libur if tanggal.year not in tahun]:
            raise ValueError(f"{stray} stand under another year")
        return Kalender(dasar={each: skb["dasar"] for each, skb in tahun.items()}, libur=libur)


def load_tenggat_evaluasi(on: date, data: Traversable = _DATA) -> TenggatEvaluasi:
    """Return the clock of an appraisal by the rule in force on that day, with the calendar it counts by."""
    versi = load_versi("tenggat_evaluasi", lambda row: AturanTenggat(**row), data)
    return TenggatEvaluasi(aturan=versi.on(on), kalender=load_kalender(data))


def load_versi(nama: str, make: Callable[[dict[str, Any]], A], data: Traversable = _DATA) -> Berlaku[A]:
    """Return the versions of the rule in ``aturan/<nama>.yaml``, each row made by ``make``."""
    berkas = f"aturan/{nama}.yaml"
    with _naming(berkas):
        return Berlaku([make(dict(row)) for row in _read(data / "aturan" / f"{nama}.yaml")])


@contextmanager
def _naming(berkas: str) -> Iterator[None]:
    """Tell of any error in which file it is."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, yaml.YAMLError) as error:
        raise AturanInvalid(f"{berkas}: {type(error).__name__}: {error}") from error


def _read(berkas: Traversable) -> Any:
    return yaml.safe_load(berkas.read_text(encoding="utf-8"))
