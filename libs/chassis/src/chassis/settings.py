"""The settings of a process: read once from ``SIMPUL_…`` variables, typed, every fault named in one error."""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from environs import Env, EnvValidationError
from marshmallow.validate import OneOf, Range
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

_ENCRYPTED = ("require", "verify-ca", "verify-full")
SERVICES = ("perizinan", "kinerja", "pelaporan")
Bus = Literal["feed", "kafka"]
Environment = Literal["dev", "prod"]


class SettingsError(Exception):
    """Some settings are missing or wrong; the message names each variable."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What one process of one service was told by its environment."""

    service: str
    env: Environment
    var: Path
    host: str
    port_base: int
    bus: Bus
    kafka_bootstrap: str
    kafka_user: str | None
    kafka_password_file: Path | None
    kafka_ca_file: Path | None
    database_url: str
    demo: bool
    otlp_endpoint: str | None
    trusted_hosts: tuple[str, ...]
    neighbours: Mapping[str, str]
    public_urls: Mapping[str, str]
    http_threads: int
    http_cpu: int | None
    proxies: int
    topic_partitions: int
    surat_mati_hari: int
    service_key_file: Path | None
    service_keys_dir: Path | None
    grpc_cert_file: Path | None
    grpc_key_file: Path | None
    grpc_ca_file: Path | None
    oidc_issuer: str | None
    oidc_client_id: str | None
    oidc_client_secret_file: Path | None
    oidc_claims_file: Path | None
    local_accounts: bool
    failpoint: str | None

    @property
    def number(self) -> int:
        """The place of the service among the three, from 1; the last digit of its ports."""
        return SERVICES.index(self.service) + 1

    @property
    def http_port(self) -> int:
        """The port of pages and REST."""
        return self.port_base + self.number

    @property
    def grpc_port(self) -> int:
        """The port of gRPC."""
        return self.port_base + 1000 + self.number

    @property
    def health_port(self) -> int:
        """The port on which processes without HTTP answer their probes."""
        return self.port_base + 2000 + self.number

    @property
    def prod(self) -> bool:
        """Whether this is a production process."""
        return self.env == "prod"

    @property
    def others(self) -> tuple[str, ...]:
        """The two other services."""
        return tuple(name for name in SERVICES if name != self.service)

    def public_url(self, service: str) -> str:
        """Return the address at which a user's browser finds another service's pages."""
        default = f"http://{self.neighbours.get(service, '127.0.0.1')}:{self.port_base + SERVICES.index(service) + 1}"
        return self.public_urls.get(service) or default

    def neighbour_grpc(self, service: str) -> str:
        """Return host and port of another service's gRPC."""
        return f"{self.neighbours.get(service, '127.0.0.1')}:{self.port_base + 1001 + SERVICES.index(service)}"


def read_settings(service: str) -> Settings:
    """Read the settings of ``service``; raises :class:`SettingsError` that names every fault."""
    env = Env(eager=False, prefix="SIMPUL_")
    values = _read(env, service)
    try:
        env.seal()
    except EnvValidationError as error:
        raise SettingsError(str(error)) from error
    settings = Settings(service=service, **_completed(values, service))
    faults = _faults(settings)
    if faults:
        raise SettingsError("; ".join(faults))
    return settings


