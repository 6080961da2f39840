"""Generate the tables of ``docs/operating.md`` from the code, or check that they are what the code says.

Settings are read from :func:`chassis.settings.read_settings`, commands from the command lines, metrics from
:mod:`chassis.telemetry.metrics`. What no code knows, the meaning for an operator, stands
here; a setting, command or metric without one is refused, and so is a meaning without its setting or metric.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import click
from marshmallow.validate import OneOf, Range
from prometheus_client.metrics import MetricWrapperBase

from chassis import settings
from chassis.cli import create_cli
from chassis.settings import SERVICES, read_settings
from chassis.telemetry import metrics
from kinerja.main import cli as kinerja
from pelaporan.main import cli as pelaporan
from perizinan.main import DESCRIPTION

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "operating.md"
COMMANDS: Mapping[str, click.Group] = {
    "perizinan": create_cli(DESCRIPTION),
    "kinerja": kinerja,
    "pelaporan": pelaporan,
}

SETTINGS: Mapping[str, str] = {
    "ENV": "`prod` refuses what only suits a desk: demonstration accounts, failpoints, Kafka or PostgreSQL in plaintext",
    "VAR": "The data folder; relative to where the process starts",
    "HOST": "The address that HTTP, gRPC and the probes listen on; `0.0.0.0` in a container",
    "PORT_BASE": "HTTP on base + 1…3, gRPC on base + 1001…1003, probes of other processes on base + 2001…2003",
    "BUS": "How events come in: from the feed of the others, or from Kafka",
    "KAFKA_BOOTSTRAP": "Brokers, `host:port` with commas between; needed with `SIMPUL_BUS=kafka`",
    "KAFKA_USER": "The SASL user (SCRAM-SHA-512); needed in `prod` with Kafka, as are the next two",
    "KAFKA_PASSWORD_FILE": "The file that holds that user's password; goes with the user",
    "KAFKA_CA_FILE": "The authority that signed the brokers' certificates; turns TLS on",
    "PERIZINAN_DATABASE_URL": "perizinan's database; empty means the embedded one; over TCP `prod` wants `sslmode=require` or better",
    "KINERJA_DATABASE_URL": "kinerja's database; empty means the embedded one; over TCP `prod` wants `sslmode=require` or better",
    "PELAPORAN_DATABASE_URL": "pelaporan's database; empty means the embedded one; over TCP `prod` wants `sslmode=require` or better",
    "PERIZINAN_DATABASE_PASSWORD_FILE": "The file that holds the password of perizinan's database; goes into the URL",
    "KINERJA_DATABASE_PASSWORD_FILE": "The file that holds the password of kinerja's database; goes into the URL",
    "PELAPORAN_DATABASE_PASSWORD_FILE": "The file that holds the password of pelaporan's database; goes into the URL",
    "DEMO": "`seed` also makes the demonstration accounts; `make run` sets it to 1 unless told otherwise",
    "OTLP_ENDPOINT": "Where traces go (OTLP over HTTP); empty turns tracing off",
    "TRUSTED_HOSTS": "Names under which pages may be asked for, with commas between; `*` alone means any; needed in `prod`, name by name",
    "PERIZINAN_HOST": "Where perizinan answers, for the others",
    "KINERJA_HOST": "Where kinerja answers, for the others",
    "PELAPORAN_HOST": "Where pelaporan answers, for the others",
    "PERIZINAN_PUBLIC_URL": "Where a browser finds perizinan, for links between pages; empty means its host and port",
    "KINERJA_PUBLIC_URL": "Where a browser finds kinerja; as above",
    "PELAPORAN_PUBLIC_URL": "Where a browser finds pelaporan; as above",
    "HTTP_THREADS": "Requests answered at once; the pool holds twice as many connections",
    "HTTP_CPU": (
        "The processor that the HTTP process stays on; left out, the kernel moves it about. One process of Python uses one "
        "processor at most, and its threads hand over to each other at less cost there. For machines of their own only"
    ),
    "PROXIES": "Proxies of yours in front that add `X-Forwarded-For`; without it all callers behind them are one",
    "TOPIC_PARTITIONS": "Partitions of the topic that `migrate` makes; an existing topic keeps its own",
    "SERVICE_KEY_FILE": "This service's private key (Ed25519, PEM), which signs what it shows to the others; needed in `prod`",
    "SERVICE_KEYS_DIR": "The folder of the public keys, `<service>.pem`; goes with the file. Without both, `dev` uses `var/kunci`",
    "GRPC_CERT_FILE": "This service's certificate (PEM, with its chain) for gRPC, as server and as client; needed in `prod`, as are the next two",
    "GRPC_KEY_FILE": "The certificate's private key (PEM)",
    "GRPC_CA_FILE": "The authority that signed the certificates of all three; a client without one of hers is not heard",
    "OIDC_ISSUER": "The provider at which staff sign in (OpenID Connect); https in `prod`. The next three go with it",
    "OIDC_CLIENT_ID": "What the provider calls this service",
    "OIDC_CLIENT_SECRET_FILE": "The file with the secret that the provider gave for it",
    "OIDC_CLAIMS_FILE": "What the provider's claims mean here: roles, agency, person (YAML, below)",
    "LOCAL_ACCOUNTS": "`no` turns the form for names and passwords off, so that the provider is the only door",
    "SURAT_MATI_HARI": "Days that a dead letter is kept after it was sent again; one that waits is kept for ever",
    "FAILPOINT": "Tests only: die by SIGKILL at this step (`name` or `name:visit`)",
}
"""What each setting means, in the order of the page."""

METRICS: Mapping[str, tuple[str, str]] = {
    "simpul_http_request_seconds": (
        "Time to answer a request",
        "p95 above 0.5 s: look at `simpul_http_inflight` and at PostgreSQL; status 5xx: the log has the stack by `request_id`",
    ),
    "simpul_http_inflight": (
        "Requests being answered now",
        "at `SIMPUL_HTTP_THREADS` for long: requests queue; more processes, or find the slow route",
    ),
    "simpul_grpc_request_seconds": (
        "Time to answer a call",
        "`UNAVAILABLE` or `DEADLINE_EXCEEDED`: the database or the neighbour is slow",
    ),
    "simpul_login_total": (
        "Tries to sign in, by outcome",
        "`auth.wrong_sandi` and `rate.limited` together: somebody is guessing passwords",
    ),
    "simpul_consumer_events_total": (
        "Events received: `taken_in`, `repeated` (known already) or `dead_letter`",
        "`taken_in` flat while the lag grows: see the lag; `repeated` rises after a crash or a rebalance, harmless",
    ),
    "simpul_consumer_batch_seconds": (
        "Time from a batch's arrival to its commit",
        "above 1 s: the database is the limit; look at locks and disk",
    ),
    "simpul_relay_events_total": ("Events published", "flat while `simpul_relay_lag` grows: the broker is away"),
    "simpul_neighbour_up": (
        "1 when the last call to the neighbour was answered",
        "0: perizinan names officers from its own copy; start the neighbour",
    ),
    "simpul_outbox_pending": (
        "Committed rows without a place in the log",
        "no sequencer leads: is a `serve` or `relay` process running, and does it reach the database?",
    ),
    "simpul_outbox_age_seconds": (
        "How long ago the oldest of them was recorded",
        "as above; the time is the record's, so imported cases count as new",
    ),
    "simpul_log_position": (
        "The newest event position",
        "it only grows; if it falls, another database was put in place",
    ),
    "simpul_relay_position": (
        "Position up to which a destination acknowledged",
        "flat while the log grows: see the lag",
    ),
    "simpul_relay_lag": (
        "Events that the destination has not acknowledged",
        "the broker is away or refuses: log line `broker_away`; nothing is lost, it goes on by itself",
    ),
    "simpul_consumer_lag": (
        "Events that wait for this consumer",
        "log lines `consumer_waits_for_database`, `broker_away`; else one process is not enough",
    ),
    "simpul_consumer_age_seconds": (
        "How long ago the newest event in effect happened",
        "normal while nothing happens at the source; with a lag above 0 the consumer is stuck",
    ),
    "simpul_dead_letters": ("Dead letters that wait", "open *Peristiwa gagal*: fix the cause, then send again"),
    "simpul_ready": ("1 when `/readyz` would answer 200", "0: ask `/readyz` for the reason"),
    "simpul_pool_in_use": (
        "Connections to the database that somebody holds",
        "near `simpul_pool_limit`: a slow query or a lock; `pg_stat_activity` names it",
    ),
    "simpul_pool_limit": ("Connections that this process may open", "fixed: four times `SIMPUL_HTTP_THREADS`"),
    "simpul_job_age_seconds": (
        "Time since the last good turn of a timed job; before its first turn, since the process began",
        "above three times its period: log line `job_missed_a_turn`",
    ),
    "simpul_job_period_seconds": ("Time between two turns", "fixed"),
    "simpul_job_failures_total": ("Turns missed because the database was away or a row was held", "as above"),
    "simpul_permohonan_open": ("Files handed in and not ended", "work piles up; no fault of the machine"),
    "simpul_permohonan_overdue": ("Those past their due day", "the desk's inbox, filter *Lewat tenggat*, names them"),
    "simpul_permohonan_oldest_seconds": (
        "Time since the oldest of them was handed in",
        "the desk's inbox, sorted by date",
    ),
    "simpul_permohonan_decided": ("Files issued or rejected in the last 30 days", "–"),
    "simpul_permohonan_decided_late": (
        "Those decided after their due day",
        "pelaporan, indicator `ppt.tepat_waktu`, says where",
    ),
    "simpul_rekomendasi_open": ("Recommendations that open files wait for, by partner agency", "–"),
    "simpul_rekomendasi_overdue": ("Those past their due day", "remind that agency"),
    "simpul_skp": ("SKP of the running year", "–"),
    "simpul_evaluasi": ("Appraisals of the running year's periods", "–"),
    "simpul_nilai_announced": ("Values of indicators that the world was told of", "–"),
    "simpul_cells_touched": (
        "Changed cells whose values are not announced yet",
        "for minutes: the job `announce` does not get on",
    ),
    "simpul_kertas_kerja": ("Sheets of the instruments that were written on", "–"),
}
"""What each metric means, and what to do when it rises."""

VALUE = {"str": "text", "int": "number", "bool": "yes or no", "path": "path", "list": "list"}


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One variable, as :func:`read_settings` asks for it."""

    name: str
    kind: str
    default: Any
    validate: Any


