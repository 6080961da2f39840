"""The index of professionalism of a pegawai (*IP ASN*): PermenPANRB 38/2018, PerBKN 8/2019."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto

from chassis.domain import Invalid
from kinerja.domain.jabatan import JenisJabatan
from kinerja.domain.predikat import Predikat


class Pendidikan(StrEnum):
    """The last degree."""

    S3 = auto()
    S2 = auto()
    S1 = auto()
    D4 = auto()
    D3 = auto()
    D2 = auto()
    D1 = auto()
    SLTA = auto()
    DI_BAWAH_SLTA = auto()


class HukumanDisiplin(StrEnum):
    """The heaviest sanction in force."""

    TIDAK_ADA = auto()
    RINGAN = auto()
    SEDANG = auto()
    BERAT = auto()


class KategoriIpAsn(StrEnum):
    """The band of the index, the best first."""

    SANGAT_TINGGI = auto()
    TINGGI = auto()
    SEDANG = auto()
    RENDAH = auto()
    SANGAT_RENDAH = auto()


@dataclass(frozen=True, kw_only=True)
class BobotKompetensi:
    """What each proof of competence counts for a kind of post."""

    diklat_jabatan: Decimal
    jp20: Decimal
    seminar: Decimal


@dataclass(frozen=True, kw_only=True)
class AturanIpAsn:
    """Points of the four dimensions and the lower lines of the bands, the highest first."""

    berlaku_dari: date
    sumber: str
    pendidikan: Mapping[Pendidikan, Decimal]
    kompetensi: Mapping[JenisJabatan, BobotKompetensi]
    predikat: Mapping[Predikat, Decimal]
    nilai_lama: Sequence[tuple[Decimal, Decimal]]
    disiplin: Mapping[HukumanDisiplin, Decimal]
    kategori: Sequence[tuple[Decimal, KategoriIpAsn]]


@dataclass(frozen=True, kw_only=True)
class DataIpAsn:
    """What is known of a person.

    ``kinerja`` is a predikat, or a number for years before PP 30/2019. ``diklat_melekat``: a profession whose functional
    training counts by itself (doctor, teacher, nurse, …).
    """

    jenis_jabatan: JenisJabatan
    pendidikan: Pendidikan
    diklat_jabatan: bool
    jp20: bool
    seminar: bool
    kinerja: Predikat | Decimal
    hukuman_disiplin: HukumanDisiplin
    diklat_melekat: bool = False


@dataclass(frozen=True, kw_only=True)
class HasilIpAsn:
    """The index, its band, and the four dimensions it is the sum of."""

    kualifikasi: Decimal
    kompetensi: Decimal
    kinerja: Decimal
    disiplin: Decimal
    kategori: KategoriIpAsn

    @property
    def nilai(self) -> Decimal:
        """Return the sum."""
        return self.kualifikasi + self.kompetensi + self.kinerja + self.disiplin


def compute_ip_asn(data: DataIpAsn, aturan: AturanIpAsn) -> HasilIpAsn:
    """Return the index of a person; raises :class:`~chassis.domain.Invalid` for a number outside 0 to 100."""
    parts = {
        "kualifikasi": aturan.pendidikan[data.pendidikan],
        "kompetensi": _kompetensi(data, aturan.kompetensi[data.jenis_jabatan]),
        "kinerja": _kinerja(data.kinerja, aturan),
        "disiplin": aturan.disiplin[data.hukuman_disiplin],
    }
    nilai = sum(parts.values(), Decimal(0))
    kategori = next(kategori for line, kategori in aturan.kategori if nilai >= line)
    return HasilIpAsn(**parts, kategori=kategori)


def _kompetensi(data: DataIpAsn, bobot: BobotKompetensi) -> Decimal:
    melekat = data.diklat_melekat and data.jenis_jabatan is JenisJabatan.FUNGSIONAL
    proofs = (
        (data.diklat_jabatan or melekat, bobot.diklat_jabatan),
        (data.jp20, bobot.jp20),
        (data.seminar, bobot.seminar),
    )
    return sum((points for there, points in proofs if there), Decimal(0))


def _kinerja(kinerja: Predikat | Decimal, aturan: AturanIpAsn) -> Decimal:
    if isinstance(kinerja, Predikat):
        return aturan.predikat[kinerja]
    if not 0 <= kinerja <= 100:
        raise Invalid({"nilai_prestasi": ["Isi dengan angka 0 sampai 100"]})
    return next(points for line, points in aturan.nilai_lama if kinerja >= line)
