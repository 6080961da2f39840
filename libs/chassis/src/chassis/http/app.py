"""The Flask application of a service: everything that every HTTP answer has in common."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
import structlog
from flask import Blueprint as PlainBlueprint
from flask import Flask, Response
from flask.json.provider import JSONProvider
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import UUIDConverter

from chassis.domain import Clock, Invalid
from chassis.http import access
from chassis.http.blueprint import Blueprint, takes_query
from chassis.http.context import EXTENSION, Chassis, Visit, chassis, is_api, visit, visitor
from chassis.http.csrf import csrf_token, set_csrf_cookie
from chassis.http.errors import register_errors
from chassis.http.health import Check, Health, HealthGate, database_check
from chassis.http.idempotent import answer_once, is_repeatable
from chassis.http.kabar_sekali import take_kabar
from chassis.http.oidc_pages import oidc_door
from chassis.http.openapi import create_api, documents
from chassis.http.pages import door, saya
from chassis.http.security import SecurityHeaders
from chassis.identity import Authenticator, Identity, PetaPeran
from chassis.identity.scope import ATTRIBUTE, PUBLIC
from chassis.problem import Katalog
from chassis.settings import Settings
from chassis.telemetry import attach, is_tracing, span
from chassis.telemetry.metrics import HTTP_INFLIGHT, HTTP_REQUEST_SECONDS

MAX_BODY = 2 * 1024 * 1024
_LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
_SHELL = ("static", "tampilan.aset", "tampilan.tema")
"""The open endpoints of the UI shell and of Flask, which cannot mark themselves."""

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""The methods that may be a label; a caller may invent any number of others."""

_log = structlog.get_logger("chassis.http.request")


class OrjsonProvider(JSONProvider):
    """JSON by orjson: strict, fast; decimals and ids leave as strings, moments in ISO 8601."""

    def dumps(self, obj: Any, **_: Any) -> str:
        """Return the document."""
        return orjson.dumps(obj, default=_plain, option=orjson.OPT_NON_STR_KEYS).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:
        """Return the value."""
        return orjson.loads(s)

    def response(self, *args: Any, **kwargs: Any) -> Response:
        """Return the value as a response."""
        body = orjson.dumps(self._prepare_response_obj(args, kwargs), default=_plain, option=orjson.OPT_NON_STR_KEYS)
        return Response(body, mimetype="application/json")


class IdConverter(UUIDConverter):
    """Takes any word as an id: what is no UUID is nobody's, so the view answers it, after 401 and 403, with its 404."""

    regex = "[^/]+"

    def to_python(self, value: str) -> UUID:
        """Return the id."""
        return UUID(value) if re.fullmatch(UUIDConverter.regex, value) else UUID(int=0)


