"""Logs: one JSON object a line on stderr, with what must not be read taken out."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "[disamarkan]"
_SECRET_KEYS = frozenset(
    {
        "akun_sandi", "alamat_rumah", "authorization", "cookie", "csrf_token", "kunci", "nama", "nib", "nik", "nip", "npwp",
        "password", "pemohon", "sandi", "set_cookie", "surel", "telepon", "token", "x_csrf_token",
    }
)  # fmt: skip
_SECRET_VALUES = re.compile(r"(?i)\b(bearer\s+)\S+|\bsp[tk]_[A-Za-z0-9_-]{20,}|([?&](?:kunci|token)=)[^&\s\"']+")
_DEPTH = 6


def configure_logs(service: str, role: str, *, level: int = logging.INFO) -> None:
    """Send the logs of this process, the libraries' too, to stderr as JSON lines."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        _named(service, role),
        redact,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *(step for step in shared if not isinstance(step, structlog.stdlib.ExtraAdder)),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=True, default=str),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("kafka", "grpc", "urllib3", "alembic"):
        logging.getLogger(noisy).setLevel(max(level, logging.WARNING))


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


def _named(service: str, role: str) -> Processor:
    def add_names(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
        event["service"], event["role"] = service, role
        return event

    return add_names
