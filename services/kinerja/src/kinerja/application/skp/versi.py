"""The versions of an SKP, and what is different between one and the plan as it stands now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from typing import Protocol

from chassis.domain import NotFound, Pengguna
from kinerja.application.skp.queries import BacaSkp, BarisRow, SkpRow, VersiRow, get_skp
from kinerja.domain.pelengkap_skp import AturanPerilaku


class Beda(StrEnum):
    """What became of a row."""

    TETAP = auto()
    BERUBAH = auto()
    BARU = auto()
    HILANG = auto()


@dataclass(frozen=True, kw_only=True)
class BedaRow:
    """A row before and after; ``lama`` is None where it is new, ``baru`` where it is gone."""

    keadaan: Beda
    lama: BarisRow | None
    baru: BarisRow | None


class CetakSkp(Protocol):
    """Prints what was established."""

    def __call__(self, row: SkpRow, versi: VersiRow, aturan: AturanPerilaku) -> bytes:
        """Return a PDF; the same words make the same bytes."""
        ...


@dataclass(frozen=True, kw_only=True)
class Perbandingan:
    """A version beside the plan as it is written now, and what became of each row."""

    lama: VersiRow
    baru: SkpRow
    baris: Sequence[BedaRow]


def list_versi(pengguna: Pengguna, skp_id: str, *, baca: BacaSkp) -> Sequence[VersiRow]:
    """Return what was established, without rows, the newest first."""
    return baca.list_versi(get_skp(pengguna, skp_id, baca=baca).id)


def get_versi(pengguna: Pengguna, skp_id: str, versi: int, *, baca: BacaSkp) -> VersiRow:
    """Return a version with its rows; raises NotFound ``versi.not_found``."""
    found = next((each for each in list_versi(pengguna, skp_id, baca=baca) if each.versi == versi), None)
    if found is None:
        raise NotFound("versi.not_found", skp_id=skp_id)
    return replace(found, baris=baca.list_baris_versi(skp_id, versi))


def print_skp(
    pengguna: Pengguna,
    skp_id: str,
    versi: int,
    *,
    baca: BacaSkp,
    cetak: CetakSkp,
    perilaku_of: Callable[[int], AturanPerilaku],
) -> bytes:
    """Return a version as a document; raises NotFound ``versi.not_found``."""
    found, row = get_versi(pengguna, skp_id, versi, baca=baca), get_skp(pengguna, skp_id, baca=baca)
    return cetak(row, found, perilaku_of(row.tahun))


def compare_skp(pengguna: Pengguna, skp_id: str, versi: int, *, baca: BacaSkp) -> Perbandingan:
    """Return what is different between a version and the plan as it is written now."""
    lama, baru = get_versi(pengguna, skp_id, versi, baca=baca), get_skp(pengguna, skp_id, baca=baca)
    return Perbandingan(lama=lama, baru=baru, baris=compare_baris(lama.baris, baru.baris))


def compare_baris(lama: Sequence[BarisRow], baru: Sequence[BarisRow]) -> list[BedaRow]:
    """Return the rows by their ids: those that stand now in their order, then those that are gone."""
    before, kept = {each.id: each for each in lama}, {each.id for each in baru}
    now = [BedaRow(keadaan=_judge(before.get(each.id), each), lama=before.get(each.id), baru=each) for each in baru]
    return now + [BedaRow(keadaan=Beda.HILANG, lama=each, baru=None) for each in lama if each.id not in kept]


def _judge(lama: BarisRow | None, baru: BarisRow) -> Beda:
    if lama is None:
        return Beda.BARU
    return Beda.TETAP if replace(lama, induk=baru.induk, tertaut=baru.tertaut) == baru else Beda.BERUBAH
