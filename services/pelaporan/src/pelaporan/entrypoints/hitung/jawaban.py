"""What each calculator answers: figures as text, rows by component, the source of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields as fields_of
from datetime import date
from decimal import Decimal
from typing import Any

from marshmallow import fields

from chassis.http import Schema
from pelaporan.domain.aturan import Dasar


class DasarSchema(Schema):
    """Where the rules come from, and since when they hold.

    ``berlaku_dari`` is a day, or a year if no day is known; ``sampai`` the last year of evaluation, if there is one.
    """

    peraturan = fields.String(required=True)
    berlaku_dari = fields.String(required=True, allow_none=True)
    sampai = fields.Integer(required=True, allow_none=True)
    sumber = fields.String(required=True)
    catatan = fields.String(required=True)


def make_answer(nama: str, **members: fields.Field[Any]) -> type[Schema]:
    """Return the schema of an answer: its members, and the source of the rules."""
    made = {**members, "alasan": fields.String(), "dasar": fields.Nested(DasarSchema, required=True)}
    return Schema.from_dict(made, name=f"Hasil{nama}Schema")  # type: ignore[return-value]  # fields are fields


def text(*, kosong: bool = False) -> fields.Field[Any]:
    """Return the field of a word or a decimal as text."""
    return fields.String(required=True, allow_none=kosong)


def rows() -> fields.Field[Any]:
    """Return the field of rows."""
    return fields.List(fields.Dict(keys=fields.String()), required=True)


def to_dasar(dasar: Dasar) -> dict[str, Any]:
    """Return the source of the rules."""
    sejak = str(dasar.berlaku_dari) if dasar.tanggal_pasti else str(dasar.berlaku_dari.year)
    return {
        "peraturan": dasar.peraturan,
        "berlaku_dari": None if dasar.berlaku_dari == date.min else sejak,
        "sampai": dasar.sampai,
        "sumber": dasar.sumber,
        "catatan": dasar.catatan,
    }


def to_answer(hasil: Any, *names: str) -> dict[str, Any]:
    """Return the named fields of a result, decimals as text; ``alasan`` only where there is one."""
    answer = {name: _plain(getattr(hasil, name)) for name in names}
    alasan = getattr(hasil, "alasan", None)
    return answer | ({"alasan": alasan} if alasan else {})


def to_rows(hasil: Iterable[Any]) -> list[dict[str, Any]]:
    """Return each row with all its fields; decimals as text."""
    return [{satu.name: _plain(getattr(row, satu.name)) for satu in fields_of(row)} for row in hasil]


def _plain(nilai: Any) -> Any:
    if isinstance(nilai, Decimal):
        return f"{nilai:f}"
    if isinstance(nilai, list | tuple):
        return [_plain(satu) for satu in nilai]
    if isinstance(nilai, Mapping):
        return {kode: _plain(satu) for kode, satu in nilai.items()}
    return nilai