class Application(Flask):
    """Flask whose views run once for a key, and refuse what their query does not know."""

    request_class = Visit

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function as it is: no view of ours is a coroutine, and asking costs a dozen looks a request."""
        return func

    def dispatch_request(self) -> ResponseReturnValue:
        """Run the view."""
        request = visit()
        if request.routing_exception is not None or not is_repeatable():
            return self._run_view(request)
        return answer_once(lambda: self.make_response(self._run_view(request)))

    def _run_view(self, request: Visit) -> ResponseReturnValue:
        safe = request.method in ("GET", "HEAD")
        if not safe:
            self._refuse_query(request)
        answer = super().dispatch_request()
        if safe:
            self._refuse_query(request)
        return answer

    def _refuse_query(self, request: Visit) -> None:
        """Refuse query parameters on a route of the API that takes none; after the view where it changes nothing."""
        if request.args and request.url_rule is not None and is_api():
            view = self.view_functions[request.url_rule.endpoint]
            kind = getattr(view, "view_class", None)
            if not takes_query(getattr(kind, request.method.lower(), view)):
                raise Invalid({name: ["Tidak dikenal."] for name in request.args})


def create_app(
    settings: Settings,
    *,
    engine: Engine,
    peran: PetaPeran,
    blueprints: Iterable[Blueprint] = (),
    pages: Iterable[PlainBlueprint] = (),
    sentences: Mapping[str, str] | None = None,
    setup: Sequence[Callable[[Flask], object]] = (),
    checks: Sequence[Check] | None = None,
    authenticator: Authenticator | None = None,
    clock: Clock | None = None,
    max_body: int = MAX_BODY,
    version: str = "1",
) -> Flask:
    """Return the application of a service.

    ``peran`` maps each role to its scopes. ``blueprints`` (REST) stand in the OpenAPI document, ``pages`` do not.
    ``sentences`` are the Indonesian texts of the service's own codes. ``setup`` is run on the application before the
    routes are checked (the UI shell hangs itself in here). ``checks`` are what ``/readyz`` asks; left out it asks for
    the database and its newest migration.

    Raises :class:`ScopeMissing` when a route names no scope. Opens no connection.
    """
    app = Application(f"{settings.service}.http", static_folder=None)
    app.json = OrjsonProvider(app)
    app.url_map.converters["uuid"] = IdConverter
    app.config |= {
        "MAX_CONTENT_LENGTH": max_body,
        "MAX_FORM_MEMORY_SIZE": max_body,
        "MAX_FORM_PARTS": 500,
        "TRUSTED_HOSTS": _trusted_hosts(settings),
        "PROPAGATE_EXCEPTIONS": False,
    }
    health = Health([database_check(engine, settings.service)] if checks is None else checks)
    app.extensions[EXTENSION] = Chassis(
        settings=settings,
        engine=engine,
        identity=Identity(settings, engine, peran, clock=clock, authenticator=authenticator),
        katalog=Katalog(sentences),
        health=health,
    )
    _hang_in(app, settings.service, version, [saya, *blueprints], [door, oidc_door, documents, *pages], setup)
    access.routes(app)
    inner = app.wsgi_app
    if settings.proxies:
        inner = ProxyFix(inner, x_for=settings.proxies, x_proto=settings.proxies)
    app.wsgi_app = SecurityHeaders(  # type: ignore[method-assign]
        HealthGate(inner, health), hsts=settings.prod, provider=settings.oidc_issuer
    )
    return app


def _hang_in(
    app: Flask,
    service: str,
    version: str,
    blueprints: Iterable[Blueprint],
    pages: Iterable[PlainBlueprint],
    setup: Sequence[Callable[[Flask], object]],
) -> None:
    """Register everything on the application, in the order in which it must act."""
    register_errors(app)
    app.before_request(_begin)
    app.before_request(access.admit)
    app.after_request(set_csrf_cookie)
    app.after_request(_finish)
    app.teardown_request(_close)
    app.jinja_env.globals |= {"csrf_token": csrf_token, "pengguna": visitor, "take_kabar": take_kabar}
    api = create_api(app, service, version)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    for page in pages:
        app.register_blueprint(page)
    for step_of_shell in setup:
        step_of_shell(app)
    for endpoint in _SHELL:
        view = app.view_functions.get(endpoint)
        if view is not None and not hasattr(view, ATTRIBUTE):
            setattr(view, ATTRIBUTE, PUBLIC)


def _begin() -> None:
    """Start the clock, the log context and, where requests are traced, the span of the request."""
    request = visit()
    request.started = time.perf_counter()
    HTTP_INFLIGHT.inc()
    structlog.contextvars.bind_contextvars(request_id=request.request_id)
    if is_tracing():
        request.spans = ExitStack()
        request.spans.enter_context(attach(_trusted_traceparent(request)))
        request.spans.enter_context(span(f"{request.method} {_route(request)}", request_id=request.request_id))


def _trusted_hosts(settings: Settings) -> list[str] | None:
    """Return the names under which we answer; None means any, as a bare cluster needs it, and `prod` refuses."""
    if settings.trusted_hosts == ("*",):
        return None
    return [*(settings.trusted_hosts or (*_LOCAL_HOSTS, settings.host))]


def _trusted_traceparent(request: Visit) -> str | None:
    """Return the trace to join: only a proxy of ours may name one, for a stranger could hide by it or fill another's."""
    return request.headers.get("traceparent") if chassis().settings.proxies else None


def _finish(response: Response) -> Response:
    """Name the request in the answer, measure and log it: the route's template, never its query."""
    request = visit()
    response.headers["X-Request-Id"] = request.request_id
    now = time.perf_counter()
    seconds = now - (request.started or now)
    method, route, status = request.method, _route(request), response.status_code
    HTTP_REQUEST_SECONDS.labels(method if method in _METHODS else "OTHER", route, str(status)).observe(seconds)
    _log.info(
        "http.request",
        method=method,
        route=route,
        status=status,
        ms=round(seconds * 1000, 1),
        pengguna_id=request.pengguna.pengguna_id if request.pengguna else None,
    )
    return response


def _close(_: BaseException | None) -> None:
    """Leave nothing of this request behind in the thread."""
    request = visit()
    if request.started is not None:
        HTTP_INFLIGHT.dec()
        request.started = None
    if request.spans is not None:
        request.spans.close()
    structlog.contextvars.clear_contextvars()


def _route(request: Visit) -> str:
    rule = request.url_rule
    return rule.rule if rule is not None else "-"


def _plain(value: object) -> str:
    """Return what orjson does not know as text."""
    if isinstance(value, Decimal | UUID | date | datetime):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
