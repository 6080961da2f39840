"""What a view may ask of the request around it: who calls, from where, under which id."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property, wraps
from http import HTTPStatus
from io import BytesIO
from typing import IO, Any, Literal, cast

from flask import Request, current_app, request
from sqlalchemy import Engine
from werkzeug.exceptions import RequestEntityTooLarge

from chassis.domain import Pengguna, Unauthenticated, uuid7
from chassis.http.health import Health
from chassis.identity import LOOKUP_ALAMAT, Batas, Identity
from chassis.problem import Katalog
from chassis.settings import Settings

EXTENSION = "chassis"
Cara = Literal["bearer", "sesi"]
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


@dataclass(frozen=True, kw_only=True)
class Chassis:
    """What an application keeps of its chassis."""

    settings: Settings
    engine: Engine
    identity: Identity
    katalog: Katalog
    health: Health

    @property
    def sesi_cookie(self) -> str:
        """The name of the session's cookie."""
        return self._name_cookie()

    @property
    def csrf_cookie(self) -> str:
        """The name of the cookie that ties a form to a browser that is not signed in."""
        return self._name_cookie("csrf")

    @property
    def kabar_cookie(self) -> str:
        """The name of the cookie that carries the news of an action to the page it leads to."""
        return self._name_cookie("kabar")

    @property
    def oidc_cookie(self) -> str:
        """The name of the cookie that remembers a way to the provider."""
        return self._name_cookie("oidc")

    def _name_cookie(self, *purpose: str) -> str:
        """Return the name of a cookie; ``__Host-`` in production keeps neighbours from setting it."""
        words = ("simpul", self.settings.service, *purpose)
        return f"__Host-{'-'.join(words)}" if self.settings.prod else "_".join(words)


class Visit(Request):
    """A request, and what was found out about it: who calls, how it showed that, since when it is answered."""

    pengguna: Pengguna | None = None
    cara: Cara | None = None
    started: float | None = None
    spans: ExitStack | None = None
    new_csrf_secret: str | None = None

    @cached_property
    def request_id(self) -> str:
        """The id of this request: the caller's own when it is well formed."""
        given = self.headers.get("X-Request-Id", "")
        return given if _REQUEST_ID.fullmatch(given) else str(uuid7())

    @cached_property
    def stream(self) -> IO[bytes]:
        """The body; one that comes in chunks is read to its end first, for werkzeug cuts it off at the limit."""
        limit = self.max_content_length
        if self.content_length is not None or limit is None or not self.environ.get("wsgi.input_terminated"):
            return super().stream
        body = self.environ["wsgi.input"].read(limit + 1)
        if len(body) > limit:
            raise RequestEntityTooLarge
        return BytesIO(body)


def visit() -> Visit:
    """Return the request that runs, to be held while several things are asked of it."""
    return cast(Visit, request._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001 - the proxy's way out


def chassis() -> Chassis:
    """Return the chassis of the running application."""
    return cast(Chassis, current_app.extensions[EXTENSION])


def visitor() -> Pengguna | None:
    """Return who calls, or None."""
    return visit().pengguna


def current_pengguna() -> Pengguna:
    """Return who calls; raises :class:`Unauthenticated` on a public route without a caller."""
    pengguna = visitor()
    if pengguna is None:
        raise Unauthenticated
    return pengguna


def client_address() -> str:
    """Return the caller's address, for limits: an IPv6 network of 64 bits counts as one."""
    address = request.remote_addr or "-"
    return ":".join(address.split(":")[:4]) if ":" in address else address


def is_api() -> bool:
    """Tell whether the answer is for a program (problem+json) rather than for a person (a page)."""
    return request.path.startswith("/v1/") or request.path == "/openapi.json"


def _status_of(answer: Any) -> int:
    """Return the status of what a view returns, in the forms that Flask takes."""
    parts = answer[1:] if isinstance(answer, tuple) else ()
    return next((part for part in parts if isinstance(part, int)), getattr(answer, "status_code", HTTPStatus.OK))


def limited(batas: Batas = LOOKUP_ALAMAT) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Limit how often one address may look in vain; put it above ``arguments``, so that it counts first."""

    def decorator(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            with chassis().identity.limiter.guessing(batas, client_address()) as guess:
                answer = view(*args, **kwargs)
                guess.found = _status_of(answer) != HTTPStatus.NOT_FOUND
                return answer

        return wrapper

    return decorator
