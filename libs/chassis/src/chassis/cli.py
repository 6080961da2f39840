"""The command line of every service: ``python -m <service> COMMAND``, made from one description of the service."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import click
import grpc
import psycopg
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from chassis.bus.broker import create_topic
from chassis.cadangan.commands import commands_of
from chassis.collectors import watch_pool
from chassis.config_check import find_faults
from chassis.consumer import list_dead_letters, resend
from chassis.database import create_engine, migration, raw
from chassis.database.clock import DatabaseClock
from chassis.domain import Clock, DomainError, SystemClock
from chassis.failpoint import arm
from chassis.feed import SCOPE as FEED_SCOPE
from chassis.feed import EventFeed
from chassis.grpc import Adder, Certificates, ScopeTable, channel, create_server
from chassis.http import Health, HealthServer, database_check, serve, wait_for
from chassis.identity import Identity, PetaPeran
from chassis.identity.tidy import tidy_task
from chassis.outbox import ChainBroken, LogTail, Verified, export, verify, verify_lines
from chassis.problem import Katalog
from chassis.roles import Task, Wiring, consume_tasks, relay_tasks, run_tasks, stop_on_signal
from chassis.settings import Settings, SettingsError, list_unread, read_settings
from chassis.telemetry import configure_logs, configure_tracing, stop_tracing
from simpul.feed.v1 import feed_pb2_grpc

_FEED = "/simpul.feed.v1.EventFeedService/"
FEED_SCOPES: ScopeTable = {f"{_FEED}ReadEvents": FEED_SCOPE, f"{_FEED}SubscribeEvents": FEED_SCOPE}
Connect = Callable[[str], grpc.Channel]
_FILE = click.Path(path_type=Path, dir_okay=False)


@dataclass(frozen=True, kw_only=True)
class Rooms:
    """What the hooks of a service get: made once a process, after any fork."""

    settings: Settings
    engine: Engine
    identity: Identity
    connect: Connect
    """Opens a channel to another service, with our proof for it."""
    clock: Clock = field(default_factory=SystemClock)
    """Dates what is done; in a running process it is the database's."""


@dataclass(frozen=True, kw_only=True)
class Service:
    """What the command line needs to know of a service."""

    name: str
    peran: PetaPeran
    make_app: Callable[[Rooms], Flask]
    """Makes the HTTP application."""
    make_wiring: Callable[[Rooms], Wiring]
    """Says what is consumed, by whom, and the timed jobs."""
    seed: Callable[[Rooms], None]
    """Writes reference data, and demonstration accounts where the settings say so; repeats change nothing."""
    make_rpcs: Callable[[Rooms], Iterable[Adder]] = lambda _: ()
    """Makes the servicers; the event feed comes of itself."""
    scopes: ScopeTable = field(default_factory=dict)
    """The scope of each of these rpcs."""
    sentences: Mapping[str, str] = field(default_factory=dict)
    """The Indonesian texts of the service's own codes."""
    rebuild: Callable[[Rooms, bool], bool] | None = None
    """Builds the projections anew; with True it only compares. Prints both hashes; returns whether they agree."""
    commands: tuple[click.Command, ...] = ()
    """Commands of the service's own."""


