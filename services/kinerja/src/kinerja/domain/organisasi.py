"""The *organisasi*: units, people and who stands above whom.

A pegawai's superior is the head of their unit, or of the nearest unit above that has one; the head of a unit looks to
the units above. Above the heads of the agencies stands the *Sekretaris Daerah*, who co-ordinates them (UU 23/2014
Pasal 213), and above him nobody of this register: the Bupati is elected, no civil servant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from chassis.domain import Invalid
from kinerja.domain.pegawai import Pegawai
from kinerja.domain.unit import PohonUnit

OPD_KOORDINATOR = "setda"
"""The agency whose head stands above the heads of the other agencies."""


class Organisasi:
    """Units and active people together; keeps one head a unit and the superiors a tree."""

    def __init__(self, pohon: PohonUnit, pegawai: Iterable[Pegawai]) -> None:
        """Take the units and the people; inactive people have no place in it."""
        self._pohon = pohon
        self._pegawai: Mapping[str, Pegawai] = {each.id: each for each in pegawai}
        self._koordinator = next(
            (u.id for u in pohon.anak(pohon.akar.id) if u.opd_kode == OPD_KOORDINATOR),
            None,
        )

    def kepala(self) -> dict[str, Pegawai]:
        """Return the head of each unit that has one; refuse two heads of one unit."""
        kepala: dict[str, Pegawai] = {}
        for each in self._pegawai.values():
            if not each.memimpin:
                continue
            if each.unit_id in kepala:
                raise Invalid({"jabatan_kode": ["Unit ini sudah ada kepalanya. Pindahkan kepala yang lama dahulu"]})
            kepala[each.unit_id] = each
        return kepala

    def follow(self) -> list[Pegawai]:
        """Let every superior that is not chosen follow from the tree; return whom that changed."""
        before = {each.id: each.atasan_id for each in self._active()}
        self._release_lost()
        self._follow_once()
        while self._break_circle():
            self._follow_once()
        return [each for each in self._active() if each.atasan_id != before[each.id]]

    def check_atasan(self, pegawai: Pegawai, atasan_id: str) -> None:
        """Refuse a superior who is not in service, or who stands below the pegawai."""
        atasan = self._pegawai.get(atasan_id)
        if atasan is None or not atasan.aktif:
            raise Invalid({"atasan_id": ["Atasan ini tidak ada atau sudah tidak aktif. Pilih pegawai lain"]})
        if pegawai.id in self.chain(atasan_id):
            raise Invalid({"atasan_id": ["Atasan ini berada di bawah pegawai itu sendiri. Pilih pegawai lain"]})

    def chain(self, pegawai_id: str) -> list[str]:
        """Return the ids from a pegawai up to the top, the pegawai first."""
        chain: list[str] = []
        current: str | None = pegawai_id
        while current is not None and current not in chain:
            chain.append(current)
            pegawai = self._pegawai.get(current)
            current = None if pegawai is None else pegawai.atasan_id
        return chain

    def _follow_once(self) -> None:
        kepala = self.kepala()
        for each in self._active():
            each.follow_tree(self._derive(each, kepala))

    def _break_circle(self) -> bool:
        """Leave to the tree the choices that close a circle; tell whether there was one.

        Superiors that follow from the tree only point upward, so every circle holds at least one chosen superior.
        """
        chosen = [each for each in self._active() if each.atasan_ditetapkan and each.atasan_id is not None]
        circular = [each for each in chosen if each.id in self.chain(each.atasan_id or "")]
        for each in circular:
            each.release_atasan()
        return bool(circular)

    def _active(self) -> Iterator[Pegawai]:
        return (each for each in self._pegawai.values() if each.aktif)

    def _release_lost(self) -> None:
        """Leave the choice to the tree again where a chosen superior has left."""
        for each in self._active():
            atasan = self._pegawai.get(each.atasan_id or "")
            if each.atasan_ditetapkan and (atasan is None or not atasan.aktif):
                each.release_atasan()

    def _derive(self, pegawai: Pegawai, kepala: Mapping[str, Pegawai]) -> str | None:
        for unit_id in self._path(pegawai):
            atasan = kepala.get(unit_id)
            if atasan is not None and atasan.id != pegawai.id:
                return atasan.id
        return None

    def _path(self, pegawai: Pegawai) -> Iterator[str]:
        """Yield the units whose head may stand above the pegawai, the nearest first."""
        yield pegawai.unit_id
        for unit in self._pohon.induk(pegawai.unit_id):
            yield unit.id
        if self._koordinator is not None and not self._within(pegawai, self._koordinator):
            yield self._koordinator

    def _within(self, pegawai: Pegawai, unit_id: str) -> bool:
        return pegawai.unit_id == unit_id or any(u.id == unit_id for u in self._pohon.induk(pegawai.unit_id))
