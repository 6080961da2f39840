"""The files of the house, as git knows them, and the Python among them, parsed once."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ("_pb2.py", "_pb2.pyi", "_pb2_grpc.py", "_pb2_grpc.pyi")


@cache
def files() -> tuple[Path, ...]:
    """Return every file that is tracked, or would be with the next commit."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return tuple(sorted(path for name in set(listed) if name and (path := ROOT / name).is_file()))


def texts(*suffixes: str) -> Iterator[tuple[str, str]]:
    """Give name and text of every file with one of the suffixes, generated code left out; all files without any."""
    for path in files():
        if path.name.endswith(GENERATED) or (suffixes and path.suffix not in suffixes):
            continue
        try:
            yield name_of(path), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def name_of(path: Path) -> str:
    """Return the path as seen from the root."""
    return path.relative_to(ROOT).as_posix()


@cache
def modules() -> dict[str, ast.Module]:
    """Return every Python module that people write, by its path."""
    return {name: ast.parse(text, name) for name, text in texts(".py")}


def is_test(name: str) -> bool:
    """Tell whether the file belongs to tests."""
    return "tests/" in name or name == "conftest.py"


def is_source(name: str) -> bool:
    """Tell whether the file is part of an installed member."""
    return name.startswith(("libs/", "services/")) and "/src/" in name


def nodes(kind: type[ast.AST], *, tests: bool | None = None) -> Iterator[tuple[str, ast.AST]]:
    """Give every syntax node of a kind with the path of its module; ``tests`` picks one side."""
    for name, module in modules().items():
        if tests is None or is_test(name) == tests:
            yield from ((name, node) for node in ast.walk(module) if isinstance(node, kind))
