"""What a post asks of who holds it: a level for each competence, as data (PermenPANRB 38/2017)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from kinerja.domain.jabatan import JenjangJabatan


class Rumpun(StrEnum):
    """The families of competence."""

    MANAJERIAL = auto()
    SOSIAL_KULTURAL = auto()
    TEKNIS = auto()


@dataclass(frozen=True, kw_only=True)
class Kompetensi:
    """A competence by its name and family."""

    nama: str
    rumpun: Rumpun


@dataclass(frozen=True, kw_only=True)
class AturanStandar:
    """The competences, the level by level of the post, and the technical ones by post."""

    berlaku_dari: date
    sumber: str
    kompetensi: Mapping[str, Kompetensi]
    jenjang: Mapping[JenjangJabatan, int]
    teknis: Mapping[str, Mapping[str, int]]

    def of_jabatan(self, jabatan_kode: str, jenjang: JenjangJabatan) -> Mapping[str, int]:
        """Return the level that a post asks for, competence by competence."""
        level = self.jenjang[jenjang]
        common = {kode: level for kode, each in self.kompetensi.items() if each.rumpun is not Rumpun.TEKNIS}
        return common | dict(self.teknis.get(jabatan_kode, {}))
