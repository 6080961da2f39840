"""The *NIP*, 18 digits: birth, start of service, sex, serial (Perka BKN 22/2007; that of PPPK is from memory)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from chassis.domain import Invalid
from kinerja.domain.bup import add_years

USIA_MIN = 18
_SHAPE = re.compile(r"(?P<lahir>[0-9]{8})(?P<tahun>[0-9]{4})(?P<bulan>[0-9]{2})(?P<kelamin>[0-9])(?P<urut>[0-9]{3})")
_KODE_PPPK = 21


class JenisPegawai(StrEnum):
    """Permanent or by contract."""

    PNS = auto()
    PPPK = auto()


@dataclass(frozen=True, kw_only=True)
class Nip:
    """A NIP taken apart; a PPPK has no month of appointment."""

    jenis: JenisPegawai
    tanggal_lahir: date
    tahun: int
    bulan: int | None
    jenis_kelamin: str
    nomor_urut: str

    def compare(self, *, tanggal_lahir: date | None, jenis_kelamin: str | None) -> tuple[str, ...]:
        """Return what differs from the person's record: warnings, because corrections exist."""
        found = []
        if tanggal_lahir not in (None, self.tanggal_lahir):
            found.append("Tanggal lahir pada NIP tidak sama dengan data pegawai")
        if jenis_kelamin not in (None, self.jenis_kelamin):
            found.append("Jenis kelamin pada NIP tidak sama dengan data pegawai")
        return tuple(found)


def parse_nip(text: str) -> Nip:
    """Take a NIP apart; raises :class:`~chassis.domain.Invalid` that says which digits are wrong."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise _wrong("NIP terdiri atas 18 angka, tanpa spasi")
    lahir = _birth(found["lahir"])
    jenis, bulan = _appointment(found["bulan"])
    if found["kelamin"] not in "12":
        raise _wrong("Angka ke-15 harus 1 (laki-laki) atau 2 (perempuan)")
    if found["urut"] == "000":
        raise _wrong("Nomor urut, tiga angka terakhir, mulai dari 001")
    tahun = int(found["tahun"])
    if not _is_of_age(lahir, tahun, bulan):
        raise _wrong(f"Umur pada pengangkatan kurang dari {USIA_MIN} tahun. Periksa angka ke-1 sampai ke-14")
    kelamin = "L" if found["kelamin"] == "1" else "P"
    return Nip(
        jenis=jenis, tanggal_lahir=lahir, tahun=tahun, bulan=bulan, jenis_kelamin=kelamin, nomor_urut=found["urut"]
    )


def _birth(digits: str) -> date:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as error:
        raise _wrong("Angka ke-1 sampai ke-8 bukan tanggal lahir yang ada") from error


def _appointment(digits: str) -> tuple[JenisPegawai, int | None]:
    value = int(digits)
    if value >= _KODE_PPPK:
        return JenisPegawai.PPPK, None
    if not 1 <= value <= 12:
        raise _wrong("Angka ke-13 dan ke-14 harus bulan 01 sampai 12 (PNS), atau 21 ke atas (PPPK)")
    return JenisPegawai.PNS, value


def _is_of_age(lahir: date, tahun: int, bulan: int | None) -> bool:
    """Tell whether the person was of age at the start of service; of a PPPK only the year is known."""
    if bulan is None:
        return lahir.year + USIA_MIN <= tahun
    return lahir.year + USIA_MIN <= tahun and add_years(lahir, USIA_MIN) <= date(tahun, bulan, 1)


def _wrong(sentence: str) -> Invalid:
    return Invalid({"nip": [sentence]})
