"""Dates, numbers and masks are written as ui.md §11 has them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tampilan import angka, samaran, waktu
from tampilan.katalog import Katalog

KEMARIN = datetime(2026, 5, 19, 17, 42, tzinfo=UTC)  # already the 20th in Jakarta


@pytest.mark.parametrize(
    "nilai,kata",
    [
        (date(2026, 5, 25), "Senin, 25 Mei 2026"),
        ("2026-05-25", "Senin, 25 Mei 2026"),
        (KEMARIN, "Rabu, 20 Mei 2026"),
        ("2026-05-19T17:42:00+00:00", "Rabu, 20 Mei 2026"),
        (None, "belum ada"),
    ],
)
def test_a_date_is_written_out_as_it_is_in_jakarta(nilai: Any, kata: str) -> None:
    assert waktu.format_tanggal(nilai) == kata


def test_a_short_date_names_the_year_only_when_it_is_another() -> None:
    assert waktu.format_tanggal_pendek(date(2026, 5, 25), tahun=2026) == "25 Mei"
    assert waktu.format_tanggal_pendek(date(2025, 8, 3), tahun=2026) == "3 Agu 2025"
    assert waktu.format_tanggal_pendek(date(2026, 5, 20), hari=True, tahun=2026) == "Rab 20 Mei"


def test_a_moment_is_told_in_wib_with_a_point_and_a_fixed_space() -> None:
    assert waktu.format_jam(KEMARIN) == "00.42\N{NO-BREAK SPACE}WIB"
    assert waktu.format_waktu(KEMARIN) == "20 Mei 2026 00.42\N{NO-BREAK SPACE}WIB"


@pytest.mark.parametrize(
    "dari,sampai,kata",
    [
        ("2026-05-13", "2026-05-20", "13–20 Mei 2026"),
        ("2026-05-28", "2026-06-03", "28 Mei – 3 Juni 2026"),
        ("2025-12-30", "2026-01-02", "30 Desember 2025 – 2 Januari 2026"),
        ("2026-05-13", "2026-05-13", "13 Mei 2026"),
    ],
)
def test_a_range_says_each_month_and_year_once(dari: str, sampai: str, kata: str) -> None:
    assert waktu.format_rentang(dari, sampai) == kata


@pytest.mark.parametrize(
    "nilai,desimal,kata",
    [
        (1840000, None, "1.840.000"),
        (Decimal("82.775"), 2, "82,78"),
        (Decimal("0.125"), 2, "0,13"),
        (Decimal("-1234.5"), 1, "\N{MINUS SIGN}1.234,5"),
        (0, None, "0"),
        ("70.75", None, "70,75"),
        (None, None, "belum ada"),
    ],
)
def test_a_number_has_points_a_comma_and_halves_away_from_zero(nilai: Any, desimal: int | None, kata: str) -> None:
    assert angka.format_angka(nilai, desimal) == kata


def test_percent_rupiah_difference_and_unit() -> None:
    assert angka.format_persen(94) == "94,00%"
    assert angka.format_rupiah(840000) == "Rp840.000"
    assert angka.format_rupiah(0) == "Rp0"
    assert angka.format_selisih(Decimal("0.9"), 2) == "+0,90"
    assert angka.format_selisih(Decimal("-0.83"), 2) == "\N{MINUS SIGN}0,83"
    assert angka.format_selisih(0) == "0"
    assert angka.format_satuan(5, "hari kerja") == "5\N{NO-BREAK SPACE}hari kerja"
    assert angka.format_satuan(Decimal(95), "%") == "95%"


def test_a_difference_that_rounds_to_nothing_has_no_sign() -> None:
    assert angka.format_selisih(Decimal("0.001"), 2) == "0,00"
    assert angka.format_selisih(Decimal("-0.001"), 2) == "0,00"


@pytest.mark.parametrize(
    "penuh,samar",
    [
        ("3216012105870003", "3216 •••• •••• 0003"),
        ("9120001231204", "•••• •••• •1204"),
        ("", ""),
        ("7", "•"),
    ],
)
def test_only_a_nik_keeps_its_first_four(penuh: str, samar: str) -> None:
    assert samaran.mask_nomor(penuh) == samar


def test_names_mail_and_ids_are_masked_or_cut() -> None:
    assert samaran.mask_nama("Sekar W.") == "S•••• W•"
    assert samaran.mask_nama("Kartikasari Wulandari") == "K•••• W••••"
    assert samaran.mask_surel("sekar@contoh.go.id") == "s•••@•••.id"
    assert samaran.shorten_id("019ddd3a-7f10-7000-8000-00000000a91f") == "019ddd3a…a91f"
    assert samaran.shorten_id("PRZ-2026-01") == "PRZ-2026-01"


def test_the_catalogue_fills_its_sentences_and_a_service_lays_its_own_over_it() -> None:
    katalog = Katalog({"izin.not_found": "Izin itu tidak ada."})

    assert katalog("isian.panjang", label="NIK", ada=15, perlu=16) == "NIK belum lengkap: 15 dari 16 angka"
    assert katalog("izin.not_found") == "Izin itu tidak ada."
    assert katalog("tidak.dikenal") == "tidak.dikenal"
    assert katalog("isian.kosong") == "(label) belum diisi"
