"""A *jejak*, the audit row of a change: who did what to whom, and why; by opaque ids, no names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from chassis.domain import Pengguna

Keadaan = Mapping[str, str | bool | None]


@dataclass(frozen=True, kw_only=True)
class Jejak:
    """One audit row; ``dari`` and ``ke`` hold the fields before and after."""

    aksi: str
    aktor: str
    peran: list[str]
    alasan: str = ""
    dari: Keadaan = field(default_factory=dict)
    ke: Keadaan = field(default_factory=dict)

    def as_row(self) -> dict[str, object]:
        """Return it as plain values that JSON can hold."""
        return asdict(self)


SISTEM = "sistem"
"""The actor of what no person did, such as the first loading."""


def jejak_of(pengguna: Pengguna, aksi: str, *, alasan: str, dari: Keadaan, ke: Keadaan) -> Jejak:
    """Return the audit row of what an account did."""
    return Jejak(
        aksi=aksi,
        aktor=pengguna.pengguna_id,
        peran=sorted(pengguna.peran),
        alasan=alasan,
        dari={key: value for key, value in dari.items() if ke.get(key) != value},
        ke={key: value for key, value in ke.items() if dari.get(key) != value},
    )
