"""Who may do what with what follows from an appraisal: its part of the access tables, and things to ask for."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, text

from tests.support.access import Allowed, Target
from tests.support.callers import Callers
from tests.support.kinerja_skp import Moment

_PEOPLE = frozenset({"pegawai", "penilai", "atasan_penilai"})
_READERS = Allowed(roles=_PEOPLE | {"ppk", "bkpsdm"})
"""Who reads; of people who are not below the caller nothing is found."""
_ABOVE = Allowed(roles=frozenset({"penilai", "atasan_penilai", "ppk"}))
_KEEPERS = Allowed(roles=frozenset({"bkpsdm"}))
KEEPERS = frozenset({"ppk", "bkpsdm"})
API = {
    "GET /v1/riwayat-kepegawaian": Allowed(roles=_READERS.roles, answers=frozenset({422})),
    "POST /v1/riwayat-kepegawaian": _KEEPERS,
    "GET /v1/riwayat-kepegawaian/<riwayat_id>": _READERS,
    "POST /v1/riwayat-kepegawaian/<riwayat_id>/annul": _KEEPERS,
    "GET /v1/pegawai/<pegawai_id>/angka-kredit": _READERS,
    "POST /v1/angka-kredit": _ABOVE,
    "GET /v1/angka-kredit/<angka_kredit_id>": _READERS,
    "POST /v1/angka-kredit/<angka_kredit_id>/establish": _ABOVE,
}
"""The list of career facts asks of whom they are."""
HALAMAN = {
    "GET /pegawai/<pegawai_id>/riwayat": _READERS,
    "POST /pegawai/<pegawai_id>/riwayat": _KEEPERS,
    "GET /riwayat-kepegawaian/<riwayat_id>/annul": _KEEPERS,
    "POST /riwayat-kepegawaian/<riwayat_id>/annul": _KEEPERS,
    "GET /pegawai/<pegawai_id>/angka-kredit": _READERS,
    "POST /pegawai/<pegawai_id>/angka-kredit": Allowed(roles=_ABOVE.roles, answers=frozenset({403, 404})),
}
"""The conversion on a page names the evaluation in its form; without one there is none."""
_OF_PERSON = tuple(
    f"{road}/pegawai/<pegawai_id>/{page}" for road in ("/v1", "") for page in ("angka-kredit", "riwayat")
)
_RENEW = "/v1/angka-kredit/<angka_kredit_id>/establish"
_IJAZAH = {"jenis": "pendidikan", "isi": "s1", "dari": "2010-08-01", "bukti": "Ijazah 12/2010"}
_EVALUASI = """
INSERT INTO evaluasi (id, pegawai_id, unit_id, opd_kode, periode, hasil_kerja, perilaku, predikat, catatan, penilai_id,
                      tingkat_penilai, status, version, ditetapkan_pada, keberatan_alasan)
SELECT :id, p.id, p.unit_id, p.opd_kode, :periode, 'sesuai', 'sesuai', :predikat, '', p.atasan_id, 'penilai', 'ditetapkan',
       2, make_timestamptz(:tahun + 1, 1, 20, 2, 0, 0, 'UTC'), ''
