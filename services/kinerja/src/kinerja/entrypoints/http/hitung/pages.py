"""The pages of the calculators: a list in sentences, and for each a form whose state is its address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, render_template, request
from marshmallow import ValidationError

from chassis.domain import Clock, Invalid, NotFound
from chassis.http import public, visitor
from chassis.http.schema import flatten_errors
from kinerja.application.aturan import DaftarAturan
from kinerja.entrypoints.http.hitung.api import make_meja
from kinerja.entrypoints.http.hitung.daftar import KALKULATOR
from kinerja.entrypoints.http.hitung.isian import Bentuk, name_galat, read_body
from kinerja.entrypoints.http.hitung.kalkulator import Jawaban, Kalkulator, Meja


@dataclass(kw_only=True)
class Hitungan:
    """What was entered, what came of it, and what was wrong."""

    isian: Mapping[str, str]
    hasil: Jawaban | None = None
    galat: dict[str, list[str]] = field(default_factory=dict)


def build_hitung_pages(aturan: DaftarAturan, clock: Clock) -> Blueprint:
    """Return the pages, open to anyone."""
    pages = Blueprint("hitung_halaman", __name__, template_folder="../templates")
    pages.context_processor(lambda: {"kulit": f"tampilan/{'petugas' if visitor() else 'publik'}.html"})
    meja = make_meja(aturan, clock)

    @pages.get("/hitung")
    @public
    def show_hitung() -> str:
        """List the calculators."""
        kelompok: dict[str, list[Kalkulator]] = {}
        for each in KALKULATOR.values():
            kelompok.setdefault(each.kelompok, []).append(each)
        return render_template("kinerja/hitung/daftar.html", kelompok=kelompok)

    @pages.get("/hitung/<kode>")
    @public
    def show_kalkulator(kode: str) -> tuple[str, int]:
        """Show a calculator, and the answer to what stands in the address."""
        kalkulator = _find(kode)
        args = {} if kalkulator.rahasia else request.args.to_dict()
        return _show(kalkulator, args, meja())

    for each in KALKULATOR.values():
        if each.rahasia:
            _add_kiriman(pages, each, meja)
    return pages


def _add_kiriman(pages: Blueprint, kalkulator: Kalkulator, meja: Callable[[], Meja]) -> None:
    """Answer a form whose fields are no business of an address, where it is sent to."""

    def compute() -> tuple[str, int]:
        return _show(kalkulator, request.form.to_dict(), meja())

    pages.post(f"/hitung/{kalkulator.kode}", endpoint=f"compute_{kalkulator.kode}")(public(compute))


def count(kalkulator: Kalkulator, args: Mapping[str, str], meja: Meja) -> Hitungan:
    """Return the answer to a form; an untouched one shows its example and no answer."""
    names = [each.nama for each in kalkulator.isian]
    if not any(name in args for name in names):
        return Hitungan(isian={each.nama: each.contoh for each in kalkulator.isian})
    hitungan = Hitungan(isian={name: args.get(name, "").strip() for name in names})
    try:
        body: dict[str, Any] = kalkulator.permintaan().load(read_body(kalkulator.isian, args))
        hitungan.hasil = kalkulator.hitung(body, meja)
    except ValidationError as error:
        hitungan.galat = name_galat(kalkulator.isian, flatten_errors(error.messages))
    except Invalid as error:
        hitungan.galat = name_galat(kalkulator.isian, error.errors)
    return hitungan


def _find(kode: str) -> Kalkulator:
    if kode not in KALKULATOR:
        raise NotFound("kalkulator.not_found")
    return KALKULATOR[kode]


def _show(kalkulator: Kalkulator, args: Mapping[str, str], meja: Meja) -> tuple[str, int]:
    hitungan = count(kalkulator, args, meja)
    page = render_template("kinerja/hitung/kalkulator.html", kalkulator=kalkulator, hitungan=hitungan, Bentuk=Bentuk)
    return page, 422 if hitungan.galat else 200
