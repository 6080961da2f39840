"""The *riwayat*, the history of a run under faults, and the judge of it.

A test records what each writer was told, what the log or the bus gave to its readers, and what state came of it. The
judge says what is wrong: a loss, a phantom, an order broken for a key, an effect missing or doubled. It knows nothing of
how the events travel.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Tulisan:
    """One write: the key within which order counts, and what tells it from every other."""

    kunci: str
    id: Hashable


@dataclass(kw_only=True)
class Riwayat:
    """What happened, in the order in which each party saw it."""

    written: list[Tulisan] = field(default_factory=list)
    """Every write that was tried, in the order of each key."""
    acked: list[Tulisan] = field(default_factory=list)
    """Those of them whose writer was told that they are kept."""
    refused: list[Tulisan] = field(default_factory=list)
    """Those whose writer was told that they are not: none of these may be read."""
    read: list[Tulisan] = field(default_factory=list)
    """What was read, with every repeat."""
    effects: list[Tulisan] | None = None
    """What took effect, in the order of the effects; None when the run has no consumer."""

    def faults(self, *, repeats: int | None = None) -> list[str]:
        """Return every fault; none means that the run kept its promise. ``repeats`` bounds the repeats when given."""
        found = [*self._lost(), *self._phantoms(), *self._disorder("read", self.read)]
        if repeats is not None and self.repeats() > repeats:
            found.append(f"repeated {self.repeats()} times, allowed {repeats}")
        if self.effects is not None:
            found += [*self._wrong_effects(self.effects), *self._disorder("effect", self.effects)]
        return found

    def repeats(self) -> int:
        """Return how many reads were of something read before."""
        return len(self.read) - len(set(self.read))

    def _lost(self) -> Iterable[str]:
        read = set(self.read)
        return (f"lost: {tulisan}" for tulisan in self.acked if tulisan not in read)

    def _phantoms(self) -> Iterable[str]:
        known = set(self.written) - set(self.refused)
        return (f"phantom: {tulisan}" for tulisan in dict.fromkeys(self.read) if tulisan not in known)

    def _disorder(self, what: str, seen: Sequence[Tulisan]) -> Iterable[str]:
        """Name each key whose first sightings are not in the order of its writes."""
        place = {tulisan: at for at, tulisan in enumerate(self.written)}
        for kunci, ids in _by_key(dict.fromkeys(seen)).items():
            order = [place[Tulisan(kunci, id_)] for id_ in ids if Tulisan(kunci, id_) in place]
            if order != sorted(order):
                yield f"{what} out of order: {kunci}"

    def _wrong_effects(self, effects: Sequence[Tulisan]) -> Iterable[str]:
        """Compare the effects with a rebuild from what was read: each once."""
        counted, rebuilt = Counter(effects), set(self.read)
        for tulisan, times in counted.items():
            if tulisan not in rebuilt:
                yield f"effect of nothing: {tulisan}"
            elif times > 1:
                yield f"effect {times} times: {tulisan}"
        for tulisan in dict.fromkeys(self.read):
            if tulisan not in counted:
                yield f"no effect: {tulisan}"


def differences(state: Mapping[Hashable, object], rebuilt: Mapping[Hashable, object]) -> list[str]:
    """Return where a state and its rebuild from zero are not equal."""
    return [
        f"{key}: {state.get(key, 'nothing')!r}, rebuilt {rebuilt.get(key, 'nothing')!r}"
        for key in {**state, **rebuilt}
        if state.get(key, _NOTHING) != rebuilt.get(key, _NOTHING)
    ]


def _by_key(seen: Iterable[Tulisan]) -> dict[str, list[Hashable]]:
    keys: dict[str, list[Hashable]] = defaultdict(list)
    for tulisan in seen:
        keys[tulisan.kunci].append(tulisan.id)
    return keys


_NOTHING = object()
