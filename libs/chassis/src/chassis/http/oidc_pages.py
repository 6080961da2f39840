"""The door at the provider: ``/masuk/oidc`` leads there, ``/masuk/oidc/kembali`` is where it sends the browser back."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.domain import Forbidden, NotFound, RateLimited, Unauthenticated, Unavailable
from chassis.http.context import chassis, client_address
from chassis.http.pages import enter, local_path, own_address, refuse
from chassis.identity import OidcAuthenticator, public

oidc_door = Blueprint("pintu_oidc", __name__)
_LIFE = 600
_REFUSALS = (Unauthenticated, Forbidden, RateLimited, Unavailable)


@oidc_door.get("/masuk/oidc")
@public
def begin_oidc() -> Response:
    """Lead to the provider; a cookie remembers what was asked and where to go afterwards."""
    box = chassis()
    try:
        going = _door().begin(back=_back(), berikut=local_path(request.args.get("next")))
    except Unavailable as error:
        return refuse(error)
    response = redirect(going.alamat, code=303)
    response.set_cookie(
        box.oidc_cookie, going.segel, max_age=_LIFE, path="/", secure=box.settings.prod, httponly=True, samesite="Lax"
    )
    return response


@oidc_door.get("/masuk/oidc/kembali")
@public
def finish_oidc() -> Response:
    """Hold the provider's answer against the cookie, which counts once, and begin a session."""
    box = chassis()
    segel = request.cookies.get(box.oidc_cookie, "")
    berikut = _door().read_berikut(segel)
    bukti = {**request.args.to_dict(), "segel": segel, "back": _back()}
    replaced = request.cookies.get(box.sesi_cookie)
    try:
        id_ = box.identity.sign_in_by_oidc(bukti, alamat=client_address(), replaces=replaced)
        response = enter(id_, berikut)
    except _REFUSALS as error:
        response = refuse(error, berikut)
    response.delete_cookie(box.oidc_cookie, path="/", secure=box.settings.prod, httponly=True, samesite="Lax")
    return response


def _door() -> OidcAuthenticator:
    found = chassis().identity.oidc
    if found is None:
        raise NotFound("request.not_found")
    return found


def _back() -> str:
    """Return the address of ours that the provider knows."""
    return own_address(url_for("pintu_oidc.finish_oidc"))
