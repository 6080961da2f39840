"""What was filled in, against the JSON Schema of the layanan's form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from chassis.domain import Invalid
from perizinan.domain.layanan import Layanan

_SENTENCES = {
    "required": "Isi bagian ini",
    "type": "Jenis isian tidak sesuai: {expected}",
    "enum": "Pilih salah satu: {expected}",
    "pattern": "Bentuk isian tidak sesuai contoh",
    "minLength": "Terlalu pendek, paling sedikit {expected} huruf",
    "maxLength": "Terlalu panjang, paling banyak {expected} huruf",
    "minimum": "Paling kecil {expected}",
    "maximum": "Paling besar {expected}",
    "format": "Bentuk isian tidak sesuai: {expected}",
    "additionalProperties": "Isian ini tidak dikenal pada formulir layanan",
}


class JsonSchemaIsian:
    """Checks by the jsonschema library; compiled once a version of a layanan."""

    def check(self, layanan: Layanan, isian: Mapping[str, Any]) -> None:
        """Raise :class:`~chassis.domain.Invalid` with a sentence for each field that is wrong."""
        errors: dict[str, list[str]] = {}
        for error in _validator(layanan).iter_errors(dict(isian)):
            expected = ", ".join(map(str, error.validator_value)) if isinstance(error.validator_value, list) else None
            sentence = _SENTENCES.get(str(error.validator), "Periksa isian ini")
            for field in _fields(error):
                text = sentence.format(expected=expected or error.validator_value)
                errors.setdefault(field, []).append(text)
        if errors:
            raise Invalid(errors)


def _fields(error: ValidationError) -> list[str]:
    """Return the paths of the fields at fault, below ``isian``."""
    path = ["isian", *map(str, error.absolute_path)]
    instance, expected = cast(Any, error.instance), cast(Any, error.validator_value)
    names: list[str] = []
    if error.validator == "required":
        names = [name for name in expected if name not in instance]
    elif error.validator == "additionalProperties":
        names = [name for name in instance if name not in cast(Any, error.schema).get("properties", {})]
    return [".".join((*path, name)) for name in names] or [".".join(path)]


@cache
def _validators() -> dict[tuple[str, int], Draft202012Validator]:
    return {}


def _validator(layanan: Layanan) -> Draft202012Validator:
    key = (layanan.kode, layanan.versi)
    if key not in _validators():
        _validators()[key] = Draft202012Validator(layanan.isian_skema, format_checker=FormatChecker())
    return _validators()[key]
