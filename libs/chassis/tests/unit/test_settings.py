"""What a process refuses to start with, each fault by the name of its variable."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import make_url

from chassis.bus.kafka import connection_options
from chassis.settings import Settings, SettingsError, read_settings

Read = Callable[..., Settings]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Read:
    """Give a reader of settings in prod that are in order, but for what the test says; None takes a variable away."""
    for name, content in (("sandi", "rahasia\n"), ("ca", "-"), ("kunci", "-"), ("sertifikat", "-")):
        (tmp_path / name).write_text(content)

    def read(**changes: str | None) -> Settings:
        told: dict[str, str | None] = {
            "ENV": "prod",
            "VAR": str(tmp_path),
            "TRUSTED_HOSTS": "simpul.example",
            "BUS": "kafka",
            "KAFKA_BOOTSTRAP": "kafka:9093",
            "KAFKA_USER": "perizinan",
            "KAFKA_PASSWORD_FILE": str(tmp_path / "sandi"),
            "KAFKA_CA_FILE": str(tmp_path / "ca"),
            "SERVICE_KEY_FILE": str(tmp_path / "kunci"),
            "SERVICE_KEYS_DIR": str(tmp_path),
            "GRPC_CERT_FILE": str(tmp_path / "sertifikat"),
            "GRPC_KEY_FILE": str(tmp_path / "kunci"),
            "GRPC_CA_FILE": str(tmp_path / "ca"),
            "PERIZINAN_DATABASE_URL": "postgresql://simpul@db:5432/perizinan?sslmode=verify-full",
        }
        for name, value in (told | changes).items():
            if value is not None:
                monkeypatch.setenv(f"SIMPUL_{name}", value)
        return read_settings("perizinan")

    return read


def test_prod_with_everything_it_needs_starts(read: Read) -> None:
    assert connection_options(read()) == {
        "bootstrap_servers": ["kafka:9093"],
        "security_protocol": "SASL_SSL",
        "ssl_cafile": str(read().kafka_ca_file),
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_plain_username": "perizinan",
        "sasl_plain_password": "rahasia",
    }


KAFKA = ("KAFKA_USER", "KAFKA_PASSWORD_FILE", "KAFKA_CA_FILE", "KAFKA_BOOTSTRAP")
KEYS = ("SERVICE_KEY_FILE", "SERVICE_KEYS_DIR")
CERTIFICATES = ("GRPC_CERT_FILE", "GRPC_KEY_FILE", "GRPC_CA_FILE")


@pytest.mark.parametrize("name", [*KAFKA, *KEYS, *CERTIFICATES, "TRUSTED_HOSTS"])
def test_prod_refuses_to_start_without(read: Read, name: str) -> None:
    with pytest.raises(SettingsError, match=f"SIMPUL_{name} is needed"):
        read(**{name: None})


@pytest.mark.parametrize("name, value", [("DEMO", "1"), ("FAILPOINT", "relay.after_ack")])
def test_prod_refuses_what_is_for_a_desk(read: Read, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"SIMPUL_{name} "):
        read(**{name: value})


@pytest.mark.parametrize("name", ["KAFKA_PASSWORD_FILE", "KAFKA_CA_FILE", *KEYS, *CERTIFICATES])
def test_a_file_that_is_not_there_is_named(read: Read, name: str) -> None:
    with pytest.raises(SettingsError, match=f"SIMPUL_{name} names no"):
        read(**{name: "/tidak/ada"})


@pytest.mark.parametrize("group", [KEYS, CERTIFICATES], ids=["keys", "certificates"])
def test_what_is_told_together_is_told_whole_or_not_at_all(read: Read, group: tuple[str, ...]) -> None:
    assert read(ENV="dev", **dict.fromkeys(group, None)).env == "dev"

    with pytest.raises(SettingsError, match=f"SIMPUL_{group[0]} is needed with SIMPUL_{group[1]}"):
        read(ENV="dev", **{group[0]: None})


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://simpul@db:5432/perizinan",
        "postgresql://simpul@127.0.0.1/perizinan",
        "postgres://simpul@db/perizinan?sslmode=prefer",
        "postgresql+psycopg://simpul@db/perizinan?sslmode=disable",
        "postgresql://simpul@/perizinan?host=db",
        "postgresql://simpul@/perizinan?host=/run/postgresql,db",
        "postgresql://simpul@/perizinan?host=/run/postgresql&host=db",
        "postgresql://simpul@/perizinan?host=/run/postgresql&hostaddr=10.0.0.1",
    ],
)
def test_prod_refuses_a_database_by_plaintext_tcp(read: Read, url: str) -> None:
    with pytest.raises(SettingsError, match="SIMPUL_PERIZINAN_DATABASE_URL is plaintext"):
        read(PERIZINAN_DATABASE_URL=url)
    assert read(PERIZINAN_DATABASE_URL=url, ENV="dev").database_url


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://simpul@db/perizinan?sslmode=require",
        "postgresql://simpul@db/perizinan?sslmode=verify-ca",
        "postgresql://simpul@/perizinan?host=/run/postgresql",
        "postgresql://simpul@/perizinan",
        None,
    ],
)
def test_prod_takes_a_database_by_tls_or_by_socket(read: Read, url: str | None) -> None:
    assert read(PERIZINAN_DATABASE_URL=url).prod


def test_a_database_of_another_kind_is_named(read: Read) -> None:
    with pytest.raises(SettingsError, match="SIMPUL_PERIZINAN_DATABASE_URL names no PostgreSQL"):
        read(PERIZINAN_DATABASE_URL="mysql://db/perizinan")


def test_a_database_that_is_no_url_is_named(read: Read) -> None:
    with pytest.raises(SettingsError, match="SIMPUL_PERIZINAN_DATABASE_URL is no URL"):
        read(PERIZINAN_DATABASE_URL="perizinan")


def test_a_processor_that_is_not_there_is_named(read: Read) -> None:
    with pytest.raises(SettingsError, match="SIMPUL_HTTP_CPU names processor 9999"):
        read(HTTP_CPU="9999")
    assert read(HTTP_CPU=str(min(os.sched_getaffinity(0)))).http_cpu in os.sched_getaffinity(0)


def test_every_fault_is_named_at_once(read: Read) -> None:
    with pytest.raises(SettingsError) as refused:
        read(KAFKA_USER=None, DEMO="1", PERIZINAN_DATABASE_URL="postgresql://db/perizinan")

    for name in ("KAFKA_USER", "DEMO", "PERIZINAN_DATABASE_URL"):
        assert f"SIMPUL_{name}" in str(refused.value)


def test_a_user_without_a_password_is_no_plaintext_by_accident(read: Read) -> None:
    with pytest.raises(SettingsError, match="go together"):
        read(ENV="dev", KAFKA_PASSWORD_FILE=None)


def test_an_authority_alone_turns_tls_on(read: Read) -> None:
    settings = read(ENV="dev", KAFKA_USER=None, KAFKA_PASSWORD_FILE=None)

    assert connection_options(settings)["security_protocol"] == "SSL"


def test_the_password_of_the_database_may_stand_in_a_file(read: Read, tmp_path: Path) -> None:
    (tmp_path / "db").write_text("p@ss/w:rd\n")

    settings = read(PERIZINAN_DATABASE_PASSWORD_FILE=str(tmp_path / "db"))

    assert make_url(settings.database_url).password == "p@ss/w:rd"
    with pytest.raises(SettingsError, match="SIMPUL_PERIZINAN_DATABASE_PASSWORD_FILE names no file"):
        read(PERIZINAN_DATABASE_PASSWORD_FILE=str(tmp_path / "none"))


def test_links_lead_where_a_browser_finds_the_neighbour(read: Read) -> None:
    settings = read(KINERJA_HOST="kinerja-grpc", KINERJA_PUBLIC_URL="https://kinerja.example/")

    assert settings.public_url("kinerja") == "https://kinerja.example"
    assert settings.neighbour_grpc("kinerja") == "kinerja-grpc:9102"
    assert settings.public_url("pelaporan") == "http://127.0.0.1:8103"
