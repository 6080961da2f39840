"""*Temuan*, what is found wrong in a tree of goals: nobody carries it, it hangs on nothing, its targets do not add up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto
from fractions import Fraction

from kinerja.domain.capaian import Polaritas
from kinerja.domain.cascading import Cascading, HasilCascading, JenisCascading, check_cascading
from kinerja.domain.pembulatan import round_half_up
from kinerja.domain.pohon_kinerja import JenisSimpul, PohonKinerja, Simpul, warnings_of


class KodeTemuan(StrEnum):
    """What is found."""

    TANPA_UNIT = auto()
    TANPA_PEMIKUL = auto()
    TANPA_ANAK = auto()
    TANPA_INDIKATOR = auto()
    TIDAK_SAMPAI_FINAL = auto()
    MENGGANTUNG = auto()
    TARGET_TIDAK_SESUAI = auto()
    BUKAN_HASIL = auto()


@dataclass(frozen=True, kw_only=True)
class Temuan:
    """A finding about a goal, or about an indicator that hangs on none; ``berat`` ones stand in the way."""

    kode: KodeTemuan
    pesan: str
    simpul_id: str | None = None
    indikator_id: str | None = None
    berat: bool = False


@dataclass(frozen=True, kw_only=True)
class UkuranSimpul:
    """An indicator as the tree sees it: the target of the year."""

    id: str
    simpul_id: str | None
    nama: str
    satuan: str
    polaritas: str
    target: Decimal


def find_temuan(pohon: PohonKinerja, ukuran: Sequence[UkuranSimpul], berkepala: Collection[str]) -> Iterator[Temuan]:
    """Yield what is wrong in the tree; ``berkepala`` are the units that somebody in service heads."""
    by_simpul: dict[str | None, list[UkuranSimpul]] = {}
    for each in ukuran:
        by_simpul.setdefault(each.simpul_id, []).append(each)
    for simpul in pohon:
        yield from _of_simpul(simpul, pohon, by_simpul, berkepala)
        yield from _of_targets(simpul, pohon, by_simpul)
    for each in by_simpul.get(None, ()):
        pesan = f"Indikator “{each.nama}” tidak bergantung pada sasaran mana pun"
        yield Temuan(kode=KodeTemuan.MENGGANTUNG, pesan=pesan, indikator_id=each.id)


def _of_simpul(
    simpul: Simpul,
    pohon: PohonKinerja,
    by_simpul: Mapping[str | None, Sequence[UkuranSimpul]],
    berkepala: Collection[str],
) -> Iterator[Temuan]:
    def found(kode: KodeTemuan, pesan: str, *, berat: bool = True) -> Temuan:
        return Temuan(kode=kode, pesan=pesan, simpul_id=simpul.id, berat=berat)

    if simpul.isi.unit_id is None:
        yield found(KodeTemuan.TANPA_UNIT, "Tidak ada unit yang memikul sasaran ini")
    elif simpul.isi.unit_id not in berkepala and simpul.isi.opd_kode:
        yield found(KodeTemuan.TANPA_PEMIKUL, "Unit yang memikul sasaran ini tidak ada kepalanya")
    if simpul.id not in by_simpul:
        yield found(KodeTemuan.TANPA_INDIKATOR, "Sasaran ini belum punya indikator")
    if simpul.isi.jenis is not JenisSimpul.OUTPUT and not pohon.anak(simpul.id):
        yield found(KodeTemuan.TANPA_ANAK, "Tidak ada sasaran di bawahnya yang memikul sasaran ini", berat=False)
    if not pohon.reaches_final(simpul.id):
        yield found(KodeTemuan.TIDAK_SAMPAI_FINAL, "Sasaran ini tidak sampai ke final outcome")
    for sentence in warnings_of(simpul.isi):
        yield found(KodeTemuan.BUKAN_HASIL, sentence, berat=False)


def _of_targets(
    simpul: Simpul, pohon: PohonKinerja, by_simpul: Mapping[str | None, Sequence[UkuranSimpul]]
) -> Iterator[Temuan]:
    """Hold the targets below against each target of the goal; what is measured alike (unit, polarity) is compared."""
    for induk in by_simpul.get(simpul.id, ()):
        for aditif in (True, False):
            hasil = compare_targets(simpul, induk, pohon, by_simpul, aditif=aditif)
            if hasil is not None and not hasil.sesuai and hasil.selisih is not None:
                pesan = f"Target di bawah “{induk.nama}” tidak sesuai: selisih {plain(hasil.selisih)} {induk.satuan}"
                yield Temuan(kode=KodeTemuan.TARGET_TIDAK_SESUAI, pesan=pesan, simpul_id=simpul.id, berat=True)


def compare_targets(
    simpul: Simpul,
    induk: UkuranSimpul,
    pohon: PohonKinerja,
    by_simpul: Mapping[str | None, Sequence[UkuranSimpul]],
    *,
    aditif: bool,
) -> HasilCascading | None:
    """Return how the targets of those directly below carry one target of a goal, None where none is comparable."""
    below = [
        (each.isi.kaitan.bobot, ukuran.target)
        for each in pohon.anak(simpul.id)
        if each.isi.kaitan.jenis is JenisCascading.LANGSUNG and each.isi.kaitan.aditif is aditif
        for ukuran in by_simpul.get(each.id, ())
        if (ukuran.satuan.casefold(), ukuran.polaritas) == (induk.satuan.casefold(), induk.polaritas)
    ]
    if not below:
        return None
    bobot = [weight for weight, _ in below if weight is not None]
    weighted = not aditif and len(bobot) == len(below)
    return check_cascading(
        Cascading(
            jenis=JenisCascading.LANGSUNG,
            aditif=aditif,
            target_induk=induk.target,
            anak=[target for _, target in below],
            polaritas=Polaritas(induk.polaritas),
            bobot=bobot if weighted else (),
        )
    )


def plain(nilai: Fraction) -> str:
    """Return a difference in words, with a comma and at most four places."""
    rounded = f"{round_half_up(abs(nilai), 4):f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"kurang {rounded}" if nilai < 0 else f"lebih {rounded}"
