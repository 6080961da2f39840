"""Who may do what with the appraisals of kinerja: its part of the access tables, and appraisals to ask for."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

from tests.support.access import Allowed, Target
from tests.support.callers import Callers
from tests.support.kinerja_skp import BARIS, Moment

_PEOPLE = frozenset({"pegawai", "penilai", "atasan_penilai"})
READERS = Allowed(roles=_PEOPLE | {"ppk", "bkpsdm"})
"""Who reads appraisals; those of people who are not below the caller are not found."""
OWNERS = Allowed(roles=_PEOPLE)
ASSESSORS = Allowed(roles=frozenset({"penilai", "atasan_penilai", "ppk"}))
PROGRESS = Allowed(roles=frozenset({"ppk", "bkpsdm"}))
CLOSERS = Allowed(roles=frozenset({"atasan_penilai", "ppk", "bkpsdm"}))
KEEPERS = Allowed(roles=frozenset({"bkpsdm"}))
ABOVE = Allowed(roles=frozenset({"atasan_penilai", "ppk"}))
API = {
    "GET /v1/evaluasi": READERS,
    "POST /v1/evaluasi": ASSESSORS,
    "POST /v1/evaluasi/massal": ASSESSORS,
    "GET /v1/evaluasi/sebaran": READERS,
    "GET /v1/evaluasi/rekap": PROGRESS,
    "POST /v1/evaluasi/capaian": CLOSERS,
    "POST /v1/evaluasi/tutup": CLOSERS,
    "GET /v1/pegawai/<pegawai_id>/pengecualian": KEEPERS,
    "POST /v1/pegawai/<pegawai_id>/pengecualian": KEEPERS,
    "POST /v1/pengecualian/<pengecualian_id>/end": KEEPERS,
    "GET /v1/evaluasi/<evaluasi_id>": READERS,
    "PUT /v1/evaluasi/<evaluasi_id>": Allowed(roles=ASSESSORS.roles, answers=frozenset({403, 428})),
    "POST /v1/evaluasi/<evaluasi_id>/establish": ASSESSORS,
    "POST /v1/evaluasi/<evaluasi_id>/send": ASSESSORS,
    "POST /v1/evaluasi/<evaluasi_id>/receive": OWNERS,
    "POST /v1/evaluasi/<evaluasi_id>/object": OWNERS,
    "POST /v1/evaluasi/<evaluasi_id>/examine": ABOVE,
    "POST /v1/evaluasi/<evaluasi_id>/decide": ABOVE,
    "POST /v1/evaluasi/<evaluasi_id>/report": ASSESSORS,
    "POST /v1/evaluasi/<evaluasi_id>/follow-up": PROGRESS,
}
HALAMAN = {
    "GET /evaluasi": READERS,
    "GET /evaluasi/baru": Allowed(roles=ASSESSORS.roles, answers=frozenset({404})),
    "POST /evaluasi/baru": Allowed(roles=ASSESSORS.roles, answers=frozenset({403, 404})),
    "GET /evaluasi/tim": ASSESSORS,
    "GET /evaluasi/massal": ASSESSORS,
    "POST /evaluasi/massal": Allowed(roles=ASSESSORS.roles, answers=frozenset({422})),
    "GET /pegawai/<pegawai_id>/pengecualian": KEEPERS,
    "POST /pegawai/<pegawai_id>/pengecualian": KEEPERS,
    "GET /pengecualian/<pengecualian_id>/end": KEEPERS,
    "POST /pengecualian/<pengecualian_id>/end": KEEPERS,
    "GET /evaluasi/rekap": PROGRESS,
    "GET /evaluasi/rekap/<unit_id>": PROGRESS,
    "POST /evaluasi/rekap/<unit_id>/capaian": PROGRESS,
    "POST /evaluasi/rekap/<unit_id>/tutup": PROGRESS,
    "GET /evaluasi/<evaluasi_id>": READERS,
    "POST /evaluasi/<evaluasi_id>/rate": ASSESSORS,
    "POST /evaluasi/<evaluasi_id>/send": ASSESSORS,
    "POST /evaluasi/<evaluasi_id>/receive": OWNERS,
    "POST /evaluasi/<evaluasi_id>/object": OWNERS,
    "POST /evaluasi/<evaluasi_id>/examine": ABOVE,
    "POST /evaluasi/<evaluasi_id>/decide": ABOVE,
    "POST /evaluasi/<evaluasi_id>/report": ASSESSORS,
    "POST /evaluasi/<evaluasi_id>/follow-up": PROGRESS,
}
"""The form of a new appraisal names its person in the query; without one there is nobody."""
_ROADS = ("/v1/evaluasi/<evaluasi_id>", "/evaluasi/<evaluasi_id>")
_OF_OWNER = tuple(f"{road}/{step}" for road in _ROADS for step in ("receive", "object"))
_OF_ASSESSOR = tuple(f"{road}/{step}" for road in _ROADS for step in ("establish", "send", "rate", "report"))
_OF_ABOVE = tuple(f"{road}/{step}" for road in _ROADS for step in ("examine", "decide"))
_OF_KEEPERS = tuple(f"{road}/follow-up" for road in _ROADS)
NILAI = {"hasil_kerja": "sesuai", "perilaku": "sesuai", "catatan": ""}
_TAHUN = (2017, 2018, 2019, 2020, 2021, 2022, 2023)
_STATUS = (
    "dievaluasi_id",
    "ditetapkan_id",
    "disampaikan_id",
    "diterima_id",
    "keberatan_id",
    "diputus_id",
    "dilaporkan_id",
)
_WHY = {"alasan": "Keliru"}
_LAPORAN = {"permasalahan": "", "rekomendasi": "Pelatihan"}


@dataclass(frozen=True, kw_only=True)
class EvaluasiContoh:
    """The appraisals of one person, one of each state; ``pegawai``, ``penilai`` and ``atasan`` are callers."""

    pegawai: str
    penilai: str
    atasan: str
    pegawai_id: str
    dievaluasi_id: str
    ditetapkan_id: str
    disampaikan_id: str
    diterima_id: str
    keberatan_id: str
    diputus_id: str
    dilaporkan_id: str
    pengecualian_id: str


def make_evaluasi(callers: Callers, suffix: str) -> EvaluasiContoh:
    """Write the appraisals of the caller ``pegawai`` of an agency, one a year, each one step further."""
    pegawai, penilai = f"pegawai{suffix}", f"penilai{suffix}"

    def send(caller: str, path: str, body: object = None, version: int | None = None) -> dict[str, Any]:
        answer = callers.send(caller, "POST", path, body, version=version)
        assert answer.status_code in {200, 201}, answer.text
        shown: dict[str, Any] = answer.get_json()
        return shown

    atasan, decided = f"atasan.penilai{suffix}", _WHY | {"putusan": "ditolak"}
    steps = (
        ("establish", penilai, None),
        ("send", penilai, None),
        ("receive", pegawai, None),
        ("object", pegawai, _WHY),
        ("decide", atasan, decided),
        ("report", penilai, _LAPORAN),
    )
    made = []
    for done, tahun in enumerate(_TAHUN):
        plan = send(pegawai, "/v1/skp", {"tahun": tahun, "baris": [BARIS]})
        send(pegawai, f"/v1/skp/{plan['id']}/submit", version=1)
        send(penilai, f"/v1/skp/{plan['id']}/establish", version=2)
        whom = {"pegawai_id": plan["pegawai_id"], "periode": str(tahun)}
        made.append(send(penilai, "/v1/evaluasi", whom | NILAI))
        for version, (step, caller, body) in enumerate(steps[:done], 1):
            send(caller, f"/v1/evaluasi/{made[-1]['id']}/{step}", body, version)
    ids = dict(zip(_STATUS, (each["id"] for each in made), strict=True))
    pegawai_id = made[0]["pegawai_id"]
    why_none = {"alasan_kode": "cltn", "dasar": "SK 1", "dari": "2018-01-01", "sampai": "2018-02-01"}
    ids["pengecualian_id"] = send("bkpsdm", f"/v1/pegawai/{pegawai_id}/pengecualian", why_none)["id"]
    return EvaluasiContoh(pegawai=pegawai, penilai=penilai, atasan=atasan, pegawai_id=pegawai_id, **ids)


def targets_of_evaluasi(evaluasi: EvaluasiContoh, keepers: Set[str]) -> Iterator[Target]:
    """Yield the appraisal, and for the roads that only some may take on it, the appraisal with these."""
    params, above = {"evaluasi_id": evaluasi.dievaluasi_id}, frozenset({evaluasi.penilai, evaluasi.atasan})
    name = f"an appraisal of {evaluasi.pegawai}"
    exempt = {"pengecualian_id": evaluasi.pengecualian_id}
    yield Target(name=f"an exemption of {evaluasi.pegawai}", params=exempt, known_to=frozenset({"bkpsdm"}))
    yield Target(name=name, params=params, known_to=above | {evaluasi.pegawai} | keepers)
    roads = [
        (_OF_OWNER, frozenset({evaluasi.pegawai})),
        (_OF_ASSESSOR, above),
        (_OF_ABOVE, frozenset({evaluasi.atasan})),
        (_OF_KEEPERS, frozenset(keepers)),
    ]
    for under, those in roads:
        for road in under:
            yield Target(name=name, params=params, known_to=those, under=road, hidden=frozenset({403, 404}))


def targets_of_no_evaluasi() -> Iterator[Target]:
    """Yield what is nobody's appraisal."""
    yield Target(name="no exemption", params={"pengecualian_id": "tiada"}, known_to=frozenset())
    for under in ("", *_OF_OWNER, *_OF_ASSESSOR, *_OF_ABOVE, *_OF_KEEPERS):
        yield Target(name="no appraisal", params={"evaluasi_id": "tiada"}, known_to=frozenset(), under=under)


