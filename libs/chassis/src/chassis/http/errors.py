"""Errors as answers: problem+json for programs, a page for people, never a stack trace for either."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

import psycopg
import structlog
from flask import Flask, Response, current_app, make_response, redirect, render_template, request
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as WsgiResponse

from chassis.domain import DomainError, Unauthenticated
from chassis.http.context import chassis, is_api, visit
from chassis.http.pages import LOGIN_PATH, first_template
from chassis.problem import Problem, problem_of, problem_of_status

_log = structlog.get_logger(__name__)
_PROBLEM = "application/problem+json"


def register_errors(app: Flask) -> None:
    """Answer refusals, the framework's errors and bugs."""
    app.register_error_handler(DomainError, answer_refusal)
    app.register_error_handler(HTTPException, answer_http)
    for kind in (OperationalError, PoolTimeout, psycopg.OperationalError):
        app.register_error_handler(kind, answer_outage)
    app.register_error_handler(Exception, answer_bug)


def answer_refusal(error: DomainError) -> WsgiResponse:
    """Answer a refusal; a person who is not signed in is led to the door."""
    if isinstance(error, Unauthenticated) and not is_api():
        return _lead_to_door()
    return answer_problem(problem_of(error, chassis().katalog))


def answer_http(error: HTTPException) -> WsgiResponse:
    """Answer an error that the framework raised."""
    if isinstance(error, RequestRedirect):
        return error.get_response()
    if error.code is None or error.code < 400:
        return error.get_response()
    response = answer_problem(problem_of_status(error.code, chassis().katalog))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def answer_outage(error: Exception) -> WsgiResponse:
    """Answer while the database is away, or too busy to lock a row: come again, with the same key."""
    _log.warning("http.database_away", error=type(error).__name__)
    response = answer_problem(problem_of_status(503, chassis().katalog))
    response.headers["Retry-After"] = "1"
    return response


def answer_bug(error: Exception) -> WsgiResponse:
    """Log a bug with its stack; tell the caller only the number to name."""
    _log.error("http.bug", exc_info=error, path=request.path, method=request.method)
    return answer_problem(problem_of_status(500, chassis().katalog))


def answer_problem(problem: Problem) -> Response:
    """Return the problem in the caller's language: a document or a page."""
    lost = request.routing_exception is not None and isinstance(request.routing_exception, SecurityError)
    response = _document(problem) if is_api() or lost else _page(problem)
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="simpul"'
    return response


def _document(problem: Problem) -> Response:
    body = current_app.json.dumps(problem.body(visit().request_id))
    return current_app.response_class(body, status=problem.status, mimetype=_PROBLEM)


def _page(problem: Problem) -> Response:
    template = first_template("galat.html", "tampilan/galat.html", "chassis/galat.html")
    judul = _TITLES.get(problem.status) or HTTPStatus(problem.status).phrase
    page = render_template(
        template, status=problem.status, judul=judul, detail=problem.detail, kode=problem.code, acuan=visit().request_id
    )
    return make_response(page, problem.status)


def _lead_to_door() -> WsgiResponse:
    """Send a browser to the login page and back afterwards; htmx must be told in a header of its own."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" else "/"
    door = f"{LOGIN_PATH}?{urlencode({'next': wanted})}"
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": door})
    return redirect(door, code=303)


_TITLES = {
    400: "Permintaan tidak dapat dibaca",
    403: "Tidak berwenang",
    404: "Halaman tidak ditemukan",
    405: "Cara tidak berlaku",
    409: "Tidak dapat dilakukan sekarang",
    412: "Data sudah berubah",
    413: "Kiriman terlalu besar",
    422: "Ada isian yang perlu diperbaiki",
    428: "Versi belum disebut",
    429: "Terlalu banyak percobaan",
    500: "Terjadi kesalahan",
    503: "Layanan tidak tersedia",
}
