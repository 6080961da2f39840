"""Agreements as PDF."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from importlib.resources import files

from kinerja.application.tujuan.pohon import PerjanjianRow
from kinerja.domain.periode import TRIWULAN
from kinerja.domain.perjanjian import BarisLampiran, Naskah
from tampilan.angka import format_angka
from tampilan.cetak import Isi, print_pdf
from tampilan.waktu import format_tanggal, format_waktu


class PencetakPerjanjian:
    """Prints agreements."""

    def __init__(self) -> None:
        """Read the template once."""
        self._naskah = (files("kinerja") / "data" / "cetak" / "perjanjian.typ").read_bytes()

    def __call__(self, row: PerjanjianRow, naskah: Naskah, *, pada: datetime) -> bytes:
        """Return a PDF; one that is not signed by all is marked as a draft on every page."""
        return print_pdf(self._naskah, _describe(row, naskah, pada), pada=pada)


def _describe(row: PerjanjianRow, naskah: Naskah, pada: datetime) -> dict[str, Isi]:
    pertama = _pihak(row, naskah.pihak_pertama_id, naskah.pertama_jabatan, naskah.pertama_pada)
    kedua = _pihak(row, naskah.pihak_kedua_id, naskah.kedua_jabatan, naskah.kedua_pada)
    return {
        "draf": not naskah.lengkap,
        "draf_kata": "belum ditandatangani semua pihak",
        "judul": f"Perjanjian Kinerja Tahun {row.perjanjian.tahun}",
        "unit": row.unit_nama,
        "tahun": str(row.perjanjian.tahun),
        "sendiri": naskah.sendiri,
        "pertama": pertama,
        "kedua": kedua,
        "perubahan": naskah.alasan,
        "tanggal": format_tanggal(pada, hari=False),
        "lampiran": [_baris(nomor, each) for nomor, each in enumerate(naskah.lampiran, start=1)],
        "kaki": f"Perjanjian kinerja {row.unit_nama}, {row.perjanjian.tahun}, versi {naskah.versi}",
    }


def _pihak(row: PerjanjianRow, pegawai_id: str, jabatan: str, pada: datetime | None) -> Isi:
    nama, jabatan = row.name_pihak(pegawai_id, jabatan)
    signed = f"Ditandatangani {format_waktu(pada)}" if pada else "Belum ditandatangani"
    return {"nama": nama, "jabatan": jabatan, "tanda": signed}


def _baris(nomor: int, each: BarisLampiran) -> Isi:
    quarters: list[Isi] = [format_angka(Decimal(each.target[kunci])) for kunci in TRIWULAN]
    return {
        "nomor": str(nomor),
        "sasaran": each.sasaran or "Belum ada sasaran",
        "indikator": f"{each.indikator} (IKU)" if each.iku else each.indikator,
        "satuan": each.satuan,
        "target": quarters,
    }
