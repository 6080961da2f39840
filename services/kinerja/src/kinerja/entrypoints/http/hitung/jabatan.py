"""Calculators of a post and its holder: angka kredit, pension age, NIP, discipline, extra pay."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshmallow import fields, validate

from chassis.http import Schema
from kinerja.domain.angka_kredit import BULAN_SETAHUN, MasaKerja, compute_angka_kredit
from kinerja.domain.bup import compute_bup
from kinerja.domain.disiplin import HARI_MAKS, find_sanksi
from kinerja.domain.jabatan import JenjangJabatan
from kinerja.domain.nip import JenisPegawai, parse_nip
from kinerja.domain.pembulatan import round_half_up
from kinerja.domain.predikat import Predikat
from kinerja.domain.tpp import DataTpp, compute_tpp, round_tpp
from kinerja.entrypoints.http.hitung.isian import Angka, Bentuk, Bulat, Isian, Kata, make_daftar, make_opsi, tell
from kinerja.entrypoints.http.hitung.kalkulator import Dasar, Jawaban, Kalkulator, Langkah, Meja, tell_angka
from tampilan.angka import format_rupiah
from tampilan.waktu import format_tanggal

_KELOMPOK = "Jabatan dan kepegawaian"
_STRUKTURAL = (JenjangJabatan.JPT_PRATAMA, JenjangJabatan.ADMINISTRATOR, JenjangJabatan.PENGAWAS)
_FUNGSIONAL = tuple(each for each in JenjangJabatan if each not in (*_STRUKTURAL, JenjangJabatan.PELAKSANA))
DASAR_NIP = Dasar(
    berlaku_dari=date(2007, 1, 1), sumber="Perka BKN 22/2007 (sumber sekunder; NIP PPPK belum dicocokkan dengan naskah)"
)


class MasaSchema(Schema):
    """Whole months at one level with one predikat."""

    jenjang = Kata(JenjangJabatan, _FUNGSIONAL, required=True)
    predikat = Kata(Predikat, required=True)
    bulan = Bulat(1, BULAN_SETAHUN, required=True)


class TambahanSchema(Schema):
    """More months; the level is the same unless it is named."""

    jenjang = Kata(JenjangJabatan, _FUNGSIONAL)
    predikat = Kata(Predikat, required=True)
    bulan = Bulat(1, BULAN_SETAHUN, required=True)


class AngkaKreditRequest(MasaSchema):
    """One period, and those to add to it before the rounding."""

    tambahan = make_daftar(fields.Nested(TambahanSchema), load_default=list)


class AngkaKreditSchema(Schema):
    """The credit, three places."""

    angka_kredit = fields.String(required=True)


def _angka_kredit(body: dict[str, Any], meja: Meja) -> Jawaban:
    aturan = meja.aturan.angka_kredit.on(meja.tanggal)
    rows = [{name: body[name] for name in ("jenjang", "predikat", "bulan")}]
    rows += [{"jenjang": body["jenjang"], **each} for each in body["tambahan"]]
    masa = [MasaKerja(**each) for each in rows]
    total = compute_angka_kredit(masa, aturan)
    parts = (
        Langkah(
            f"{tell(each.jenjang)}, {tell(each.predikat).lower()}, {each.bulan} bulan",
            f"{each.bulan}/12 × {tell_angka(aturan.persen[each.predikat])} % × {tell_angka(aturan.jenjang[each.jenjang].koefisien)}",
            tell_angka(compute_angka_kredit([each], aturan), 5),
        )
        for each in masa
    )
    needed = aturan.jenjang[body["jenjang"]]
    naik = f"Naik pangkat perlu {tell_angka(needed.pangkat)}"
    naik += f", naik jenjang perlu {tell_angka(needed.jenjang)}" if needed.jenjang is not None else ""
    return Jawaban(
        isi={"angka_kredit": f"{round_half_up(total, 3):f}"},
        judul=tell_angka(round_half_up(total, 2), 2),
        keterangan=f"{naik} angka kredit, dibandingkan dengan nilai yang belum dibulatkan.",
        langkah=(
            *parts,
            Langkah(
                "Dibulatkan sekali dari nilai eksak",
                f"{len(masa)} bagian dijumlahkan",
                tell_angka(round_half_up(total, 2), 2),
            ),
        ),
        aturan=(aturan,),
    )


class BupRequest(Schema):
    """When born, and the level of the post."""

    tanggal_lahir = fields.Date(required=True)
    jenjang = Kata(JenjangJabatan, required=True)


class BupSchema(Schema):
    """The age, the birthday on which it is reached, the first day of the pension."""

    usia = fields.Integer(required=True)
    mencapai = fields.Date(required=True)
    tmt = fields.Date(required=True)


def _bup(body: dict[str, Any], meja: Meja) -> Jawaban:
    aturan = meja.aturan.bup.on(meja.tanggal)
    hasil = compute_bup(body["tanggal_lahir"], body["jenjang"], aturan)
    lahir, mencapai, tmt = (format_tanggal(each) for each in (body["tanggal_lahir"], hasil.mencapai, hasil.tmt))
    return Jawaban(
        isi={"usia": hasil.usia, "mencapai": hasil.mencapai, "tmt": hasil.tmt},
        judul=f"Pensiun mulai {tmt}",
        langkah=(
            Langkah("Batas usia pensiun", tell(body["jenjang"]), f"{hasil.usia} tahun"),
            Langkah("Mencapai batas usia", f"{lahir} + {hasil.usia} tahun", mencapai),
            Langkah("TMT pensiun", "tanggal 1 bulan berikutnya", tmt),
        ),
        aturan=(aturan,),
    )


class NipRequest(Schema):
    """A NIP, and what stands in the person's record."""

    nip = fields.String(required=True, validate=validate.Length(max=40))
    tanggal_lahir = fields.Date()
    jenis_kelamin = fields.String(validate=validate.OneOf(["L", "P"]))


