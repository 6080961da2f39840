"""Static files under ``/aset``: hashed names, one year in the cache, compressed once at build time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Response, abort, request, send_from_directory

DIST = Path(__file__).parent / "static" / "dist"
MANIFEST = "manifest.json"
ONE_YEAR = 31_536_000
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
MIMETYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".txt": "text/plain",
}


@dataclass(frozen=True)
class AsetManifest:
    """Logical name (``tampilan.css``) to the hashed file that holds it, and what was taken from npm."""

    berkas: Mapping[str, str] = field(default_factory=dict)
    paket: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path = DIST) -> AsetManifest:
        """Read the manifest of the last build, or an empty one where nothing has been built."""
        path = folder / MANIFEST
        if not path.is_file():
            return cls()
        content = json.loads(path.read_text(encoding="utf-8"))
        return cls(berkas=content["berkas"], paket=content["paket"])

    def address(self, nama: str) -> str:
        """Return the address of a logical name; it is stable, and 404, before the first build."""
        return f"/aset/{self.berkas.get(nama, nama)}"


def serve_aset(nama: str) -> Response:
    """Send one built file, in the best encoding the reader takes."""
    mimetype = MIMETYPES.get(Path(nama).suffix)
    if mimetype is None:
        abort(404)
    for encoding, suffix in ENCODINGS:
        if request.accept_encodings[encoding] > 0 and (DIST / (nama + suffix)).is_file():
            answer = send_from_directory(DIST, nama + suffix, mimetype=mimetype, max_age=ONE_YEAR)
            answer.headers["Content-Encoding"] = encoding
            break
    else:
        answer = send_from_directory(DIST, nama, mimetype=mimetype, max_age=ONE_YEAR)
    answer.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    answer.headers["Vary"] = "Accept-Encoding"
    return answer
