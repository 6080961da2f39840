"""A *perjanjian kinerja*: the head of a unit promises the targets of a year to the superior (PermenPANRB 53/2014).

A change makes a new version, with the reason, and is signed anew; every version is kept. A party without a person is the
head of the regency, who is elected and no pegawai: that signature is recorded for them (recalled, unsure: a bupati signs
alone).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto

from chassis.domain import Forbidden, Invalid, TransitionNotAllowed
from kinerja.domain.version import expect

ALASAN_PALING_PANJANG = 1000


class StatusPerjanjian(StrEnum):
    """Where an agreement stands."""

    DRAF = auto()
    DITANDATANGANI = auto()


class AlasanPerubahan(StrEnum):
    """Why an agreement changes (recalled)."""

    PEJABAT = auto()
    STRATEGI_ANGGARAN = auto()
    PRIORITAS_ASUMSI = auto()


class Pihak(StrEnum):
    """Who of the two."""

    PERTAMA = auto()
    KEDUA = auto()


@dataclass(frozen=True, kw_only=True)
class BarisLampiran:
    """A row of the annex: the goal, the indicator and its targets as they were promised."""

    indikator_id: str
    sasaran: str
    indikator: str
    satuan: str
    iku: bool
    target: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Penandatangan:
    """Who stands for a party, and in which post; empty for the head of the regency."""

    pegawai_id: str = ""
    jabatan: str = ""


@dataclass(eq=False, kw_only=True)
class Naskah:
    """One version, with the moments at which it was signed; an empty party is the head of the regency.

    The posts are those in which the parties promised: people move on, what they signed does not change.
    """

    versi: int
    pihak_pertama_id: str
    pihak_kedua_id: str
    lampiran: Sequence[BarisLampiran]
    disusun_pada: datetime
    pertama_jabatan: str = ""
    kedua_jabatan: str = ""
    alasan_kode: AlasanPerubahan | None = None
    alasan: str = ""
    pertama_pada: datetime | None = None
    kedua_pada: datetime | None = None

    @property
    def ditandatangani_pada(self) -> datetime | None:
        """When the last signature was given, None while one is missing."""
        return max(filter(None, (self.pertama_pada, self.kedua_pada))) if self.lengkap else None

    @property
    def sendiri(self) -> bool:
        """Whether the head of the regency signs alone."""
        return not self.pihak_pertama_id

    @property
    def lengkap(self) -> bool:
        """Whether everyone who must has signed."""
        return self.pertama_pada is not None and (self.sendiri or self.kedua_pada is not None)


@dataclass(frozen=True, kw_only=True)
class PerjanjianKinerjaDitandatangani:
    """An agreement was signed by both, as the event of the same name tells it."""

    tahun: int
    opd_kode: str
    unit_id: str
    perjanjian_id: str
    pihak_pertama_id: str
    pihak_kedua_id: str
    jumlah_indikator: int
    versi: int


@dataclass(eq=False, kw_only=True)
class Perjanjian:
    """The aggregate: the agreement of a unit for a year, with all its versions, the oldest first."""

    id: str
    unit_id: str
    opd_kode: str
    tahun: int
    naskah: list[Naskah]
    status: StatusPerjanjian = StatusPerjanjian.DRAF
    version: int = 1
    events: list[PerjanjianKinerjaDitandatangani] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        """Refuse one that promises nothing."""
        _check_lampiran(self.naskah[-1].lampiran)

    @property
    def kini(self) -> Naskah:
        """The newest version."""
        return self.naskah[-1]

    def expect(self, version: int | None) -> None:
        """Refuse a caller who has seen another version, or did not say which."""
        expect(self.version, version)

    def sign(self, pegawai_id: str | None, *, for_kepala_daerah: bool, at: datetime) -> Pihak:
        """Sign as the one that the caller is; the first signs first. Raises Forbidden for anybody else."""
        if self.status is not StatusPerjanjian.DRAF:
            raise TransitionNotAllowed("perjanjian.transition_not_allowed", status=self.status.value)
        naskah = self.kini
        pihak = Pihak.PERTAMA if naskah.pertama_pada is None else Pihak.KEDUA
        wanted = naskah.pihak_pertama_id if pihak is Pihak.PERTAMA else naskah.pihak_kedua_id
        if (wanted and pegawai_id != wanted) or (not wanted and not for_kepala_daerah):
            if pegawai_id and pegawai_id in (naskah.pihak_pertama_id, naskah.pihak_kedua_id):
                raise TransitionNotAllowed("perjanjian.not_your_turn")
            raise Forbidden
        if pihak is Pihak.PERTAMA:
            naskah.pertama_pada = at
        else:
            naskah.kedua_pada = at
        self.version += 1
        if naskah.lengkap:
            self.status = StatusPerjanjian.DITANDATANGANI
            self._announce()
        return pihak

    def change(
        self,
        alasan_kode: AlasanPerubahan,
        alasan: str,
        *,
        pihak: tuple[Penandatangan, Penandatangan],
        lampiran: Sequence[BarisLampiran],
        at: datetime,
    ) -> None:
        """Draw up a new version, to be signed anew; only what was signed changes."""
        if self.status is not StatusPerjanjian.DITANDATANGANI:
            raise TransitionNotAllowed("perjanjian.transition_not_allowed", status=self.status.value)
        alasan = alasan.strip()
        if not alasan or len(alasan) > ALASAN_PALING_PANJANG:
            raise Invalid({"alasan": [f"Tulis alasannya, paling panjang {ALASAN_PALING_PANJANG} huruf"]})
        _check_lampiran(lampiran)
        kini, (pertama, kedua) = self.kini, pihak
        same = (kini.pihak_pertama_id, kini.pihak_kedua_id) == (pertama.pegawai_id, kedua.pegawai_id)
        if same and list(kini.lampiran) == list(lampiran):
            raise Invalid({"_schema": ["Pejabat dan indikator unit ini belum berubah sejak perjanjian ditandatangani"]})
        self.naskah.append(
            Naskah(
                versi=kini.versi + 1,
                pihak_pertama_id=pertama.pegawai_id,
                pihak_kedua_id=kedua.pegawai_id,
                pertama_jabatan=pertama.jabatan,
                kedua_jabatan=kedua.jabatan,
                lampiran=lampiran,
                disusun_pada=at,
                alasan_kode=alasan_kode,
                alasan=alasan,
            )
        )
        self.status = StatusPerjanjian.DRAF
        self.version += 1

    def _announce(self) -> None:
        naskah = self.kini
        self.events.append(
            PerjanjianKinerjaDitandatangani(
                tahun=self.tahun,
                opd_kode=self.opd_kode,
                unit_id=self.unit_id,
                perjanjian_id=self.id,
                pihak_pertama_id=naskah.pihak_pertama_id,
                pihak_kedua_id=naskah.pihak_kedua_id,
                jumlah_indikator=len(naskah.lampiran),
                versi=naskah.versi,
            )
        )


def _check_lampiran(lampiran: Sequence[BarisLampiran]) -> None:
    if not lampiran:
        raise Invalid({"unit_id": ["Unit ini belum punya indikator untuk tahun itu. Tetapkan indikatornya dahulu"]})
