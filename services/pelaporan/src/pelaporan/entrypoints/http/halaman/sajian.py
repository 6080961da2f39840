"""Values as the components of the shell want them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask import url_for

from chassis.domain import JAKARTA
from pelaporan.application.indikator.list import BarisDasbor, Dasbor
from pelaporan.application.ports import Kesegaran
from pelaporan.domain.capaian import Capaian, judge_nilai
from pelaporan.domain.definisi import Definisi
from pelaporan.domain.periode import Periode
from pelaporan.entrypoints.http.halaman import kata
from pelaporan.entrypoints.http.halaman.alamat import Alamat
from tampilan.waktu import format_jam, format_tanggal_pendek

_FAILING = (Capaian.DI_BAWAH_TARGET, Capaian.DI_BAWAH_AMBANG)
_REACHING = (Capaian.MELAMPAUI_TARGET, Capaian.SESUAI_TARGET)


def judge_row(baris: BarisDasbor, periode: Periode) -> Capaian:
    """Return how the value of a row stands."""
    return judge_nilai(baris.nilai.nilai, baris.nilai.definisi, periode.tanggal_mulai)


def show_rows(dasbor: Dasbor, alamat: Alamat, now: datetime) -> list[dict[str, Any]]:
    """Return the rows in groups, those that the filter asks for."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for baris in dasbor.baris:
        capaian = judge_row(baris, dasbor.periode)
        if alamat.query.get("saring") == "di-bawah" and capaian not in _FAILING:
            continue
        groups.setdefault(baris.nilai.definisi.kelompok, []).append(_row(baris, capaian, dasbor, alamat, now))
    order = ["Layanan perizinan", "Kepuasan dan akuntabilitas", "Kinerja pegawai"]
    known = [judul for judul in order if judul in groups] + [judul for judul in groups if judul not in order]
    return [{"judul": judul, "indikator": groups[judul]} for judul in known]


def summarise(dasbor: Dasbor) -> str:
    """Return the sentence over the table."""
    found = [judge_row(baris, dasbor.periode) for baris in dasbor.baris]
    parts = [
        (sum(satu in _REACHING for satu in found), "mencapai target"),
        (sum(satu in _FAILING for satu in found), "di bawah target"),
        (sum(satu is Capaian.BELUM_ADA for satu in found), "belum ada nilai"),
        (sum(satu is Capaian.TANPA_TARGET for satu in found), "tanpa target"),
    ]
    return f"{len(found)} indikator: " + ", ".join(f"{n} {words}" for n, words in parts if n)


def newest(kesegaran: Iterable[Kesegaran]) -> datetime | None:
    """Return when the newest event counted was recorded."""
    return max((satu.direkam_pada for satu in kesegaran), default=None)


def stamp_of(kesegaran: Iterable[Kesegaran]) -> str:
    """Return what changes whenever a figure may have changed."""
    return "-".join(f"{satu.service}.{satu.posisi}" for satu in kesegaran)


def time_words(moment: datetime | None, now: datetime) -> str:
    """Return a time of day, with the date when it was another day."""
    if moment is None:
        return "belum ada"
    same_day = moment.astimezone(JAKARTA).date() == now.astimezone(JAKARTA).date()
    jam = format_jam(moment, zona=False)
    return jam if same_day else f"{format_tanggal_pendek(moment)} {jam}"


def bullet(nilai: Decimal | None, definisi: Definisi, target: Decimal | None) -> dict[str, Any] | None:
    """Return the bullet against a target: percentages to 100, others to a quarter beyond the larger."""
    if target is None:
        return None
    top = Decimal(100) if definisi.satuan == "persen" else max(nilai or Decimal(0), target) * Decimal("1.25")
    return {"nilai": nilai, "target": target, "maks": max(top, nilai or Decimal(0))}


def _row(baris: BarisDasbor, capaian: Capaian, dasbor: Dasbor, alamat: Alamat, now: datetime) -> dict[str, Any]:
    definisi, nilai = baris.nilai.definisi, baris.nilai.nilai
    target = definisi.target_on(dasbor.periode.tanggal_mulai)
    query = alamat.with_changes(saring=None)
    return {
        "nama": definisi.nama,
        "kode": definisi.kode,
        "tautan": url_for("indikator_halaman.show_indikator", kode=definisi.kode, **query),
        "nilai": kata.nilai_kata(nilai, definisi),
        "takar": bullet(nilai, definisi, target),
        "target": kata.target_kata(target, definisi),
        "status": kata.status_kata(capaian, definisi),
        "tren": {"nilai": [satu.nilai for _, satu in baris.deret], "target": target},
        "perubahan": kata.selisih_kata(nilai, baris.sebelumnya.nilai, definisi),
        "kesegaran": {"sampai": time_words(newest(_behind(definisi, dasbor.kesegaran)), now), "lambat": None},
    }


def _behind(definisi: Definisi, kesegaran: Sequence[Kesegaran]) -> list[Kesegaran]:
    """Return the sources whose events the indicator counts; all for one that rests on other indicators."""
    services = {tipe.split(".")[1] for ukuran in definisi.ukuran.values() for tipe in ukuran.tipe}
    return [satu for satu in kesegaran if not services or satu.service in services]
