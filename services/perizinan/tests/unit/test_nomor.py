"""Numbers of files and licences, and the applicant's key."""

from datetime import UTC, date, datetime

import pytest

from chassis.domain import JAKARTA
from perizinan.domain.izin import MasaBerlaku
from perizinan.domain.nomor import (
    Penomoran,
    format_nomor_registrasi,
    generate_kode_verifikasi,
    generate_kunci,
    hash_kunci,
    is_kunci,
)


@pytest.mark.parametrize(
    "seq, at, nomor",
    [
        (12, datetime(2026, 3, 3, 10, tzinfo=JAKARTA), "503/0012/SIP/DPMPTSP/III/2026"),
        (1, datetime(2026, 12, 31, 17, 30, tzinfo=UTC), "503/0001/SIP/DPMPTSP/I/2027"),
        (12345, datetime(2026, 9, 1, tzinfo=JAKARTA), "503/12345/SIP/DPMPTSP/IX/2026"),
    ],
)
def test_a_licence_is_numbered_by_the_local_day_of_issue(seq: int, at: datetime, nomor: str) -> None:
    assert Penomoran(kode="SIP").format(seq, at) == nomor


@pytest.mark.parametrize("template", ["{seq}", "{tahun}", "{seq}/{tahun}/{rahasia}", "{seq.__class__}/{tahun}", "{"])
def test_a_template_that_asks_for_something_else_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match=r"seq|format string"):
        Penomoran(kode="SIP", template=template)


def test_a_registration_number_has_its_local_year() -> None:
    assert format_nomor_registrasi(391, datetime(2026, 11, 24, tzinfo=JAKARTA)) == "PRZ-2026-000391"
    assert format_nomor_registrasi(1, datetime(2026, 12, 31, 18, tzinfo=UTC)) == "PRZ-2027-000001"


def test_a_key_is_long_random_and_without_letters_that_look_like_digits() -> None:
    keys = {generate_kunci() for _ in range(200)}

    assert len(keys) == 200
    assert all(len(key) == 23 and not set(key) & set("OIL") for key in keys)


@pytest.mark.parametrize("typed", ["0123A-BCDEF-GHJKM-NPQR1", "0123abcdefghjkmnpqr1", " o1 23a bcdef ghjkm npqrI"])
def test_a_key_opens_however_it_is_typed(typed: str) -> None:
    stored = hash_kunci("0123A-BCDEF-GHJKM-NPQR1")

    assert is_kunci(typed.replace("o1", "01"), stored)
    assert "0123A" not in stored


def test_another_key_does_not_open() -> None:
    assert not is_kunci(generate_kunci(), hash_kunci(generate_kunci()))


def test_the_code_behind_the_qr_has_160_random_bits() -> None:
    assert len(generate_kode_verifikasi()) == 27


@pytest.mark.parametrize(
    "masa, terbit, ends",
    [
        (MasaBerlaku(tahun=5), date(2026, 3, 3), date(2031, 3, 3)),
        (MasaBerlaku(bulan=6), date(2026, 8, 31), date(2027, 2, 28)),
        (MasaBerlaku(tahun=1), date(2028, 2, 29), date(2029, 2, 28)),
        (MasaBerlaku(bulan=1), date(2026, 12, 5), date(2027, 1, 5)),
    ],
)
def test_a_licence_ends_on_the_same_day_of_a_later_month(masa: MasaBerlaku, terbit: date, ends: date) -> None:
    assert masa.ends(terbit) == ends
