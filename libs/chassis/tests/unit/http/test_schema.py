"""Errors of fields: every sentence of marshmallow has its Indonesian one."""

from __future__ import annotations

from typing import Any

import pytest
from marshmallow import ValidationError, fields, validate

from chassis.http import Schema
from chassis.http.schema import flatten_errors

FIELDS: list[tuple[fields.Field[Any], Any]] = [
    (fields.String(required=True), ...),
    (fields.String(), None),
    (fields.String(), 1),
    (fields.Integer(strict=True), 1.5),
    (fields.Integer(), "x"),
    (fields.Float(), "nan"),
    (fields.Decimal(), "x"),
    (fields.Decimal(), "NaN"),
    (fields.Boolean(), "mungkin"),
    (fields.Date(), "22-06-2026"),
    (fields.AwareDateTime(), "x"),
    (fields.AwareDateTime(), "2026-06-22T08:00:00"),
    (fields.UUID(), "x"),
    (fields.Email(), "x"),
    (fields.List(fields.String()), "x"),
    (fields.Dict(), "x"),
    (fields.Nested(Schema), "x"),
    (fields.String(validate=validate.OneOf(["a", "b"])), "c"),
    (fields.String(validate=validate.Length(2, 3)), "c"),
    (fields.String(validate=validate.Length(min=2)), "c"),
    (fields.String(validate=validate.Length(max=1)), "cc"),
    (fields.String(validate=validate.Length(equal=3)), "cc"),
    (fields.Integer(validate=validate.Range(1, 3)), 4),
    (fields.Integer(validate=validate.Range(min=1)), 0),
    (fields.Integer(validate=validate.Range(max=1)), 2),
    (fields.Integer(validate=validate.Range(min=1, min_inclusive=False)), 1),
    (fields.String(validate=validate.Regexp("a+")), "b"),
]


@pytest.mark.parametrize("field, value", FIELDS)
def test_no_english_reaches_people(field: fields.Field[Any], value: Any) -> None:
    schema = Schema.from_dict({"isian": field})()

    with pytest.raises(ValidationError) as refused:
        schema.load({} if value is ... else {"isian": value})

    sentences = [sentence for found in flatten_errors(refused.value.messages).values() for sentence in found]
    assert sentences
    assert not [
        sentence for sentence in sentences if {"Not", "Must", "Missing", "Invalid", "than"} & set(sentence.split())
    ]


def test_a_choice_that_may_stay_empty_is_not_named() -> None:
    schema = Schema.from_dict({"isian": fields.String(validate=validate.OneOf(["", "a", "b"]))})()

    with pytest.raises(ValidationError) as refused:
        schema.load({"isian": "c"})

    assert flatten_errors(refused.value.messages) == {"isian": ["Pilih salah satu: a, b."]}
