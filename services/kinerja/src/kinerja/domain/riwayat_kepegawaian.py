"""*Riwayat kepegawaian*: facts of a career that others have established, kept with their evidence (PP 11/2017 ps 167).

The service decides none of them: BKPSDM records what a decree or a diploma says. A wrong one is annulled with its reason,
never erased.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum, auto
from typing import ClassVar

from chassis.domain import Invalid
from kinerja.domain.bilangan import check_nilai
from kinerja.domain.catatan import Catatan, check_catatan
from kinerja.domain.ip_asn import HukumanDisiplin, Pendidikan

_GOLONGAN = re.compile(r"(I|II|III)/[a-d]|IV/[a-e]")


class JenisRiwayat(StrEnum):
    """What kind of fact it is."""

    PENDIDIKAN = auto()
    PANGKAT = auto()
    ANGKA_KREDIT = auto()
    """The credits that were established before, elsewhere: what the years after it are added to."""
    DIKLAT_JABATAN = auto()
    HUKUMAN_DISIPLIN = auto()


@dataclass(frozen=True, kw_only=True)
class IsiRiwayat:
    """The fact: ``isi`` is a degree, a golongan, a number of credits, the name of a training, or a tier of sanction."""

    jenis: JenisRiwayat
    isi: str
    dari: date
    sampai: date | None
    bukti: str


@dataclass(eq=False, kw_only=True)
class RiwayatKepegawaian(Catatan):
    """The aggregate."""

    JENIS: ClassVar[str] = "riwayat_kepegawaian"

    isi: IsiRiwayat


def make_isi(isi: IsiRiwayat, *, today: date) -> IsiRiwayat:
    """Return the fact in its plain form; raises Invalid where it says nothing that can be counted with."""
    errors: dict[str, list[str]] = {}
    if isi.dari > today:
        errors["dari"] = ["Isi tanggal yang sudah lewat"]
    if isi.sampai is not None and isi.sampai < isi.dari:
        errors["sampai"] = ["Tidak boleh sebelum tanggal mulai"]
    if isi.sampai is not None and isi.jenis is not JenisRiwayat.HUKUMAN_DISIPLIN:
        errors["sampai"] = ["Kosongkan. Hanya hukuman disiplin yang berakhir"]
    if errors:
        raise Invalid(errors)
    bukti = check_catatan("bukti", isi.bukti, "Tulis nomor dan tanggal dokumennya")
    return IsiRiwayat(jenis=isi.jenis, isi=_check_isi(isi), dari=isi.dari, sampai=isi.sampai, bukti=bukti)


def _check_isi(isi: IsiRiwayat) -> str:
    words = isi.isi.strip()
    match isi.jenis:
        case JenisRiwayat.PENDIDIKAN:
            return _one_of(words, Pendidikan)
        case JenisRiwayat.HUKUMAN_DISIPLIN:
            return _one_of(words, [each for each in HukumanDisiplin if each is not HukumanDisiplin.TIDAK_ADA])
        case JenisRiwayat.PANGKAT:
            if not _GOLONGAN.fullmatch(words):
                raise Invalid({"isi": ["Tulis golongan ruang, seperti III/a"]})
            return words
        case JenisRiwayat.ANGKA_KREDIT:
            return _angka(words)
        case JenisRiwayat.DIKLAT_JABATAN:
            return check_catatan("isi", words, "Tulis nama diklatnya")


def _one_of(words: str, known: Iterable[str]) -> str:
    if words not in set(known):
        raise Invalid({"isi": [f"Pilih salah satu: {', '.join(known)}"]})
    return words


def _angka(words: str) -> str:
    try:
        nilai = check_nilai(Decimal(words), "isi")
    except InvalidOperation as error:
        raise Invalid({"isi": ["Isi dengan angka, seperti 62.5"]}) from error
    if nilai < 0:
        raise Invalid({"isi": ["Isi dengan angka 0 atau lebih"]})
    return f"{nilai:f}"
