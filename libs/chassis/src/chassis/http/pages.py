"""The door: ``/masuk`` and ``/keluar``, and ``GET /v1/saya``."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlsplit

from flask import Blueprint as PlainBlueprint
from flask import Response, current_app, make_response, redirect, render_template, request
from marshmallow import fields
from werkzeug.wrappers import Response as WsgiResponse

from chassis.domain import RateLimited, Unauthenticated
from chassis.http.blueprint import Blueprint
from chassis.http.context import chassis, client_address, current_pengguna, visitor
from chassis.http.schema import Schema
from chassis.identity import SIGNED_IN, public, requires
from chassis.problem import problem_of
from chassis.telemetry.metrics import LOGIN_TOTAL

LOGIN_PATH = "/masuk"
door = PlainBlueprint("pintu", __name__, template_folder="templates")
saya = Blueprint("saya", __name__, description="Siapa saya")


class SayaSchema(Schema):
    """Who calls."""

    akun = fields.String(required=True)
    peran = fields.List(fields.String(), required=True)
    opd_kode = fields.String(required=True, allow_none=True)
    pegawai_id = fields.String()


@saya.route("/v1/saya")
@requires(SIGNED_IN)
@saya.response(200, SayaSchema)
def show_saya() -> dict[str, Any]:
    """Who am I."""
    pengguna = current_pengguna()
    answer: dict[str, Any] = {
        "akun": pengguna.akun,
        "peran": sorted(pengguna.peran),
        "opd_kode": pengguna.opd_kode,
    }
    return answer | ({"pegawai_id": pengguna.pegawai_id} if pengguna.pegawai_id else {})


@door.get(LOGIN_PATH)
@public
def show_masuk() -> WsgiResponse:
    """Show the login form; who is signed in already goes on."""
    if visitor() is not None:
        return redirect(local_path(request.args.get("next")), code=303)
    return _form(200, None)


@door.post(LOGIN_PATH)
@public
def sign_in() -> WsgiResponse:
    """Check the form and begin a session under a new id."""
    box = chassis()
    bukti = {name: request.form.get(name, "") for name in ("akun", "sandi")}
    replaced = request.cookies.get(box.sesi_cookie)
    try:
        id_ = box.identity.sign_in(bukti, alamat=client_address(), replaces=replaced)
    except (Unauthenticated, RateLimited) as error:
        LOGIN_TOTAL.labels(outcome=error.code).inc()
        problem = problem_of(error, box.katalog)
        answer = _form(problem.status, problem.detail)
        if problem.retry_after is not None:
            answer.headers["Retry-After"] = str(problem.retry_after)
        return answer
    LOGIN_TOTAL.labels(outcome="ok").inc()
    response = redirect(local_path(request.form.get("next")), code=303)
    response.set_cookie(box.sesi_cookie, id_, path="/", secure=box.settings.prod, httponly=True, samesite="Lax")
    response.delete_cookie(box.csrf_cookie, path="/", secure=box.settings.prod, httponly=True, samesite="Lax")
    return response


@door.post("/keluar")
@public
def sign_out() -> WsgiResponse:
    """End the session and clear what the browser kept of it."""
    box = chassis()
    cookie = request.cookies.get(box.sesi_cookie)
    if cookie:
        box.identity.sesi.end(cookie)
    response = redirect(LOGIN_PATH, code=303)
    response.delete_cookie(box.sesi_cookie, path="/", secure=box.settings.prod, httponly=True, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def local_path(address: str | None) -> str:
    """Return the address if it is a path of this site, else the home page: never send anyone elsewhere."""
    address = address or "/"
    parts = urlsplit(address)
    elsewhere = parts.scheme or parts.netloc or not address.startswith("/") or address[1:2] in ("/", "\\")
    harmful = "\\" in address or any(ord(sign) < 32 or ord(sign) == 127 for sign in address)
    return "/" if elsewhere or harmful else address


def first_template(*names: str) -> str:
    """Return the first of these templates that there is: the service's, the shell's, or our own bare one."""
    return cast(str, current_app.jinja_env.select_template(list(names)).name)


def _form(status: int, galat: str | None) -> Response:
    template = first_template("masuk.html", "tampilan/masuk.html", "chassis/masuk.html")
    berikut = local_path(request.values.get("next"))
    page = render_template(template, galat=galat, akun=request.form.get("akun", ""), berikut=berikut)
    return make_response(page, status)
