"""Calculators of talent and competence: the nine boxes, IP ASN, gaps, hours of training."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from chassis.http import Schema
from kinerja.domain.ip_asn import DataIpAsn, HukumanDisiplin, Pendidikan, compute_ip_asn
from kinerja.domain.jabatan import JenisJabatan
from kinerja.domain.jp import check_jp
from kinerja.domain.kesenjangan import TINGKAT_MAKS, compute_kesenjangan
from kinerja.domain.kotak_talenta import compute_kotak
from kinerja.domain.pembulatan import round_half_up
from kinerja.domain.predikat import Predikat
from kinerja.entrypoints.http.hitung.isian import Angka, Bentuk, Bulat, Isian, Kata, make_daftar, make_opsi, tell
from kinerja.entrypoints.http.hitung.kalkulator import Dasar, Jawaban, Kalkulator, Langkah, Meja, tell_angka, write
from kinerja.entrypoints.http.hitung.penilaian import EKSPEKTASI

_KELOMPOK = "Talenta dan kompetensi"
BUKTI = {"diklat_jabatan": "diklat jabatan", "jp20": "20 JP", "seminar": "seminar"}


class KotakRequest(Schema):
    """Performance and potential, 0 to 100."""

    kinerja = Angka("0", "100", required=True)
    potensi = Angka("0", "100", required=True)


class KotakSchema(Schema):
    """The box."""

    kotak = fields.Integer(required=True)


def _kotak(body: dict[str, Any], meja: Meja) -> Jawaban:
    aturan = meja.aturan.kotak_talenta.on(meja.tanggal)
    hasil = compute_kotak(body["kinerja"], body["potensi"], aturan)
    lines = {"kinerja": aturan.ambang.kinerja, "potensi": aturan.ambang.potensi}
    words = {"kinerja": EKSPEKTASI[hasil.kinerja], "potensi": tell(hasil.potensi)}
    axes = (
        Langkah(name.capitalize(), f"{tell_angka(body[name])} dengan ambang {line.atas} dan {line.tengah}", words[name])
        for name, line in lines.items()
    )
    return Jawaban(
        isi={"kotak": hasil.kotak},
        judul=f"Kotak {hasil.kotak}",
        keterangan=f"{hasil.tindakan}.",
        langkah=(*axes, Langkah("Kotak", f"{words['kinerja'].lower()} × {words['potensi'].lower()}", str(hasil.kotak))),
        aturan=(aturan,),
    )


class IpAsnRequest(Schema):
    """What is known of a person; ``nilai_prestasi`` in place of the predikat for years before PP 30/2019."""

    jenis_jabatan = Kata(JenisJabatan, required=True)
    pendidikan = Kata(Pendidikan, required=True)
    diklat_jabatan = fields.Boolean(required=True)
    jp20 = fields.Boolean(required=True)
    seminar = fields.Boolean(required=True)
    predikat = Kata(Predikat)
    nilai_prestasi = Angka("0", "100")
    hukuman_disiplin = Kata(HukumanDisiplin, required=True)
    diklat_melekat = fields.Boolean(load_default=False)

    @validates_schema
    def check_kinerja(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse none of the two, and both."""
        if ("predikat" in data) == ("nilai_prestasi" in data):
            sentence = "Isi predikat, atau nilai prestasi untuk tahun sebelum PP 30/2019, dan jangan keduanya"
            raise ValidationError(sentence, "predikat")


class IpAsnSchema(Schema):
    """The index and its band, with the four dimensions."""

    nilai = fields.String(required=True)
    kategori = fields.String(required=True)
    kualifikasi = fields.String(required=True)
    kompetensi = fields.String(required=True)
    kinerja = fields.String(required=True)
    disiplin = fields.String(required=True)


