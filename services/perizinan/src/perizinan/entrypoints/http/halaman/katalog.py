"""For the staff: the layanan with their standards, and the working days of a year."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import Blueprint, render_template, request

from chassis.http import requires
from perizinan.domain.kalender import Kalender
from perizinan.entrypoints.http.halaman.bahan import Bahan
from perizinan.entrypoints.http.halaman.blueprint import make_blueprint
from tampilan.waktu import BULAN

SCOPE = "permohonan.baca"


def make_katalog(bahan: Bahan) -> Blueprint:
    """Return both pages."""
    halaman = make_blueprint("katalog")

    @halaman.get("/katalog")
    @requires(SCOPE)
    def show_katalog() -> str:
        """Every layanan in force."""
        return render_template("perizinan/katalog.html", layanan=bahan.list_layanan(), name_opd=bahan.name_opd)

    @halaman.get("/kalender")
    @requires(SCOPE)
    def show_kalender() -> str:
        """The closed days of a year, and how many days are worked."""
        years, today = sorted(bahan.acuan.kalender.tahun), bahan.today()
        tahun = request.args.get("tahun", today.year, type=int)
        tahun = tahun if tahun in bahan.acuan.kalender.tahun else years[-1]
        bulan = list(list_bulan(bahan.acuan.kalender, tahun))
        return render_template(
            "perizinan/kalender.html",
            tahun=tahun,
            semua_tahun=years,
            bulan=bulan,
            jumlah=sum(row["hari_kerja"] for row in bulan),
            dasar=sorted({libur.dasar for day, libur in bahan.acuan.kalender.libur.items() if day.year == tahun}),
            versi=bahan.acuan.kalender.versi,
        )

    return halaman


def list_bulan(kalender: Kalender, tahun: int) -> Iterator[dict[str, Any]]:
    """Yield the months of a year: working days, and the closed days by name."""
    for nomor, nama in enumerate(BULAN, start=1):
        days = [date(tahun, nomor, day) for day in range(1, calendar.monthrange(tahun, nomor)[1] + 1)]
        yield {
            "nama": nama,
            "hari_kerja": sum(kalender.is_hari_kerja(day) for day in days),
            "libur": [kalender.libur[day] for day in days if day in kalender.libur],
        }
