"""The pages of the calculators: title, sentence, form, explanation; the forms follow from the rules in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pelaporan.domain.buku_aturan import BukuAturan
from pelaporan.entrypoints.http.halaman.hitung import uraian, uraian_penyumbang
from pelaporan.entrypoints.http.halaman.hitung.borang import (
    CONTOH_SKM,
    list_ipp,
    list_sakip,
    list_tingkat,
    make_choice,
    make_fields,
    make_list,
)
from pelaporan.entrypoints.http.halaman.hitung.isian import Bentuk, Isian
from pelaporan.entrypoints.http.halaman.hitung.uraian import Explain


@dataclass(frozen=True, kw_only=True)
class HalamanKalkulator:
    """One page; ``kirim`` sends the form in the body, where it is too long for an address; ``baris`` counts a table."""

    kode: str
    judul: str
    kalimat: str
    kelompok: str
    isian: Sequence[Isian]
    explain: Explain
    kirim: bool = False
    baris: int = 0


def list_halaman(buku: BukuAturan) -> Mapping[str, HalamanKalkulator]:
    """Return every page by the code of its calculator, in the order of the list."""
    made = (*_akuntabilitas(buku), *_layanan(buku), *_reformasi(buku), *_pengendalian(buku))
    return {satu.kode: satu for satu in made}


def _akuntabilitas(buku: BukuAturan) -> Sequence[HalamanKalkulator]:
    group = "Akuntabilitas kinerja"
    return (
        HalamanKalkulator(
            kode="sakip",
            judul="Nilai SAKIP",
            kalimat="Dari dua belas jawaban lembar kerja evaluasi ke nilai dan predikat AKIP.",
            kelompok=group,
            isian=list_sakip(buku),
            explain=uraian.explain_sakip,
        ),
        HalamanKalkulator(
            kode="sakip-kriteria",
            judul="Jawaban SAKIP dari kriteria",
            kalimat="Bagian kriteria yang terpenuhi pada satu subkomponen, dan jawaban yang mengikutinya.",
            kelompok=group,
            isian=(
                Isian(
                    nama="kriteria",
                    label="Status tiap kriteria",
                    bentuk=Bentuk.DAFTAR,
                    contoh=" ".join(["terpenuhi"] * 9 + ["sebagian"] * 2),
                    petunjuk="terpenuhi, sebagian, atau belum; satu kata tiap kriteria",
                    lebar=True,
                ),
                Isian(
                    nama="hanya_terpenuhi",
                    label="Terpenuhi sebagian dihitung belum",
                    bentuk=Bentuk.CENTANG,
                    wajib=False,
                ),
            ),
            explain=uraian.explain_kriteria,
        ),
        HalamanKalkulator(
            kode="capaian",
            judul="Capaian indikator",
            kalimat="Realisasi terhadap target, menurut polaritas indikator.",
            kelompok=group,
            isian=(
                make_choice(
                    "polaritas",
                    "Polaritas",
                    (("naik", "Makin tinggi makin baik"), ("turun", "Makin rendah makin baik")),
                ),
                Isian(nama="target", label="Target", contoh="60"),
                Isian(nama="realisasi", label="Realisasi", contoh="64,35"),
            ),
            explain=uraian_penyumbang.explain_capaian,
        ),
        HalamanKalkulator(
            kode="capaian-sasaran",
            judul="Capaian sasaran",
            kalimat="Rerata capaian indikator sebuah sasaran.",
            kelompok=group,
            isian=(make_list("capaian", "Capaian indikator, persen", "85 107,25 98,87"),),
            explain=uraian_penyumbang.explain_capaian_sasaran,
        ),
        HalamanKalkulator(
            kode="efisiensi",
            judul="Efisiensi",
            kalimat="Capaian dikurangi serapan anggaran, dalam poin.",
            kelompok=group,
            isian=(
                Isian(nama="capaian", label="Capaian, persen", contoh="107,25"),
                Isian(nama="serapan", label="Serapan anggaran, persen", contoh="94,20"),
            ),
            explain=uraian_penyumbang.explain_efisiensi,
        ),
    )


def _layanan(buku: BukuAturan) -> Sequence[HalamanKalkulator]:
    group = "Pelayanan publik"
    return (
        HalamanKalkulator(
            kode="ipp",
            judul="Indeks Pelayanan Publik (IPP)",
            kalimat="Dari nilai evaluator (F02) dan jawaban pengguna layanan (F03) ke indeks satu unit.",
            kelompok=group,
            isian=list_ipp(buku),
            explain=uraian.explain_ipp,
            kirim=True,
        ),
        HalamanKalkulator(
            kode="ipp-kabupaten",
            judul="IPP kabupaten",
            kalimat="Rerata IPP unit layanan, masing-masing dua angka di belakang koma.",
            kelompok=group,
            isian=(make_list("ipp", "IPP tiap unit", "3,97 4,12 3,45"),),
            explain=uraian.explain_ipp_kabupaten,
        ),
        HalamanKalkulator(
            kode="skm",
            judul="Indeks Kepuasan Masyarakat (SKM)",
            kalimat="Dari jumlah nilai sembilan unsur ke indeks dan mutu pelayanan.",
            kelompok=group,
            isian=(
                Isian(nama="n", label="Jumlah jawaban lengkap", contoh="6"),
                make_choice("w", "Bobot tiap unsur", (("tepat", "1/9"), ("0.111", "0,111"), ("0.11", "0,11"))),
                *make_fields(
                    "jumlah", list(buku.skm[-1].unsur.values()), CONTOH_SKM.split(), "Jumlah nilai tiap unsur"
                ),
            ),
            explain=uraian.explain_skm,
        ),
        HalamanKalkulator(
            kode="sampel",
            judul="Jumlah sampel survei",
            kalimat="Berapa responden yang diperlukan dari sejumlah pengguna layanan.",
            kelompok=group,
            isian=(
                Isian(nama="populasi", label="Populasi", contoh="220"),
                make_choice("rumus", "Rumus", (("krejcie_morgan", "Krejcie–Morgan"), ("slovin", "Slovin"))),
            ),
            explain=uraian_penyumbang.explain_sampel,
        ),
        HalamanKalkulator(
            kode="spm",
            judul="Standar Pelayanan Minimal (SPM)",
            kalimat="Indeks pencapaian satu jenis pelayanan dari jumlah yang dilayani dan mutunya.",
            kelompok=group,
            isian=(
                Isian(nama="dilayani", label="Dilayani", contoh="1140"),
                Isian(nama="total", label="Seluruh sasaran", contoh="1200"),
                make_list("mutu", "Mutu tiap butir, persen", "100 80 75"),
            ),
            explain=uraian_penyumbang.explain_spm,
        ),
    )


def _reformasi(buku: BukuAturan) -> Sequence[HalamanKalkulator]:
    group = "Reformasi birokrasi"
    return (
        HalamanKalkulator(
            kode="rb",
            judul="Indeks Reformasi Birokrasi (RB)",
            kalimat="Dari nilai indikator ke RB General, penyesuaian, dan indeks. Bobot diisi menurut juknis tahun itu; contoh ini hipotetis.",
            kelompok=group,
            isian=(
                Isian(nama="koefisien", label="Koefisien", contoh="-1", wajib=False, petunjuk="0 atau negatif"),
                Isian(nama="tematik", label="RB Tematik", contoh="8,50", wajib=False, petunjuk="0 sampai 10"),
                Isian(
                    nama="tidak_berlaku",
                    label="Indikator yang tidak berlaku",
                    bentuk=Bentuk.DAFTAR,
                    wajib=False,
                    petunjuk="Kode, dipisah spasi",
                ),
                Isian(nama="tahun", label="Tahun evaluasi", contoh="", wajib=False),
            ),
            explain=uraian_penyumbang.explain_rb,
            kirim=True,
            baris=14,
        ),
        HalamanKalkulator(
            kode="renaksi",
            judul="Rencana aksi RB",
            kalimat="Nilai rencana aksi dari tujuh butir rubrik.",
            kelompok=group,
            isian=[
                Isian(
                    nama=f"aspek.{kode}",
                    label=nama,
                    bentuk=Bentuk.ANGKA,
                    contoh=contoh,
                    petunjuk="Persentase, A sampai E, atau ya atau tidak",
                )
                for (kode, nama), contoh in zip(
                    buku.renaksi[-1].aspek.items(), ["ya", "100", "B", "B", "80", "75", "A"], strict=True
                )
            ],
            explain=uraian_penyumbang.explain_renaksi,
        ),
        HalamanKalkulator(
            kode="iku-non-makro",
            judul="IKU non makro",
            kalimat="Bagian IKU non makro yang mencapai atau melampaui target.",
            kelompok=group,
            isian=(
                Isian(nama="tercapai", label="Mencapai target", contoh="4"),
                Isian(nama="jumlah", label="Jumlah IKU non makro", contoh="5"),
            ),
            explain=uraian_penyumbang.explain_iku_non_makro,
        ),
        HalamanKalkulator(
            kode="indeks",
            judul="Kategori sebuah indeks",
            kalimat="Arti sebuah nilai pada skala indeksnya: Ombudsman, merit, SPI, ITKP, dan lain-lain.",
            kelompok=group,
            isian=(
                make_choice(
                    "kode", "Indeks", [(kode, versi[-1].dasar.nama) for kode, versi in buku.list_skala().items()], "spi"
                ),
                Isian(nama="nilai", label="Nilai", contoh="74,20"),
                Isian(nama="tahun", label="Tahun evaluasi", wajib=False),
            ),
            explain=uraian_penyumbang.explain_indeks,
        ),
    )


def _pengendalian(buku: BukuAturan) -> Sequence[HalamanKalkulator]:
    digital, group = "Pemerintahan digital", "Pengendalian intern"
    words = {
        "spbe": ("Indeks SPBE", "Dari tingkat 47 indikator ke indeks, untuk evaluasi sampai tahun 2025.", "3"),
        "pemdi": (
            "Indeks Pemerintah Digital (Pemdi)",
            "Dari tingkat 20 indikator ke indeks, untuk evaluasi mulai 2026.",
            "3",
        ),
    }
    levels = [
        HalamanKalkulator(
            kode=kode,
            judul=judul,
            kalimat=kalimat,
            kelompok=digital,
            isian=list_tingkat(buku.tingkat[kode][-1], contoh),
            explain=uraian.explain_tingkat(kode),
        )
        for kode, (judul, kalimat, contoh) in words.items()
    ]
    maturity = {
        "spip": ("Maturitas SPIP", "Dari tiga skor ke nilai dan tingkat maturitas.", "3,50 3,12 3,25"),
        "mri": ("Indeks manajemen risiko (MRI)", "Dari tiga skor ke nilai; batas kategori tidak ditemukan.", "3 3 3"),
        "iepk": (
            "Indeks pengendalian korupsi (IEPK)",
            "Dari tiga skor ke nilai; batas kategori tidak ditemukan.",
            "3 2 4",
        ),
    }
    return [
        *levels,
        *(
            HalamanKalkulator(
                kode=kode,
                judul=judul,
                kalimat=kalimat,
                kelompok=group,
                isian=[
                    Isian(nama=satu.kode, label=f"{satu.nama}, bobot {satu.bobot}", contoh=nilai)
                    for satu, nilai in zip(buku.maturitas[kode][-1].unsur, contoh.split(), strict=True)
                ],
                explain=uraian.explain_maturitas,
            )
            for kode, (judul, kalimat, contoh) in maturity.items()
        ),
    ]
