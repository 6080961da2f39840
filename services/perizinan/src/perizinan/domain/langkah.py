"""The steps of a permohonan: which act leads from where to where, by whom, and what is written down of it.

The table is our design, modelled on local SOPs; the words are the regulation's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

from perizinan.domain.peristiwa import Peristiwa


class StatusPermohonan(StrEnum):
    """Where a permohonan stands, in the regulation's own words."""

    DRAF = auto()
    DIAJUKAN = auto()
    LENGKAP = auto()
    DIKEMBALIKAN = auto()
    DISETUJUI = auto()
    DITERBITKAN = auto()
    DISERAHKAN = auto()
    DITOLAK = auto()
    DITARIK = auto()
    DIANGGAP_DITARIK = auto()
    DIANGGAP_DIKABULKAN = auto()


class Peran(StrEnum):
    """In which capacity somebody acts."""

    PEMOHON = auto()
    PETUGAS = auto()
    VERIFIKATOR = auto()
    MITRA = auto()
    KABID = auto()
    KADIS = auto()
    SISTEM = auto()


class Langkah(StrEnum):
    """An act upon a permohonan; the value is the last part of its path in the API."""

    CREATE = auto()
    SUBMIT = auto()
    ASSIGN = auto()
    ACCEPT = auto()
    RETURN = auto()
    RESUBMIT = auto()
    GIVE = auto()
    APPROVE = auto()
    REJECT = auto()
    ISSUE = auto()
    HAND_OVER = auto()
    WITHDRAW = auto()
    DEEM_WITHDRAWN = auto()
    DEEM_GRANTED = auto()
    LAPSE_REKOMENDASI = auto()
    RESCHEDULE = auto()
    ANSWER_SURVEI = auto()


@dataclass(frozen=True, slots=True)
class Transisi:
    """From where an act may start, who may do it, and where it leads; ``ke`` is ``None`` where the status stays."""

    dari: frozenset[StatusPermohonan]
    peran: frozenset[Peran]
    ke: StatusPermohonan | None = None


def _transisi(dari: str, peran: str, ke: StatusPermohonan | None = None) -> Transisi:
    return Transisi(frozenset(map(StatusPermohonan, dari.split())), frozenset(map(Peran, peran.split())), ke)


_S = StatusPermohonan
TRANSISI: Mapping[Langkah, Transisi] = {
    Langkah.CREATE: _transisi("draf", "pemohon petugas"),
    Langkah.SUBMIT: _transisi("draf", "pemohon petugas", _S.DIAJUKAN),
    Langkah.ASSIGN: _transisi("diajukan lengkap dikembalikan disetujui", "verifikator kabid"),
    Langkah.ACCEPT: _transisi("diajukan", "verifikator", _S.LENGKAP),
    Langkah.RETURN: _transisi("diajukan lengkap", "verifikator", _S.DIKEMBALIKAN),
    Langkah.RESUBMIT: _transisi("dikembalikan", "pemohon petugas"),  # back to where it was returned from
    Langkah.GIVE: _transisi("lengkap", "mitra"),
    Langkah.APPROVE: _transisi("lengkap", "kabid", _S.DISETUJUI),
    Langkah.REJECT: _transisi("diajukan lengkap disetujui", "verifikator kadis", _S.DITOLAK),
    Langkah.ISSUE: _transisi("disetujui", "kadis", _S.DITERBITKAN),
    Langkah.HAND_OVER: _transisi("diterbitkan", "petugas sistem", _S.DISERAHKAN),
    Langkah.WITHDRAW: _transisi("diajukan lengkap dikembalikan disetujui", "pemohon", _S.DITARIK),
    Langkah.DEEM_WITHDRAWN: _transisi("dikembalikan", "sistem", _S.DIANGGAP_DITARIK),
    Langkah.DEEM_GRANTED: _transisi("lengkap disetujui", "sistem", _S.DIANGGAP_DIKABULKAN),
    Langkah.LAPSE_REKOMENDASI: _transisi("lengkap", "sistem"),
    Langkah.RESCHEDULE: _transisi("lengkap disetujui", "sistem"),
    Langkah.ANSWER_SURVEI: _transisi("diterbitkan diserahkan", "pemohon"),
}


@dataclass(frozen=True, slots=True)
class Pelaku:
    """Who acts: an opaque account and its roles."""

    akun: str
    peran: frozenset[Peran]


SISTEM = Pelaku("sistem", frozenset({Peran.SISTEM}))
PEMEGANG_KUNCI = Pelaku("", frozenset({Peran.PEMOHON}))


@dataclass(frozen=True, kw_only=True, slots=True)
class Jejak:
    """A row of the audit trail; the application adds the actor and the time. ``dari`` is empty at the beginning."""

    langkah: Langkah
    peran: str
    dari: str
    ke: str
    alasan: str = ""


@dataclass(frozen=True, slots=True)
class Catatan:
    """What a step leaves behind for the outbox: a fact, a row of the trail, or both, written together."""

    peristiwa: Peristiwa | None
    jejak: Jejak | None
