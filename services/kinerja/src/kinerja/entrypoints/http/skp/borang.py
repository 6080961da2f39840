"""The form of an SKP: rows that grow and shrink without script, kept as they were typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from chassis.domain import Invalid
from kinerja.application.skp.queries import BarisRow
from kinerja.domain.baris_skp import (
    BARIS_PALING_BANYAK,
    INDIKATOR_PALING_BANYAK,
    Aspek,
    BarisSkp,
    IndikatorSkp,
    JenisHasil,
)
from kinerja.entrypoints.http.tujuan.borang import read_bilangan
from tampilan.angka import format_angka

Form = Mapping[str, str]
Isi = list[dict[str, Any]]
"""The rows as typed: names of fields to text, and ``indikator``, a list of such."""

_NAME = re.compile(
    r"baris\.(\d{1,3})\.(?:(hasil_kerja|jenis|induk_id|id)|indikator\.(\d{1,3})\.(uraian|aspek|target|jumlah|satuan|indikator_id))"
)


def make_baris() -> dict[str, Any]:
    """Return a row with nothing in it."""
    return {"id": "", "hasil_kerja": "", "jenis": "utama", "induk_id": "", "indikator": [_make_indikator()]}


def show_baris(rows: Sequence[BarisRow]) -> Isi:
    """Return the rows that stand, to write on."""
    return [
        {
            "id": row.id,
            "hasil_kerja": row.hasil_kerja,
            "jenis": row.jenis,
            "induk_id": row.induk_id or "",
            "indikator": [_show_indikator(each) for each in row.indikator],
        }
        for row in rows
    ]


def read_isi(form: Form) -> Isi:
    """Read the rows as they were typed, in the order of their numbers."""
    rows: dict[int, dict[str, Any]] = {}
    for name, text in form.items():
        if not (found := _NAME.fullmatch(name)):
            continue
        row = rows.setdefault(int(found[1]), {**make_baris(), "indikator": {}})
        if found[2]:
            row[found[2]] = text
        else:
            row["indikator"].setdefault(int(found[3]), _make_indikator())[found[4]] = text
    ordered = [rows[number] for number in sorted(rows)]
    for row in ordered:
        row["indikator"] = [row["indikator"][number] for number in sorted(row["indikator"])]
    return ordered


def change_isi(isi: Isi, langkah: str) -> bool:
    """Do what a button of the form asks: add or take away a row or an indicator; False where it asks for neither."""
    aksi, *places = langkah.split(".")
    numbers = [int(each) for each in places if each.isascii() and each.isdigit()]
    if aksi == "tambah" and len(isi) < BARIS_PALING_BANYAK:
        isi.append(make_baris())
    elif aksi == "hapus" and len(numbers) == 1 and numbers[0] < len(isi):
        del isi[numbers[0]]
    elif aksi in ("tambah-indikator", "hapus-indikator") and numbers and numbers[0] < len(isi):
        _change_indikator(isi[numbers[0]]["indikator"], aksi, numbers[1:])
    else:
        return False
    return True


def _change_indikator(indikator: list[dict[str, str]], aksi: str, place: Sequence[int]) -> None:
    if aksi == "tambah-indikator" and len(indikator) < INDIKATOR_PALING_BANYAK:
        indikator.append(_make_indikator())
    elif aksi == "hapus-indikator" and place and place[0] < len(indikator):
        del indikator[place[0]]


def drop_blank(isi: Isi) -> Isi:
    """Return the rows without those that nobody wrote in, of the others without such indicators; never none at all."""
    kept = [{**row, "indikator": [each for each in row["indikator"] if _written(each)]} for row in isi]
    return [row for row in kept if row["hasil_kerja"].strip() or row["indikator"] or row["id"]] or [make_baris()]


def to_baris(isi: Isi) -> list[BarisSkp]:
    """Return the rows as the domain knows them; raises Invalid for a choice that is none."""
    return [
        BarisSkp(
            hasil_kerja=row["hasil_kerja"],
            jenis=JenisHasil(_choose(row["jenis"], JenisHasil, f"baris.{number}.jenis")),
            induk_id=row["induk_id"] or None,
            **({"id": row["id"], "baru": False} if row["id"] else {}),
            indikator=[
                IndikatorSkp(
                    uraian=each["uraian"],
                    target=each["target"],
                    aspek=Aspek(_choose(each["aspek"], Aspek, f"baris.{number}.indikator.{place}.aspek"))
                    if each["aspek"]
                    else None,
                    jumlah=read_bilangan(each["jumlah"], f"baris.{number}.indikator.{place}.jumlah")
                    if each["jumlah"].strip()
                    else None,
                    satuan=each["satuan"],
                    indikator_id=each["indikator_id"] or None,
                )
                for place, each in enumerate(row["indikator"])
            ],
        )
        for number, row in enumerate(isi)
    ]


def place_errors(errors: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the errors of rows, each beside a field that the form has."""
    placed: dict[str, list[str]] = {}
    for name, words in errors.items():
        if not name.startswith("baris"):
            continue
        placed.setdefault(_field(name), []).extend(words)
    return placed


def _field(name: str) -> str:
    if name == "baris":
        return "baris.0.hasil_kerja"
    if name.endswith(".indikator"):
        return f"{name}.0.uraian"
    return f"{name.removesuffix('.id')}.hasil_kerja" if name.endswith(".id") else name


def _make_indikator() -> dict[str, str]:
    return {"uraian": "", "aspek": "", "target": "", "jumlah": "", "satuan": "", "indikator_id": ""}


def _show_indikator(indikator: Mapping[str, Any]) -> dict[str, str]:
    jumlah = indikator["jumlah"]
    shown = {name: indikator[name] or "" for name in _make_indikator()}
    return shown | {"jumlah": "" if jumlah is None else format_angka(jumlah)}


def _written(indikator: Mapping[str, str]) -> bool:
    return any(text.strip() for text in indikator.values())


def _choose(text: str, choices: type[JenisHasil] | type[Aspek], at: str) -> str:
    if text not in set(choices):
        raise Invalid({at: ["Pilih dari daftarnya"]})
    return text
