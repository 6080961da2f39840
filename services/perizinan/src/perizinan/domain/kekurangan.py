"""What a permohonan lacks, told in one list when it is sent back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.domain import Invalid
from perizinan.domain.layanan import Layanan


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
