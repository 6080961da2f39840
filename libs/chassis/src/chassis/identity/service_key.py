"""Keys between services on one machine: one random key for each ordered pair, in files under ``var/kunci``."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from hmac import compare_digest
from pathlib import Path

PREFIX = "spk_"


def ensure(var: Path, from_: str, to: str) -> str:
    """Return the key that ``from_`` shows to ``to``, made (mode 0600) when there is none; safe in concurrent calls."""
    file = _file(var / "kunci", from_, to)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not file.exists():
        draft = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(PREFIX + secrets.token_urlsafe(32))
        with suppress(FileExistsError):
            file.hardlink_to(draft)
        draft.unlink()
    return file.read_text().strip()


def read(var: Path, from_: str, to: str) -> str | None:
    """Return the key that ``from_`` shows to ``to``, or None when nobody made one."""
    return _read(_file(var / "kunci", from_, to))


class ServiceKeys:
    """The keys that other services may show to this one."""

    def __init__(self, folder: Path | None, service: str, others: tuple[str, ...]) -> None:
        """Accept the keys in ``folder``; None (the default in prod) accepts none."""
        self._files = {name: _file(folder, name, service) for name in others} if folder else {}

    def find(self, key: str) -> str | None:
        """Return the service that this key belongs to, or None."""
        if not key.startswith(PREFIX):
            return None
        for name, file in self._files.items():
            known = _read(file)
            if known and compare_digest(known.encode(), key.encode(errors="replace")):
                return name
        return None


def _file(folder: Path, from_: str, to: str) -> Path:
    return folder / f"{from_}-{to}"


def _read(file: Path) -> str | None:
    try:
        return file.read_text().strip() or None
    except OSError:
        return None