class NipSchema(Schema):
    """The NIP taken apart; ``tmt`` is a month, of a PPPK a year."""

    jenis = fields.String(required=True)
    tanggal_lahir = fields.Date(required=True)
    tmt = fields.String(required=True)
    jenis_kelamin = fields.String(required=True)
    nomor_urut = fields.String(required=True)
    peringatan = fields.List(fields.String(), required=True)


def _nip(body: dict[str, Any], meja: Meja) -> Jawaban:
    nip = parse_nip(body["nip"])
    tmt = f"{nip.tahun:04}" if nip.bulan is None else f"{nip.tahun:04}-{nip.bulan:02}"
    peringatan = nip.compare(tanggal_lahir=body.get("tanggal_lahir"), jenis_kelamin=body.get("jenis_kelamin"))
    jenis = nip.jenis.upper()
    month = "kode PPPK" if nip.jenis is JenisPegawai.PPPK else "tahun dan bulan"
    return Jawaban(
        isi={
            "jenis": nip.jenis,
            "tanggal_lahir": nip.tanggal_lahir,
            "tmt": tmt,
            "jenis_kelamin": nip.jenis_kelamin,
            "nomor_urut": nip.nomor_urut,
            "peringatan": peringatan,
        },
        judul=f"NIP {jenis} benar bentuknya",
        keterangan="NIP yang benar bentuknya belum tentu dipakai seorang pegawai.",
        temuan=peringatan,
        langkah=(
            Langkah("Angka 1 sampai 8", "tanggal lahir", format_tanggal(nip.tanggal_lahir)),
            Langkah("Angka 9 sampai 14", f"pengangkatan, {month}", tmt),
            Langkah("Angka 15", "jenis kelamin", "Laki-laki" if nip.jenis_kelamin == "L" else "Perempuan"),
            Langkah("Angka 16 sampai 18", "nomor urut", nip.nomor_urut),
        ),
        aturan=(DASAR_NIP,),
    )


class DisiplinRequest(Schema):
    """Absent working days of a year, and the longest row of them."""

    hari_kerja = Bulat(0, HARI_MAKS, required=True)
    berturut_turut = Bulat(0, HARI_MAKS, load_default=0)


class DisiplinSchema(Schema):
    """The kind and the sanction; ``tidak_ada`` and null below the first line."""

    jenis = fields.String(required=True)
    hukuman = fields.String(required=True, allow_none=True)


def _disiplin(body: dict[str, Any], meja: Meja) -> Jawaban:
    aturan = meja.aturan.disiplin.on(meja.tanggal)
    sanksi = find_sanksi(body["hari_kerja"], body["berturut_turut"], aturan)
    hukuman = sanksi.hukuman if sanksi else "Belum ada hukuman"
    in_a_row = body["berturut_turut"] >= aturan.berturut_turut
    reason = f"{body['berturut_turut']} hari kerja berturut-turut, batas {aturan.berturut_turut}"
    total = f"{body['hari_kerja']} hari kerja setahun, mulai {sanksi.dari if sanksi else aturan.sanksi[0].dari}"
    return Jawaban(
        isi={"jenis": sanksi.jenis if sanksi else "tidak_ada", "hukuman": sanksi.hukuman if sanksi else None},
        judul=hukuman,
        keterangan="Hari kerja tanpa alasan yang sah, dijumlahkan dalam satu tahun. Hukuman dijatuhkan sesudah pemeriksaan.",
        langkah=(
            Langkah("Tidak masuk kerja", reason if in_a_row else total, tell(sanksi.jenis) if sanksi else "Tidak ada"),
        ),
        aturan=(aturan,),
    )


class TppRequest(Schema):
    """The ceiling in rupiah, and shares from 0 to 1."""

    pagu = Angka("0", "1000000000000", required=True)
    produktivitas = Angka("0", "1", required=True)
    disiplin = Angka("0", "1", required=True)
    potongan_hukdis = Angka("0", "1", load_default=lambda: DataTpp.potongan_hukdis)


class TppSchema(Schema):
    """Whole rupiah."""

    tpp = fields.String(required=True)


