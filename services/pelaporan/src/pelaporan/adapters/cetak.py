"""The report of a sheet (LHE) as PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial
from importlib.resources import files

from pelaporan.application.instrumen.get import KeadaanInstrumen
from pelaporan.domain.instrumen import JenisButir, KodeInstrumen, Kunci
from tampilan.angka import format_angka
from tampilan.cetak import Isi, print_pdf
from tampilan.waktu import format_tanggal

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


class PencetakLaporan:
    """Prints reports; ``opd`` are the names of the agencies."""

    def __init__(self, opd: Mapping[str, str]) -> None:
        """Read the template once."""
        self._opd = opd
        self._naskah = read_naskah("instrumen")

    def __call__(self, keadaan: KeadaanInstrumen, *, nomor: int | None, pada: datetime) -> bytes:
        """Return a PDF; without a number a draft, marked as one on every page."""
        return print_pdf(self._naskah, self._describe(keadaan, nomor, pada), pada=pada)

    def _describe(self, keadaan: KeadaanInstrumen, nomor: int | None, pada: datetime) -> dict[str, Isi]:
        kunci, hasil, kertas = keadaan.kunci, keadaan.hasil, keadaan.kertas
        lingkup = tell_lingkup(kunci, self._opd)
        nama = keadaan.susunan.dasar.nama
        return {
            "draf": nomor is None,
            "draf_kata": "ditetapkan, laporan belum terbit" if kertas.penetapan else "belum ditetapkan",
            "judul": _JUDUL[kunci.kode],
            "nama": nama,
            "lingkup": lingkup,
            "tahun": str(kunci.tahun),
            "pendahuluan": f"Laporan ini memuat hasil {nama} {lingkup} untuk tahun {kunci.tahun}, dengan dasar:",
            "dasar": [*_DASAR[kunci.kode], keadaan.susunan.dasar.tell(partial(format_tanggal, hari=False))],
            "nilai": tell_angka(hasil.nilai, 2),
            "kategori": hasil.kategori or "",
            "label": keadaan.susunan.label.get(hasil.kategori or "", ""),
            "alasan": hasil.alasan or "Belum ada nilai",
            "lalu": _lalu(keadaan),
            "komponen": list_komponen(keadaan),
            "butir": _butir(keadaan),
            "unit": self._unit(keadaan),
            "catatan": _texts(keadaan, "catatan"),
            "rekomendasi": _texts(keadaan, "rekomendasi"),
            "tanggal": format_tanggal(kertas.penetapan.pada if kertas.penetapan else pada, hari=False),
            "penanda_tangan": _PENANDA_TANGAN[kunci.kode],
            "tembusan": list(_TEMBUSAN),
            "kaki": f"{nama}, {lingkup}, {kunci.tahun}. "
            + (f"Laporan {nomor}, " if nomor else "Draf, ")
            + f"kertas kerja versi {kertas.version}",
        }

    def _unit(self, keadaan: KeadaanInstrumen) -> list[Isi]:
        return [
            {
                "nama": self._opd.get(satu.opd, satu.opd),
                "klaster": satu.klaster or "belum ditentukan",
                "nilai": tell_angka(satu.nilai, 2) or "belum lengkap",
                "kategori": satu.kategori or "",
            }
            for satu in keadaan.unit
        ]


def read_naskah(nama: str) -> bytes:
    """Return the template of a document."""
    return (files("pelaporan") / "data" / "laporan" / f"{nama}.typ").read_bytes()


def tell_lingkup(kunci: Kunci, opd: Mapping[str, str]) -> str:
    """Return whose sheet it is."""
    return opd.get(kunci.opd, kunci.opd) if kunci.opd else "Kabupaten"


def tell_angka(nilai: Decimal | None, desimal: int | None = None) -> str:
    """Return a figure in Indonesian, empty for none."""
    return "" if nilai is None else format_angka(nilai, desimal)


def list_komponen(keadaan: KeadaanInstrumen) -> list[Isi]:
    """Return the components with this year's value and last year's."""
    lalu = {satu.kode: satu.skor for satu in keadaan.sebelumnya.hasil.kelompok} if keadaan.sebelumnya else {}
    return [
        {
            "kode": satu.kode,
            "nama": satu.nama,
            "bobot": tell_angka(satu.bobot),
            "nilai": tell_angka(satu.skor, 4) or "belum lengkap",
            "lalu": tell_angka(lalu.get(satu.kode), 4) or "belum ada",
        }
        for satu in keadaan.hasil.kelompok
    ]


def _butir(keadaan: KeadaanInstrumen) -> list[Isi]:
    isi, skor = keadaan.kertas.isi, keadaan.hasil.skor
    lalu = keadaan.sebelumnya.kertas.isi if keadaan.sebelumnya else {}
    return [
        {
            "kode": satu.kode,
            "nama": satu.nama,
            "jawaban": isi.get(satu.kode, "belum dijawab"),
            "lalu": lalu.get(satu.kode, "belum ada"),
            "skor": tell_angka(skor.get(satu.kode), 4),
        }
        for satu in keadaan.susunan.of_jenis(JenisButir.NILAI)
    ]


def _texts(keadaan: KeadaanInstrumen, jenis: str) -> Sequence[Isi]:
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
    kategori = f", kategori {lalu.hasil.kategori}" if lalu.hasil.kategori else ""
    return f"Tahun {lalu.kunci.tahun}: {tell_angka(lalu.hasil.nilai, 2)}{kategori}."
