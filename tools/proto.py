"""Generate ``libs/contracts`` from ``proto/``, or check that what is committed is what would be generated."""

from __future__ import annotations

import argparse
import difflib
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

from grpc_tools import protoc

ROOT = Path(__file__).resolve().parent.parent
PROTO = ROOT / "proto"
GENERATED = ROOT / "libs" / "contracts" / "src"
PATTERNS = ("*_pb2.py", "*_pb2.pyi", "*_pb2_grpc.py", "*_pb2_grpc.pyi")


def generate(target: Path) -> None:
    """Write the modules and stubs of every proto file under ``target``."""
    well_known = files("grpc_tools").joinpath("_proto")
    here = Path(sys.executable).parent
    plugins = [f"--plugin=protoc-gen-{name}={here / f'protoc-gen-{name}'}" for name in ("mypy", "mypy_grpc")]
    outputs = [f"--{kind}_out=quiet:{target}" for kind in ("mypy", "mypy_grpc")]
    outputs += [f"--{kind}_out={target}" for kind in ("python", "grpc_python")]
    sources = [str(path.relative_to(PROTO)) for path in sorted(PROTO.rglob("*.proto"))]
    if protoc.main(["protoc", f"-I{PROTO}", f"-I{well_known}", *plugins, *outputs, *sources]):
        raise SystemExit("protoc refused the protos")


def written(folder: Path) -> dict[str, str]:
    """Return the generated files under ``folder`` by their relative path."""
    found = (path for pattern in PATTERNS for path in folder.rglob(pattern))
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}


def differences(committed: dict[str, str], fresh: dict[str, str]) -> list[str]:
    """Return a unified diff of every file in which the two differ."""
    return [
        line
        for name in sorted(committed.keys() | fresh.keys())
        for line in difflib.unified_diff(
            committed.get(name, "").splitlines(),
            fresh.get(name, "").splitlines(),
            f"a/{name}",
            f"b/{name}",
            lineterm="",
        )
    ]


def check() -> int:
    """Compare the committed code with freshly generated code; return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder))
        lines = differences(written(GENERATED), written(Path(folder)))
    if lines:
        sys.stdout.write("\n".join(lines) + "\nlibs/contracts is not what proto/ generates: run make proto\n")
    return 1 if lines else 0


def rewrite() -> int:
    """Replace the committed code; modules of protos that are gone go too."""
    for name in written(GENERATED):
        (GENERATED / name).unlink()
    generate(GENERATED)
    return 0


def main() -> int:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 on a difference")
    return check() if parser.parse_args().check else rewrite()


if __name__ == "__main__":
    sys.exit(main())