class _Commands(click.Group):
    """Commands that end with one sentence where the database is away, not with a stack of a hundred lines."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except (OperationalError, psycopg.OperationalError) as error:
            raise click.ClickException(f"the database does not answer: {getattr(error, 'orig', error)}") from error


def create_cli(service: Service) -> click.Group:
    """Return the group of commands for ``python -m <service>``."""
    group = _Commands(service.name, help=f"Simpul {service.name}.")
    click.version_option(package_name=f"simpul-{service.name}", prog_name=f"simpul-{service.name}")(group)
    for make in (_roles, _operations, _proofs, _dead_letters):
        for command in make(service):
            group.add_command(command)
    for command in (*commands_of(service.name), *service.commands):
        group.add_command(command)
    return group


def open_rooms(service: Service, role: str) -> Rooms:
    """Read the settings, begin to log, and return what the hooks get; a fault in the settings ends the process."""
    settings = _settings(service)
    configure_logs(service.name, role)
    return _rooms(service, settings)


def _settings(service: Service) -> Settings:
    try:
        settings = read_settings(service.name)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    faults = find_faults(settings, service.peran)
    if faults:
        raise click.ClickException("; ".join(faults))
    return settings


def _rooms(service: Service, settings: Settings) -> Rooms:
    engine = create_engine(settings.database_url, pool_size=2 * settings.http_threads)
    watch_pool(engine, limit=4 * settings.http_threads)
    clock = DatabaseClock(engine)
    identity = Identity(settings, engine, service.peran, clock=clock)
    certificates = Certificates.told(settings)

    def connect(other: str) -> grpc.Channel:
        address = settings.neighbour_grpc(other)
        return channel(address, key=lambda: identity.proof_for(other), service=other, certificates=certificates)

    return Rooms(settings=settings, engine=engine, identity=identity, connect=connect, clock=clock)


def grpc_task(service: Service, rooms: Rooms) -> Task:
    """Return the task that serves gRPC, the event feed included."""

    def run(stop: threading.Event) -> None:
        tail = LogTail(rooms.engine)
        feed = EventFeed(rooms.engine, service.name, tail, stop)

        def add_feed(server: grpc.Server) -> None:
            feed_pb2_grpc.add_EventFeedServiceServicer_to_server(feed, server)

        server = create_server(
            rooms.settings,
            rooms.identity,
            add=[add_feed, *service.make_rpcs(rooms)],
            scopes={**FEED_SCOPES, **service.scopes},
            katalog=Katalog(service.sentences),
        )
        if not run_tasks([tail.run, server.run], stop):
            raise RuntimeError("gRPC ended before it was told to")

    return run


def _roles(service: Service) -> Iterable[click.Command]:
    """Yield the commands that run until they are stopped."""

    @click.command("serve", help="Serve HTTP and gRPC, sequence and relay, consume: all in one process.")
    def serve_all() -> None:
        _serve_http(service, "serve", beside=_everything)

    @click.command("http", help="Serve pages and REST.")
    def serve_http() -> None:
        _serve_http(service, "http", beside=None)

    @click.command("grpc", help="Serve gRPC and the event feed.")
    def serve_grpc() -> None:
        _run_role(service, "grpc", lambda rooms: [grpc_task(service, rooms)])

    @click.command("relay", help="Sequence the outbox into the log and publish it.")
    def relay() -> None:
        _run_role(service, "relay", lambda rooms: relay_tasks(service.make_wiring(rooms)))

    @click.command("consume", help="Consume the events of the other services; run timed jobs.")
    def consume() -> None:
        _run_role(service, "consume", lambda rooms: _consume(service, rooms))

    return serve_all, serve_http, serve_grpc, relay, consume


def _everything(service: Service, rooms: Rooms) -> list[Task]:
    wiring = service.make_wiring(rooms)
    return [grpc_task(service, rooms), *relay_tasks(wiring), *consume_tasks(wiring), _tidy(rooms)]


def _tidy(rooms: Rooms) -> Task:
    return tidy_task(rooms.engine, surat=timedelta(days=rooms.settings.surat_mati_hari), clock=rooms.clock)


def _consume(service: Service, rooms: Rooms) -> list[Task]:
    return [*consume_tasks(service.make_wiring(rooms)), _tidy(rooms)]


def _serve_http(service: Service, role: str, *, beside: Callable[[Service, Rooms], list[Task]] | None) -> None:
    """Run the HTTP server, with tasks beside it in its worker."""
    settings = _settings(service)
    configure_logs(service.name, role)
    arm(settings.failpoint)
    made: list[Rooms] = []

    def start() -> None:
        configure_tracing(service.name, settings.otlp_endpoint)
        made[:] = [_rooms(service, settings)]

    def run_beside(stop: threading.Event) -> None:
        if beside is not None and not run_tasks(beside(service, made[0]), stop):
            raise RuntimeError("a task ended before it was told to")

    serve(
        lambda: service.make_app(made[0]),
        host=settings.host,
        port=settings.http_port,
        threads=settings.http_threads,
        cpu=settings.http_cpu,
        background=[run_beside] if beside is not None else [],
        on_start=start,
    )


def _run_role(service: Service, role: str, tasks: Callable[[Rooms], list[Task]]) -> None:
    """Run tasks without HTTP; probes are answered on the health port."""
    rooms = open_rooms(service, role)
    settings = rooms.settings
    configure_tracing(service.name, settings.otlp_endpoint)
    arm(settings.failpoint)
    stop = threading.Event()
    stop_on_signal(stop)
    health = Health([database_check(rooms.engine, service.name)])
    server = HealthServer(health, settings.host, settings.health_port)
    server.start()
    in_order = run_tasks(tasks(rooms), stop)
    health.draining.set()
    server.stop()
    stop_tracing()
    sys.exit(0 if in_order else 1)


def _operations(service: Service) -> Iterable[click.Command]:
    """Yield the commands that do one thing and end."""

    @click.command(help="Bring the database to the newest migration; make the topic where the bus is Kafka.")
    def migrate() -> None:
        _migrate(service, open_rooms(service, "migrate"))

    @click.command(help="Write reference data, and demonstration accounts with SIMPUL_DEMO=1.")
    def seed() -> None:
        _seed(service, open_rooms(service, "seed"))

    @click.command(help="Migrate, then seed: what the supervisor does before it serves.")
    def prepare() -> None:
        rooms = open_rooms(service, "prepare")
        _migrate(service, rooms)
        _seed(service, rooms)

    @click.command(help="Wait until the database stands at this build's newest migration, or beyond.")
    @click.option("--batas", default=600, show_default=True, type=click.IntRange(0, 86400), help="Seconds to wait.")
    @click.option("--database", is_flag=True, help="Only until the database answers.")
    def wait(batas: int, database: bool) -> None:
        check = database_check(open_rooms(service, "wait").engine, None if database else service.name)
        if fault := wait_for(check, seconds=batas):
            raise click.ClickException(fault)

    @click.command(help="Print a bearer token for a local account.")
    @click.option("--akun", required=True, help="The account's name.")
    @click.option("--hari", default=7, show_default=True, type=click.IntRange(1, 365), help="Days until it expires.")
    def token(akun: str, hari: int) -> None:
        rooms = open_rooms(service, "token")
        with _refusals(service):
            click.echo(rooms.identity.token.issue(akun, life=timedelta(days=hari)))

    @click.command("config-check", help="Read the settings and name every fault.")
    def config_check() -> None:
        settings = _settings(service)
        for name in list_unread():
            click.echo(f"{name} is no setting of Simpul; is it misspelt?", err=True)
        click.echo(f"{service.name}: {settings.env}, bus {settings.bus}, HTTP {settings.http_port}: in order")

    return migrate, seed, prepare, wait, token, config_check


def _migrate(service: Service, rooms: Rooms) -> None:
    migration.upgrade(rooms.engine, service.name)
    if rooms.settings.bus == "kafka":
        create_topic(rooms.settings)
    click.echo(f"{service.name}: migrated")


def _seed(service: Service, rooms: Rooms) -> None:
    service.seed(rooms)
    click.echo(f"{service.name}: seeded")


def _proofs(service: Service) -> Iterable[click.Command]:
    """Yield the commands that hold what is stored against the log."""

    @click.command("verify-audit", help="Check the log against its hash chain.")
    @click.option(
        "--ekspor", metavar="BERKAS", type=_FILE, help="Write it to this file, too: JSON lines, the chain included."
    )
    @click.option("--berkas", metavar="BERKAS", type=_FILE, help="Check such a file instead; no database is asked.")
    def verify_audit(ekspor: Path | None, berkas: Path | None) -> None:
        try:
            found = _verify_file(berkas) if berkas else _verify_log(open_rooms(service, "verify-audit"), ekspor)
        except ChainBroken as error:
            raise click.ClickException(f"the log is not as it was written: {error}") from error
        except OSError as error:
            raise click.ClickException(str(error)) from error
        click.echo(f"{found.rows} rows, {found.events} events, in order; {found.hash}")

    @click.command(help="Build the projections anew beside the live ones, compare, and swap.")
    @click.option("--check", is_flag=True, help="Only compare; exit 1 when they differ.")
    def rebuild(check: bool) -> None:
        if service.rebuild is None:
            raise click.ClickException(f"{service.name} has no projection to build anew")
        if not service.rebuild(open_rooms(service, "rebuild"), check):
            raise click.ClickException("the live generation differs from the log")

    return verify_audit, rebuild


def _verify_file(berkas: Path) -> Verified:
    with berkas.open("rb") as lines:
        return verify_lines(lines)


def _verify_log(rooms: Rooms, ekspor: Path | None) -> Verified:
    """Check the log, and write it to a new file that its owner alone may read when one is named."""
    with rooms.engine.connect() as conn:
        if ekspor is None:
            return verify(raw(conn))
        with ekspor.open("xb") as file:
            ekspor.chmod(0o600)
            return export(raw(conn), file.write)


def _dead_letters(service: Service) -> Iterable[click.Command]:
    """Yield the group ``surat-mati``."""
    group = click.Group("surat-mati", help="Events that could not be read.")

    @group.command("list", help="List those that wait (or all).")
    @click.option("--semua", is_flag=True, help="Also those that were sent again.")
    def list_(semua: bool) -> None:
        rooms = open_rooms(service, "surat-mati")
        with rooms.engine.connect() as conn:
            letters, jumlah = list_dead_letters(conn, per_halaman=500, semua=semua)
        for letter in letters:
            click.echo(
                f"{letter.id}\t{letter.sumber}\t{letter.posisi}\t{letter.tipe}\t{letter.percobaan}\t{letter.alasan}"
            )
        click.echo(f"{jumlah} in all", err=True)

    @group.command("resend", help="Take letters in again: by number, or every one that waits.")
    @click.argument("id_", metavar="ID", type=click.IntRange(1, 2**63 - 1), nargs=-1)
    @click.option("--semua", is_flag=True, help="Every one that waits, oldest first.")
    def resend_(id_: tuple[int, ...], semua: bool) -> None:
        if not id_ and not semua:
            raise click.UsageError("Name the letters by number, or --semua.")
        rooms = open_rooms(service, "surat-mati")
        handler = service.make_wiring(rooms).handler
        wanted = list(id_)
        if semua:
            with rooms.engine.connect() as conn:
                wanted = sorted(letter.id for letter in list_dead_letters(conn, per_halaman=10_000)[0])
        with _refusals(service):
            for number in wanted:
                resend(rooms.engine, handler, number)
                click.echo(f"{number}: taken in")

    return (group,)


@contextmanager
def _refusals(service: Service) -> Iterator[None]:
    """Turn a refusal into one sentence and exit code 1."""
    try:
        yield
    except DomainError as error:
        sentence = Katalog(service.sentences).sentence(error.code, error.detail)
        raise click.ClickException(f"{error.code}: {sentence}") from error
