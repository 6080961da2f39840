"""What the rail and the header show: places, counts, and who is signed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Service = Literal["perizinan", "kinerja", "pelaporan"]
Bentuk = Literal["netral", "jalan", "baik", "perhatian", "bahaya", "jeda"]


@dataclass(frozen=True, kw_only=True)
class RailItem:
    """One place of the rail; ``bentuk`` only where the count asks for action."""

    kata: str
    tautan: str
    jumlah: int | str | None = None
    bentuk: Bentuk | None = None
    kini: bool | None = None


@dataclass(frozen=True, kw_only=True)
class RailGroup:
    """Places under one heading: queues, saved views, everything, settings."""

    judul: str
    isi: Sequence[RailItem] = ()


@dataclass(frozen=True, kw_only=True)
class Akun:
    """Who is signed in, as the header says it: the *jabatan* in force, or the name."""

    nama: str
    layanan: frozenset[Service] = field(default_factory=frozenset)
    kabar: int | None = None


def is_current(item: RailItem, path: str) -> bool:
    """Tell whether ``item`` is the page at ``path``; an explicit ``kini`` wins."""
    if item.kini is not None:
        return item.kini
    return item.tautan.split("?", 1)[0] == path and "?" not in item.tautan
