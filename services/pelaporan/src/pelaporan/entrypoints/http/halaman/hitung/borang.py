"""The fields of the longer forms, as the rules in force have them, with an example."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pelaporan.domain.buku_aturan import BukuAturan
from pelaporan.domain.tingkat import AturanTingkat
from pelaporan.entrypoints.http.halaman.hitung.isian import Bentuk, Isian

_SAKIP = "BB B CC B CC C A BB CC B CC C"
_F02 = "4 3 5 2 4 4 3 2 3 3 4 3 2 4 3 4 3 3 4 2 4 3 3 5 3 4 2 3 5 2"
_F03 = "45434435434454\n34445344344345\n54544544345444\n23433443234334"
CONTOH_SKM = "20 20 22 21 21 16 21 21 20"
_RB = """renaksi 90 100 3 85, implementasi 88 100 7 85, penyederhanaan 100 100 2 100, sistem_kerja 4.2 5 2 4,
spip 3.275 5 6 3, sakip 70.75 100 8 70, ikk 63.50 100 6 60, itkp 82.30 100 6 70, ipp 3.93 5 10 3.51,
spbe 3.0055 5 15 2.6, opini 5 5 10 5, spi 74.20 100 10 73, skm 85.40 100 8 76.61, iku 80 100 7 100"""
KOLOM_RB = (
    ("kode", "Kode"),
    ("nilai", "Nilai"),
    ("maks", "Maksimum"),
    ("bobot", "Bobot"),
    ("target_baik", "Target baik"),
    ("pengali", "Pengali"),
)
"""The columns of the table of RB: name and heading."""


def make_baris_rb(banyak: int) -> Sequence[Isian]:
    """Return the fields of ``banyak`` indicators of RB, the first of them with an example."""
    contoh = [row.split() for row in _RB.split(",")]
    names = [nama for nama, _ in KOLOM_RB]
    fields = []
    for nomor in range(banyak):
        row = dict(zip(names, contoh[nomor], strict=False)) if nomor < len(contoh) else {}
        fields += [
            Isian(
                nama=f"indikator.{nomor}.{nama}",
                label=f"{kata}, baris {nomor + 1}",
                bentuk=Bentuk.TEKS if nama in ("kode", "pengali") else Bentuk.ANGKA,
                contoh=row.get(nama, ""),
                wajib=False,
            )
            for nama, kata in KOLOM_RB
        ]
    return fields


def list_sakip(buku: BukuAturan) -> Sequence[Isian]:
    """Return the twelve answers, under their components."""
    aturan = buku.sakip[-1]
    opsi = [(kode, f"{kode} ({nilai})") for kode, nilai in aturan.jawaban.items()]
    contoh = iter(_SAKIP.split())
    return [
        make_choice(
            f"jawaban.{sub.kode}",
            f"{sub.kode} {sub.nama}",
            opsi,
            next(contoh),
            kelompok=f"{komponen.kode} {komponen.nama}, bobot {komponen.bobot}",
        )
        for komponen in aturan.komponen
        for sub in komponen.sub
    ]


def list_ipp(buku: BukuAturan) -> Sequence[Isian]:
    """Return F02, F03 and the settings."""
    aturan = buku.ipp[-1]
    contoh = iter(_F02.split())
    scores = [
        Isian(
            nama=f"f02.{satu.kode}",
            label=f"{satu.kode} {satu.nama}",
            contoh=next(contoh),
            kelompok=f"{aspek.kode} {aspek.nama}, bobot {aspek.bobot}",
        )
        for aspek in aturan.aspek
        for satu in aspek.indikator
    ]
    f03 = "F03, jawaban pengguna layanan"
    forms = [(satu.kode, f"{satu.nama}, {satu.jumlah} pertanyaan") for satu in aturan.bentuk.values()]
    return (
        *scores,
        Isian(
            nama="f03",
            label="Jawaban, 0 sampai 5",
            bentuk=Bentuk.BARIS,
            contoh=_F03,
            petunjuk="Satu responden satu baris; kosongkan bila belum ada",
            kelompok=f03,
            wajib=False,
            lebar=True,
        ),
        make_choice("bentuk_f03", "Formulir", forms, aturan.bentuk_f03, kelompok=f03),
        make_choice(
            "cara_f02",
            "F02 dihitung dari",
            (("berbobot", "Jumlah berbobot"), ("rerata", "Rerata tiap aspek")),
            kelompok="Pengaturan",
        ),
        make_choice(
            "cara_f03",
            "F03 dihitung dari",
            (("semua_jawaban", "Semua jawaban"), ("rerata_aspek", "Rerata kelima aspek")),
            kelompok="Pengaturan",
        ),
        Isian(
            nama="min_responden",
            label="Responden paling sedikit",
            contoh=str(aturan.min_responden),
            kelompok="Pengaturan",
        ),
        make_choice(
            "kurang_responden",
            "Bila kurang dari itu",
            (("nol", "F03 bernilai 0"), ("f02_saja", "IPP sama dengan F02")),
            kelompok="Pengaturan",
        ),
    )


def list_tingkat(aturan: AturanTingkat, contoh: str) -> Sequence[Isian]:
    """Return the level of every indicator, under its aspect."""
    make: Callable[..., Isian] = _field if aturan.desimal else _level
    return [
        make(f"tingkat.{satu.kode}", f"{satu.kode} {satu.nama}", contoh, f"{aspek.nama}, bobot {aspek.bobot}")
        for aspek in aturan.aspek
        for satu in aspek.indikator
    ]


def _level(nama: str, label: str, contoh: str, kelompok: str) -> Isian:
    return make_choice(nama, label, [(str(nomor), str(nomor)) for nomor in range(1, 6)], contoh, kelompok=kelompok)


def _field(nama: str, label: str, contoh: str, kelompok: str) -> Isian:
    return Isian(nama=nama, label=label, contoh=contoh, kelompok=kelompok)


def make_fields(nama: str, labels: Sequence[str], contoh: Sequence[str], kelompok: str) -> Sequence[Isian]:
    """Return one field for each place of a list."""
    pairs = zip(labels, contoh, strict=True)
    return [_field(f"{nama}.{nomor}", label, nilai, kelompok) for nomor, (label, nilai) in enumerate(pairs)]


def make_list(nama: str, label: str, contoh: str) -> Isian:
    """Return a field for a list of figures."""
    return Isian(nama=nama, label=label, bentuk=Bentuk.DAFTAR, contoh=contoh, petunjuk="Dipisah spasi", lebar=True)


def make_choice(nama: str, label: str, opsi: Sequence[tuple[str, str]], contoh: str = "", **lain: Any) -> Isian:
    """Return a field to choose from; the first is the example, unless it is named."""
    return Isian(nama=nama, label=label, bentuk=Bentuk.PILIHAN, opsi=opsi, contoh=contoh or opsi[0][0], **lain)
