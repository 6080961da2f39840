"""People before the API of kinerja, and the plan that lets somebody be rated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient
from sqlalchemy import Engine, text

Token = Callable[..., str]
NILAI = {"hasil_kerja": "sesuai", "perilaku": "di_atas", "catatan": ""}
STRUKTURAL = ("pegawai", "penilai", "atasan_penilai")
"""The roles of a head who has heads below."""
_SKP = """
INSERT INTO skp (id, pegawai_id, unit_id, opd_kode, tahun, status, versi, version, catatan, penilai_id)
SELECT :id, p.id, p.unit_id, p.opd_kode, :tahun, :status, 1, 3, '', p.atasan_id FROM pegawai p WHERE p.id = :pegawai_id
"""


@dataclass(frozen=True)
class Orang:
    """A person before the API: what they ask goes with their token."""

    client: FlaskClient
    token: str

    def get(self, path: str) -> Any:
        """Return the answer to a question."""
        return self.send(path, method="GET")

    def send(self, path: str, body: object = None, *, version: int | None = None, method: str = "POST") -> Any:
        """Return the answer to an act on a thing of that version."""
        headers = {"Authorization": f"Bearer {self.token}"}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return self.client.open(path, method=method, headers=headers, json=body)


def give_skp(engine: Engine, *pegawai_id: str, tahun: int = 2026, status: str = "ditetapkan") -> list[str]:
    """Give each an SKP that was established where they stand; return its id, in order."""
    ids = [str(uuid4()) for _ in pegawai_id]
    with engine.begin() as conn:
        for id_, whose in zip(ids, pegawai_id, strict=True):
            conn.execute(text(_SKP), {"id": id_, "pegawai_id": whose, "tahun": tahun, "status": status})
    return ids


def refused(answer: Any) -> tuple[int, str]:
    """Return the status and the stable code of a refusal."""
    return answer.status_code, answer.get_json()["code"]
