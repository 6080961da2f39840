"""Passwords: argon2id, a cap on concurrent hashes, and the same work for an account that does not exist."""

from __future__ import annotations

import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MAX_LENGTH = 256
"""Longer passwords are refused before they cost anything."""


class SandiHasher:
    """Hashes and verifies; at most ``concurrent`` at a time, for each takes memory and a core."""

    def __init__(self, *, concurrent: int = 2) -> None:
        """Use the parameters that OWASP recommends for argon2id (19 MiB, two passes, one lane)."""
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        self._slots = threading.BoundedSemaphore(concurrent)
        self._dummy = self._hasher.hash(secrets.token_urlsafe(16))

    def hash(self, sandi: str) -> str:
        """Return the encoded hash, with its salt and parameters."""
        with self._slots:
            return self._hasher.hash(sandi)

    def verify(self, sandi_hash: str | None, sandi: str) -> bool:
        """Tell whether the password fits; ``None`` (no such account) costs as much time as a wrong password."""
        if len(sandi) > MAX_LENGTH:
            return False
        with self._slots:
            try:
                self._hasher.verify(sandi_hash or self._dummy, sandi)
            except (VerificationError, InvalidHashError):
                return False
        return sandi_hash is not None

    def is_outdated(self, sandi_hash: str) -> bool:
        """Tell whether the hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(sandi_hash)