FROM pegawai p WHERE p.id = :pegawai_id
"""


@dataclass(frozen=True, kw_only=True)
class PengembanganContoh:
    """What follows from the appraisals of one person; ``pegawai``, ``penilai`` and ``atasan`` are callers."""

    pegawai: str
    penilai: str
    atasan: str
    pegawai_id: str
    riwayat_id: str
    evaluasi_id: str
    angka_kredit_id: str


def give_jabatan(engine: Engine, pegawai_id: str, jabatan_kode: str) -> None:
    """Let a person hold a post, as if it had always been so."""
    with engine.begin() as conn:
        values = {"id": pegawai_id, "kode": jabatan_kode}
        conn.execute(text("UPDATE pegawai SET jabatan_kode = :kode WHERE id = :id"), values)


def give_evaluasi(engine: Engine, pegawai_id: str, tahun: int, predikat: str = "baik") -> str:
    """Give a person an established evaluation of a year; return its id."""
    id_ = str(uuid4())
    values = {"id": id_, "pegawai_id": pegawai_id, "tahun": tahun, "periode": str(tahun), "predikat": predikat}
    with engine.begin() as conn:
        conn.execute(text(_EVALUASI), values)
    return id_


def make_pengembangan(callers: Callers, engine: Engine, suffix: str, pegawai_id: str) -> PengembanganContoh:
    """Write them for the caller ``pegawai`` of an agency, who holds a functional post."""
    give_jabatan(engine, pegawai_id, "perawat-muda")
    penilai = f"penilai{suffix}"

    def send(caller: str, path: str, body: object = None, version: int | None = None) -> dict[str, Any]:
        answer = callers.send(caller, "POST", path, body, version=version)
        assert answer.status_code in {200, 201}, answer.text
        shown: dict[str, Any] = answer.get_json()
        return shown

    evaluasi_id = give_evaluasi(engine, pegawai_id, 2025)
    riwayat = send("bkpsdm", "/v1/riwayat-kepegawaian", {"pegawai_id": pegawai_id} | _IJAZAH)
    return PengembanganContoh(
        pegawai=f"pegawai{suffix}",
        penilai=penilai,
        atasan=f"atasan.penilai{suffix}",
        pegawai_id=pegawai_id,
        riwayat_id=riwayat["id"],
        evaluasi_id=evaluasi_id,
        angka_kredit_id=send(penilai, "/v1/angka-kredit", {"evaluasi_id": evaluasi_id})["id"],
    )


def targets_of_pengembangan(contoh: PengembanganContoh, keepers: Set[str]) -> Iterator[Target]:
    """Yield what stands of a person, known to the person, the two above and the keepers."""
    above = frozenset({contoh.penilai, contoh.atasan})
    known = above | {contoh.pegawai} | keepers
    for under in _OF_PERSON:
        params = {"pegawai_id": contoh.pegawai_id}
        yield Target(name=f"the file of {contoh.pegawai}", params=params, known_to=known, under=under)
    for name in ("riwayat_id", "angka_kredit_id"):
        yield Target(name=f"{name} of {contoh.pegawai}", params={name: getattr(contoh, name)}, known_to=known)
    params = {"angka_kredit_id": contoh.angka_kredit_id}
    hidden = frozenset({403, 404})
    yield Target(name="credits", params=params, known_to=above, under=_RENEW, hidden=hidden)


def targets_of_no_pengembangan() -> Iterator[Target]:
    """Yield what is nobody's."""
    nobody: frozenset[str] = frozenset()
    for under in _OF_PERSON:
        yield Target(name="nobody's file", params={"pegawai_id": "tiada"}, known_to=nobody, under=under)
    for name in ("riwayat_id", "angka_kredit_id"):
        yield Target(name=f"no {name}", params={name: "tiada"}, known_to=nobody)
    yield Target(name="no credits", params={"angka_kredit_id": "tiada"}, known_to=nobody, under=_RENEW)


def moments_of_pengembangan(contoh: PengembanganContoh) -> dict[str, Moment]:
    """Return for each writing route who sends it, its parameters, a body that is right, and the version."""
    why = {"alasan": "Salah orang"}
    whom = {"pegawai_id": contoh.pegawai_id}
    return {
        "POST /v1/riwayat-kepegawaian": ("bkpsdm", {}, whom | _IJAZAH, 1),
        "POST /v1/riwayat-kepegawaian/<riwayat_id>/annul": ("bkpsdm", {"riwayat_id": contoh.riwayat_id}, why, 1),
        "POST /v1/angka-kredit": (contoh.penilai, {}, {"evaluasi_id": contoh.evaluasi_id}, 1),
        f"POST {_RENEW}": (contoh.penilai, {"angka_kredit_id": contoh.angka_kredit_id}, {"bulan": 12}, 1),
    }
