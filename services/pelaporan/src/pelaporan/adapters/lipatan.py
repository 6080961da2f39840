"""Folding (*lipatan*): a batch of facts becomes few changes of the aggregates and of the latest state.

Equal events are grouped first (same month, agency, layanan and same values of the fields that any measure looks at), so
filters and measures run once a group instead of once an event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import Any

from pelaporan.adapters.fakta import Baris
from pelaporan.adapters.isian import COLUMN, LAYANAN, OPD, SUBJEK
from pelaporan.domain.ukuran import Asal, Atas, Hitung, Ukuran

Cell = tuple[int, int, str, str, str]
"""measure, month, agency, layanan, value"""
Subject = tuple[int, str]
"""measure, subject"""
Values = Sequence[Any]
Group = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Satu:
    """One measure as one type of event feeds it; indexes are into a group."""

    id: int
    filters: tuple[Callable[[Group], bool], ...]
    opd: int
    hitung: Hitung
    isian: int | None


@dataclass(frozen=True, slots=True)
class _Keadaan:
    """One measure over state as one type of event opens or closes it."""

    id: int
    opens: bool
    filters: tuple[Callable[[Group], bool], ...]
    opd: int


@dataclass(slots=True)
class Perubahan:
    """What a batch changes."""

    sel: dict[Cell, list[int]] = field(default_factory=dict)
    keadaan: dict[Subject, list[Any]] = field(default_factory=dict)
    disentuh: set[tuple[int, int, str]] = field(default_factory=set)


class _JenisPeristiwa:
    """What the measures make of one type of event."""

    __slots__ = ("by_subject", "events", "key", "latest", "states")

    def __init__(self, tipe: str, names: Sequence[str], ukuran: Mapping[int, Ukuran]) -> None:
        looked_at = {name for satu in ukuran.values() for name in _looked_at(satu, tipe)}
        wanted = sorted(looked_at - COLUMN.keys())
        self.by_subject = SUBJEK in looked_at
        at = {OPD: 1, LAYANAN: 2, SUBJEK: 3} | {name: nomor for nomor, name in enumerate(wanted, start=4)}
        self.key = _picker([names.index(name) for name in wanted])
        self.events = [satu for id_, one in ukuran.items() for satu in _over_events(id_, one, tipe, at)]
        self.states = [satu for id_, one in ukuran.items() for satu in _over_state(id_, one, tipe, at)]
        self.latest = [
            (id_, at[one.opd]) for id_, one in ukuran.items() if one.atas is Atas.TERAKHIR and tipe in one.tipe
        ]
        """The measures over the latest event: read from the facts, here only touched; with the place of the agency."""


class RencanaLipatan:
    """The measures, compiled for each type of event that any of them looks at."""

    def __init__(self, ukuran: Mapping[int, Ukuran], names: Mapping[str, Sequence[str]]) -> None:
        """Compile ``ukuran`` (by number) given the field names of each type."""
        tipe = {satu for one in ukuran.values() for satu in one.tipe if satu in names}
        self._jenis = {satu: _JenisPeristiwa(satu, names[satu], ukuran) for satu in tipe}

    def start(self) -> Lipatan:
        """Begin to fold a batch."""
        return Lipatan(self._jenis)

    def fold(self, facts: Iterable[Baris]) -> Perubahan:
        """Return what facts change."""
        lipatan = self.start()
        lipatan.add(facts)
        return lipatan.finish()


class Lipatan:
    """One batch being folded; facts may be added piece by piece."""

    def __init__(self, jenis: Mapping[str, _JenisPeristiwa]) -> None:
        """Fold by the plans of the types given."""
        self._jenis = jenis
        self._groups: dict[str, dict[Group, int]] = {tipe: {} for tipe in jenis}
        self._perubahan = Perubahan()

    def add(self, facts: Iterable[Baris]) -> None:
        """Group facts, and note what they open or close."""
        jenis_of = self._jenis.get
        groups = self._groups
        for tipe, subjek, _, waktu, bulan, opd, layanan, values, _, _ in facts:
            jenis = jenis_of(tipe)
            if jenis is None:
                continue
            group = (bulan, opd, layanan, subjek if jenis.by_subject else "", *jenis.key(values))
            if jenis.events or jenis.latest:
                counted = groups[tipe]
                counted[group] = counted.get(group, 0) + 1
            for satu in jenis.states:
                _note_state(self._perubahan, satu, subjek, waktu, group)

    @property
    def size(self) -> int:
        """Return how many groups it holds."""
        return sum(map(len, self._groups.values()))

    def finish(self) -> Perubahan:
        """Apply the measures to the groups and return all that changes."""
        for tipe, counted in self._groups.items():
            for group, n in counted.items():
                for ukuran in self._jenis[tipe].events:
                    _note_event(self._perubahan, ukuran, group, n)
                for id_, opd in self._jenis[tipe].latest:
                    self._perubahan.disentuh.add((id_, group[0], group[opd] or ""))
            counted.clear()
        return self._perubahan


def _note_event(perubahan: Perubahan, satu: _Satu, group: Group, n: int) -> None:
    for holds in satu.filters:
        if not holds(group):
            return
    kunci, jumlah = "", 0
    if satu.isian is not None:
        nilai = group[satu.isian]
        if nilai is None:
            return
        if satu.hitung in (Hitung.QUANTILE, Hitung.DISTINCT):
            kunci = as_text(nilai)
        else:
            jumlah = nilai * n
    opd = group[satu.opd] or ""
    cell = perubahan.sel.setdefault((satu.id, group[0], opd, group[2], kunci), [0, 0])
    cell[0] += n
    cell[1] += jumlah
    perubahan.disentuh.add((satu.id, group[0], opd))


def _note_state(perubahan: Perubahan, satu: _Keadaan, subjek: str, waktu: int, group: Group) -> None:
    for holds in satu.filters:
        if not holds(group):
            return
    opd, layanan = group[satu.opd] or "", group[2]
    perubahan.disentuh.add((satu.id, group[0], opd))
    state = perubahan.keadaan.get((satu.id, subjek))
    if state is None:
        perubahan.keadaan[satu.id, subjek] = [waktu, None, opd, layanan] if satu.opens else [None, waktu, "", ""]
    elif not satu.opens:
        state[1] = waktu if state[1] is None else min(state[1], waktu)
    elif state[0] is None or waktu < state[0]:
        state[0], state[2], state[3] = waktu, opd, layanan


def as_text(nilai: object) -> str:
    """Return a field's value as the JSON operator ``->>`` of PostgreSQL shows it."""
    if isinstance(nilai, bool):
        return "true" if nilai else "false"
    if isinstance(nilai, datetime):
        return nilai.isoformat()
    return str(nilai)


