"""CSRF: a form proves that it came from a page of ours by a token that follows from the browser's secret cookie."""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import urlsplit

from flask import Response

from chassis.domain import Forbidden
from chassis.http.context import chassis, is_api, visit

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_LIFE = 12 * 3600


def csrf_token() -> str:
    """Return the token for the forms of this page; a visitor without a session gets a cookie for it to follow from."""
    secret = _secret()
    if secret is None:
        secret = visit().new_csrf_secret = secrets.token_urlsafe(32)
    return _token(secret)


def check_csrf() -> None:
    """Refuse an unsafe request that rests on a cookie, or comes from a form, without the token of that browser."""
    request = visit()
    if request.method in SAFE or request.cara == "bearer" or (is_api() and request.cara is None):
        return
    secret = _secret()
    given = request.headers.get(HEADER) or request.form.get(FIELD, "")
    right = secret is not None and hmac.compare_digest(_token(secret).encode(), given.encode(errors="replace"))
    if not right or not _same_origin():
        raise Forbidden("csrf.invalid")


def set_csrf_cookie(response: Response) -> Response:
    """Give the visitor the cookie that a token of this page follows from."""
    secret = visit().new_csrf_secret
    if secret is not None:
        box = chassis()
        response.set_cookie(
            box.csrf_cookie, secret, max_age=_LIFE, path="/", secure=box.settings.prod, httponly=True, samesite="Lax"
        )
    return response


def _secret() -> str | None:
    box, request = chassis(), visit()
    if request.cara == "sesi":
        return request.cookies.get(box.sesi_cookie)
    return request.new_csrf_secret or request.cookies.get(box.csrf_cookie) or None


def _token(secret: str) -> str:
    return hmac.new(secret.encode(errors="replace"), b"simpul csrf", "sha256").hexdigest()


def _same_origin() -> bool:
    """Tell whether the browser names our own origin, where it names one."""
    request = visit()
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
