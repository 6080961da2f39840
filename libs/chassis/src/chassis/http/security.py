"""Headers of every answer, errors and static files included, put on outside the framework so that none escapes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    ("Content-Security-Policy", CSP),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
_HSTS = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")

Environ = dict[str, Any]
StartResponse = Callable[..., Callable[[bytes], object]]
WsgiApp = Callable[[Environ, StartResponse], Iterable[bytes]]


class SecurityHeaders:
    """WSGI middleware: adds the headers, and ``no-store`` where the answer says nothing of caches."""

    def __init__(self, app: WsgiApp, *, hsts: bool, provider: str | None = None) -> None:
        """Wrap ``app``; ``hsts`` in production. The form that signs out may lead on to the ``provider``."""
        self._app = app
        self._headers = [*HEADERS, _HSTS] if hsts else list(HEADERS)
        if provider:
            origin = "{0.scheme}://{0.netloc}".format(urlsplit(provider))
            self._headers[0] = (
                "Content-Security-Policy",
                CSP.replace("form-action 'self'", f"form-action 'self' {origin}"),
            )
        self._names = frozenset(name.lower() for name, _ in self._headers)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with the headers."""

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], object]:
            kept = [header for header in headers if header[0].lower() not in self._names]
            if not any(name.lower() == "cache-control" for name, _ in kept):
                kept.append(("Cache-Control", "no-store"))
            return start_response(status, kept + self._headers, exc_info)

        return self._app(environ, start)
