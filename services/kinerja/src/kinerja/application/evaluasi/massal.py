"""Use cases: an assessor rates many people at once and signs; each row stands or is refused by itself; first the preview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from chassis.domain import Clock, DomainError, Invalid, NotFound, Pengguna
from kinerja.application.evaluasi.calon import choose_calon, make_evaluasi
from kinerja.application.evaluasi.ports import Calon, EvaluasiUnitOfWork
from kinerja.application.jejak import Jejak, jejak_of
from kinerja.application.ports import Rantai
from kinerja.application.wewenang import Scope
from kinerja.domain.aturan_evaluasi import AturanEvaluasi
from kinerja.domain.evaluasi import Evaluasi, Nilai
from kinerja.domain.periode import Periode

BARIS_PALING_BANYAK = 500


@dataclass(frozen=True, kw_only=True)
class BarisMassal:
    """Whom to rate, and how."""

    pegawai_id: str
    nilai: Nilai


@dataclass(frozen=True, kw_only=True)
class EstablishMassal:
    """The rows, all of one period."""

    pengguna: Pengguna
    periode: str
    baris: Sequence[BarisMassal]


@dataclass(frozen=True, kw_only=True)
class Ditolak:
    """A row that was refused, by the code of the error and what is wrong in which field."""

    pegawai_id: str
    code: str
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    detail: Mapping[str, object] = field(default_factory=dict)
    """What the sentence of the code names."""


@dataclass(frozen=True, kw_only=True)
class HasilMassal:
    """What became of the rows."""

    ditetapkan: Sequence[Evaluasi]
    ditolak: Sequence[Ditolak]


@dataclass(frozen=True, kw_only=True)
class Orang:
    """A person: who stands above them today, and the places where they are rated in the period."""

    kini: Rantai
    calon: Sequence[Calon]


class MassalRepository(Protocol):
    """The appraisals, many at a time."""

    def list_orang(self, pegawai_id: Sequence[str], periode: Periode) -> Mapping[str, Orang]:
        """Return those people who exist; closing waits until the caller is done."""
        ...

    def add_missing(self, evaluasi: Sequence[Evaluasi]) -> set[str]:
        """Store those whose person has none of that unit and period yet; return their ids."""
        ...


class MassalUnitOfWork(EvaluasiUnitOfWork, Protocol):
    """One transaction that reaches many appraisals at once."""

    @property
    def massal(self) -> MassalRepository:
        """The appraisals, many at a time."""
        ...


AturanOn = Callable[[date], AturanEvaluasi]


def establish_massal(
    command: EstablishMassal, *, uow: MassalUnitOfWork, clock: Clock, aturan_on: AturanOn
) -> HasilMassal:
    """Rate and establish every row that may be; the others are told with their reason, and change nothing."""
    pengguna, now = command.pengguna, clock.now()
    with uow:
        rated = _rate(command, uow, now, aturan_on)
        stored = uow.massal.add_missing(rated.ditetapkan)
        ditetapkan = [each for each in rated.ditetapkan if each.id in stored]
        late = [
            Ditolak(pegawai_id=each.pegawai_id, code="evaluasi.already_exists")
            for each in rated.ditetapkan
            if each.id not in stored
        ]
        uow.publish(ditetapkan, at=now, jejak={each.id: _jejak(pengguna, each) for each in ditetapkan})
        uow.commit()
        return HasilMassal(ditetapkan=ditetapkan, ditolak=[*rated.ditolak, *late])


def preview_massal(
    command: EstablishMassal, *, uow: MassalUnitOfWork, clock: Clock, aturan_on: AturanOn
) -> HasilMassal:
    """Return what would become of the rows now; changes nothing."""
    with uow:
        return _rate(command, uow, clock.now(), aturan_on)


def _rate(command: EstablishMassal, uow: MassalUnitOfWork, now: datetime, aturan_on: AturanOn) -> HasilMassal:
    """Return the appraisals that may be, not stored yet, and the rows that are refused."""
    pengguna = command.pengguna
    pengguna.require(Scope.EVALUASI_TETAPKAN)
    _check(command)
    periode = Periode.parse(command.periode)
    aturan = aturan_on(periode.tanggal_akhir)
    orang = uow.massal.list_orang([each.pegawai_id for each in command.baris], periode)
    made, ditolak = [], []
    for baris in command.baris:
        try:
            if baris.pegawai_id not in orang:
                raise NotFound("pegawai.not_found", pegawai_id=baris.pegawai_id)
            each = orang[baris.pegawai_id]
            calon = choose_calon(pengguna, each.kini, each.calon, "")
            evaluasi = make_evaluasi(pengguna, calon, periode, baris.nilai, now=now, aturan=aturan)
            evaluasi.establish(evaluasi.penilai_id, evaluasi.tingkat_penilai, at=now)
            made.append(evaluasi)
        except DomainError as error:
            ditolak.append(_refused(baris.pegawai_id, error))
    return HasilMassal(ditetapkan=made, ditolak=ditolak)


def _check(command: EstablishMassal) -> None:
    """Refuse none, too many, or a person twice."""
    if not 1 <= len(command.baris) <= BARIS_PALING_BANYAK:
        raise Invalid({"baris": [f"Isi 1 sampai {BARIS_PALING_BANYAK} orang"]})
    counted = Counter(each.pegawai_id for each in command.baris)
    twice = {
        f"baris.{number}.pegawai_id": ["Orang ini disebut dua kali"]
        for number, each in enumerate(command.baris)
        if counted[each.pegawai_id] > 1
    }
    if twice:
        raise Invalid(twice)


def _refused(pegawai_id: str, error: DomainError) -> Ditolak:
    errors = error.errors if isinstance(error, Invalid) else {}
    return Ditolak(pegawai_id=pegawai_id, code=error.code, errors=errors, detail=error.detail)


def _jejak(pengguna: Pengguna, evaluasi: Evaluasi) -> Jejak:
    ke = {"status": evaluasi.status.value, "predikat": evaluasi.predikat.value}
    alasan = "ada catatan" if evaluasi.nilai.catatan else ""
    return jejak_of(pengguna, "establish_massal", alasan=alasan, dari={}, ke=ke)
