"""Rate limits in SQL, so that they hold across threads, processes and pods: a sliding window for each key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from sqlalchemy import Engine, text

from chassis.domain import Clock, DomainError, NotFound, RateLimited

_TAKE = text(
    """
    INSERT INTO batas_laju AS b (kunci, percobaan, ditolak, hingga)
    VALUES (:kunci, ARRAY[CAST(:kini AS timestamptz)], false, CAST(:kini AS timestamptz) + :jendela)
    ON CONFLICT (kunci) DO UPDATE SET (percobaan, ditolak, hingga) = (
        SELECT CASE WHEN count(t) < :jumlah THEN coalesce(array_agg(t ORDER BY t), '{}') || CAST(:kini AS timestamptz)
                    ELSE array_agg(t ORDER BY t) END,
               count(t) >= :jumlah,
               CAST(:kini AS timestamptz) + :jendela
        FROM unnest(b.percobaan) AS t WHERE t > CAST(:kini AS timestamptz) - :jendela
    )
    RETURNING ditolak, percobaan[1] AS tertua
    """
)
_GIVE_BACK = text("UPDATE batas_laju SET percobaan = percobaan[1:cardinality(percobaan) - 1] WHERE kunci = :kunci")
_CLEAR = text("DELETE FROM batas_laju WHERE kunci = :kunci")


@dataclass(frozen=True, kw_only=True)
class Batas:
    """At most ``jumlah`` tries in any ``jendela``; ``nama`` keeps the counters of different limits apart."""

    nama: str
    jumlah: int
    jendela: timedelta


LOGIN_AKUN = Batas(nama="masuk.akun", jumlah=10, jendela=timedelta(minutes=15))
LOGIN_ALAMAT = Batas(nama="masuk.alamat", jumlah=20, jendela=timedelta(minutes=1))
LOOKUP_ALAMAT = Batas(nama="cari.alamat", jumlah=20, jendela=timedelta(minutes=1))


@dataclass
class Guess:
    """Whether a look-up found what it asked for."""

    found: bool = True


class RateLimiter:
    """Counts tries in the table ``batas_laju``; each call is a transaction of its own."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        """Count on this database by this clock."""
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._clock = clock

    def take(self, batas: Batas, siapa: str) -> None:
        """Count one try of ``siapa``; raises :class:`RateLimited` with the seconds to wait, and counts nothing then."""
        kini = self._clock.now()
        values = {"kunci": _key(batas, siapa), "kini": kini, "jendela": batas.jendela, "jumlah": batas.jumlah}
        with self._engine.connect() as conn:
            row = conn.execute(_TAKE, values).one()
        if row.ditolak:
            raise RateLimited(max(1, ceil((row.tertua + batas.jendela - kini).total_seconds())))

    def give_back(self, batas: Batas, siapa: str) -> None:
        """Take the last try off the count, for it turned out to be honest."""
        with self._engine.connect() as conn:
            conn.execute(_GIVE_BACK, {"kunci": _key(batas, siapa)})

    @contextmanager
    def guessing(self, batas: Batas, siapa: str) -> Iterator[Guess]:
        """Count a look-up as a try only when it finds nothing: who has the right key may look as often as they like."""
        self.take(batas, siapa)
        guess = Guess()
        try:
            yield guess
        except DomainError as error:
            guess.found = not isinstance(error, NotFound)
            raise
        finally:
            if guess.found:
                self.give_back(batas, siapa)

    def clear(self, batas: Batas, siapa: str) -> None:
        """Forget the tries of ``siapa``."""
        with self._engine.connect() as conn:
            conn.execute(_CLEAR, {"kunci": _key(batas, siapa)})


def _key(batas: Batas, siapa: str) -> str:
    """Return the counter's key; addresses and names stand there hashed."""
    return f"{batas.nama}:{hashlib.sha256(siapa.encode(errors='replace')).hexdigest()[:32]}"
