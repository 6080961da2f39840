"""Definitions: all of them, the versions of one, and trying a new one on past data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml
from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from chassis.domain import JAKARTA, Clock, DomainError, Invalid
from chassis.http import current_pengguna, redirect_with, requires
from pelaporan.application import Application
from pelaporan.application.indikator.list import GetDefinisi, ListIndikator
from pelaporan.application.indikator.publish import PublishDefinisi
from pelaporan.application.indikator.try_out import TryDefinisi
from pelaporan.application.wewenang import Scope
from pelaporan.entrypoints.http.halaman import kata

_LONGEST = 50_000
_ORDER = (
    "kode", "nama", "kelompok", "urutan", "satuan", "polaritas", "dasar_hukum", "keterangan", "ukuran", "pembilang",
    "penyebut", "rumus", "pembagian_nol", "desimal", "target", "ambang",
)  # fmt: skip


@dataclass
class _Naskah:
    """The form of a definition: what was typed, what it says, what is wrong with it."""

    teks: str
    mulai: str
    isi: Mapping[str, Any] = field(default_factory=dict)
    berlaku_dari: date = date.min
    errors: dict[str, list[str]] = field(default_factory=dict)


def build_definisi_pages(application: Application, clock: Clock) -> Blueprint:
    """Return the pages of definitions."""
    pages = Blueprint("definisi_halaman", __name__)

    @pages.get("/definisi")
    @requires(Scope.INDIKATOR_BACA)
    def list_definisi() -> str:
        """Show the definitions in force."""
        found = application.list_indikator(ListIndikator(pengguna=current_pengguna()))
        return render_template("pelaporan/definisi.html", definisi=found, kata=kata)

    @pages.get("/definisi/<kode>")
    @requires(Scope.INDIKATOR_BACA)
    def show_definisi(kode: str) -> str:
        """Show a definition with all its versions."""
        riwayat = application.get_definisi(GetDefinisi(pengguna=current_pengguna(), kode=kode))
        naskah = {versi: dump_naskah(teks) for versi, teks in riwayat.naskah.items()}
        return render_template("pelaporan/satu_definisi.html", riwayat=riwayat, naskah=naskah, kata=kata)

    @pages.get("/definisi/coba")
    @requires(Scope.INDIKATOR_TETAPKAN)
    def show_coba() -> str:
        """Show the form, filled with the text of ``kode`` where one is named."""
        today = clock.now().astimezone(JAKARTA).date()
        naskah = _Naskah(_text_of(application, request.args.get("kode", "")), today.isoformat())
        return render_template("pelaporan/coba.html", naskah=naskah, hasil=None)

    @pages.post("/definisi/coba")
    @requires(Scope.INDIKATOR_TETAPKAN)
    def try_definisi() -> ResponseReturnValue:
        """Try what the form holds, or publish it."""
        naskah = _read_form()
        hasil: list[dict[str, str]] | None = None
        try:
            if not naskah.errors and request.form.get("langkah") == "terbit":
                return _publish(application, naskah)
            if not naskah.errors:
                hasil = _try_out(application, naskah)
        except Invalid as refused:
            naskah.errors = dict(refused.errors)
        except DomainError as refused:
            naskah.errors = {"naskah": [f"Belum dapat diterbitkan sekarang ({refused.code})"]}
        page = render_template("pelaporan/coba.html", naskah=naskah, hasil=hasil)
        return page, 422 if naskah.errors else 200

    return pages


def dump_naskah(naskah: Mapping[str, Any]) -> str:
    """Return the text of a definition in the order in which people write it; the first day stands in its own field."""
    known = [name for name in _ORDER if name in naskah]
    rest = [name for name in naskah if name not in _ORDER and name != "berlaku_dari"]
    ordered = {name: naskah[name] for name in known + rest}
    return yaml.safe_dump(ordered, allow_unicode=True, sort_keys=False, width=100)


def _text_of(application: Application, kode: str) -> str:
    if not kode:
        return ""
    riwayat = application.get_definisi(GetDefinisi(pengguna=current_pengguna(), kode=kode))
    return dump_naskah(riwayat.naskah[riwayat.berlaku.versi])


def _read_form() -> _Naskah:
    naskah = _Naskah(request.form.get("naskah", "")[:_LONGEST], request.form.get("berlaku_dari", ""))
    try:
        naskah.berlaku_dari = date.fromisoformat(naskah.mulai)
    except ValueError:
        naskah.errors["berlaku_dari"] = ["Tulis tanggal seperti 2026-01-01"]
    try:
        isi = yaml.safe_load(naskah.teks)
    except yaml.YAMLError:
        isi = None
    if isinstance(isi, dict) and all(isinstance(key, str) for key in isi):
        naskah.isi = isi
    else:
        naskah.errors["naskah"] = [
            "Naskah tidak dapat dibaca. Tulis nama isian, titik dua, lalu isinya, seperti contoh"
        ]
    return naskah


def _publish(application: Application, naskah: _Naskah) -> ResponseReturnValue:
    command = PublishDefinisi(pengguna=current_pengguna(), naskah=naskah.isi, berlaku_dari=naskah.berlaku_dari)
    kode, _ = application.publish_definisi(command)
    return redirect_with(url_for("definisi_halaman.show_definisi", kode=kode), "publish")


def _try_out(application: Application, naskah: _Naskah) -> list[dict[str, str]]:
    command = TryDefinisi(pengguna=current_pengguna(), naskah=naskah.isi, berlaku_dari=naskah.berlaku_dari)
    return [
        {
            "periode": kata.periode_kata(periode),
            "nilai": kata.nilai_kata(nilai.nilai, nilai.definisi),
            "pembilang": "" if nilai.pembilang is None else f"{nilai.pembilang:f}",
            "penyebut": "" if nilai.penyebut is None else f"{nilai.penyebut:f}",
        }
        for periode, nilai in application.try_definisi(command)
    ]
