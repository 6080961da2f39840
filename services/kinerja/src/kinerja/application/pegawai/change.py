"""What all changes of a pegawai's place share: one at a time, the tree kept, the news and the audit with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from chassis.domain import Clock, Invalid, Pengguna
from kinerja.application.jejak import Jejak, jejak_of
from kinerja.application.orang import refuse_own
from kinerja.application.skp.close import close_skp
from kinerja.application.skp.ports import SkpUnitOfWork
from kinerja.application.wewenang import Scope
from kinerja.domain.organisasi import Organisasi
from kinerja.domain.pegawai import Kedudukan, Pegawai
from kinerja.domain.skp import AlasanPenutupan
from kinerja.domain.unit import PohonUnit

ALASAN_PALING_PANJANG = 500


@dataclass(frozen=True, kw_only=True)
class PegawaiCommand:
    """What every change of a pegawai says."""

    pengguna: Pengguna
    pegawai_id: str
    expected_version: int | None
    alasan: str


Act = Callable[[Pegawai, Organisasi], None]


def change_pegawai(
    command: PegawaiCommand,
    aksi: str,
    act: Act,
    *,
    uow: SkpUnitOfWork,
    clock: Clock,
    ends: AlasanPenutupan | None = None,
) -> Pegawai:
    """Let ``act`` change the pegawai inside ``uow``, and everyone whose superior follows from it; commit.

    ``ends`` says why the change ends the SKP of the post that is left.
    """
    command.pengguna.require(Scope.PEGAWAI_UBAH)
    people = {each.id: each for each in uow.pegawai.list_active()}
    pegawai = people.setdefault(
        command.pegawai_id, people.get(command.pegawai_id) or uow.pegawai.get(command.pegawai_id)
    )
    refuse_own(command.pengguna, pegawai.id, "pegawai.own")
    pegawai.expect(command.expected_version)
    before = {each.id: each.kedudukan for each in people.values()}
    organisasi = Organisasi(PohonUnit(uow.unit.list_all()), people.values())
    act(pegawai, organisasi)
    _check_alasan(command.alasan)
    changed = {each.id: each for each in [pegawai, *organisasi.follow()]}
    at = clock.now()
    for each in changed.values():
        each.conclude(at=at)
    uow.pegawai.save(list(changed.values()))
    if ends is not None:
        close_skp(command.pengguna, [pegawai.id], ends, uow=uow, clock=clock)
    uow.publish(list(changed.values()), at=at, jejak=_jejak(command, aksi, before, changed))
    uow.commit()
    return pegawai


def _jejak(
    command: PegawaiCommand, aksi: str, before: Mapping[str, Kedudukan], changed: Mapping[str, Pegawai]
) -> dict[str, Jejak]:
    """Return an audit row for each: the pegawai's own, and for the others that their superior followed.

    The reason stays with the one it is about: it is nobody else's to read.
    """
    rows: dict[str, Jejak] = {}
    for id_, each in changed.items():
        own = id_ == command.pegawai_id
        rows[id_] = jejak_of(
            command.pengguna,
            aksi if own else "follow_tree",
            alasan=command.alasan.strip() if own else "",
            dari=asdict(before[id_]),
            ke=asdict(each.kedudukan),
        )
    return rows


def _check_alasan(alasan: str) -> None:
    if not alasan.strip():
        raise Invalid({"alasan": ["Tulis alasan atau nomor surat keputusannya"]})
    if len(alasan) > ALASAN_PALING_PANJANG:
        raise Invalid({"alasan": [f"Alasan paling panjang {ALASAN_PALING_PANJANG} huruf"]})