def _tpp(body: dict[str, Any], meja: Meja) -> Jawaban:
    aturan = meja.aturan.tpp.on(meja.tanggal)
    eksak = compute_tpp(DataTpp(**body), aturan)
    tpp = round_tpp(eksak)
    kinerja = f"{tell_angka(aturan.produktivitas)} × {tell_angka(body['produktivitas'])}"
    hadir = f"{tell_angka(aturan.disiplin)} × {tell_angka(body['disiplin'])}"
    share = aturan.produktivitas * body["produktivitas"] + aturan.disiplin * body["disiplin"]
    paid = f"{tell_angka(body['pagu'])} × {tell_angka(share)} × (1 − {tell_angka(body['potongan_hukdis'])})"
    return Jawaban(
        isi={"tpp": f"{tpp:f}"},
        judul=format_rupiah(tpp),
        keterangan="Potongan karena terlambat diatur tiap daerah dan tidak dihitung di sini.",
        langkah=(
            Langkah("Bagian yang dibayar", f"{kinerja} + {hadir}", tell_angka(share)),
            Langkah("TPP", paid, tell_angka(eksak)),
            Langkah("Dibulatkan sekali ke rupiah", tell_angka(eksak), format_rupiah(tpp)),
        ),
        aturan=(aturan,),
    )


KALKULATOR = (
    Kalkulator(
        kode="angka-kredit",
        judul="Angka kredit",
        kalimat="Angka kredit jabatan fungsional dari predikat dan lamanya.",
        kelompok=_KELOMPOK,
        permintaan=AngkaKreditRequest,
        jawaban=AngkaKreditSchema,
        hitung=_angka_kredit,
        isian=(
            Isian(
                nama="jenjang",
                label="Jenjang",
                bentuk=Bentuk.PILIHAN,
                opsi=make_opsi(_FUNGSIONAL),
                contoh="ahli_pertama",
            ),
            Isian(nama="predikat", label="Predikat", bentuk=Bentuk.PILIHAN, opsi=make_opsi(Predikat), contoh="baik"),
            Isian(nama="bulan", label="Lama", contoh="12", petunjuk="Bulan penuh, 1 sampai 12"),
            Isian(
                nama="tambahan",
                label="Masa lain yang dijumlahkan",
                bentuk=Bentuk.BARIS,
                kunci=("predikat", "bulan"),
                petunjuk="Satu masa satu baris, misalnya sangat_baik 12",
                wajib=False,
            ),
        ),
    ),
    Kalkulator(
        kode="tpp",
        judul="Tambahan penghasilan pegawai",
        kalimat="Tambahan penghasilan dari pagu, produktivitas, dan disiplin.",
        kelompok=_KELOMPOK,
        permintaan=TppRequest,
        jawaban=TppSchema,
        hitung=_tpp,
        isian=(
            Isian(nama="pagu", label="Pagu sebulan", bentuk=Bentuk.RUPIAH, contoh="4.000.000", petunjuk="Dalam rupiah"),
            Isian(nama="produktivitas", label="Produktivitas", contoh="0,90", petunjuk="0 sampai 1"),
            Isian(nama="disiplin", label="Disiplin", contoh="0,96", petunjuk="0 sampai 1"),
            Isian(
                nama="potongan_hukdis",
                label="Potongan hukuman disiplin",
                petunjuk="0 sampai 1, misalnya 0,25",
                wajib=False,
            ),
        ),
    ),
    Kalkulator(
        kode="disiplin",
        judul="Tidak masuk kerja",
        kalimat="Hukuman disiplin bagi yang tidak masuk kerja tanpa alasan yang sah.",
        kelompok=_KELOMPOK,
        permintaan=DisiplinRequest,
        jawaban=DisiplinSchema,
        hitung=_disiplin,
        isian=(
            Isian(nama="hari_kerja", label="Hari kerja setahun", contoh="12", petunjuk="Jumlah sejak awal tahun"),
            Isian(nama="berturut_turut", label="Paling lama berturut-turut", petunjuk="Dalam hari kerja", wajib=False),
        ),
    ),
    Kalkulator(
        kode="bup",
        judul="Batas usia pensiun",
        kalimat="Kapan seorang pegawai mencapai batas usia pensiun.",
        kelompok=_KELOMPOK,
        permintaan=BupRequest,
        jawaban=BupSchema,
        hitung=_bup,
        isian=(
            Isian(nama="tanggal_lahir", label="Tanggal lahir", bentuk=Bentuk.TANGGAL, contoh="1968-04-11"),
            Isian(
                nama="jenjang",
                label="Jenjang jabatan",
                bentuk=Bentuk.PILIHAN,
                opsi=make_opsi(JenjangJabatan, {"jpt_pratama": "JPT pratama"}),
                contoh="administrator",
            ),
        ),
    ),
    Kalkulator(
        kode="nip",
        judul="Periksa NIP",
        kalimat="Apa arti tiap angka NIP, dan apakah bentuknya benar.",
        kelompok=_KELOMPOK,
        permintaan=NipRequest,
        jawaban=NipSchema,
        hitung=_nip,
        isian=(Isian(nama="nip", label="NIP", bentuk=Bentuk.TEKS, petunjuk="18 angka tanpa spasi"),),
        rahasia=True,
    ),
)