def _ip_asn(body: dict[str, Any], meja: Meja) -> Jawaban:
    aturan = meja.aturan.ip_asn.on(meja.tanggal)
    kinerja = body["predikat"] if "predikat" in body else body["nilai_prestasi"]
    own = {name: value for name, value in body.items() if name not in ("predikat", "nilai_prestasi")}
    hasil = compute_ip_asn(DataIpAsn(**own, kinerja=kinerja), aturan)
    parts = {name: getattr(hasil, name) for name in ("kualifikasi", "kompetensi", "kinerja", "disiplin")}
    proofs = [kata for name, kata in BUKTI.items() if body[name]]
    given = {
        "kualifikasi": tell(body["pendidikan"]),
        "kompetensi": f"{tell(body['jenis_jabatan'])}: {', '.join(proofs) or 'tidak ada'}",
        "kinerja": tell(kinerja) if isinstance(kinerja, Predikat) else tell_angka(kinerja),
        "disiplin": tell(body["hukuman_disiplin"]),
    }
    nilai = round_half_up(hasil.nilai, 2)
    terms = " + ".join(tell_angka(each) for each in parts.values())
    return Jawaban(
        isi={name: write(value) for name, value in parts.items()} | {"nilai": f"{nilai:f}", "kategori": hasil.kategori},
        judul=f"{tell_angka(nilai, 2)} {tell(hasil.kategori)}",
        langkah=(
            *(Langkah(name.capitalize(), given[name], tell_angka(value)) for name, value in parts.items()),
            Langkah("IP ASN", terms, tell_angka(nilai, 2)),
            Langkah("Kategori", _tell_kategori(aturan.kategori), tell(hasil.kategori)),
        ),
        aturan=(aturan,),
    )


def _tell_kategori(kategori: Any) -> str:
    return ", ".join(f"{tell(word).lower()} mulai {tell_angka(line)}" for line, word in kategori)


class KesenjanganRequest(Schema):
    """Levels 1 to 5, competence by competence."""

    standar = make_daftar(Bulat(1, TINGKAT_MAKS), required=True)
    profil = make_daftar(Bulat(1, TINGKAT_MAKS), required=True)


class KesenjanganSchema(Schema):
    """The gaps, the largest, and the job fit in percent."""

    gap = fields.List(fields.Integer(), required=True)
    maks = fields.Integer(required=True)
    kecocokan = fields.String(required=True)


DASAR_KESENJANGAN = Dasar(
    berlaku_dari=date(2017, 4, 7),
    sumber="PP 11/2017 ps 206 dan PermenPANRB 38/2017 (belum dicocokkan dengan naskah; kecocokan belum pasti)",
)


def _kesenjangan(body: dict[str, Any], meja: Meja) -> Jawaban:
    standar, profil = body["standar"], body["profil"]
    hasil = compute_kesenjangan(standar, profil)
    kecocokan = round_half_up(hasil.kecocokan, 2)
    met = sum(min(pair) for pair in zip(standar, profil, strict=True))
    return Jawaban(
        isi={"gap": hasil.gap, "maks": hasil.maks, "kecocokan": f"{kecocokan:f}"},
        judul=f"Kecocokan {tell_angka(kecocokan, 2)}%, kesenjangan terbesar {hasil.maks}",
        langkah=(
            *(
                Langkah(f"Kompetensi {n}", f"standar {s} − profil {p}", tell_angka(s - p))
                for n, (s, p) in enumerate(zip(standar, profil, strict=True), start=1)
            ),
            Langkah("Kecocokan jabatan", f"100 × {met} / {sum(standar)}", f"{tell_angka(kecocokan, 2)}%"),
        ),
        aturan=(DASAR_KESENJANGAN,),
    )


class JpRequest(Schema):
    """The hours of each course done in the year."""

    jp_realisasi = make_daftar(Angka("0", "10000"), required=True)


class JpSchema(Schema):
    """The sum, and what is missing."""

    jumlah = fields.String(required=True)
    kurang = fields.String(required=True)
    terpenuhi = fields.Boolean(required=True)


def _jp(body: dict[str, Any], meja: Meja) -> Jawaban:
    aturan = meja.aturan.jp.on(meja.tanggal)
    hasil = check_jp(body["jp_realisasi"], aturan)
    terms = " + ".join(tell_angka(each) for each in body["jp_realisasi"]) or "tidak ada"
    return Jawaban(
        isi={"jumlah": write(hasil.jumlah), "kurang": write(hasil.kurang), "terpenuhi": hasil.terpenuhi},
        judul="Terpenuhi" if hasil.terpenuhi else f"Kurang {tell_angka(hasil.kurang)} JP",
        langkah=(
            Langkah("JP setahun", terms, tell_angka(hasil.jumlah)),
            Langkah("Dibanding kewajiban", f"paling sedikit {tell_angka(aturan.minimal)} JP", tell_angka(hasil.kurang)),
        ),
        aturan=(aturan,),
    )


