"""Who may do what with what follows from an appraisal: its part of the access tables, and things to ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, text

from chassis.domain import JAKARTA
from tests.support.access import Allowed, Target
from tests.support.callers import Callers
from tests.support.kinerja_skp import Moment

_PEOPLE = frozenset({"pegawai", "penilai", "atasan_penilai"})
_READERS = Allowed(roles=_PEOPLE | {"ppk", "bkpsdm"})
"""Who reads; of people who are not below the caller nothing is found."""
_ABOVE = Allowed(roles=frozenset({"penilai", "atasan_penilai", "ppk"}))
_KEEPERS = Allowed(roles=frozenset({"bkpsdm"}))
KEEPERS = frozenset({"ppk", "bkpsdm"})
_PROPOSERS = Allowed(roles=_PEOPLE | {"bkpsdm"})
_DECIDERS = Allowed(roles=frozenset({"penilai", "atasan_penilai", "bkpsdm"}))
API = {
    "GET /v1/riwayat-kepegawaian": Allowed(roles=_READERS.roles, answers=frozenset({422})),
    "POST /v1/riwayat-kepegawaian": _KEEPERS,
    "GET /v1/riwayat-kepegawaian/<riwayat_id>": _READERS,
    "POST /v1/riwayat-kepegawaian/<riwayat_id>/annul": _KEEPERS,
    "GET /v1/pegawai/<pegawai_id>/angka-kredit": _READERS,
    "POST /v1/angka-kredit": _ABOVE,
    "GET /v1/angka-kredit/<angka_kredit_id>": _READERS,
    "POST /v1/angka-kredit/<angka_kredit_id>/establish": _ABOVE,
    "GET /v1/asesmen": Allowed(roles=_READERS.roles, answers=frozenset({422})),
    "POST /v1/asesmen": _KEEPERS,
    "GET /v1/asesmen/<asesmen_id>": _READERS,
    "POST /v1/asesmen/<asesmen_id>/annul": _KEEPERS,
    "GET /v1/pegawai/<pegawai_id>/kesenjangan": _READERS,
    "GET /v1/pegawai/<pegawai_id>/jp": _READERS,
    "GET /v1/jp": Allowed(roles=KEEPERS, answers=frozenset({422})),
    "GET /v1/pegawai/<pegawai_id>/ip-asn": _READERS,
    "GET /v1/ip-asn": Allowed(roles=KEEPERS, answers=frozenset({422})),
    "GET /v1/talenta": _READERS,
    "GET /v1/talenta/belum": Allowed(roles=KEEPERS),
    "GET /v1/pegawai/<pegawai_id>/talenta": _READERS,
    "POST /v1/pemetaan-talenta": _KEEPERS,
    "GET /v1/pemetaan-talenta/<pemetaan_id>": Allowed(roles=KEEPERS),
    "GET /v1/pengembangan": _READERS,
    "POST /v1/pengembangan": _PROPOSERS,
    "GET /v1/pengembangan/<pengembangan_id>": _READERS,
    **{f"POST /v1/pengembangan/<pengembangan_id>/{step}": _DECIDERS for step in ("approve", "reject")},
    **{f"POST /v1/pengembangan/<pengembangan_id>/{step}": _PROPOSERS for step in ("begin", "finish")},
    **{f"POST /v1/pengembangan/<pengembangan_id>/{step}": _KEEPERS for step in ("verify", "return")},
}
"""Some lists ask of whom they are, or of which year."""
HALAMAN = {
    "GET /pegawai/<pegawai_id>/riwayat": _READERS,
    "POST /pegawai/<pegawai_id>/riwayat": _KEEPERS,
    "GET /riwayat-kepegawaian/<riwayat_id>/annul": _KEEPERS,
    "POST /riwayat-kepegawaian/<riwayat_id>/annul": _KEEPERS,
    "GET /pegawai/<pegawai_id>/angka-kredit": _READERS,
    "GET /pegawai/<pegawai_id>/asesmen": _READERS,
    "POST /pegawai/<pegawai_id>/asesmen": _KEEPERS,
    "GET /asesmen/<asesmen_id>/annul": _KEEPERS,
    "POST /asesmen/<asesmen_id>/annul": _KEEPERS,
    "GET /pegawai/<pegawai_id>/pengembangan": _READERS,
    "GET /pegawai/<pegawai_id>/pengembangan/baru": _PROPOSERS,
    "POST /pegawai/<pegawai_id>/pengembangan/baru": _PROPOSERS,
    "GET /pegawai/<pegawai_id>/ip-asn": _READERS,
    "GET /ip-asn": Allowed(roles=KEEPERS),
    "GET /talenta": _READERS,
    "GET /talenta/belum": Allowed(roles=KEEPERS),
    "POST /talenta/petakan": _KEEPERS,
    "GET /pegawai/<pegawai_id>/talenta": _READERS,
    "GET /pengembangan/tim": _DECIDERS,
    "GET /pengembangan/rencana": Allowed(roles=KEEPERS),
    "GET /pengembangan/jp": Allowed(roles=KEEPERS),
    "GET /pengembangan/jp.csv": Allowed(roles=KEEPERS),
    "GET /pengembangan/<pengembangan_id>": _READERS,
    **{f"POST /pengembangan/<pengembangan_id>/{step}": _DECIDERS for step in ("approve", "reject")},
    **{f"POST /pengembangan/<pengembangan_id>/{step}": _PROPOSERS for step in ("begin", "finish")},
    **{f"POST /pengembangan/<pengembangan_id>/{step}": _KEEPERS for step in ("verify", "return")},
    "POST /pegawai/<pegawai_id>/angka-kredit": Allowed(roles=_ABOVE.roles, answers=frozenset({403, 404})),
}
"""The conversion on a page names the evaluation in its form; without one there is none."""
_FILE = ("angka-kredit", "riwayat", "asesmen", "pengembangan", "kesenjangan", "ip-asn", "talenta")
_OF_PERSON = tuple(f"{road}/pegawai/<pegawai_id>/{page}" for road in ("/v1", "") for page in _FILE)
_JP = "/v1/pegawai/<pegawai_id>/jp"
_ENTRY = tuple(f"{road}/pengembangan/<pengembangan_id>" for road in ("/v1", ""))
_OF_OWNER = tuple(f"{road}/{step}" for road in _ENTRY for step in ("begin", "finish"))
_OF_DECIDER = tuple(f"{road}/{step}" for road in _ENTRY for step in ("approve", "reject"))
_RENEW = "/v1/angka-kredit/<angka_kredit_id>/establish"
_IJAZAH = {"jenis": "pendidikan", "isi": "s1", "dari": "2010-08-01", "bukti": "Ijazah 12/2010"}
ASESMEN = {"tanggal": "2025-06-01", "potensi": "70", "profil": {"integritas": 3}, "bukti": "Laporan asesmen 9/2025"}
KURSUS = {
    "judul": "Asuhan keperawatan", "bentuk": "pelatihan", "kompetensi": "asuhan_kesehatan",
    "penyelenggara": "Bapelkes", "jp": "12", "biaya": "1500000",
}  # fmt: skip
HASIL = {"jp": "12", "bukti": "Sertifikat 5/2026"}
_STATUS = ("diusulkan_id", "disetujui_id", "berjalan_id", "selesai_id")
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
    asesmen_id: str
    pemetaan_id: str
    diusulkan_id: str
    disetujui_id: str
    berjalan_id: str
    selesai_id: str


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
    pegawai, tahun = f"pegawai{suffix}", datetime.now(JAKARTA).year
    steps: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("approve", penilai, {}),
        ("begin", pegawai, {}),
        ("finish", pegawai, HASIL | {"tanggal": f"{tahun}-01-02"}),
    )
    made = []
    for done in range(len(steps) + 1):
        made.append(send(pegawai, "/v1/pengembangan", {"pegawai_id": pegawai_id, "tahun": tahun} | KURSUS)["id"])
        for version, (step, caller, body) in enumerate(steps[:done], 1):
            send(caller, f"/v1/pengembangan/{made[-1]}/{step}", body, version)
    riwayat = send("bkpsdm", "/v1/riwayat-kepegawaian", {"pegawai_id": pegawai_id} | _IJAZAH)
    return PengembanganContoh(
        pegawai=pegawai,
        penilai=penilai,
        atasan=f"atasan.penilai{suffix}",
        pegawai_id=pegawai_id,
        riwayat_id=riwayat["id"],
        evaluasi_id=evaluasi_id,
        angka_kredit_id=send(penilai, "/v1/angka-kredit", {"evaluasi_id": evaluasi_id})["id"],
        asesmen_id=send("bkpsdm", "/v1/asesmen", {"pegawai_id": pegawai_id} | ASESMEN)["id"],
        pemetaan_id=send("bkpsdm", "/v1/pemetaan-talenta", {"tahun": 2025})["id"],
        **dict(zip(_STATUS, made, strict=True)),
    )


def targets_of_pengembangan(contoh: PengembanganContoh, keepers: frozenset[str]) -> Iterator[Target]:
    """Yield what stands of a person, known to the person, the two above and the keepers."""
    above = frozenset({contoh.penilai, contoh.atasan})
    known = above | {contoh.pegawai} | keepers
    for under in _OF_PERSON:
        params = {"pegawai_id": contoh.pegawai_id}
        yield Target(name=f"the file of {contoh.pegawai}", params=params, known_to=known, under=under)
    yield Target(name="hours", params={"pegawai_id": contoh.pegawai_id}, known_to=known, under=_JP)
    for name in ("riwayat_id", "angka_kredit_id", "asesmen_id"):
        yield Target(name=f"{name} of {contoh.pegawai}", params={name: getattr(contoh, name)}, known_to=known)
    yield Target(name="a mapping", params={"pemetaan_id": contoh.pemetaan_id}, known_to=keepers)
    params = {"angka_kredit_id": contoh.angka_kredit_id}
    hidden = frozenset({403, 404})
    yield Target(name="credits", params=params, known_to=above, under=_RENEW, hidden=hidden)
    params = {"pengembangan_id": contoh.diusulkan_id}
    yield Target(name=f"a course of {contoh.pegawai}", params=params, known_to=known)
    roads = [(_OF_OWNER, frozenset({contoh.pegawai})), (_OF_DECIDER, above | {"bkpsdm"})]
    for several, those in roads:
        for road in several:
            yield Target(name="a course", params=params, known_to=those, under=road, hidden=hidden)


def targets_of_no_pengembangan() -> Iterator[Target]:
    """Yield what is nobody's."""
    nobody: frozenset[str] = frozenset()
    for under in _OF_PERSON:
        yield Target(name="nobody's file", params={"pegawai_id": "tiada"}, known_to=nobody, under=under)
    yield Target(name="no hours", params={"pegawai_id": "tiada"}, known_to=nobody, under=_JP)
    for under in ("", *_OF_OWNER, *_OF_DECIDER):
        yield Target(name="no course", params={"pengembangan_id": "tiada"}, known_to=nobody, under=under)
    for name in ("riwayat_id", "angka_kredit_id", "asesmen_id", "pemetaan_id"):
        yield Target(name=f"no {name}", params={name: "tiada"}, known_to=nobody)
    yield Target(name="no credits", params={"angka_kredit_id": "tiada"}, known_to=nobody, under=_RENEW)