def _read(env: Env, service: str) -> dict[str, Any]:
    """Return what the environment says, each as its type; what is wrong with it, ``env`` remembers."""
    return {
        "env": env.str("ENV", "dev", validate=OneOf(["dev", "prod"])),
        "var": env.path("VAR", Path("var")),
        "host": env.str("HOST", "127.0.0.1"),
        "port_base": env.int("PORT_BASE", 8100, validate=Range(1024, 60000)),
        "bus": env.str("BUS", "feed", validate=OneOf(["feed", "kafka"])),
        "kafka_bootstrap": env.str("KAFKA_BOOTSTRAP", ""),
        "kafka_user": env.str("KAFKA_USER", None),
        "kafka_password_file": env.path("KAFKA_PASSWORD_FILE", None),
        "kafka_ca_file": env.path("KAFKA_CA_FILE", None),
        "database_url": env.str(f"{service.upper()}_DATABASE_URL", ""),
        "database_password_file": env.path(f"{service.upper()}_DATABASE_PASSWORD_FILE", None),
        "demo": env.bool("DEMO", False),
        "otlp_endpoint": env.str("OTLP_ENDPOINT", None),
        "trusted_hosts": tuple(env.list("TRUSTED_HOSTS", []) or ()),
        "neighbours": {name: env.str(f"{name.upper()}_HOST", "127.0.0.1") for name in SERVICES},
        "public_urls": {name: env.str(f"{name.upper()}_PUBLIC_URL", "").rstrip("/") for name in SERVICES},
        "http_threads": env.int("HTTP_THREADS", 8, validate=Range(1, 64)),
        "http_cpu": env.int("HTTP_CPU", None),
        "proxies": env.int("PROXIES", 0, validate=Range(0, 10)),
        "topic_partitions": env.int("TOPIC_PARTITIONS", 6, validate=Range(1, 1000)),
        "service_key_file": env.path("SERVICE_KEY_FILE", None),
        "service_keys_dir": env.path("SERVICE_KEYS_DIR", None),
        "grpc_cert_file": env.path("GRPC_CERT_FILE", None),
        "grpc_key_file": env.path("GRPC_KEY_FILE", None),
        "grpc_ca_file": env.path("GRPC_CA_FILE", None),
        "oidc_issuer": env.str("OIDC_ISSUER", None),
        "oidc_client_id": env.str("OIDC_CLIENT_ID", None),
        "oidc_client_secret_file": env.path("OIDC_CLIENT_SECRET_FILE", None),
        "oidc_claims_file": env.path("OIDC_CLAIMS_FILE", None),
        "local_accounts": env.bool("LOCAL_ACCOUNTS", True),
        "surat_mati_hari": env.int("SURAT_MATI_HARI", 90, validate=Range(1, 3650)),
        "failpoint": env.str("FAILPOINT", None),
    }


def list_unread() -> list[str]:
    """Return the ``SIMPUL_…`` variables of this process that no service reads: most likely misspelt."""
    env = Env(eager=False, prefix="SIMPUL_")
    for service in SERVICES:
        _read(env, service)
    own = {"SIMPUL_LIFELINE_FD", "SIMPUL_TEST_KILLS"}
    return sorted(name for name in os.environ if name.startswith("SIMPUL_") and name not in own | set(env.dump()))


def _completed(values: dict[str, Any], service: str) -> dict[str, Any]:
    """Return the values with those filled in that follow from others."""
    var: Path = values["var"].resolve()
    values["var"] = var
    url = _dialect(str(values["database_url"])) or embedded_url(var, service)
    values["database_url"] = _with_password(url, values.pop("database_password_file"), service)
    return values


def _with_password(url: str, file: Path | None, service: str) -> str:
    """Return the URL, which must be one, with the password that stands in the file."""
    try:
        parts = make_url(url)
    except ArgumentError as error:
        raise SettingsError(f"SIMPUL_{service.upper()}_DATABASE_URL is no URL of a database") from error
    if parts.get_backend_name() != "postgresql":
        raise SettingsError(f"SIMPUL_{service.upper()}_DATABASE_URL names no PostgreSQL: postgresql://host/database")
    if file is None:
        return url
    try:
        password = file.read_text().strip()
    except OSError as error:
        raise SettingsError(f"SIMPUL_{service.upper()}_DATABASE_PASSWORD_FILE names no file to read") from error
    return parts.set(password=password).render_as_string(hide_password=False)


def _dialect(url: str) -> str:
    """Return the URL with the driver that we use."""
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def embedded_url(var: Path, database: str) -> str:
    """Return the URL of a database of the embedded PostgreSQL under ``var``."""
    return f"postgresql+psycopg://simpul@/{database}?host={socket_dir(var)}"


def socket_dir(var: Path) -> Path:
    """Return the folder of the embedded PostgreSQL's socket; short, for the kernel allows 107 bytes."""
    near = var / "postgres" / "soket"
    if len(str(near)) <= 80:
        return near
    return Path("/tmp") / f"simpul-{zlib.crc32(str(var).encode()):08x}"  # noqa: S108 - made 0700 before use


