"""The rows of an SKP: a result of work with its indicators, and what a row must say (PermenPANRB 6/2022)."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum, auto

from chassis.domain import Invalid, uuid7

BARIS_PALING_BANYAK = 50
INDIKATOR_PALING_BANYAK = 10
TEKS_PALING_PANJANG = 1000
SATUAN_PALING_PANJANG = 50


class JenisHasil(StrEnum):
    """Whether a row belongs to the post or comes on top; neither has a weight."""

    UTAMA = auto()
    TAMBAHAN = auto()


class Aspek(StrEnum):
    """What an indicator looks at (PP 30/2019 ps 10(3))."""

    KUANTITAS = auto()
    KUALITAS = auto()
    WAKTU = auto()
    BIAYA = auto()


@dataclass(frozen=True, kw_only=True)
class IndikatorSkp:
    """How a row is measured; a target that is shared out among people has a number and a unit of measure too.

    ``indikator_id`` is the indicator of the unit whose realisasi measures it, None where none does.
    """

    uraian: str
    target: str
    aspek: Aspek | None = None
    jumlah: Decimal | None = None
    satuan: str = ""
    indikator_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class BarisSkp:
    """A result of work; ``induk_id`` is the row of the superior that it serves."""

    hasil_kerja: str
    jenis: JenisHasil
    indikator: Sequence[IndikatorSkp]
    induk_id: str | None = None
    id: str = field(default_factory=lambda: str(uuid7()))
    baru: bool = True
    """Whether the row has just been written, and got its id here."""


def check_baris(baris: Sequence[BarisSkp], of_superior: Set[str]) -> None:
    """Refuse rows that say nothing, cannot be measured, or serve what is no row of the superior; raises Invalid."""
    errors: dict[str, list[str]] = {}
    if len(baris) > BARIS_PALING_BANYAK:
        errors["baris"] = [f"Paling banyak {BARIS_PALING_BANYAK} hasil kerja"]
    for number, each in enumerate(baris[:BARIS_PALING_BANYAK]):
        at = f"baris.{number}"
        errors |= check_text(f"{at}.hasil_kerja", each.hasil_kerja, "Tulis hasil kerjanya")
        if not each.indikator:
            errors[f"{at}.indikator"] = ["Isi sedikitnya satu indikator dengan targetnya"]
        if len(each.indikator) > INDIKATOR_PALING_BANYAK:
            errors[f"{at}.indikator"] = [f"Paling banyak {INDIKATOR_PALING_BANYAK} indikator sebuah hasil kerja"]
        for place, indikator in enumerate(each.indikator):
            errors |= check_text(f"{at}.indikator.{place}.uraian", indikator.uraian, "Tulis indikatornya")
            errors |= check_text(f"{at}.indikator.{place}.target", indikator.target, "Tulis targetnya")
            errors |= _check_jumlah(f"{at}.indikator.{place}", indikator)
    sentence = "Ini bukan hasil kerja atasan langsung Anda tahun ini. Pilih dari daftarnya, atau kosongkan"
    errors |= {f"baris.{number}.induk_id": [sentence] for number in list_lepas(baris, of_superior)}
    if errors:
        raise Invalid(errors)


def check_indikator(baris: Sequence[BarisSkp], known: Set[str]) -> None:
    """Refuse an indicator that is none of the unit's or of those above it; raises Invalid."""
    sentence = "Ini bukan indikator unit Anda tahun ini. Pilih dari daftarnya, atau kosongkan"
    errors = {
        f"baris.{number}.indikator.{place}.indikator_id": [sentence]
        for number, each in enumerate(baris)
        for place, indikator in enumerate(each.indikator)
        if indikator.indikator_id is not None and indikator.indikator_id not in known
    }
    if errors:
        raise Invalid(errors)


def _check_jumlah(at: str, indikator: IndikatorSkp) -> dict[str, list[str]]:
    if (indikator.jumlah is None) is bool(indikator.satuan.strip()):
        return {f"{at}.satuan": ["Tulis jumlah dan satuannya, atau kosongkan keduanya"]}
    if indikator.jumlah is not None and indikator.jumlah < 0:
        return {f"{at}.jumlah": ["Jumlah tidak boleh kurang dari nol"]}
    if len(indikator.satuan) > SATUAN_PALING_PANJANG:
        return {f"{at}.satuan": [f"Paling panjang {SATUAN_PALING_PANJANG} huruf"]}
    return {}


def list_lepas(baris: Sequence[BarisSkp], of_superior: Set[str]) -> list[int]:
    """Return the places of the rows that serve what is no row of the superior, or no longer."""
    return [place for place, each in enumerate(baris) if each.induk_id is not None and each.induk_id not in of_superior]


def check_text(at: str, teks: str, empty: str) -> dict[str, list[str]]:
    """Return what is wrong with a text that must say something, and not too much."""
    if not teks.strip():
        return {at: [empty]}
    if len(teks) > TEKS_PALING_PANJANG:
        return {at: [f"Paling panjang {TEKS_PALING_PANJANG} huruf"]}
    return {}
