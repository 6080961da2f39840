"""A *catatan*: what BKPSDM writes down of a person; a wrong one is annulled with its reason, never erased."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from chassis.domain import Invalid, TransitionNotAllowed
from kinerja.domain.version import expect

TEKS_PALING_PANJANG = 500


@dataclass(eq=False, kw_only=True)
class Catatan:
    """The aggregate: recorded once; annulled at most once. ``JENIS`` is what the codes of its errors begin with."""

    JENIS: ClassVar[str]

    id: str
    pegawai_id: str
    dicatat_pada: datetime
    dibatalkan: bool = False
    alasan_batal: str = ""
    version: int = 1
    events: list[Any] = field(default_factory=list, repr=False)

    def expect(self, version: int | None) -> None:
        """Refuse a caller who does not know the present version."""
        expect(self.version, version)

    def annul(self, alasan: str) -> None:
        """Say that it was wrong, and why."""
        if self.dibatalkan:
            raise TransitionNotAllowed(f"{self.JENIS}.transition_not_allowed", catatan_id=self.id)
        self.alasan_batal = check_teks("alasan", alasan, "Tulis mengapa catatan ini dibatalkan")
        self.dibatalkan = True
        self.version += 1


def check_teks(at: str, teks: str, empty: str) -> str:
    """Return a text without the blanks around it; raises Invalid where it says nothing or too much."""
    kept = teks.strip()
    if not kept:
        raise Invalid({at: [empty]})
    if len(kept) > TEKS_PALING_PANJANG:
        raise Invalid({at: [f"Paling panjang {TEKS_PALING_PANJANG} huruf"]})
    return kept
