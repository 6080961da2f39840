"""A butir: what it takes for an answer, and how it tells it to people."""

from __future__ import annotations

from datetime import date

import pytest

from chassis.domain import Invalid
from pelaporan.domain.aturan import Dasar
from pelaporan.domain.instrumen import Butir, JenisButir

KRITERIA = Butir(
    kode="1.a.1",
    nama="Pedoman",
    jenis=JenisButir.KRITERIA,
    induk="1",
    pilihan={"terpenuhi": "Terpenuhi", "sebagian": "Terpenuhi sebagian"},
)
NILAI = Butir(kode="1.a", nama="Dokumen", jenis=JenisButir.NILAI, induk="1", pilihan={"AA": "Teladan", "A": "Upaya"})
JUMLAH = Butir(kode="responden", nama="Responden", jenis=JenisButir.NILAI, induk="", paling_besar=400)
CATATAN = Butir(kode="catatan.1", nama="Catatan", jenis=JenisButir.KETERANGAN, induk="", panjang=20)


@pytest.mark.parametrize(
    "butir, jawaban, sentence",
    [
        (KRITERIA, "mungkin", "Pilih salah satu: Terpenuhi, Terpenuhi sebagian"),
        (NILAI, "AAA", "Pilih salah satu: AA, A"),
        (JUMLAH, "401", "Isi bilangan bulat 0 sampai 400"),
        (JUMLAH, "9" * 5000, "Isi bilangan bulat 0 sampai 400"),
        (JUMLAH, "²", "Isi bilangan bulat 0 sampai 400"),
        (JUMLAH, True, "Isi bilangan bulat 0 sampai 400"),
        (CATATAN, 5, "Harus berupa teks"),
        (CATATAN, "a" * 21, "Paling panjang 20 huruf"),
    ],
)
def test_a_refusal_says_in_words_what_may_be_answered(butir: Butir, jawaban: object, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        butir.accept(jawaban)

    assert refused.value.errors == {"jawaban": [sentence]}


@pytest.mark.parametrize("butir, jawaban, number", [(JUMLAH, "007", 7), (JUMLAH, "x", None), (CATATAN, "2026", None)])
def test_a_text_of_digits_is_a_text(butir: Butir, jawaban: str, number: int | None) -> None:
    assert butir.read_number(jawaban) == number


@pytest.mark.parametrize(
    "pasti, words", [(True, "PP 1, berlaku sejak 2021-12-31"), (False, "PP 1, berlaku sejak 2021")]
)
def test_rules_say_since_when_they_hold_as_far_as_that_is_known(pasti: bool, words: str) -> None:
    dasar = Dasar(
        instrumen="sakip",
        nama="SAKIP",
        peraturan="PP 1",
        berlaku_dari=date(2021, 12, 31),
        mulai_tahun=2021,
        tanggal_pasti=pasti,
    )

    assert dasar.tell() == words
