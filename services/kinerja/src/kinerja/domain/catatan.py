"""A *catatan*: what BKPSDM writes down of a person; a wrong one is annulled with its reason, never erased."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from chassis.domain import TransitionNotAllowed
from kinerja.domain.teks import check_teks
from kinerja.domain.version import expect

_PALING_PANJANG = 500


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
        self.alasan_batal = check_catatan("alasan", alasan, "Tulis mengapa catatan ini dibatalkan")
        self.dibatalkan = True
        self.version += 1


def check_catatan(at: str, teks: str, empty: str) -> str:
    """Return a short text without the blanks around it; raises Invalid where it says nothing or too much."""
    return check_teks(at, teks, empty, most=_PALING_PANJANG)
