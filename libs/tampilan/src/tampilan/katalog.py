"""The text catalogue: an Indonesian sentence by stable code, filled with the caller's figures."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parent / "data" / "katalog.toml"


@cache
def read_katalog() -> Mapping[str, str]:
    """Read the shell's own catalogue."""
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


class Katalog:
    """The shell's sentences, over which a service lays its own."""

    def __init__(self, tambahan: Mapping[str, str] | None = None) -> None:
        """Lay ``tambahan`` over the shell's catalogue."""
        self._sentences = {**read_katalog(), **(tambahan or {})}

    def __contains__(self, kode: str) -> bool:
        """Tell whether a code has a sentence."""
        return kode in self._sentences

    def __call__(self, kode: str, **isi: object) -> str:
        """Return the sentence for ``kode`` with ``isi`` filled in; an unknown code is shown as it is."""
        sentence = self._sentences.get(kode)
        return kode if sentence is None else sentence.format_map(_Known(isi))


class _Known(dict[str, object]):
    """Leaves a missing field readable instead of failing a page over a sentence."""

    def __missing__(self, key: str) -> str:
        return f"({key})"
