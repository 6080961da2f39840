"""Who may do what with the feedback of kinerja: its part of the access tables, and feedback to ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.support.access import Allowed, Target
from tests.support.callers import Callers
from tests.support.kinerja_skp import Moment

_PEOPLE = Allowed(roles=frozenset({"pegawai", "penilai", "atasan_penilai"}))
_READERS = Allowed(roles=_PEOPLE.roles | {"ppk"})
"""The PPK reads what was said of whom the PPK assesses, and gives none."""
API = {
    "GET /v1/umpan-balik": _READERS,
    "POST /v1/umpan-balik": _PEOPLE,
    "GET /v1/umpan-balik/<umpan_balik_id>": _READERS,
    "POST /v1/umpan-balik/<umpan_balik_id>/reply": _PEOPLE,
}
HALAMAN = {
    "GET /umpan-balik": _READERS,
    "GET /umpan-balik/baru": _PEOPLE,
    "POST /umpan-balik/baru": _PEOPLE,
    "GET /umpan-balik/<umpan_balik_id>": _READERS,
    "POST /umpan-balik/<umpan_balik_id>/reply": _PEOPLE,
}
_REPLIES = ("/v1/umpan-balik/<umpan_balik_id>/reply", "/umpan-balik/<umpan_balik_id>/reply")


@dataclass(frozen=True, kw_only=True)
class UmpanBalikContoh:
    """Feedback of the caller ``penilai`` for the caller ``pegawai``."""

    pegawai: str
    penilai: str
    atasan: str
    pegawai_id: str
    id: str


def make_umpan_balik(callers: Callers, suffix: str, pegawai_id: str) -> UmpanBalikContoh:
    """Give feedback to the caller ``pegawai`` of an agency."""
    body = {"pegawai_id": pegawai_id, "periode": "2026-T1", "isi": "Rapi"}
    answer = callers.send(f"penilai{suffix}", "POST", "/v1/umpan-balik", body)
    assert answer.status_code == 201, answer.text
    return UmpanBalikContoh(
        pegawai=f"pegawai{suffix}",
        penilai=f"penilai{suffix}",
        atasan=f"atasan.penilai{suffix}",
        pegawai_id=pegawai_id,
        id=answer.get_json()["id"],
    )


def targets_of_umpan_balik(umpan_balik: UmpanBalikContoh) -> Iterator[Target]:
    """Yield the feedback; the receiver, the giver and the giver's superior know of it, the receiver alone answers it."""
    params, name = {"umpan_balik_id": umpan_balik.id}, f"feedback for {umpan_balik.pegawai}"
    known = frozenset({umpan_balik.pegawai, umpan_balik.penilai, umpan_balik.atasan})
    yield Target(name=name, params=params, known_to=known)
    for road in _REPLIES:
        receiver = frozenset({umpan_balik.pegawai})
        yield Target(name=name, params=params, known_to=receiver, under=road, hidden=frozenset({403, 404}))


def targets_of_no_umpan_balik() -> Iterator[Target]:
    """Yield what is nobody's feedback."""
    for under in ("", *_REPLIES):
        yield Target(name="no feedback", params={"umpan_balik_id": "tiada"}, known_to=frozenset(), under=under)


def moments_of_umpan_balik(umpan_balik: UmpanBalikContoh) -> dict[str, Moment]:
    """Return for each writing route who sends it, its parameters, a body that is right, and the version."""
    whom = {"pegawai_id": umpan_balik.pegawai_id, "periode": "2026-T2", "isi": "Rapi"}
    which, answer = {"umpan_balik_id": umpan_balik.id}, {"tanggapan": "Terima kasih"}
    return {
        "POST /v1/umpan-balik": (umpan_balik.penilai, {}, whom, 1),
        "POST /v1/umpan-balik/<umpan_balik_id>/reply": (umpan_balik.pegawai, which, answer, 1),
    }
