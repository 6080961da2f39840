"""Calculators of the numeric appraisal of PP 30/2019."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from chassis.domain import Invalid
from chassis.http import Schema
from kinerja.domain.nilai_kinerja import (
    Populasi,
    PredikatNilai,
    cap_capaian,
    check_populasi,
    compute_nilai,
    compute_pindah,
    count_bulan,
    list_populasi,
    rank_predikat,
)
from kinerja.domain.pembulatan import round_half_up
from kinerja.entrypoints.http.hitung.isian import Angka, Bentuk, Bulat, Isian, make_daftar, tell
from kinerja.entrypoints.http.hitung.kalkulator import Jawaban, Kalkulator, Langkah, Meja, tell_angka, write
from tampilan.waktu import format_tanggal

_KELOMPOK = "Nilai angka menurut PP 30/2019"
_ORANG_MAKS = 1_000_000


class NilaiRequest(Schema):
    """Marks from 0 to 120; ``rekan`` those of peers and staff."""

    skp = Angka("0", "120", required=True)
    perilaku = Angka("0", "120", required=True)
    rekan = Angka("0", "120")
    ide_baru = fields.Boolean(load_default=False)


class NilaiSchema(Schema):
    """The mark of behaviour, the total, its band."""

    perilaku = fields.String(required=True)
    nilai = fields.String(required=True)
    predikat = fields.String(required=True)


def _nilai(body: dict[str, Any], meja: Meja) -> Jawaban:
    aturan = meja.aturan.nilai_kinerja.on(meja.tanggal)
    rekan = body.get("rekan")
    hasil = compute_nilai(
        skp=body["skp"], perilaku=body["perilaku"], rekan=rekan, ide_baru=body["ide_baru"], aturan=aturan
    )
    mixed = f"{_persen(aturan.penilai)} × {tell_angka(body['perilaku'])}"
    behaviour = "penilai saja" if rekan is None else f"{mixed} + {_persen(aturan.rekan)} × {tell_angka(rekan)}"
    skp, rest = _persen(hasil.bagian_skp), _persen(1 - hasil.bagian_skp)
    total = f"{skp} × {tell_angka(body['skp'])} + {rest} × {tell_angka(hasil.perilaku)}"
    ide = "ada" if body["ide_baru"] else "tidak ada"
    return Jawaban(
        isi={"perilaku": write(hasil.perilaku), "nilai": f"{hasil.nilai:f}", "predikat": hasil.predikat},
        judul=f"{tell_angka(hasil.nilai, 2)} {tell(hasil.predikat)}",
        langkah=(
            Langkah("Perilaku kerja", behaviour, tell_angka(hasil.perilaku)),
            Langkah("Nilai kinerja", total, tell_angka(hasil.eksak)),
            Langkah("Dibulatkan sekali, dua desimal", tell_angka(hasil.eksak), tell_angka(hasil.nilai, 2)),
            Langkah("Predikat", f"ide baru {ide}. Sangat baik mulai 110 dengan ide baru", tell(hasil.predikat)),
        ),
        aturan=(aturan,),
    )


class CapaianRequest(Schema):
    """Realisasi against target, in percent."""

    realisasi = Angka("0", "1000000", required=True)


class CapaianSchema(Schema):
    """What counts."""

    capaian = fields.String(required=True)


def _capaian(body: dict[str, Any], meja: Meja) -> Jawaban:
    aturan = meja.aturan.nilai_kinerja.on(meja.tanggal)
    capaian = cap_capaian(body["realisasi"], aturan)
    least = f"yang lebih kecil dari {tell_angka(body['realisasi'])} dan {tell_angka(aturan.capaian_maks)}"
    return Jawaban(
        isi={"capaian": write(capaian)},
        judul=f"{tell_angka(capaian)}%",
        langkah=(Langkah("Capaian dibatasi", least, tell_angka(capaian)),),
        aturan=(aturan,),
    )


class BagianSchema(Schema):
    """The mark in one post, and whole months there."""

    bulan = Bulat(1, 12, required=True)
    nilai = Angka("0", "120", required=True)


class PindahRequest(Schema):
    """The posts of a year."""

    bagian = make_daftar(fields.Nested(BagianSchema), required=True)


class NilaiTunggalSchema(Schema):
    """A mark with two places."""

    nilai = fields.String(required=True)


def _pindah(body: dict[str, Any], meja: Meja) -> Jawaban:
    bagian = [(each["nilai"], each["bulan"]) for each in body["bagian"]]
    eksak = compute_pindah(bagian)
    nilai = round_half_up(eksak, 2)
    bulan = sum(each for _, each in bagian)
    terms = " + ".join(f"{tell_angka(mark)} × {each}" for mark, each in bagian)
    return Jawaban(
        isi={"nilai": f"{nilai:f}"},
        judul=tell_angka(nilai, 2),
        langkah=(
            Langkah("Nilai sebanding dengan bulan", f"({terms}) / {bulan}", tell_angka(eksak)),
            Langkah("Dibulatkan sekali, dua desimal", tell_angka(eksak), tell_angka(nilai, 2)),
        ),
        aturan=(meja.aturan.nilai_kinerja.on(meja.tanggal),),
    )


class BulanJabatanRequest(Schema):
    """The days on which the posts of a year began, the earliest first."""

    mulai = make_daftar(fields.Date(), required=True)


class BulanJabatanSchema(Schema):
    """The whole months in each post."""

    bulan = fields.List(fields.Integer(), required=True)


def _bulan(body: dict[str, Any], meja: Meja) -> Jawaban:
    aturan = meja.aturan.nilai_kinerja.on(meja.tanggal)
    bulan = count_bulan(body["mulai"], aturan)
    return Jawaban(
        isi={"bulan": bulan},
        judul=" + ".join(f"{each} bulan" for each in bulan),
        keterangan=f"Bulan perpindahan milik jabatan baru bila dimulai paling lambat tanggal {aturan.pindah_sampai}.",
        langkah=tuple(
            Langkah(f"Jabatan ke-{number}", f"mulai {format_tanggal(day)}", f"{each} bulan")
            for number, (day, each) in enumerate(zip(body["mulai"], bulan, strict=True), 1)
        ),
        aturan=(aturan,),
    )


class JumlahNilaiSchema(Schema):
    """The people of each word of the numeric scheme."""

    sangat_baik = Bulat(0, _ORANG_MAKS, required=True)
    baik = Bulat(0, _ORANG_MAKS, required=True)
    cukup = Bulat(0, _ORANG_MAKS, required=True)
    kurang = Bulat(0, _ORANG_MAKS, required=True)
    sangat_kurang = Bulat(0, _ORANG_MAKS, required=True)


class PembagianSchema(Schema):
    """People above, at and below expectation."""

    di_atas = Bulat(0, _ORANG_MAKS, required=True)
    sesuai = Bulat(0, _ORANG_MAKS, required=True)
    di_bawah = Bulat(0, _ORANG_MAKS, required=True)


class PopulasiRequest(Schema):
    """The people of a unit, and a split to check."""

    jumlah = fields.Nested(JumlahNilaiSchema, required=True)
    usul = fields.Nested(PembagianSchema)


class PilihanSchema(Schema):
    """A split that is allowed, and who fills it."""

    di_atas = fields.Integer(required=True)
    sesuai = fields.Integer(required=True)
    di_bawah = fields.Integer(required=True)
    rincian = fields.Dict(required=True)


class PopulasiSchema(Schema):
    """The two ends of what is allowed; ``sesuai`` and ``temuan`` speak of ``usul``, null without one."""

    pilihan = fields.List(fields.Nested(PilihanSchema), required=True)
    sesuai = fields.Boolean(required=True, allow_none=True)
    temuan = fields.List(fields.String(), required=True)


def _populasi(body: dict[str, Any], meja: Meja) -> Jawaban:
    aturan = meja.aturan.nilai_kinerja.on(meja.tanggal)
    jumlah = {predikat: body["jumlah"][predikat] for predikat in PredikatNilai}
    n = sum(jumlah.values())
    if not n:
        raise Invalid({"jumlah": ["Isi paling sedikit satu pegawai"]})
    found = list_populasi(n, aturan)
    usul = Populasi(**body["usul"]) if "usul" in body else None
    temuan = check_populasi(usul, n, aturan) if usul else []
    pilihan = [_tell_pilihan(each, jumlah) for each in found]
    titles = [f"{each.di_atas} / {each.sesuai} / {each.di_bawah}" for each in found]
    return Jawaban(
        isi={"pilihan": pilihan, "sesuai": not temuan if usul else None, "temuan": temuan},
        judul=" atau ".join(titles) or "Tidak ada pembagian yang memenuhi",
        keterangan="Di atas, sesuai, dan di bawah ekspektasi. Pembagian di antara keduanya juga boleh.",
        temuan=tuple(temuan),
        langkah=(
            Langkah("Pegawai unit", " + ".join(str(each) for each in jumlah.values()), f"{n} orang"),
            Langkah(
                "Di atas ekspektasi", f"paling banyak {aturan.atas_maks} %", f"{n * aturan.atas_maks // 100} orang"
            ),
            Langkah(
                "Sesuai ekspektasi",
                f"{aturan.sesuai_min} % sampai {aturan.sesuai_maks} %",
                f"{-(-n * aturan.sesuai_min // 100)} sampai {n * aturan.sesuai_maks // 100} orang",
            ),
            Langkah(
                "Di bawah ekspektasi", f"paling banyak {aturan.bawah_maks} %", f"{n * aturan.bawah_maks // 100} orang"
            ),
            *(
                Langkah(f"Pembagian {title}", "urut dari nilai tertinggi", _tell_atas(each["rincian"]["di_atas"]))
                for title, each in zip(titles, pilihan, strict=True)
            ),
        ),
        aturan=(aturan,),
    )


def _tell_pilihan(populasi: Populasi, jumlah: dict[PredikatNilai, int]) -> dict[str, Any]:
    parts = rank_predikat(populasi, jumlah)
    counts = {"di_atas": populasi.di_atas, "sesuai": populasi.sesuai, "di_bawah": populasi.di_bawah}
    named = [{str(predikat): n for predikat, n in part.items()} for part in parts]
    return counts | {"rincian": dict(zip(counts, named, strict=True))}


def _tell_atas(part: dict[str, int]) -> str:
    words = " dan ".join(f"{n} {tell(predikat).lower()}" for predikat, n in part.items())
    return f"di atas: {words}" if words else "di atas: tidak ada"


def _persen(bagian: Any) -> str:
    return f"{tell_angka(bagian * 100)} %"


KALKULATOR = (
    Kalkulator(
        kode="nilai-kinerja",
        judul="Nilai kinerja",
        kalimat="Nilai SKP dan perilaku digabung menjadi nilai kinerja dan predikatnya.",
        kelompok=_KELOMPOK,
        permintaan=NilaiRequest,
        jawaban=NilaiSchema,
        hitung=_nilai,
        isian=(
            Isian(nama="skp", label="Nilai SKP", contoh="112", petunjuk="0 sampai 120"),
            Isian(nama="perilaku", label="Perilaku menurut penilai", contoh="95", petunjuk="0 sampai 120"),
            Isian(
                nama="rekan",
                label="Perilaku menurut rekan dan bawahan",
                petunjuk="Kosongkan bila tidak ada",
                wajib=False,
            ),
            Isian(nama="ide_baru", label="Ada ide atau cara baru yang ditetapkan pimpinan", bentuk=Bentuk.CENTANG),
        ),
    ),
    Kalkulator(
        kode="capaian-skp",
        judul="Capaian satu butir SKP",
        kalimat="Capaian satu butir SKP, paling banyak 120 persen.",
        kelompok=_KELOMPOK,
        permintaan=CapaianRequest,
        jawaban=CapaianSchema,
        hitung=_capaian,
        isian=(Isian(nama="realisasi", label="Realisasi terhadap target", contoh="150", petunjuk="Dalam persen"),),
    ),
    Kalkulator(
        kode="nilai-pindah",
        judul="Nilai pegawai yang pindah jabatan",
        kalimat="Nilai setahun bagi pegawai yang pindah jabatan di tengah tahun.",
        kelompok=_KELOMPOK,
        permintaan=PindahRequest,
        jawaban=NilaiTunggalSchema,
        hitung=_pindah,
        isian=(
            Isian(
                nama="bagian",
                label="Bulan dan nilai",
                bentuk=Bentuk.BARIS,
                kunci=("bulan", "nilai"),
                contoh="4 88\n8 100",
                petunjuk="Satu jabatan satu baris: bulan penuh, spasi, nilai",
            ),
        ),
    ),
    Kalkulator(
        kode="bulan-jabatan",
        judul="Bulan tiap jabatan dalam setahun",
        kalimat="Berapa bulan setiap jabatan dihitung bagi pegawai yang pindah di tengah tahun.",
        kelompok=_KELOMPOK,
        permintaan=BulanJabatanRequest,
        jawaban=BulanJabatanSchema,
        hitung=_bulan,
        isian=(
            Isian(
                nama="mulai",
                label="Tanggal mulai tiap jabatan",
                bentuk=Bentuk.DAFTAR,
                contoh="2026-01-01 2026-05-11",
                petunjuk="Tahun-bulan-hari, dari jabatan yang paling awal",
            ),
        ),
    ),
    Kalkulator(
        kode="populasi-unit",
        judul="Populasi satu unit",
        kalimat="Berapa orang di atas, sesuai, dan di bawah ekspektasi dalam satu unit.",
        kelompok=_KELOMPOK,
        permintaan=PopulasiRequest,
        jawaban=PopulasiSchema,
        hitung=_populasi,
        isian=tuple(
            Isian(nama=f"jumlah.{predikat}", label=f"Pegawai {tell(predikat).lower()}", contoh=contoh)
            for predikat, contoh in zip(PredikatNilai, ("5", "20", "10", "5", "10"), strict=True)
        ),
    ),
)
