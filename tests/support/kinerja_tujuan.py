"""Who may do what with the goals of kinerja: its part of the access tables, and goals to ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from chassis.cli import Rooms
from chassis.consumer import Item
from chassis.pesan import Pesan
from kinerja.bootstrap import build_service
from kinerja.domain.pegawai import Pegawai
from simpul.pelaporan.v1.peristiwa_pb2 import IndikatorDihitung
from tests.support.access import Allowed
from tests.support.callers import Callers

BKPSDM = Allowed(roles=frozenset({"bkpsdm"}))
GOALS = Allowed(roles=frozenset({"pegawai", "penilai", "atasan_penilai", "ppk", "bkpsdm", "layanan"}))
"""Who reads goals; those of another agency are not found, the regency's own are everyone's."""
PEOPLE = Allowed(roles=frozenset({"pegawai", "penilai", "atasan_penilai", "bkpsdm"}))
RECORDERS = Allowed(roles=frozenset({"bkpsdm", "layanan"}))
API = {
    "GET /v1/indikator": GOALS,
    "POST /v1/indikator": BKPSDM,
    "GET /v1/indikator/<indikator_id>": GOALS,
    "POST /v1/indikator/<indikator_id>/change": BKPSDM,
    "GET /v1/indikator/<indikator_id>/realisasi": GOALS,
    "POST /v1/indikator/<indikator_id>/realisasi": RECORDERS,
    "POST /v1/indikator/<indikator_id>/realisasi/<periode>/choose": RECORDERS,
    "POST /v1/indikator/<indikator_id>/realisasi/<periode>/sanggah": PEOPLE,
    "GET /v1/indikator/<indikator_id>/sanggahan": GOALS,
    "GET /v1/indikator/<indikator_id>/rencana-aksi": GOALS,
    "PUT /v1/indikator/<indikator_id>/rencana-aksi": BKPSDM,
    "POST /v1/indikator/<indikator_id>/rencana-aksi/monitor": RECORDERS,
    "GET /v1/sanggahan/<sanggahan_id>": GOALS,
    "GET /v1/pohon": GOALS,
    "POST /v1/simpul": BKPSDM,
    "GET /v1/simpul/<simpul_id>": GOALS,
    "POST /v1/simpul/<simpul_id>/change": BKPSDM,
    "POST /v1/simpul/<simpul_id>/establish": BKPSDM,
    "GET /v1/perjanjian": GOALS,
    "POST /v1/perjanjian": BKPSDM,
    "GET /v1/perjanjian/<perjanjian_id>": GOALS,
    "POST /v1/perjanjian/<perjanjian_id>/sign": PEOPLE,
    "POST /v1/perjanjian/<perjanjian_id>/change": BKPSDM,
    "POST /v1/sanggahan/<sanggahan_id>/accept": BKPSDM,
    "POST /v1/sanggahan/<sanggahan_id>/reject": BKPSDM,
}
HALAMAN = {
    "GET /tujuan": GOALS,
    "GET /tujuan/baru": BKPSDM,
    "POST /tujuan/baru": BKPSDM,
    "GET /tujuan/<simpul_id>": GOALS,
    "GET /tujuan/<simpul_id>/change": BKPSDM,
    "POST /tujuan/<simpul_id>/change": BKPSDM,
    "POST /tujuan/<simpul_id>/establish": BKPSDM,
    "GET /indikator": GOALS,
    "GET /indikator/baru": BKPSDM,
    "POST /indikator/baru": BKPSDM,
    "GET /indikator/<indikator_id>": GOALS,
    "GET /indikator/<indikator_id>/change": BKPSDM,
    "POST /indikator/<indikator_id>/change": BKPSDM,
    "POST /indikator/<indikator_id>/realisasi": BKPSDM,
    "POST /indikator/<indikator_id>/realisasi/<periode>/choose": BKPSDM,
    "GET /indikator/<indikator_id>/realisasi/<periode>/sanggah": PEOPLE,
    "POST /indikator/<indikator_id>/realisasi/<periode>/sanggah": PEOPLE,
    "GET /indikator/<indikator_id>/rencana-aksi": GOALS,
    "POST /indikator/<indikator_id>/rencana-aksi": BKPSDM,
    "POST /indikator/<indikator_id>/rencana-aksi/monitor": BKPSDM,
    "POST /sanggahan/<sanggahan_id>/decide": BKPSDM,
    "GET /perjanjian": GOALS,
    "POST /perjanjian": BKPSDM,
    "GET /perjanjian/<perjanjian_id>": GOALS,
    "GET /perjanjian/<perjanjian_id>/perjanjian.pdf": GOALS,
    "POST /perjanjian/<perjanjian_id>/sign": PEOPLE,
    "POST /perjanjian/<perjanjian_id>/change": BKPSDM,
}


@dataclass(frozen=True, kw_only=True)
class Tujuan:
    """What hangs on the goals of an agency: an indicator whose first quarter waits for a choice, and a dispute."""

    indikator_id: str
    sanggahan_id: str
    simpul_id: str
    perjanjian_id: str

    def params(self) -> list[dict[str, str]]:
        """Return the parameters of their routes."""
        return [*({name: id_} for name, id_ in vars(self).items()), self.quarter]

    @property
    def quarter(self) -> dict[str, str]:
        """Return the parameters of a quarter."""
        return {"indikator_id": self.indikator_id, "periode": "2026-T1"}


TIADA = Tujuan(indikator_id="tiada", sanggahan_id="tiada", simpul_id="tiada", perjanjian_id="tiada")


INDIKATOR = {
    "unit_id": "", "tahun": 2026, "nama": "Uji", "satuan": "persen", "polaritas": "naik", "iku": True,
    "target": {"T1": "80", "T2": "80", "T3": "80", "T4": "80"},
}  # fmt: skip


RENCANA = {
    "akumulasi": "kumulatif",
    "langkah": [{"triwulan": "T1", "uraian": "Loket keliling", "output": "Tiga loket"}],
}
SIMPUL = {"tahun": 2026, "jenis": "final_outcome", "uraian_kondisi": "Meningkatnya layanan"}


def make_tujuan(callers: Callers, rooms: Rooms, each: Pegawai) -> Tujuan:
    """Make the goals of a person's unit, by REST and by an event of pelaporan."""
    sumber = {"indikator": "ppt.tepat_waktu", "opd": each.opd_kode}
    body = INDIKATOR | {"unit_id": each.unit_id, "sumber": sumber}
    made = callers.send("bkpsdm", "POST", "/v1/indikator", body).get_json()
    path = f"/v1/indikator/{made['id']}/realisasi"
    callers.send("bkpsdm", "POST", path, {"periode": "2026-T1", "nilai": "81"})
    told = IndikatorDihitung(kode=sumber["indikator"], opd_kode=each.opd_kode, periode="2026-T1", nilai="71")
    tipe, id_ = told.DESCRIPTOR.full_name, str(uuid4())
    pesan = Pesan("/simpul/pelaporan", 1, id_, tipe, "s", datetime(2026, 4, 1, tzinfo=UTC), told.SerializeToString())
    with rooms.engine.begin() as conn:
        build_service().make_wiring(rooms).handler.handle(conn, [Item(pesan, told)])
    callers.send("bkpsdm", "PUT", f"/v1/indikator/{made['id']}/rencana-aksi", RENCANA, version=0)
    disputed = callers.send("bkpsdm", "POST", f"{path}/2026-T1/sanggah", {"alasan": "Keliru"}).get_json()
    goal = callers.send("bkpsdm", "POST", "/v1/simpul", SIMPUL | {"unit_id": each.unit_id}).get_json()
    year = {"unit_id": each.unit_id, "tahun": 2026}
    promised = callers.send("bkpsdm", "POST", "/v1/perjanjian", year).get_json()
    return Tujuan(
        indikator_id=made["id"],
        sanggahan_id=disputed["id"],
        simpul_id=goal["id"],
        perjanjian_id=promised["id"],
    )


