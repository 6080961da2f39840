"""A *dialog kinerja*: the leader and the person agree on what is expected (PermenPANRB 6/2022 ps 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from chassis.domain import JAKARTA, Invalid

KESEPAKATAN_PALING_PANJANG = 2000


@dataclass(frozen=True, kw_only=True)
class DialogKinerja:
    """When they spoke, what they agreed, and which of both recorded it."""

    id: str
    skp_id: str
    tanggal: date
    kesepakatan: str
    pencatat_id: str
    dicatat_pada: datetime

    def check(self) -> None:
        """Refuse one that is still to come, says nothing or too much; raises Invalid."""
        errors: dict[str, list[str]] = {}
        if self.tanggal > self.dicatat_pada.astimezone(JAKARTA).date():
            errors["tanggal"] = ["Isi tanggal dialog yang sudah berlangsung"]
        if not self.kesepakatan.strip():
            errors["kesepakatan"] = ["Tulis apa yang disepakati"]
        elif len(self.kesepakatan) > KESEPAKATAN_PALING_PANJANG:
            errors["kesepakatan"] = [f"Paling panjang {KESEPAKATAN_PALING_PANJANG} huruf"]
        if errors:
            raise Invalid(errors)
