"""The *pohon kinerja*, the tree of goals of a year: conditions to reach, from the regency's outcome to an output.

Kinds and stages: PermenPANRB 89/2021 (second-hand); which kind stands at which level is recalled, unsure. The checks are
our choice where the law is silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum, auto

from chassis.domain import Invalid, TransitionNotAllowed
from kinerja.domain.cascading import JenisCascading
from kinerja.domain.version import expect

URAIAN_PALING_PANJANG = 500
_CSF_PALING_BANYAK = 20
_HASIL = re.compile(r"\w+nya\b|semakin\b", re.IGNORECASE)
"""How a result begins: “Meningkatnya”, “Terpenuhinya”, “Semakin”; an activity begins with a plain verb or its noun."""


class JenisSimpul(StrEnum):
    """What kind of goal it is."""

    FINAL_OUTCOME = auto()
    INTERMEDIATE_OUTCOME = auto()
    IMMEDIATE_OUTCOME = auto()
    OUTPUT = auto()


JENIS_INDUK: Mapping[JenisSimpul, frozenset[JenisSimpul]] = {
    JenisSimpul.FINAL_OUTCOME: frozenset(),
    JenisSimpul.INTERMEDIATE_OUTCOME: frozenset({JenisSimpul.FINAL_OUTCOME, JenisSimpul.INTERMEDIATE_OUTCOME}),
    JenisSimpul.IMMEDIATE_OUTCOME: frozenset({JenisSimpul.INTERMEDIATE_OUTCOME}),
    JenisSimpul.OUTPUT: frozenset(JenisSimpul),
}
"""Under which kinds a goal of each kind may stand."""


class StatusSimpul(StrEnum):
    """Where a goal stands."""

    DRAF = auto()
    DITETAPKAN = auto()


class JenisCrosscut(StrEnum):
    """Who else helps to reach a goal."""

    OPD = auto()
    INSTANSI = auto()
    DESA = auto()


@dataclass(frozen=True, kw_only=True)
class Crosscut:
    """Another agency, institution or village that helps; ``nama`` is the code of an agency, else a name."""

    jenis: JenisCrosscut
    nama: str


@dataclass(frozen=True, kw_only=True)
class Kaitan:
    """The edge to the goal above: how it serves it, whether the targets add up, and its weight."""

    jenis: JenisCascading = JenisCascading.LANGSUNG
    aditif: bool = False
    bobot: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class IsiSimpul:
    """What a goal says."""

    jenis: JenisSimpul
    uraian_kondisi: str
    csf: tuple[str, ...] = ()
    induk_id: str | None = None
    kaitan: Kaitan = field(default_factory=Kaitan)
    unit_id: str | None = None
    opd_kode: str = ""
    crosscut: tuple[Crosscut, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PohonKinerjaDitetapkan:
    """A goal was established: its whole present state, as the event of the same name tells it."""

    tahun: int
    opd_kode: str
    unit_id: str
    simpul_id: str
    induk_id: str
    jenis: str
    jumlah_indikator: int
    opd_crosscut: Sequence[str]
    versi: int


@dataclass(eq=False, kw_only=True)
class Simpul:
    """The aggregate: one goal of the tree. ``versi`` counts what was established, ``version`` every change."""

    id: str
    tahun: int
    isi: IsiSimpul
    status: StatusSimpul = StatusSimpul.DRAF
    versi: int = 0
    version: int = 1
    events: list[PohonKinerjaDitetapkan] = field(default_factory=list, repr=False)

    def expect(self, version: int | None) -> None:
        """Refuse a caller who has seen another version, or did not say which."""
        expect(self.version, version)

    def change(self, isi: IsiSimpul, pohon: PohonKinerja, *, jumlah_indikator: int) -> None:
        """Say something else; what was established is told anew."""
        check_isi(self.id, isi, pohon)
        self.isi = isi
        self.version += 1
        if self.status is StatusSimpul.DITETAPKAN:
            self._check_whole(pohon.with_simpul(self), jumlah_indikator)
            self._announce(jumlah_indikator)

    def establish(self, pohon: PohonKinerja, *, jumlah_indikator: int) -> None:
        """Set the goal: it has an owner and an indicator, and leads to a final outcome."""
        if self.status is not StatusSimpul.DRAF:
            raise TransitionNotAllowed("simpul.transition_not_allowed", status=self.status.value)
        self._check_whole(pohon, jumlah_indikator)
        self.status = StatusSimpul.DITETAPKAN
        self.version += 1
        self._announce(jumlah_indikator)

    def _check_whole(self, pohon: PohonKinerja, jumlah_indikator: int) -> None:
        errors: dict[str, list[str]] = {}
        if not jumlah_indikator:
            errors["indikator"] = ["Beri sasaran ini paling sedikit satu indikator"]
        if self.isi.unit_id is None:
            errors["unit_id"] = ["Pilih unit yang memikul sasaran ini"]
        if not pohon.reaches_final(self.id):
            errors["induk_id"] = ["Sasaran ini belum sampai ke final outcome. Gantungkan pada sasaran di atasnya"]
        if errors:
            raise Invalid(errors)

    def _announce(self, jumlah_indikator: int) -> None:
        self.versi += 1
        self.events.append(
            PohonKinerjaDitetapkan(
                tahun=self.tahun,
                opd_kode=self.isi.opd_kode,
                unit_id=self.isi.unit_id or "",
                simpul_id=self.id,
                induk_id=self.isi.induk_id or "",
                jenis=self.isi.jenis.value,
                jumlah_indikator=jumlah_indikator,
                opd_crosscut=[each.nama for each in self.isi.crosscut if each.jenis is JenisCrosscut.OPD],
                versi=self.versi,
            )
        )


class PohonKinerja:
    """All goals of one year."""

    def __init__(self, simpul: Iterable[Simpul]) -> None:
        """Hold them; a draft may hang on nothing yet."""
        self._by_id = {each.id: each for each in simpul}
        self._anak: dict[str | None, list[Simpul]] = {}
        for each in self._by_id.values():
            self._anak.setdefault(each.isi.induk_id, []).append(each)

    def __iter__(self) -> Iterator[Simpul]:
        """Go through the goals."""
        return iter(self._by_id.values())

    def find(self, simpul_id: str) -> Simpul | None:
        """Return a goal, or None."""
        return self._by_id.get(simpul_id)

    def with_simpul(self, simpul: Simpul) -> PohonKinerja:
        """Return a tree that also holds this one, in the place of one with its id."""
        return PohonKinerja([*(each for each in self if each.id != simpul.id), simpul])

    def anak(self, simpul_id: str) -> list[Simpul]:
        """Return the goals directly below."""
        return self._anak.get(simpul_id, [])

    def path(self, simpul_id: str) -> Iterator[Simpul]:
        """Yield a goal and those above it; ends where the road ends, or comes back."""
        seen: set[str] = set()
        at = self._by_id.get(simpul_id)
        while at is not None and at.id not in seen:
            seen.add(at.id)
            yield at
            at = self._by_id.get(at.isi.induk_id or "")

    def reaches_final(self, simpul_id: str) -> bool:
        """Tell whether the road up from a goal ends at a final outcome."""
        return any(each.isi.jenis is JenisSimpul.FINAL_OUTCOME for each in self.path(simpul_id))


def check_isi(simpul_id: str, isi: IsiSimpul, pohon: PohonKinerja) -> None:
    """Refuse what cannot stand in the tree: no words, a parent of the wrong kind or year, a circle."""
    errors: dict[str, list[str]] = {}
    if not isi.uraian_kondisi.strip():
        errors["uraian_kondisi"] = ["Isi kondisi yang hendak dicapai"]
    elif len(isi.uraian_kondisi) > URAIAN_PALING_PANJANG:
        errors["uraian_kondisi"] = [f"Paling panjang {URAIAN_PALING_PANJANG} huruf"]
    if len(isi.csf) > _CSF_PALING_BANYAK or any(not 0 < len(each) <= URAIAN_PALING_PANJANG for each in isi.csf):
        errors["csf"] = [
            f"Paling banyak {_CSF_PALING_BANYAK} CSF, masing-masing paling panjang {URAIAN_PALING_PANJANG}"
        ]
    if isi.kaitan.bobot is not None and isi.kaitan.bobot <= 0:
        errors["bobot"] = ["Isi bobot lebih dari 0, atau kosongkan"]
    if isi.induk_id is not None and (sentence := _wrong_induk(simpul_id, isi, pohon)):
        errors["induk_id"] = [sentence]
    if wrong := _wrong_anak(simpul_id, isi, pohon):
        errors["jenis"] = [wrong]
    if errors:
        raise Invalid(errors)


def warnings_of(isi: IsiSimpul) -> list[str]:
    """Return what is worth a second look: a condition is worded as a result, not as an activity."""
    words = isi.uraian_kondisi.strip()
    if not _HASIL.match(words):
        return ["Tulis sebagai hasil, misalnya “Meningkatnya …” atau “Terpenuhinya …”, bukan sebagai kegiatan"]
    return []


def _wrong_induk(simpul_id: str, isi: IsiSimpul, pohon: PohonKinerja) -> str | None:
    induk = pohon.find(isi.induk_id or "")
    if isi.jenis is JenisSimpul.FINAL_OUTCOME:
        return "Final outcome berdiri di puncak, tanpa induk"
    if induk is None:
        return "Sasaran ini tidak ada di pohon tahun itu. Pilih sasaran lain"
    if any(each.id == simpul_id for each in pohon.path(induk.id)):
        return "Pohon berputar: sasaran ini ada di atas induknya sendiri"
    if induk.isi.jenis not in JENIS_INDUK[isi.jenis]:
        return "Sasaran semacam ini tidak dapat bergantung pada sasaran itu. Pilih sasaran di atasnya"
    return None


def _wrong_anak(simpul_id: str, isi: IsiSimpul, pohon: PohonKinerja) -> str | None:
    if any(isi.jenis not in JENIS_INDUK[each.isi.jenis] for each in pohon.anak(simpul_id)):
        return "Jenis ini tidak cocok dengan sasaran di bawahnya"
    return None