def moments_of_tujuan(
    unit_id: str, tujuan: Tujuan, signed_id: str = "-"
) -> dict[str, tuple[dict[str, str], dict[str, Any], int]]:
    """Return for each writing route of goals its parameters, a body that is right, and the version."""
    indikator, why = {"indikator_id": tujuan.indikator_id}, {"alasan": "Keliru"}
    quarter = indikator | {"periode": "2026-T1"}
    sanggahan = {"sanggahan_id": tujuan.sanggahan_id}
    simpul, perjanjian = {"simpul_id": tujuan.simpul_id}, {"perjanjian_id": tujuan.perjanjian_id}
    isi = {name: value for name, value in SIMPUL.items() if name != "tahun"}
    change = {name: INDIKATOR[name] for name in ("nama", "satuan", "iku", "target")} | why
    at = "POST /v1/indikator"
    return {
        at: ({}, INDIKATOR | {"unit_id": unit_id}, 1),
        f"{at}/<indikator_id>/change": (indikator, change, 3),
        f"{at}/<indikator_id>/realisasi": (indikator, {"periode": "2026-T1", "nilai": "1"}, 3),
        f"{at}/<indikator_id>/realisasi/<periode>/choose": (quarter, {"asal": "manual"}, 3),
        f"{at}/<indikator_id>/realisasi/<periode>/sanggah": (quarter, why, 3),
        "PUT /v1/indikator/<indikator_id>/rencana-aksi": (indikator, RENCANA, 1),
        f"{at}/<indikator_id>/rencana-aksi/monitor": (indikator, {"periode": "2026-T1", "kendala": "Hujan"}, 1),
        "POST /v1/simpul": ({}, SIMPUL, 1),
        "POST /v1/simpul/<simpul_id>/change": (simpul, isi, 1),
        "POST /v1/simpul/<simpul_id>/establish": (simpul, {}, 1),
        "POST /v1/perjanjian": ({}, {"unit_id": unit_id, "tahun": 2027}, 1),
        "POST /v1/perjanjian/<perjanjian_id>/sign": (perjanjian, {}, 1),
        "POST /v1/perjanjian/<perjanjian_id>/change": (
            {"perjanjian_id": signed_id},
            {"alasan_kode": "pejabat"} | why,
            2,
        ),
        "POST /v1/sanggahan/<sanggahan_id>/accept": (sanggahan, why, 1),
        "POST /v1/sanggahan/<sanggahan_id>/reject": (sanggahan, why, 1),
    }
