"""A *layanan*, a service of the catalogue. It is data; a permohonan pins the version it was handed in under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto
from typing import Any

from chassis.domain import NotFound
from perizinan.domain.izin import MasaBerlaku
from perizinan.domain.nomor import Penomoran
from perizinan.domain.peristiwa import StandarPelayananDitetapkan


class Tanda(StrEnum):
    """How well a rule is known."""

    RESMI = auto()
    TANGAN_KEDUA = auto()
    INGATAN = auto()
    BELUM_PASTI = auto()
    RANCANGAN = auto()


class AkibatDiam(StrEnum):
    """What the rule makes of a partner's silence past its time."""

    ESKALASI = auto()
    TANPA_KEBERATAN = auto()


class KomponenStandar(StrEnum):
    """The 14 components of a *standar pelayanan* (UU 25/2009 ps 21): six of delivery, eight of manufacturing."""

    PERSYARATAN = auto()
    PROSEDUR = auto()
    JANGKA_WAKTU = auto()
    BIAYA = auto()
    PRODUK = auto()
    PENGADUAN = auto()
    DASAR_HUKUM = auto()
    SARANA = auto()
    KOMPETENSI = auto()
    PENGAWASAN_INTERNAL = auto()
    JUMLAH_PELAKSANA = auto()
    JAMINAN_PELAYANAN = auto()
    JAMINAN_KEAMANAN = auto()
    EVALUASI_KINERJA = auto()


@dataclass(frozen=True, slots=True)
class Komponen:
    """The text of a component, where it comes from, and how well that is known."""

    teks: str
    sumber: str
    tanda: Tanda


@dataclass(frozen=True, kw_only=True, slots=True)
class Syarat:
    """A requirement of the published standard; nobody is refused for lack of another."""

    kode: str
    nama: str
    wajib: bool = True
    wajib_jika: str | None = None
    jenis_file: tuple[str, ...] = ("pdf", "jpg")
    maks_mb: int = 2
    verifikasi: str = "petugas"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mitra:
    """A partner agency that recommends, in its own time."""

    opd: str
    wajib: bool
    sla_hari: int
    diam: AkibatDiam = AkibatDiam.ESKALASI


@dataclass(frozen=True, kw_only=True, slots=True)
class Tahap:
    """A stage, and the role that works there."""

    kode: str
    nama: str
    peran: str


@dataclass(frozen=True, kw_only=True)
class Layanan:
    """One version of a layanan.

    ``dianggap_dikabulkan`` is the legal basis of a deemed grant at the lapse, ``None`` where a lapse is only late.
    ``tutup`` says why it takes no new permohonan. ``retribusi`` is in rupiah, ``None`` where a Perda sets a tariff that
    is not yet loaded.
    """

    kode: str
    nama: str
    kategori: str
    versi: int
    berlaku_dari: date
    opd_kode: str
    dasar_hukum: tuple[str, ...]
    sumber: str
    tanda: Tanda
    syarat: tuple[Syarat, ...]
    isian_skema: Mapping[str, Any]
    alur: tuple[Tahap, ...]
    mitra: tuple[Mitra, ...]
    sla_hari: int
    putaran_maks: int
    perbaikan_hari: int
    produk: str
    penomoran: Penomoran
    penandatangan: str
    standar_umum: Mapping[KomponenStandar, Komponen]
    masa_berlaku: MasaBerlaku | None = None
    retribusi: Decimal | None = None
    retribusi_rumus: str | None = None
    dianggap_dikabulkan: str | None = None
    tutup: str | None = None

    @property
    def standar(self) -> dict[KomponenStandar, Komponen]:
        """The published standard, in the order of the law; what the data above says is not said twice."""
        known = {key: Komponen(teks, self.sumber, self.tanda) for key, teks in self._tell().items()}
        return {key: known.get(key) or self.standar_umum[key] for key in KomponenStandar}

    def _tell(self) -> dict[KomponenStandar, str]:
        rupiah = "menurut Perda" if self.retribusi is None else f"Rp{self.retribusi:,.0f}".replace(",", ".")
        return {
            KomponenStandar.PERSYARATAN: "; ".join(syarat.nama for syarat in self.syarat),
            KomponenStandar.PROSEDUR: " → ".join(tahap.nama for tahap in self.alur),
            KomponenStandar.JANGKA_WAKTU: f"{self.sla_hari} hari kerja sejak berkas lengkap",
            KomponenStandar.BIAYA: rupiah,
            KomponenStandar.PRODUK: self.produk,
            KomponenStandar.DASAR_HUKUM: "; ".join(self.dasar_hukum),
        }

    def establish(self) -> StandarPelayananDitetapkan:
        """Return the fact that this standard was published."""
        return StandarPelayananDitetapkan(
            layanan_kode=self.kode,
            layanan_versi=self.versi,
            opd_kode=self.opd_kode,
            komponen=tuple(self.standar),
            sla_hari=self.sla_hari,
        )


class Katalog:
    """All layanan in all their versions."""

    def __init__(self, layanan: Iterable[Layanan]) -> None:
        """Hold the versions of each layanan, oldest first."""
        self._versi: dict[str, list[Layanan]] = {}
        for satu in sorted(layanan, key=lambda satu: (satu.kode, satu.versi)):
            self._versi.setdefault(satu.kode, []).append(satu)

    def list_all(self) -> list[Layanan]:
        """Return every version of each layanan, by code and version."""
        return [satu for versi in self._versi.values() for satu in versi]

    def list_in_force(self, on: date) -> list[Layanan]:
        """Return the version in force of each layanan, by code."""
        current = (self._find(kode, on) for kode in self._versi)
        return [layanan for layanan in current if layanan]

    def get_in_force(self, kode: str, on: date) -> Layanan:
        """Return the version in force; raises :class:`~chassis.domain.NotFound`."""
        if layanan := self._find(kode, on):
            return layanan
        raise NotFound("layanan.not_found", kode=kode)

    def get(self, kode: str, versi: int) -> Layanan:
        """Return the version that a permohonan pins; raises :class:`~chassis.domain.NotFound`."""
        for layanan in self._versi.get(kode, []):
            if layanan.versi == versi:
                return layanan
        raise NotFound("layanan.not_found", kode=kode, versi=versi)

    def _find(self, kode: str, on: date) -> Layanan | None:
        in_force = [layanan for layanan in self._versi.get(kode, []) if layanan.berlaku_dari <= on]
        return in_force[-1] if in_force else None
