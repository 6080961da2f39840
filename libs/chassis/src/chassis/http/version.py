"""Versions over HTTP: the ETag is ``"<version>"``, and ``If-Match`` says which one the caller has seen."""

from __future__ import annotations

import re

from flask import Response, request

from chassis.domain import VersionRequired

UNKNOWN_VERSION = -1
"""What a weak or malformed ``If-Match`` stands for: it equals no version, so the answer is 412, not before 404."""

_STRONG = re.compile(r'"(\d{1,18})"')


def expected_version() -> int | None:
    """Return the version that ``If-Match`` names, None without one, ``UNKNOWN_VERSION`` for what cannot match.

    Give it to the use case: that one knows first whether the thing exists (404), then asks for a version (428,
    :class:`VersionRequired`), then compares (412).
    """
    value = request.headers.get("If-Match", "").strip()
    if not value or value == "*":
        return None
    found = _STRONG.fullmatch(value)
    return int(found[1]) if found else UNKNOWN_VERSION


def require_version() -> int:
    """Return the version that ``If-Match`` names; raises :class:`VersionRequired` (428) without one."""
    version = expected_version()
    if version is None:
        raise VersionRequired
    return version


def etag(version: int) -> dict[str, str]:
    """Return the ETag header, for a view that returns ``data, status, headers``."""
    return {"ETag": f'"{version}"'}


def with_etag(response: Response, version: int) -> Response:
    """Return the response with its ETag."""
    response.headers["ETag"] = f'"{version}"'
    return response
