"""The index of professionalism by what of the facts counts: the same for one person and for everyone who has the same traits."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto

from kinerja.application.aturan import DaftarAturan
from kinerja.domain.ip_asn import (
    AturanIpAsn,
    DataIpAsn,
    HukumanDisiplin,
    KategoriIpAsn,
    Pendidikan,
    compute_ip_asn,
)
from kinerja.domain.jabatan import JenisJabatan
from kinerja.domain.jp import AturanJp
from kinerja.domain.pengembangan import AturanPengembangan, BuktiKompetensi
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import Predikat


class Dimensi(StrEnum):
    """The four dimensions."""

    KUALIFIKASI = auto()
    KOMPETENSI = auto()
    KINERJA = auto()
    DISIPLIN = auto()


@dataclass(frozen=True, kw_only=True)
class AturanTahun:
    """The rules that are in force at the end of a year."""

    ip_asn: AturanIpAsn
    pengembangan: AturanPengembangan
    jp: AturanJp
    bentuk: Mapping[BuktiKompetensi, Set[str]]
    """The kinds of development by what they prove."""


@dataclass(frozen=True, kw_only=True)
class Ciri:
    """What of a person's facts the index is computed from; None where the fact is missing."""

    jenis_jabatan: JenisJabatan
    pendidikan: Pendidikan | None
    bukti: frozenset[BuktiKompetensi]
    melekat: bool
    predikat: Predikat | None
    hukuman: HukumanDisiplin | None


@dataclass(frozen=True, kw_only=True)
class NilaiIpAsn:
    """The four dimensions and what they add up to; no index before all four are known."""

    dimensi: Mapping[Dimensi, Decimal | None]
    nilai: Decimal | None
    kategori: KategoriIpAsn | None
    sementara: Decimal


def find_aturan(tahun: int, aturan: DaftarAturan) -> AturanTahun:
    """Return the rules at the end of a year; before the first, the first."""
    end = Periode(tahun).tanggal_akhir
    kinds = aturan.pengembangan.nearest(end)
    bentuk: dict[BuktiKompetensi, set[str]] = {bukti: set() for bukti in BuktiKompetensi}
    for kode, each in kinds.bentuk.items():
        bentuk[each.bukti].add(kode)
    return AturanTahun(
        ip_asn=aturan.ip_asn.nearest(end),
        pengembangan=kinds,
        bentuk=bentuk,
        jp=aturan.jp.nearest(end),
    )


def value_ip_asn(ciri: Ciri, rule: AturanIpAsn) -> NilaiIpAsn:
    """Return the index of who has these traits."""
    hasil = compute_ip_asn(
        DataIpAsn(
            jenis_jabatan=ciri.jenis_jabatan,
            pendidikan=ciri.pendidikan or Pendidikan.DI_BAWAH_SLTA,
            diklat_jabatan=BuktiKompetensi.DIKLAT_JABATAN in ciri.bukti,
            jp20=BuktiKompetensi.JP20 in ciri.bukti,
            seminar=BuktiKompetensi.SEMINAR in ciri.bukti,
            kinerja=ciri.predikat or Predikat.SANGAT_KURANG,
            hukuman_disiplin=ciri.hukuman or HukumanDisiplin.TIDAK_ADA,
            diklat_melekat=ciri.melekat,
        ),
        rule,
    )
    dimensi = {
        Dimensi.KUALIFIKASI: hasil.kualifikasi if ciri.pendidikan else None,
        Dimensi.KOMPETENSI: hasil.kompetensi,
        Dimensi.KINERJA: hasil.kinerja if ciri.predikat else None,
        Dimensi.DISIPLIN: hasil.disiplin,
    }
    known = [value for value in dimensi.values() if value is not None]
    whole = len(known) == len(dimensi)
    return NilaiIpAsn(
        dimensi=dimensi,
        nilai=hasil.nilai if whole else None,
        kategori=hasil.kategori if whole else None,
        sementara=sum(known, Decimal(0)),
    )
