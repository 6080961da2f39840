"""An *SKP*, a person's plan of work for a year: its rows, and the rules of its life (PermenPANRB 6/2022; PP 30/2019 ps 24)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto

from chassis.domain import Invalid, TransitionNotAllowed
from kinerja.domain.baris_skp import BarisSkp, JenisHasil, check_baris, check_text, list_lepas
from kinerja.domain.pelengkap_skp import Pelengkap
from kinerja.domain.version import expect


class StatusSkp(StrEnum):
    """Where an SKP stands, in the regulation's own words."""

    DRAF = auto()
    DIAJUKAN = auto()
    DIKEMBALIKAN = auto()
    DITETAPKAN = auto()
    USUL_PERUBAHAN = auto()
    DITUTUP = auto()


class AlasanPerubahan(StrEnum):
    """Why an established SKP may change (PP 30/2019 ps 28)."""

    PEJABAT_BERGANTI = auto()
    STRATEGI_PROGRAM_ANGGARAN = auto()
    PRIORITAS_ASUMSI = auto()
    SAKIT_CUTI_LEBIH_SEBULAN = auto()
    TUGAS_LAIN_LEBIH_SEBULAN = auto()
    PERSETUJUAN_MENTERI = auto()


class AlasanPenutupan(StrEnum):
    """Why an SKP came to its end."""

    AKHIR_TAHUN = auto()
    PINDAH = auto()
    BERHENTI = auto()


_MOVES: Mapping[StatusSkp, frozenset[StatusSkp]] = {
    StatusSkp.DRAF: frozenset({StatusSkp.DIAJUKAN, StatusSkp.DITUTUP}),
    StatusSkp.DIAJUKAN: frozenset({StatusSkp.DIKEMBALIKAN, StatusSkp.DITETAPKAN, StatusSkp.DITUTUP}),
    StatusSkp.DIKEMBALIKAN: frozenset({StatusSkp.DIAJUKAN, StatusSkp.DITUTUP}),
    StatusSkp.DITETAPKAN: frozenset({StatusSkp.USUL_PERUBAHAN, StatusSkp.DITUTUP}),
    StatusSkp.USUL_PERUBAHAN: frozenset({StatusSkp.DIAJUKAN, StatusSkp.DITUTUP}),
    StatusSkp.DITUTUP: frozenset(),
}
_DAPAT_DIUBAH = {StatusSkp.DRAF, StatusSkp.DIKEMBALIKAN, StatusSkp.USUL_PERUBAHAN}
DAPAT_DITARIK = frozenset({StatusSkp.USUL_PERUBAHAN, StatusSkp.DIAJUKAN, StatusSkp.DIKEMBALIKAN})
"""Where the change of a plan that holds can be withdrawn: it is not decided."""


@dataclass(frozen=True, kw_only=True)
class SkpDitetapkan:
    """An SKP was established, as the event of the same name tells it."""

    tahun: int
    opd_kode: str
    unit_id: str
    skp_id: str
    pegawai_id: str
    penilai_id: str
    baris: int
    baris_selaras: int
    baris_tambahan: int
    versi: int


@dataclass(frozen=True, kw_only=True)
class SkpDitutup:
    """An SKP came to its end, as the event of the same name tells it."""

    tahun: int
    opd_kode: str
    unit_id: str
    skp_id: str
    pegawai_id: str
    alasan_kode: str


@dataclass(frozen=True, kw_only=True)
class UsulanPerubahan:
    """Why an established plan is to change; ``versi`` is the one that the change will be."""

    versi: int
    alasan_kode: AlasanPerubahan
    alasan: str
    diusulkan_pada: datetime


