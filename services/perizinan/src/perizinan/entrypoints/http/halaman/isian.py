"""The form of a layanan: its JSON Schema as controls, and what a browser sends as values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from perizinan.domain.layanan import Layanan

Bentuk = Literal["teks", "panjang", "angka", "rupiah", "tanggal", "daftar", "radio", "centang"]
_FEW = 5
_LONG = 200
_KE = ("", "Pertama", "Kedua", "Ketiga", "Keempat", "Kelima")
_PETUNJUK = {
    "nilai_investasi": "Angka saja tanpa titik, misalnya 250000000",
    "nomor_str": "Tercetak di bawah kode QR pada STR",
    "luas": "Misalnya 32",
}


@dataclass(frozen=True, kw_only=True)
class Kendali:
    """One control of the form."""

    nama: str
    label: str
    bentuk: Bentuk
    wajib: bool
    opsi: tuple[tuple[str, str], ...] = ()
    petunjuk: str | None = None
    panjang: int | None = None


def list_kendali(layanan: Layanan) -> list[Kendali]:
    """Return the controls of the layanan's form, in the order of its schema."""
    required = layanan.isian_skema.get("required", ())
    fields: Mapping[str, Mapping[str, Any]] = layanan.isian_skema.get("properties", {})
    return [_make(nama, aturan, nama in required) for nama, aturan in fields.items()]


def read_isian(layanan: Layanan, form: Mapping[str, str]) -> dict[str, Any]:
    """Return what was filled in, typed as the schema asks; what cannot be typed stays text, and the check says so."""
    fields: Mapping[str, Mapping[str, Any]] = layanan.isian_skema.get("properties", {})
    typed = {nama: _read(form.get(nama, "").strip(), aturan) for nama, aturan in fields.items()}
    return {nama: nilai for nama, nilai in typed.items() if nilai is not None}


def name_galat(errors: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the errors by the names of the controls: without the path before the last part."""
    return {name.rpartition(".")[2]: sentences[:1] for name, sentences in errors.items()}


def _make(nama: str, aturan: Mapping[str, Any], wajib: bool) -> Kendali:
    bentuk, opsi = _choose(aturan)
    return Kendali(
        nama=nama,
        label=str(aturan.get("title", nama)),
        bentuk=bentuk,
        wajib=wajib,
        opsi=opsi,
        petunjuk=_PETUNJUK.get(nama),
        panjang=12 if bentuk == "angka" else None,
    )


def _choose(aturan: Mapping[str, Any]) -> tuple[Bentuk, tuple[tuple[str, str], ...]]:
    """Return which control fits the type, and its options."""
    kind = aturan.get("type")
    if kind == "boolean":
        return "centang", ()
    if "enum" in aturan:
        opsi = tuple((str(nilai), str(nilai).replace("_", " ").capitalize()) for nilai in aturan["enum"])
        return "radio" if len(opsi) <= _FEW else "daftar", opsi
    if kind == "integer":
        low, high = aturan.get("minimum"), aturan.get("maximum")
        if low is not None and high is not None and 0 < low <= high <= _FEW:
            return "radio", tuple((str(n), _KE[n]) for n in range(low, high + 1))
        return "angka", ()
    if aturan.get("format") == "date":
        return "tanggal", ()
    return "rupiah" if "rupiah" in str(aturan.get("title", "")) else _by_length(aturan), ()


def _by_length(aturan: Mapping[str, Any]) -> Bentuk:
    named = str(aturan.get("title", "")).lower()
    return "panjang" if aturan.get("maxLength", 0) > _LONG and "alamat" in named else "teks"


def _read(text: str, aturan: Mapping[str, Any]) -> Any:
    if aturan.get("type") == "boolean":
        return text == "1"
    if not text:
        return None
    if aturan.get("type") == "integer" and re.fullmatch(r"-?[0-9]{1,15}", text):
        return int(text)
    return text
