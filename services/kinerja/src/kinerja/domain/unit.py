"""A *unit*, a part of the organisation, and the tree that all units form.

The shape follows PP 18/2016 on regional agencies: the regency has agencies (*OPD*), an agency has a *sekretariat*
and *bidang* (a *sekretariat daerah* has *asisten* and *bagian*), and these have *subbagian* and *seksi*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto

from chassis.domain import JAKARTA, DomainError, Invalid, VersionRequired, VersionStale

NAMA_PALING_PANJANG = 160


class JenisUnit(StrEnum):
    """What kind of unit it is, in the words of the regulation."""

    PEMERINTAH_DAERAH = auto()
    OPD = auto()
    SEKRETARIAT = auto()
    ASISTEN = auto()
    BAGIAN = auto()
    BIDANG = auto()
    SUBBAGIAN = auto()
    SEKSI = auto()


JENIS_INDUK: Mapping[JenisUnit, frozenset[JenisUnit]] = {
    JenisUnit.PEMERINTAH_DAERAH: frozenset(),
    JenisUnit.OPD: frozenset({JenisUnit.PEMERINTAH_DAERAH}),
    JenisUnit.SEKRETARIAT: frozenset({JenisUnit.OPD}),
    JenisUnit.ASISTEN: frozenset({JenisUnit.OPD}),
    JenisUnit.BAGIAN: frozenset({JenisUnit.OPD, JenisUnit.ASISTEN, JenisUnit.SEKRETARIAT}),
    JenisUnit.BIDANG: frozenset({JenisUnit.OPD}),
    JenisUnit.SUBBAGIAN: frozenset({JenisUnit.SEKRETARIAT, JenisUnit.BAGIAN}),
    JenisUnit.SEKSI: frozenset({JenisUnit.OPD, JenisUnit.BIDANG}),
}
"""Under which kinds a unit of each kind may stand."""


class OrganisasiInvalid(DomainError):
    """The units do not form the tree that the regulation describes."""


@dataclass(frozen=True, kw_only=True)
class UnitOrganisasiBerubah:
    """A unit was made or changed: its whole present state, as the event of the same name tells it."""

    tahun: int
    opd_kode: str
    unit_id: str
    induk_id: str
    label: str
    jenis: str
    aktif: bool


@dataclass(eq=False, kw_only=True)
class Unit:
    """The aggregate: one unit; ``opd_kode`` is empty for the regency itself, which belongs to no agency."""

    id: str
    induk_id: str | None
    nama: str
    jenis: JenisUnit
    opd_kode: str
    aktif: bool = True
    version: int = 1
    events: list[UnitOrganisasiBerubah] = field(default_factory=list, repr=False)

    def rename(self, nama: str, *, expected_version: int | None, at: datetime) -> None:
        """Give the unit another official name; the same name again changes nothing."""
        if expected_version is None:
            raise VersionRequired
        if expected_version != self.version:
            raise VersionStale
        nama = _checked_nama(nama)
        if nama == self.nama:
            return
        self.nama = nama
        self.version += 1
        self.announce(at=at)

    def announce(self, *, at: datetime) -> None:
        """Tell the present state to whoever listens."""
        self.events.append(
            UnitOrganisasiBerubah(
                tahun=at.astimezone(JAKARTA).year,
                opd_kode=self.opd_kode,
                unit_id=self.id,
                induk_id=self.induk_id or "",
                label=self.nama,
                jenis=self.jenis.value,
                aktif=self.aktif,
            )
        )


def _checked_nama(nama: str) -> str:
    """Return the name without stray spaces, or refuse it."""
    nama = " ".join(nama.split())
    if not nama:
        raise Invalid({"nama": ["Isi nama unit"]})
    if len(nama) > NAMA_PALING_PANJANG:
        raise Invalid({"nama": [f"Nama unit paling panjang {NAMA_PALING_PANJANG} huruf"]})
    return nama


class PohonUnit:
    """All units as one tree: one root, no cycle, each kind under a kind it may stand under."""

    def __init__(self, unit: Iterable[Unit]) -> None:
        """Build the tree, or refuse with :class:`OrganisasiInvalid` and the first unit that is wrong."""
        self._by_id: dict[str, Unit] = {}
        self._anak: dict[str, list[Unit]] = {}
        for each in unit:
            if each.id in self._by_id:
                raise OrganisasiInvalid("organisasi.unit_twice", unit_id=each.id)
            self._by_id[each.id] = each
        self.akar = self._find_akar()
        for each in self._by_id.values():
            self._place(each)
        self._check_reach()

    def __len__(self) -> int:
        """Return how many units there are."""
        return len(self._by_id)

    def __contains__(self, unit_id: str) -> bool:
        """Tell whether a unit of this id exists."""
        return unit_id in self._by_id

    def get(self, unit_id: str) -> Unit:
        """Return a unit that is known to exist."""
        return self._by_id[unit_id]

    def anak(self, unit_id: str) -> list[Unit]:
        """Return the units directly below."""
        return self._anak.get(unit_id, [])

    def induk(self, unit_id: str) -> Iterator[Unit]:
        """Yield the units above, the nearest first."""
        above = self._by_id[unit_id].induk_id
        while above is not None:
            unit = self._by_id[above]
            yield unit
            above = unit.induk_id

    def walk(self) -> Iterator[Unit]:
        """Yield every unit, a parent before its children."""
        waiting = [self.akar]
        while waiting:
            unit = waiting.pop()
            yield unit
            waiting.extend(reversed(self.anak(unit.id)))

    def _find_akar(self) -> Unit:
        akar = [unit for unit in self._by_id.values() if unit.induk_id is None]
        if len(akar) != 1:
            raise OrganisasiInvalid("organisasi.one_root", jumlah=len(akar))
        if akar[0].jenis is not JenisUnit.PEMERINTAH_DAERAH:
            raise OrganisasiInvalid("organisasi.wrong_parent", unit_id=akar[0].id)
        return akar[0]

    def _place(self, unit: Unit) -> None:
        if unit.induk_id is None:
            return
        induk = self._by_id.get(unit.induk_id)
        if induk is None or induk.jenis not in JENIS_INDUK[unit.jenis]:
            raise OrganisasiInvalid("organisasi.wrong_parent", unit_id=unit.id)
        if unit.jenis is not JenisUnit.OPD and unit.opd_kode != induk.opd_kode:
            raise OrganisasiInvalid("organisasi.wrong_opd", unit_id=unit.id)
        self._anak.setdefault(unit.induk_id, []).append(unit)

    def _check_reach(self) -> None:
        reached = sum(1 for _ in self.walk())
        if reached != len(self._by_id):
            raise OrganisasiInvalid("organisasi.cycle", jumlah=len(self._by_id) - reached)
