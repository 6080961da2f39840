"""Use cases of the unit: set its capaian, look at the spread of its people's predikat, close the period."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from chassis.domain import Clock, Conflict, Forbidden, Invalid, NotFound, Pengguna, uuid7
from kinerja.application.evaluasi.hitungan import (
    BacaOrganisasi,
    Hitungan,
    HitunganPenilai,
    RekapRow,
    SebaranRow,
    TemuanUnit,
)
from kinerja.application.evaluasi.ports import EvaluasiUnitOfWork
from kinerja.application.evaluasi.temuan import AturanPenutupan
from kinerja.application.hubungan import Hubungan, relate
from kinerja.application.jejak import jejak_of
from kinerja.application.ports import Rantai
from kinerja.application.wewenang import Jangkauan, Scope
from kinerja.domain.aturan_evaluasi import AturanEvaluasi
from kinerja.domain.penutupan_evaluasi import CapaianUnit, PenutupanEvaluasi, check_penutupan
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import CapaianOrganisasi, Predikat
from kinerja.domain.sebaran import N_KECIL, check_sebaran

_ABOVE = frozenset({Hubungan.PENILAI, Hubungan.ATASAN_PENILAI, Hubungan.PENGELOLA})
"""Who sets and closes: those above the head of the unit, and BKPSDM."""
_SEEN = _ABOVE | {Hubungan.DIRI_SENDIRI}


@dataclass(frozen=True, kw_only=True)
class SetCapaian:
    """How a unit did in a period, and on which grounds."""

    pengguna: Pengguna
    unit_id: str
    periode: str
    capaian: CapaianOrganisasi
    alasan: str


@dataclass(frozen=True, kw_only=True)
class ClosePeriode:
    """Which period of which unit, or whole agency, is closed; the reason is asked for where something does not agree."""

    pengguna: Pengguna
    periode: str
    alasan: str
    unit_id: str = ""
    opd: str = ""


def set_capaian(command: SetCapaian, *, uow: EvaluasiUnitOfWork, clock: Clock) -> CapaianUnit:
    """Set the capaian; a closed period keeps the one it was closed with."""
    pengguna = command.pengguna
    pengguna.require(Scope.CAPAIAN_TETAPKAN)
    with uow:
        kepala = find_unit(pengguna, command.unit_id, _ABOVE, baca=uow.penutupan)
        periode = Periode.parse(command.periode)
        if uow.penutupan.is_closed(command.unit_id, periode):
            raise Conflict("evaluasi.closed")
        capaian = uow.penutupan.find_capaian(command.unit_id, periode) or CapaianUnit(
            id=str(uuid7()), unit_id=command.unit_id, opd_kode=kepala.opd_kode, periode=periode
        )
        before = {"capaian": capaian.capaian.value if capaian.capaian else None}
        capaian.set(command.capaian, command.alasan)
        uow.penutupan.save_capaian(capaian)
        ke = {"capaian": command.capaian.value}
        jejak = jejak_of(pengguna, "set_capaian", alasan="ada alasan", dari=before, ke=ke)
        uow.publish([capaian], at=clock.now(), jejak={capaian.id: jejak})
        uow.commit()
        return capaian


@dataclass(frozen=True, kw_only=True)
class Tertutup:
    """A closed period with what had not agreed."""

    penutupan: PenutupanEvaluasi
    temuan: Sequence[TemuanUnit]


def close_periode(command: ClosePeriode, *, uow: EvaluasiUnitOfWork, clock: Clock, aturan: AturanPenutupan) -> Tertutup:
    """Close the period for the unit and those below it: everyone established, what does not agree has its reason."""
    pengguna = command.pengguna
    pengguna.require(Scope.CAPAIAN_TETAPKAN)
    with uow:
        unit_id = _closed_unit(command, baca=uow.penutupan)
        kepala = find_unit(pengguna, unit_id, _ABOVE, baca=uow.penutupan)
        periode = Periode.parse(command.periode)
        uow.penutupan.lock(periode)
        if uow.penutupan.is_closed(unit_id, periode):
            raise Conflict("evaluasi.closed")
        counted = uow.penutupan.count(unit_id, periode)
        temuan = aturan.list_temuan(counted, unit_id, periode)
        blokir = aturan.evaluasi_on(periode.tanggal_akhir).blocks(kepala.opd_kode)
        sentences = None if temuan is None else [each.pesan for each in temuan]
        check_penutupan(counted.belum, sentences, command.alasan, blokir=blokir)
        closed = PenutupanEvaluasi(id=str(uuid7()), unit_id=unit_id, periode=periode, alasan=command.alasan.strip())
        uow.penutupan.add(closed, at=clock.now())
        ke = {"unit_id": closed.unit_id, "periode": periode.teks}
        alasan = "ada alasan" if closed.alasan else ""
        jejak = jejak_of(pengguna, "close_periode", alasan=alasan, dari={}, ke=ke)
        uow.publish([closed], at=clock.now(), jejak={closed.id: jejak})
        uow.commit()
        return Tertutup(penutupan=closed, temuan=temuan or ())


def _closed_unit(command: ClosePeriode, *, baca: BacaOrganisasi) -> str:
    if bool(command.unit_id) is bool(command.opd):
        raise Invalid({"unit_id": ["Sebut unitnya, atau perangkat daerahnya dalam opd"]})
    if command.unit_id:
        return command.unit_id
    found = baca.find_opd(command.opd)
    if found is None:
        raise NotFound("unit.not_found", opd_kode=command.opd)
    return found


def get_sebaran(
    pengguna: Pengguna, unit_id: str, periode: str, *, baca: BacaOrganisasi, aturan: AturanPenutupan
) -> SebaranRow:
    """Return the spread of a unit with those below it; assessors only where their group is large enough."""
    kepala = find_unit(pengguna, unit_id, _SEEN, baca=baca)
    which = Periode.parse(periode)
    counted = baca.count(unit_id, which)
    temuan = aturan.list_temuan(counted, unit_id, which)
    return SebaranRow(
        unit_id=unit_id,
        periode=which.teks,
        capaian=counted.capaian,
        jumlah=counted.jumlah,
        populasi=sum(counted.jumlah.values()),
        belum=counted.belum,
        ditutup=counted.ditutup,
        capaian_alasan=counted.capaian_alasan,
        alasan=counted.alasan,
        sesuai=None if temuan is None else not temuan,
        temuan=temuan or _few(counted, unit_id),
        penilai=_compare(counted, unit_id, kepala.opd_kode, which, baca, aturan.evaluasi_on(which.tanggal_akhir)),
    )


def _few(counted: Hitungan, unit_id: str) -> Sequence[TemuanUnit]:
    """Return that too few people were rated for the spread to be looked at, where that is so."""
    if counted.capaian is None:
        return ()
    found = check_sebaran(counted.capaian, counted.jumlah).temuan
    return [TemuanUnit(unit_id=unit_id, kode=each.kode, pesan=each.pesan) for each in found if each.kode == N_KECIL]


def _compare(
    counted: Hitungan, unit_id: str, opd_kode: str, periode: Periode, baca: BacaOrganisasi, aturan: AturanEvaluasi
) -> Sequence[HitunganPenilai]:
    """Return the assessors of groups large enough beside their agency's mean."""
    whole = unit_id == baca.find_opd(opd_kode)
    opd = aturan.average(counted.jumlah if whole else baca.count_opd(opd_kode, periode))
    return [
        HitunganPenilai(
            penilai_id=each.penilai_id,
            penilai=each.penilai,
            jumlah=sum(each.jumlah.values()),
            baik=each.jumlah.get(Predikat.SANGAT_BAIK, 0) + each.jumlah.get(Predikat.BAIK, 0),
            rata_rata=_two_places(mean),
            rata_rata_opd=None if opd is None else _two_places(opd),
        )
        for each in counted.penilai
        if sum(each.jumlah.values()) >= aturan.kelompok_penilai_min
        and (mean := aturan.average(each.jumlah)) is not None
    ]


def _two_places(mean: Fraction) -> Decimal:
    return (Decimal(mean.numerator) / mean.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


def get_rekap(pengguna: Pengguna, periode: str, *, baca: BacaOrganisasi) -> Sequence[RekapRow]:
    """Return the progress by unit, within reach."""
    pengguna.require(Scope.EVALUASI_REKAP)
    return baca.list_rekap(Periode.parse(periode), Jangkauan(pengguna).opd_kode)


def find_unit(pengguna: Pengguna, unit_id: str, may: Set[Hubungan], *, baca: BacaOrganisasi) -> Rantai:
    """Return the head of a unit; raises NotFound out of reach, Forbidden for a head on their own unit."""
    kepala = baca.find_kepala(unit_id)
    hubungan = relate(pengguna, kepala) if kepala else Hubungan.ORANG_LAIN
    if kepala is None or hubungan is Hubungan.ORANG_LAIN:
        raise NotFound("unit.not_found", unit_id=unit_id)
    if hubungan not in may:
        raise Forbidden
    return kepala
