"""The working-day calculator, as a GET form: on its own page and on that of each layanan."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, render_template, request

from chassis.domain import Invalid
from chassis.http import public
from perizinan.domain.jangka_waktu import Hari, JangkaWaktu, Jeda
from perizinan.domain.kalender import Kalender, KalenderYearMissing, StatusHari
from perizinan.entrypoints.http.halaman.bahan import Bahan
from perizinan.entrypoints.http.halaman.blueprint import make_blueprint

HARI_CONTOH = 5
_TANGGAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIELDS = ("mulai", "hari", "jeda_mulai", "jeda_selesai")
_NAMES = {"hari": "hari", "jeda": "jeda_mulai", "tanggal": "mulai"}


@dataclass(kw_only=True)
class Hitungan:
    """What was asked, what came of it, and what was wrong."""

    isian: Mapping[str, str]
    hasil: Mapping[str, Any] | None = None
    galat: dict[str, list[str]] = field(default_factory=dict)


def make_hari_kerja(bahan: Bahan) -> Blueprint:
    """Return the page of the calculator."""
    halaman = make_blueprint("hari_kerja")

    @halaman.get("/hitung-hari-kerja")
    @public
    def show_hitungan() -> tuple[str, int]:
        """Count working days, and explain each day."""
        hitungan = count(request.args, bahan.acuan.kalender, bahan.today(), HARI_CONTOH)
        return render_template("perizinan/hari-kerja.html", hitungan=hitungan), 422 if hitungan.galat else 200

    return halaman


def count(args: Mapping[str, str], kalender: Kalender, today: date, hari: int) -> Hitungan:
    """Return the answer to the form; what is left open is today and ``hari`` working days."""
    given = {name: args.get(name, "").strip()[:20] for name in _FIELDS}
    given["mulai"], given["hari"] = given["mulai"] or today.isoformat(), given["hari"] or str(hari)
    hitungan = Hitungan(isian=given)
    try:
        mulai, jeda = _read(given)
        clock = JangkaWaktu.start(mulai, int(given["hari"]), kalender, jeda)
        hitungan.hasil = {"jatuh_tempo": clock.jatuh_tempo, "mulai": clock.mulai, "hari": explain_pekan(clock)}
    except KalenderYearMissing as error:
        hitungan.galat = {"mulai": error.errors["tanggal"]}
    except Invalid as error:
        hitungan.galat = {_NAMES.get(name, name): sentences for name, sentences in error.errors.items()}
    return hitungan


def explain_pekan(clock: JangkaWaktu) -> list[dict[str, Any]]:
    """Return each day up to the end of the week of the due day, in the few words that a cell holds."""
    days = [_tell(hari, clock) for hari in clock.explain()]
    last = clock.explain()[-1].tanggal
    for n in range(1, 7 - last.weekday()):
        day = last + timedelta(days=n)
        if day.year in clock.kalender.tahun:
            days.append(_tell_after(day, clock.kalender))
    return days


def _tell(hari: Hari, clock: JangkaWaktu) -> dict[str, Any]:
    words = ""
    if hari.status is StatusHari.TERHITUNG:
        words = "jeda" if any(jeda.mulai == hari.tanggal != jeda.henti for jeda in clock.jeda) else ""
    elif hari.status is StatusHari.JEDA:
        words = "lanjut" if any(jeda.henti == hari.tanggal for jeda in clock.jeda) else "dijeda"
    elif hari.status in (StatusHari.LIBUR, StatusHari.AKHIR_PEKAN):
        words = _name_libur(hari.tanggal, clock.kalender)
    return {"tanggal": hari.tanggal, "status": hari.status, "keterangan": words}


def _tell_after(day: date, kalender: Kalender) -> dict[str, Any]:
    closure = kalender.explain_closure(day)
    if closure is None:
        return {"tanggal": day, "status": "", "keterangan": ""}
    words = "" if closure[0] is StatusHari.CUTI_BERSAMA else _name_libur(day, kalender)
    return {"tanggal": day, "status": closure[0], "keterangan": words}


def _name_libur(day: date, kalender: Kalender) -> str:
    libur = kalender.libur.get(day)
    return libur.nama if libur else ""


def _read(given: Mapping[str, str]) -> tuple[date, list[Jeda]]:
    """Read the form; raises Invalid with every field that is wrong."""
    errors: dict[str, list[str]] = {}
    days = {name: _read_tanggal(name, given[name], errors) for name in ("mulai", "jeda_mulai", "jeda_selesai")}
    if not re.fullmatch(r"[0-9]{1,4}", given["hari"]):
        errors["hari"] = ["Jumlah hari kerja harus berupa angka"]
    mulai, paused, resumed = days["mulai"], days["jeda_mulai"], days["jeda_selesai"]
    if resumed and not paused and "jeda_mulai" not in errors:
        errors["jeda_mulai"] = ["Isi kapan jeda dimulai, atau kosongkan keduanya"]
    if paused and not resumed and "jeda_selesai" not in errors:
        errors["jeda_selesai"] = ["Isi kapan hitungan berjalan lagi, atau kosongkan keduanya"]
    if errors or mulai is None:
        raise Invalid(errors)
    return mulai, [Jeda(paused, resumed)] if paused else []


def _read_tanggal(name: str, text: str, errors: dict[str, list[str]]) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text if _TANGGAL.fullmatch(text) else "")
    except ValueError:
        errors[name] = ["Tanggal ini tidak ada pada kalender"]
        return None
