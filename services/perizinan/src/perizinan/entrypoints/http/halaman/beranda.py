"""The public front: the home page with its search, each layanan with its standard, how to complain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from chassis.http import SIGNED_IN, current_pengguna, public, requires, visitor
from perizinan.domain.langkah import Peran
from perizinan.domain.layanan import KomponenStandar, Layanan
from perizinan.entrypoints.http.halaman import kata
from perizinan.entrypoints.http.halaman.bahan import Bahan
from perizinan.entrypoints.http.halaman.blueprint import is_mitra, is_petugas, make_blueprint
from perizinan.entrypoints.http.halaman.hari_kerja import count

_COMMON = frozenset({"izin", "surat", "mengurus", "untuk", "di", "dan", "permohonan"})


def make_beranda(bahan: Bahan) -> Blueprint:
    """Return the pages that anyone may read before beginning."""
    halaman = make_blueprint("beranda")

    @halaman.get("/")
    @public
    def show_beranda() -> str | Response:
        """Search and catalogue; staff are led to their own work."""
        pengguna = visitor()
        if not request.args and (is_petugas(pengguna) or is_mitra(pengguna)):
            return redirect("/saya", code=303)
        layanan, q = bahan.list_layanan(), request.args.get("q", "").strip()[:100]
        found = search_layanan(layanan, q)
        bidang = request.args.get("kategori", "")
        return render_template(
            "perizinan/beranda.html",
            semua=layanan,
            layanan=[satu for satu in found if not bidang or satu.kategori == bidang],
            bidang=Counter(satu.kategori for satu in found),
            bidang_kini=bidang,
            ditemukan=len(found),
            q=q,
            name_opd=bahan.name_opd,
        )

    @halaman.get("/layanan/<kode>")
    @public
    def show_layanan(kode: str) -> tuple[str, int]:
        """One layanan: syarat, cost, days, partners, how long, and the whole standard."""
        layanan = bahan.acuan.katalog.get_in_force(kode, bahan.today())
        kalender = bahan.acuan.kalender.of_opd(layanan.opd_kode)
        hitungan = count(request.args, kalender, bahan.today(), layanan.sla_hari)
        page = render_template(
            "perizinan/layanan.html",
            layanan=layanan,
            komponen=[(kata.KOMPONEN[key], layanan.standar[key]) for key in KomponenStandar],
            hitungan=hitungan,
            mitra=[bahan.name_opd(mitra.opd) for mitra in layanan.mitra],
        )
        return page, 422 if hitungan.galat else 200

    @halaman.get("/pengaduan")
    @public
    def show_pengaduan() -> str:
        """Where to complain, and by when it is answered."""
        return render_template("perizinan/pengaduan.html")

    @halaman.get("/saya")
    @requires(SIGNED_IN)
    def show_saya() -> Response:
        """Lead everyone to their own work."""
        pengguna = current_pengguna()
        if is_mitra(pengguna):
            return redirect("/tugas-mitra", code=303)
        if "admin" in pengguna.peran:
            return redirect("/peristiwa-gagal", code=303)
        if is_petugas(pengguna):
            return redirect("/kotak-masuk", code=303)
        return redirect("/permohonan-saya" if Peran.PEMOHON in pengguna.peran else "/?q=", code=303)

    return halaman


def search_layanan(layanan: Sequence[Layanan], q: str) -> list[Layanan]:
    """Return the layanan that hold the most of the words looked for; all of them without a word."""
    words = set(re.findall(r"\w+", q.lower()))
    wanted = words - _COMMON or words
    if not wanted:
        return [*layanan]
    scores = {satu.kode: sum(word in _text(satu) for word in wanted) for satu in layanan}
    best = max(scores.values(), default=0)
    return [satu for satu in layanan if best and scores[satu.kode] == best]


def _text(layanan: Layanan) -> str:
    return f"{layanan.kode} {layanan.nama} {layanan.produk} {kata.KATEGORI.get(layanan.kategori, '')}".lower()
