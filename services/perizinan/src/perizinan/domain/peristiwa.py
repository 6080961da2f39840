"""The facts that perizinan tells the world, in plain values; people are opaque ids, never named.

Names and fields are those of ``simpul.perizinan.v1``; the adapters encode a fact by its class name and its fields.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict


@dataclass(frozen=True, kw_only=True)
class Peristiwa:
    """What every fact says: of which layanan, in which version, decided by which agency."""

    layanan_kode: str
    layanan_versi: int
    opd_kode: str

    @property
    def subjek(self) -> str:
        """The id of the aggregate root, the key of the topic."""
        return self.layanan_kode


@dataclass(frozen=True, kw_only=True)
class StandarPelayananDitetapkan(Peristiwa):
    """The standard of a layanan was published."""

    komponen: tuple[str, ...]
    sla_hari: int


class Pokok(TypedDict):
    """The fields common to the facts of one permohonan."""

    permohonan_id: str
    layanan_kode: str
    layanan_versi: int
    opd_kode: str


@dataclass(frozen=True, kw_only=True)
class PeristiwaPermohonan(Peristiwa):
    """A fact of one permohonan."""

    permohonan_id: str

    @property
    def subjek(self) -> str:
        """The permohonan, also for its recommendations and its licence."""
        return self.permohonan_id


@dataclass(frozen=True, kw_only=True)
class PermohonanDiajukan(PeristiwaPermohonan):
    """Handed in. ``nilai_investasi`` is a decimal in rupiah, empty when not given."""

    nomor_registrasi: str
    kanal: str
    jenis_pemohon: str
    wilayah_kode: str = ""
    nilai_investasi: str = ""
    tenaga_kerja: int | None = None


@dataclass(frozen=True, kw_only=True)
class PermohonanLengkap(PeristiwaPermohonan):
    """Found complete: the clock starts."""

    mulai: datetime
    jatuh_tempo: datetime | None
    sla_hari: int


@dataclass(frozen=True, kw_only=True)
class PermohonanDikembalikan(PeristiwaPermohonan):
    """Sent back with a list of defects: the clock pauses."""

    putaran: int
    syarat: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PermohonanDilengkapi(PeristiwaPermohonan):
    """Handed in again: the clock runs."""

    putaran: int
    jatuh_tempo: datetime | None


class PokokRekomendasi(Pokok):
    """The fields common to the facts of one partner's task."""

    rekomendasi_id: str
    opd_mitra: str
    wajib: bool
    jatuh_tempo: datetime | None


@dataclass(frozen=True, kw_only=True)
class PeristiwaRekomendasi(PeristiwaPermohonan):
    """A fact of a partner's task."""

    rekomendasi_id: str
    opd_mitra: str
    wajib: bool
    jatuh_tempo: datetime | None


@dataclass(frozen=True, kw_only=True)
class RekomendasiDiminta(PeristiwaRekomendasi):
    """A partner was asked."""


@dataclass(frozen=True, kw_only=True)
class RekomendasiDiberikan(PeristiwaRekomendasi):
    """A partner answered."""

    hasil: str
    hari_kerja: int | None
    tepat_waktu: bool | None


@dataclass(frozen=True, kw_only=True)
class RekomendasiTerlewat(PeristiwaRekomendasi):
    """A partner kept silent past its time; ``akibat`` is what the rule makes of it."""

    akibat: str


@dataclass(frozen=True, kw_only=True)
class IzinDiterbitkan(PeristiwaPermohonan):
    """The licence was issued: the clock stops."""

    izin_id: str
    nomor_izin: str
    berlaku_sampai: datetime | None
    hari_kerja: int | None
    tepat_waktu: bool


@dataclass(frozen=True, kw_only=True)
class PermohonanDitolak(PeristiwaPermohonan):
    """Rejected: the clock stops."""

    alasan_kode: str
    hari_kerja: int | None
    tepat_waktu: bool


@dataclass(frozen=True, kw_only=True)
class PermohonanDitarik(PeristiwaPermohonan):
    """Withdrawn (``ditarik``), or counted as withdrawn (``dianggap_ditarik``)."""

    alasan_kode: str


@dataclass(frozen=True, kw_only=True)
class PermohonanDianggapDikabulkan(PeristiwaPermohonan):
    """Granted by law, for no decision came in time; never on time."""

    dasar_hukum: str
    hari_kerja: int | None
    tepat_waktu: bool = False


@dataclass(frozen=True, kw_only=True)
class IzinDiserahkan(PeristiwaPermohonan):
    """The licence was handed over."""

    izin_id: str


@dataclass(frozen=True, kw_only=True)
class SurveiDiisi(PeristiwaPermohonan):
    """The satisfaction survey: nine unsur, 1 to 4."""

    persyaratan: int
    prosedur: int
    waktu: int
    biaya: int
    produk: int
    kompetensi: int
    perilaku: int
    pengaduan: int
    sarana: int
