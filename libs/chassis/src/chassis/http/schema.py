"""Schemas of requests and answers: unknown fields are refused, lists are pages, errors speak Indonesian."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from marshmallow import RAISE, fields, validate
from marshmallow import Schema as _Schema

MAX_PER_HALAMAN = 500


class Schema(_Schema):
    """The parent of every schema: a field that it does not name is refused."""

    class Meta:
        """Marshmallow's switches."""

        unknown = RAISE


class HalamanQuery(Schema):
    """The query of a list: ``halaman`` from 1, ``per_halaman`` up to 500."""

    halaman = fields.Integer(load_default=1, validate=validate.Range(1, 1_000_000))
    per_halaman = fields.Integer(load_default=50, validate=validate.Range(1, MAX_PER_HALAMAN))


class ProblemSchema(Schema):
    """An error (RFC 9457) with its stable code."""

    type = fields.String()
    title = fields.String()
    status = fields.Integer(required=True)
    code = fields.String(required=True, metadata={"description": "Stable; programs decide by it"})
    detail = fields.String(required=True, metadata={"description": "A sentence for people, Indonesian"})
    request_id = fields.String()
    errors = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))


@cache
def make_page_schema(item: type[_Schema]) -> type[_Schema]:
    """Return the schema of a page of ``item``."""
    name = item.__name__.removesuffix("Schema")
    members = {
        "data": fields.List(fields.Nested(item), required=True),
        "halaman": fields.Integer(required=True),
        "per_halaman": fields.Integer(required=True),
        "jumlah": fields.Integer(required=True, metadata={"description": "How many there are on all pages"}),
    }
    return Schema.from_dict(members, name=f"Halaman{name}Schema")  # type: ignore[arg-type]  # fields are fields


def make_page(data: Sequence[object], *, query: Mapping[str, Any], jumlah: int) -> dict[str, Any]:
    """Return a page as the answer of a list."""
    return {"data": data, "halaman": query["halaman"], "per_halaman": query["per_halaman"], "jumlah": jumlah}


_SENTENCES: Mapping[str, str] = {
    "Missing data for required field.": "Wajib diisi.",
    "Field may not be null.": "Tidak boleh kosong.",
    "Unknown field.": "Tidak dikenal.",
    "Not a valid string.": "Harus berupa teks.",
    "Not a valid integer.": "Harus berupa bilangan bulat.",
    "Not a valid number.": "Harus berupa bilangan.",
    "Not a valid boolean.": "Harus ya atau tidak (true atau false).",
    "Not a valid date.": "Tulis tanggal sebagai 2026-06-22.",
    "Not a valid datetime.": "Tulis waktu sebagai 2026-06-22T08:00:00+07:00.",
    "Not a valid aware datetime.": "Tulis waktu dengan selisihnya, seperti 2026-06-22T08:00:00+07:00.",
    "Not a valid list.": "Harus berupa daftar.",
    "Not a valid mapping type.": "Harus berupa objek.",
    "Not a valid UUID.": "Bukan nomor pengenal yang sah.",
    "Not a valid email address.": "Bukan alamat surel yang sah.",
    "Not a valid URL.": "Bukan alamat web yang sah.",
    "Invalid input type.": "Bentuknya tidak sesuai.",
    "Invalid value.": "Nilainya tidak sah.",
    "Number too large.": "Bilangan terlalu besar.",
    "Special numeric values (nan or infinity) are not permitted.": "Harus berupa bilangan.",
    "String does not match expected pattern.": "Bentuknya tidak sesuai.",
    "Shorter than minimum length": "Terlalu pendek.",
}
_PATTERNS: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(r"Must be one of: (?:, )?(.+)\."), "Pilih salah satu: {0}."),
    (re.compile(r"Shorter than minimum length (\d+)\."), "Paling sedikit {0}."),
    (re.compile(r"Longer than maximum length (\d+)\."), "Paling banyak {0}."),
    (re.compile(r"Length must be between (\d+) and (\d+)\."), "Panjangnya {0} sampai {1}."),
    (re.compile(r"Length must be (\d+)\."), "Panjangnya harus {0}."),
    (re.compile(r"Must be greater than or equal to (.+) and less than or equal to (.+)\."), "Antara {0} dan {1}."),
    (re.compile(r"Must be greater than or equal to (.+)\."), "Paling sedikit {0}."),
    (re.compile(r"Must be greater than (.+)\."), "Harus lebih dari {0}."),
    (re.compile(r"Must be less than or equal to (.+)\."), "Paling banyak {0}."),
    (re.compile(r"Must be less than (.+)\."), "Harus kurang dari {0}."),
    (re.compile(r"Must be equal to (.+)\."), "Harus {0}."),
)


def translate(sentence: str) -> str:
    """Return marshmallow's sentence in Indonesian; a sentence that is ours already stays as it is."""
    if sentence in _SENTENCES:
        return _SENTENCES[sentence]
    for pattern, ours in _PATTERNS:
        if found := pattern.fullmatch(sentence):
            return ours.format(*found.groups())
    return sentence


def flatten_errors(messages: object) -> dict[str, list[str]]:
    """Return marshmallow's nested messages as one list of sentences a field: ``{"pemohon.nik": ["Wajib diisi."]}``."""
    flat: dict[str, list[str]] = {}
    for path, sentence in _leaves(messages, ()):
        flat.setdefault(".".join(path) or "_schema", []).append(translate(sentence))
    return flat


def _leaves(messages: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _leaves(inner, path if key == "_schema" else (*path, str(key)))
    elif isinstance(messages, list | tuple):
        for inner in messages:
            yield from _leaves(inner, path)
    else:
        yield path, str(messages)