class Recorder:
    """Stands in for the reader of the environment, and notes what it is asked for."""

    asked: dict[str, Setting]

    def __init__(self, *, eager: bool, prefix: str) -> None:
        """Take what the reader takes."""
        self._faults_later, self._prefix = not eager, prefix

    def __getattr__(self, kind: str) -> Callable[..., Any]:
        """Return the method that reads values of a kind."""

        def ask(name: str, default: Any = None, *, validate: Any = None) -> Any:
            self.asked.setdefault(name, Setting(name=name, kind=kind, default=default, validate=validate))
            return default

        return ask

    def seal(self) -> None:
        """Have no faults."""


def list_settings() -> Mapping[str, Setting]:
    """Return every variable that some service asks for, by its name without the prefix."""
    Recorder.asked = {}
    with patch.object(settings, "Env", Recorder):
        for service in SERVICES:
            read_settings(service)
    return Recorder.asked


def table_settings() -> list[str]:
    """Return the rows of the settings."""
    asked = list_settings()
    refuse_difference("setting", asked, SETTINGS)
    lines = ["| variable | value | default | meaning |", "|---|---|---|---|"]
    for name, meaning in SETTINGS.items():
        one = asked[name]
        lines.append(f"| `SIMPUL_{name}` | {_value(one)} | {_default(one)} | {meaning} |")
    return lines


