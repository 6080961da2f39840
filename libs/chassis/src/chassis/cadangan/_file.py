"""The file of a *cadangan*: a tar of PostgreSQL's own dump and a manifest that says what it is.

The dump comes first and is written as it flows, so that nothing is stored twice; its header is put in when its length
is known. A file gets its name when it is whole.
"""

from __future__ import annotations

import sys
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, cast

import click
import orjson

_DUMP = "data.dump"
_MANIFEST = "cadangan.json"
_FORM = 1
CHUNK = 1 << 20


class CadanganRejected(Exception):
    """This backup cannot be made or restored; the message says why, and what would help."""


@dataclass(frozen=True, kw_only=True)
class Log:
    """Where the log of the copy ends."""

    urut: int
    posisi: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a cadangan says of itself."""

    layanan: str
    versi: str
    """The release that made it."""
    migrasi: list[str]
    """The revisions at which its database stands."""
    log: Log
    kemajuan: list[tuple[str, int, int]]
    """Up to which position of a source and partition its consumer was: (source, partition, position)."""
    waktu: str
    rangkaian: str
    """What the files that were made at one moment have in common."""
    ukuran: int = 0
    """Bytes of the dump."""
    sha256: str = ""
    """Of the dump."""
    bentuk: int = _FORM


def write_file(target: Path, manifest: Manifest, dump: Iterable[bytes]) -> Manifest:
    """Write the file, readable by its owner alone; return the manifest with length and checksum of the dump."""
    part = target.with_name(target.name + ".bagian")
    part.unlink(missing_ok=True)
    try:
        with part.open("xb") as file:
            part.chmod(0o600)
            file.seek(tarfile.BLOCKSIZE)
            size, digest = _copy(dump, file)
            manifest = replace(manifest, ukuran=size, sha256=digest)
            _finish(file, size, orjson.dumps(asdict(manifest), option=orjson.OPT_INDENT_2))
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _copy(dump: Iterable[bytes], file: BinaryIO) -> tuple[int, str]:
    size, digest = 0, sha256()
    for chunk in dump:
        file.write(chunk)
        digest.update(chunk)
        size += len(chunk)
    return size, digest.hexdigest()


def _finish(file: BinaryIO, size: int, manifest: bytes) -> None:
    """Put the manifest behind the dump, and the header before it."""
    file.write(_padding(size) + _header(_MANIFEST, len(manifest)) + manifest + _padding(len(manifest)))
    file.write(b"\0" * 2 * tarfile.BLOCKSIZE)  # the end of a tar
    file.seek(0)
    file.write(_header(_DUMP, size))


def _padding(size: int) -> bytes:
    return b"\0" * (-size % tarfile.BLOCKSIZE)


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT)


def read_manifest(path: Path) -> Manifest:
    """Return what the file says of itself; raises :class:`CadanganRejected` when it is no whole cadangan."""
    try:
        with tarfile.open(path) as tar, _member(tar, _MANIFEST) as file:
            told: dict[str, Any] = orjson.loads(file.read())
            return Manifest(**{**told, "log": Log(**told["log"])})
    except (OSError, tarfile.TarError, KeyError, TypeError, ValueError) as error:
        raise CadanganRejected(f"{path} is no whole backup of Simpul: {error}") from error


def read_dump(path: Path) -> Iterator[bytes]:
    """Yield the dump in chunks."""
    with tarfile.open(path) as tar, _member(tar, _DUMP) as file:
        while chunk := file.read(CHUNK):
            yield chunk


def check_dump(path: Path, manifest: Manifest) -> None:
    """Read the whole dump and raise :class:`CadanganRejected` when it is not the one that was written."""
    digest = sha256()
    try:
        for chunk in shown(read_dump(path), f"{path.name}: checking", manifest.ukuran):
            digest.update(chunk)
    except (OSError, tarfile.TarError, KeyError) as error:
        raise CadanganRejected(f"{path} cannot be read to its end: {error}") from error
    if digest.hexdigest() != manifest.sha256:
        raise CadanganRejected(f"{path} is damaged: its SHA-256 is not the one in its manifest")


def shown(chunks: Iterable[bytes], label: str, size: int | None = None) -> Iterator[bytes]:
    """Yield the chunks; on a terminal a bar shows how far they are, or, without a size, that they come."""
    length = None if size is None else -(-size // CHUNK)
    with click.progressbar(chunks, length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield from bar


def _member(tar: tarfile.TarFile, name: str) -> BinaryIO:
    file = tar.extractfile(name)
    if file is None:
        raise KeyError(name)
    return cast(BinaryIO, file)