def _faults(settings: Settings) -> list[str]:
    """Return what a process must not start with."""
    faults = _kafka_faults(settings) if settings.bus == "kafka" else []
    faults += _service_faults(settings) + _oidc_faults(settings)
    if settings.http_cpu is not None and settings.http_cpu not in os.sched_getaffinity(0):
        faults.append(f"SIMPUL_HTTP_CPU names processor {settings.http_cpu}, which this process may not use")
    if not settings.prod:
        return faults
    if settings.failpoint:
        faults.append("SIMPUL_FAILPOINT is for tests, not for SIMPUL_ENV=prod")
    if settings.demo:
        faults.append("SIMPUL_DEMO makes demonstration accounts, not for SIMPUL_ENV=prod")
    if not settings.trusted_hosts or "*" in settings.trusted_hosts:
        faults.append("SIMPUL_TRUSTED_HOSTS is needed in prod, with each name")
    if _is_plaintext(make_url(settings.database_url)):
        variable = f"SIMPUL_{settings.service.upper()}_DATABASE_URL"
        faults.append(f"{variable} is plaintext over TCP: add sslmode=verify-full, verify-ca or require in prod")
    return faults


def _kafka_faults(settings: Settings) -> list[str]:
    """Return what is wrong with the way to the brokers; in prod it is SASL over TLS or none."""
    told = {
        "SIMPUL_KAFKA_USER": settings.kafka_user,
        "SIMPUL_KAFKA_PASSWORD_FILE": settings.kafka_password_file,
        "SIMPUL_KAFKA_CA_FILE": settings.kafka_ca_file,
    }
    faults = []
    if not settings.kafka_bootstrap:
        faults.append("SIMPUL_KAFKA_BOOTSTRAP is needed when SIMPUL_BUS=kafka")
    for variable, value in told.items():
        if isinstance(value, Path) and not value.is_file():
            faults.append(f"{variable} names no file")
        if settings.prod and not value:
            faults.append(f"{variable} is needed in prod: Kafka is spoken with SASL over TLS")
    if not settings.prod and bool(settings.kafka_user) != bool(settings.kafka_password_file):
        faults.append("SIMPUL_KAFKA_USER and SIMPUL_KAFKA_PASSWORD_FILE go together")
    return faults


def _service_faults(settings: Settings) -> list[str]:
    """Return what is wrong with how the services know one another; in prod by signed tokens over mTLS."""
    keys = {
        "SIMPUL_SERVICE_KEY_FILE": settings.service_key_file,
        "SIMPUL_SERVICE_KEYS_DIR": settings.service_keys_dir,
    }
    certificates = {
        "SIMPUL_GRPC_CERT_FILE": settings.grpc_cert_file,
        "SIMPUL_GRPC_KEY_FILE": settings.grpc_key_file,
        "SIMPUL_GRPC_CA_FILE": settings.grpc_ca_file,
    }
    reason = "in prod" if settings.prod else None
    return [fault for told in (keys, certificates) for fault in _together(told, needed=reason)]


def _oidc_faults(settings: Settings) -> list[str]:
    """Return what is wrong with the way to the provider; without local accounts it is the only door."""
    told = {
        "SIMPUL_OIDC_ISSUER": settings.oidc_issuer,
        "SIMPUL_OIDC_CLIENT_ID": settings.oidc_client_id,
        "SIMPUL_OIDC_CLIENT_SECRET_FILE": settings.oidc_client_secret_file,
        "SIMPUL_OIDC_CLAIMS_FILE": settings.oidc_claims_file,
    }
    faults = _together(told, needed=None if settings.local_accounts else "with SIMPUL_LOCAL_ACCOUNTS=no")
    if settings.prod and settings.oidc_issuer and not settings.oidc_issuer.startswith("https://"):
        faults.append("SIMPUL_OIDC_ISSUER is not https")
    return faults


def _together(told: Mapping[str, Path | str | None], *, needed: str | None) -> list[str]:
    """Return what is missing of settings that are told together or, unless they are ``needed``, not at all."""
    faults = [f"{variable} names nothing that is there" for variable, value in told.items() if _is_missing(value)]
    if needed or any(told.values()):
        reason = needed or "with " + next(variable for variable, value in told.items() if value)
        faults += [f"{variable} is needed {reason}" for variable, value in told.items() if not value]
    return faults


def _is_missing(value: Path | str | None) -> bool:
    return isinstance(value, Path) and not value.exists()


def _is_plaintext(url: URL) -> bool:
    """Tell whether a database is reached over TCP without a promise of TLS; a socket's folder begins with a slash."""
    hosts = [url.host or "", *url.normalized_query.get("host", ()), *url.normalized_query.get("hostaddr", ())]
    over_tcp = any(host and not host.startswith("/") for several in hosts for host in several.split(","))
    return over_tcp and url.normalized_query.get("sslmode", ("",))[-1] not in _ENCRYPTED
