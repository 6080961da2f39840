"""The arithmetic of RB, SPM, capaian, samples and the feeder indices, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pelaporan.domain.aturan import choose_versi, find_pita
from pelaporan.entrypoints.http.halaman.hitung.uraian import Bahan, Langkah, Uraian, koma, pendek, tell_pita, title

_ROUNDED = "dibulatkan sekali, setengah ke atas, dua angka"
_FORMULA = {"naik": "{r} ÷ {t} × 100", "turun": "(2 × {t} − {r}) ÷ {t} × 100"}


def explain_capaian(bahan: Bahan) -> Uraian:
    """Explain the achievement of an indicator."""
    jawaban, isi = bahan.jawaban, bahan.isi
    if jawaban["capaian"] is None:
        return Uraian(judul=jawaban["alasan"], langkah=())
    figures = {"t": pendek(isi["target"]), "r": pendek(isi["realisasi"])}
    steps = [Langkah("Capaian", _FORMULA[isi["polaritas"]].format(**figures), f"{koma(jawaban['mentah'])} %")]
    if jawaban["mentah"] != jawaban["capaian"]:
        steps.append(Langkah("Batas", "tidak kurang dari 0 bagi polaritas turun", f"{koma(jawaban['capaian'])} %"))
    pita = choose_versi(bahan.buku.capaian, bahan.tahun).pita
    return Uraian(judul=f"{koma(jawaban['capaian'])} %", langkah=[*steps, tell_pita(jawaban["capaian"], pita)])


def explain_capaian_sasaran(bahan: Bahan) -> Uraian:
    """Explain the mean of the indicators of a sasaran."""
    jawaban, capaian = bahan.jawaban, bahan.isi["capaian"]
    if jawaban["capaian"] is None:
        return Uraian(judul=jawaban["alasan"], langkah=())
    counted = f"({' + '.join(map(pendek, capaian))}) ÷ {len(capaian)}, {_ROUNDED}"
    pita = choose_versi(bahan.buku.capaian, bahan.tahun).pita
    rerata = Langkah("Rerata", counted, f"{koma(jawaban['capaian'])} %")
    return Uraian(judul=f"{koma(jawaban['capaian'])} %", langkah=[rerata, tell_pita(jawaban["capaian"], pita)])


def explain_efisiensi(bahan: Bahan) -> Uraian:
    """Explain the efficiency."""
    nilai = koma(bahan.jawaban["efisiensi"])
    counted = f"{pendek(bahan.isi['capaian'])} − {pendek(bahan.isi['serapan'])}"
    return Uraian(judul=f"{nilai} poin", langkah=[Langkah("Efisiensi", counted, nilai)])


def explain_sampel(bahan: Bahan) -> Uraian:
    """Explain the size of a sample."""
    jawaban, n = bahan.jawaban, bahan.isi["populasi"]
    aturan = choose_versi(bahan.buku.sampel, bahan.tahun)
    p, d, chi = koma(aturan.proporsi), koma(aturan.galat), koma(aturan.chi_kuadrat)
    if jawaban["rumus"] == "slovin":
        steps = [Langkah("Slovin", f"{n} ÷ ({d}² × {n} + 1)", koma(jawaban["tepat"]))]
        steps.append(Langkah("Sampel", "dibulatkan ke atas", str(jawaban["sampel"])))
    else:
        counted = f"{chi} × {n} × {p} × {p} ÷ ({d}² × {n - 1} + {chi} × {p} × {p})"
        steps = [Langkah("Krejcie–Morgan", counted, koma(jawaban["tepat"]))]
        steps.append(Langkah("Sampel", "dibulatkan ke bilangan bulat terdekat", str(jawaban["sampel"])))
    return Uraian(judul=f"{jawaban['sampel']} responden", langkah=steps)


def explain_rb(bahan: Bahan) -> Uraian:
    """Explain every score, the adjustment and the sum."""
    jawaban = bahan.jawaban
    steps = [_step_of_rb(row) for row in jawaban["rincian"]]
    aturan = choose_versi(bahan.buku.rb, bahan.tahun)
    counted = (
        f"({koma(jawaban['rb_general'])} {_signed(jawaban['koefisien'])}) ÷ {koma(jawaban['bobot_penyesuaian'])} × 100"
    )
    steps += [
        Langkah("RB General", "jumlah skor yang berlaku", koma(jawaban["rb_general"]), True),
        Langkah("Penyesuaian", counted, koma(jawaban["penyesuaian"]), True),
        Langkah(
            "Indeks RB", f"penyesuaian + tematik {pendek(jawaban['tematik'])}, {_ROUNDED}", koma(jawaban["nilai"]), True
        ),
    ]
    kode, pita = jawaban["kategori"], find_pita(Decimal(jawaban["nilai"]), aturan.pita)
    label = pita.label if pita and pita.kode == kode else aturan.dengan_catatan.label
    missed = [row["kode"] for row in jawaban["rincian"] if row["tercapai"] is False]
    words = f"{label}; {'target baik belum tercapai: ' + ', '.join(missed) if missed else 'semua target baik tercapai'}"
    steps.append(Langkah("Predikat", words, kode))
    return Uraian(judul=title(jawaban, f"{kode} ({label})"), langkah=steps)


def _signed(nilai: str) -> str:
    """Return a figure with its sign before it, as a term of a sum."""
    return f"− {pendek(nilai.lstrip('-'))}" if nilai.startswith("-") else f"+ {pendek(nilai)}"


def _step_of_rb(row: Mapping[str, Any]) -> Langkah:
    if not row["berlaku"]:
        return Langkah(row["kode"], f"tidak berlaku, bobot {pendek(row['bobot'])}", "tidak dihitung")
    nilai = pendek(row["nilai"])
    counted = f"{nilai} ÷ {pendek(row['maks'])} × {pendek(row['bobot'])}" if row["maks"] else nilai
    if row["pengali"]:
        counted += f", dikali capaian {row['pengali']}"
    return Langkah(row["kode"], f"{counted}; capaian {koma(row['capaian_index'])}", koma(row["score_index"]))


def explain_iku_non_makro(bahan: Bahan) -> Uraian:
    """Explain the share of indicators at or past their target."""
    jawaban = bahan.jawaban
    if jawaban["nilai"] is None:
        return Uraian(judul=jawaban["alasan"], langkah=())
    counted = f"{jawaban['tercapai']} ÷ {jawaban['jumlah']} × 100"
    return Uraian(judul=f"{koma(jawaban['nilai'])}", langkah=[Langkah("Nilai", counted, koma(jawaban["nilai"]))])


def explain_renaksi(bahan: Bahan) -> Uraian:
    """Explain the worth of each aspect and their mean."""
    jawaban = bahan.jawaban
    steps = [Langkah(row["nama"], _letter(row), pendek(row["nilai"])) for row in jawaban["rincian"]]
    total = Langkah("Nilai", f"rerata × 100, {_ROUNDED}", koma(jawaban["nilai"]), True)
    return Uraian(judul=koma(jawaban["nilai"]), langkah=[*steps, total])


def _letter(row: Mapping[str, Any]) -> str:
    """Return the answer, with the letter that a percentage amounts to."""
    return str(row["huruf"]) if row["jawaban"] == row["huruf"] else f"{pendek(row['jawaban'])} %: {row['huruf']}"


def explain_spm(bahan: Bahan) -> Uraian:
    """Explain the share served, the quality and the index."""
    jawaban, isi = bahan.jawaban, bahan.isi
    if jawaban["nilai"] is None:
        return Uraian(judul=jawaban["alasan"], langkah=())
    aturan = choose_versi(bahan.buku.spm, bahan.tahun)
    served = f"{pendek(min(isi['dilayani'], isi['total']))} ÷ {pendek(isi['total'])} × 100"
    mutu = f"({' + '.join(map(pendek, isi['mutu']))}) ÷ {len(isi['mutu'])}"
    whole = f"{pendek(aturan.bagian_penerima)} × {koma(jawaban['penerima'])} + {pendek(aturan.bagian_mutu)} × {koma(jawaban['mutu'])}"
    full = jawaban["kategori"] == aturan.paripurna.kode
    band = Langkah("Kategori", "indeks sebelum dibulatkan tepat 100", aturan.paripurna.label.lower())
    pita = [aturan.paripurna, *aturan.pita]
    label = next(satu.label for satu in pita if satu.kode == jawaban["kategori"])
    return Uraian(
        judul=title(jawaban, label),
        keterangan="Tuntas Paripurna hanya bila indeks sebelum dibulatkan tepat 100. Yang dilayani dihitung paling banyak sejumlah sasaran.",
        langkah=[
            Langkah("Penerima", served, f"{koma(jawaban['penerima'])} %"),
            Langkah("Mutu", mutu, f"{koma(jawaban['mutu'])} %"),
            Langkah("Indeks pencapaian", f"{whole}, {_ROUNDED}", koma(jawaban["nilai"]), True),
            band if full else tell_pita(jawaban["nilai"], aturan.pita),
        ],
    )


def explain_indeks(bahan: Bahan) -> Uraian:
    """Explain the band of a value."""
    jawaban = bahan.jawaban
    versi = bahan.buku.list_skala()[bahan.isi["kode"]]
    aturan = choose_versi(versi, max(bahan.tahun, versi[0].dasar.mulai_tahun))
    rounded = Langkah("Nilai", f"{pendek(bahan.isi['nilai'])}, {_ROUNDED}", koma(jawaban["nilai"]))
    return Uraian(
        judul=title(jawaban, jawaban["label"] or ""),
        keterangan=jawaban.get("alasan", ""),
        langkah=[rounded, tell_pita(jawaban["nilai"], aturan.pita)],
    )
