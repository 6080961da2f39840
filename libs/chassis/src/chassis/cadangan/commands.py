"""``backup`` and ``restore``: of one service on its own command line, of all three by ``python -m chassis.cadangan``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import Engine

from chassis.bus.broker import make_topic_anew
from chassis.cadangan._file import CadanganRejected, Manifest, read_manifest
from chassis.cadangan._restore import Restored, check_file, check_place, put_back, restore
from chassis.cadangan._snapshot import back_up
from chassis.database import create_engine
from chassis.database.embedded import EmbeddedPostgres
from chassis.database.tables import RELAY
from chassis.settings import SERVICES, Settings, SettingsError, embedded_url, read_settings
from chassis.supervisor import hold

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)
_GANTI = click.option("--ganti", is_flag=True, help="Replace what the database holds.")


def commands_of(service: str) -> Iterable[click.Command]:
    """Yield the two commands of one service."""

    @click.command("backup", help="Copy the database to one file, while people work.")
    @click.option(
        "--ke", metavar="BERKAS", type=_FILE, help="Where to; left out, a new file in `cadangan` of the data folder."
    )
    def backup(ke: Path | None) -> None:
        with _ready([service], make=False) as engines:
            path = ke or _home(service) / f"{service}-{_stamp()}.tar"
            _write({service: (engines[service], path)})

    @click.command(
        "restore", help="Put the database back as a file of `backup` has it, migrate it, and verify the log."
    )
    @click.argument("berkas", type=_FILE)
    @_GANTI
    @click.option("--sendiri", is_flag=True, help="Restore it although consumers may have seen more of its log.")
    def restore_one(berkas: Path, ganti: bool, sendiri: bool) -> None:
        with _ready([service], make=True) as engines:
            _tell(restore(engines[service], service, berkas, replace=ganti, alone=not sendiri))

    return backup, restore_one


@click.group(help="Copies of all three services that fit together, and the way back.")
def whole() -> None:
    """Hold the two commands of ``python -m chassis.cadangan``."""


@whole.command("backup", help="Copy the three databases as they are at one moment, while people work.")
@click.option(
    "--ke", metavar="FOLDER", type=_FOLDER, help="Where to; left out, a new folder in `cadangan` of the data folder."
)
def backup_whole(ke: Path | None) -> None:
    """Write one file a service."""
    with _ready(SERVICES, make=False) as engines:
        folder = ke or _home(SERVICES[0]) / _stamp()
        _write({service: (engines[service], folder / f"{service}.tar") for service in SERVICES})


@whole.command("restore", help="Put the three databases back as one backup has them.")
@click.argument("folder", type=_FOLDER)
@_GANTI
def restore_whole(folder: Path, ganti: bool) -> None:
    """Check all three before the first is touched."""
    with _ready(SERVICES, make=True) as engines:
        files = {service: folder / f"{service}.tar" for service in SERVICES}
        if len({read_manifest(path).rangkaian for path in files.values()}) > 1:
            raise CadanganRejected(f"the files of {folder} are not of one backup: they do not fit together")
        manifests = {service: check_file(service, path) for service, path in files.items()}
        for service, manifest in manifests.items():
            check_place(engines[service], manifest, replace=ganti, alone=False)
        for service, manifest in manifests.items():
            _tell(put_back(engines[service], manifest, files[service], replace=ganti))
            _publish_anew(engines[service], read_settings(service))


@contextmanager
def _ready(services: Sequence[str], *, make: bool) -> Iterator[Mapping[str, Engine]]:
    """Give the engines, the embedded server running if it is theirs; a refusal ends the process with its sentence."""
    try:
        settings = {service: read_settings(service) for service in services}
        with ExitStack() as stack:
            _start_embedded(stack, settings, make=make)
            yield {service: _engine(stack, one) for service, one in settings.items()}
    except (SettingsError, CadanganRejected, OSError) as error:
        raise click.ClickException(str(error)) from error


def _start_embedded(stack: ExitStack, settings: Mapping[str, Settings], *, make: bool) -> None:
    """Start the embedded server for as long as the command runs, unless a supervisor runs it already."""
    embedded = [service for service, one in settings.items() if one.database_url == embedded_url(one.var, service)]
    if not embedded:
        return
    var = settings[embedded[0]].var
    try:
        stack.enter_context(hold(var))
    except RuntimeError:
        return
    server = EmbeddedPostgres(var)
    server.start()
    stack.callback(server.stop)
    if make:
        for service in embedded:
            server.create_database(service)


def _engine(stack: ExitStack, settings: Settings) -> Engine:
    engine = create_engine(settings.database_url, pool_size=1)
    stack.callback(engine.dispose)
    return engine


def _home(service: str) -> Path:
    return read_settings(service).var / "cadangan"


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")


def _write(targets: Mapping[str, tuple[Engine, Path]]) -> None:
    for _, path in targets.values():
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise CadanganRejected(f"{path} exists; a backup is never written over another")
    for service, manifest in back_up(targets).items():
        click.echo(f"{targets[service][1]}: {manifest.ukuran:,} bytes, {_log_of(manifest)}")


def _publish_anew(engine: Engine, settings: Settings) -> None:
    """Empty the topic, which may hold events that never were, and have the relay fill it from the log."""
    if settings.bus != "kafka":
        return
    with engine.begin() as conn:
        conn.execute(RELAY.delete())
    try:
        make_topic_anew(settings)
    except RuntimeError as error:
        click.echo(
            f"{error}; remove it as the broker's administrator and run migrate, before anything starts", err=True
        )
        return
    click.echo(f"{settings.service}: topic made anew; the relay publishes the log from its start")


def _log_of(manifest: Manifest) -> str:
    return f"log of {manifest.log.urut:,} rows up to position {manifest.log.posisi:,}"


def _tell(done: Restored) -> None:
    manifest, verified = done.manifest, done.verified
    click.echo(f"{manifest.layanan}: restored as of {manifest.waktu}, {_log_of(manifest)}")
    click.echo(f"{manifest.layanan}: {verified.rows} rows, {verified.events} events, in order; {verified.hash}")