def moments_of_pengembangan(contoh: PengembanganContoh) -> dict[str, Moment]:
    """Return for each writing route who sends it, its parameters, a body that is right, and the version."""
    why = {"alasan": "Salah orang"}
    whom = {"pegawai_id": contoh.pegawai_id}
    tahun = datetime.now(JAKARTA).year
    ids = {name: {"pengembangan_id": getattr(contoh, name)} for name in _STATUS}
    at = "POST /v1/pengembangan"
    return {
        "POST /v1/pemetaan-talenta": ("bkpsdm", {}, {"tahun": 2025}, 1),
        "POST /v1/asesmen": ("bkpsdm", {}, whom | ASESMEN, 1),
        "POST /v1/asesmen/<asesmen_id>/annul": ("bkpsdm", {"asesmen_id": contoh.asesmen_id}, why, 1),
        at: (contoh.pegawai, {}, whom | KURSUS | {"tahun": tahun}, 1),
        f"{at}/<pengembangan_id>/approve": (contoh.penilai, ids["diusulkan_id"], {}, 1),
        f"{at}/<pengembangan_id>/reject": (contoh.penilai, ids["diusulkan_id"], why, 1),
        f"{at}/<pengembangan_id>/begin": (contoh.pegawai, ids["disetujui_id"], {}, 2),
        f"{at}/<pengembangan_id>/finish": (
            contoh.pegawai,
            ids["berjalan_id"],
            HASIL | {"tanggal": f"{tahun}-01-02"},
            3,
        ),
        f"{at}/<pengembangan_id>/verify": ("bkpsdm", ids["selesai_id"], {}, 4),
        f"{at}/<pengembangan_id>/return": ("bkpsdm", ids["selesai_id"], why, 4),
        "POST /v1/riwayat-kepegawaian": ("bkpsdm", {}, whom | _IJAZAH, 1),
        "POST /v1/riwayat-kepegawaian/<riwayat_id>/annul": ("bkpsdm", {"riwayat_id": contoh.riwayat_id}, why, 1),
        "POST /v1/angka-kredit": (contoh.penilai, {}, {"evaluasi_id": contoh.evaluasi_id}, 1),
        f"POST {_RENEW}": (contoh.penilai, {"angka_kredit_id": contoh.angka_kredit_id}, {"bulan": 12}, 1),
    }
