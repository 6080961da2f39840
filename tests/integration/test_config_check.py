"""A real process in prod refuses each thing that only suits a desk, by the name of its variable, at once (S26)."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from chassis.settings import SERVICES
from tests.support.kunci import KeyRing
from tests.support.sertifikat import Authority

PETA = "peran: {klaim: groups, tabel: {perizinan: {/loket: petugas}, kinerja: {/a: tidak-ada}}}"
SECRET = "panjang-dan-acak-3f9a"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prod")


@pytest.fixture(scope="module")
def prod(folder: Path) -> dict[str, str]:
    """Give the environment of a perizinan in prod with everything in order."""
    ring, authority = KeyRing(folder / "kunci", SERVICES), Authority(folder / "sertifikat")
    own = authority.issue("perizinan")
    authority.issue("lain")
    authority.issue("habis", "perizinan", life=timedelta(hours=-1))
    for name, content in {
        "sandi": SECRET,
        "pendek": "rahasia",
        "kosong": "",
        "klaim.yml": PETA,
        "klaim-salah.yml": PETA.replace("petugas", "layanan"),
        "klaim-rusak.yml": "peran: [",
    }.items():
        (folder / name).write_text(content)
    (folder / "tanpa-kunci").mkdir()
    return {
        "SIMPUL_ENV": "prod",
        "SIMPUL_VAR": str(folder),
        "SIMPUL_TRUSTED_HOSTS": "perizinan.example",
        "SIMPUL_BUS": "kafka",
        "SIMPUL_KAFKA_BOOTSTRAP": "kafka:9093",
        "SIMPUL_KAFKA_USER": "perizinan",
        "SIMPUL_KAFKA_PASSWORD_FILE": str(folder / "sandi"),
        "SIMPUL_KAFKA_CA_FILE": str(authority.file),
        "SIMPUL_PERIZINAN_DATABASE_URL": f"postgresql://simpul:{SECRET}@db/perizinan?sslmode=verify-full",
        "SIMPUL_SERVICE_KEY_FILE": str(ring.private("perizinan")),
        "SIMPUL_SERVICE_KEYS_DIR": str(ring.public),
        "SIMPUL_GRPC_CERT_FILE": str(own.cert),
        "SIMPUL_GRPC_KEY_FILE": str(own.key),
        "SIMPUL_GRPC_CA_FILE": str(own.ca),
        "SIMPUL_OIDC_ISSUER": "https://sso.example",
        "SIMPUL_OIDC_CLIENT_ID": "simpul-perizinan",
        "SIMPUL_OIDC_CLIENT_SECRET_FILE": str(folder / "sandi"),
        "SIMPUL_OIDC_CLAIMS_FILE": str(folder / "klaim.yml"),
        "SIMPUL_LOCAL_ACCOUNTS": "no",
    }


def check(told: dict[str, str]) -> tuple[int, str, float]:
    """Run ``config-check``; return its code, its words, and the seconds of processor it took.

    The clock on the wall would measure the neighbours of this test.
    """
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SIMPUL_")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "perizinan", "config-check"],
        env=clean | told,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (
        done.returncode,
        done.stdout + done.stderr,
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
    )


def test_prod_with_everything_in_order_is_in_order(prod: dict[str, str]) -> None:
    code, words, seconds = check(prod)

    assert (code, words) == (0, "perizinan: prod, bus kafka, HTTP 8101: in order\n")
    assert seconds < 2


FAULTS: dict[str, tuple[dict[str, str | None], str]] = {
    "demonstration accounts": ({"SIMPUL_DEMO": "1"}, "SIMPUL_DEMO"),
    "a failpoint": ({"SIMPUL_FAILPOINT": "relay.after_ack"}, "SIMPUL_FAILPOINT"),
    "debug": ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
    "Python's development mode": ({"PYTHONDEVMODE": "1"}, "PYTHONDEVMODE"),
    "no trusted hosts": ({"SIMPUL_TRUSTED_HOSTS": None}, "SIMPUL_TRUSTED_HOSTS"),
    "any host": ({"SIMPUL_TRUSTED_HOSTS": "*"}, "SIMPUL_TRUSTED_HOSTS"),
    "Kafka without TLS": ({"SIMPUL_KAFKA_CA_FILE": None}, "SIMPUL_KAFKA_CA_FILE"),
    "Kafka without a user": ({"SIMPUL_KAFKA_USER": None}, "SIMPUL_KAFKA_USER"),
    "an empty secret": ({"SIMPUL_KAFKA_PASSWORD_FILE": "kosong"}, "SIMPUL_KAFKA_PASSWORD_FILE"),
    "a default secret": ({"SIMPUL_OIDC_CLIENT_SECRET_FILE": "pendek"}, "SIMPUL_OIDC_CLIENT_SECRET_FILE"),
    "PostgreSQL in plaintext": (
        {"SIMPUL_PERIZINAN_DATABASE_URL": f"postgresql://simpul:{SECRET}@db/perizinan"},
        "SIMPUL_PERIZINAN_DATABASE_URL",
    ),
    "a default password of the database": (
        {"SIMPUL_PERIZINAN_DATABASE_URL": "postgresql://simpul:simpul@db/perizinan?sslmode=verify-full"},
        "SIMPUL_PERIZINAN_DATABASE_URL",
    ),
    "an issuer by http": ({"SIMPUL_OIDC_ISSUER": "http://sso.example"}, "SIMPUL_OIDC_ISSUER"),
    "no provider and no local accounts": ({"SIMPUL_OIDC_ISSUER": None}, "SIMPUL_OIDC_ISSUER"),
    "claims that make somebody a service": ({"SIMPUL_OIDC_CLAIMS_FILE": "klaim-salah.yml"}, "SIMPUL_OIDC_CLAIMS_FILE"),
    "claims that are no YAML": ({"SIMPUL_OIDC_CLAIMS_FILE": "klaim-rusak.yml"}, "SIMPUL_OIDC_CLAIMS_FILE"),
    "no key to sign with": ({"SIMPUL_SERVICE_KEY_FILE": None}, "SIMPUL_SERVICE_KEY_FILE"),
    "a file that is no key": ({"SIMPUL_SERVICE_KEY_FILE": "sandi"}, "SIMPUL_SERVICE_KEY_FILE"),
    "no public keys": ({"SIMPUL_SERVICE_KEYS_DIR": None}, "SIMPUL_SERVICE_KEYS_DIR"),
    "a folder without keys": ({"SIMPUL_SERVICE_KEYS_DIR": "tanpa-kunci"}, "SIMPUL_SERVICE_KEYS_DIR"),
    "no certificate": ({"SIMPUL_GRPC_CERT_FILE": None}, "SIMPUL_GRPC_CERT_FILE"),
    "no key of the certificate": ({"SIMPUL_GRPC_KEY_FILE": None}, "SIMPUL_GRPC_KEY_FILE"),
    "no authority": ({"SIMPUL_GRPC_CA_FILE": None}, "SIMPUL_GRPC_CA_FILE"),
    "another's key": ({"SIMPUL_GRPC_KEY_FILE": "sertifikat/lain.key"}, "SIMPUL_GRPC_KEY_FILE"),
    "another's certificate": (
        {"SIMPUL_GRPC_CERT_FILE": "sertifikat/lain.crt", "SIMPUL_GRPC_KEY_FILE": "sertifikat/lain.key"},
        "SIMPUL_GRPC_CERT_FILE",
    ),
    "a certificate that has expired": (
        {"SIMPUL_GRPC_CERT_FILE": "sertifikat/habis.crt", "SIMPUL_GRPC_KEY_FILE": "sertifikat/habis.key"},
        "SIMPUL_GRPC_CERT_FILE has expired",
    ),
}
"""What is told otherwise (None: not at all; a file by its name in the folder), and what the refusal must name."""


@pytest.mark.parametrize("changes, named", FAULTS.values(), ids=FAULTS)
def test_prod_refuses_at_once_and_names_the_variable(
    prod: dict[str, str], folder: Path, changes: dict[str, str | None], named: str
) -> None:
    told = dict(prod)
    for variable, value in changes.items():
        told.pop(variable, None)
        if value is not None:
            is_file = re.search("_(FILE|DIR)$", variable)
            told[variable] = str(folder / value) if is_file else value

    code, words, seconds = check(told)

    assert (code, named in words) == (1, True), words
    assert words.count("SIMPUL_") <= 3, "only what is wrong is named"
    assert seconds < 2
