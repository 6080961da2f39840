"""Every rpc of the contracts asks for a scope that somebody holds, and the contract says which."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

import pytest

from chassis.cli import FEED_SCOPES
from chassis.grpc import PUBLIC
from kinerja.application.wewenang import PERAN as PERAN_KINERJA
from pelaporan.application.wewenang import PERAN as PERAN_PELAPORAN
from perizinan.entrypoints.peran import PERAN as PERAN_PERIZINAN
from tests.support.contracts import rpc_services
from tests.support.simpul import SERVICES
from tests.support.tree import ROOT

PERAN = {"perizinan": PERAN_PERIZINAN, "kinerja": PERAN_KINERJA, "pelaporan": PERAN_PELAPORAN}
RPCS = {
    f"/{name}/{method.name}": name.split(".")[1]
    for name, service in rpc_services().items()
    for method in service.methods
}
"""Every rpc with the owner of its contract: a service, or the feed that all three serve."""


def scopes_of(owner: str) -> Mapping[str, str]:
    """Return the table of scopes of whoever serves the contract."""
    if owner == "feed":
        return FEED_SCOPES
    table: Mapping[str, str] = importlib.import_module(f"{owner}.entrypoints.grpc").SCOPES
    return table


def test_all_three_services_and_the_feed_have_rpcs() -> None:
    assert set(RPCS.values()) == {*SERVICES, "feed"}


@pytest.mark.parametrize("owner", [*SERVICES, "feed"])
def test_the_table_of_scopes_has_a_row_for_each_rpc_and_no_other(owner: str) -> None:
    assert set(scopes_of(owner)) == {rpc for rpc, each in RPCS.items() if each == owner}


@pytest.mark.parametrize("rpc", sorted(RPCS))
def test_the_scope_of_an_rpc_is_held_by_a_role(rpc: str) -> None:
    scope, owner = scopes_of(RPCS[rpc])[rpc], RPCS[rpc]
    if scope == PUBLIC:
        return
    served_by = SERVICES if owner == "feed" else (owner,)
    unheld = [service for service in served_by if not any(scope in scopes for scopes in PERAN[service].values())]

    assert unheld == []


@pytest.mark.parametrize("owner", [*SERVICES, "feed"])
def test_the_contract_names_the_scopes_that_are_asked_for(owner: str) -> None:
    text = (ROOT / "proto" / "simpul" / owner / "v1" / f"{owner}.proto").read_text(encoding="utf-8")
    unsaid = {scope for scope in scopes_of(owner).values() if scope != PUBLIC and f"`{scope}`" not in text}

    assert unsaid == set()
