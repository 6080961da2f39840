"""Who may do what, asked of every route and every rpc that a service has: generated, so that none is forgotten.

A service brings a table (route to the roles that may call it), callers, and targets (a thing, and who may know of it).
From these follows the one answer that each call must get: 401 for nobody, 403 for the wrong role, 404 for a thing that
is not the caller's to know of, and anything but these for the others. A route that the table lacks fails the test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

import grpc
from flask import Flask
from google.protobuf.descriptor import ServiceDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from werkzeug.routing import Rule

from chassis.http import routes

ANYONE = frozenset({"*"})
"""In the place of roles: nobody in particular may call it too."""

SIGNED_IN = frozenset({"+"})
"""In the place of roles: every account may call it."""

NOBODY = "nobody"
"""The caller without an account."""

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_REFUSED = frozenset({401, 403, 404})


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """Which roles may call a route; ``answers`` replaces what those who may must get."""

    roles: frozenset[str]
    answers: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Target:
    """A thing by the parameters of its routes, and the callers who may know of it; ``None`` stands for everyone.

    Where one that stands ``under`` the beginning of a rule fits, those that stand under nothing do not.
    """

    name: str
    params: Mapping[str, str]
    known_to: frozenset[str] | None = None
    under: str = ""
    hidden: frozenset[int] = frozenset({404})
    """What the others get; 403 besides where some of them may know of it but not on this road."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of the matrix and what it must answer: these statuses, or any that is no refusal."""

    caller: str
    method: str
    path: str
    target: str
    expected: frozenset[int]

    def is_right(self, status: int) -> bool:
        """Tell whether the answer is the expected one; a bug never is."""
        return status in self.expected if self.expected else status not in _REFUSED and status < 500

    def __str__(self) -> str:
        """Name the call in a failure."""
        return f"{self.caller}: {self.method} {self.path} ({self.target})"


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """The table of one service, its callers with their roles, its targets."""

    table: Mapping[str, Allowed]
    callers: Mapping[str, frozenset[str]]
    targets: Iterable[Target] = field(default_factory=tuple)

    def calls(self, app: Flask) -> Iterator[Call]:
        """Yield every route for every caller and every target that fits it."""
        for rule, method in list_routes(app):
            allowed = self.table[f"{method} {rule.rule}"]
            for target in self.fitting(rule):
                path = build_path(rule, target.params)
                for caller in (NOBODY, *self.callers):
                    expected = self.expected(allowed, target, caller)
                    yield Call(caller=caller, method=method, path=path, target=target.name, expected=expected)

    def missing(self, app: Flask) -> set[str]:
        """Return the routes that the table lacks, and the rows that stand for no route."""
        return {f"{method} {rule.rule}" for rule, method in list_routes(app)} ^ set(self.table)

    def fitting(self, rule: Rule) -> list[Target]:
        """Return the targets with just the parameters of the rule; a rule without any is one target."""
        wanted = rule.arguments - set(rule.defaults or ())
        if not wanted:
            return [Target(name="-", params={})]
        same = [target for target in self.targets if set(target.params) == wanted]
        own = [target for target in same if target.under and rule.rule.startswith(target.under)]
        found = own or [target for target in same if not target.under]
        assert found, f"no target has the parameters of {rule.rule}"
        return found

    def expected(self, allowed: Allowed, target: Target, caller: str) -> frozenset[int]:
        """Return what the call must answer; empty for anything that is no refusal."""
        if caller == NOBODY and allowed.roles != ANYONE:
            return frozenset({401, 303})  # a page leads to the door
        if allowed.roles not in (ANYONE, SIGNED_IN) and not self.callers[caller] & allowed.roles:
            return frozenset({403})
        if target.known_to is not None and caller not in target.known_to:
            return target.hidden
        return allowed.answers


def list_routes(app: Flask) -> list[tuple[Rule, str]]:
    """Return every rule of the application with its method."""
    rules = {rule.rule: rule for rule in app.url_map.iter_rules()}
    return [(rules[route.rule], route.method) for route in routes(app)]


def build_path(rule: Rule, params: Mapping[str, str]) -> str:
    """Return the path of a rule for these parameters."""
    return "".join(text if known else params[text] for known, text in _parts(rule))


def _parts(rule: Rule) -> Iterator[tuple[bool, str]]:
    template = rule.rule.replace("{", "{{").replace("}", "}}").replace("<", "{").replace(">", "}")
    for literal, name, spec, _ in Formatter().parse(template):
        yield True, literal
        if name is not None:
            yield False, spec or name


def refused_methods(
    service: ServiceDescriptor,
    table: Mapping[str, Allowed],
    callers: Mapping[str, frozenset[str]],
    invoke: Callable[[str, str, Message, type[Message]], grpc.StatusCode],
) -> list[str]:
    """Call every rpc of the service as every caller with an empty request; return what was answered wrongly.

    ``invoke(caller, method, request, response type)`` returns the code.
    """
    wrong = []
    for method in service.methods:
        name = f"/{service.full_name}/{method.name}"
        request, answer = GetMessageClass(method.input_type)(), GetMessageClass(method.output_type)
        for caller in (NOBODY, *callers):
            code = invoke(caller, name, request, answer)
            if not _is_right(code, table[name], callers.get(caller, frozenset())):
                wrong.append(f"{caller}: {name}: {code}")
    return wrong


def _is_right(code: grpc.StatusCode, allowed: Allowed, roles: frozenset[str]) -> bool:
    refused = code in (grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED)
    if allowed.roles == ANYONE or roles & allowed.roles:
        return not refused and code not in (grpc.StatusCode.UNKNOWN, grpc.StatusCode.INTERNAL)
    return code is (grpc.StatusCode.PERMISSION_DENIED if roles else grpc.StatusCode.UNAUTHENTICATED)


def mass_assignments(body: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the body with one field more that is not the caller's to set, and the name of the field."""
    foreign = {
        "id": "018f3c1e-0000-7000-8000-000000000000",
        "status": "diterbitkan",
        "opd_kode": "setda",
        "peran": ["admin"],
        "version": 99,
        "nilai": "100",
        "pemilik": "orang-lain",
        "created_at": "2020-01-01T00:00:00+07:00",
        "dibuat_pada": "2020-01-01T00:00:00+07:00",
    }
    for name, value in foreign.items():
        if name not in body:
            yield name, {**body, name: value}
