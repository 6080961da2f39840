"""Before every view: read the caller, hold the scope against the route, check the form's token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, Request, current_app
from werkzeug.exceptions import BadRequest

from chassis.domain import Forbidden, Pengguna, Unauthenticated
from chassis.http.context import Visit, chassis, visit
from chassis.http.csrf import check_csrf
from chassis.identity.scope import ATTRIBUTE, PUBLIC

_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
_QUIET = frozenset({"HEAD", "OPTIONS"})


class ScopeMissing(Exception):
    """A route names no scope; the application does not start."""


@dataclass(frozen=True, order=True, kw_only=True)
class Route:
    """One rule with one method and the scope that it asks for; :data:`PUBLIC` for an open one."""

    rule: str
    method: str
    scope: str
    endpoint: str


def routes(app: Flask) -> list[Route]:
    """Return every route of the application; raises :class:`ScopeMissing` naming each that has no scope."""
    found, missing = [], []
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - _QUIET):
            scope = scope_of(app, rule.endpoint, method)
            if scope is None:
                missing.append(f"{method} {rule.rule}")
            else:
                found.append(Route(rule=rule.rule, method=method, scope=scope, endpoint=rule.endpoint))
    if missing:
        raise ScopeMissing("these routes name no scope: " + ", ".join(sorted(missing)))
    return sorted(found)


def scope_of(app: Flask, endpoint: str, method: str) -> str | None:
    """Return the scope of a view, or of the method of a class of views; None when it has none."""
    view = app.view_functions.get(endpoint)
    kind = getattr(view, "view_class", None)
    method = "GET" if method == "HEAD" else method
    marked = view if kind is None else getattr(kind, method.lower(), None)
    scope = getattr(marked, ATTRIBUTE, None)
    return scope if isinstance(scope, str) else None


def admit() -> None:
    """Hold a request against everything that comes before its view."""
    request = visit()
    refuse_nul(request)
    authenticate(request)
    authorize(request)
    if request.url_rule is not None:
        check_csrf()


def refuse_nul(request: Request) -> None:
    """Refuse the character that no database text can hold."""
    if "\x00" in request.path or b"%00" in request.query_string or "\x00" in "".join(_form_texts(request)):
        raise BadRequest


def authenticate(request: Visit) -> None:
    """Find out who calls. A bearer token that nobody owns is refused on public routes too."""
    header = request.headers.get("Authorization")
    if header is not None:
        request.pengguna, request.cara = _by_header(header), "bearer"
        return
    box = chassis()
    cookie = request.cookies.get(box.sesi_cookie)
    if cookie:
        request.pengguna = box.identity.by_sesi(cookie)
        request.cara = "sesi" if request.pengguna is not None else None


def authorize(request: Visit) -> None:
    """Hold the scope that the route asks for against the caller's."""
    rule, method = request.url_rule, request.method
    if rule is None or method == "OPTIONS":
        return
    scope = scope_of(current_app, rule.endpoint, method)
    if scope == PUBLIC:
        return
    if request.pengguna is None:
        raise Unauthenticated
    if scope is None:
        raise Forbidden
    request.pengguna.require(scope)


def _by_header(header: str) -> Pengguna:
    kind, _, token = header.partition(" ")
    found = chassis().identity.by_bearer(token.strip()) if kind.lower() == "bearer" else None
    if found is None:
        raise Unauthenticated
    return found


def _form_texts(request: Request) -> Iterator[str]:
    if request.method == "POST" and request.mimetype in _FORMS:
        for name, values in request.form.lists():
            yield name
            yield from values
