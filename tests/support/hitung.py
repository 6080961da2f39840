"""Ask a calculator over REST, as anybody may."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient

PREDIKAT = ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")


def ask(client: FlaskClient, kode: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer to a question that is right."""
    answer = client.post(f"/v1/hitung/{kode}", json=body)
    assert answer.status_code == 200, answer.text
    answered: dict[str, Any] = answer.get_json()
    return answered


def refused(client: FlaskClient, kode: str, body: Mapping[str, Any]) -> set[str]:
    """Return the fields named by the refusal of a question that is wrong."""
    answer = client.post(f"/v1/hitung/{kode}", json=body)
    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (422, "request.invalid"), answer.text
    return set(problem["errors"])
