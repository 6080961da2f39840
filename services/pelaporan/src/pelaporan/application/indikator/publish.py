"""Use case: publish a definition, new or a new version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chassis.domain import Clock, Invalid, Pengguna
from pelaporan.application.ports import OpenPenerbitan
from pelaporan.application.wewenang import Scope
from pelaporan.domain.definisi import Skema, check_definisi
from pelaporan.domain.naskah import Naskah, read_naskah


@dataclass(frozen=True, kw_only=True)
class PublishDefinisi:
    """The text of a definition and the first day on which it holds."""

    pengguna: Pengguna
    naskah: Naskah
    berlaku_dari: date


def publish_definisi(
    command: PublishDefinisi, *, open_penerbitan: OpenPenerbitan, skema: Skema, clock: Clock
) -> tuple[str, int]:
    """Check and store it, count its measures from all facts; return code and version. History does not change."""
    command.pengguna.require(Scope.INDIKATOR_TETAPKAN)
    with open_penerbitan() as penerbitan:
        kode = read_naskah(command.naskah, versi=1, berlaku_dari=command.berlaku_dari).kode
        versi, newest = penerbitan.next_version(kode)
        if newest is not None and command.berlaku_dari <= newest:
            raise Invalid(
                {"berlaku_dari": [f"Versi baru harus berlaku sesudah versi sebelumnya ({newest.isoformat()})"]}
            )
        definisi = read_naskah(command.naskah, versi=versi, berlaku_dari=command.berlaku_dari)
        check_definisi(definisi, penerbitan.buku, skema)
        penerbitan.store(definisi, command.naskah, pengguna=command.pengguna, at=clock.now())
        penerbitan.commit()
        return kode, versi
