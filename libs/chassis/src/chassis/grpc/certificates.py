"""The certificates of gRPC: our own, as server and as client, and the authority that all of ours come from.

A certificate names a service when one of its DNS names is the service's name, ``perizinan``; longer names may stand beside
it. The client holds the server's certificate against that name, the server the caller's against the caller's token.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from chassis.fresh import Fresh
from chassis.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Pem:
    """What the three files hold."""

    chain: bytes
    key: bytes
    authority: bytes

    @property
    def certificate(self) -> x509.Certificate:
        """Our own certificate, the first of the chain."""
        return x509.load_pem_x509_certificate(self.chain)


class Certificates:
    """The three files, read anew when one of them changes: a renewed certificate holds from the next connection on."""

    def __init__(self, cert_file: Path, key_file: Path, ca_file: Path) -> None:
        """Read at the first look."""
        self._pem = Fresh([cert_file, key_file, ca_file], lambda: _read(cert_file, key_file, ca_file))

    @classmethod
    def told(cls, settings: Settings) -> Certificates | None:
        """Return those that the settings name, or None where gRPC is plaintext."""
        files = (settings.grpc_cert_file, settings.grpc_key_file, settings.grpc_ca_file)
        return cls(*files) if all(files) else None  # type: ignore[arg-type]  # all three are there

    def read(self) -> Pem:
        """Return what the files hold; raises OSError or ValueError when they never held a pair that fits."""
        return self._pem.get()

    def make_server_credentials(self) -> Any:
        """Return credentials that let in only clients with a certificate of our authority."""
        sent = self.read()

        def renew() -> Any:
            nonlocal sent
            if self.read() is sent:
                return None
            sent = self.read()
            return _make_configuration(sent)

        return grpc.dynamic_ssl_server_credentials(_make_configuration(sent), renew, require_client_authentication=True)


class RenewedChannel(grpc.Channel):  # type: ignore[misc]  # grpc ships no types
    """A channel that opens a new one inside when the certificates change; calls under way end on the old one."""

    def __init__(self, certificates: Certificates, open_: Callable[[Any], grpc.Channel]) -> None:
        """Open channels with ``open_``, which takes the client's credentials."""
        self._certificates = certificates
        self._open = open_
        self._inner: tuple[Pem, grpc.Channel] | None = None

    def unary_unary(self, *args: Any, **options: Any) -> Any:
        """Return the callable of the channel of now."""
        return self._channel().unary_unary(*args, **options)

    def unary_stream(self, *args: Any, **options: Any) -> Any:
        """Return the callable of the channel of now."""
        return self._channel().unary_stream(*args, **options)

    def stream_unary(self, *args: Any, **options: Any) -> Any:
        """Return the callable of the channel of now."""
        return self._channel().stream_unary(*args, **options)

    def stream_stream(self, *args: Any, **options: Any) -> Any:
        """Return the callable of the channel of now."""
        return self._channel().stream_stream(*args, **options)

    def subscribe(self, callback: Any, try_to_connect: bool = False) -> None:
        """Tell of the state of the channel of now."""
        self._channel().subscribe(callback, try_to_connect)

    def unsubscribe(self, callback: Any) -> None:
        """Tell no more."""
        self._channel().unsubscribe(callback)

    def close(self) -> None:
        """Close."""
        if self._inner is not None:
            self._inner[1].close()

    def __enter__(self) -> RenewedChannel:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _channel(self) -> grpc.Channel:
        pem, inner = self._certificates.read(), self._inner
        if inner is None or inner[0] is not pem:
            credentials = grpc.ssl_channel_credentials(pem.authority, pem.key, pem.chain)
            inner = self._inner = (pem, self._open(credentials))
        return inner[1]


def names_of(certificate: x509.Certificate) -> list[str]:
    """Return the DNS names in the certificate."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return []
    return found.value.get_values_for_type(x509.DNSName)


def _make_configuration(pem: Pem) -> Any:
    return grpc.ssl_server_certificate_configuration([(pem.key, pem.chain)], root_certificates=pem.authority)


def _read(cert_file: Path, key_file: Path, ca_file: Path) -> Pem:
    """Read the three; raises ValueError while certificate and key are not of one pair."""
    pem = Pem(chain=cert_file.read_bytes(), key=key_file.read_bytes(), authority=ca_file.read_bytes())
    x509.load_pem_x509_certificates(pem.authority)
    of_key, of_certificate = load_pem_private_key(pem.key, None).public_key(), pem.certificate.public_key()
    spki = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    if of_key.public_bytes(*spki) != of_certificate.public_bytes(*spki):
        raise ValueError("the key is not the certificate's")
    return pem
