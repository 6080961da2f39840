"""An *instrumen*, a worksheet by which the regency or one of its agencies is measured, and its *butir*, as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum, auto

from chassis.domain import Invalid
from pelaporan.domain.aturan import Dasar


class KodeInstrumen(StrEnum):
    """The instruments that are filled in here."""

    SAKIP = auto()
    IPP = auto()
    SKM = auto()


class JenisButir(StrEnum):
    """What an answer does: it makes the value, supports another answer, is the unit's own word, or says what the unit is."""

    NILAI = auto()
    KRITERIA = auto()
    F01 = auto()
    KETERANGAN = auto()


@dataclass(frozen=True)
class Kunci:
    """Whose sheet: the instrument, the year it measures, the agency (empty: the regency)."""

    kode: KodeInstrumen
    tahun: int
    opd: str = ""

    def __str__(self) -> str:
        """Return it as the subject of an event."""
        return f"{self.kode}:{self.tahun}:{self.opd}"

    def previous(self) -> Kunci:
        """Return the same sheet of the year before."""
        return Kunci(self.kode, self.tahun - 1, self.opd)


@dataclass(frozen=True, kw_only=True)
class Butir:
    """A question: its answers by value with their words (the rubric), or a whole number up to ``paling_besar``.

    ``induk`` is the component it belongs to, for a criterion and for F01 the butir that it supports.
    """

    kode: str
    nama: str
    jenis: JenisButir
    induk: str
    bobot: Decimal | None = None
    pilihan: Mapping[str, str] = field(default_factory=dict)
    paling_besar: int = 0
    panjang: int = 0
    """Free text of up to so many letters, for a note or a recommendation."""

    @property
    def sebutan(self) -> str:
        """Its name for people: with its number, where the regulation numbers it."""
        if self.jenis is JenisButir.F01:
            return f"F01, {self.induk} {self.nama}"
        return f"{self.kode} {self.nama}" if self.kode[0].isdigit() else self.nama

    @property
    def _plain(self) -> bool:
        """Whether people know its answers by their words alone, and not by a grade or a level."""
        return self.jenis in (JenisButir.KRITERIA, JenisButir.KETERANGAN)

    def read_number(self, jawaban: str) -> int | None:
        """Return an answer that is a whole number as one; a text of digits is still a text."""
        return int(jawaban) if not self.panjang and jawaban.isascii() and jawaban.isdigit() else None

    def tell(self, jawaban: str) -> str:
        """Return an answer for people: a grade or a level with its words, a criterion by its words alone."""
        kata = self.pilihan.get(jawaban, "")
        return f"{jawaban}, {kata}" if kata and not self._plain else kata or jawaban

    def accept(self, jawaban: object) -> str:
        """Return an answer as it is kept; refuses one that the scale does not have."""
        if self.panjang:
            return self._accept_text(jawaban)
        teks = str(jawaban).strip() if isinstance(jawaban, int | str) and not isinstance(jawaban, bool) else ""
        if self.pilihan:
            if teks not in self.pilihan:
                known = self.pilihan.values() if self._plain else self.pilihan
                raise Invalid({"jawaban": [f"Pilih salah satu: {', '.join(known)}"]})
            return teks
        number = self.read_number(teks) if len(teks) <= len(str(self.paling_besar)) else None
        if number is None or number > self.paling_besar:
            raise Invalid({"jawaban": [f"Isi bilangan bulat 0 sampai {self.paling_besar}"]})
        return str(number)

    def _accept_text(self, jawaban: object) -> str:
        if not isinstance(jawaban, str):
            raise Invalid({"jawaban": ["Harus berupa teks"]})
        if len(teks := jawaban.strip()) > self.panjang:
            raise Invalid({"jawaban": [f"Paling panjang {self.panjang} huruf"]})
        return teks


@dataclass(frozen=True, kw_only=True)
class KelompokButir:
    """A component of an instrument: its name, its weight, what is asked."""

    kode: str
    nama: str
    bobot: Decimal | None
    butir: Sequence[Butir]


@dataclass(frozen=True, kw_only=True)
class Susunan:
    """What one sheet asks: its components in order, and questions about the unit beside them.

    ``teks`` are the notes and recommendations of the report, two for each component.
    ``catatan`` says where its lists come from and what is not loaded; ``pertanyaan`` are those of F03 by aspect.
    """

    dasar: Dasar
    kelompok: Sequence[KelompokButir]
    keterangan: Sequence[Butir] = ()
    teks: Sequence[Butir] = ()
    catatan: Sequence[str] = ()
    pertanyaan: Mapping[str, Sequence[str]] = field(default_factory=dict)
    label: Mapping[str, str] = field(default_factory=dict)

    @property
    def butir(self) -> Mapping[str, Butir]:
        """Return every question by code, in order."""
        found = [*self.keterangan, *self.teks, *(satu for kelompok in self.kelompok for satu in kelompok.butir)]
        return {satu.kode: satu for satu in found}

    def of_jenis(self, jenis: JenisButir) -> Sequence[Butir]:
        """Return the questions of one kind, in order."""
        return [satu for satu in self.butir.values() if satu.jenis is jenis]

    def children(self, induk: str, jenis: JenisButir) -> Sequence[Butir]:
        """Return the questions of one kind that support another."""
        return [satu for satu in self.butir.values() if satu.induk == induk and satu.jenis is jenis]
