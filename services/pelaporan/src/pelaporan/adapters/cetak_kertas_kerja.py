"""The working paper of a sheet (LKE) as PDF: every butir with its answer, suggestion, reason, evidence and last year's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial

from pelaporan.adapters.cetak import list_komponen, read_naskah, tell_angka, tell_lingkup
from pelaporan.application.instrumen.get import KeadaanInstrumen
from pelaporan.domain.instrumen import Butir, JenisButir
from pelaporan.domain.kertas_kerja import AsalJawaban
from tampilan.cetak import Isi, print_pdf
from tampilan.waktu import format_tanggal, format_waktu


class PencetakKertasKerja:
    """Prints working papers; ``opd`` are the names of the agencies."""

    def __init__(self, opd: Mapping[str, str]) -> None:
        """Read the template once."""
        self._opd = opd
        self._naskah = read_naskah("kertas_kerja")

    def __call__(self, keadaan: KeadaanInstrumen, *, pada: datetime) -> bytes:
        """Return a PDF of the sheet as it is; one that is not established is marked as a draft."""
        return print_pdf(self._naskah, self._describe(keadaan, pada), pada=pada)

    def _describe(self, keadaan: KeadaanInstrumen, pada: datetime) -> dict[str, Isi]:
        kunci, hasil, susunan = keadaan.kunci, keadaan.hasil, keadaan.susunan
        nilai = tell_angka(hasil.nilai, 2)
        lingkup = tell_lingkup(kunci, self._opd)
        kelompok: list[Isi] = [{"nama": satu.nama, "butir": _rows(keadaan, satu.butir)} for satu in susunan.kelompok]
        beside = [*susunan.keterangan, *susunan.teks]
        return {
            "draf": keadaan.kertas.penetapan is None,
            "draf_kata": "belum ditetapkan",
            "judul": f"Kertas kerja {susunan.dasar.nama}",
            "lingkup": lingkup,
            "tahun": str(kunci.tahun),
            "tahun_lalu": str(kunci.tahun - 1),
            "aturan": keadaan.susunan.dasar.tell(partial(format_tanggal, hari=False)),
            "keadaan": f"Nilai {nilai}, kategori {hasil.kategori}" if nilai else hasil.alasan or "Belum ada nilai",
            "komponen": list_komponen(keadaan),
            "kelompok": [*kelompok, {"nama": "Keterangan, catatan, rekomendasi", "butir": _rows(keadaan, beside)}],
            "kurang": [satu.kalimat for satu in keadaan.kurang],
            "kaki": f"Kertas kerja {susunan.dasar.nama}, {lingkup}, {kunci.tahun}, versi {keadaan.kertas.version}. "
            f"Dicetak {format_waktu(pada)}",
        }


def _rows(keadaan: KeadaanInstrumen, butir: Iterable[Butir]) -> list[Isi]:
    return [_row(keadaan, satu) for satu in butir]


def _row(keadaan: KeadaanInstrumen, butir: Butir) -> Isi:
    given, saran = keadaan.kertas.jawaban.get(butir.kode), keadaan.papan.saran.get(butir.kode)
    before = keadaan.sebelumnya.kertas.isi.get(butir.kode) if keadaan.sebelumnya else None
    taken = given is not None and given.asal is AsalJawaban.SARAN
    unanswered = "" if butir.jenis in (JenisButir.F01, JenisButir.KETERANGAN) else "belum dijawab"
    return {
        "kode": butir.kode,
        "nama": butir.nama,
        "jawaban": (butir.tell(given.jawaban) + (" (dari saran)" if taken else "")) if given else unanswered,
        "skor": tell_angka(keadaan.hasil.skor.get(butir.kode), 4),
        "saran": saran.jawaban if saran else "",
        "alasan": given.alasan if given else "",
        "bukti": list(given.bukti) if given else [],
        "lalu": before or "",
    }
