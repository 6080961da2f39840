"""A person of kinerja with those who stand above, before the API, and how their plans of work come to hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient

from kinerja.adapters.daerah_contoh import Rantai
from tests.support.kinerja_orang import Orang
from tests.support.kinerja_skp import BARIS

TAHUN = 2026
PERUBAHAN = {"alasan_kode": "strategi_program_anggaran", "alasan": "APBD Perubahan 2026"}


@dataclass(frozen=True, kw_only=True)
class Tim:
    """The owner of a plan, the superior, the one above, and BKPSDM."""

    rantai: Rantai
    pegawai: Orang
    penilai: Orang
    atasan: Orang
    bkpsdm: Orang


def make_tim(client: FlaskClient, token: Callable[..., str], rantai: Rantai) -> Tim:
    """Return the people of ``rantai``, each signed in."""
    above = ("pegawai", "penilai", "atasan_penilai")
    return Tim(
        rantai=rantai,
        pegawai=Orang(client, token("pegawai", opd=rantai.opd_kode, pegawai_id=rantai.pegawai.id)),
        penilai=Orang(client, token(*above[:2], opd=rantai.opd_kode, pegawai_id=rantai.penilai.id)),
        atasan=Orang(client, token(*above, opd=rantai.opd_kode, pegawai_id=rantai.atasan_penilai.id)),
        bkpsdm=Orang(client, token("bkpsdm", opd="bkpsdm")),
    )


def done(answer: Any) -> dict[str, Any]:
    """Return the body of an answer that is no refusal."""
    assert answer.status_code < 300, answer.get_json()
    body: dict[str, Any] = answer.get_json()
    return body


def create_skp(owner: Orang, *baris: dict[str, Any], tahun: int = TAHUN) -> dict[str, Any]:
    """Write the plan of a person; return it."""
    return done(owner.send("/v1/skp", {"tahun": tahun, "baris": list(baris) or [BARIS]}))


def establish_skp(owner: Orang, assessor: Orang, skp: dict[str, Any]) -> dict[str, Any]:
    """Hand in a plan as it stands, and establish it; return it."""
    path = f"/v1/skp/{skp['id']}"
    submitted = done(owner.send(f"{path}/submit", version=skp["version"]))
    return done(assessor.send(f"{path}/establish", version=submitted["version"]))


def open_skp(owner: Orang, skp: dict[str, Any]) -> dict[str, Any]:
    """Open an established plan for a change; return it."""
    return done(owner.send(f"/v1/skp/{skp['id']}/propose-change", PERUBAHAN, version=skp["version"]))


def write_skp(owner: Orang, skp: dict[str, Any], *baris: dict[str, Any]) -> dict[str, Any]:
    """Replace the rows of a plan; return it."""
    path = f"/v1/skp/{skp['id']}"
    return done(owner.send(path, {"baris": list(baris)}, version=skp["version"], method="PUT"))
