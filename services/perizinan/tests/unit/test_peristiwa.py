"""The facts are those of the contract, field by field."""

from dataclasses import fields

import pytest

from perizinan.domain import peristiwa
from perizinan.domain.peristiwa import Peristiwa, PeristiwaPermohonan, PeristiwaRekomendasi
from simpul.perizinan.v1 import peristiwa_pb2

_FACTS = [
    kind
    for kind in vars(peristiwa).values()
    if isinstance(kind, type)
    and issubclass(kind, Peristiwa)
    and kind not in (Peristiwa, PeristiwaPermohonan, PeristiwaRekomendasi)
]


@pytest.mark.parametrize("kind", _FACTS, ids=lambda kind: kind.__name__)
def test_a_fact_has_exactly_the_fields_of_its_message(kind: type[Peristiwa]) -> None:
    message = peristiwa_pb2.DESCRIPTOR.message_types_by_name[kind.__name__]

    assert {field.name for field in fields(kind)} == {field.name for field in message.fields}


def test_every_message_of_the_contract_has_its_fact() -> None:
    assert {kind.__name__ for kind in _FACTS} == set(peristiwa_pb2.DESCRIPTOR.message_types_by_name)
