"""A *rumus*, the formula of an indicator: a small safe grammar, evaluated exactly.

The grammar knows numbers, names, ``+ - * /``, brackets, ``min`` and ``max``. A plain name is a measure of the same
definition, a dotted one (``ppt.diputus``) is another indicator. Nothing else can be written, so nothing else can run.

Values are exact fractions, so that the one rounding at the end is really the only one: with decimals of finite
length, 1/9 would be rounded on the way and an index of 76.605 could fall on the wrong side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

LONGEST = 1_000
MOST_TOKENS = 200
DEEPEST = 20

_TOKEN = re.compile(
    r"\s*(?:(?P<angka>[0-9]{1,12}(?:\.[0-9]{1,12})?)|(?P<nama>[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)|(?P<tanda>[-+*/(),]))"
)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")

Nilai = Fraction | None
"""A value inside a formula; ``None`` where there is nothing to say."""


class RumusSalah(ValueError):
    """The formula cannot be read; the message is Indonesian, for the one who wrote it."""


@dataclass(frozen=True)
class Angka:
    """A number."""

    nilai: Fraction


@dataclass(frozen=True)
class Nama:
    """A measure, or with a dot another indicator."""

    nama: str


@dataclass(frozen=True)
class Operasi:
    """An operator or a function with its operands."""

    tanda: str
    isi: tuple[Simpul, ...]


Simpul = Angka | Nama | Operasi


@dataclass(frozen=True)
class Rumus:
    """A formula that has been read."""

    teks: str
    akar: Simpul
    nama: frozenset[str]

    @property
    def ukuran(self) -> frozenset[str]:
        """Return the measures it names."""
        return frozenset(nama for nama in self.nama if "." not in nama)

    @property
    def indikator(self) -> frozenset[str]:
        """Return the other indicators it names."""
        return frozenset(nama for nama in self.nama if "." in nama)

    def evaluate(self, nilai: Mapping[str, Nilai]) -> Nilai:
        """Return the exact value; ``None`` when an operand is missing or a denominator is 0."""
        return _evaluate(self.akar, nilai)


def is_name(teks: str) -> bool:
    """Tell whether a measure may be called so."""
    return _NAME.fullmatch(teks) is not None and teks not in _FUNCTION


def parse_rumus(teks: str) -> Rumus:
    """Read a formula, or raise `RumusSalah`."""
    if len(teks) > LONGEST:
        raise RumusSalah(f"Rumus terlalu panjang: {len(teks)} tanda, paling panjang {LONGEST}")
    return _Pembaca(teks).parse()


def round_half_up(nilai: Fraction, places: int = 2) -> Decimal:
    """Round once, half up (away from zero), and return a decimal with exactly ``places`` places."""
    scaled = abs(nilai) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if nilai >= 0 else -whole).scaleb(-places).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


class _Pembaca:
    """Recursive descent over the suku_suku, with a ceiling on their number and on the depth."""

    def __init__(self, teks: str) -> None:
        self._teks = teks
        self._tokens = _split(teks)
        self._at = 0
        self._depth = 0
        self._nama: set[str] = set()

    def parse(self) -> Rumus:
        akar = self._sum()
        if self._at < len(self._tokens):
            raise RumusSalah(f"Tidak mengerti “{self._tokens[self._at]}” di dalam rumus")
        return Rumus(self._teks, akar, frozenset(self._nama))

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        suku = self._peek()
        if not suku:
            raise RumusSalah("Rumus belum selesai")
        self._at += 1
        return suku

    def _expect(self, tanda: str) -> None:
        if self._take() != tanda:
            raise RumusSalah(f"Seharusnya ada “{tanda}” di dalam rumus")

    def _sum(self) -> Simpul:
        return self._chain(("+", "-"), self._product)

    def _product(self) -> Simpul:
        return self._chain(("*", "/"), self._factor)

    def _chain(self, tanda: Sequence[str], operand: Callable[[], Simpul]) -> Simpul:
        kiri = operand()
        while self._peek() in tanda:
            kiri = Operasi(self._take(), (kiri, operand()))
        return kiri

    def _factor(self) -> Simpul:
        self._depth += 1
        if self._depth > DEEPEST:
            raise RumusSalah(f"Kurung terlalu dalam, paling dalam {DEEPEST}")
        simpul = self._atom()
        self._depth -= 1
        return simpul

    def _atom(self) -> Simpul:
        suku = self._take()
        if suku == "-":
            return Operasi("-", (Angka(Fraction(0)), self._factor()))
        if suku == "(":
            simpul = self._sum()
            self._expect(")")
            return simpul
        if suku[0].isdigit():
            return Angka(Fraction(suku))
        if suku in _FUNCTION:
            return self._call(suku)
        if not suku[0].isalpha():
            raise RumusSalah(f"Tidak mengerti “{suku}” di dalam rumus")
        self._nama.add(suku)
        return Nama(suku)

    def _call(self, nama: str) -> Simpul:
        self._expect("(")
        isi = [self._sum()]
        while self._peek() == ",":
            self._take()
            isi.append(self._sum())
        self._expect(")")
        return Operasi(nama, tuple(isi))


def _split(teks: str) -> list[str]:
    suku_suku: list[str] = []
    at = 0
    while teks[at:].strip():
        found = _TOKEN.match(teks, at)
        if found is None:
            raise RumusSalah(f"Tanda “{teks[at:].strip()[0]}” tidak boleh ada di dalam rumus")
        suku_suku.append(found[0].strip())
        at = found.end()
        if len(suku_suku) > MOST_TOKENS:
            raise RumusSalah(f"Rumus terlalu panjang, paling banyak {MOST_TOKENS} suku")
    if not suku_suku:
        raise RumusSalah("Rumus belum diisi")
    return suku_suku


def _divide(kiri: Fraction, kanan: Fraction) -> Nilai:
    return kiri / kanan if kanan else None


_FUNCTION: Mapping[str, Callable[..., Fraction]] = {"min": min, "max": max}
_OPERATOR: Mapping[str, Callable[[Fraction, Fraction], Nilai]] = {
    "+": lambda kiri, kanan: kiri + kanan,
    "-": lambda kiri, kanan: kiri - kanan,
    "*": lambda kiri, kanan: kiri * kanan,
    "/": _divide,
}


def _evaluate(simpul: Simpul, nilai: Mapping[str, Nilai]) -> Nilai:
    if isinstance(simpul, Angka):
        return simpul.nilai
    if isinstance(simpul, Nama):
        return nilai[simpul.nama]
    isi: list[Fraction] = []
    for anak in simpul.isi:
        operand = _evaluate(anak, nilai)
        if operand is None:
            return None
        isi.append(operand)
    if simpul.tanda in _FUNCTION:
        return _FUNCTION[simpul.tanda](*isi) if len(isi) > 1 else isi[0]
    return _OPERATOR[simpul.tanda](isi[0], isi[1])
