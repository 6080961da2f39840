"""A *rekomendasi*: the task of one partner agency, with its own time by the same clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto
from typing import Self
from uuid import UUID

from chassis.domain import Invalid, TransitionNotAllowed, uuid7
from perizinan.domain.jangka_waktu import JangkaWaktu, Jeda, count_terpakai, is_in_time, local_date, to_moment
from perizinan.domain.kalender import Kalender
from perizinan.domain.layanan import AkibatDiam, Mitra
from perizinan.domain.peristiwa import (
    Pokok,
    PokokRekomendasi,
    RekomendasiDiberikan,
    RekomendasiDiminta,
    RekomendasiTerlewat,
)


class StatusRekomendasi(StrEnum):
    """Where a partner's task stands."""

    DIMINTA = auto()
    DIBERIKAN = auto()
    TERLEWAT = auto()


class HasilRekomendasi(StrEnum):
    """What a partner says."""

    SETUJU = auto()
    TOLAK = auto()


@dataclass(eq=False, kw_only=True)
class Rekomendasi:
    """A partner's task. It has a version of its own: two partners answer without waiting for one another.

    ``jatuh_tempo`` is ``None`` while the permohonan is paused.
    """

    id: UUID
    opd_mitra: str
    wajib: bool
    sla_hari: int
    diam: AkibatDiam
    diminta_pada: datetime
    jatuh_tempo: date | None = None
    status: StatusRekomendasi = StatusRekomendasi.DIMINTA
    hasil: HasilRekomendasi | None = None
    alasan: str = ""
    ketentuan: tuple[str, ...] = ()
    diberikan_pada: datetime | None = None
    diberikan_oleh: str | None = None
    version: int = 1

    @classmethod
    def ask(cls, mitra: Mitra, at: datetime, kalender: Kalender) -> Self:
        """Open the task of a partner; its clock starts."""
        rekomendasi = cls(
            id=uuid7(at),
            opd_mitra=mitra.opd,
            wajib=mitra.wajib,
            sla_hari=mitra.sla_hari,
            diam=mitra.diam,
            diminta_pada=at,
        )
        rekomendasi.schedule(kalender, ())
        return rekomendasi

    @property
    def is_met(self) -> bool:
        """Whether the approval may rest on it: an agreement, or a silence that counts as no objection."""
        return self.hasil is HasilRekomendasi.SETUJU or self._is_silent_consent

    @property
    def is_refused(self) -> bool:
        """Whether the partner said no."""
        return self.hasil is HasilRekomendasi.TOLAK

    @property
    def is_awaited(self) -> bool:
        """Whether the partner may still answer; one that was only escalated may, late."""
        return self.status is not StatusRekomendasi.DIBERIKAN and not self._is_silent_consent

    @property
    def _is_silent_consent(self) -> bool:
        return self.status is StatusRekomendasi.TERLEWAT and self.diam is AkibatDiam.TANPA_KEBERATAN

    def clock(self, kalender: Kalender, jeda: Iterable[Jeda]) -> JangkaWaktu:
        """Return the task's clock: the partner's own hours, and the pauses of the permohonan since it was asked."""
        since = local_date(self.diminta_pada)
        own = [satu for satu in jeda if satu.mulai >= since]
        return JangkaWaktu.start(self.diminta_pada, self.sla_hari, kalender.of_opd(self.opd_mitra), own)

    def pause(self, on: date) -> None:
        """Leave the due day open, unless the task has been answered or has lapsed."""
        if self.status is StatusRekomendasi.DIMINTA and self.jatuh_tempo is not None and on <= self.jatuh_tempo:
            self.jatuh_tempo = None

    def schedule(self, kalender: Kalender, jeda: Iterable[Jeda]) -> None:
        """Set the due day of a task that has none."""
        if self.status is StatusRekomendasi.DIMINTA and self.jatuh_tempo is None:
            self.jatuh_tempo = self.clock(kalender, jeda).jatuh_tempo

    def give(self, *, hasil: str, alasan: str, ketentuan: Iterable[str], at: datetime, akun: str) -> None:
        """Answer. A ``tolak`` needs its reason."""
        if not self.is_awaited:
            raise TransitionNotAllowed("rekomendasi.transition_not_allowed", status=self.status)
        if hasil not in list(HasilRekomendasi):
            raise Invalid({"hasil": ["Pilih setuju atau tolak"]})
        if hasil == HasilRekomendasi.TOLAK and not alasan.strip():
            raise Invalid({"alasan": ["Tuliskan alasan penolakan"]})
        self.status, self.hasil = StatusRekomendasi.DIBERIKAN, HasilRekomendasi(hasil)
        self.alasan, self.ketentuan = alasan.strip(), tuple(ketentuan)
        self.diberikan_pada, self.diberikan_oleh = at, akun

    def lapse(self, at: datetime) -> None:
        """Note that the partner's time has passed in silence."""
        lapsed = self.jatuh_tempo is not None and not is_in_time(at, self.jatuh_tempo)
        if self.status is not StatusRekomendasi.DIMINTA or not lapsed:
            raise TransitionNotAllowed("rekomendasi.transition_not_allowed", status=self.status)
        self.status = StatusRekomendasi.TERLEWAT

    # -- the facts ----------------------------------------------------------------------------------------------------

    def tell_diminta(self, pokok: Pokok) -> RekomendasiDiminta:
        """Return the fact that the partner was asked."""
        return RekomendasiDiminta(**self._pokok(pokok))

    def tell_diberikan(self, pokok: Pokok, clock: JangkaWaktu, at: datetime) -> RekomendasiDiberikan:
        """Return the fact that the partner answered at ``at``."""
        return RekomendasiDiberikan(
            **self._pokok(pokok),
            hasil=self.hasil or "",
            hari_kerja=count_terpakai(clock, at),
            tepat_waktu=None if self.jatuh_tempo is None else is_in_time(at, self.jatuh_tempo),
        )

    def tell_terlewat(self, pokok: Pokok) -> RekomendasiTerlewat:
        """Return the fact that the partner kept silent, and what the rule makes of it."""
        return RekomendasiTerlewat(**self._pokok(pokok), akibat=self.diam)

    def _pokok(self, pokok: Pokok) -> PokokRekomendasi:
        return {
            **pokok,
            "rekomendasi_id": str(self.id),
            "opd_mitra": self.opd_mitra,
            "wajib": self.wajib,
            "jatuh_tempo": to_moment(self.jatuh_tempo),
        }
