"""From the domain's events to the messages of the contract."""

from __future__ import annotations

from dataclasses import asdict

from google.protobuf.message import Message

from kinerja.domain.pegawai import PegawaiBerubah
from kinerja.domain.unit import UnitOrganisasiBerubah
from simpul.kinerja.v1 import peristiwa_pb2

Peristiwa = UnitOrganisasiBerubah | PegawaiBerubah

_MESSAGES: dict[type[Peristiwa], type[Message]] = {
    UnitOrganisasiBerubah: peristiwa_pb2.UnitOrganisasiBerubah,
    PegawaiBerubah: peristiwa_pb2.PegawaiBerubah,
}


def to_message(event: Peristiwa) -> Message:
    """Return the protobuf message; the fields of both have the same names."""
    return _MESSAGES[type(event)](**asdict(event))
