"""A *riwayat*, the recorded life of a file from another system, read as facts of ours.

The record is what happened, so the guards of the workflow do not apply to it. Which column and which activity means
what is data: a *peta*, one a log.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto

from perizinan.domain.layanan import Layanan
from perizinan.domain.peristiwa import (
    IzinDiterbitkan,
    PeristiwaPermohonan,
    PermohonanDiajukan,
    PermohonanDikembalikan,
    PermohonanLengkap,
    Pokok,
    RekomendasiDiberikan,
    RekomendasiDiminta,
)

_NAMESPACE = uuid.UUID("6f1c0a52-54f1-5d5c-9a3e-0d8b6a1f6f10")


class Jadi(StrEnum):
    """What an activity of a log may become."""

    REKOMENDASI_DIMINTA = auto()
    REKOMENDASI_DIBERIKAN = auto()
    DIKEMBALIKAN = auto()


class RiwayatInvalid(ValueError):
    """A case cannot be read; the message says, in Indonesian, what is wrong."""


class PetaNotFound(LookupError):
    """There is no peta of that name; the message names those there are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Aturan:
    """A rule of a peta: the activities that ``pola`` fits become ``jadi``, for the partner that ``mitra`` names."""

    pola: re.Pattern[str]
    jadi: Jadi
    mitra: str = ""


@dataclass(frozen=True, kw_only=True)
class Peta:
    """How the columns and activities of one log are read."""

    nama: str
    layanan_kode: str
    layanan_versi: int
    jenis_pemohon: str
    kasus: Mapping[str, str]
    kanal: Mapping[str, str]
    kegiatan: Mapping[str, str]
    aturan: Sequence[Aturan]


@dataclass(frozen=True, kw_only=True, slots=True)
class Kegiatan:
    """One activity of a case."""

    nama: str
    waktu: datetime


@dataclass(frozen=True, kw_only=True)
class Kasus:
    """One case as the log has it, times with their own offset."""

    nomor: str
    kanal: str
    diajukan: datetime
    jatuh_tempo: datetime
    selesai: datetime | None
    kegiatan: Sequence[Kegiatan]


@dataclass(frozen=True, slots=True)
class Terbaca:
    """A case number with the case, or with the reason why it cannot be read."""

    nomor: str
    kasus: Kasus | None
    alasan: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fakta:
    """A fact and when it happened."""

    peristiwa: PeristiwaPermohonan
    waktu: datetime


