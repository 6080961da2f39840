"""What the unit tests of perizinan share: the calendar and the catalogue that ship with the service."""

import pytest

from perizinan.adapters.acuan import load_kalender, load_layanan
from perizinan.domain.kalender import Kalender
from perizinan.domain.layanan import Katalog


@pytest.fixture(scope="session")
def kalender() -> Kalender:
    return load_kalender()


@pytest.fixture(scope="session")
def katalog() -> Katalog:
    return load_layanan()
