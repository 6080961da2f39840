"""The gRPC server and channel: callers, scopes, the error map, deadlines, and neighbours that are away."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from prometheus_client import REGISTRY
from sqlalchemy import Engine

from chassis.domain import (
    Conflict,
    DomainError,
    Forbidden,
    Invalid,
    NotFound,
    RateLimited,
    TransitionNotAllowed,
    Unavailable,
    VersionRequired,
    VersionStale,
)
from chassis.grpc import CODE_KEY, GrpcServer, RpcScopeMissing, channel, create_server, current_pengguna
from chassis.identity import PUBLIC, Identity, SandiHasher, create_akun, service_key
from chassis.settings import Settings
from simpul.feed.v1 import feed_pb2, feed_pb2_grpc

READ, SUBSCRIBE = (f"/simpul.feed.v1.EventFeedService/{name}" for name in ("ReadEvents", "SubscribeEvents"))
SCOPES = {READ: "peristiwa.baca", SUBSCRIBE: PUBLIC}
PERAN = {"pelanggan": frozenset({"peristiwa.baca"}), "layanan": frozenset({"peristiwa.baca"})}
Raise = Callable[[], None]


class Feed(feed_pb2_grpc.EventFeedServiceServicer):
    """Answers with what it is told: counts, raises, hangs."""

    def __init__(self) -> None:
        self.act: Raise = lambda: None
        self.akun: list[str] = []

    def ReadEvents(self, request: feed_pb2.ReadEventsRequest, context: Any) -> feed_pb2.ReadEventsResponse:  # noqa: N802
        self.akun.append(current_pengguna().akun)
        self.act()
        return feed_pb2.ReadEventsResponse(last=request.after)

    def SubscribeEvents(self, request: Any, context: Any) -> Iterator[feed_pb2.ReadEventsResponse]:  # noqa: N802
        yield feed_pb2.ReadEventsResponse(last=1)
        self.act()
        if request.after < 0:
            context.abort(grpc.StatusCode.OUT_OF_RANGE, "below zero")


@pytest.fixture
def feed() -> Feed:
    return Feed()


@pytest.fixture
def identity(settings: Settings, engine: Engine) -> Identity:
    with engine.begin() as conn:
        for akun, peran in (("pelanggan", ["pelanggan"]), ("tamu", [])):
            create_akun(conn, akun=akun, sandi_hash=SandiHasher().hash("x"), peran=peran)
    return Identity(settings, engine, PERAN)


def _make(settings: Settings, identity: Identity, feed: Feed, scopes: dict[str, str] = SCOPES) -> GrpcServer:
    add = [lambda server: feed_pb2_grpc.add_EventFeedServiceServicer_to_server(feed, server)]
    return create_server(settings, identity, add=add, scopes=scopes, port=0)


@pytest.fixture
def server(settings: Settings, identity: Identity, feed: Feed) -> Iterator[GrpcServer]:
    made = _make(settings, identity, feed)
    made.start()
    yield made
    made.stop(grace=0)


@pytest.fixture
def call(server: GrpcServer) -> Iterator[Callable[..., Any]]:
    opened: list[grpc.Channel] = []

    def call(key: str | None, **options: Any) -> feed_pb2_grpc.EventFeedServiceStub:
        opened.append(channel(f"127.0.0.1:{server.port}", key=key, **options))
        return feed_pb2_grpc.EventFeedServiceStub(opened[-1])

    yield call
    for each in opened:
        each.close()


def _refusal(ask: Callable[[], Any]) -> tuple[grpc.StatusCode, str | None]:
    with pytest.raises(grpc.RpcError) as refused:
        ask()
    error: Any = refused.value
    return error.code(), dict(error.trailing_metadata() or ()).get(CODE_KEY)


ASK = feed_pb2.ReadEventsRequest(after=7)


def test_a_token_with_the_scope_is_let_in(call: Callable[..., Any], identity: Identity, feed: Feed) -> None:
    assert call(identity.token.issue("pelanggan")).ReadEvents(ASK).last == 7
    assert feed.akun == ["pelanggan"]


def test_a_service_is_let_in_by_its_key(call: Callable[..., Any], settings: Settings, feed: Feed) -> None:
    assert call(service_key.ensure(settings.var, "kinerja", "perizinan")).ReadEvents(ASK).last == 7
    assert feed.akun == ["layanan.kinerja"]


@pytest.mark.parametrize("key", [None, "", "spt_" + "a" * 43, "spk_" + "a" * 43, "x" * 3000])
def test_a_false_proof_is_refused(call: Callable[..., Any], key: str | None, feed: Feed) -> None:
    assert _refusal(lambda: call(key).ReadEvents(ASK)) == (grpc.StatusCode.UNAUTHENTICATED, "auth.unauthenticated")
    assert feed.akun == []


def test_a_false_proof_is_refused_on_an_open_rpc_too(call: Callable[..., Any]) -> None:
    ask = lambda: list(call("spt_" + "a" * 43).SubscribeEvents(feed_pb2.SubscribeEventsRequest()))  # noqa: E731

    assert _refusal(ask)[0] is grpc.StatusCode.UNAUTHENTICATED


def test_a_caller_without_the_scope_is_refused(call: Callable[..., Any], identity: Identity, feed: Feed) -> None:
    refusal = _refusal(lambda: call(identity.token.issue("tamu")).ReadEvents(ASK))

    assert refusal == (grpc.StatusCode.PERMISSION_DENIED, "auth.forbidden")
    assert feed.akun == []


REFUSALS: list[tuple[DomainError, grpc.StatusCode]] = [
    (NotFound("izin.not_found"), grpc.StatusCode.NOT_FOUND),
    (Forbidden(), grpc.StatusCode.PERMISSION_DENIED),
    (TransitionNotAllowed("izin.transition_not_allowed"), grpc.StatusCode.FAILED_PRECONDITION),
    (Conflict("izin.conflict"), grpc.StatusCode.ABORTED),
    (VersionStale(), grpc.StatusCode.ABORTED),
    (VersionRequired(), grpc.StatusCode.INVALID_ARGUMENT),
    (Invalid({"a": ["b"]}), grpc.StatusCode.INVALID_ARGUMENT),
    (RateLimited(3), grpc.StatusCode.RESOURCE_EXHAUSTED),
    (Unavailable("kinerja.unavailable"), grpc.StatusCode.UNAVAILABLE),
]


@pytest.mark.parametrize("error, status", REFUSALS, ids=[error.code for error, _ in REFUSALS])
def test_refusals_become_statuses_with_their_code(
    call: Callable[..., Any], identity: Identity, feed: Feed, error: DomainError, status: grpc.StatusCode
) -> None:
    def act() -> None:
        raise error

    feed.act = act

    assert _refusal(lambda: call(identity.token.issue("pelanggan")).ReadEvents(ASK)) == (status, error.code)


def test_a_refusal_within_a_stream_becomes_its_status(call: Callable[..., Any], feed: Feed) -> None:
    def act() -> None:
        raise NotFound("izin.not_found")

    feed.act = act
    stream = call(None).SubscribeEvents(feed_pb2.SubscribeEventsRequest())

    assert next(stream).last == 1
    assert _refusal(lambda: next(stream)) == (grpc.StatusCode.NOT_FOUND, "izin.not_found")


def test_what_a_servicer_aborts_itself_stays_as_it_is(call: Callable[..., Any]) -> None:
    stream = call(None).SubscribeEvents(feed_pb2.SubscribeEventsRequest(after=-1))

    assert _refusal(lambda: list(stream))[0] is grpc.StatusCode.OUT_OF_RANGE


def test_a_bug_is_internal_and_tells_nothing(call: Callable[..., Any], identity: Identity, feed: Feed) -> None:
    def act() -> None:
        raise KeyError("rahasia-dalam")

    feed.act = act
    with pytest.raises(grpc.RpcError) as refused:
        call(identity.token.issue("pelanggan")).ReadEvents(ASK)

    error: Any = refused.value
    assert error.code() is grpc.StatusCode.INTERNAL
    assert "rahasia-dalam" not in error.details()


def test_a_hung_peer_costs_no_more_than_the_deadline(call: Callable[..., Any], identity: Identity, feed: Feed) -> None:
    hung = threading.Event()
    feed.act = lambda: (hung.wait(10), None)[1]
    started = time.monotonic()

    refusal = _refusal(lambda: call(identity.token.issue("pelanggan"), deadline=0.3).ReadEvents(ASK, timeout=60))
    hung.set()

    assert refusal[0] is grpc.StatusCode.DEADLINE_EXCEEDED
    assert time.monotonic() - started < 2


def test_a_neighbour_that_is_away_is_not_waited_for() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    started = time.monotonic()
    with channel(address, key="k") as opened:
        refusal = _refusal(lambda: feed_pb2_grpc.EventFeedServiceStub(opened).ReadEvents(ASK))

    assert refusal[0] is grpc.StatusCode.UNAVAILABLE
    assert time.monotonic() - started < 1.5


def test_whether_the_neighbour_answered_is_measured_and_a_refusal_is_an_answer(
    call: Callable[..., Any], identity: Identity, feed: Feed
) -> None:
    def is_up() -> float | None:
        return REGISTRY.get_sample_value("simpul_neighbour_up", {"neighbour": "kinerja"})

    with channel("127.0.0.1:1", key="k", service="kinerja") as nobody:
        _refusal(lambda: feed_pb2_grpc.EventFeedServiceStub(nobody).ReadEvents(ASK))
    assert is_up() == 0

    _refusal(lambda: call("spt_palsu", service="kinerja").ReadEvents(ASK))
    assert is_up() == 1
    call(identity.token.issue("pelanggan"), service="kinerja").ReadEvents(ASK)
    assert is_up() == 1


def test_health_answers_everyone(server: GrpcServer) -> None:
    with grpc.insecure_channel(f"127.0.0.1:{server.port}") as opened:
        stub = health_pb2_grpc.HealthStub(opened)
        for name in ("", "simpul.feed.v1.EventFeedService"):
            answer = stub.Check(health_pb2.HealthCheckRequest(service=name), timeout=2)
            assert answer.status == health_pb2.HealthCheckResponse.SERVING


REFLECTION = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"


@pytest.mark.parametrize("env, found", [("dev", True), ("prod", False)])
def test_reflection_is_off_in_production(
    settings: Settings, identity: Identity, feed: Feed, env: str, found: bool
) -> None:
    server = _make(replace(settings, env=env), identity, feed)  # type: ignore[arg-type]  # dev or prod
    server.start()
    try:
        with grpc.insecure_channel(f"127.0.0.1:{server.port}") as opened:
            answers = opened.stream_stream(REFLECTION)(iter([b":\x00"]), timeout=2)
            code = _code_of(answers)
    finally:
        server.stop(grace=0)

    assert (code is not grpc.StatusCode.UNIMPLEMENTED) is found


def _code_of(answers: Any) -> grpc.StatusCode:
    try:
        list(answers)
    except grpc.RpcError as error:
        code: grpc.StatusCode = error.code()
        return code
    return grpc.StatusCode.OK


def test_an_rpc_without_a_scope_keeps_the_server_from_starting(
    settings: Settings, identity: Identity, feed: Feed
) -> None:
    with pytest.raises(RpcScopeMissing, match="SubscribeEvents"):
        _make(settings, identity, feed, {READ: "peristiwa.baca"})


def test_stopping_lets_the_running_call_end(
    server: GrpcServer, call: Callable[..., Any], identity: Identity, feed: Feed
) -> None:
    running, go_on = threading.Event(), threading.Event()

    def act() -> None:
        running.set()
        go_on.wait(10)

    feed.act = act
    answer = call(identity.token.issue("pelanggan")).ReadEvents.future(ASK)
    assert running.wait(5)
    stopping = threading.Thread(target=server.stop, args=(5,))
    stopping.start()
    go_on.set()
    stopping.join(10)

    assert answer.result(timeout=5).last == 7