@dataclass(kw_only=True)
class Riwayat:
    """What a case becomes: facts in their order, and activities that are only rows of the audit trail."""

    id: uuid.UUID
    kasus: Kasus
    layanan: Layanan
    peta: str
    jenis_pemohon: str
    fakta: list[Fakta] = field(default_factory=list)
    jejak: list[Kegiatan] = field(default_factory=list)
    putaran: int = 0
    _diminta: list[datetime] = field(default_factory=list)

    @property
    def tepat_waktu(self) -> bool | None:
        """Whether it ended by its due moment; None while it is open."""
        return None if self.kasus.selesai is None else self.kasus.selesai <= self.kasus.jatuh_tempo

    def begin(self) -> None:
        """Hand in and find complete at the same moment: the log knows no other start."""
        kasus = self.kasus
        self._say(
            kasus.diajukan,
            PermohonanDiajukan(
                **self._pokok(), nomor_registrasi=kasus.nomor, kanal=kasus.kanal, jenis_pemohon=self.jenis_pemohon
            ),
        )
        lengkap = PermohonanLengkap(
            **self._pokok(), mulai=kasus.diajukan, jatuh_tempo=kasus.jatuh_tempo, sla_hari=self.layanan.sla_hari
        )
        self._say(kasus.diajukan, lengkap)

    def read(self, kegiatan: Kegiatan, aturan: Iterable[Aturan]) -> None:
        """Take one activity in, as the first rule that fits it says."""
        for satu in aturan:
            if cocok := satu.pola.fullmatch(kegiatan.nama):
                mitra = satu.mitra.format(cocok.group(0), *cocok.groups())
                return self._become(satu.jadi, mitra, kegiatan.waktu)
        self.jejak.append(kegiatan)
        return None

    def end(self, mitra_umum: str) -> None:
        """Close what the log left open: requests that nobody answered, and the licence."""
        for diminta in self._diminta:
            self._ask(mitra_umum, diminta)
        self.fakta[2:] = sorted(self.fakta[2:], key=lambda satu: satu.waktu)
        if self.kasus.selesai is not None:
            self._say(self.kasus.selesai, self._issue())

    def _become(self, jadi: Jadi, mitra: str, waktu: datetime) -> None:
        match jadi:
            case Jadi.REKOMENDASI_DIMINTA:
                self._diminta.append(waktu)
            case Jadi.REKOMENDASI_DIBERIKAN:
                rekomendasi_id = self._ask(mitra, self._diminta.pop(0) if self._diminta else waktu)
                self._say(waktu, self._answer(mitra, rekomendasi_id))
            case Jadi.DIKEMBALIKAN:
                self.putaran += 1
                self._say(waktu, PermohonanDikembalikan(**self._pokok(), putaran=self.putaran, syarat=()))

    def _ask(self, mitra: str, waktu: datetime) -> str:
        rekomendasi_id = str(uuid.uuid5(self.id, f"rekomendasi {len(self.fakta)}"))
        diminta = RekomendasiDiminta(
            **self._pokok(), rekomendasi_id=rekomendasi_id, opd_mitra=mitra, wajib=False, jatuh_tempo=None
        )
        self._say(waktu, diminta)
        return rekomendasi_id

    def _answer(self, mitra: str, rekomendasi_id: str) -> RekomendasiDiberikan:
        return RekomendasiDiberikan(
            **self._pokok(), rekomendasi_id=rekomendasi_id, opd_mitra=mitra, wajib=False, jatuh_tempo=None,
            hasil="", hari_kerja=None, tepat_waktu=None,
        )  # fmt: skip

    def _issue(self) -> IzinDiterbitkan:
        return IzinDiterbitkan(
            **self._pokok(),
            izin_id=str(uuid.uuid5(self.id, "izin")),
            nomor_izin=self.kasus.nomor,
            berlaku_sampai=None,
            hari_kerja=None,
            tepat_waktu=bool(self.tepat_waktu),
        )

    def _say(self, waktu: datetime, peristiwa: PeristiwaPermohonan) -> None:
        self.fakta.append(Fakta(peristiwa=peristiwa, waktu=waktu))

    def _pokok(self) -> Pokok:
        layanan = self.layanan
        return Pokok(
            permohonan_id=str(self.id),
            layanan_kode=layanan.kode,
            layanan_versi=layanan.versi,
            opd_kode=layanan.opd_kode,
        )


def read_riwayat(kasus: Kasus, peta: Peta, layanan: Layanan) -> Riwayat:
    """Return what a case of a log becomes; the same case always becomes the same, ids included."""
    id_ = uuid.uuid5(_NAMESPACE, f"{peta.nama} {kasus.nomor}")
    riwayat = Riwayat(id=id_, kasus=kasus, layanan=layanan, peta=peta.nama, jenis_pemohon=peta.jenis_pemohon)
    riwayat.begin()
    for kegiatan in sorted(kasus.kegiatan, key=lambda satu: satu.waktu):
        riwayat.read(kegiatan, peta.aturan)
    riwayat.end(_mitra_umum(peta))
    return riwayat


def _mitra_umum(peta: Peta) -> str:
    """Return the partner of requests that nobody answered."""
    return next((satu.mitra for satu in peta.aturan if satu.jadi is Jadi.REKOMENDASI_DIMINTA), "")
