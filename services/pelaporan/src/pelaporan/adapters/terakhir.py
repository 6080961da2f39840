"""Measures over the latest event of each subject, counted from the facts.

Each event of a subject holds from its moment to the next one's; at the end of a period the one that holds then is the
latest. Ends of several periods are answered in one pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, FromClause, Numeric, Select, String, case, cast, func, literal, or_, select, tuple_

from pelaporan.adapters.pilihan import Condition, counts_for, field_of, is_of_types, opd_of
from pelaporan.adapters.sel import SplitRows, fold_open, is_open, within
from pelaporan.adapters.tables import FAKTA
from pelaporan.application.ports import Dimensi, Lingkup
from pelaporan.domain.periode import Periode, year_of
from pelaporan.domain.ukuran import Sel, Ukuran

_DECIMAL = r"^-?[0-9]+(\.[0-9]+)?$"


class SelTerakhir:
    """Reads the facts that meet ``where``."""

    def __init__(self, conn: Connection, where: Sequence[Condition]) -> None:
        """Read in the transaction of ``conn``."""
        self._conn = conn
        self._where = where

    def at(self, ukuran: Ukuran, periode: Sequence[Periode], lingkup: Lingkup) -> list[Sel]:
        """Return what holds at the end of each period."""
        if ukuran.dalam_periode:
            return [self._within(ukuran, satu, lingkup) for satu in periode]
        akhir = [satu.akhir for satu in periode]
        if ukuran.tahun is None:
            return fold_open(self._conn, self._states(ukuran, lingkup), akhir)
        found: dict[datetime, Sel] = {}
        for tahun in {_ends_in(satu) for satu in akhir}:
            ends = [satu for satu in akhir if _ends_in(satu) == tahun]
            states = self._states(ukuran, lingkup, tahun)
            found |= dict(zip(ends, fold_open(self._conn, states, ends), strict=True))
        return [found[satu] for satu in akhir]

    def split(self, ukuran: Ukuran, periode: Periode, lingkup: Lingkup, dimensi: Dimensi) -> SplitRows:
        """Return what holds at the end of a period, by agency or layanan."""
        akhir = periode.akhir
        states = self._states(ukuran, lingkup, _ends_in(akhir), since=periode.mulai)
        by = states.c[dimensi]
        figures = select(by, func.count().label("n"), func.sum(states.c.jumlah).label("jumlah"))
        for row in self._conn.execute(figures.where(is_open(states.c, akhir)).group_by(by)):
            yield row[0], ukuran.sidik, Sel("", row.n, row.jumlah)

    def _within(self, ukuran: Ukuran, periode: Periode, lingkup: Lingkup) -> Sel:
        """Return what holds at the end of a period of the subjects that began within it."""
        states = self._states(ukuran, lingkup, _ends_in(periode.akhir), since=periode.mulai)
        return fold_open(self._conn, states, [periode.akhir])[0]

    def _states(
        self, ukuran: Ukuran, lingkup: Lingkup, tahun: str = "", *, since: datetime | None = None
    ) -> FromClause:
        states = latest_of(ukuran, *self._where).subquery()
        conditions = within(states.c, lingkup)
        if ukuran.tahun is not None:
            conditions.append(states.c.tahun == tahun)
        if ukuran.dalam_periode and since is not None:
            conditions.append(states.c.pertama >= since)
        return select(states).where(*conditions).subquery()


def latest_of(ukuran: Ukuran, *where: Condition) -> Select[Any]:
    """Select the events that the measure counts, each with the time from which and up to which it was the latest."""
    subjek = FAKTA.c.subjek if ukuran.subjek is None else field_of(ukuran.subjek)
    tahun = literal("") if ukuran.tahun is None else field_of(ukuran.tahun)
    after = func.lead(FAKTA.c.waktu).over(
        partition_by=[subjek, tahun], order_by=[FAKTA.c.waktu, FAKTA.c.sumber, FAKTA.c.posisi]
    )
    first = func.min(FAKTA.c.waktu).over(partition_by=[subjek, tahun])
    every = (
        select(
            FAKTA.c.sumber,
            FAKTA.c.posisi,
            subjek.label("subjek"),
            cast(tahun, String).label("tahun"),
            FAKTA.c.waktu.label("dari"),
            after.label("sampai"),
            first.label("pertama"),
            opd_of(ukuran).label("opd"),
            FAKTA.c.layanan,
            _figure(ukuran).label("jumlah"),
            counts_for(ukuran.peristiwa).label("dihitung"),
        )
        .where(is_of_types(ukuran.tipe), *where)
        .subquery()
    )
    counted = [column for column in every.c if column.key != "dihitung"]
    return select(*counted).where(every.c.dihitung, every.c.jumlah.is_not(None))


def holding_at(ukuran: Ukuran, periode: Periode, lingkup: Lingkup, where: Sequence[Condition]) -> FromClause:
    """Select the events that the measure counts at the end of a period: source, position, subject."""
    akhir = periode.akhir
    states = latest_of(ukuran, FAKTA.c.waktu < akhir, *where).subquery()
    conditions = [is_open(states.c, akhir), *within(states.c, lingkup)]
    if ukuran.tahun is not None:
        conditions.append(states.c.tahun == _ends_in(akhir))
    if ukuran.dalam_periode:
        conditions.append(states.c.pertama >= periode.mulai)
    return select(states.c.sumber, states.c.posisi, states.c.subjek).where(*conditions).subquery()


def _ends_in(akhir: datetime) -> str:
    """Return the year in which a period ends, as the facts write it."""
    return str(year_of(akhir - timedelta(seconds=1)))


def _figure(ukuran: Ukuran) -> Any:
    """Return the number of the field, null where it holds none; 0 where only subjects are counted."""
    if ukuran.isian is None:
        return literal(0, Numeric)
    isi = field_of(ukuran.isian)
    return case((isi.op("~")(_DECIMAL), cast(isi, Numeric)), else_=None)


def decided_by(
    pembilang: Ukuran, penyebut: Ukuran, periode: Periode, lingkup: Lingkup, where: Sequence[Condition]
) -> tuple[Condition, Condition]:
    """Return the condition for the event that decides each subject of the denominator, and for those in the numerator.

    One event a subject: that which puts it into the numerator, else that which puts it into the denominator.
    """
    inside = holding_at(pembilang, periode, lingkup, where)
    whole = holding_at(penyebut, periode, lingkup, where)
    key = tuple_(FAKTA.c.sumber, FAKTA.c.posisi)
    in_numerator = key.in_(select(inside.c.sumber, inside.c.posisi).where(inside.c.subjek.in_(select(whole.c.subjek))))
    others = key.in_(select(whole.c.sumber, whole.c.posisi).where(whole.c.subjek.not_in(select(inside.c.subjek))))
    return or_(in_numerator, others), in_numerator
