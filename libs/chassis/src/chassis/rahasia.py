"""The secrets of an installation, made where they are missing: ``python -m chassis.rahasia FOLDER``.

A secret is a name and a text: a password (``postgres``, ``postgres-<service>``, ``kafka-<service>``,
``kafka-pelanggan``) or a service's private key (``kunci-<service>``), whose public half is not secret. What is there is
never overwritten, so a second call changes nothing.

A folder holds one folder for each reader, so that each process can be given its own and no other::

    postgres/      the administrator's password and those of the services' roles
    kafka/         the passwords of the broker's users
    <service>/     what that service shows: to its database, to the broker, to the other services
    kunci-publik/  <service>.pem, the public keys that all may read
    kafka-pelanggan    for whoever owns the installation
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from cryptography.hazmat.primitives import serialization as pem
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chassis.settings import SERVICES

KUNCI_PUBLIK = "kunci-publik"
PELANGGAN = "kafka-pelanggan"
KUNCI = "kunci-"
"""Begins the name of a private key; every other secret is a password."""

NAMES: tuple[str, ...] = (
    "postgres",
    PELANGGAN,
    *(f"{kind}{service}" for service in SERVICES for kind in ("postgres-", "kafka-", KUNCI)),
)


def make_secret(name: str) -> str:
    """Return a new text for a secret: a private Ed25519 key in PEM for a key's name, else 192 random bits."""
    if not name.startswith(KUNCI):
        return secrets.token_urlsafe(24)
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(pem.Encoding.PEM, pem.PrivateFormat.PKCS8, pem.NoEncryption()).decode()


def public_key(private: str) -> str:
    """Return the public half of a private key, both in PEM."""
    key = pem.load_pem_private_key(private.encode(), password=None)
    return key.public_key().public_bytes(pem.Encoding.PEM, pem.PublicFormat.SubjectPublicKeyInfo).decode()


@dataclass(frozen=True, kw_only=True)
class Owners:
    """Who reads the files, where root may give them away; None leaves them to whoever calls."""

    services: int | None = None
    postgres: int | None = None
    installation: int | None = None


def ensure_folder(folder: Path, owners: Owners) -> list[str]:
    """Make the files that are missing, each readable by its reader alone; return the names of the new secrets."""
    new = []
    _make_folder(folder, owners.installation)
    if owners.installation is not None:  # the container engine makes a data folder that is missing, as root
        os.chown(folder.parent, owners.installation, -1)
    for name in NAMES:
        places = list(_places(folder, name, owners))
        known = next((place.read_text().strip() for place, _ in places if place.exists()), None)
        if known is None:
            new.append(name)
        text = known or make_secret(name).strip()
        for place, owner in places:
            _write(place, text, owner)
        if name.startswith(KUNCI):
            _write(folder / KUNCI_PUBLIK / f"{name.removeprefix(KUNCI)}.pem", public_key(text), None, mode=0o444)
    return new


def _places(folder: Path, name: str, owners: Owners) -> Iterator[tuple[Path, int | None]]:
    """Yield each file that holds the secret, with its reader."""
    kind, _, whose = name.partition("-")
    if kind == "postgres":
        yield folder / "postgres" / name, owners.postgres
    if kind == "kafka":
        yield folder / "kafka" / name, owners.services
    if name == PELANGGAN:
        yield folder / name, owners.installation
    if whose in SERVICES:
        yield folder / whose / name, owners.services


def _write(file: Path, text: str, owner: int | None, *, mode: int = 0o400) -> None:
    """Put the file there at once and whole, unless it is there."""
    if file.exists():
        return
    _make_folder(file.parent, None)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(text.strip() + "\n")
    draft.chmod(mode)
    if owner is not None:
        os.chown(draft, owner, -1)
    draft.replace(file)


def _make_folder(folder: Path, owner: int | None) -> None:
    """Make the folder if it is not there; all may enter, for each file says who may read it."""
    if folder.exists():
        return
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    if owner is not None:
        os.chown(folder, owner, -1)


@click.command(help=__doc__.splitlines()[0] if __doc__ else None)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--milik", type=click.Path(exists=True, path_type=Path), help="As root: give to whoever owns this file.")
@click.option("--uid-layanan", type=int, help="As root: the user id of the services' processes.")
@click.option("--uid-postgres", type=int, help="As root: the user id of PostgreSQL.")
def main(folder: Path, milik: Path | None, uid_layanan: int | None, uid_postgres: int | None) -> None:
    """Make what is missing and say what was made, by name."""
    owners = Owners(services=uid_layanan, postgres=uid_postgres, installation=milik.stat().st_uid if milik else None)
    new = ensure_folder(folder, owners)
    click.echo(f"made: {', '.join(new)}" if new else "every secret is there")


if __name__ == "__main__":
    main()
