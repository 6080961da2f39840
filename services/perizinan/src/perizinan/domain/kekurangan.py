"""What a permohonan lacks: told in one list when it is sent back, in one reason when it is rejected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chassis.domain import Invalid
from perizinan.domain.layanan import Layanan

_ALASAN_KODE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,63}")


@dataclass(frozen=True, slots=True)
class Kekurangan:
    """A defect: which requirement, and what is wrong with it."""

    syarat: str
    alasan: str

    def __str__(self) -> str:
        """Return it as the audit trail tells it."""
        return f"{self.syarat}: {self.alasan}"


def check_kekurangan(kekurangan: Sequence[Kekurangan], layanan: Layanan) -> None:
    """Refuse an empty list, a defect without its reason, and one of something that the standard does not ask for."""
    published = {syarat.kode for syarat in layanan.syarat}
    errors: dict[str, list[str]] = {}
    if not kekurangan:
        errors["kekurangan"] = ["Sebutkan semua kekurangan dalam satu daftar"]
    for n, satu in enumerate(kekurangan):
        if satu.syarat not in published:
            errors[f"kekurangan.{n}.syarat"] = [f"Syarat ini tidak ada pada standar pelayanan {layanan.nama}"]
        if not satu.alasan.strip():
            errors[f"kekurangan.{n}.alasan"] = ["Tuliskan apa yang kurang dan cara memperbaikinya"]
    if errors:
        raise Invalid(errors)


def check_alasan(alasan_kode: str, alasan: str) -> None:
    """Refuse a rejection without its reason; the code goes out with the fact, so it is a code and not a sentence."""
    errors: dict[str, list[str]] = {}
    if not _ALASAN_KODE.fullmatch(alasan_kode):
        errors["alasan_kode"] = ["Pilih kode alasan"]
    if not alasan.strip():
        errors["alasan"] = ["Tuliskan alasan penolakan dan dasarnya"]
    if errors:
        raise Invalid(errors)
