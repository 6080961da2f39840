"""The pages of the calculators, open to anyone: a list in sentences, and for each a form with the arithmetic shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from flask import Blueprint, render_template, request
from marshmallow import ValidationError

from chassis.domain import Invalid, NotFound
from chassis.http import public, visitor
from chassis.http.schema import flatten_errors
from pelaporan.entrypoints.hitung.kalkulator import KALKULATOR, Penghitung
from pelaporan.entrypoints.http.halaman.hitung.borang import KOLOM_RB, make_baris_rb
from pelaporan.entrypoints.http.halaman.hitung.daftar import HalamanKalkulator, list_halaman
from pelaporan.entrypoints.http.halaman.hitung.isian import Bentuk, Hitungan, name_galat, read_body
from pelaporan.entrypoints.http.halaman.hitung.uraian import Bahan

_MOST_ROWS = 60
_SUMBER: Mapping[str, str] = {
    "": "Dibaca dalam peraturannya.",
    "second-hand": "Dari sumber sekunder; naskah resminya belum dibaca.",
    "recalled": "Belum dicocokkan dengan naskah resmi.",
    "recalled, unsure": "Belum pasti: belum dicocokkan dengan naskah resmi.",
}


def build_hitung_pages(penghitung: Penghitung) -> Blueprint:
    """Return the pages."""
    pages = Blueprint("hitung_halaman", __name__, template_folder="../../templates")
    pages.context_processor(lambda: {"kulit": f"tampilan/{'petugas' if visitor() else 'publik'}.html"})
    daftar = list_halaman(penghitung.buku)

    def find(kode: str) -> HalamanKalkulator:
        if kode not in daftar:
            raise NotFound("kalkulator.not_found", kode=kode)
        return daftar[kode]

    @pages.get("/hitung")
    @public
    def show_hitung() -> str:
        """List the calculators."""
        kelompok = [(judul, [*isi]) for judul, isi in groupby(daftar.values(), key=lambda satu: satu.kelompok)]
        return render_template("pelaporan/hitung/daftar.html", kelompok=kelompok)

    @pages.get("/hitung/<kode>")
    @public
    def show_kalkulator(kode: str) -> tuple[str, int]:
        """Show a calculator, and the answer to what stands in the address."""
        halaman = find(kode)
        return _show(halaman, {} if halaman.kirim else request.args.to_dict(), penghitung)

    @pages.post("/hitung/<kode>")
    @public
    def compute(kode: str) -> tuple[str, int]:
        """Answer a form that is too long for an address."""
        return _show(find(kode), request.form.to_dict(), penghitung)

    return pages


def _show(halaman: HalamanKalkulator, form: Mapping[str, str], penghitung: Penghitung) -> tuple[str, int]:
    if halaman.baris:
        halaman = replace(halaman, baris=_count_rows(halaman, form))
        halaman = replace(halaman, isian=[*halaman.isian, *make_baris_rb(halaman.baris)])
    hitungan = count(halaman, form, penghitung)
    biasa = [satu for satu in halaman.isian if not satu.nama.startswith("indikator.")]
    page = render_template(
        "pelaporan/hitung/kalkulator.html",
        k=halaman,
        hitungan=hitungan,
        kelompok=[(judul, [*isi]) for judul, isi in groupby(biasa, key=lambda satu: satu.kelompok)],
        kolom=[{"kunci": nama, "kata": kata, "utama": nama == "kode"} for nama, kata in KOLOM_RB],
        uraian=_explain(halaman, hitungan, penghitung),
        sumber=_SUMBER,
        Bentuk=Bentuk,
    )
    return page, 422 if hitungan.galat else 200


def _count_rows(halaman: HalamanKalkulator, form: Mapping[str, str]) -> int:
    """Return how many rows the table has: those it had, and five more where the reader asks."""
    text = form.get("baris", "")
    had = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else halaman.baris
    return min(max(had, 1) + (5 if form.get("langkah") == "tambah" else 0), _MOST_ROWS)


def count(halaman: HalamanKalkulator, form: Mapping[str, str], penghitung: Penghitung) -> Hitungan:
    """Return the answer to a form; an untouched one shows its example and no answer."""
    if not any(satu.nama in form for satu in halaman.isian):
        return Hitungan(isian={satu.nama: satu.contoh for satu in halaman.isian})
    hitungan = Hitungan(isian={satu.nama: form.get(satu.nama, "") for satu in halaman.isian})
    if form.get("langkah") == "tambah":
        return hitungan
    mentah, baris = _gather_rows(read_body(halaman.isian, form))
    try:
        isi: dict[str, Any] = KALKULATOR[halaman.kode].isian().load(mentah)
        hitungan.jawaban, hitungan.isi = penghitung.compute(halaman.kode, isi), isi
    except ValidationError as wrong:
        hitungan.galat = name_galat(halaman.isian, _renumber(flatten_errors(wrong.messages), baris))
    except Invalid as wrong:
        hitungan.galat = name_galat(halaman.isian, _renumber(wrong.errors, baris))
    return hitungan


def _gather_rows(mentah: dict[str, Any]) -> tuple[dict[str, Any], Sequence[int]]:
    """Return the body with the rows of its table that are filled, and the place of each on the page."""
    rows = mentah.get("indikator", {})
    places = sorted(rows)
    return (mentah | {"indikator": [rows[nomor] for nomor in places]} if rows else mentah), places


def _renumber(errors: Mapping[str, Sequence[str]], baris: Sequence[int]) -> Mapping[str, Sequence[str]]:
    """Return the errors with the places that the rows have on the page."""
    named = {}
    for kunci, kalimat in errors.items():
        parts = kunci.split(".")
        if parts[0] == "indikator" and len(parts) > 1 and parts[1].isdigit() and int(parts[1]) < len(baris):
            parts[1] = str(baris[int(parts[1])])
        named[".".join(parts)] = kalimat
    return named


def _explain(halaman: HalamanKalkulator, hitungan: Hitungan, penghitung: Penghitung) -> Any:
    if hitungan.jawaban is None:
        return None
    tahun = penghitung.year_of(hitungan.isi)
    return halaman.explain(Bahan(jawaban=hitungan.jawaban, isi=hitungan.isi, buku=penghitung.buku, tahun=tahun))
