"""The news of an action, told once: by a cookie that the next showing of the page takes away, not by the address.

An address keeps what stands in it: a page read again would tell the old news beside a state that has moved on.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import after_this_request, redirect, request
from werkzeug.wrappers import Response

from chassis.http.context import chassis

_LIFE = 60
"""Seconds; it is for the page that the action leads to and for no later one."""


def redirect_with(address: str, kabar: str) -> Response:
    """Lead to a page of ours that tells the news by this name, the first time it is shown; no colon in the name."""
    box, response = chassis(), redirect(address, code=303)
    told = f"{kabar}:{urlsplit(address).path}"
    secure = box.settings.prod
    response.set_cookie(box.kabar_cookie, told, max_age=_LIFE, secure=secure, httponly=True, samesite="Lax")
    return response


def take_kabar() -> str:
    """Return the name of the news for this page and take it away; empty where there is none.

    The name picks one of the page's own sentences, so a cookie that somebody wrote by hand tells nothing else.
    """
    kabar, _, path = request.cookies.get(chassis().kabar_cookie, "").partition(":")
    if path != request.path:
        return ""
    after_this_request(_forget)
    return kabar


def _forget(response: Response) -> Response:
    box = chassis()
    response.delete_cookie(box.kabar_cookie, secure=box.settings.prod, httponly=True, samesite="Lax")
    return response
