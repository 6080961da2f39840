"""The lists of the sheets, as the regulations number them, and what the units must show for the regency."""

from __future__ import annotations

import pytest

from pelaporan.adapters.aturan import read_aturan
from pelaporan.adapters.buku_instrumen import read_instrumen
from pelaporan.domain.instrumen import JenisButir, KodeInstrumen, Kunci
from pelaporan.domain.penilaian import check_klaster

BUKU = read_instrumen(read_aturan())
UNIT = Kunci(KodeInstrumen.SAKIP, 2026, "dlh")
KABUPATEN = Kunci(KodeInstrumen.SAKIP, 2026)
SUB = [f"{komponen}.{sub}" for komponen in "1234" for sub in "abc"]


def test_the_sheet_of_a_unit_asks_the_criteria_of_its_own_list() -> None:
    susunan = BUKU.arrange(UNIT, {})

    asked = [len(susunan.children(sub, JenisButir.KRITERIA)) for sub in SUB]

    assert asked == [6, 11, 8, 3, 7, 10, 6, 9, 7, 3, 5, 5]
    assert asked == [BUKU.kriteria_unit.jumlah[sub] for sub in SUB]


def test_of_the_list_of_the_regency_the_counts_alone_are_known() -> None:
    assert [BUKU.kriteria_kabupaten.jumlah[sub] for sub in SUB] == [7, 9, 9, 3, 5, 11, 5, 10, 7, 3, 5, 5]
    assert BUKU.arrange(KABUPATEN, {}).of_jenis(JenisButir.KRITERIA) == []


def _units(**kategori: str) -> list[tuple[str, str | None]]:
    """Return the units of each cluster, ``utama="A A BB"``."""
    return [(klaster, satu) for klaster, words in kategori.items() for satu in words.split()]


@pytest.mark.parametrize(
    "unit, predikat",
    [
        (_units(utama="D D"), []),
        (_units(utama="D D D"), ["CC"]),
        (_units(utama="B B B", pendukung="D D"), ["CC"]),
        (_units(utama="B B B", pendukung="D D D"), ["CC", "B"]),
        (_units(utama="B CC B", pendukung="D D D"), ["CC"]),
        (_units(utama="BB BB BB", pendukung="D D D"), ["CC", "B"]),
        (_units(utama="BB BB BB", pendukung="D D D", tambahan="D D D"), ["CC", "B", "BB"]),
        (_units(utama="A A AA", pendukung="BB BB BB", tambahan="D D D"), ["CC", "B", "BB", "A"]),
        (_units(utama="A A AA", pendukung="BB BB B", tambahan="D D D"), ["CC", "B", "BB"]),
        (_units(utama="A A A", pendukung="A A A", tambahan="A A BB"), ["CC", "B", "BB", "A"]),
        (_units(utama="A A A", pendukung="A A A", tambahan="A A A"), ["CC", "B", "BB", "A", "AA"]),
    ],
)
def test_the_units_show_which_predikat_the_regency_may_get(
    unit: list[tuple[str, str | None]], predikat: list[str]
) -> None:
    found = check_klaster(BUKU, BUKU.arrange(KABUPATEN, {}), unit)

    assert [satu.kode for satu in found if satu.terpenuhi] == predikat


@pytest.mark.parametrize("bentuk, aspek", [("luring", [4, 3, 4, 2, 1]), ("daring", [4, 1, 4, 1, 1])])
def test_users_are_asked_by_aspect(bentuk: str, aspek: list[int]) -> None:
    susunan = BUKU.arrange(Kunci(KodeInstrumen.IPP, 2026, "dlh"), {"bentuk": bentuk})

    assert [len(satu) for satu in susunan.pertanyaan.values()] == aspek
    assert all(len(satu.pilihan) == 6 for satu in susunan.of_jenis(JenisButir.NILAI))


def test_an_indicator_of_ipp_that_is_not_scored_is_no_butir_of_the_value() -> None:
    susunan = BUKU.arrange(Kunci(KodeInstrumen.IPP, 2026, "dlh"), {})

    assert [satu.kode for satu in susunan.of_jenis(JenisButir.NILAI)] == [str(nomor) for nomor in range(1, 31)]
    antrean = susunan.butir["31"]
    assert (antrean.jenis, len(antrean.pilihan), antrean.bobot) == (JenisButir.KETERANGAN, 6, None)
