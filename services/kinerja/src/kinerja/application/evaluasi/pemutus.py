"""Who decides an objection: the first above the assessor who did not sign (PP 30/2019 ps 59).

That is the assessor's superior; where that one signed in the assessor's absence, the next above. Where the register of
pegawai ends the PPK decides; above the PPK stands nobody. That the next above steps in is our choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from chassis.domain import Forbidden, Pengguna
from kinerja.application.hubungan import Hubungan, relate
from kinerja.application.ports import Rantai
from kinerja.application.wewenang import Scope


class Dinilai(Protocol):
    """What is asked of an appraisal; an assessor of None is the PPK."""

    @property
    def penilai_id(self) -> str | None:
        """Who signed, or is to."""
        ...

    @property
    def keberatan_id(self) -> str | None:
        """The objection, if there is one."""
        ...


@dataclass(frozen=True, kw_only=True)
class Pemutus:
    """Who decides; a pegawai of None is the PPK."""

    pegawai_id: str | None

    def is_held_by(self, pengguna: Pengguna) -> bool:
        """Tell whether the caller is that one."""
        if self.pegawai_id is None:
            return pengguna.may(Scope.PEMBINA)
        return self.pegawai_id == pengguna.pegawai_id


def find_pemutus(rantai: Rantai, penilai_id: str | None) -> Pemutus | None:
    """Return who decides on what ``penilai_id`` signed, or None where nobody stands above the PPK who did."""
    if penilai_id != rantai.atasan_penilai_id:
        return Pemutus(pegawai_id=rantai.atasan_penilai_id)
    return None if penilai_id is None else Pemutus(pegawai_id=rantai.pejabat_di_atas_id)


def relate_to(pengguna: Pengguna, rantai: Rantai, evaluasi: Dinilai) -> Hubungan:
    """Return how the caller stands to the appraisal of a person; whoever decides its objection is let in for that."""
    hubungan = relate(pengguna, rantai)
    if hubungan in {Hubungan.ORANG_LAIN, Hubungan.PENGELOLA} and evaluasi.keberatan_id:
        pemutus = find_pemutus(rantai, evaluasi.penilai_id)
        if pemutus is not None and pemutus.is_held_by(pengguna) and pengguna.may(Scope.KEBERATAN_PUTUS):
            return Hubungan.PEMUTUS
    return hubungan


def check_pemutus(pengguna: Pengguna, rantai: Rantai, evaluasi: Dinilai) -> None:
    """Refuse who does not decide, and tell who signed that this is why."""
    if pengguna.pegawai_id == rantai.pegawai_id:
        raise Forbidden("evaluasi.own")
    if Pemutus(pegawai_id=evaluasi.penilai_id).is_held_by(pengguna):
        raise Forbidden("evaluasi.signed_by_you")
    pemutus = find_pemutus(rantai, evaluasi.penilai_id)
    if pemutus is None or not pemutus.is_held_by(pengguna):
        raise Forbidden
