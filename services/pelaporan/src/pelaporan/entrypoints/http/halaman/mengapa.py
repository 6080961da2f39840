"""Why a value is what it is: four knots, from the formula to the events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for

from chassis.domain import Clock
from chassis.http import current_pengguna
from pelaporan.application import Application
from pelaporan.application.indikator.explain import ListAsal, ListRincian
from pelaporan.application.indikator.list import BarisDasbor, Dasbor, GetDasbor
from pelaporan.application.ports import AsalNilai, Dimensi, Halaman
from pelaporan.domain.capaian import judge_nilai
from pelaporan.domain.definisi import Definisi
from pelaporan.domain.nilai import Nilai
from pelaporan.domain.periode import Periode
from pelaporan.entrypoints.http.halaman import kata, sajian
from pelaporan.entrypoints.http.halaman.alamat import Alamat, lingkup_kata
from tampilan.angka import format_angka
from tampilan.grafik import Lintas

_SHOWN = 10
"""Events and rows of the breakdown shown on the page itself."""


@dataclass(frozen=True)
class _Sumber:
    """What one page reads from."""

    application: Application
    alamat: Alamat
    kode: str


def show_mengapa(application: Application, alamat: Alamat, kode: str, clock: Clock) -> dict[str, Any]:
    """Return all that the page of an indicator shows; raises ``indikator.not_found``."""
    sumber = _Sumber(application, alamat, kode)
    query = GetDasbor(
        pengguna=current_pengguna(), periode=alamat.periode, lingkup=alamat.lingkup, per=alamat.per, kode=[kode]
    )
    dasbor = application.get_dasbor(query)
    baris = dasbor.baris[0]
    definisi = baris.nilai.definisi
    return (
        {
            "alamat": alamat,
            "definisi": definisi,
            "nilai": baris.nilai,
            "periode": kata.periode_kata(alamat.periode),
            "lingkup": lingkup_kata(alamat.lingkup),
            "besar": kata.nilai_kata(baris.nilai.nilai, definisi),
            "bagan": _chart(baris, definisi),
            "ukuran": [_ukuran(nama, baris.nilai) for nama in definisi.ukuran],
            "kesegaran": dasbor.kesegaran,
            "sampai": sajian.time_words(sajian.newest(dasbor.kesegaran), clock.now()),
            "cap": sajian.stamp_of(dasbor.kesegaran),
            "query": alamat.with_changes(saring=None),
            "kata": kata,
        }
        | _standing(baris, dasbor)
        | _breakdown(sumber, baris.nilai)
        | _events(sumber, baris.nilai)
    )


def isi_kata(row: AsalNilai) -> str:
    """Return what stands in an event, as far as it helps to understand the count."""
    parts = [row.layanan] if row.layanan else []
    hari = row.isi.get("hari_kerja")
    if hari is not None:
        parts.append(f"{hari} hari kerja")
    if "tepat_waktu" in row.isi and row.isi["tepat_waktu"] is not None:
        parts.append("tepat waktu" if row.isi["tepat_waktu"] else "terlambat")
    if row.isi.get("kanal"):
        parts.append(f"lewat {row.isi['kanal']}")
    return ", ".join(parts)


def _standing(baris: BarisDasbor, dasbor: Dasbor) -> dict[str, Any]:
    """Return the sentences beside the value."""
    definisi, nilai = baris.nilai.definisi, baris.nilai.nilai
    tanggal = dasbor.periode.tanggal_mulai
    target = definisi.target_on(tanggal)
    status = kata.status_kata(judge_nilai(nilai, definisi, tanggal), definisi)
    if status and nilai is not None and target is not None and nilai != target:
        status = status | {"kata": f"{status['kata']}, selisih {_plain(abs(nilai - target), definisi)}"}
    return {
        "status": status,
        "target": kata.target_kata(target, definisi),
        "perubahan": _change(nilai, baris.sebelumnya.nilai, definisi, kata.periode_kata(dasbor.sebelumnya)),
    }


def _change(kini: Decimal | None, dahulu: Decimal | None, definisi: Definisi, sejak: str) -> str:
    if kini is None or dahulu is None:
        return f"Belum dapat dibandingkan dengan {sejak}"
    if kini == dahulu:
        return f"Sama dengan {sejak}"
    return f"{'Naik' if kini > dahulu else 'Turun'} {_plain(abs(kini - dahulu), definisi)} dari {sejak}"


def _plain(nilai: Decimal, definisi: Definisi) -> str:
    if definisi.satuan == "persen":
        return f"{format_angka(nilai, 2)} poin"
    if definisi.satuan == "indeks":
        return format_angka(nilai, 2)
    return kata.short(nilai)


def _chart(baris: BarisDasbor, definisi: Definisi) -> dict[str, Any]:
    values = [nilai.nilai for _, nilai in baris.deret]
    target = [satu.definisi.target_on(periode.tanggal_mulai) for periode, satu in baris.deret]
    words = [kata.nilai_kata(nilai, definisi) for nilai in values]
    months = [kata.periode_kata(periode) for periode, _ in baris.deret]
    rows = [
        (month, word, kata.target_kata(goal, definisi)) for month, word, goal in zip(months, words, target, strict=True)
    ]
    return {
        "bulan": _labels([periode for periode, _ in baris.deret]),
        "lintas": [Lintas(nama=definisi.nama, nilai=values)],
        "target": target if any(goal is not None for goal in target) else None,
        "akhir": words[-1],
        "versi": _versions(baris),
        "kalimat": f"{definisi.nama}: {words[0]} pada {months[0]}, {words[-1]} pada {months[-1]}",
        "baris": rows,
        "ada": any(value is not None for value in values),
    }


def _labels(periode: Sequence[Periode]) -> list[str]:
    """Return short names of months, with the year at the first and at each January."""
    labels = []
    for nomor, satu in enumerate(periode):
        tahun, bulan = divmod(satu.dari, 100)
        year = f" {tahun}" if nomor == 0 or bulan == 1 else ""
        labels.append(kata.BULAN_PENDEK[bulan - 1] + year)
    return labels


def _versions(baris: BarisDasbor) -> Mapping[int, str]:
    """Return where in the trend a new version of the definition begins."""
    versi = [nilai.definisi.versi for _, nilai in baris.deret]
    return {at: f"v{versi[at]}" for at in range(1, len(versi)) if versi[at] != versi[at - 1]}


def _ukuran(nama: str, nilai: Nilai) -> dict[str, str]:
    ukuran = nilai.definisi.ukuran[nama]
    figure = nilai.ukuran[nama]
    return {
        "u": kata.ukuran_kata(nama),
        "m": kata.describe_ukuran(ukuran),
        "s": kata.saringan_kata(ukuran),
        "j": "belum ada" if figure is None else format_angka(figure),
    }


def _breakdown(sumber: _Sumber, whole: Nilai) -> dict[str, Any]:
    """Return the value by layanan, or by agency where a layanan is chosen already."""
    dimensi: Dimensi = "opd" if sumber.alamat.lingkup.layanan else "layanan"
    query = ListRincian(
        pengguna=current_pengguna(),
        kode=sumber.kode,
        periode=sumber.alamat.periode,
        lingkup=sumber.alamat.lingkup,
        per=sumber.alamat.per,
        dimensi=dimensi,
    )
    split = sumber.application.list_rincian(query)
    ratio = whole.definisi.pembilang is not None and whole.definisi.penyebut is not None
    rows = [_part(nama, nilai, dimensi, sumber, ratio=ratio) for nama, nilai in split.items()]
    rows.sort(key=lambda row: (-row["ukuran"], row["nama"]))
    return {
        "rincian": rows,
        "rincian_maks": max((row["ukuran"] for row in rows), default=0),
        "rincian_judul": _breakdown_title(whole, dimensi, ratio=ratio),
        "rasio": ratio,
        "dimensi": "Layanan" if dimensi == "layanan" else "Perangkat daerah",
    }


def _breakdown_title(whole: Nilai, dimensi: Dimensi, *, ratio: bool) -> str:
    if ratio and whole.pembilang is not None and whole.penyebut is not None and whole.penyebut > whole.pembilang:
        return f"Dari mana {format_angka(whole.penyebut - whole.pembilang)} yang tidak masuk pembilang"
    return "Menurut layanan" if dimensi == "layanan" else "Menurut perangkat daerah"


def _part(nama: str, nilai: Nilai, dimensi: Dimensi, sumber: _Sumber, *, ratio: bool) -> dict[str, Any]:
    rest = (nilai.penyebut or Decimal(0)) - (nilai.pembilang or Decimal(0))
    figure = nilai.penyebut if nilai.pembilang is None else nilai.pembilang
    label = nama if dimensi == "layanan" else kata.nama_opd(nama)
    return {
        "nama": label or "tidak disebut",
        "tautan": url_for(
            "indikator_halaman.show_indikator",
            kode=sumber.kode,
            **sumber.alamat.with_changes(**{dimensi: nama}, saring=None),
        ),
        "nilai": kata.nilai_kata(nilai.nilai, nilai.definisi),
        "pembilang": nilai.pembilang,
        "penyebut": nilai.penyebut,
        "sisa": rest,
        "ukuran": rest if ratio else (figure or Decimal(0)),
    }


def _events(sumber: _Sumber, whole: Nilai) -> dict[str, Any]:
    """Return the first events behind the value: of a ratio those that are missing from the numerator."""
    ratio = whole.definisi.pembilang is not None and whole.definisi.penyebut is not None
    missing = ratio and whole.pembilang != whole.penyebut
    query = ListAsal(
        pengguna=current_pengguna(),
        kode=sumber.kode,
        periode=sumber.alamat.periode,
        lingkup=sumber.alamat.lingkup,
        per=sumber.alamat.per,
        halaman=Halaman(ukuran=_SHOWN, hanya_bukan_pembilang=missing),
    )
    rows, jumlah = sumber.application.list_asal(query)
    return {
        "peristiwa": [
            {"p": row.posisi, "w": row.waktu, "n": kata.tipe_kata(row.tipe), "s": isi_kata(row), "i": row.id}
            for row in rows
        ],
        "peristiwa_jumlah": jumlah,
        "peristiwa_bukan_pembilang": missing,
    }