def _value(one: Setting) -> str:
    if isinstance(one.validate, OneOf):
        return " or ".join(f"`{choice}`" for choice in one.validate.choices)
    if isinstance(one.validate, Range):
        return f"{one.validate.min} to {one.validate.max}"
    return VALUE[one.kind]


def _default(one: Setting) -> str:
    if one.default in (None, "", []):
        return "–"
    return f"`{str(one.default).lower() if isinstance(one.default, bool) else one.default}`"


def table_commands() -> list[str]:
    """Return the rows of the commands."""
    owners: dict[tuple[str, str], list[str]] = {}
    for service, group in COMMANDS.items():
        for usage, words in _walk(group, ""):
            owners.setdefault((usage, words), []).append(service)
    lines = ["| command | does | of |", "|---|---|---|"]
    for (usage, words), services in owners.items():
        whose = "each" if len(services) == len(SERVICES) else ", ".join(services)
        lines.append(f"| `{usage}` | {words} | {whose} |")
    return lines


def _walk(group: click.Group, before: str) -> Iterable[tuple[str, str]]:
    for name, command in group.commands.items():
        path = f"{before}{name}"
        if isinstance(command, click.Group):
            yield from _walk(command, f"{path} ")
            continue
        parts = [usage for parameter in command.params if (usage := _usage(parameter))]
        if not command.help:
            raise SystemExit(f"{path} has no help")
        yield " ".join([path, *parts]), " ".join([command.help, *_options(command)])


