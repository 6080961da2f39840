"""What the files that the settings name must hold, looked at before a process does anything: each fault by its variable."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url

from chassis.grpc.certificates import Certificates, names_of
from chassis.identity import PetaPeran, check_claims_file
from chassis.identity.service_token import has_private_key, list_keyless
from chassis.settings import Settings

SHORTEST = 12
"""Characters of a secret in prod; what is shorter is a default, a word, or nothing."""

_DEBUG = ("FLASK_DEBUG", "PYTHONDEVMODE")
_OFF = ("", "0", "false", "no")


def find_faults(settings: Settings, peran: PetaPeran) -> list[str]:
    """Return what this process must not start with; ``peran`` are the roles that the service knows."""
    faults = [*_service_keys(settings), *_certificates(settings), *_claims(settings, peran)]
    return [*faults, *_weak_secrets(settings), *_debugging()] if settings.prod else faults


def _service_keys(settings: Settings) -> Iterator[str]:
    if settings.service_key_file and not has_private_key(settings.service_key_file):
        yield "SIMPUL_SERVICE_KEY_FILE holds no private key (Ed25519, PEM)"
    if settings.service_keys_dir:
        for name in list_keyless(settings.service_keys_dir, settings.others):
            yield f"SIMPUL_SERVICE_KEYS_DIR holds no public key of {name} in {name}.pem"


def _certificates(settings: Settings) -> Iterator[str]:
    told = Certificates.told(settings)
    if told is None:
        return
    try:
        certificate = told.read().certificate
    except (OSError, ValueError) as error:
        yield f"SIMPUL_GRPC_CERT_FILE, SIMPUL_GRPC_KEY_FILE and SIMPUL_GRPC_CA_FILE do not fit together: {error}"
        return
    if settings.service not in names_of(certificate):
        yield f"SIMPUL_GRPC_CERT_FILE does not name {settings.service} among its DNS names"
    if certificate.not_valid_after_utc < datetime.now(UTC):
        yield "SIMPUL_GRPC_CERT_FILE has expired"


def _claims(settings: Settings, peran: PetaPeran) -> Iterator[str]:
    if settings.oidc_claims_file:
        fault = check_claims_file(settings.oidc_claims_file, settings.service, peran)
        if fault:
            yield f"SIMPUL_OIDC_CLAIMS_FILE {fault}"


def _weak_secrets(settings: Settings) -> Iterator[str]:
    database = f"SIMPUL_{settings.service.upper()}_DATABASE_URL"
    secrets: dict[str, Callable[[], str | None]] = {
        f"{database} (or its _PASSWORD_FILE)": lambda: make_url(settings.database_url).password,
        "SIMPUL_KAFKA_PASSWORD_FILE": lambda: _read(settings.kafka_password_file),
        "SIMPUL_OIDC_CLIENT_SECRET_FILE": lambda: _read(settings.oidc_client_secret_file),
    }
    for variable, read in secrets.items():
        try:
            secret = read()
        except (OSError, UnicodeDecodeError):
            yield f"{variable} cannot be read"
        else:
            if secret is not None and len(secret) < SHORTEST:
                yield f"{variable} holds a default or a secret of fewer than {SHORTEST} characters"


def _read(file: Path | None) -> str | None:
    return None if file is None else file.read_text(encoding="utf-8").strip()


def _debugging() -> Iterator[str]:
    for variable in _DEBUG:
        if os.environ.get(variable, "").lower() not in _OFF:
            yield f"{variable} is for a desk, not for SIMPUL_ENV=prod"
