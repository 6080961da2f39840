"""A version of an SKP as PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files

from kinerja.application.skp.queries import BarisRow, SkpRow, VersiRow
from kinerja.domain.baris_skp import JenisHasil
from kinerja.domain.pelengkap_skp import AturanPerilaku
from tampilan.cetak import Isi, print_pdf
from tampilan.waktu import format_waktu

PPK = ("Pejabat Pembina Kepegawaian", "Kepala daerah")
_HASIL: Mapping[str, str] = {JenisHasil.UTAMA: "Hasil kerja utama", JenisHasil.TAMBAHAN: "Hasil kerja tambahan"}
_LAMPIRAN: Mapping[str, str] = {
    "dukungan_sumber_daya": "Dukungan sumber daya",
    "skema_pertanggungjawaban": "Skema pertanggungjawaban",
    "konsekuensi": "Konsekuensi",
}


class PencetakSkp:
    """Prints what was established."""

    def __init__(self) -> None:
        """Read the template once."""
        self._naskah = (files("kinerja") / "data" / "cetak" / "skp.typ").read_bytes()

    def __call__(self, row: SkpRow, versi: VersiRow, aturan: AturanPerilaku) -> bytes:
        """Return a PDF; the same words make the same bytes."""
        return print_pdf(self._naskah, _describe(row, versi, aturan), pada=versi.ditetapkan_pada)


def _describe(row: SkpRow, versi: VersiRow, aturan: AturanPerilaku) -> dict[str, Isi]:
    penilai, jabatan = (versi.penilai or "", versi.penilai_jabatan or "") if versi.penilai_id else PPK
    expected = {each["nilai"]: each["ekspektasi"] for each in versi.pelengkap.perilaku}
    signed = f"Ditetapkan {format_waktu(versi.ditetapkan_pada)}"
    return {
        "draf": False,
        "draf_kata": "",
        "judul": f"Sasaran Kinerja Pegawai Tahun {row.tahun}",
        "unit": row.unit,
        "pihak": [
            {
                "kata": "Pegawai yang dinilai",
                "nama": row.pegawai,
                "jabatan": row.jabatan,
                "tanda": "Mengajukan SKP ini",
            },
            {"kata": "Pejabat penilai kinerja", "nama": penilai, "jabatan": jabatan, "tanda": signed},
        ],
        "hasil": [
            {"judul": judul, "baris": _rows(rows)}
            for jenis, judul in _HASIL.items()
            if (rows := [each for each in versi.baris if each.jenis == jenis])
        ],
        "perilaku": [[each.nama, expected[kode]] for kode, each in aturan.nilai.items() if kode in expected],
        "lampiran": [
            {"judul": _LAMPIRAN[name], "butir": list(texts)}
            for name, texts in versi.pelengkap.lampiran.items()
            if texts
        ],
        "kaki": f"SKP {row.pegawai}, {row.tahun}, versi {versi.versi}",
    }


def _rows(baris: Sequence[BarisRow]) -> list[Isi]:
    """Return a line an indicator; the words of a row stand on its first."""
    lines: list[Isi] = []
    for nomor, each in enumerate(baris, start=1):
        words = [str(nomor), each.induk or "Tidak dikaitkan", each.hasil_kerja]
        for place, one in enumerate(each.indikator):
            measure = [(one["aspek"] or "").capitalize(), one["uraian"], one["target"]]
            lines.append([*(words if place == 0 else ("", "", "")), *measure])
    return lines
