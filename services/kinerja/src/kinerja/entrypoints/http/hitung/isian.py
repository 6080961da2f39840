"""What a calculator takes: strict fields of the request, and the same as controls of a form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum, auto
from typing import Any

from marshmallow import ValidationError, fields, validate

_ANGKA = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_BULAT = re.compile(r"-?[0-9]{1,15}")
DAFTAR_MAKS = 200
_PANJANG_MAKS = 4000


class Angka(fields.Field[Decimal]):
    """A decimal, as a string or a number, within bounds; no NaN, no exponent."""

    def __init__(self, minimal: str | None = None, maksimal: str | None = None, **kwargs: Any) -> None:
        """Take decimals from ``minimal`` to ``maksimal``."""
        super().__init__(**kwargs)
        self._minimal = None if minimal is None else Decimal(minimal)
        self._maksimal = None if maksimal is None else Decimal(maksimal)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Decimal:
        text = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
        number = Decimal(text) if _ANGKA.fullmatch(text) else None
        if number is None or not self._within(number):
            raise ValidationError(f"Isi dengan angka{self._bounds()}")
        return number

    def _within(self, number: Decimal) -> bool:
        return (self._minimal is None or number >= self._minimal) and (
            self._maksimal is None or number <= self._maksimal
        )

    def _bounds(self) -> str:
        if self._maksimal is None:
            return "" if self._minimal is None else f" {self._minimal} atau lebih"
        return f" {self._minimal} sampai {self._maksimal}"


class Bulat(fields.Field[int]):
    """A whole number within bounds; a fraction is refused, not cut."""

    def __init__(self, minimal: int, maksimal: int, **kwargs: Any) -> None:
        """Take whole numbers from ``minimal`` to ``maksimal``."""
        super().__init__(**kwargs)
        self._minimal, self._maksimal = minimal, maksimal

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> int:
        text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
        if not _BULAT.fullmatch(text) or not self._minimal <= int(text) <= self._maksimal:
            raise ValidationError(f"Isi dengan bilangan bulat {self._minimal} sampai {self._maksimal}")
        return int(text)


class Kata(fields.Field[StrEnum]):
    """A word of a vocabulary."""

    def __init__(self, kosakata: type[StrEnum], pilihan: Iterable[StrEnum] | None = None, **kwargs: Any) -> None:
        """Take the words of ``kosakata``, or those of ``pilihan`` alone."""
        super().__init__(**kwargs)
        self._pilihan = tuple(pilihan or kosakata)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> StrEnum:
        for word in self._pilihan:
            if value == word.value:
                return word
        raise ValidationError(f"Pilih salah satu: {', '.join(self._pilihan)}")


def make_daftar(isi: fields.Field[Any], **kwargs: Any) -> fields.List[Any]:
    """Return a field of a list that is not longer than anybody needs."""
    return fields.List(isi, validate=validate.Length(max=DAFTAR_MAKS), **kwargs)


class Bentuk(Enum):
    """The control of a field, and how its text is read."""

    ANGKA = auto()
    RUPIAH = auto()
    TEKS = auto()
    PILIHAN = auto()
    CENTANG = auto()
    TANGGAL = auto()
    DAFTAR = auto()
    BARIS = auto()


@dataclass(frozen=True, kw_only=True)
class Isian:
    """A control: ``nama`` with dots stands for a nested field, ``contoh`` is what the form shows at first.

    ``kunci`` are the fields of each line of a :attr:`Bentuk.BARIS`.
    """

    nama: str
    label: str
    bentuk: Bentuk = Bentuk.ANGKA
    contoh: str = ""
    petunjuk: str = ""
    wajib: bool = True
    opsi: tuple[tuple[str, str], ...] = ()
    kunci: tuple[str, ...] = ()

    def read(self, text: str) -> Any:
        """Return what stands in the control as the request would say it."""
        match self.bentuk:
            case Bentuk.ANGKA:
                return _dot(text)
            case Bentuk.RUPIAH:
                return re.sub(r"^Rp\s*|\.", "", text).replace(",", ".")
            case Bentuk.CENTANG:
                return bool(text)
            case Bentuk.DAFTAR:
                return [_dot(each) for each in re.split(r"[;\s]+", text) if each]
            case Bentuk.BARIS:
                return [self._read_baris(line) for line in text.splitlines() if line.strip()]
        return text

    def _read_baris(self, line: str) -> dict[str, str]:
        """Return one line as an object; a word too many keeps its place, and is refused as unknown."""
        words = [_dot(each) for each in line.split()]
        return {(self.kunci[n] if n < len(self.kunci) else f"kata_{n + 1}"): word for n, word in enumerate(words)}


def make_opsi(kosakata: Iterable[StrEnum], kata: Mapping[str, str] | None = None) -> tuple[tuple[str, str], ...]:
    """Return words as choices; ``kata`` names those that are not simply their own name."""
    return tuple((word.value, (kata or {}).get(word.value) or tell(word)) for word in kosakata)


def tell(word: str) -> str:
    """Return a word of a vocabulary as people write it."""
    return str(word).replace("_", " ").capitalize()


def read_body(isian: Iterable[Isian], args: Mapping[str, str]) -> dict[str, Any]:
    """Return the request that a form stands for; an empty control is not sent."""
    body: dict[str, Any] = {}
    for each in isian:
        text = args.get(each.nama, "").strip()[:_PANJANG_MAKS]
        if not text and each.bentuk is not Bentuk.CENTANG:
            continue
        *path, last = each.nama.split(".")
        inner = body
        for step in path:
            inner = inner.setdefault(step, {})
        inner[last] = each.read(text)
    return body


def name_galat(isian: Iterable[Isian], errors: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the errors by control: those of a part stand at the whole."""
    controls = [each.nama for each in isian]
    found: dict[str, list[str]] = {}
    for field, sentences in errors.items():
        named = (
            nama for nama in controls if field == nama or field.startswith(f"{nama}.") or nama.startswith(f"{field}.")
        )
        at = found.setdefault(next(named, controls[0]), [])
        at.extend(each for each in sentences if each not in at)
    return found


def _dot(text: str) -> str:
    """Return a number with a decimal point: people write a comma."""
    return text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
