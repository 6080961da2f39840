"""Questions about assessments: one, all of a person, and the gaps to the standard of a post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from chassis.domain import JAKARTA, Clock, Invalid, NotFound, Pengguna
from kinerja.application.orang import BacaOrang, JabatanRingkas, OrangRow, get_orang
from kinerja.domain.aturan import Berlaku
from kinerja.domain.kesenjangan import compute_kesenjangan
from kinerja.domain.standar_kompetensi import AturanStandar, Kompetensi


@dataclass(frozen=True, kw_only=True)
class AsesmenRow:
    """An assessment as it is shown."""

    id: str
    pegawai_id: str
    tanggal: date
    potensi: Decimal | None
    profil: Mapping[str, int]
    bukti: str
    dibatalkan: bool
    alasan_batal: str
    version: int


@dataclass(frozen=True, kw_only=True)
class KompetensiRow:
    """A competence of the standard against the newest assessment that measured it; no gap where none did."""

    kode: str
    kompetensi: Kompetensi
    standar: int
    profil: int | None
    asesmen: AsesmenRow | None

    @property
    def gap(self) -> int | None:
        """What is missing, above zero where the profile falls short."""
        return None if self.profil is None else compute_kesenjangan([self.standar], [self.profil]).gap[0]


@dataclass(frozen=True, kw_only=True)
class KesenjanganOrang:
    """The gaps of a person to a post; the fit and the largest gap are there once every competence was measured."""

    orang: OrangRow
    jabatan: JabatanRingkas
    baris: Sequence[KompetensiRow]
    kecocokan: Fraction | None
    maks: int | None
    aturan: AturanStandar

    @property
    def belum(self) -> int:
        """How many competences no assessment has measured."""
        return sum(1 for row in self.baris if row.profil is None)


class BacaAsesmen(Protocol):
    """What is read of assessments."""

    def find(self, asesmen_id: str) -> AsesmenRow | None:
        """Return one, or None."""
        ...

    def list_of(self, pegawai_id: Sequence[str]) -> Sequence[AsesmenRow]:
        """Return every assessment of these people, the annulled ones too, the newest first."""
        ...


@dataclass(frozen=True, kw_only=True)
class SumberAsesmen:
    """Where the questions read from, and the rule they compute by."""

    asesmen: BacaAsesmen
    orang: BacaOrang
    aturan: Berlaku[AturanStandar]
    clock: Clock


def get_asesmen(pengguna: Pengguna, asesmen_id: str, *, sumber: SumberAsesmen) -> AsesmenRow:
    """Return an assessment of a person within reach."""
    row = sumber.asesmen.find(asesmen_id)
    if row is None:
        raise NotFound("asesmen.not_found", asesmen_id=asesmen_id)
    try:
        get_orang(pengguna, row.pegawai_id, baca=sumber.orang)
    except NotFound as error:
        raise NotFound("asesmen.not_found", asesmen_id=asesmen_id) from error
    return row


def list_asesmen(pengguna: Pengguna, pegawai_id: str, *, sumber: SumberAsesmen) -> Sequence[AsesmenRow]:
    """Return every assessment of a person within reach, the newest first."""
    get_orang(pengguna, pegawai_id, baca=sumber.orang)
    return sumber.asesmen.list_of([pegawai_id])


def get_standar(*, sumber: SumberAsesmen) -> AturanStandar:
    """Return the standard in force today."""
    today = sumber.clock.now().astimezone(JAKARTA).date()
    return sumber.aturan.nearest(today)


def get_kesenjangan(
    pengguna: Pengguna, pegawai_id: str, jabatan_kode: str = "", *, sumber: SumberAsesmen
) -> KesenjanganOrang:
    """Return the gaps of a person to the post held now, or to a target post; raises Invalid for an unknown one."""
    orang = get_orang(pengguna, pegawai_id, baca=sumber.orang)
    jabatan = sumber.orang.find_jabatan(jabatan_kode or orang.jabatan_kode)
    if jabatan is None:
        raise Invalid({"jabatan_kode": ["Jabatan ini tidak ada pada katalog"]})
    rule = get_standar(sumber=sumber)
    found = [row for row in sumber.asesmen.list_of([pegawai_id]) if not row.dibatalkan]
    baris = []
    for kode, standar in rule.of_jabatan(jabatan.kode, jabatan.jenjang).items():
        newest = next((row for row in found if kode in row.profil), None)
        baris.append(
            KompetensiRow(
                kode=kode,
                kompetensi=rule.kompetensi[kode],
                standar=standar,
                profil=newest.profil[kode] if newest else None,
                asesmen=newest,
            )
        )
    return _compare(orang, jabatan, baris, rule)


def _compare(
    orang: OrangRow, jabatan: JabatanRingkas, baris: Sequence[KompetensiRow], rule: AturanStandar
) -> KesenjanganOrang:
    measured = [(row.standar, row.profil) for row in baris if row.profil is not None]
    whole = None
    if len(measured) == len(baris):
        whole = compute_kesenjangan([standar for standar, _ in measured], [profil for _, profil in measured])
    return KesenjanganOrang(
        orang=orang,
        jabatan=jabatan,
        baris=baris,
        kecocokan=whole.kecocokan if whole else None,
        maks=whole.maks if whole else None,
        aturan=rule,
    )
