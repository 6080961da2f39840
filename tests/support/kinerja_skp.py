"""Who may do what with the SKP of kinerja: its part of the access tables, and plans to ask for."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

from tests.support.access import Allowed, Target
from tests.support.callers import Callers

_PLANNERS = frozenset({"pegawai", "penilai", "atasan_penilai"})
READERS = Allowed(roles=_PLANNERS | {"ppk", "bkpsdm", "layanan"})
"""Who reads plans; those of people who are not below the caller are not found."""
OWNERS = Allowed(roles=_PLANNERS)
ASSESSORS = Allowed(roles=frozenset({"penilai", "atasan_penilai", "ppk"}))
PROGRESS = Allowed(roles=frozenset({"ppk", "bkpsdm"}))
API = {
    "GET /v1/skp": READERS,
    "POST /v1/skp": Allowed(roles=_PLANNERS, answers=frozenset({403, 422})),
    "GET /v1/skp/rekap": PROGRESS,
    "GET /v1/skp/temuan": READERS,
    "GET /v1/skp/perilaku": READERS,
    "GET /v1/skp/<skp_id>": READERS,
    "PUT /v1/skp/<skp_id>": Allowed(roles=_PLANNERS, answers=frozenset({403, 428})),
    "GET /v1/skp/<skp_id>/induk": READERS,
    "GET /v1/skp/<skp_id>/realisasi": READERS,
    "GET /v1/skp/<skp_id>/jejak": READERS,
    "GET /v1/skp/<skp_id>/dialog": Allowed(roles=READERS.roles, answers=frozenset({200, 403})),
    "POST /v1/skp/<skp_id>/dialog": Allowed(roles=_PLANNERS, answers=frozenset({403, 422})),
    "GET /v1/skp/<skp_id>/versi": READERS,
    "GET /v1/skp/<skp_id>/versi/<versi>": READERS,
    "GET /v1/skp/<skp_id>/perbandingan": READERS,
    "POST /v1/skp/<skp_id>/submit": OWNERS,
    "POST /v1/skp/<skp_id>/propose-change": OWNERS,
    "POST /v1/skp/<skp_id>/withdraw-change": OWNERS,
    "POST /v1/skp/<skp_id>/return": ASSESSORS,
    "POST /v1/skp/<skp_id>/establish": ASSESSORS,
}
"""A superior reads the plan and gets 403 where the owner writes it; so does an account of nobody that writes a new one."""
HALAMAN = {
    "GET /skp": READERS,
    "GET /skp/baru": OWNERS,
    "POST /skp/baru": OWNERS,
    "GET /skp/tim": ASSESSORS,
    "GET /skp/temuan": READERS,
    "GET /skp/temuan/isi": READERS,
    "GET /skp/rekap": PROGRESS,
    "GET /skp/rekap.xlsx": PROGRESS,
    "GET /skp/rekap/<unit_id>": PROGRESS,
    "GET /skp/<skp_id>": READERS,
    "GET /skp/<skp_id>/versi/<versi>": READERS,
    "GET /skp/<skp_id>/versi/<versi>/skp.pdf": READERS,
    "GET /skp/<skp_id>/perbandingan": Allowed(roles=READERS.roles, answers=frozenset({404})),
    "GET /skp/<skp_id>/dialog": Allowed(roles=_PLANNERS, answers=frozenset({200, 403})),
    "POST /skp/<skp_id>/dialog": Allowed(roles=_PLANNERS, answers=frozenset({403, 422})),
    "GET /skp/<skp_id>/ubah": OWNERS,
    "POST /skp/<skp_id>/ubah": OWNERS,
    "POST /skp/<skp_id>/submit": OWNERS,
    "POST /skp/<skp_id>/establish": ASSESSORS,
    "GET /skp/<skp_id>/return": ASSESSORS,
    "POST /skp/<skp_id>/return": ASSESSORS,
    "GET /skp/<skp_id>/propose-change": OWNERS,
    "POST /skp/<skp_id>/propose-change": OWNERS,
    "POST /skp/<skp_id>/withdraw-change": OWNERS,
}
_ROADS = ("/v1/skp/<skp_id>", "/skp/<skp_id>")
_OF_OWNER = tuple(
    f"{road}/{step}" for road in _ROADS for step in ("submit", "propose-change", "withdraw-change", "ubah")
)
_OF_ASSESSOR = tuple(f"{road}/{step}" for road in _ROADS for step in ("return", "establish"))
BARIS: dict[str, Any] = {
    "hasil_kerja": "Terpenuhinya rekomendasi tepat waktu", "jenis": "utama",
    "indikator": [{"uraian": "Rekomendasi tepat waktu", "aspek": "waktu", "target": "95 persen"}],
}  # fmt: skip
Moment = tuple[str, dict[str, str], dict[str, Any], int]
"""Who, the parameters, a body that is right, the version."""


@dataclass(frozen=True, kw_only=True)
class SkpContoh:
    """The plans of one person, one of each state; ``pegawai`` and ``penilai`` are callers."""

    pegawai: str
    penilai: str
    atasan: str
    draf_id: str
    diajukan_id: str
    ditetapkan_id: str
    usul_id: str


def make_skp(callers: Callers, suffix: str) -> SkpContoh:
    """Write the plans of the caller ``pegawai`` of an agency."""
    pegawai, penilai = f"pegawai{suffix}", f"penilai{suffix}"
    made = {}
    for tahun in (2016, 2024, 2025, 2026):
        answer = callers.send(pegawai, "POST", "/v1/skp", {"tahun": tahun, "baris": [BARIS]})
        assert answer.status_code == 201, answer.text
        made[tahun] = answer.get_json()["id"]
    for tahun in (2016, 2024, 2025):
        assert callers.send(pegawai, "POST", f"/v1/skp/{made[tahun]}/submit", version=1).status_code == 200
    for tahun in (2016, 2024):
        assert callers.send(penilai, "POST", f"/v1/skp/{made[tahun]}/establish", version=2).status_code == 200
    change = {"alasan_kode": "prioritas_asumsi", "alasan": "Prioritas berganti"}
    opened = callers.send(pegawai, "POST", f"/v1/skp/{made[2016]}/propose-change", change, version=3)
    assert opened.status_code == 200
    return SkpContoh(
        pegawai=pegawai,
        penilai=penilai,
        atasan=f"atasan.penilai{suffix}",
        draf_id=made[2026],
        diajukan_id=made[2025],
        ditetapkan_id=made[2024],
        usul_id=made[2016],
    )


def targets_of_skp(skp: SkpContoh, keepers: Set[str]) -> Iterator[Target]:
    """Yield the plan, and for the roads that only some may take on it, the plan with these."""
    params = {"skp_id": skp.draf_id}
    chain = frozenset({skp.pegawai, skp.penilai, skp.atasan})
    yield Target(name=f"an SKP of {skp.pegawai}", params=params, known_to=chain | keepers)
    first = {"skp_id": skp.ditetapkan_id, "versi": "1"}
    yield Target(name=f"a version of an SKP of {skp.pegawai}", params=first, known_to=chain | keepers)
    # While the assessor is in service nobody further above acts.
    for under, those in [(_OF_OWNER, frozenset({skp.pegawai})), (_OF_ASSESSOR, frozenset({skp.penilai}))]:
        for road in under:
            name, refused = f"an SKP of {skp.pegawai}", frozenset({403, 404})
            yield Target(name=name, params=params, known_to=those, under=road, hidden=refused)


def targets_of_no_skp() -> Iterator[Target]:
    """Yield what is nobody's plan."""
    yield Target(name="a version of no SKP", params={"skp_id": "tiada", "versi": "1"}, known_to=frozenset())
    for under in ("", *_OF_OWNER, *_OF_ASSESSOR):
        yield Target(name="no SKP", params={"skp_id": "tiada"}, known_to=frozenset(), under=under)


