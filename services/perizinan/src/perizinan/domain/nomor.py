"""Numbers and keys: *nomor registrasi*, *nomor izin*, the applicant's *kunci*, the code behind the QR."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from string import Formatter

from chassis.domain import JAKARTA

_ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_TEMPLATE_FIELDS = {"klas", "seq", "kode", "romawi", "tahun"}
_KUNCI_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # 32 signs, five bits each; no I, L, O, U
_KUNCI_SIGNS = _KUNCI_ALPHABET.encode() * 8  # what each of the 256 bytes stands for
_KUNCI_GROUPS, _KUNCI_GROUP = 4, 5  # 100 random bits
_LOOKALIKES = str.maketrans("OIL", "011", "- ")


def local_year(at: datetime) -> int:
    """Return the year in Jakarta, in which numbers are counted."""
    return at.astimezone(JAKARTA).year


def format_nomor_registrasi(seq: int, at: datetime) -> str:
    """Return the number drawn at submission, such as ``PRZ-2026-000391``."""
    return f"PRZ-{local_year(at)}-{seq:06}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Penomoran:
    """How a layanan numbers its licences; no national format exists, so it is a template a layanan."""

    kode: str
    klas: str = "503"
    template: str = "{klas}/{seq:04}/{kode}/DPMPTSP/{romawi}/{tahun}"

    def __post_init__(self) -> None:
        """Refuse a template that asks for something else, or that would give a number twice."""
        fields = {field for _, field, _, _ in Formatter().parse(self.template) if field is not None}
        if not {"seq", "tahun"} <= fields <= _TEMPLATE_FIELDS:
            raise ValueError(f"template {self.template!r}: needs seq and tahun, knows {sorted(_TEMPLATE_FIELDS)}")

    def format(self, seq: int, at: datetime) -> str:
        """Return the ``seq``-th number of the layanan in the year of ``at``, the moment of issue."""
        local = at.astimezone(JAKARTA)
        return self.template.format(
            klas=self.klas, seq=seq, kode=self.kode, romawi=_ROMAWI[local.month - 1], tahun=local.year
        )


def generate_kunci() -> str:
    """Return a new key of 100 random bits, grouped for reading; it is shown once."""
    signs = secrets.token_bytes(_KUNCI_GROUPS * _KUNCI_GROUP).translate(_KUNCI_SIGNS).decode()
    return "-".join([signs[begin : begin + _KUNCI_GROUP] for begin in range(0, len(signs), _KUNCI_GROUP)])


def hash_kunci(kunci: str) -> str:
    """Return what is stored of a key; however it is typed, with or without dashes, O for 0, I for 1."""
    return hashlib.sha256(kunci.upper().translate(_LOOKALIKES).encode()).hexdigest()


def is_kunci(kunci: str, kunci_hash: str) -> bool:
    """Compare a key with the stored hash, in constant time."""
    return hmac.compare_digest(hash_kunci(kunci), kunci_hash)


def generate_kode_verifikasi() -> str:
    """Return the code behind the QR, 160 random bits."""
    return secrets.token_urlsafe(20)
