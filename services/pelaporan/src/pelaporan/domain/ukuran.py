"""An *ukuran*, a measure: what is counted, over which events or over which latest state, and split by what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum, auto
from fractions import Fraction
from functools import cached_property

Isi = str | int | bool | None
"""A field of an event, as the facts store it."""


class Hitung(StrEnum):
    """How the events of a measure become one figure."""

    COUNT = auto()
    SUM = auto()
    MEAN = auto()
    QUANTILE = auto()
    DISTINCT = auto()


class Atas(StrEnum):
    """What a measure rests on: things that happened, or how each subject stands at the end of the period."""

    PERISTIWA = auto()
    KEADAAN = auto()
    """Each subject is open from the first event that opens it to the first that closes it."""
    TERAKHIR = auto()
    """Each subject stands as its latest event says."""


class Operator(StrEnum):
    """How a filter looks at a field."""

    SAMA_DENGAN = auto()
    SALAH_SATU = auto()
    TERISI = auto()
    PALING_KECIL = auto()
    PALING_BESAR = auto()


_LATER = {"subjek", "tahun", "dalam_periode"}
"""What a measure learned to say later: unsaid, it leaves the fingerprint as it was."""


@dataclass(frozen=True)
class Saringan:
    """A condition on one field of an event; a field that is not set meets only ``terisi: false``."""

    isian: str
    operator: Operator
    nilai: tuple[str | int | bool, ...]

    def holds(self, isi: Isi) -> bool:
        """Tell whether the field's value meets the condition."""
        if self.operator is Operator.TERISI:
            return (isi is not None and isi != "") is self.nilai[0]
        if isi is None:
            return False
        if self.operator is Operator.PALING_KECIL:
            return isinstance(isi, int) and isi >= int(self.nilai[0])
        if self.operator is Operator.PALING_BESAR:
            return isinstance(isi, int) and isi <= int(self.nilai[0])
        return any(type(isi) is type(nilai) and isi == nilai for nilai in self.nilai)


@dataclass(frozen=True)
class Asal:
    """A type of event that a measure counts, with the conditions on its fields."""

    tipe: str
    saring: tuple[Saringan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ukuran:
    """A measure.

    Over *peristiwa* it counts ``peristiwa``, or folds the field ``isian`` of each. Over *keadaan* it counts the
    subjects open at the end of the period: one of ``peristiwa`` happened by then and none of ``penutup`` did.
    Over *terakhir* it takes the latest event of each subject by the end of the period, of all the types it names, and
    counts it (or folds its field ``isian``) where that is one of ``peristiwa``; ``subjek`` names the field that tells
    the subject, and ``tahun`` one that must be the year in which the period ends. With ``dalam_periode`` only the subjects
    are looked at whose first event lies within the period.
    ``opd`` names the field by which the agency filters.
    """

    atas: Atas = Atas.PERISTIWA
    hitung: Hitung = Hitung.COUNT
    peristiwa: tuple[Asal, ...]
    penutup: tuple[Asal, ...] = ()
    isian: str | None = None
    kuantil: Decimal | None = None
    opd: str = "opd_kode"
    subjek: str | None = None
    tahun: str | None = None
    dalam_periode: bool | None = None

    @cached_property
    def sidik(self) -> str:
        """Return the fingerprint: two definitions with the same measure share its figures."""
        said = {name: value for name, value in asdict(self).items() if value is not None or name not in _LATER}
        canonical = json.dumps(said, sort_keys=True, default=str, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @property
    def tipe(self) -> frozenset[str]:
        """Return every type of event it looks at."""
        return frozenset(asal.tipe for asal in self.peristiwa + self.penutup)


@dataclass(frozen=True, slots=True)
class Sel:
    """What is known of one value of a measure: ``kunci`` is empty for counts and sums."""

    kunci: str
    n: int
    jumlah: Decimal | int = 0


def value_of(ukuran: Ukuran, sel: Iterable[Sel]) -> Fraction | None:
    """Return the figure of the measure: 0 where nothing was counted, ``None`` where nothing can be averaged."""
    sel = list(sel)
    n = sum(one.n for one in sel)
    if ukuran.hitung is Hitung.COUNT:
        return Fraction(n)
    if ukuran.hitung is Hitung.DISTINCT:
        return Fraction(len({one.kunci for one in sel if one.n}))
    if ukuran.hitung is Hitung.QUANTILE:
        return _quantile(sel, Fraction(ukuran.kuantil or 0))
    jumlah = sum((Fraction(one.jumlah) for one in sel), Fraction(0))
    if ukuran.hitung is Hitung.SUM:
        return jumlah
    return jumlah / n if n else None


def _quantile(sel: list[Sel], kuantil: Fraction) -> Fraction | None:
    """Return the exact quantile, between two values in proportion (as ``percentile_cont`` does)."""
    histogram: dict[Fraction, int] = {}
    for one in sel:
        nilai = Fraction(one.kunci)
        histogram[nilai] = histogram.get(nilai, 0) + one.n
    n = sum(histogram.values())
    if not n:
        return None
    rank = kuantil * (n - 1)
    lower = rank.numerator // rank.denominator
    bawah = _nth(histogram, lower)
    atas = _nth(histogram, min(lower + 1, n - 1))
    return bawah + (atas - bawah) * (rank - lower)


def _nth(histogram: dict[Fraction, int], rank: int) -> Fraction:
    seen = 0
    for nilai in sorted(histogram):
        seen += histogram[nilai]
        if rank < seen:
            return nilai
    raise IndexError(rank)
