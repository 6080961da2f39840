"""An *umpan balik*, feedback on a person's work in a period, at any time of the year (PermenPANRB 6/2022; PP 30/2019 ps 39).

It comes from those who work with the person: who stands above, beside, or directly below. What peers and subordinates say
is a closed survey: their names are shown to nobody. The person reads it and may answer once; the text stays here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto

from chassis.domain import Invalid, TransitionNotAllowed
from kinerja.domain.periode import Periode
from kinerja.domain.teks import check_teks
from kinerja.domain.version import expect


class Pemberi(StrEnum):
    """How who gives feedback stands to whom it is for."""

    PENILAI = auto()
    ATASAN_PENILAI = auto()
    REKAN = auto()
    BAWAHAN = auto()


TERTUTUP = frozenset({Pemberi.REKAN, Pemberi.BAWAHAN})
"""Whose names are shown to nobody."""


class Tentang(StrEnum):
    """What the feedback is about: the work, or one of the values of BerAKHLAK."""

    HASIL_KERJA = auto()
    BERORIENTASI_PELAYANAN = auto()
    AKUNTABEL = auto()
    KOMPETEN = auto()
    HARMONIS = auto()
    LOYAL = auto()
    ADAPTIF = auto()
    KOLABORATIF = auto()


@dataclass(frozen=True, kw_only=True)
class UmpanBalikDiberikan:
    """Feedback was given, as the event of the same name tells it: neither what it says nor who gave it."""

    tahun: int
    opd_kode: str
    unit_id: str
    umpan_balik_id: str
    pegawai_id: str
    periode: str
    pemberi: str


@dataclass(eq=False, kw_only=True)
class UmpanBalik:
    """The aggregate: given once, never changed; the person it is for may answer once."""

    id: str
    pegawai_id: str
    unit_id: str
    opd_kode: str
    periode: Periode
    pemberi_id: str
    pemberi: Pemberi
    tentang: Tentang
    isi: str
    tanggapan: str = ""
    version: int = 1
    diberikan_pada: datetime | None = None
    ditanggapi_pada: datetime | None = None
    events: list[UmpanBalikDiberikan] = field(default_factory=list, repr=False)

    def expect(self, version: int | None) -> None:
        """Refuse a caller who does not know the present version."""
        expect(self.version, version)

    def give(self, *, at: datetime) -> None:
        """Hand it to the person; refused while the period has not begun."""
        if at < self.periode.mulai:
            raise Invalid({"periode": ["Periode ini belum mulai"]})
        self.isi = check_teks("isi", self.isi, "Tulis umpan baliknya")
        self.diberikan_pada = at
        self.events.append(
            UmpanBalikDiberikan(
                tahun=self.periode.tahun,
                opd_kode=self.opd_kode,
                unit_id=self.unit_id,
                umpan_balik_id=self.id,
                pegawai_id=self.pegawai_id,
                periode=self.periode.teks,
                pemberi=self.pemberi.value,
            )
        )

    def reply(self, tanggapan: str, *, at: datetime) -> None:
        """Answer it, once."""
        if self.ditanggapi_pada is not None:
            raise TransitionNotAllowed("umpan_balik.transition_not_allowed", umpan_balik_id=self.id)
        self.tanggapan = check_teks("tanggapan", tanggapan, "Tulis tanggapan Anda")
        self.ditanggapi_pada = at
        self.version += 1
