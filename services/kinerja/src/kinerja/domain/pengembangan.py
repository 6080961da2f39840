"""A *pengembangan kompetensi*: an entry of the year's plan, from the proposal to the verified course (PP 11/2017 ps 203-213).

Its hours count towards the year's duty once the certificate was verified.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum, auto

from chassis.domain import Invalid, TransitionNotAllowed
from kinerja.domain.bilangan import check_nilai
from kinerja.domain.catatan import check_catatan
from kinerja.domain.version import expect

JP_PALING_BANYAK = 2000
_HASH = re.compile(r"[0-9a-f]{64}")


class StatusPengembangan(StrEnum):
    """Where an entry of the plan stands."""

    DIUSULKAN = auto()
    DITOLAK = auto()
    DISETUJUI = auto()
    BERJALAN = auto()
    SELESAI = auto()
    DIVERIFIKASI = auto()


class BuktiKompetensi(StrEnum):
    """What a verified course proves in the index of professionalism."""

    DIKLAT_JABATAN = auto()
    JP20 = auto()
    SEMINAR = auto()


class Jalur(StrEnum):
    """The road of a kind of development."""

    PENDIDIKAN = auto()
    KLASIKAL = auto()
    NONKLASIKAL = auto()


_S = StatusPengembangan
_MOVES: Mapping[str, tuple[StatusPengembangan, StatusPengembangan]] = {
    "approve": (_S.DIUSULKAN, _S.DISETUJUI),
    "reject": (_S.DIUSULKAN, _S.DITOLAK),
    "begin": (_S.DISETUJUI, _S.BERJALAN),
    "finish": (_S.BERJALAN, _S.SELESAI),
    "return": (_S.SELESAI, _S.BERJALAN),
    "verify": (_S.SELESAI, _S.DIVERIFIKASI),
}
"""Each step by its name: from which state, and to which."""


@dataclass(frozen=True, kw_only=True)
class BentukPengembangan:
    """A kind of development: its name, its road, and what it proves."""

    nama: str
    jalur: Jalur
    bukti: BuktiKompetensi


@dataclass(frozen=True, kw_only=True)
class AturanPengembangan:
    """The kinds of development; ``melekat``: how the codes of posts begin whose functional training counts by itself."""

    berlaku_dari: date
    sumber: str
    bentuk: Mapping[str, BentukPengembangan]
    melekat: tuple[str, ...]

    def is_melekat(self, jabatan_kode: str) -> bool:
        """Tell whether the post's functional training counts by itself."""
        return jabatan_kode.partition("-")[0] in self.melekat


@dataclass(frozen=True, kw_only=True)
class PengembanganKompetensiSelesai:
    """A course was finished and verified, as the event of the same name tells it."""

    tahun: int
    opd_kode: str
    unit_id: str
    pengembangan_id: str
    pegawai_id: str
    bentuk: str
    jp: Decimal
    biaya: Decimal


@dataclass(frozen=True, kw_only=True)
class RencanaPengembangan:
    """What is planned; ``kompetensi`` is the gap that it closes, empty for none."""

    judul: str
    bentuk: str
    kompetensi: str
    penyelenggara: str
    jp: Decimal
    biaya: Decimal


@dataclass(frozen=True, kw_only=True)
class HasilPengembangan:
    """What was done: the hours, when it ended, the certificate by its number, and by its SHA-256 where it is a file."""

    jp: Decimal
    tanggal: date
    bukti: str
    sertifikat_hash: str


