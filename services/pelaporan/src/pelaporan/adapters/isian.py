"""The fields of events: which there are, and how to take them out of a message fast.

Some fields are columns of the facts (agency, layanan, the subject); the others go into the JSON of the fact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from pelaporan.domain.definisi import JenisIsian, Skema
from pelaporan.domain.ukuran import Isi

OPD = "opd_kode"
LAYANAN = "layanan_kode"
SUBJEK = "permohonan_id"
COLUMN: Mapping[str, str] = {OPD: "opd", LAYANAN: "layanan", SUBJEK: "subjek"}
"""The fields that are columns of the facts."""

_MOMENT = "google.protobuf.Timestamp"
_BILANGAN = {
    FieldDescriptor.CPPTYPE_INT32,
    FieldDescriptor.CPPTYPE_INT64,
    FieldDescriptor.CPPTYPE_UINT32,
    FieldDescriptor.CPPTYPE_UINT64,
}

Values = tuple[Any, ...]


def read_skema(types: Mapping[str, type[Message]]) -> Skema:
    """Return the fields of every type of event, with their kinds."""
    return {tipe: _fields(message.DESCRIPTOR) for tipe, message in types.items()}


def _fields(descriptor: Any) -> Mapping[str, JenisIsian]:
    kinds = {field.name: _kind(field) for field in descriptor.fields}
    return {name: kind for name, kind in kinds.items() if kind is not None}


def _kind(field: FieldDescriptor) -> JenisIsian | None:
    """Return the kind of a field; a list of plain values stands for how many it holds."""
    if field.is_repeated:
        return JenisIsian.BILANGAN if field.message_type is None else None
    if field.cpp_type == FieldDescriptor.CPPTYPE_STRING:
        return JenisIsian.TEKS
    if field.cpp_type == FieldDescriptor.CPPTYPE_BOOL:
        return JenisIsian.BENAR_SALAH
    if field.cpp_type in _BILANGAN:
        return JenisIsian.BILANGAN
    if field.message_type is not None and field.message_type.full_name == _MOMENT:
        return JenisIsian.WAKTU
    return None


class Extractor:
    """Takes the fields of one type of event out of a message.

    ``names`` are those that go into the JSON of a fact, in the order in which `values` returns them; ``columns`` returns
    agency and layanan, empty where the type has none.
    """

    def __init__(self, tipe: str, skema: Skema) -> None:
        """Compile the extraction for one type, given the message class's fields."""
        isian = skema[tipe]
        self.columns = _columns(OPD in isian, LAYANAN in isian)
        own = {name: kind for name, kind in isian.items() if name not in COLUMN}
        self._waktu = [name for name, kind in own.items() if kind is JenisIsian.WAKTU]
        self._plain_names = [name for name in own if name not in self._waktu]
        self._plain = _getter(self._plain_names)
        self.names = (*self._plain_names, *self._waktu)
        self._optional: list[tuple[int, str]] | None = None
        self._lists: list[int] = []

    def values(self, message: Message) -> list[Isi | datetime]:
        """Return the values of ``names``; what is not set is None."""
        values = list(self._plain(message))
        if self._optional is None:
            self._optional = self._find_optional(message.DESCRIPTOR)
            self._lists = self._find_lists(message.DESCRIPTOR)
        for at, name in self._optional:
            if not message.HasField(name):
                values[at] = None
        for at in self._lists:
            values[at] = len(values[at])
        if self._waktu:
            values += [_moment(getattr(message, name)) if message.HasField(name) else None for name in self._waktu]
        return values

    def _find_optional(self, descriptor: Any) -> list[tuple[int, str]]:
        fields = descriptor.fields_by_name
        return [(at, name) for at, name in enumerate(self._plain_names) if fields[name].has_presence]

    def _find_lists(self, descriptor: Any) -> list[int]:
        fields = descriptor.fields_by_name
        return [at for at, name in enumerate(self._plain_names) if fields[name].is_repeated]


def _columns(opd: bool, layanan: bool) -> Callable[[Any], tuple[str, str]]:
    if opd and layanan:
        return attrgetter(OPD, LAYANAN)
    if opd:
        return lambda message: (message.opd_kode, "")
    if layanan:
        return lambda message: ("", message.layanan_kode)
    return lambda message: ("", "")


def _moment(timestamp: Any) -> datetime:
    return datetime.fromtimestamp(timestamp.seconds + timestamp.nanos / 1e9, UTC)


def _getter(names: list[str]) -> Callable[[Any], Values]:
    """Return a function from a message to the tuple of its fields."""
    if not names:
        return lambda message: ()
    if len(names) == 1:
        single = attrgetter(names[0])
        return lambda message: (single(message),)
    return attrgetter(*names)
