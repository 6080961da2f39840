"""The report of a sheet, printed by typst with the fonts that its wheel brings; no network, no font of the machine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from importlib.resources import files
from typing import Any

import typst

from chassis.domain import JAKARTA
from pelaporan.application.instrumen.get import KeadaanInstrumen
from pelaporan.domain.instrumen import JenisButir, KodeInstrumen

_BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
_JUDUL = {
    KodeInstrumen.SAKIP: "Laporan Hasil Evaluasi Akuntabilitas Kinerja Instansi Pemerintah",
    KodeInstrumen.IPP: "Laporan Hasil Pemantauan dan Evaluasi Kinerja Penyelenggaraan Pelayanan Publik",
    KodeInstrumen.SKM: "Laporan Survei Kepuasan Masyarakat",
}
_DASAR = {
    KodeInstrumen.SAKIP: ("PP 8/2006", "Perpres 29/2014"),
    KodeInstrumen.IPP: ("UU 25/2009", "PP 96/2012"),
    KodeInstrumen.SKM: ("UU 25/2009", "PP 96/2012"),
}
_PENANDA_TANGAN = {
    KodeInstrumen.SAKIP: "Inspektur",
    KodeInstrumen.IPP: "Kepala Bagian Organisasi",
    KodeInstrumen.SKM: "Kepala Bagian Organisasi",
}
_TEMBUSAN = ("Bupati", "Sekretaris Daerah")


class Pencetak:
    """Prints reports; ``opd`` are the names of the agencies."""

    def __init__(self, opd: Mapping[str, str]) -> None:
        """Read the template once."""
        self._opd = opd
        self._naskah = (files("pelaporan") / "data" / "laporan" / "instrumen.typ").read_bytes()

    def __call__(self, keadaan: KeadaanInstrumen, *, nomor: int | None, pada: datetime) -> bytes:
        """Return a PDF; without a number a draft, marked as one on every page."""
        isi = json.dumps(self._describe(keadaan, nomor, pada), ensure_ascii=False)
        made = typst.compile(
            self._naskah,
            format="pdf",
            sys_inputs={"isi": isi},
            ignore_system_fonts=True,
            pdf_standards="a-3a",
            timestamp=int(pada.timestamp()),
        )
        if not isinstance(made, bytes):
            raise TypeError("typst returned no document")
        return made

    def _describe(self, keadaan: KeadaanInstrumen, nomor: int | None, pada: datetime) -> dict[str, Any]:
        kunci, hasil, kertas = keadaan.kunci, keadaan.hasil, keadaan.kertas
        lingkup = self._opd.get(kunci.opd, kunci.opd) if kunci.opd else "Kabupaten"
        nama = keadaan.susunan.dasar.nama
        return {
            "draf": nomor is None,
            "judul": _JUDUL[kunci.kode],
            "nama": nama,
            "lingkup": lingkup,
            "tahun": kunci.tahun,
            "pendahuluan": f"Laporan ini memuat hasil {nama} {lingkup} untuk tahun {kunci.tahun}, dengan dasar:",
            "dasar": [*_DASAR[kunci.kode], keadaan.aturan],
            "nilai": _angka(hasil.nilai, 2),
            "kategori": hasil.kategori or "",
            "label": keadaan.susunan.label.get(hasil.kategori or "", ""),
            "alasan": hasil.alasan or "Belum ada nilai",
            "lalu": _lalu(keadaan),
            "komponen": _komponen(keadaan),
            "butir": _butir(keadaan),
            "catatan": _texts(keadaan, "catatan"),
            "rekomendasi": _texts(keadaan, "rekomendasi"),
            "tanggal": _tanggal(kertas.penetapan.pada if kertas.penetapan else pada),
            "penanda_tangan": _PENANDA_TANGAN[kunci.kode],
            "tembusan": _TEMBUSAN,
            "kaki": f"{nama}, {lingkup}, {kunci.tahun}. "
            + (f"Laporan {nomor}, " if nomor else "Draf, ")
            + f"kertas kerja versi {kertas.version}",
        }


def _komponen(keadaan: KeadaanInstrumen) -> Sequence[Mapping[str, str]]:
    lalu = {satu.kode: satu.skor for satu in keadaan.sebelumnya.hasil.kelompok} if keadaan.sebelumnya else {}
    return [
        {
            "kode": satu.kode,
            "nama": satu.nama,
            "bobot": _angka(satu.bobot, None),
            "nilai": _angka(satu.skor, 4) or "belum lengkap",
            "lalu": _angka(lalu.get(satu.kode), 4) or "belum ada",
        }
        for satu in keadaan.hasil.kelompok
    ]


def _butir(keadaan: KeadaanInstrumen) -> Sequence[Mapping[str, str]]:
    isi, skor = keadaan.kertas.isi, keadaan.hasil.skor
    return [
        {
            "kode": satu.kode,
            "nama": satu.nama,
            "jawaban": isi.get(satu.kode, "belum dijawab"),
            "skor": _angka(skor.get(satu.kode), 4),
        }
        for satu in keadaan.susunan.of_jenis(JenisButir.NILAI)
    ]


def _texts(keadaan: KeadaanInstrumen, jenis: str) -> Sequence[Mapping[str, str]]:
    """Return what the evaluator wrote, by component."""
    isi = keadaan.kertas.isi
    return [
        {"judul": satu.nama, "isi": isi[f"{jenis}.{satu.kode}"]}
        for satu in keadaan.susunan.kelompok
        if isi.get(f"{jenis}.{satu.kode}")
    ]


def _lalu(keadaan: KeadaanInstrumen) -> str:
    lalu = keadaan.sebelumnya
    if lalu is None or lalu.hasil.nilai is None:
        return ""
    return f"Tahun {lalu.kunci.tahun}: {_angka(lalu.hasil.nilai, 2)}, kategori {lalu.hasil.kategori}."


def _angka(nilai: Decimal | None, desimal: int | None) -> str:
    if nilai is None:
        return ""
    teks = f"{nilai:f}" if desimal is None else f"{nilai:.{desimal}f}"
    return teks.replace(".", ",")


def _tanggal(pada: datetime) -> str:
    hari = pada.astimezone(JAKARTA)
    return f"{hari.day} {_BULAN[hari.month - 1]} {hari.year}"