def _usage(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Option):
        words = parameter.opts[0] if parameter.is_flag else f"{parameter.opts[0]} {_metavar(parameter)}"
        return words if parameter.required else f"[{words}]"
    return f"[{_metavar(parameter)}…]" if parameter.nargs == -1 else _metavar(parameter)


def _metavar(parameter: click.Parameter) -> str:
    return (parameter.metavar or parameter.name or "").strip("_").upper()


def _options(command: click.Command) -> list[str]:
    options = (one for one in command.params if isinstance(one, click.Option) and one.help)
    return [
        f"`{one.opts[0]}`: {(one.help or '')[0].lower()}{(one.help or '')[1:].rstrip('.')}{_given(one)}."
        for one in options
    ]


def _given(option: click.Option) -> str:
    return f" (default {option.default})" if option.show_default else ""


def table_metrics() -> list[str]:
    """Return the rows of the metrics that a process really exposes."""
    exposed = list_metrics()
    unknown = exposed.keys() - METRICS.keys()
    if unknown:
        raise SystemExit(f"tools/operating.py says nothing about {', '.join(sorted(unknown))}")
    lines = ["| name | kind, labels | meaning | when it rises |", "|---|---|---|---|"]
    for name, (meaning, remedy) in METRICS.items():
        if name in exposed:
            lines.append(f"| `{name}` | {exposed[name]} | {meaning} | {remedy} |")
    return lines


def list_metrics() -> dict[str, str]:
    """Return kind and labels of every metric that some code feeds."""
    used = _names_in_source()
    found = {}
    for variable, metric in vars(metrics).items():
        if variable not in used:
            continue
        if isinstance(metric, metrics.ScrapedGauge):
            found[metric.name] = ", ".join(["gauge", *([f"`{metric.label}`"] if metric.label else [])])
        elif isinstance(metric, MetricWrapperBase):
            name, labels = _describe(metric)
            found[name] = ", ".join([type(metric).__name__.lower(), *(f"`{label}`" for label in labels)])
    return found


def _describe(metric: MetricWrapperBase) -> tuple[str, tuple[str, ...]]:
    """Return the name under which it is scraped, and its labels; the library has no public way to ask for these."""
    family = next(iter(metric.describe()))
    ending = "_total" if family.type == "counter" else ""
    return f"{family.name}{ending}", tuple(metric._labelnames)  # noqa: SLF001


def _names_in_source() -> frozenset[str]:
    """Return every name that the members use, but for the module that makes the metrics."""
    files = [path for folder in ("libs", "services") for path in (ROOT / folder).glob("*/src/**/*.py")]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in files if path.name != "metrics.py"]
    return frozenset(node.id for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Name))


def refuse_difference(kind: str, found: Iterable[str], told: Iterable[str]) -> None:
    """Stop when something has no meaning here, or a meaning nothing to stand for."""
    different = set(found) ^ set(told)
    if different:
        raise SystemExit(f"tools/operating.py and the code differ in a {kind}: {', '.join(sorted(different))}")


TABLES: Mapping[str, Callable[[], list[str]]] = {
    "settings": table_settings,
    "commands": table_commands,
    "metrics": table_metrics,
}


def fill(page: str) -> str:
    """Return the page with its tables as the code has them now."""
    for name, make in TABLES.items():
        block = re.compile(rf"(<!-- {name}: [^\n]*-->\n).*?(<!-- /{name} -->)", re.DOTALL)
        table = "\n".join(make())
        page, count = block.subn(lambda found, table=table: f"{found[1]}{table}\n{found[2]}", page)  # type: ignore[misc]
        if count != 1:
            raise SystemExit(f"{PAGE.name} has no place for {name}")
    return page


def main() -> int:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 on a difference")
    check = parser.parse_args().check
    page = PAGE.read_text(encoding="utf-8")
    fresh = fill(page)
    if check and fresh != page:
        sys.stdout.write("docs/operating.md is not what the code says: run python -m tools.operating\n")
        return 1
    if not check:
        PAGE.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