def moments_of_evaluasi(evaluasi: EvaluasiContoh) -> dict[str, Moment]:
    """Return for each writing route who sends it, its parameters, a body that is right, and the version."""
    ids = {name: {"evaluasi_id": getattr(evaluasi, name)} for name in _STATUS}
    whom = NILAI | {"pegawai_id": evaluasi.pegawai_id, "periode": f"{_TAHUN[0]}-T2"}
    at = "POST /v1/evaluasi"
    why_none = {"alasan_kode": "cltn", "dasar": "SK 1", "dari": "2019-01-01"}
    exempt = {"pengecualian_id": evaluasi.pengecualian_id}
    which = {"unit_id": "tiada", "periode": str(_TAHUN[0])}
    return {
        f"{at}/capaian": ("bkpsdm", {}, which | _WHY | {"capaian": "baik"}, 1),
        f"{at}/massal": (
            evaluasi.penilai,
            {},
            {"periode": str(_TAHUN[0]), "baris": [NILAI | {"pegawai_id": "tiada"}]},
            1,
        ),
        f"{at}/tutup": ("bkpsdm", {}, which | _WHY, 1),
        "POST /v1/pegawai/<pegawai_id>/pengecualian": ("bkpsdm", {"pegawai_id": evaluasi.pegawai_id}, why_none, 1),
        "POST /v1/pengecualian/<pengecualian_id>/end": ("bkpsdm", exempt, {"sampai": "2019-02-01"}, 1),
        at: (evaluasi.penilai, {}, whom, 1),
        "PUT /v1/evaluasi/<evaluasi_id>": (evaluasi.penilai, ids["dievaluasi_id"], NILAI, 1),
        f"{at}/<evaluasi_id>/establish": (evaluasi.penilai, ids["dievaluasi_id"], {}, 1),
        f"{at}/<evaluasi_id>/send": (evaluasi.penilai, ids["ditetapkan_id"], {}, 2),
        f"{at}/<evaluasi_id>/receive": (evaluasi.pegawai, ids["disampaikan_id"], {}, 3),
        f"{at}/<evaluasi_id>/object": (evaluasi.pegawai, ids["diterima_id"], _WHY, 4),
        f"{at}/<evaluasi_id>/examine": (evaluasi.atasan, ids["keberatan_id"], {}, 5),
        f"{at}/<evaluasi_id>/report": (evaluasi.penilai, ids["diputus_id"], _LAPORAN, 6),
        f"{at}/<evaluasi_id>/follow-up": ("bkpsdm", ids["dilaporkan_id"], {"tindak_lanjut": "Pelatihan"}, 7),
        f"{at}/<evaluasi_id>/decide": (evaluasi.atasan, ids["keberatan_id"], _WHY | {"putusan": "ditolak"}, 5),
    }
