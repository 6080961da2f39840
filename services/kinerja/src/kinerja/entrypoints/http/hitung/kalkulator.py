"""A calculator as data: what it takes, what it answers, and how it shows its working."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from chassis.http import Schema
from kinerja.application.aturan import DaftarAturan
from kinerja.domain.aturan import Aturan
from kinerja.domain.pembulatan import to_exact
from kinerja.entrypoints.http.hitung.isian import Isian
from tampilan.angka import format_angka


@dataclass(frozen=True, kw_only=True)
class Meja:
    """What a calculation stands on: the rules, and the day on which they must be in force."""

    aturan: DaftarAturan
    tanggal: date


@dataclass(frozen=True, slots=True)
class Langkah:
    """One step of the working: what it is, the figures, and what comes of it."""

    kata: str
    hitungan: str
    hasil: str


@dataclass(frozen=True, kw_only=True)
class Jawaban:
    """``isi`` is the answer of the request; the rest tells people what it is and how it came about."""

    isi: Mapping[str, Any]
    judul: str
    langkah: tuple[Langkah, ...]
    aturan: tuple[Aturan, ...]
    keterangan: str = ""
    temuan: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Dasar:
    """A source that stands in no file of rules."""

    berlaku_dari: date
    sumber: str


@dataclass(frozen=True, kw_only=True)
class Kalkulator:
    """One calculator; ``kalimat`` says what it answers, ``rahasia`` keeps what is entered out of the address."""

    kode: str
    judul: str
    kalimat: str
    permintaan: type[Schema]
    jawaban: type[Schema]
    hitung: Callable[[dict[str, Any], Meja], Jawaban]
    isian: tuple[Isian, ...]
    rahasia: bool = False
    kelompok: str = "Penilaian"


def write(value: Fraction | Decimal) -> str:
    """Return an exact number as a string of JSON."""
    return f"{to_exact(value):f}"


def tell_angka(value: Fraction | Decimal | int, desimal: int | None = None) -> str:
    """Return a number as people write it, exact unless ``desimal`` asks for less."""
    return format_angka(to_exact(Fraction(value)), desimal)
