"""What the domain layer of every service may lean on: time, identity of things, and refusals."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

JAKARTA = ZoneInfo("Asia/Jakarta")


class Clock(Protocol):
    """Tells the time, so that a test can hold it."""

    def now(self) -> datetime:
        """Return the present moment, in UTC."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the present moment, in UTC."""
        return datetime.now(UTC)


class HeldClock:
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime) -> None:
        """Stand at ``at``, which must carry an offset."""
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """Return the moment it stands at."""
        return self._at

    def move(self, by: timedelta) -> None:
        """Move the hands by ``by``."""
        self._at += by


def uuid7(at: datetime | None = None) -> uuid.UUID:
    """Return a UUIDv7 (RFC 9562) whose time is ``at``, or now."""
    milliseconds = time.time_ns() // 1_000_000 if at is None else int(at.timestamp() * 1000)
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF000 << 64) & ~(0xC000 << 48) | 0x7000 << 64 | 0x8000 << 48
    return uuid.UUID(int=value)


def uuid7_time(id_: uuid.UUID) -> datetime:
    """Return the moment, to the millisecond, at which a UUIDv7 was made."""
    return datetime.fromtimestamp((id_.int >> 80) / 1000, tz=UTC)


class DomainError(Exception):
    """A refusal with a stable code; the sentence for people is looked up by the code at the edge.

    ``detail`` holds the plain values that the sentence needs.
    """

    def __init__(self, code: str, **detail: object) -> None:
        """Refuse with ``code``, such as ``permohonan.not_found``."""
        super().__init__(code)
        self.code = code
        self.detail = detail


class NotFound(DomainError):
    """The thing does not exist, or is not the caller's to know of."""


class Forbidden(DomainError):
    """The caller's role does not allow it."""

    def __init__(self, code: str = "auth.forbidden", **detail: object) -> None:
        """Refuse for want of a scope, unless ``code`` says more."""
        super().__init__(code, **detail)


class Unauthenticated(DomainError):
    """Nobody, or nobody known, is calling."""

    def __init__(self, code: str = "auth.unauthenticated", **detail: object) -> None:
        """Refuse an unknown caller."""
        super().__init__(code, **detail)


class TransitionNotAllowed(DomainError):
    """The thing's state does not allow the act."""


class Conflict(DomainError):
    """Another call stands in the way."""


class VersionStale(DomainError):
    """The thing has changed since the caller saw it."""

    def __init__(self, **detail: object) -> None:
        """Refuse a change that rests on an old version."""
        super().__init__("version.stale", **detail)


class VersionRequired(DomainError):
    """The caller did not say which version it has seen."""

    def __init__(self) -> None:
        """Ask for the expected version."""
        super().__init__("version.required")


class RateLimited(DomainError):
    """Too many tries; ``retry_after`` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        """Refuse for ``retry_after`` seconds."""
        super().__init__("rate.limited", retry_after=retry_after)
        self.retry_after = retry_after


class Invalid(DomainError):
    """Some fields are wrong; ``errors`` names each and says what to do, in Indonesian."""

    def __init__(self, errors: Mapping[str, Sequence[str]] | None = None, code: str = "request.invalid") -> None:
        """Refuse with the errors by field."""
        super().__init__(code)
        self.errors = {field: list(sentences) for field, sentences in (errors or {}).items()}


class Unavailable(DomainError):
    """A neighbour that is needed does not answer."""


@dataclass(frozen=True, kw_only=True)
class Pengguna:
    """Who is calling: an account with its roles, its agency and the scopes that follow from the roles."""

    akun: str
    pengguna_id: str
    peran: frozenset[str] = frozenset()
    opd_kode: str | None = None
    pegawai_id: str | None = None
    scopes: frozenset[str] = frozenset()

    def may(self, scope: str) -> bool:
        """Tell whether the scope is among the caller's."""
        return scope in self.scopes

    def require(self, scope: str) -> None:
        """Refuse a caller without the scope."""
        if scope not in self.scopes:
            raise Forbidden
