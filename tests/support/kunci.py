"""Key pairs of services for tests, in files as an operator would lay them out."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat


def private_pem(key: Ed25519PrivateKey) -> bytes:
    """Return the private key as PEM."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_pem(key: Ed25519PrivateKey) -> bytes:
    """Return the public half as PEM."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


class KeyRing:
    """A folder with the private key of each service and the folder of the public ones."""

    def __init__(self, folder: Path, services: tuple[str, ...]) -> None:
        """Make a pair for each service."""
        self._folder = folder
        self.public = folder / "kunci-publik"
        self.public.mkdir(parents=True)
        self.keys = {service: self.rotate(service) for service in services}

    def private(self, service: str) -> Path:
        """Return the file of the private key."""
        return self._folder / f"kunci-{service}.pem"

    def rotate(self, service: str, *, known: tuple[bytes, ...] = ()) -> Ed25519PrivateKey:
        """Give the service a new pair; the public file holds the new key and those of ``known``."""
        key = Ed25519PrivateKey.generate()
        self.publish(service, public_pem(key), *known)
        self.private(service).write_bytes(private_pem(key))
        return key

    def publish(self, service: str, *pems: bytes) -> None:
        """Write the public file."""
        (self.public / f"{service}.pem").write_bytes(b"".join(pems))
