"""Calculators of the appraisal: predikat, spread, and the clock of its document."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshmallow import fields

from chassis.domain import Invalid
from chassis.http import Schema
from kinerja.domain import sebaran
from kinerja.domain.predikat import KUADRAN, CapaianOrganisasi, Ekspektasi, Predikat, compute_predikat
from kinerja.domain.tenggat_evaluasi import TenggatEvaluasi
from kinerja.entrypoints.http.hitung.isian import Bentuk, Bulat, Isian, Kata, make_opsi, tell
from kinerja.entrypoints.http.hitung.kalkulator import Dasar, Jawaban, Kalkulator, Langkah, Meja
from tampilan.waktu import format_tanggal

EKSPEKTASI = {"di_atas": "Di atas ekspektasi", "sesuai": "Sesuai ekspektasi", "di_bawah": "Di bawah ekspektasi"}
DASAR_SEBARAN = Dasar(berlaku_dari=sebaran.BERLAKU_DARI, sumber=sebaran.SUMBER)


class PredikatRequest(Schema):
    """The two ratings."""

    hasil_kerja = Kata(Ekspektasi, required=True)
    perilaku = Kata(Ekspektasi, required=True)


class PredikatSchema(Schema):
    """The predikat."""

    predikat = fields.String(required=True)


def _predikat(body: dict[str, Any], meja: Meja) -> Jawaban:
    predikat = compute_predikat(body["hasil_kerja"], body["perilaku"])
    hasil, perilaku = (EKSPEKTASI[body[name]].lower() for name in ("hasil_kerja", "perilaku"))
    return Jawaban(
        isi={"predikat": predikat},
        judul=tell(predikat),
        keterangan="Kedua rating adalah pertimbangan penilai atas bukti dan umpan balik, bukan rumus.",
        langkah=(Langkah("Kuadran kinerja", f"hasil kerja {hasil} × perilaku {perilaku}", tell(predikat)),),
        aturan=(KUADRAN,),
    )


class JumlahSchema(Schema):
    """The people of each predikat."""

    sangat_baik = Bulat(0, sebaran.JUMLAH_MAKS, required=True)
    baik = Bulat(0, sebaran.JUMLAH_MAKS, required=True)
    butuh_perbaikan = Bulat(0, sebaran.JUMLAH_MAKS, required=True)
    kurang = Bulat(0, sebaran.JUMLAH_MAKS, required=True)
    sangat_kurang = Bulat(0, sebaran.JUMLAH_MAKS, required=True)


class SebaranRequest(Schema):
    """The organisation's capaian and its people."""

    capaian_organisasi = Kata(CapaianOrganisasi, required=True)
    jumlah = fields.Nested(JumlahSchema, required=True)


class TemuanSebaranSchema(Schema):
    """A bound that is broken."""

    kode = fields.String(required=True)
    pesan = fields.String(required=True)


class SebaranSchema(Schema):
    """Whether the spread agrees."""

    sesuai = fields.Boolean(required=True)
    temuan = fields.List(fields.Nested(TemuanSebaranSchema), required=True)


def _sebaran(body: dict[str, Any], meja: Meja) -> Jawaban:
    jumlah = {predikat: body["jumlah"][predikat] for predikat in Predikat}
    hasil = sebaran.check_sebaran(body["capaian_organisasi"], jumlah)
    populasi = Langkah("Populasi", " + ".join(str(n) for n in jumlah.values()), f"{sum(jumlah.values())} orang")
    checks = (
        Langkah(each.syarat, f"ada {each.jumlah} orang", "terpenuhi" if each.terpenuhi else "tidak terpenuhi")
        for each in hasil.pemeriksaan
    )
    return Jawaban(
        isi={"sesuai": hasil.sesuai, "temuan": hasil.temuan},
        judul="Sebaran sesuai" if hasil.sesuai else "Sebaran belum sesuai",
        keterangan="Ini bahan pertimbangan penilai. Predikat orang tetap ditetapkan oleh penilainya.",
        temuan=tuple(each.pesan for each in hasil.temuan),
        langkah=(populasi, *checks),
        aturan=(DASAR_SEBARAN,),
    )


class TenggatRequest(Schema):
    """When the assessor signed, when the pegawai received; at least one."""

    ditandatangani = fields.Date()
    diterima = fields.Date()


class TenggatSchema(Schema):
    """The due days; null where the day that begins it was not given."""

    penyerahan = fields.Date(required=True, allow_none=True)
    pengembalian = fields.Date(required=True, allow_none=True)
    keberatan = fields.Date(required=True, allow_none=True)
    atasan = fields.Date(required=True, allow_none=True)


