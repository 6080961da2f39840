"""Certificates for tests: an authority, and what it signs, in files as an operator would lay them out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

HOUR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Files:
    """The three files that a process is told of."""

    cert: Path
    key: Path
    ca: Path


class Authority:
    """Signs certificates; two authorities know nothing of each other."""

    def __init__(self, folder: Path) -> None:
        """Make the authority's own certificate in ``folder``."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Uji {id(self)}")])
        own = self._build(self._name, self._key, life=24 * HOUR).add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True
        )
        self.file = folder / "ca.crt"
        self.file.write_bytes(own.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM))

    def issue(self, name: str, *dns: str, life: timedelta = HOUR) -> Files:
        """Write a certificate for the DNS names (for ``name`` alone when none is given); a negative ``life`` has expired."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        names = x509.SubjectAlternativeName([x509.DNSName(one) for one in dns or (name,)])
        built = self._build(subject, key, life=life).add_extension(names, critical=False)
        files = Files(cert=self._folder / f"{name}.crt", key=self._folder / f"{name}.key", ca=self.file)
        files.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        files.cert.write_bytes(built.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM))
        return files

    def _build(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, *, life: timedelta
    ) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - 48 * HOUR)
            .not_valid_after(now + life)
        )
