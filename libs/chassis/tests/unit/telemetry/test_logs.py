"""Logs: one JSON object a line, nothing secret in it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import structlog

from chassis.telemetry import configure_logs
from chassis.telemetry.logs import HIDDEN, redact


def _redacted(**event: Any) -> dict[str, Any]:
    return dict(redact(None, "info", event))


@pytest.mark.parametrize(
    "key", ["sandi", "kunci", "Authorization", "nik", "nama", "telepon", "surel", "Set-Cookie", "X-CSRF-Token"]
)
def test_a_secret_key_is_hidden_at_any_depth(key: str) -> None:
    event = _redacted(**{key: "rahasia"}, luar=[{"dalam": {key: "rahasia"}}])

    assert "rahasia" not in json.dumps(event)


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer spt_rahasia-rahasia-rahasia-rahasia",
        "spk_rahasia-rahasia-rahasia-rahasia",
        "GET /v1/lacak/REG-1?kunci=rahasia&x=1",
    ],
)
def test_a_secret_within_a_text_is_hidden(text: str) -> None:
    event = _redacted(pesan=text)

    assert "rahasia" not in event["pesan"]
    assert HIDDEN in event["pesan"]


def test_harmless_values_stay() -> None:
    assert _redacted(route="/v1/x", ms=1.5, daftar=["a", 1, None]) == {
        "route": "/v1/x",
        "ms": 1.5,
        "daftar": ["a", 1, None],
    }


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    configure_logs("perizinan", "http")
    yield stream
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def test_every_line_is_one_object_whatever_is_in_it(lines: io.StringIO) -> None:
    structlog.get_logger("uji").info("satu\r\ndua", isi="\x1b[31mmerah\n{}", sandi="rahasia")
    logging.getLogger("kafka.conn").warning("tiga\n%s", "\x1b[0m")
    logging.getLogger("lain").error('{"palsu": 1}')

    written = lines.getvalue().splitlines()
    records = [json.loads(line) for line in written]
    assert len(written) == 3
    assert "\x1b" not in lines.getvalue()
    assert [record["level"] for record in records] == ["info", "warning", "error"]
    assert {record["service"] for record in records} == {"perizinan"}
    assert "rahasia" not in lines.getvalue()


def test_an_exception_stays_on_its_line(lines: io.StringIO) -> None:
    try:
        raise ValueError("Bearer spt_rahasia-rahasia-rahasia-rahasia")
    except ValueError:
        structlog.get_logger("uji").exception("gagal")

    record = json.loads(lines.getvalue())
    assert "ValueError" in record["exception"]
    assert "rahasia-rahasia" not in record["exception"]


def test_a_library_says_the_same_once_a_minute_and_never_as_an_error(
    lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [100.0]
    monkeypatch.setattr("chassis.telemetry.logs.time", SimpleNamespace(monotonic=lambda: clock[0]))

    for at in (100.0, 101.0, 161.0):
        clock[0] = at
        logging.getLogger("kafka.conn").error("Connection failed at %s", at)
        logging.getLogger("lain").error("at %s", at)

    said = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert [(line["level"], line["event"]) for line in said if "failed" in line["event"]] == [
        ("warning", "Connection failed at 100.0"),
        ("warning", "Connection failed at 161.0"),
    ]
    assert [line["level"] for line in said if "failed" not in line["event"]] == ["error"] * 3
