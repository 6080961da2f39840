"""Questions about career facts: one, and all of a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from chassis.domain import NotFound, Pengguna
from kinerja.application.orang import BacaOrang, get_orang
from kinerja.domain.riwayat_kepegawaian import JenisRiwayat


@dataclass(frozen=True, kw_only=True)
class RiwayatKepegawaianRow:
    """A fact as it is shown."""

    id: str
    pegawai_id: str
    jenis: JenisRiwayat
    isi: str
    dari: date
    sampai: date | None
    bukti: str
    dibatalkan: bool
    alasan_batal: str
    version: int

    def holds_on(self, day: date) -> bool:
        """Tell whether it counts on a day."""
        return not self.dibatalkan and self.dari <= day and (self.sampai is None or self.sampai >= day)


class BacaRiwayatKepegawaian(Protocol):
    """What is read of career facts."""

    def find(self, riwayat_id: str) -> RiwayatKepegawaianRow | None:
        """Return one, or None."""
        ...

    def list_of(self, pegawai_id: Sequence[str]) -> Sequence[RiwayatKepegawaianRow]:
        """Return every fact of these people, the annulled ones too, the newest first."""
        ...


def get_riwayat_kepegawaian(
    pengguna: Pengguna, riwayat_id: str, *, baca: BacaRiwayatKepegawaian, orang: BacaOrang
) -> RiwayatKepegawaianRow:
    """Return a fact of a person within reach."""
    row = baca.find(riwayat_id)
    if row is None:
        raise NotFound("riwayat_kepegawaian.not_found", riwayat_id=riwayat_id)
    try:
        get_orang(pengguna, row.pegawai_id, baca=orang)
    except NotFound as error:
        raise NotFound("riwayat_kepegawaian.not_found", riwayat_id=riwayat_id) from error
    return row


def list_riwayat_kepegawaian(
    pengguna: Pengguna, pegawai_id: str, *, baca: BacaRiwayatKepegawaian, orang: BacaOrang
) -> Sequence[RiwayatKepegawaianRow]:
    """Return every fact of a person within reach, the newest first."""
    get_orang(pengguna, pegawai_id, baca=orang)
    return baca.list_of([pegawai_id])


def find_newest(rows: Iterable[RiwayatKepegawaianRow], jenis: JenisRiwayat, on: date) -> RiwayatKepegawaianRow | None:
    """Return the newest of a kind that counts on a day; ``rows`` come with the newest first."""
    return next((row for row in rows if row.jenis is jenis and row.holds_on(on)), None)


def find_angka_kredit_awal(
    rows: Iterable[RiwayatKepegawaianRow], on: date
) -> tuple[Decimal, RiwayatKepegawaianRow | None]:
    """Return the credits that were there before, and the fact that says so; none without one."""
    row = find_newest(rows, JenisRiwayat.ANGKA_KREDIT, on)
    return (Decimal(row.isi) if row else Decimal(0)), row
