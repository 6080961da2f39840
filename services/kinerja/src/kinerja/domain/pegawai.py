"""A *pegawai*, a civil servant of the regency: where they work, which post they hold, who assesses them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from chassis.domain import JAKARTA, Invalid, TransitionNotAllowed
from kinerja.domain.jabatan import Jabatan
from kinerja.domain.unit import Unit
from kinerja.domain.version import expect


@dataclass(frozen=True, kw_only=True)
class PegawaiBerubah:
    """A civil servant was made or changed: the whole present state, as the event of the same name tells it."""

    tahun: int
    opd_kode: str
    unit_id: str
    pegawai_id: str
    jenis_jabatan: str
    jenjang_jabatan: str
    jabatan_kode: str
    atasan_id: str
    aktif: bool


@dataclass(frozen=True, kw_only=True)
class PenempatanDitetapkan:
    """A civil servant was placed in a post, as the event of the same name tells it."""

    tahun: int
    opd_kode: str
    unit_id: str
    pegawai_id: str
    jabatan_kode: str


@dataclass(frozen=True, kw_only=True)
class Kedudukan:
    """Where a pegawai stands: what the audit trail records before and after a change."""

    unit_id: str
    opd_kode: str
    jabatan_kode: str
    atasan_id: str | None
    aktif: bool


@dataclass(eq=False, kw_only=True)
class Pegawai:
    """The aggregate. ``id`` is opaque and never says who it is.

    ``atasan_ditetapkan`` says that the superior was chosen; otherwise it follows from the tree
    (``domain/organisasi.py``) and moves with it.
    """

    id: str
    nama: str
    unit_id: str
    opd_kode: str
    jabatan: Jabatan
    atasan_id: str | None = None
    atasan_ditetapkan: bool = False
    aktif: bool = True
    version: int = 1
    events: list[PegawaiBerubah | PenempatanDitetapkan] = field(default_factory=list, repr=False)

    @property
    def kedudukan(self) -> Kedudukan:
        """Where the pegawai stands now."""
        return Kedudukan(
            unit_id=self.unit_id,
            opd_kode=self.opd_kode,
            jabatan_kode=self.jabatan.kode,
            atasan_id=self.atasan_id,
            aktif=self.aktif,
        )

    @property
    def memimpin(self) -> bool:
        """Whether the pegawai heads their unit now."""
        return self.aktif and self.jabatan.memimpin

    def expect(self, version: int | None) -> None:
        """Refuse a caller who has seen another version, or did not say which."""
        expect(self.version, version)

    def move(self, unit: Unit, jabatan: Jabatan) -> None:
        """Put the pegawai into a unit and a post; the superior follows from the tree again."""
        self._require_aktif()
        if (unit.id, jabatan.kode) == (self.unit_id, self.jabatan.kode):
            raise Invalid({"unit_id": ["Pegawai ini sudah di unit dan jabatan itu"]})
        if not unit.aktif:
            raise Invalid({"unit_id": ["Unit ini sudah tidak ada. Pilih unit lain"]})
        if not jabatan.fits(unit.jenis):
            raise Invalid({"jabatan_kode": ["Jabatan ini tidak memimpin unit semacam itu. Pilih jabatan lain"]})
        self.unit_id, self.opd_kode = unit.id, unit.opd_kode
        self.jabatan = jabatan
        self.atasan_ditetapkan = False

    def announce_penempatan(self, *, at: datetime) -> None:
        """Tell the post that a move has led to."""
        self.events.append(
            PenempatanDitetapkan(
                tahun=at.astimezone(JAKARTA).year,
                opd_kode=self.opd_kode,
                unit_id=self.unit_id,
                pegawai_id=self.id,
                jabatan_kode=self.jabatan.kode,
            )
        )

    def assign_atasan(self, atasan_id: str) -> None:
        """Choose the superior; whether the choice keeps the tree is the organisation's to check."""
        self._require_aktif()
        self.atasan_id = atasan_id
        self.atasan_ditetapkan = True

    def follow_tree(self, atasan_id: str | None) -> None:
        """Take the superior that follows from the tree, unless one was chosen."""
        if not self.atasan_ditetapkan:
            self.atasan_id = atasan_id

    def release_atasan(self) -> None:
        """Let the superior follow from the tree again."""
        self.atasan_ditetapkan = False

    def deactivate(self) -> None:
        """Record that the pegawai has left the service."""
        self._require_aktif()
        self.aktif = False

    def reactivate(self) -> None:
        """Record that the pegawai is in service again."""
        if self.aktif:
            raise TransitionNotAllowed("pegawai.transition_not_allowed", pegawai_id=self.id)
        self.aktif = True

    def conclude(self, *, at: datetime) -> None:
        """End a change: a new version, and the news of it."""
        self.version += 1
        self.announce(at=at)

    def announce(self, *, at: datetime) -> None:
        """Tell the present state to whoever listens."""
        self.events.append(
            PegawaiBerubah(
                tahun=at.astimezone(JAKARTA).year,
                opd_kode=self.opd_kode,
                unit_id=self.unit_id,
                pegawai_id=self.id,
                jenis_jabatan=self.jabatan.jenis.value,
                jenjang_jabatan=self.jabatan.jenjang.value,
                jabatan_kode=self.jabatan.kode,
                atasan_id=self.atasan_id or "",
                aktif=self.aktif,
            )
        )

    def _require_aktif(self) -> None:
        if not self.aktif:
            raise TransitionNotAllowed("pegawai.transition_not_allowed", pegawai_id=self.id)
