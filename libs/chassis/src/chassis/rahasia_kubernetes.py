"""The secrets of an installation as Secrets of a Kubernetes namespace, made where they are missing:
``python -m chassis.rahasia_kubernetes``.

For a pod whose service account may create Secrets and read these few. Each Secret holds one value, under ``password`` or
``kunci.pem``; ``kunci-publik`` holds the public key of every service, ``<service>.pem``. Speaks to the API server by the
standard library alone: two requests are no reason for a client.
"""

from __future__ import annotations

import base64
import json
import os
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import click

from chassis.rahasia import KUNCI, KUNCI_PUBLIK, NAMES, make_secret, public_key

ACCOUNT = Path("/var/run/secrets/kubernetes.io/serviceaccount")
"""Where a pod finds its token, the authority of the API server and its namespace."""


@dataclass(frozen=True, kw_only=True)
class Namespace:
    """The Secrets of one namespace, as the API server gives them."""

    url: str
    token: str
    context: ssl.SSLContext | None = None

    @classmethod
    def of_this_pod(cls, account: Path = ACCOUNT) -> Namespace:
        """Return the namespace that this process runs in."""
        host, port = os.environ["KUBERNETES_SERVICE_HOST"], os.environ["KUBERNETES_SERVICE_PORT"]
        name = (account / "namespace").read_text().strip()
        return cls(
            url=f"https://{f'[{host}]' if ':' in host else host}:{port}/api/v1/namespaces/{name}/secrets",
            token=(account / "token").read_text().strip(),
            context=ssl.create_default_context(cafile=str(account / "ca.crt")),
        )

    def read(self, name: str) -> dict[str, str] | None:
        """Return the values of a Secret, or None when it is not there."""
        try:
            data = self._ask(f"{self.url}/{name}").get("data", {})
        except urllib.error.HTTPError as error:
            if error.code == HTTPStatus.NOT_FOUND:
                return None
            raise
        return {key: base64.b64decode(value).decode() for key, value in data.items()}

    def create(self, name: str, values: Mapping[str, str]) -> bool:
        """Make a Secret; return False when somebody was quicker."""
        labels = {"app.kubernetes.io/part-of": "simpul"}
        secret = {"kind": "Secret", "apiVersion": "v1", "metadata": {"name": name, "labels": labels}}
        try:
            self._ask(self.url, {**secret, "stringData": dict(values)})
        except urllib.error.HTTPError as error:
            if error.code == HTTPStatus.CONFLICT:
                return False
            raise
        return True

    def _ask(self, url: str, body: object = None) -> dict[str, dict[str, str]]:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        request = urllib.request.Request(url, data, headers)  # noqa: S310 - the address that the kubelet gave
        with urllib.request.urlopen(request, timeout=10, context=self.context) as answer:  # noqa: S310
            found: dict[str, dict[str, str]] = json.load(answer)
        return found


def ensure_secrets(namespace: Namespace) -> list[str]:
    """Make the Secrets that are missing, change none; return the names of the new ones."""
    new: list[str] = []
    public = {}
    for name in NAMES:
        is_key = name.startswith(KUNCI)
        key = "kunci.pem" if is_key else "password"
        text = _ensure(namespace, name, {key: make_secret(name)}, new)[key]
        if is_key:
            public[f"{name.removeprefix(KUNCI)}.pem"] = public_key(text)
    _ensure(namespace, KUNCI_PUBLIK, public, new)
    return new


def _ensure(namespace: Namespace, name: str, values: dict[str, str], new: list[str]) -> dict[str, str]:
    found = namespace.read(name)
    if found is None and namespace.create(name, values):
        new.append(name)
        return values
    return found or namespace.read(name) or {}


@click.command(help=__doc__.splitlines()[0] if __doc__ else None)
def main() -> None:
    """Make what is missing and say what was made, by name."""
    new = ensure_secrets(Namespace.of_this_pod())
    click.echo(f"made: {', '.join(new)}" if new else "every Secret is there")


if __name__ == "__main__":
    main()