KALKULATOR = (
    Kalkulator(
        kode="kotak-talenta",
        judul="Kotak talenta",
        kalimat="Letak pegawai pada sembilan kotak menurut kinerja dan potensi.",
        kelompok=_KELOMPOK,
        permintaan=KotakRequest,
        jawaban=KotakSchema,
        hitung=_kotak,
        isian=(
            Isian(nama="kinerja", label="Kinerja", contoh="85", petunjuk="0 sampai 100"),
            Isian(nama="potensi", label="Potensi", contoh="70", petunjuk="0 sampai 100"),
        ),
    ),
    Kalkulator(
        kode="ip-asn",
        judul="Indeks profesionalitas ASN",
        kalimat="Indeks profesionalitas dari kualifikasi, kompetensi, kinerja, dan disiplin.",
        kelompok=_KELOMPOK,
        permintaan=IpAsnRequest,
        jawaban=IpAsnSchema,
        hitung=_ip_asn,
        isian=(
            Isian(
                nama="jenis_jabatan",
                label="Jenis jabatan",
                bentuk=Bentuk.PILIHAN,
                opsi=make_opsi(JenisJabatan),
                contoh="fungsional",
            ),
            Isian(
                nama="pendidikan",
                label="Pendidikan terakhir",
                bentuk=Bentuk.PILIHAN,
                opsi=make_opsi(Pendidikan, {"slta": "SLTA", "di_bawah_slta": "Di bawah SLTA"}),
                contoh="s1",
            ),
            Isian(nama="diklat_jabatan", label="Diklat jabatan", bentuk=Bentuk.CENTANG, contoh="1"),
            Isian(nama="jp20", label="Pengembangan kompetensi 20 JP", bentuk=Bentuk.CENTANG, contoh="1"),
            Isian(nama="seminar", label="Seminar, lokakarya, kursus, atau magang", bentuk=Bentuk.CENTANG, contoh="1"),
            Isian(
                nama="diklat_melekat",
                label="Dokter, guru, apoteker, perawat, bidan, asesor, atau psikolog",
                bentuk=Bentuk.CENTANG,
                petunjuk="Diklat fungsionalnya dihitung dengan sendirinya",
            ),
            Isian(
                nama="predikat",
                label="Predikat kinerja",
                bentuk=Bentuk.PILIHAN,
                opsi=make_opsi(Predikat),
                contoh="baik",
            ),
            Isian(
                nama="hukuman_disiplin",
                label="Hukuman disiplin",
                bentuk=Bentuk.PILIHAN,
                opsi=make_opsi(HukumanDisiplin),
                contoh="tidak_ada",
            ),
        ),
    ),
    Kalkulator(
        kode="kesenjangan",
        judul="Kesenjangan kompetensi",
        kalimat="Jarak profil pegawai ke standar jabatan, dan kecocokannya.",
        kelompok=_KELOMPOK,
        permintaan=KesenjanganRequest,
        jawaban=KesenjanganSchema,
        hitung=_kesenjangan,
        isian=(
            Isian(
                nama="standar",
                label="Tingkat standar jabatan",
                bentuk=Bentuk.DAFTAR,
                contoh="3 3 4 2",
                petunjuk="Tingkat 1 sampai 5, dipisah spasi",
            ),
            Isian(
                nama="profil",
                label="Tingkat profil pegawai",
                bentuk=Bentuk.DAFTAR,
                contoh="3 2 4 3",
                petunjuk="Urutan kompetensinya sama dengan standar",
            ),
        ),
    ),
    Kalkulator(
        kode="jp",
        judul="Jam pelajaran setahun",
        kalimat="Apakah jam pelajaran pengembangan kompetensi setahun sudah terpenuhi.",
        kelompok=_KELOMPOK,
        permintaan=JpRequest,
        jawaban=JpSchema,
        hitung=_jp,
        isian=(
            Isian(
                nama="jp_realisasi",
                label="JP tiap kegiatan",
                bentuk=Bentuk.DAFTAR,
                contoh="12 4 3,5",
                petunjuk="Satu angka tiap kegiatan, dipisah spasi",
            ),
        ),
    ),
)
