"""The arithmetic of an answer, step by step, as a page shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pelaporan.domain.aturan import Pita, choose_versi, find_pita
from pelaporan.domain.buku_aturan import BukuAturan

Isi = Mapping[str, Any]
_ROUNDED = "dibulatkan sekali, setengah ke atas, dua angka"
_BOTTOM = -1000
"""A band that begins below this has no bound worth telling."""


@dataclass(frozen=True, slots=True)
class Langkah:
    """One step: what it is, the figures, and what comes of it; ``induk`` marks a sum over the steps below it."""

    kata: str
    hitungan: str
    hasil: str
    induk: bool = False


@dataclass(frozen=True, kw_only=True)
class Uraian:
    """What the page says: the result in large, a sentence, the steps."""

    judul: str
    langkah: Sequence[Langkah]
    keterangan: str = ""


@dataclass(frozen=True, kw_only=True)
class Bahan:
    """What an explanation stands on: the answer, what was asked, the rules, the year."""

    jawaban: Isi
    isi: Isi
    buku: BukuAturan
    tahun: int


Explain = Callable[[Bahan], Uraian]


def koma(nilai: object) -> str:
    """Return a figure as people write it here."""
    return str(nilai).replace(".", ",").replace("-", "−", 1) if nilai is not None else "tidak ada"


def pendek(nilai: object) -> str:
    """Return a figure without the zeros behind."""
    text = f"{Decimal(str(nilai)):f}"
    return koma(text.rstrip("0").rstrip(".") if "." in text else text)


def tell_pita(nilai: str, pita: Sequence[Pita]) -> Langkah:
    """Return the step from a rounded value to its band."""
    found = find_pita(Decimal(nilai), pita)
    if found is None:
        return Langkah("Kategori", f"{koma(nilai)} tidak berada dalam rentang mana pun", "tidak ada")
    kata = found.kode.replace("_", " ")
    if found.mulai <= _BOTTOM:
        return Langkah("Kategori", found.label, kata)
    bound = f"{'mulai' if found.termasuk else 'lebih dari'} {pendek(found.mulai)}"
    return Langkah("Kategori", f"{koma(nilai)}: {found.label}, {bound}", kata)


def title(jawaban: Isi, label: str = "") -> str:
    """Return the value and its category, or why there is none."""
    if jawaban.get("nilai") is None:
        return str(jawaban.get("alasan", ""))
    kategori = jawaban.get("kategori")
    if not kategori:
        return koma(jawaban["nilai"])
    words = label or str(kategori).replace("_", " ")
    return f"{koma(jawaban['nilai'])}, {words}"


def _skala(bahan: Bahan, kode: str) -> Sequence[Pita]:
    versi = bahan.buku.list_skala()[kode]
    return choose_versi(versi, max(bahan.tahun, versi[0].dasar.mulai_tahun)).pita


def _banded(bahan: Bahan, kode: str, langkah: Iterable[Langkah], *, huruf: bool = False) -> Uraian:
    """Return the steps with the band behind them."""
    jawaban = bahan.jawaban
    if jawaban["nilai"] is None:
        return Uraian(judul=title(jawaban), langkah=[*langkah])
    pita = find_pita(Decimal(jawaban["nilai"]), _skala(bahan, kode))
    label = (f"{pita.kode} ({pita.label})" if huruf else pita.label) if pita else ""
    return Uraian(
        judul=title(jawaban, label),
        keterangan=jawaban.get("alasan", ""),
        langkah=[*langkah, tell_pita(jawaban["nilai"], _skala(bahan, kode))],
    )


def explain_sakip(bahan: Bahan) -> Uraian:
    """Explain the twelve answers, the four components and their sum."""
    steps = [_step_of_sakip(row) for row in bahan.jawaban["rincian"]]
    total = Langkah("Nilai", f"jumlah keempat komponen, {_ROUNDED}", koma(bahan.jawaban["nilai"]), True)
    return _banded(bahan, "sakip", [*steps, total], huruf=True)


def _step_of_sakip(row: Isi) -> Langkah:
    nama = f"{row['kode']} {row['nama']}"
    if row["jawaban"] is None:
        return Langkah(
            nama,
            f"jumlah {row['kode']}.a sampai {row['kode']}.c, bobot {pendek(row['bobot'])}",
            koma(row["skor"]),
            True,
        )
    counted = f"{row['jawaban']} = {pendek(row['nilai'])}; {pendek(row['nilai'])} ÷ 100 × {pendek(row['bobot'])}"
    return Langkah(nama, counted, koma(row["skor"]))


def explain_kriteria(bahan: Bahan) -> Uraian:
    """Explain the share of criteria met."""
    kriteria, jawaban = bahan.isi["kriteria"], bahan.jawaban
    aturan = choose_versi(bahan.buku.sakip, bahan.tahun)
    only = bahan.isi["hanya_terpenuhi"]
    parts = [
        f"{kriteria.count(status)} {status} × {pendek(0 if only and status != 'terpenuhi' else nilai)}"
        for status, nilai in aturan.kriteria.items()
    ]
    bounds = ", ".join(f"lebih dari {pendek(satu.di_atas)} % {satu.jawaban}" for satu in aturan.ambang)
    return Uraian(
        judul=f"{koma(jawaban['p'])} %, jawaban {jawaban['jawaban']}",
        keterangan="A dan AA memerlukan pertimbangan dan bukti evaluator, tidak dapat dihitung dari kriteria.",
        langkah=[
            Langkah(
                "p, bagian kriteria terpenuhi", f"({' + '.join(parts)}) ÷ {len(kriteria)}", f"{koma(jawaban['p'])} %"
            ),
            Langkah("Jawaban", f"100 % {aturan.penuh}, {bounds}, selain itu {aturan.kosong}", jawaban["jawaban"]),
        ],
    )


def explain_ipp(bahan: Bahan) -> Uraian:
    """Explain the aspects, F02, F03 and their sum."""
    jawaban = bahan.jawaban
    aspek = [
        Langkah(
            f"{row['kode']} {row['nama']}", f"{koma(row['nilai'])} × {pendek(row['bobot'])} ÷ 100", koma(row["skor"])
        )
        for row in jawaban["rincian"]
    ]
    f03 = f"{jawaban['responden']} responden" if jawaban["responden"] else "belum ada responden"
    aturan = choose_versi(bahan.buku.ipp, bahan.tahun)
    shares = [(aturan.bagian_f02, jawaban["f02"]), (aturan.bagian_f03, jawaban["f03"])]
    whole = " + ".join(f"{pendek(share)} × {koma(nilai)}" for share, nilai in shares)
    steps = [
        *aspek,
        Langkah("F02", "jumlah keenam aspek", koma(jawaban["f02"]), True),
        Langkah("F03", f03, koma(jawaban["f03"]), True),
        Langkah("IPP", f"{whole if jawaban['f03_dipakai'] else 'F02 saja'}, {_ROUNDED}", koma(jawaban["nilai"]), True),
    ]
    return _banded(bahan, "ipp", steps, huruf=True)


def explain_ipp_kabupaten(bahan: Bahan) -> Uraian:
    """Explain the mean of the units."""
    unit = bahan.jawaban["unit"]
    counted = f"({' + '.join(map(koma, unit))}) ÷ {len(unit)}, {_ROUNDED}"
    return _banded(bahan, "ipp", [Langkah("Rerata unit", counted, koma(bahan.jawaban["nilai"]))], huruf=True)


def explain_skm(bahan: Bahan) -> Uraian:
    """Explain the mean of each unsur, and their weighted sum."""
    jawaban = bahan.jawaban
    if jawaban["nilai"] is None:
        return Uraian(judul=jawaban["alasan"], langkah=())
    aturan = choose_versi(bahan.buku.skm, bahan.tahun)
    sums = bahan.isi.get("jumlah") or [Decimal(satu) * jawaban["n"] for satu in jawaban["unsur"]]
    steps = [
        Langkah(nama, f"{round(jumlah)} ÷ {jawaban['n']}", koma(nilai))
        for nama, jumlah, nilai in zip(aturan.unsur.values(), sums, jawaban["unsur"], strict=True)
    ]
    w = {"tepat": "1/9", None: "1/9"}.get(bahan.isi.get("w"), koma(bahan.isi.get("w")))
    lowest = min(zip(jawaban["unsur"], aturan.unsur.values(), strict=True), key=lambda pair: Decimal(pair[0]))[1]
    total = Langkah("IKM", f"jumlah (rerata × {w}) × 25, {_ROUNDED}", koma(jawaban["nilai"]), True)
    made = _banded(bahan, "skm", [*steps, total], huruf=True)
    sentence = f"Tindak lanjut dimulai dari unsur terendah: {lowest}."
    return Uraian(judul=made.judul, langkah=made.langkah, keterangan=sentence)


def explain_tingkat(kode: str) -> Explain:
    """Return what explains an instrument of levels."""

    def explain(bahan: Bahan) -> Uraian:
        jawaban = bahan.jawaban
        steps = [
            Langkah(row["nama"], f"{koma(row['nilai'])} × {pendek(row['bobot'])} ÷ 100", koma(row["skor"]))
            for row in jawaban["rincian"]
        ]
        domain = [
            Langkah(f"Domain {row['nama']}", f"rerata berbobot, bobot {pendek(row['bobot'])}", koma(row["nilai"]))
            for row in jawaban["domain"]
        ]
        total = Langkah("Indeks", f"jumlah semua aspek, {_ROUNDED}", koma(jawaban["nilai"]), True)
        return _banded(bahan, kode, [*steps, *domain, total])

    return explain


def explain_maturitas(bahan: Bahan) -> Uraian:
    """Explain a maturity of three parts."""
    jawaban = bahan.jawaban
    steps = [
        Langkah(row["nama"], f"{pendek(row['nilai'])} × {pendek(row['bobot'])} ÷ 100", koma(row["skor"]))
        for row in jawaban["rincian"]
    ]
    total = Langkah("Nilai", f"jumlah ketiga bagian, {_ROUNDED}", koma(jawaban["nilai"]), True)
    if jawaban["kategori"] is None:
        return Uraian(judul=koma(jawaban["nilai"]), keterangan=jawaban["alasan"], langkah=[*steps, total])
    return _banded(bahan, "spip", [*steps, total])
