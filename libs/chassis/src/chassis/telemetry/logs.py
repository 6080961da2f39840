"""Logs: one JSON object a line on stderr, with what must not be read taken out."""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from collections.abc import Mapping
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "[disamarkan]"
_SECRET_KEYS = frozenset(
    {
        "akun_sandi", "alamat_rumah", "authorization", "cookie", "csrf_token", "kunci", "nama", "nib", "nik", "nip", "npwp",
        "password", "pemohon", "sandi", "set_cookie", "surel", "telepon", "token", "x_csrf_token",
    }
)  # fmt: skip
_SECRET_VALUES = re.compile(  # the first look, at one sign, is what makes it pass over all others quickly
    r"(?i)(?=[bs?&])(?:\b(bearer\s+)\S+|\bsp[tk]_[A-Za-z0-9_-]{20,}|([?&](?:kunci|token)=)[^&\s\"']+)"
)
_DEPTH = 6
_MINUTE = 60.0
_JSON = json.JSONEncoder(ensure_ascii=True, default=str)


class _Lines:
    """Writes our own lines where the libraries' go, under one lock. What cannot be written is no fault of the writer."""

    def __init__(self, handler: logging.StreamHandler[TextIO]) -> None:
        self._handler = handler

    def msg(self, line: str) -> None:
        self._handler.acquire()
        try:
            self._handler.stream.write(f"{line}\n")
            self._handler.stream.flush()
        except (OSError, ValueError):
            pass  # nobody reads on, or the stream is closed: nowhere left to say so
        finally:
            self._handler.release()

    debug = info = warning = error = critical = exception = msg


def configure_logs(service: str, role: str, *, level: int = logging.INFO) -> None:
    """Send the logs of this process, the libraries' too, to stderr as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    finish: list[Processor] = [
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        redact,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        _named(service, role),
    ]
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, *finish, _render],
        logger_factory=lambda *_: _Lines(handler),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.contextvars.merge_contextvars, structlog.stdlib.ExtraAdder(), *finish],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _render],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("kafka", "grpc", "urllib3", "alembic"):
        logging.getLogger(noisy).setLevel(max(level, logging.WARNING))
    handler.addFilter(_Seldom("kafka"))


class _Seldom(logging.Filter):
    """Lets a library say the same but once a minute, as a warning: a broker that is away is news, five times a second not.

    What it means for us is a line of our own (``broker_away``).
    """

    def __init__(self, library: str) -> None:
        super().__init__()
        self._library = f"{library}."
        self._said: dict[tuple[str, int], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.name.startswith(self._library):
            return True
        place, now = (record.pathname, record.lineno), time.monotonic()
        if now < self._said.get(place, -_MINUTE) + _MINUTE:
            return False
        self._said[place] = now
        if record.levelno == logging.ERROR:
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


def redact(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Hide secrets and personal data, by key at any depth and by shape in any text."""
    return {key: _clean(key, value, _DEPTH) for key, value in event.items()}


def _clean(key: object, value: Any, depth: int) -> Any:
    if str(key).lower().replace("-", "_") in _SECRET_KEYS:
        return HIDDEN
    if isinstance(value, str):
        return _SECRET_VALUES.sub(lambda found: (found[1] or found[2] or "") + HIDDEN, value)
    if depth == 0 or isinstance(value, bytes):
        return HIDDEN
    if isinstance(value, Mapping):
        return {str(inner): _clean(inner, item, depth - 1) for inner, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean("", item, depth - 1) for item in value]
    return value


def _render(_: WrappedLogger, __: str, event: EventDict) -> str:
    return _JSON.encode(event)


def _named(service: str, role: str) -> Processor:
    def add_names(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
        event["service"], event["role"] = service, role
        return event

    return add_names
