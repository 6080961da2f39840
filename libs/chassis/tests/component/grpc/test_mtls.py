"""mTLS between services (S18): who is not heard, whom we do not talk to, and certificates that are renewed under calls."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import grpc
import pytest
from cryptography import x509
from grpc_health.v1 import health_pb2, health_pb2_grpc
from sqlalchemy import Engine

from chassis.grpc import Certificates, GrpcServer, channel, create_server
from chassis.identity import Identity
from chassis.settings import SERVICES, Settings
from simpul.feed.v1 import feed_pb2, feed_pb2_grpc
from tests.support.kunci import KeyRing
from tests.support.sertifikat import HOUR, Authority, Files
from tests.support.waiting import wait_until

PERAN = {"layanan": frozenset({"peristiwa.baca"})}
SCOPES = dict.fromkeys(
    (f"/simpul.feed.v1.EventFeedService/{name}" for name in ("ReadEvents", "SubscribeEvents")), "peristiwa.baca"
)
ASK = feed_pb2.ReadEventsRequest(after=7)


class Feed(feed_pb2_grpc.EventFeedServiceServicer):
    """Counts the calls that came through, and notes the certificate each connection came with."""

    def __init__(self) -> None:
        self.calls = 0
        self.seen: set[int] = set()

    def ReadEvents(self, request: feed_pb2.ReadEventsRequest, context: Any) -> feed_pb2.ReadEventsResponse:  # noqa: N802
        self.calls += 1
        self.seen |= {
            x509.load_pem_x509_certificate(pem).serial_number for pem in context.auth_context()["x509_pem_cert"]
        }
        return feed_pb2.ReadEventsResponse(last=request.after)

    def has_seen(self, serial: int) -> bool:
        return serial in self.seen

    def SubscribeEvents(self, request: Any, context: Any) -> Iterator[feed_pb2.ReadEventsResponse]:  # noqa: N802
        yield feed_pb2.ReadEventsResponse(last=1)


class Office:
    """perizinan serves; kinerja and others call. Each has its keys and what the authority gave it."""

    def __init__(self, folder: Path, settings: Settings, engine: Engine) -> None:
        self.authority = Authority(folder / "sertifikat")
        self.ring = KeyRing(folder / "rahasia", SERVICES)
        self.feed = Feed()
        self._engine = engine
        self._plain = settings
        self.server: GrpcServer | None = None

    def settings_of(self, service: str, files: Files | None) -> Settings:
        """Return what a process of the service is told."""
        keyed = replace(
            self._plain,
            service=service,
            service_key_file=self.ring.private(service),
            service_keys_dir=self.ring.public,
        )
        if files is None:
            return keyed
        return replace(keyed, grpc_cert_file=files.cert, grpc_key_file=files.key, grpc_ca_file=files.ca)

    def serve(self, files: Files) -> None:
        settings = self.settings_of("perizinan", files)
        add = [lambda server: feed_pb2_grpc.add_EventFeedServiceServicer_to_server(self.feed, server)]
        identity = Identity(settings, self._engine, PERAN)
        self.server = create_server(settings, identity, add=add, scopes=SCOPES, port=0)
        self.server.start()

    def open(self, files: Files | None, *, by: str = "kinerja", called: str = "perizinan") -> grpc.Channel:
        """Open a channel as ``by`` does, with the right token for perizinan."""
        assert self.server is not None
        settings = self.settings_of(by, files)
        identity = Identity(settings, self._engine, PERAN)
        return channel(
            f"127.0.0.1:{self.server.port}",
            key=lambda: identity.proof_for("perizinan"),
            service=called,
            certificates=Certificates.told(settings),
        )

    def try_as(self, files: Files | None, **options: str) -> grpc.StatusCode | None:
        """Call, and return the refusal."""
        with self.open(files, **options) as opened:
            return refusal_of(lambda: feed_pb2_grpc.EventFeedServiceStub(opened).ReadEvents(ASK))


def refusal_of(ask: Callable[[], Any]) -> grpc.StatusCode | None:
    try:
        ask()
    except grpc.RpcError as error:
        code: grpc.StatusCode = error.code()
        return code
    return None


@pytest.fixture
def office(tmp_path: Path, settings: Settings, engine: Engine) -> Iterator[Office]:
    made = Office(tmp_path, settings, engine)
    yield made
    if made.server is not None:
        made.server.stop(grace=0)


@pytest.fixture
def serving(office: Office) -> Office:
    office.serve(office.authority.issue("perizinan", "perizinan", "perizinan.simpul.svc"))
    return office


UNHEARD = grpc.StatusCode.UNAVAILABLE


def test_a_service_with_its_certificate_and_its_token_is_heard(serving: Office) -> None:
    assert serving.try_as(serving.authority.issue("kinerja")) is None
    assert serving.try_as(serving.authority.issue("kinerja", "kinerja.simpul.svc", "kinerja")) is None
    assert serving.feed.calls == 2


def test_without_a_certificate_of_our_authority_nothing_is_heard(serving: Office, tmp_path: Path) -> None:
    theirs = Authority(tmp_path / "lain").issue("kinerja")
    trusting = replace(theirs, ca=serving.authority.file)
    expired = serving.authority.issue("kinerja", life=timedelta(hours=-1))

    refused = {
        "plaintext": serving.try_as(None),
        "another authority": serving.try_as(trusting),
        "another authority, and we are not theirs": serving.try_as(theirs),
        "expired": serving.try_as(expired),
        "no certificate": _ask_without_certificate(serving),
    }

    assert refused == dict.fromkeys(refused, UNHEARD)
    assert serving.feed.calls == 0


def _ask_without_certificate(office: Office) -> grpc.StatusCode | None:
    assert office.server is not None
    credentials = grpc.ssl_channel_credentials(office.authority.file.read_bytes())
    options = [("grpc.ssl_target_name_override", "perizinan")]
    with grpc.secure_channel(f"127.0.0.1:{office.server.port}", credentials, options=options) as opened:
        stub = health_pb2_grpc.HealthStub(opened)  # open to anyone who is heard at all
        return refusal_of(lambda: stub.Check(health_pb2.HealthCheckRequest(), timeout=2))


@pytest.mark.parametrize(
    "names", [("pelaporan",), ("kinerja.lain",), ("kinerja-palsu",), ("*",), ("KINERJA.",)], ids=str
)
def test_a_token_is_of_no_use_with_the_certificate_of_another(serving: Office, names: tuple[str, ...]) -> None:
    assert serving.try_as(serving.authority.issue("palsu", *names)) is grpc.StatusCode.UNAUTHENTICATED
    assert serving.feed.calls == 0


@pytest.mark.parametrize("names", [("kinerja",), ("perizinan.lain",), ("*.simpul.svc",)], ids=str)
def test_we_do_not_talk_to_a_server_with_another_name(office: Office, names: tuple[str, ...]) -> None:
    office.serve(office.authority.issue("palsu", *names))

    assert office.try_as(office.authority.issue("kinerja")) is UNHEARD
    assert office.feed.calls == 0


def test_we_do_not_talk_to_a_server_whose_certificate_has_expired(office: Office) -> None:
    office.serve(office.authority.issue("perizinan", life=timedelta(hours=-1)))

    assert office.try_as(office.authority.issue("kinerja")) is UNHEARD
    assert office.feed.calls == 0


def test_certificates_are_renewed_while_calls_go_on(serving: Office) -> None:
    """Both sides' files are replaced ten times under four callers: no call fails, and the new ones come into use."""
    files = serving.authority.issue("kinerja")
    over = threading.Event()
    failures: list[grpc.StatusCode] = []

    def call_on() -> None:
        stub = feed_pb2_grpc.EventFeedServiceStub(opened)
        while not over.is_set():
            refused = refusal_of(lambda: stub.ReadEvents(ASK, timeout=2))
            if refused is not None:
                failures.append(refused)

    with serving.open(files) as opened:
        callers = [threading.Thread(target=call_on) for _ in range(4)]
        for caller in callers:
            caller.start()
        for _ in range(10):
            serving.authority.issue("perizinan", life=2 * HOUR)
            renewed = serving.authority.issue("kinerja", life=2 * HOUR)
            serial = x509.load_pem_x509_certificate(renewed.cert.read_bytes()).serial_number
            wait_until(partial(serving.feed.has_seen, serial), what="the renewed certificate to come into use")
        over.set()
        for caller in callers:
            caller.join()

    assert failures == []
    assert len(serving.feed.seen) >= 11
