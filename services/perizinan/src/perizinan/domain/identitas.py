"""Who somebody is: NIK, NIB, NPWP, NITKU, and how they are shown to others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Self

from chassis.domain import Invalid

_PEREMPUAN = 40  # added to the day of birth
_TAHUN_KABISAT = 2000  # 29 February is allowed whatever the year, for the century is not in the number
_SUREL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_TELEPON = re.compile(r"\+?[\d -]{6,20}")
_NAMA_MAKS = 200


def _check_digits(nilai: str, name: str, length: int) -> None:
    """Refuse what is not exactly ``length`` digits, and say how many there are."""
    if not re.fullmatch(r"[0-9]*", nilai):
        raise Invalid({name.lower(): [f"{name} hanya berisi angka"]})
    if len(nilai) != length:
        judged = "belum lengkap" if len(nilai) < length else "terlalu panjang"
        raise Invalid({name.lower(): [f"{name} {judged}: {len(nilai)} dari {length} angka"]})


@dataclass(frozen=True, slots=True)
class Nik:
    """The number of a person, 16 digits: region 6, day + 40 for women, month, year, serial 4."""

    nilai: str

    def __post_init__(self) -> None:
        """Refuse a number that cannot be, with the sentence for the form."""
        _check_digits(self.nilai, "NIK", 16)
        if not self._is_born():
            tanggal = "-".join(self.nilai[n : n + 2] for n in (6, 8, 10))
            pesan = f"Angka ke-7 sampai ke-12 NIK adalah tanggal lahir, dan {tanggal} tidak ada. Periksa lagi pada KTP"
            raise Invalid({"nik": [pesan]})
        if self.nilai[12:] == "0000":
            pesan = "Angka ke-13 sampai ke-16 NIK adalah nomor urut, dan 0000 tidak ada. Periksa lagi pada KTP"
            raise Invalid({"nik": [pesan]})

    @property
    def wilayah(self) -> str:
        """The region of first registration: province, regency, district."""
        return f"{self.nilai[:2]}.{self.nilai[2:4]}.{self.nilai[4:6]}"

    @property
    def is_perempuan(self) -> bool:
        """Whether the day carries the 40 of a woman."""
        return int(self.nilai[6:8]) > _PEREMPUAN

    @property
    def lahir(self) -> str:
        """The date of birth as DD-MM-YY; the century is not in the number."""
        return f"{self._hari:02}-{self.nilai[8:10]}-{self.nilai[10:12]}"

    @property
    def _hari(self) -> int:
        hari = int(self.nilai[6:8])
        return hari - _PEREMPUAN if hari > _PEREMPUAN else hari

    def _is_born(self) -> bool:
        try:
            date(_TAHUN_KABISAT, int(self.nilai[8:10]), self._hari)
        except ValueError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Nib:
    """The number of a business, 13 digits."""

    nilai: str

    def __post_init__(self) -> None:
        """Refuse anything but 13 digits."""
        _check_digits(self.nilai, "NIB", 13)


@dataclass(frozen=True, slots=True)
class Npwp:
    """The tax number, 16 digits: a person's is the NIK, a body's is 0 and the old fifteen."""

    nilai: str

    def __post_init__(self) -> None:
        """Take the old fifteen digits as well."""
        if re.fullmatch(r"[0-9]{15}", self.nilai):
            object.__setattr__(self, "nilai", f"0{self.nilai}")
        _check_digits(self.nilai, "NPWP", 16)

    def nitku(self, cabang: str = "000000") -> str:
        """Return the number of a place of business; the head office is ``000000``."""
        _check_digits(cabang, "Cabang", 6)
        return self.nilai + cabang


class JenisPemohon(StrEnum):
    """A person or a body."""

    PERORANGAN = auto()
    BADAN_USAHA = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Pemohon:
    """Who asks. A person is known by the NIK, a body by the NIB."""

    jenis: JenisPemohon
    nama: str
    nik: str | None = None
    nib: str | None = None
    surel: str | None = None
    telepon: str | None = None

    @classmethod
    def create(cls, *, jenis: str, nama: str, **rest: str | None) -> Self:
        """Make a pemohon from a form; raises :class:`~chassis.domain.Invalid` with every field that is wrong."""
        errors: dict[str, list[str]] = {}
        if jenis not in list(JenisPemohon):
            raise Invalid({"pemohon.jenis": ["Pilih perorangan atau badan_usaha"]})
        pemohon = cls(jenis=JenisPemohon(jenis), nama=" ".join(nama.split()), **rest)
        if not 0 < len(pemohon.nama) <= _NAMA_MAKS:
            errors["pemohon.nama"] = [f"Isi nama, paling banyak {_NAMA_MAKS} huruf"]
        elif not pemohon.nama.isprintable():
            errors["pemohon.nama"] = ["Nama berisi tanda yang tidak tercetak. Ketik ulang namanya"]
        if pemohon.surel and not _SUREL.fullmatch(pemohon.surel):
            errors["pemohon.surel"] = ["Alamat surel tidak lengkap. Contoh: nama@contoh.id"]
        if pemohon.telepon and not _TELEPON.fullmatch(pemohon.telepon):
            errors["pemohon.telepon"] = ["Nomor telepon hanya berisi angka. Contoh: 081234567890"]
        errors |= pemohon._check_numbers()
        if errors:
            raise Invalid(errors)
        return pemohon

    def _check_numbers(self) -> dict[str, list[str]]:
        """Check the numbers that are given, and that the one the kind needs is given."""
        needed = "nik" if self.jenis is JenisPemohon.PERORANGAN else "nib"
        errors: dict[str, list[str]] = {}
        for field, nilai, check in (("nik", self.nik, Nik), ("nib", self.nib, Nib)):
            try:
                if nilai:
                    check(nilai)
                elif field == needed:
                    errors[f"pemohon.{field}"] = [f"Isi {field.upper()}"]
            except Invalid as error:
                errors[f"pemohon.{field}"] = error.errors[field]
        return errors


def mask_nomor(nomor: str) -> str:
    """Show the first and the last four digits only."""
    return f"{nomor[:4]} {'•••• ' * (len(nomor) // 4 - 2)}{nomor[-4:]}"


def mask_nama(nama: str) -> str:
    """Show the first letters of the first and the last name; the dots do not tell the length."""
    first, *others = nama.split() or ["•"]
    return f"{first[0]}••••" + (f" {others[-1][0]}•" if others else "")
