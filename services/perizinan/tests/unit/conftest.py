"""What the unit tests of perizinan share: the calendar of 2026 and 2027."""

import pytest

from perizinan.adapters.acuan import load_kalender
from perizinan.domain.kalender import Kalender


@pytest.fixture(scope="session")
def kalender() -> Kalender:
    return load_kalender()
