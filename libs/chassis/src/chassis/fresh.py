"""What is read from files and read anew when one of them changes: keys and certificates that are renewed under a process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

import structlog

T = TypeVar("T")
_Mark = tuple[tuple[int, int, int] | None, ...]
_log = structlog.get_logger(__name__)


class Fresh(Generic[T]):
    """A value made of files. A look costs a ``stat`` a file; the links of a mounted Secret are followed."""

    def __init__(self, files: Sequence[Path], read: Callable[[], T]) -> None:
        """Read at the first look; ``read`` raises OSError or ValueError where the files hold nothing of use."""
        self._files = tuple(files)
        self._read = read
        self._lock = threading.Lock()
        self._held: tuple[_Mark, T] | None = None

    def get(self) -> T:
        """Return the value of the files as they are; while they are half written, the one before."""
        mark = tuple(_mark(file) for file in self._files)
        with self._lock:
            if self._held is None or self._held[0] != mark:
                self._renew(mark)
            assert self._held is not None  # noqa: S101 - made, or _renew raised
            return self._held[1]

    def _renew(self, mark: _Mark) -> None:
        try:
            self._held = (mark, self._read())
        except (OSError, ValueError) as error:
            if self._held is None:
                raise
            _log.warning("files_unusable", files=[file.name for file in self._files], error=type(error).__name__)


def _mark(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
