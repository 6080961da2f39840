"""NIK, NIB, NPWP, NITKU, and what others see of them."""

import pytest

from chassis.domain import Invalid
from perizinan.domain.identitas import Nib, Nik, Npwp, Pemohon, mask_nama, mask_nomor

_LAHIR = "Angka ke-7 sampai ke-12 NIK adalah tanggal lahir, dan {} tidak ada. Periksa lagi pada KTP"


def test_a_name_can_be_printed() -> None:
    with pytest.raises(Invalid) as refused:
        Pemohon.create(jenis="perorangan", nama="Siti\x1b[31m Aminah", nik="3602041211870001")

    assert set(refused.value.errors) == {"pemohon.nama"}


@pytest.mark.parametrize(
    "nilai, wilayah, lahir, perempuan",
    [
        ("3602041211870001", "36.02.04", "12-11-87", False),
        ("3311125204870003", "33.11.12", "12-04-87", True),
        ("3216016902000004", "32.16.01", "29-02-00", True),
    ],
)
def test_a_nik_tells_region_birth_and_sex(nilai: str, wilayah: str, lahir: str, perempuan: bool) -> None:
    nik = Nik(nilai)

    assert (nik.wilayah, nik.lahir, nik.is_perempuan) == (wilayah, lahir, perempuan)


@pytest.mark.parametrize(
    "nilai, sentence",
    [
        ("3216013104900001", _LAHIR.format("31-04-90")),
        ("3216017102990005", _LAHIR.format("71-02-99")),
        ("3216013504870001", _LAHIR.format("35-04-87")),
        ("3216013201900001", _LAHIR.format("32-01-90")),
        ("3216014001900001", _LAHIR.format("40-01-90")),
        ("3216017201900001", _LAHIR.format("72-01-90")),
        ("3216010113900001", _LAHIR.format("01-13-90")),
        ("321601120487000", "NIK belum lengkap: 15 dari 16 angka"),
        ("32160112048700011", "NIK terlalu panjang: 17 dari 16 angka"),
        ("32160112O4870001", "NIK hanya berisi angka"),
        ("٣216011204870001", "NIK hanya berisi angka"),
        (
            "3216011204870000",
            "Angka ke-13 sampai ke-16 NIK adalah nomor urut, dan 0000 tidak ada. Periksa lagi pada KTP",
        ),
    ],
)
def test_an_impossible_nik_is_refused_with_a_sentence_for_the_form(nilai: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refusal:
        Nik(nilai)

    assert refusal.value.errors == {"nik": [sentence]}


def test_29_february_is_a_birthday_whatever_the_year() -> None:
    assert Nik("3216012902010001").lahir == "29-02-01"


def test_a_nib_has_thirteen_digits() -> None:
    assert Nib("1234567890123").nilai == "1234567890123"
    with pytest.raises(Invalid):
        Nib("123456789012")


def test_an_old_tax_number_of_a_body_gets_a_zero_in_front() -> None:
    npwp = Npwp("012345678901000")

    assert npwp.nilai == "0012345678901000"
    assert npwp.nitku() == "0012345678901000000000"


def test_a_pemohon_is_told_everything_that_is_wrong_at_once() -> None:
    with pytest.raises(Invalid) as refusal:
        Pemohon.create(jenis="perorangan", nama=" ", nik="123", surel="tanpa-at", telepon="nol")

    assert set(refusal.value.errors) == {"pemohon.nama", "pemohon.nik", "pemohon.surel", "pemohon.telepon"}


@pytest.mark.parametrize(
    "jenis, number, field",
    [
        ("perorangan", {"nib": "1234567890123"}, "pemohon.nik"),
        ("badan_usaha", {}, "pemohon.nib"),
        ("x", {}, "pemohon.jenis"),
    ],
)
def test_a_person_needs_a_nik_and_a_body_a_nib(jenis: str, number: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        Pemohon.create(jenis=jenis, nama="Sari", **number)

    assert list(refusal.value.errors) == [field]


def test_outside_the_file_names_and_numbers_are_masked() -> None:
    assert mask_nomor("3216016902000003") == "3216 •••• •••• 0003"
    assert [mask_nama(nama) for nama in ("Siti Wahyuni", "Siti Nur Wahyuni", "Siti", "")] == [
        "S•••• W•",
        "S•••• W•",
        "S••••",
        "•••••",
    ]