def moments_of_skp(skp: SkpContoh) -> dict[str, Moment]:
    """Return for each writing route who sends it, its parameters, a body that is right, and the version."""
    why = {"alasan": "Target belum terukur"}
    draf, diajukan, ditetapkan = ({"skp_id": id_} for id_ in (skp.draf_id, skp.diajukan_id, skp.ditetapkan_id))
    change = why | {"alasan_kode": "strategi_program_anggaran"}
    at = "POST /v1/skp"
    return {
        at: (skp.pegawai, {}, {"tahun": 2027, "baris": [BARIS]}, 1),
        "PUT /v1/skp/<skp_id>": (skp.pegawai, draf, {"baris": [BARIS]}, 1),
        f"{at}/<skp_id>/submit": (skp.pegawai, draf, {}, 1),
        f"{at}/<skp_id>/dialog": (skp.pegawai, draf, {"tanggal": "2024-01-12", "kesepakatan": "Target naik"}, 1),
        f"{at}/<skp_id>/propose-change": (skp.pegawai, ditetapkan, change, 3),
        f"{at}/<skp_id>/withdraw-change": (skp.pegawai, {"skp_id": skp.usul_id}, {}, 4),
        f"{at}/<skp_id>/return": (skp.penilai, diajukan, why, 2),
        f"{at}/<skp_id>/establish": (skp.penilai, diajukan, {}, 2),
    }
