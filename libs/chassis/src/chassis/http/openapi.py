"""The OpenAPI document at ``/openapi.json`` and a list of the operations at ``/docs``, without a script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, cast

import apispec
from flask import Blueprint as PlainBlueprint
from flask import Flask, Response, current_app, render_template
from flask_smorest import Api as _Api

from chassis.http.access import scope_of
from chassis.http.context import EXTENSION
from chassis.http.pages import first_template
from chassis.http.schema import ProblemSchema
from chassis.identity.scope import PUBLIC, public

_VERBS = ("get", "post", "put", "patch", "delete")
documents = PlainBlueprint("dokumentasi", __name__, template_folder="templates")


class Api(_Api):  # type: ignore[misc]  # flask-smorest ships no types
    """flask-smorest's Api with our errors: problem+json, and no handlers of its own."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """Leave errors to :mod:`chassis.http.errors`."""

    def _register_doc_blueprint(self) -> None:
        """Leave the pages to this module."""


@dataclass(frozen=True, kw_only=True)
class Operation:
    """A row of the list."""

    method: str
    path: str
    summary: str
    scope: str


def create_api(app: Flask, service: str, version: str) -> Api:
    """Return the Api of the application, which knows how one signs in."""
    app.config |= {"API_TITLE": f"Simpul {service}", "API_VERSION": version, "OPENAPI_VERSION": "3.1.0"}
    api = Api(app)
    api.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer"})
    app.extensions["chassis.api"] = api
    return api


@documents.get("/openapi.json")
@public
def show_openapi() -> Response:
    """The OpenAPI document."""
    response = cast(Response, current_app.json.response(build_openapi(current_app)))
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@documents.get("/docs")
@public
def show_docs() -> str:
    """A list of the operations."""
    document = build_openapi(current_app)
    rows = [
        Operation(method=verb.upper(), path=path, summary=operation.get("summary", ""), scope=operation["x-scope"])
        for path, item in document["paths"].items()
        for verb, operation in item.items()
        if verb in _VERBS
    ]
    template = first_template("tampilan/dokumentasi.html", "chassis/dokumentasi.html")
    return render_template(template, judul=current_app.extensions[EXTENSION].settings.service, operasi=rows)


def build_openapi(app: Flask) -> dict[str, Any]:
    """Return the document, each operation with its scope and its errors as problem+json."""
    if "chassis.openapi" not in app.extensions:
        spec: apispec.APISpec = app.extensions["chassis.api"].spec
        document: dict[str, Any] = spec.to_dict()
        _complete(app, document)
        app.extensions["chassis.openapi"] = document
    return cast("dict[str, Any]", app.extensions["chassis.openapi"])


def _complete(app: Flask, document: dict[str, Any]) -> None:
    """Write scope, security and the default error into every operation."""
    problem = {"$ref": "#/components/schemas/Problem"}
    scopes = _scopes(app)
    for response in document.get("components", {}).get("responses", {}).values():
        if "content" in response:
            response["content"] = {"application/problem+json": {"schema": problem}}
    for path, item in document["paths"].items():
        for verb in _VERBS:
            if verb in item:
                scope = scopes.get((path, verb.upper()), "")
                item[verb]["x-scope"] = "" if scope == PUBLIC else scope
                item[verb]["security"] = [] if scope == PUBLIC else [{"bearer": []}]


def _scopes(app: Flask) -> dict[tuple[str, str], str]:
    """Return the scope by path, written as OpenAPI writes it, and method."""
    found: dict[tuple[str, str], str] = {}
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule)
        for method in rule.methods or ():
            found[path, method] = scope_of(app, rule.endpoint, method) or ""
    return found