def _tenggat(body: dict[str, Any], meja: Meja) -> Jawaban:
    tanda, terima = body.get("ditandatangani"), body.get("diterima")
    if tanda is None and terima is None:
        raise Invalid({"ditandatangani": ["Isi tanggal tanda tangan, tanggal terima, atau keduanya"]})
    if tanda and terima and terima < tanda:
        raise Invalid({"diterima": ["Tanggal terima tidak boleh sebelum tanggal tanda tangan"]})
    aturan = meja.aturan.tenggat_evaluasi.on(meja.tanggal)
    tenggat = TenggatEvaluasi(aturan=aturan, kalender=meja.aturan.kalender)
    isi: dict[str, date | None] = dict.fromkeys(("penyerahan", "pengembalian", "keberatan", "atasan"))
    langkah: list[Langkah] = []
    if tanda:
        isi["penyerahan"] = tenggat.due_penyerahan(tanda)
        langkah.append(
            _step("Dokumen sampai kepada pegawai", tanda, f"{aturan.penyerahan_hari} hari", isi["penyerahan"])
        )
    if terima:
        isi["pengembalian"], isi["keberatan"] = tenggat.due_pengembalian(terima), tenggat.due_keberatan(terima)
        isi["atasan"] = tenggat.due_atasan(terima)
        kerja = f"{aturan.atasan_hari_kerja} hari kerja"
        langkah += [
            _step("Pegawai menandatangani", terima, f"{aturan.pengembalian_hari} hari", isi["pengembalian"]),
            _step("Pegawai menyampaikan keberatan", terima, f"{aturan.keberatan_hari} hari", isi["keberatan"]),
            _step("Bila diam, atasan penilai menandatangani", isi["pengembalian"], kerja, isi["atasan"]),
        ]
    first = isi["penyerahan"] or isi["pengembalian"]
    return Jawaban(
        isi=isi,
        judul=f"Paling lambat {format_tanggal(first)}",
        keterangan="Hari tanda tangan atau terima adalah hari ke-0. Hari terakhir masih tepat waktu.",
        langkah=tuple(langkah),
        aturan=(aturan,),
    )


def _step(kata: str, mulai: date | None, lama: str, hasil: date | None) -> Langkah:
    return Langkah(kata, f"{format_tanggal(mulai)} + {lama}", format_tanggal(hasil))


_RATING = make_opsi(Ekspektasi, EKSPEKTASI)
KALKULATOR = (
    Kalkulator(
        kode="predikat",
        judul="Predikat kinerja",
        kalimat="Dari rating hasil kerja dan perilaku ke satu predikat.",
        permintaan=PredikatRequest,
        jawaban=PredikatSchema,
        hitung=_predikat,
        isian=(
            Isian(nama="hasil_kerja", label="Hasil kerja", bentuk=Bentuk.PILIHAN, opsi=_RATING, contoh="sesuai"),
            Isian(nama="perilaku", label="Perilaku kerja", bentuk=Bentuk.PILIHAN, opsi=_RATING, contoh="sesuai"),
        ),
    ),
    Kalkulator(
        kode="sebaran",
        judul="Sebaran predikat",
        kalimat="Apakah sebaran predikat pegawai sejalan dengan capaian organisasinya.",
        permintaan=SebaranRequest,
        jawaban=SebaranSchema,
        hitung=_sebaran,
        isian=(
            Isian(
                nama="capaian_organisasi",
                label="Capaian organisasi",
                bentuk=Bentuk.PILIHAN,
                opsi=make_opsi(CapaianOrganisasi),
                contoh="baik",
            ),
            *(
                Isian(nama=f"jumlah.{predikat}", label=f"Pegawai {tell(predikat).lower()}", contoh=contoh)
                for predikat, contoh in zip(Predikat, ("2", "6", "1", "1", "0"), strict=True)
            ),
        ),
    ),
    Kalkulator(
        kode="tenggat-evaluasi",
        judul="Tenggat dokumen evaluasi",
        kalimat="Kapan dokumen evaluasi diserahkan, dikembalikan, dan paling lambat diajukan keberatan.",
        permintaan=TenggatRequest,
        jawaban=TenggatSchema,
        hitung=_tenggat,
        isian=(
            Isian(
                nama="ditandatangani",
                label="Ditandatangani penilai",
                bentuk=Bentuk.TANGGAL,
                contoh="2027-01-20",
                wajib=False,
            ),
            Isian(nama="diterima", label="Diterima pegawai", bentuk=Bentuk.TANGGAL, contoh="2027-01-28", wajib=False),
        ),
    ),
)
