"""Figures as callers write them: text or number, finite, of a sane size."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, fields

_PLAIN = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,12})?", re.ASCII)
_NO_NUMBER = "Harus berupa bilangan."
_NO_WHOLE = "Harus berupa bilangan bulat."


def read_desimal(value: object) -> Decimal:
    """Return a decimal; raises ValidationError for anything that is no plain finite number of up to 15 digits."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise ValidationError(_NO_NUMBER)
    text = value.strip() if isinstance(value, str) else _text_of(value)
    if not _PLAIN.fullmatch(text):
        raise ValidationError(_NO_NUMBER)
    return Decimal(text)


def _text_of(value: float | Decimal) -> str:
    """Return a number as plain text; one that is beyond every scale, or no number, as text that is refused."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return f"{exact:f}" if exact.is_finite() and abs(exact.adjusted()) < 20 else ""


class DesimalField(fields.Field[Decimal]):
    """A decimal, as text or number."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> Decimal:
        return read_desimal(value)


class BulatField(fields.Field[int]):
    """A whole number, as text or number."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> int:
        if type(value) is int and abs(value) < 10**15:
            return value
        nilai = read_desimal(value)
        if nilai != nilai.to_integral_value():
            raise ValidationError(_NO_WHOLE)
        return int(nilai)


class PersenHurufField(fields.Field["str | Decimal"]):
    """A percentage, or a letter or word of a rubric."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> str | Decimal:
        if isinstance(value, str) and not _PLAIN.fullmatch(value.strip()):
            return value.strip()[:20]
        return read_desimal(value)
