"""Dated rules: of the versions of a rule, the one in force on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Generic, Protocol, TypeVar

from chassis.domain import Invalid


class Aturan(Protocol):
    """A rule says from when it holds, and where it stands."""

    @property
    def berlaku_dari(self) -> date:
        """The first day on which it holds."""
        ...

    @property
    def sumber(self) -> str:
        """Where it stands, and how well that is known."""
        ...


A = TypeVar("A", bound=Aturan)


class Berlaku(Generic[A]):
    """The versions of one rule."""

    def __init__(self, versi: Iterable[A]) -> None:
        """Keep the versions, of which there is at least one."""
        self._versi = tuple(sorted(versi, key=lambda each: each.berlaku_dari))
        if not self._versi:
            raise ValueError("a rule without a version")

    @property
    def first(self) -> date:
        """The day from which the first version holds."""
        return self._versi[0].berlaku_dari

    def nearest(self, tanggal: date) -> A:
        """Return the version in force on that day, the first one before."""
        return self.on(max(tanggal, self.first))

    def on(self, tanggal: date) -> A:
        """Return the version in force on that day; raises :class:`~chassis.domain.Invalid` before the first."""
        found = [each for each in self._versi if each.berlaku_dari <= tanggal]
        if not found:
            raise Invalid({"tanggal": [f"Aturan ini berlaku mulai {self._versi[0].berlaku_dari.isoformat()}"]})
        return found[-1]
