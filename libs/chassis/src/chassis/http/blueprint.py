"""flask-smorest's blueprint with our manners: unknown fields refused, our JSON reader, our order of refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, NoReturn, TypeVar

import orjson
from flask import Request, request
from flask_smorest import Blueprint as _Blueprint
from marshmallow import RAISE, Schema, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest

from chassis.domain import Invalid
from chassis.http.schema import flatten_errors

_QUERY = "_takes_query"
View = TypeVar("View", bound="Callable[..., Any] | type[Any]")
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class ArgumentsParser(FlaskParser):
    """Reads arguments; whatever a schema does not name is refused, in the query too."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = dict.fromkeys(
        ("json", "form", "query", "querystring", "json_or_form", "files"), RAISE
    )

    def parse(self, argmap: Any, req: Request | None = None, *, location: str | None = None, **options: Any) -> Any:
        """Return the arguments; an act that takes no fields and is given none needs no schema to say so."""
        bare = location == "json" and isinstance(argmap, Schema) and not argmap.load_fields
        return {} if bare and read_json(request) == {} else super().parse(argmap, req, location=location, **options)

    def load_json(self, req: Request, schema: object) -> Any:
        """Return the JSON body; ``{}`` for none."""
        return read_json(req)

    def handle_error(self, error: ValidationError, *_: object, **__: object) -> NoReturn:
        """Refuse with the errors by field."""
        messages = error.messages
        inner = next(iter(messages.values())) if isinstance(messages, Mapping) and len(messages) == 1 else messages
        raise Invalid(flatten_errors(inner)) from error


class Blueprint(_Blueprint):  # type: ignore[misc]  # flask-smorest ships no types
    """A blueprint whose routes stand in the OpenAPI document."""

    ARGUMENTS_PARSER = ArgumentsParser()

    def route(self, rule: str, **options: Any) -> Callable[[View], View]:
        """Register a view, or a class of views, under ``rule``."""
        decorator: Callable[[View], View] = super().route(rule, **options)
        return decorator

    def response(self, status_code: int, schema: object = None, **options: Any) -> Decorator:
        """Send what the view returns through ``schema``, and document it."""
        decorator: Decorator = super().response(status_code, schema, **options)
        return decorator

    def alt_response(self, status_code: int, response: str | None = None, **options: Any) -> Decorator:
        """Document another answer of the view."""
        decorator: Decorator = super().alt_response(status_code, response, **options)
        return decorator

    def arguments(
        self, schema: object, *, location: str = "json", first: Callable[..., object] | None = None, **options: Any
    ) -> Decorator:
        """Parse the arguments of a view by ``schema``.

        ``first`` is asked before a refusal for the fields: it is called with the view's path parameters and raises
        what comes earlier in the order (404, 428, 412, 409). It costs nothing while the fields are right.
        """
        made = schema() if isinstance(schema, type) else schema  # a class would be made an instance at each request
        decorate = super().arguments(made, location=location, **options)

        def decorator(view: Callable[..., Any]) -> Callable[..., Any]:
            return _asks_first(_marked(decorate(view), location), first)

        return decorator


def read_json(req: Request) -> Any:
    """Return the JSON body, ``{}`` for an empty one; anything that is not strict JSON is 400."""
    body = req.get_data()
    if not body:
        return {}
    if not req.is_json or b"\\u0000" in body:
        raise BadRequest
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise BadRequest from error


def takes_query(view: Callable[..., Any]) -> bool:
    """Tell whether the view has a schema for its query."""
    return bool(getattr(view, _QUERY, False))


def _marked(view: Callable[..., Any], location: str) -> Callable[..., Any]:
    if location in ("query", "querystring"):
        setattr(view, _QUERY, True)
    return view


def _asks_first(view: Callable[..., Any], first: Callable[..., object] | None) -> Callable[..., Any]:
    if first is None:
        return view

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        try:
            return view(*args, **kwargs)
        except Invalid:
            first(**kwargs)
            raise

    return wrapper