@dataclass(eq=False, kw_only=True)
class Pengembangan:
    """The aggregate. Every change of status goes through :meth:`_take`."""

    id: str
    pegawai_id: str
    unit_id: str
    opd_kode: str
    tahun: int
    rencana: RencanaPengembangan
    diusulkan_pada: datetime
    status: StatusPengembangan = StatusPengembangan.DIUSULKAN
    alasan: str = ""
    hasil: HasilPengembangan | None = None
    diverifikasi_pada: datetime | None = None
    version: int = 1
    events: list[PengembanganKompetensiSelesai] = field(default_factory=list, repr=False)

    def expect(self, version: int | None) -> None:
        """Refuse a caller who does not know the present version."""
        expect(self.version, version)

    def approve(self) -> None:
        """Take it into the plan of the year."""
        self._take("approve")

    def reject(self, alasan: str) -> None:
        """Leave it out of the plan, and say why."""
        self._require("reject")
        self.alasan = check_catatan("alasan", alasan, "Tulis mengapa usulan ini ditolak")
        self._take("reject")

    def begin(self) -> None:
        """Record that the course runs."""
        self._take("begin")

    def finish(self, hasil: HasilPengembangan, *, today: date) -> None:
        """Record the certificate; the hours wait for the verification."""
        self._require("finish")
        self.hasil, self.alasan = _check_hasil(hasil, self.tahun, today), ""
        self._take("finish")

    def return_hasil(self, alasan: str) -> None:
        """Give it back where the certificate does not hold."""
        self._require("return")
        self.alasan = check_catatan("alasan", alasan, "Tulis apa yang harus diperbaiki")
        self.hasil = None
        self._take("return")

    def verify(self, *, at: datetime) -> None:
        """Find the certificate right: from now the hours count."""
        self._take("verify")
        self.diverifikasi_pada = at
        if self.hasil is None:
            raise TransitionNotAllowed("pengembangan.transition_not_allowed", pengembangan_id=self.id)
        self.events.append(
            PengembanganKompetensiSelesai(
                tahun=self.tahun,
                opd_kode=self.opd_kode,
                unit_id=self.unit_id,
                pengembangan_id=self.id,
                pegawai_id=self.pegawai_id,
                bentuk=self.rencana.bentuk,
                jp=self.hasil.jp,
                biaya=self.rencana.biaya,
            )
        )

    def _require(self, langkah: str) -> None:
        if self.status is not _MOVES[langkah][0]:
            raise TransitionNotAllowed("pengembangan.transition_not_allowed", pengembangan_id=self.id)

    def _take(self, langkah: str) -> None:
        self._require(langkah)
        self.status = _MOVES[langkah][1]
        self.version += 1


def check_rencana(
    rencana: RencanaPengembangan, aturan: AturanPengembangan, kompetensi: Mapping[str, object]
) -> RencanaPengembangan:
    """Return the plan in its plain form; raises Invalid."""
    errors: dict[str, list[str]] = {}
    if rencana.bentuk not in aturan.bentuk:
        errors["bentuk"] = ["Pilih bentuk pengembangannya"]
    if rencana.kompetensi and rencana.kompetensi not in kompetensi:
        errors["kompetensi"] = ["Kompetensi ini tidak ada pada standar"]
    if not 0 < check_nilai(rencana.jp, "jp") <= JP_PALING_BANYAK:
        errors["jp"] = [_JP]
    if check_nilai(rencana.biaya, "biaya") < 0:
        errors["biaya"] = ["Isi dengan rupiah 0 atau lebih"]
    if errors:
        raise Invalid(errors)
    return RencanaPengembangan(
        judul=check_catatan("judul", rencana.judul, "Tulis nama kegiatannya"),
        bentuk=rencana.bentuk,
        kompetensi=rencana.kompetensi,
        penyelenggara=check_catatan("penyelenggara", rencana.penyelenggara, "Tulis penyelenggaranya"),
        jp=rencana.jp,
        biaya=rencana.biaya,
    )


_JP = f"Isi JP lebih dari 0, paling banyak {JP_PALING_BANYAK}"


def _check_hasil(hasil: HasilPengembangan, tahun: int, today: date) -> HasilPengembangan:
    errors: dict[str, list[str]] = {}
    if not 0 < check_nilai(hasil.jp, "jp") <= JP_PALING_BANYAK:
        errors["jp"] = [_JP]
    if hasil.tanggal.year != tahun:
        errors["tanggal"] = [f"JP dihitung pada tahun selesainya. Rencana ini untuk tahun {tahun}"]
    elif hasil.tanggal > today:
        errors["tanggal"] = ["Isi tanggal yang sudah lewat"]
    if hasil.sertifikat_hash and not _HASH.fullmatch(hasil.sertifikat_hash):
        errors["sertifikat_hash"] = ["Isi SHA-256 berkas sertifikat: 64 angka heksadesimal huruf kecil"]
    if errors:
        raise Invalid(errors)
    bukti = check_catatan("bukti", hasil.bukti, "Tulis nomor dan tanggal sertifikatnya")
    return HasilPengembangan(jp=hasil.jp, tanggal=hasil.tanggal, bukti=bukti, sertifikat_hash=hasil.sertifikat_hash)
