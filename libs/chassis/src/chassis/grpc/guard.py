"""What happens around every rpc: the caller and its scope, the error map, time and trace."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any, cast

import grpc
import psycopg
import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from chassis.domain import DomainError, Forbidden, Invalid, Pengguna, Unauthenticated
from chassis.grpc.scope import ScopeTable
from chassis.identity import PUBLIC, Identity
from chassis.problem import Katalog, Problem, problem_of, problem_of_status
from chassis.telemetry import attach, span
from chassis.telemetry.metrics import GRPC_REQUEST_SECONDS

CODE_KEY = "simpul-code"
"""The trailing metadata in which the stable code of a refusal stands."""

_log = structlog.get_logger(__name__)
_pengguna: ContextVar[Pengguna | None] = ContextVar("grpc_pengguna", default=None)


def current_pengguna() -> Pengguna:
    """Return who calls this rpc; raises :class:`Unauthenticated` on an open one without a caller."""
    pengguna = _pengguna.get()
    if pengguna is None:
        raise Unauthenticated
    return pengguna


class Guard(grpc.ServerInterceptor):  # type: ignore[misc]  # grpc ships no types
    """Wraps every handler of the server."""

    def __init__(self, identity: Identity, scopes: ScopeTable, katalog: Katalog, *, certified: bool) -> None:
        """Know callers by ``identity``, what each rpc asks for by ``scopes``, and whether callers show certificates."""
        self._certified = certified
        self._identity = identity
        self._scopes = scopes
        self._katalog = katalog

    def intercept_service(self, continuation: Callable[[Any], Any], details: Any) -> Any:
        """Return the handler with the guard around it."""
        handler = continuation(details)
        if handler is None:
            return None
        kind = f"{'stream' if handler.request_streaming else 'unary'}_{'stream' if handler.response_streaming else 'unary'}"
        wrap = self._streamed if handler.response_streaming else self._answered
        make = getattr(grpc, f"{kind}_rpc_method_handler")
        return make(
            wrap(details.method, getattr(handler, kind)),
            request_deserializer=handler.request_deserializer,
            response_serializer=handler.response_serializer,
        )

    def _answered(self, method: str, behaviour: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        def call(request: Any, context: Any) -> Any:
            with self._around(method, context):
                _refuse_nul(request)
                return behaviour(request, context)

        return call

    def _streamed(
        self, method: str, behaviour: Callable[[Any, Any], Iterator[Any]]
    ) -> Callable[[Any, Any], Iterator[Any]]:
        def call(request: Any, context: Any) -> Iterator[Any]:
            with self._around(method, context):
                _refuse_nul(request)
                yield from behaviour(request, context)

        return call

    @contextmanager
    def _around(self, method: str, context: Any) -> Iterator[None]:
        """Let the caller in, and turn what it raises into a status."""
        started = time.perf_counter()
        metadata = {str(key): value for key, value in context.invocation_metadata()}
        token = _pengguna.set(None)
        try:
            with ExitStack() as stack:
                pengguna = self._admit(method, metadata, context)
                _pengguna.set(pengguna)
                traceparent = metadata.get("traceparent") if pengguna else None  # a stranger names no trace of ours
                stack.enter_context(attach(cast("str | None", traceparent)))
                stack.enter_context(span(method))
                yield
        except DomainError as error:
            _abort(context, problem_of(error, self._katalog))
        except (OperationalError, PoolTimeout, psycopg.OperationalError) as error:
            _log.warning("grpc.database_away", method=method, error=type(error).__name__)
            _abort(context, problem_of_status(503, self._katalog))
        except Exception as error:
            if context.code() is None:  # not aborted by the servicer: a bug
                _log.exception("grpc.bug", method=method, error=type(error).__name__)
                _abort(context, problem_of_status(500, self._katalog))
            raise
        finally:
            _pengguna.reset(token)
            code = context.code()
            name = getattr(code, "name", "OK")
            GRPC_REQUEST_SECONDS.labels(method, name).observe(time.perf_counter() - started)

    def _admit(self, method: str, metadata: dict[str, Any], context: Any) -> Pengguna | None:
        """Return the caller, or None on an open rpc; refuses a false proof there too."""
        scope = self._scopes.get(method)
        kind, _, token = str(metadata.get("authorization", "")).partition(" ")
        pengguna = self._find(token.strip(), context) if kind.lower() == "bearer" else None
        if pengguna is None and ("authorization" in metadata or scope != PUBLIC):
            raise Unauthenticated
        if scope is None:
            raise Forbidden
        if scope != PUBLIC and pengguna is not None:
            pengguna.require(scope)
        return pengguna

    def _find(self, token: str, context: Any) -> Pengguna | None:
        seen_as = _names_of(context) if self._certified else None
        return self._identity.by_bearer(token) or self._identity.by_service(token, seen_as)


def _names_of(context: Any) -> frozenset[str]:
    """Return the DNS names in the caller's certificate."""
    return frozenset(name.decode(errors="replace") for name in context.auth_context().get("peer_dns", ()))


def _abort(context: Any, problem: Problem) -> None:
    """End the rpc with the problem's status; raises."""
    trailing = [(CODE_KEY, problem.code)]
    if problem.retry_after is not None:
        trailing.append(("retry-after", str(problem.retry_after)))
    context.set_trailing_metadata(tuple(trailing))
    context.abort(problem.grpc_status, problem.detail)


def _refuse_nul(request: Any) -> None:
    """Refuse the character that no database text can hold."""
    nul = [field.name for field, value in request.ListFields() if isinstance(value, str) and "\x00" in value]
    if nul:
        raise Invalid({name: ["Tanpa karakter NUL."] for name in nul})
