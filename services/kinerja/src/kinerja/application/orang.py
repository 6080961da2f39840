"""A person with the post held now, for what follows from an appraisal, and who may look at it.

The person, the two above, and who acts for every agency; for all others the person is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from chassis.domain import Forbidden, NotFound, Pengguna
from kinerja.application.hubungan import Hubungan, relate
from kinerja.application.ports import Rantai
from kinerja.domain.jabatan import JenisJabatan, JenjangJabatan

DI_ATAS = frozenset({Hubungan.PENILAI, Hubungan.ATASAN_PENILAI})
"""The two who answer for a person."""
TERLIHAT = DI_ATAS | {Hubungan.DIRI_SENDIRI, Hubungan.PENGELOLA}
"""Who may look."""


@dataclass(frozen=True, kw_only=True)
class OrangRow:
    """A person, the post, and who stands above."""

    pegawai_id: str
    nama: str
    unit: str
    jabatan_kode: str
    jabatan: str
    jenis_jabatan: JenisJabatan
    jenjang: JenjangJabatan
    rantai: Rantai


@dataclass(frozen=True, kw_only=True)
class JabatanRingkas:
    """A post by its level."""

    kode: str
    nama: str
    jenjang: JenjangJabatan


class BacaOrang(Protocol):
    """Finds people, and posts."""

    def find_jabatan(self, kode: str) -> JabatanRingkas | None:
        """Return a post of the catalogue, or None."""
        ...

    def find(self, pegawai_id: str) -> OrangRow | None:
        """Return a person, or None."""
        ...


def get_orang(pengguna: Pengguna, pegawai_id: str, *, baca: BacaOrang) -> OrangRow:
    """Return a person within reach; any other is not found."""
    orang = baca.find(pegawai_id)
    if orang is None or relate(pengguna, orang.rantai) not in TERLIHAT:
        raise NotFound("pegawai.not_found", pegawai_id=pegawai_id)
    return orang


def refuse_own(pengguna: Pengguna, pegawai_id: str, code: str) -> None:
    """Refuse who would decide on their own; raises Forbidden."""
    if pengguna.pegawai_id == pegawai_id:
        raise Forbidden(code)


def require_seen(pengguna: Pengguna, rantai: Rantai) -> Hubungan:
    """Return how the caller stands to a person within reach; any other is not found."""
    hubungan = relate(pengguna, rantai)
    if hubungan not in TERLIHAT:
        raise NotFound("pegawai.not_found", pegawai_id=rantai.pegawai_id)
    return hubungan
