"""From sheets to the shapes of the answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pelaporan.application.instrumen.get import KeadaanInstrumen
from pelaporan.application.instrumen.ports import Laporan
from pelaporan.domain.instrumen import Butir
from pelaporan.domain.kertas_kerja import Jawaban, RespondenF03
from pelaporan.domain.saran import Sandaran, Saran
from pelaporan.entrypoints.http.answers import text_of


def to_nilai_instrumen(keadaan: KeadaanInstrumen) -> dict[str, Any]:
    """Return the value of a sheet."""
    hasil, kunci = keadaan.hasil, keadaan.kunci
    return {
        "kode": str(kunci.kode),
        "nama": keadaan.susunan.dasar.nama,
        "tahun": kunci.tahun,
        "opd": kunci.opd or None,
        "status": str(keadaan.kertas.status),
        "nilai": text_of(hasil.nilai),
        "kategori": hasil.kategori,
        "label": keadaan.susunan.label.get(hasil.kategori or ""),
        "alasan": hasil.alasan,
        "dari": keadaan.dari,
        "aturan": keadaan.aturan,
        "version": keadaan.kertas.version,
    }


def to_instrumen(keadaan: KeadaanInstrumen) -> dict[str, Any]:
    """Return a sheet with everything on it."""
    skor = {satu.kode: satu.skor for satu in keadaan.hasil.kelompok}
    opd, susunan = keadaan.kunci.opd, keadaan.susunan.butir
    sebelumnya = keadaan.sebelumnya
    return to_nilai_instrumen(keadaan) | {
        "komponen": [
            {
                "kode": kelompok.kode,
                "nama": kelompok.nama,
                "bobot": text_of(kelompok.bobot),
                "skor": text_of(skor.get(kelompok.kode)),
                "butir": [to_butir(keadaan, butir) for butir in kelompok.butir],
            }
            for kelompok in keadaan.susunan.kelompok
        ],
        "keterangan": [to_butir(keadaan, butir) for butir in (*keadaan.susunan.keterangan, *keadaan.susunan.teks)],
        "jawaban": [to_jawaban(satu, susunan.get(kode), opd) for kode, satu in keadaan.kertas.jawaban.items()],
        "kurang": [
            {"butir": satu.butir, "kalimat": satu.kalimat, "menghalangi": satu.menghalangi} for satu in keadaan.kurang
        ],
        "rincian": dict(keadaan.hasil.rinci),
        "catatan": list(keadaan.susunan.catatan),
        "sampai": {service: str(posisi) for service, posisi in keadaan.papan.sampai.items()},
        "unit": [
            {
                "opd": satu.opd,
                "klaster": satu.klaster,
                "nilai": text_of(satu.nilai),
                "kategori": satu.kategori,
                "status": satu.status,
            }
            for satu in keadaan.unit
        ],
        "klaster": list(keadaan.klaster),
        "f03": [to_f03(satu) for satu in keadaan.kertas.responden],
        "sebelumnya": _to_sebelumnya(sebelumnya) if sebelumnya else None,
        "penetapan": list(keadaan.penetapan),
        "laporan": [to_laporan(satu) for satu in keadaan.laporan],
    }


def to_butir(keadaan: KeadaanInstrumen, butir: Butir) -> dict[str, Any]:
    """Return a question with its answer and its suggestion."""
    given, saran = keadaan.kertas.jawaban.get(butir.kode), keadaan.papan.saran.get(butir.kode)
    return {
        "kode": butir.kode,
        "nama": butir.nama,
        "jenis": str(butir.jenis),
        "induk": butir.induk,
        "bobot": text_of(butir.bobot),
        "skor": text_of(keadaan.hasil.skor.get(butir.kode)),
        "pilihan": [{"nilai": _value(nilai, butir), "kata": kata} for nilai, kata in butir.pilihan.items()],
        "jawaban": to_jawaban(given, butir, keadaan.kunci.opd) if given else None,
        "saran": _to_saran(saran, butir, keadaan.kunci.opd) if saran else None,
    }


def to_jawaban(satu: Jawaban, butir: Butir | None, opd: str) -> dict[str, Any]:
    """Return an answer to a butir, which is none where the rules of today no longer ask it."""
    return {
        "butir": satu.butir,
        "jawaban": _value(satu.jawaban, butir),
        "asal": str(satu.asal),
        "alasan": satu.alasan,
        "bukti": list(satu.bukti),
        "sandaran": _to_sandaran(satu.sandaran, opd),
        "oleh": satu.oleh,
        "pada": satu.pada,
        "version": satu.version,
    }


def to_f03(satu: RespondenF03) -> dict[str, Any]:
    """Return a batch of users' answers, counted."""
    return {
        "id": str(satu.id),
        "bentuk": satu.bentuk,
        "responden": len(satu.jawaban),
        "pada": satu.pada,
        "oleh": satu.oleh,
        "version": satu.version,
    }


def to_laporan(satu: Laporan) -> dict[str, Any]:
    """Return a report that was issued."""
    return {name: getattr(satu, name) for name in ("id", "nomor", "sha256", "kertas_version", "oleh", "pada")}


def _to_saran(saran: Saran, butir: Butir, opd: str) -> dict[str, Any]:
    rests = _to_sandaran(saran.sandaran, opd)
    return {"jawaban": _value(saran.jawaban, butir), "kalimat": saran.kalimat, "sandaran": rests}


def _to_sandaran(sandaran: Sequence[Sandaran], opd: str) -> list[dict[str, Any]]:
    return [
        {
            "indikator": satu.indikator or None,
            "periode": satu.periode,
            "nilai": satu.nilai or None,
            "pembilang": satu.pembilang,
            "penyebut": satu.penyebut,
            "definisi_versi": satu.definisi_versi or None,
            "kalimat": satu.kalimat,
            "asal": f"/v1/indikator/{satu.indikator}/asal?opd={opd}&periode={satu.periode}" if satu.indikator else None,
        }
        for satu in sandaran
    ]


def _to_sebelumnya(keadaan: KeadaanInstrumen) -> dict[str, Any]:
    susunan = keadaan.susunan.butir
    answers = {kode: _value(teks, susunan.get(kode)) for kode, teks in keadaan.kertas.isi.items()}
    return to_nilai_instrumen(keadaan) | {"jawaban": answers}


def _value(teks: str, butir: Butir | None) -> str | int:
    """Return a number as a number: the scales of IPP and SKM are whole numbers, a note of digits is a text."""
    number = butir.read_number(teks) if butir else None
    return teks if number is None else number
