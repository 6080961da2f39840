"""Use cases of the owner: write an SKP, hand it in, propose a change, withdraw it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from chassis.domain import Clock, Conflict, Forbidden, Pengguna, TransitionNotAllowed, uuid7
from kinerja.application.hubungan import Hubungan
from kinerja.application.ports import Rantai
from kinerja.application.skp.act import Act, SkpCommand, act_on, tell
from kinerja.application.skp.ports import SkpUnitOfWork
from kinerja.application.wewenang import Scope
from kinerja.domain.baris_skp import BarisSkp, check_baris, check_indikator
from kinerja.domain.pelengkap_skp import AturanPerilaku, EkspektasiPerilaku, Lampiran, Pelengkap
from kinerja.domain.skp import AlasanPerubahan, Skp

PerilakuOf = Callable[[int], AturanPerilaku]
"""The values of behaviour of a year."""


@dataclass(frozen=True, kw_only=True)
class CreateSkp:
    """The year and the rows; the owner is the caller."""

    pengguna: Pengguna
    tahun: int
    baris: Sequence[BarisSkp]
    pelengkap: Pelengkap = field(default_factory=Pelengkap)


@dataclass(frozen=True, kw_only=True)
class WriteSkp:
    """The rows that are to stand; ``lepas_tautan`` drops rows although people below serve them.

    What goes with the rows stays as it is where it is None.
    """

    pengguna: Pengguna
    skp_id: str
    expected_version: int | None
    baris: Sequence[BarisSkp]
    perilaku: Sequence[EkspektasiPerilaku] | None = None
    lampiran: Lampiran | None = None
    lepas_tautan: bool = False


@dataclass(frozen=True, kw_only=True)
class ActOnSkp:
    """Which plan is handed in, or left as it held."""

    pengguna: Pengguna
    skp_id: str
    expected_version: int | None


@dataclass(frozen=True, kw_only=True)
class ProposeChange:
    """Which plan is to change, and why (ps 28)."""

    pengguna: Pengguna
    skp_id: str
    expected_version: int | None
    alasan_kode: AlasanPerubahan
    alasan: str


def create_skp(command: CreateSkp, *, perilaku_of: PerilakuOf, uow: SkpUnitOfWork, clock: Clock) -> Skp:
    """Write the caller's plan of a year; one at a time."""
    pengguna = command.pengguna
    pengguna.require(Scope.SKP_SUSUN)
    if pengguna.pegawai_id is None:
        raise Forbidden
    with uow:
        rantai = uow.pegawai.get_rantai(pengguna.pegawai_id)
        if not rantai.aktif:
            raise Forbidden
        if uow.skp.has_standing(rantai.pegawai_id, command.tahun):
            raise Conflict("skp.already_exists")
        check_baris(command.baris, uow.skp.list_row_ids(rantai.atasan_id, command.tahun))
        _check_indikator(command.baris, rantai.unit_id, command.tahun, uow)
        command.pelengkap.check(perilaku_of(command.tahun))
        skp = Skp(
            id=str(uuid7()),
            pegawai_id=rantai.pegawai_id,
            unit_id=rantai.unit_id,
            opd_kode=rantai.opd_kode,
            tahun=command.tahun,
            baris=command.baris,
            pelengkap=command.pelengkap,
        )
        uow.skp.add(skp)
        tell(skp, pengguna, "create_skp", dari="", uow=uow, clock=clock)
        return skp


def write_skp(command: WriteSkp, *, perilaku_of: PerilakuOf, uow: SkpUnitOfWork, clock: Clock) -> Skp:
    """Replace the rows and what goes with them while the plan is the owner's to write.

    Raises TransitionNotAllowed ``skp.baris_served`` where rows would be gone that people below serve, unless the owner
    lets go of them; then the audit row says so.
    """

    def act(skp: Skp, rantai: Rantai) -> None:
        if skp.dapat_diubah and not command.lepas_tautan:
            _check_terkait(skp, command.baris, uow)
        pelengkap = Pelengkap(
            perilaku=skp.pelengkap.perilaku if command.perilaku is None else command.perilaku,
            lampiran=command.lampiran or skp.pelengkap.lampiran,
        )
        if skp.dapat_diubah:
            pelengkap.check(perilaku_of(skp.tahun))
            _check_indikator(command.baris, skp.unit_id, skp.tahun, uow)
        skp.write(command.baris, pelengkap, of_superior=uow.skp.list_row_ids(rantai.atasan_id, skp.tahun))

    aksi = "write_skp.lepas_tautan" if command.lepas_tautan else "write_skp"
    return _own(command, aksi, act, uow=uow, clock=clock)


def _check_indikator(baris: Sequence[BarisSkp], unit_id: str, tahun: int, uow: SkpUnitOfWork) -> None:
    """Refuse rows that are measured by what is no indicator of the unit; asked where any is."""
    if any(one.indikator_id for each in baris for one in each.indikator):
        check_indikator(baris, uow.skp.list_indikator_ids(unit_id, tahun))


def _check_terkait(skp: Skp, baris: Sequence[BarisSkp], uow: SkpUnitOfWork) -> None:
    """Refuse to drop rows that people below serve; raises TransitionNotAllowed ``skp.baris_served``."""
    dropped = skp.find_dropped(baris)
    if terkait := uow.skp.list_terkait(dropped, skp.pegawai_id, skp.tahun) if dropped else ():
        siapa = ", ".join(dict.fromkeys(each.nama for each in terkait))
        raise TransitionNotAllowed("skp.baris_served", skp_id=skp.id, siapa=siapa)


def submit_skp(command: ActOnSkp, *, uow: SkpUnitOfWork, clock: Clock) -> Skp:
    """Hand the plan in."""

    def act(skp: Skp, rantai: Rantai) -> None:
        skp.submit(of_superior=uow.skp.list_row_ids(rantai.atasan_id, skp.tahun), at=clock.now())

    return _own(command, "submit_skp", act, uow=uow, clock=clock)


def propose_change(command: ProposeChange, *, uow: SkpUnitOfWork, clock: Clock) -> Skp:
    """Open an established plan for a change."""

    def act(skp: Skp, _: Rantai) -> None:
        skp.propose_change(command.alasan_kode, command.alasan, at=clock.now())

    return _own(command, f"propose_change.{command.alasan_kode}", act, uow=uow, clock=clock)


def withdraw_change(command: ActOnSkp, *, uow: SkpUnitOfWork, clock: Clock) -> Skp:
    """Leave a change before it is decided: what held all the while stands again, and the plan can be opened anew."""
    return _own(
        command,
        "withdraw_change",
        lambda skp, _: skp.withdraw_change(*uow.skp.get_isi(skp.id, skp.versi)),
        uow=uow,
        clock=clock,
    )


def _own(command: SkpCommand, aksi: str, act: Act, *, uow: SkpUnitOfWork, clock: Clock) -> Skp:
    command.pengguna.require(Scope.SKP_SUSUN)
    return act_on(command, aksi, {Hubungan.DIRI_SENDIRI}, act, uow=uow, clock=clock)
