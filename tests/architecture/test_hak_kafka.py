"""What a service may read on the broker is what it consumes."""

from __future__ import annotations

from chassis.bus.akun import SOURCES
from kinerja.entrypoints.events import SOURCES as KINERJA
from pelaporan.bootstrap import SOURCES as PELAPORAN
from perizinan.bootstrap import SOURCES as PERIZINAN


def test_the_rights_on_the_broker_are_those_of_the_wiring() -> None:
    assert dict(SOURCES) == {"perizinan": PERIZINAN, "kinerja": KINERJA, "pelaporan": PELAPORAN}
