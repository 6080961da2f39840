"""What the unit tests of perizinan share: the calendar and the catalogue that ship with the service."""

import pytest

from perizinan.adapters.acuan import load_kalender, load_layanan
from perizinan.domain.kalender import Kalender
from perizinan.domain.layanan import Katalog
from tests.support.berkas import Berkas


@pytest.fixture(scope="session")
def kalender() -> Kalender:
    return load_kalender()


@pytest.fixture(scope="session")
def katalog() -> Katalog:
    return load_layanan()


@pytest.fixture
def sip(katalog: Katalog, kalender: Kalender) -> Berkas:
    return Berkas(katalog.get("sip-dokter", 1), kalender)


@pytest.fixture
def klinik(katalog: Katalog, kalender: Kalender) -> Berkas:
    return Berkas(katalog.get("izin-klinik", 1), kalender)


@pytest.fixture
def keramaian(katalog: Katalog, kalender: Kalender) -> Berkas:
    """Deemed granted at the lapse; five days."""
    return Berkas(katalog.get("izin-keramaian", 1), kalender)