@dataclass(eq=False, kw_only=True)
class Skp:
    """The aggregate. Every change of status goes through :meth:`_move_to`, but that back.

    ``versi`` counts what was established, and is the version in force; ``version`` counts every change. ``baris`` are
    the rows as they are written: they hold once they are established, until then those ``in_force`` do.
    """

    id: str
    pegawai_id: str
    unit_id: str
    opd_kode: str
    tahun: int
    baris: Sequence[BarisSkp]
    pelengkap: Pelengkap = field(default_factory=Pelengkap)
    status: StatusSkp = StatusSkp.DRAF
    versi: int = 0
    version: int = 1
    catatan: str = ""
    """What the assessor wrote at the last return."""
    penilai_id: str | None = None
    diajukan_pada: datetime | None = None
    ditetapkan_pada: datetime | None = None
    ditutup_pada: datetime | None = None
    in_force: frozenset[str] = frozenset()
    """The ids of the rows of the version in force."""
    usulan: UsulanPerubahan | None = None
    """The change that was just proposed."""
    ditarik: bool = False
    """Whether the change was just withdrawn."""
    events: list[SkpDitetapkan | SkpDitutup] = field(default_factory=list, repr=False)

    def expect(self, version: int | None) -> None:
        """Refuse a caller who does not know the present version."""
        expect(self.version, version)

    @property
    def dapat_diubah(self) -> bool:
        """Whether the owner may write rows now."""
        return self.status in _DAPAT_DIUBAH

    def write(self, baris: Sequence[BarisSkp], pelengkap: Pelengkap, *, of_superior: Set[str]) -> None:
        """Replace the rows and what goes with them; ``of_superior`` are the rows that they may serve."""
        if not self.dapat_diubah:
            raise TransitionNotAllowed("skp.transition_not_allowed", skp_id=self.id)
        check_baris(baris, of_superior)
        self._check_ids(baris)
        self.baris, self.pelengkap = baris, pelengkap
        self.version += 1

    def find_dropped(self, baris: Sequence[BarisSkp]) -> frozenset[str]:
        """Return the ids of the rows that would be gone if these stood."""
        return frozenset(each.id for each in self.baris) - {each.id for each in baris}

    def _check_ids(self, baris: Sequence[BarisSkp]) -> None:
        """Refuse an id that is no row's of this plan: subordinates' rows hang on them, so they are kept."""
        known = {each.id for each in self.baris} | self.in_force
        given = [each.id for each in baris]
        errors = {
            f"baris.{number}.id": ["Baris ini bukan baris SKP ini, atau disebut dua kali"]
            for number, each in enumerate(baris)
            if not each.baru and (each.id not in known or given.count(each.id) > 1)
        }
        if errors:
            raise Invalid(errors)

    def submit(self, *, of_superior: Set[str], at: datetime) -> None:
        """Hand the plan in to the assessor; its rows serve living rows ``of_superior`` or none."""
        self._require(StatusSkp.DIAJUKAN)
        if not any(each.jenis is JenisHasil.UTAMA for each in self.baris):
            raise Invalid({"baris": ["Isi sedikitnya satu hasil kerja utama sebelum diajukan"]})
        sentence = "Hasil kerja atasan yang didukung baris ini sudah tidak ada. Pilih lagi, atau kosongkan"
        if lepas := list_lepas(self.baris, of_superior):
            raise Invalid({f"baris.{place}.induk_id": [sentence] for place in lepas})
        self._move_to(StatusSkp.DIAJUKAN)
        self.diajukan_pada = at

    def return_(self, alasan: str) -> None:
        """Give the plan back with what is to be mended."""
        self._require(StatusSkp.DIKEMBALIKAN)
        check_alasan(alasan, "Tulis apa yang harus diperbaiki")
        self._move_to(StatusSkp.DIKEMBALIKAN)
        self.catatan = alasan.strip()

    def establish(self, penilai_id: str | None, *, of_superior: Set[str], at: datetime) -> None:
        """Make the plan hold; without ``penilai_id`` the PPK does, who is no pegawai.

        Refused where a row serves one that is gone from those ``of_superior`` since the plan was handed in.
        """
        self._require(StatusSkp.DITETAPKAN)
        if list_lepas(self.baris, of_superior):
            raise TransitionNotAllowed("skp.induk_gone", skp_id=self.id)
        self._move_to(StatusSkp.DITETAPKAN)
        self.versi += 1
        self.penilai_id, self.ditetapkan_pada, self.catatan = penilai_id, at, ""
        self.in_force = frozenset(each.id for each in self.baris)
        self.events.append(
            SkpDitetapkan(
                tahun=self.tahun,
                opd_kode=self.opd_kode,
                unit_id=self.unit_id,
                skp_id=self.id,
                pegawai_id=self.pegawai_id,
                penilai_id=penilai_id or "",
                baris=len(self.baris),
                baris_selaras=sum(1 for each in self.baris if each.induk_id in of_superior),
                baris_tambahan=sum(1 for each in self.baris if each.jenis is JenisHasil.TAMBAHAN),
                versi=self.versi,
            )
        )

    def propose_change(self, kode: AlasanPerubahan, alasan: str, *, at: datetime) -> None:
        """Open an established plan again; it holds until the changed one is established."""
        self._require(StatusSkp.USUL_PERUBAHAN)
        check_alasan(alasan, "Tulis mengapa SKP perlu berubah")
        self._move_to(StatusSkp.USUL_PERUBAHAN)
        self.usulan = UsulanPerubahan(versi=self.versi + 1, alasan_kode=kode, alasan=alasan.strip(), diusulkan_pada=at)

    def withdraw_change(self, baris: Sequence[BarisSkp], pelengkap: Pelengkap) -> None:
        """Leave the change that is not decided; ``baris`` and ``pelengkap`` are those that held all the while."""
        if self.status not in DAPAT_DITARIK or not self.versi:
            raise TransitionNotAllowed("skp.transition_not_allowed", skp_id=self.id)
        self.baris, self.pelengkap, self.catatan, self.ditarik = baris, pelengkap, "", True
        self.status = StatusSkp.DITETAPKAN
        self.version += 1

    def close(self, alasan: AlasanPenutupan, *, at: datetime) -> None:
        """End it; the day says which months of the year it stood for."""
        held = self.versi > 0
        self._move_to(StatusSkp.DITUTUP)
        self.ditutup_pada = at
        if held:
            self.events.append(
                SkpDitutup(
                    tahun=self.tahun,
                    opd_kode=self.opd_kode,
                    unit_id=self.unit_id,
                    skp_id=self.id,
                    pegawai_id=self.pegawai_id,
                    alasan_kode=alasan.value,
                )
            )

    def _require(self, status: StatusSkp) -> None:
        if status not in _MOVES[self.status]:
            raise TransitionNotAllowed("skp.transition_not_allowed", skp_id=self.id)

    def _move_to(self, status: StatusSkp) -> None:
        self._require(status)
        self.status = status
        self.version += 1


def check_alasan(alasan: str, empty: str) -> None:
    """Refuse a reason that says nothing (then ``empty`` is said) or too much; raises Invalid."""
    if errors := check_text("alasan", alasan, empty):
        raise Invalid(errors)
