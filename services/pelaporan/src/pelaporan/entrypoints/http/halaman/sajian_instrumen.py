"""Sheets as the components of the shell want them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from flask import url_for

from chassis.domain import Invalid, NotFound, Pengguna
from pelaporan.application.instrumen.get import DARI_SARAN, DARI_UNIT, KeadaanInstrumen
from pelaporan.application.wewenang import covers_opd
from pelaporan.domain.instrumen import Butir, JenisButir, KodeInstrumen
from pelaporan.domain.kertas_kerja import AsalJawaban, Jawaban, StatusKertasKerja
from pelaporan.domain.saran import Sandaran, Saran
from pelaporan.entrypoints.http.halaman.kata import nama_opd, read_nama_opd, short
from tampilan.angka import format_angka, format_selisih
from tampilan.waktu import format_tanggal

NAMA = {KodeInstrumen.SAKIP: "SAKIP", KodeInstrumen.IPP: "IPP", KodeInstrumen.SKM: "SKM"}
_DARI = {
    "jawaban": "dari jawaban evaluator",
    "saran": "dari data yang tercatat, belum diambil evaluator",
    "unit": "rata-rata unit",
    "penetapan": "ditetapkan",
}
_KABAR = {
    "take_saran": "Saran diambil sebagai jawaban, bersama sandarannya.",
    "f03": "Jawaban pengguna (F03) diperbarui.",
    "establish": "Nilai ditetapkan. Jawaban tidak berubah lagi sampai kertas kerja dibuka dengan alasan.",
    "reopen": "Kertas kerja dibuka lagi. Penetapan sebelumnya tetap tercatat.",
    "laporan": "Laporan terbit.",
}
_DESIMAL_BUTIR = 4


def opd_opsi(pengguna: Pengguna) -> list[tuple[str, str]]:
    """Return the agencies whose sheets the caller may see."""
    return [(kode, nama) for kode, nama in read_nama_opd().items() if covers_opd(pengguna, kode)]


def lingkup_kata(opd: str) -> str:
    """Return whose sheet it is."""
    return nama_opd(opd) if opd else "Seluruh kabupaten"


def tell_kabar(keadaan: KeadaanInstrumen, kabar: str) -> str:
    """Return what an action that led to the sheet did, empty for none."""
    aksi, _, kode = kabar.partition("-")
    if aksi == "answer" and (butir := keadaan.susunan.butir.get(kode)):
        return f"Jawaban {butir.sebutan} tersimpan."
    return _KABAR.get(aksi, "")


def show_kartu(keadaan: KeadaanInstrumen, tautan: str = "") -> dict[str, Any]:
    """Return a card: value, category, components as weighted segments."""
    hasil, kunci = keadaan.hasil, keadaan.kunci
    return {
        "nama": f"{NAMA[kunci.kode]} {kunci.tahun}",
        "kata": keadaan.susunan.label.get(hasil.kategori or "", "Belum lengkap" if hasil.nilai is None else ""),
        "nilai": angka(hasil.nilai) or "belum ada",
        "kategori": hasil.kategori or "",
        "tautan": tautan or address(keadaan),
        "komponen": _segments(keadaan),
    }


def show_baris(keadaan: KeadaanInstrumen) -> dict[str, Any]:
    """Return a row of the list: what is asked, answered, suggested and missing."""
    asked = keadaan.susunan.of_jenis(JenisButir.NILAI)
    given = sum(satu.kode in keadaan.kertas.jawaban for satu in asked)
    return {
        "nama": keadaan.susunan.dasar.nama,
        "tautan": address(keadaan),
        "nilai": angka(keadaan.hasil.nilai) or "belum ada",
        "kategori": keadaan.hasil.kategori or "",
        "terjawab": f"{given} dari {len(asked)}",
        "saran": sum(kode not in keadaan.kertas.jawaban for kode in keadaan.papan.saran),
        "status": _status(keadaan),
        "aturan": keadaan.susunan.dasar.tell(partial(format_tanggal, hari=False)),
    }


def show_instrumen(keadaan: KeadaanInstrumen) -> dict[str, Any]:
    """Return everything that the page of a sheet shows."""
    kunci, hasil, lalu = keadaan.kunci, keadaan.hasil, keadaan.sebelumnya
    return {
        "keadaan": keadaan,
        "kunci": kunci,
        "nama": keadaan.susunan.dasar.nama,
        "aturan": keadaan.susunan.dasar.tell(partial(format_tanggal, hari=False)),
        "lingkup": lingkup_kata(kunci.opd),
        "terbuka": keadaan.kertas.status is StatusKertasKerja.TERBUKA,
        "status": _status(keadaan),
        "nilai": angka(hasil.nilai) or "belum ada",
        "label": keadaan.susunan.label.get(hasil.kategori or "", ""),
        "dari": _DARI[keadaan.dari],
        "lalu": _before(lalu, hasil.nilai),
        "segmen": _segments(keadaan),
        "kelompok": [_group(keadaan, satu) for satu in keadaan.susunan.kelompok],
        "keterangan": [_row(keadaan, satu) for satu in keadaan.susunan.keterangan],
        "teks": [_row(keadaan, satu) for satu in keadaan.susunan.teks],
        "kurang": [
            {"kalimat": satu.kalimat, "menghalangi": satu.menghalangi, "tautan": _missing_address(keadaan, satu.butir)}
            for satu in keadaan.kurang
        ],
        "saran_baru": sum(kode not in keadaan.kertas.jawaban for kode in keadaan.papan.saran),
        "unit": [
            {
                "nama": nama_opd(satu.opd),
                "klaster": satu.klaster or "belum ditentukan",
                "nilai": angka(satu.nilai) or "belum lengkap",
                "kategori": satu.kategori or "",
                "status": "Ditetapkan" if satu.status == StatusKertasKerja.DITETAPKAN else "Belum ditetapkan",
                "tautan": url_for("instrumen_halaman.show_instrumen", kode=kunci.kode, tahun=kunci.tahun, opd=satu.opd),
            }
            for satu in keadaan.unit
        ],
        "tahun_lain": [
            (str(tahun), url_for("instrumen_halaman.show_instrumen", **_path(keadaan) | {"tahun": tahun}))
            for tahun in (kunci.tahun - 1, kunci.tahun + 1)
        ],
        "alamat": lambda nama, **more: url_for(f"instrumen_halaman.{nama}", **_path(keadaan), **more),
        "alamat_f03": lambda nama, **more: url_for(
            f"instrumen_halaman.{nama}",
            tahun=kunci.tahun,
            opd=kunci.opd or None,
            **more,
        ),
    }


def show_butir(keadaan: KeadaanInstrumen, kode: str, riwayat: Sequence[Jawaban]) -> dict[str, Any]:
    """Return everything that the page of a butir shows; raises ``butir.not_found``."""
    butir = keadaan.susunan.butir.get(kode)
    if butir is None:
        raise NotFound("butir.not_found", butir=kode)
    given, saran = keadaan.kertas.jawaban.get(kode), keadaan.papan.saran.get(kode)
    before = keadaan.sebelumnya.kertas.jawaban.get(kode) if keadaan.sebelumnya else None
    own = keadaan.kertas.jawaban.get(f"f01.{kode}")
    kelompok = next((satu for satu in keadaan.susunan.kelompok if butir in satu.butir), None)
    return {
        "keadaan": keadaan,
        "kunci": keadaan.kunci,
        "nama": keadaan.susunan.dasar.nama,
        "lingkup": lingkup_kata(keadaan.kunci.opd),
        "terbuka": keadaan.kertas.status is StatusKertasKerja.TERBUKA,
        "butir": butir,
        "kelompok": kelompok,
        "given": given,
        "given_kata": words(butir, given.jawaban) if given else "",
        "rubrik": [{"nilai": nilai, "kata": kata} for nilai, kata in butir.pilihan.items()],
        "opsi": [{"nilai": nilai, "kata": words(butir, nilai)} for nilai in butir.pilihan],
        "saran": show_saran(keadaan, butir, saran) if saran else None,
        "lalu": words(butir, before.jawaban) if before else "belum ada",
        "swadaya": words(butir, own.jawaban) if own else None,
        "swadaya_tautan": _address_of(keadaan, f"f01.{kode}") if f"f01.{kode}" in keadaan.susunan.butir else None,
        "riwayat": [_history(butir, satu) for satu in riwayat],
        "kriteria": [_row(keadaan, satu) for satu in keadaan.susunan.children(kode, JenisButir.KRITERIA)],
        "berikut": _next(keadaan, kode),
        "kembali": address(keadaan),
        "aksi": url_for("instrumen_halaman.answer_butir", butir=kode, **_path(keadaan)),
        "version": keadaan.kertas.version,
    }


def show_saran(keadaan: KeadaanInstrumen, butir: Butir, saran: Saran) -> dict[str, Any]:
    """Return a suggestion with links to why."""
    return {
        "jawaban": saran.jawaban,
        "kata": words(butir, saran.jawaban),
        "kalimat": saran.kalimat,
        "sandaran": [_rest(keadaan, satu) for satu in saran.sandaran],
    }


def address(keadaan: KeadaanInstrumen) -> str:
    """Return the address of a sheet."""
    return url_for("instrumen_halaman.show_instrumen", **_path(keadaan))


def angka(nilai: Decimal | None, desimal: int = 2) -> str:
    """Return a figure in Indonesian, empty for none."""
    return "" if nilai is None else format_angka(nilai, desimal)


def words(butir: Butir, jawaban: str) -> str:
    """Return an answer with its words."""
    number = None if jawaban in butir.pilihan else butir.read_number(jawaban)
    return butir.tell(jawaban) if number is None else format_angka(number, 0)


def read_f03(teks: str) -> list[list[int]]:
    """Read the answers of users: one line each, figures parted by blanks, commas or nothing."""
    rows = []
    for nomor, baris in enumerate(satu for satu in teks.splitlines() if satu.strip()):
        parts = baris.replace(",", " ").replace(";", " ").split()
        figures = list(parts[0]) if len(parts) == 1 else parts
        if not all(len(satu) == 1 and satu in "012345" for satu in figures):
            raise Invalid({"f03": [f"Baris {nomor + 1}: tulis angka 0 sampai 5, satu baris untuk satu pengguna"]})
        rows.append([int(satu) for satu in figures])
    return rows


def _path(keadaan: KeadaanInstrumen) -> dict[str, Any]:
    kunci = keadaan.kunci
    return {"kode": str(kunci.kode), "tahun": kunci.tahun} | ({"opd": kunci.opd} if kunci.opd else {})


def _address_of(keadaan: KeadaanInstrumen, kode: str) -> str:
    return url_for("instrumen_halaman.show_butir", butir=kode, **_path(keadaan))


def _missing_address(keadaan: KeadaanInstrumen, kode: str) -> str | None:
    return _address_of(keadaan, kode) if kode in keadaan.susunan.butir else None


def _status(keadaan: KeadaanInstrumen) -> dict[str, str]:
    if keadaan.kertas.status is StatusKertasKerja.DITETAPKAN:
        return {"jenis": "baik", "kata": "Ditetapkan"}
    if keadaan.dari in (DARI_SARAN, DARI_UNIT):
        return {"jenis": "jalan", "kata": "Saran menunggu" if keadaan.dari == DARI_SARAN else "Dari unit"}
    if any(satu.menghalangi for satu in keadaan.kurang):
        return {"jenis": "netral", "kata": "Belum lengkap"}
    return {"jenis": "jalan", "kata": "Siap ditetapkan"}


def _segments(keadaan: KeadaanInstrumen) -> list[dict[str, Any]]:
    """Return the components as weighted segments: what each reached of its own most."""
    most = {KodeInstrumen.SAKIP: Decimal(1), KodeInstrumen.IPP: Decimal("0.05"), KodeInstrumen.SKM: Decimal(1)}
    factor = most[keadaan.kunci.kode]
    return [
        {"nama": satu.nama, "nilai": satu.skor or Decimal(0), "bobot": satu.bobot * factor}
        for satu in keadaan.hasil.kelompok
    ]


def _before(lalu: KeadaanInstrumen | None, nilai: Decimal | None) -> dict[str, str] | None:
    if lalu is None:
        return None
    change = "" if nilai is None or lalu.hasil.nilai is None else format_selisih(nilai - lalu.hasil.nilai, 2)
    return {
        "tahun": str(lalu.kunci.tahun),
        "nilai": angka(lalu.hasil.nilai) or "belum ada",
        "kategori": lalu.hasil.kategori or "",
        "selisih": change,
        "tautan": address(lalu),
    }


def _group(keadaan: KeadaanInstrumen, kelompok: Any) -> dict[str, Any]:
    skor = {satu.kode: satu.skor for satu in keadaan.hasil.kelompok}
    shown, kriteria = (
        [_row(keadaan, satu) for satu in kelompok.butir if satu.jenis is jenis]
        for jenis in (JenisButir.NILAI, JenisButir.KRITERIA)
    )
    head = "" if kelompok.bobot is None else f"bobot {short(kelompok.bobot)}"
    reached = angka(skor.get(kelompok.kode), _DESIMAL_BUTIR)
    return {
        "kode": kelompok.kode,
        "nama": kelompok.nama,
        "keterangan": ", ".join(filter(None, (head, f"nilai {reached}" if reached else "belum lengkap"))),
        "baris": shown,
        "kriteria": kriteria,
        "kriteria_kata": _tell_kriteria(kriteria),
    }


def _tell_kriteria(kriteria: Sequence[Mapping[str, Any]]) -> str:
    """Return how far the criteria of a component are answered, and how many suggestions wait among them."""
    given = sum(satu["terjawab"] for satu in kriteria)
    waiting = sum(bool(satu["saran"]) and not satu["terjawab"] for satu in kriteria)
    return f"Kriteria, {given} dari {len(kriteria)} terjawab" + (f", {waiting} saran menunggu" if waiting else "")


def _row(keadaan: KeadaanInstrumen, butir: Butir) -> dict[str, Any]:
    given, saran = keadaan.kertas.jawaban.get(butir.kode), keadaan.papan.saran.get(butir.kode)
    before = keadaan.sebelumnya.kertas.isi.get(butir.kode) if keadaan.sebelumnya else None
    suggested = saran is not None and (given is None or given.jawaban != saran.jawaban)
    return {
        "kode": butir.kode,
        "nama": butir.sebutan,
        "tautan": _address_of(keadaan, butir.kode),
        "bobot": "" if butir.bobot is None else short(butir.bobot),
        "jawaban": _brief(keadaan, butir, given.jawaban) if given else "belum dijawab",
        "terjawab": given is not None and bool(given.jawaban),
        "asal": "" if given is None else "saran" if given.asal is AsalJawaban.SARAN else "evaluator",
        "skor": angka(keadaan.hasil.skor.get(butir.kode), _DESIMAL_BUTIR),
        "saran": _brief(keadaan, butir, saran.jawaban) if saran and suggested else "",
        "lalu": _brief(keadaan, butir, before) if before else "belum ada",
    }


def _brief(keadaan: KeadaanInstrumen, butir: Butir, jawaban: str) -> str:
    """Return an answer for a column: of SAKIP the letters alone, whose meaning is the same in every row."""
    letters = keadaan.kunci.kode is KodeInstrumen.SAKIP and butir.jenis is JenisButir.NILAI
    return jawaban if letters else words(butir, jawaban)


def _history(butir: Butir, satu: Jawaban) -> Mapping[str, Any]:
    return {
        "jawaban": words(butir, satu.jawaban),
        "asal": "Saran" if satu.asal is AsalJawaban.SARAN else "Evaluator",
        "alasan": satu.alasan,
        "bukti": satu.bukti,
        "oleh": satu.oleh,
        "pada": satu.pada,
        "version": satu.version,
    }


def _rest(keadaan: KeadaanInstrumen, satu: Sandaran) -> dict[str, Any]:
    link = url_for(
        "indikator_halaman.show_indikator", kode=satu.indikator, periode=satu.periode, opd=keadaan.kunci.opd or None
    )
    whole = f"dari {satu.penyebut}" if satu.pembilang else f"penyebut {satu.penyebut}"
    parts = " ".join(filter(None, (satu.pembilang, whole if satu.penyebut else "")))
    return {
        "nama": satu.indikator or satu.kalimat,
        "tautan": link if satu.indikator else None,
        "periode": "hingga akhir tahun" if satu.periode.startswith("1900") else satu.periode,
        "nilai": satu.nilai.replace(".", ",") or "belum ada",
        "bagian": parts,
        "versi": satu.definisi_versi,
    }


def _next(keadaan: KeadaanInstrumen, kode: str) -> tuple[str, str] | None:
    """Return the next butir without an answer, for walking the sheet."""
    shown = [satu.kode for satu in keadaan.susunan.butir.values() if satu.jenis is not JenisButir.F01]
    at = shown.index(kode) if kode in shown else -1
    waiting = [satu for satu in shown[at + 1 :] if satu not in keadaan.kertas.jawaban]
    return (waiting[0], _address_of(keadaan, waiting[0])) if waiting else None
