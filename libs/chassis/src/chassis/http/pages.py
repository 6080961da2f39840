"""The door: ``/masuk`` and ``/keluar``, and ``GET /v1/saya``."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from flask import Blueprint as PlainBlueprint
from flask import Response, current_app, make_response, redirect, render_template, request
from marshmallow import fields
from werkzeug.wrappers import Response as WsgiResponse

from chassis.domain import DomainError, Forbidden, RateLimited, Unauthenticated, Unavailable
from chassis.http.blueprint import Blueprint
from chassis.http.context import chassis, client_address, current_pengguna, visitor
from chassis.http.schema import Schema
from chassis.identity import SIGNED_IN, is_oidc, public, requires
from chassis.problem import problem_of
from chassis.telemetry.metrics import LOGIN_TOTAL

LOGIN_PATH = "/masuk"
OIDC_PATH = "/masuk/oidc"
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
    try:
        id_ = box.identity.sign_in(bukti, alamat=client_address(), replaces=request.cookies.get(box.sesi_cookie))
    except (Unauthenticated, RateLimited, Forbidden) as error:
        return refuse(error)
    return enter(id_, request.form.get("next"))


def enter(id_: str, berikut: str | None) -> WsgiResponse:
    """Give the browser its session and lead it on to a page of ours."""
    box = chassis()
    LOGIN_TOTAL.labels(outcome="ok").inc()
    response = redirect(local_path(berikut), code=303)
    response.set_cookie(box.sesi_cookie, id_, path="/", secure=box.settings.prod, httponly=True, samesite="Lax")
    response.delete_cookie(box.csrf_cookie, path="/", secure=box.settings.prod, httponly=True, samesite="Lax")
    return response


def refuse(error: DomainError, berikut: str | None = None) -> Response:
    """Show the door again, with the sentence of the refusal."""
    LOGIN_TOTAL.labels(outcome=error.code).inc()
    problem = problem_of(error, chassis().katalog)
    answer = _form(problem.status, problem.detail, berikut)
    if problem.retry_after is not None:
        answer.headers["Retry-After"] = str(problem.retry_after)
    return answer


@door.post("/keluar")
@public
def sign_out() -> WsgiResponse:
    """End the session and clear what the browser kept of it."""
    box = chassis()
    cookie = request.cookies.get(box.sesi_cookie)
    if cookie:
        box.identity.sesi.end(cookie)
    response = redirect(_locate_sign_out() or LOGIN_PATH, code=303)
    response.delete_cookie(box.sesi_cookie, path="/", secure=box.settings.prod, httponly=True, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def own_address(path: str) -> str:
    """Return the whole address of a page of ours; the host of the request is one of the trusted ones."""
    scheme = "https" if chassis().settings.prod else request.scheme
    return f"{scheme}://{request.host}{path}"


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


def _locate_sign_out() -> str | None:
    """Return where the provider ends its own session, for those who came from there; None while it is away."""
    oidc, pengguna = chassis().identity.oidc, visitor()
    if oidc is None or pengguna is None or not is_oidc(pengguna.akun):
        return None
    try:
        return oidc.locate_sign_out(own_address(LOGIN_PATH))
    except Unavailable:
        return None


def _form(status: int, galat: str | None, berikut: str | None = None) -> Response:
    template = first_template("masuk.html", "tampilan/masuk.html", "chassis/masuk.html")
    berikut = local_path(berikut or request.values.get("next"))
    identity = chassis().identity
    page = render_template(
        template,
        galat=galat,
        akun=request.form.get("akun", ""),
        berikut=berikut,
        oidc=f"{OIDC_PATH}?{urlencode({'next': berikut})}" if identity.oidc else None,
        setempat=identity.local_accounts,
    )
    return make_response(page, status)
