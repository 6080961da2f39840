"""Which scope each rpc asks for: a table, checked against what is served before the server starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chassis.identity.scope import PUBLIC

ScopeTable = Mapping[str, str]
"""Full method name, ``/package.Service/Method``, to scope or :data:`PUBLIC`."""

OPEN: ScopeTable = {
    "/grpc.health.v1.Health/Check": PUBLIC,
    "/grpc.health.v1.Health/Watch": PUBLIC,
    "/grpc.health.v1.Health/List": PUBLIC,
    "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo": PUBLIC,
}
"""Probes, and reflection where it is on."""


class RpcScopeMissing(Exception):
    """An rpc names no scope; the server does not start."""


def check_scopes(methods: Iterable[str], scopes: ScopeTable) -> None:
    """Refuse methods that the table does not name."""
    missing = sorted(set(methods) - set(scopes))
    if missing:
        raise RpcScopeMissing("these rpcs name no scope: " + ", ".join(missing))
