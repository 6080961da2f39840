"""Write the CycloneDX document of each image: ``python -m tools.sbom WHEELHOUSE FOLDER``.

The list is read from the wheels that the image is built of, so it says what is inside: name, version, licence, SHA-256,
and which needs which.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from chassis.settings import SERVICES


@dataclass(frozen=True, kw_only=True)
class Wheel:
    """One wheel and what it says of itself."""

    name: str
    version: str
    licence: str
    sha256: str
    needs: frozenset[str]

    @property
    def ref(self) -> str:
        """The package URL, by which the parts of the document name one another."""
        return f"pkg:pypi/{self.name}@{self.version}"


def read_wheels(folder: Path) -> Iterator[Wheel]:
    """Yield the wheels of a folder, by name."""
    for file in sorted(folder.glob("*.whl")):
        with ZipFile(file) as archive:
            name = next(name for name in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
            metadata = BytesHeaderParser().parsebytes(archive.read(name))
        yield Wheel(
            name=canonicalize_name(metadata["Name"]),
            version=metadata["Version"],
            licence=_licence(metadata),
            sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
            needs=frozenset(_needs(metadata.get_all("Requires-Dist") or [])),
        )


def document(service: str, wheels: Iterable[Wheel]) -> dict[str, Any]:
    """Return the CycloneDX document of the image of ``service``."""
    known = {wheel.name: wheel for wheel in wheels}
    root = known[f"simpul-{service}"]
    inside = _inside(root, known)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _component(root, kind="application")},
        "components": [_component(wheel) for wheel in inside if wheel is not root],
        "dependencies": [
            {"ref": wheel.ref, "dependsOn": sorted(known[need].ref for need in wheel.needs if need in known)}
            for wheel in inside
        ],
    }


def _inside(root: Wheel, known: Mapping[str, Wheel]) -> list[Wheel]:
    """Return the wheels in the image: all but the other services."""
    others = {f"simpul-{service}" for service in SERVICES} - {root.name}
    return [wheel for wheel in known.values() if wheel.name not in others]


def _component(wheel: Wheel, *, kind: str = "library") -> dict[str, Any]:
    licences = {"licenses": [{"license": {"name": wheel.licence}}]} if wheel.licence else {}
    return {
        "type": kind,
        "bom-ref": wheel.ref,
        "name": wheel.name,
        "version": wheel.version,
        "purl": wheel.ref,
        "hashes": [{"alg": "SHA-256", "content": wheel.sha256}],
        **licences,
    }


def _licence(metadata: Message) -> str:
    """Return the licence in the shortest form that the wheel gives."""
    if told := metadata["License-Expression"]:
        return str(told)
    kinds = [kind.rsplit(" :: ", 1)[-1] for kind in metadata.get_all("Classifier") or [] if kind.startswith("License")]
    return ", ".join(kinds) or str(metadata["License"] or "").strip().partition("\n")[0]


def _needs(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        need = Requirement(line)
        if need.marker is None or need.marker.evaluate({"extra": ""}):
            yield canonicalize_name(need.name)


def main() -> int:
    """Write a document for each service."""
    wheelhouse, folder = map(Path, sys.argv[1:3])
    wheels = list(read_wheels(wheelhouse))
    folder.mkdir(parents=True, exist_ok=True)
    for service in SERVICES:
        text = json.dumps(document(service, wheels), indent=1, ensure_ascii=False)
        (folder / f"{service}.cdx.json").write_text(text + "\n", encoding="utf-8")
    print(f"{folder}: {len(wheels)} wheels")
    return 0


if __name__ == "__main__":
    sys.exit(main())