def _looked_at(ukuran: Ukuran, tipe: str) -> set[str]:
    """Return the fields that a measure looks at in events of a type."""
    asal = [satu for satu in ukuran.peristiwa + ukuran.penutup if satu.tipe == tipe]
    if not asal:
        return set()
    if ukuran.atas is Atas.TERAKHIR:
        return {ukuran.opd}
    filtered = {saringan.isian for satu in asal for saringan in satu.saring}
    return filtered | {ukuran.opd} | ({ukuran.isian} if ukuran.isian else set())


def _filters(asal: Asal, at: Mapping[str, int]) -> tuple[Callable[[Group], bool], ...]:
    def holds(place: int, test: Callable[[Any], bool]) -> Callable[[Group], bool]:
        return lambda group: test(group[place])

    return tuple(holds(at[saringan.isian], saringan.holds) for saringan in asal.saring)


def _over_events(id_: int, ukuran: Ukuran, tipe: str, at: Mapping[str, int]) -> list[_Satu]:
    if ukuran.atas is not Atas.PERISTIWA:
        return []
    return [
        _Satu(id_, _filters(asal, at), at[ukuran.opd], ukuran.hitung, at[ukuran.isian] if ukuran.isian else None)
        for asal in ukuran.peristiwa
        if asal.tipe == tipe
    ]


def _over_state(id_: int, ukuran: Ukuran, tipe: str, at: Mapping[str, int]) -> list[_Keadaan]:
    if ukuran.atas is not Atas.KEADAAN:
        return []
    opening = [
        _Keadaan(id_, True, _filters(asal, at), at[ukuran.opd]) for asal in ukuran.peristiwa if asal.tipe == tipe
    ]
    closing = [_Keadaan(id_, False, _filters(asal, at), at[ukuran.opd]) for asal in ukuran.penutup if asal.tipe == tipe]
    return opening + closing


def _picker(places: Sequence[int]) -> Callable[[Values], Group]:
    """Return a function from the values of an event to those at ``places``."""
    if not places:
        return lambda values: ()
    if len(places) == 1:
        place = places[0]
        return lambda values: (values[place],)
    return itemgetter(*places)
