"""The users of a broker of our own and what each may do: ``python -m chassis.bus.akun BROKER FOLDER``.

``BROKER`` is a listener on which the caller may administer, ``FOLDER`` holds a password a file, ``kafka-<user>``.
A service makes and writes its topic and reads those it consumes; *pelanggan*, who stands for systems outside, reads all
three. Everything else is refused. Repeats set the same again, so this is also the way to a new password.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from kafka import KafkaAdminClient
from kafka.admin import (
    ACL,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourceType,
    ScramMechanism,
    UserScramCredentialUpsertion,
)

from chassis.bus.kafka import topic_of
from chassis.settings import SERVICES

PELANGGAN = "pelanggan"
SOURCES: Mapping[str, tuple[str, ...]] = {
    "perizinan": ("kinerja",),
    "kinerja": ("pelaporan",),
    "pelaporan": ("perizinan", "kinerja"),
}
"""Whose topics each service reads, as its wiring says."""

_LITERAL, _PREFIXED = ACLResourcePatternType.LITERAL, ACLResourcePatternType.PREFIXED


def list_rights() -> Iterator[ACL]:
    """Yield everything that anybody may do."""
    for service in SERVICES:
        for operation in (ACLOperation.CREATE, ACLOperation.WRITE, ACLOperation.DESCRIBE):
            yield _allow(service, operation, ResourcePattern(ResourceType.TOPIC, topic_of(service)))
        yield from _reader(service, SOURCES[service], ResourcePattern(ResourceType.GROUP, service, _LITERAL))
    yield from _reader(PELANGGAN, SERVICES, ResourcePattern(ResourceType.GROUP, PELANGGAN, _PREFIXED))


def set_accounts(broker: str, folder: Path) -> None:
    """Give every user its password and its rights; raises RuntimeError when the broker refuses one."""
    users = [
        UserScramCredentialUpsertion(name, ScramMechanism.SCRAM_SHA_512, (folder / f"kafka-{name}").read_text().strip())
        for name in (*SERVICES, PELANGGAN)
    ]
    admin = KafkaAdminClient(bootstrap_servers=broker)
    try:
        refused = [f"{user}: {error}" for user, error in admin.alter_user_scram_credentials(users).items() if error]
        refused += [str(acl) for acl, error in admin.create_acls(list(list_rights()))["failed"]]
    finally:
        admin.close()
    if refused:
        raise RuntimeError(f"the broker refused {'; '.join(refused)}")


def _reader(user: str, sources: tuple[str, ...], group: ResourcePattern) -> Iterator[ACL]:
    """Yield what a consumer needs."""
    for source in sources:
        topic = ResourcePattern(ResourceType.TOPIC, topic_of(source))
        yield _allow(user, ACLOperation.READ, topic)
        yield _allow(user, ACLOperation.DESCRIBE, topic)
    yield _allow(user, ACLOperation.READ, group)


def _allow(user: str, operation: ACLOperation, resource: ResourcePattern) -> ACL:
    return ACL(f"User:{user}", "*", operation, ACLPermissionType.ALLOW, resource)


@click.command(help=__doc__.splitlines()[0] if __doc__ else None)
@click.argument("broker")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(broker: str, folder: Path) -> None:
    """Set all and say how many."""
    set_accounts(broker, folder)
    click.echo(f"{len(SERVICES) + 1} users, {len(list(list_rights()))} rights: set")


if __name__ == "__main__":
    main()
