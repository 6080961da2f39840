"""The figures of measures, two ways that must agree: from the aggregates, and counted anew from the facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import accumulate
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, and_, bindparam, func, literal, or_, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY, TIMESTAMP

from pelaporan.adapters.pilihan import Condition, cells_of, states_of
from pelaporan.adapters.tables import AGREGAT, FAKTA, KEADAAN, UKURAN
from pelaporan.application.ports import Dimensi, Lingkup
from pelaporan.domain.ukuran import Sel, Ukuran

Rows = Iterable[tuple[str, Sel]]
MonthRows = list[tuple[str, int, Sel]]
SplitRows = Iterator[tuple[str, str, Sel]]


class SelAgregat:
    """Reads the aggregates and the latest state: what is known now, fast."""

    def __init__(self, conn: Connection) -> None:
        """Read in the transaction of ``conn``."""
        self._conn = conn

    def cells(self, ukuran: Sequence[Ukuran], dari: int, sampai: int, lingkup: Lingkup) -> MonthRows:
        """Return the cells of measures over events by month."""
        cell = (UKURAN.c.sidik, AGREGAT.c.bulan, AGREGAT.c.kunci)
        query = self._agregat(cell, ukuran, dari, sampai, lingkup)
        return [(row.sidik, row.bulan, _sel(row)) for row in self._conn.execute(query)]

    def split_cells(
        self, ukuran: Sequence[Ukuran], dari: int, sampai: int, lingkup: Lingkup, dimensi: Dimensi
    ) -> SplitRows:
        """Return the cells of measures over events by agency or layanan."""
        by = AGREGAT.c[dimensi]
        query = self._agregat((by.label("nilai"), UKURAN.c.sidik, AGREGAT.c.kunci), ukuran, dari, sampai, lingkup)
        for row in self._conn.execute(query):
            yield row.nilai, row.sidik, _sel(row)

    def open_at(self, ukuran: Ukuran, akhir: Sequence[datetime], lingkup: Lingkup) -> list[int]:
        """Return how many subjects were open at each moment."""
        keadaan = self._keadaan(ukuran, lingkup).subquery()
        return [satu.n for satu in fold_open(self._conn, keadaan, akhir)]

    def split_open(self, ukuran: Ukuran, akhir: datetime, lingkup: Lingkup, dimensi: Dimensi) -> SplitRows:
        """Return how many subjects were open at a moment, by agency or layanan."""
        keadaan = self._keadaan(ukuran, lingkup).subquery()
        return _split_open(self._conn, keadaan, ukuran, akhir, dimensi)

    def _agregat(
        self, cell: Sequence[ColumnElement[Any]], ukuran: Sequence[Ukuran], dari: int, sampai: int, lingkup: Lingkup
    ) -> Any:
        sidik = [satu.sidik for satu in ukuran]
        return (
            select(*cell, func.sum(AGREGAT.c.n).label("n"), func.sum(AGREGAT.c.jumlah).label("jumlah"))
            .join(UKURAN, UKURAN.c.id == AGREGAT.c.ukuran)
            .where(UKURAN.c.sidik.in_(sidik), AGREGAT.c.bulan.between(dari, sampai), *within(AGREGAT.c, lingkup))
            .group_by(*cell)
        )

    def _keadaan(self, ukuran: Ukuran, lingkup: Lingkup) -> Any:
        id_ = select(UKURAN.c.id).where(UKURAN.c.sidik == ukuran.sidik).scalar_subquery()
        return select(KEADAAN).where(KEADAAN.c.ukuran == id_, *within(KEADAAN.c, lingkup))


class SelFakta:
    """Counts anew from the facts that were recorded by a moment, or from all of them."""

    def __init__(self, conn: Connection, where: Sequence[Condition]) -> None:
        """Count the facts that meet ``where``."""
        self._conn = conn
        self._where = where

    def cells(self, ukuran: Sequence[Ukuran], dari: int, sampai: int, lingkup: Lingkup) -> MonthRows:
        """Return the cells of measures over events by month."""
        rows = self._rows(ukuran, dari, sampai, lingkup)
        return [(ukuran[row.nomor].sidik, row.bulan, _sel(row)) for row in rows]

    def split_cells(
        self, ukuran: Sequence[Ukuran], dari: int, sampai: int, lingkup: Lingkup, dimensi: Dimensi
    ) -> SplitRows:
        """Return the cells of measures over events by agency or layanan."""
        for row in self._rows(ukuran, dari, sampai, lingkup):
            yield getattr(row, dimensi), ukuran[row.nomor].sidik, _sel(row)

    def open_at(self, ukuran: Ukuran, akhir: Sequence[datetime], lingkup: Lingkup) -> list[int]:
        """Return how many subjects were open at each moment."""
        return [satu.n for satu in fold_open(self._conn, self._keadaan(ukuran, lingkup), akhir)]

    def split_open(self, ukuran: Ukuran, akhir: datetime, lingkup: Lingkup, dimensi: Dimensi) -> SplitRows:
        """Return how many subjects were open at a moment, by agency or layanan."""
        return _split_open(self._conn, self._keadaan(ukuran, lingkup), ukuran, akhir, dimensi)

    def _rows(self, ukuran: Sequence[Ukuran], dari: int, sampai: int, lingkup: Lingkup) -> Any:
        months = FAKTA.c.bulan.between(dari, sampai)
        parts = []
        for nomor, satu in enumerate(ukuran):
            cell = cells_of(satu, months, *self._where).subquery()
            number: ColumnElement[int] = bindparam(None, nomor, unique=True).label("nomor")
            parts.append(select(number, *cell.c).where(*within(cell.c, lingkup)))
        return self._conn.execute(union_all(*parts))

    def _keadaan(self, ukuran: Ukuran, lingkup: Lingkup) -> FromClause:
        keadaan = states_of(ukuran, *self._where).subquery()
        return select(keadaan).where(*within(keadaan.c, lingkup)).subquery()


def fold_open(conn: Connection, keadaan: FromClause, akhir: Sequence[datetime]) -> list[Sel]:
    """Return how many states were open at each moment and the sum of their figures, from one pass over them.

    A state is open at the end of a period when it began before that end and did not end before it.
    """
    order = sorted(set(akhir))
    ends = bindparam("ends", order, type_=ARRAY(TIMESTAMP(timezone=True)))
    opened = func.width_bucket(keadaan.c.dari, ends).label("dari")
    closed = func.width_bucket(keadaan.c.sampai, ends).label("sampai")
    jumlah = func.sum(keadaan.c.jumlah) if "jumlah" in keadaan.c else literal(0)
    figures = select(opened, closed, func.count().label("n"), jumlah.label("jumlah"))
    change = [Sel("", 0)] * (len(order) + 1)
    for row in conn.execute(figures.where(keadaan.c.dari.is_not(None)).group_by(opened, closed)):
        until = len(order) if row.sampai is None else row.sampai
        if row.dari < until:
            change[row.dari] = _plus(change[row.dari], row.n, row.jumlah)
            change[until] = _plus(change[until], -row.n, -row.jumlah)
    open_at = dict(zip(order, accumulate(change, lambda sum_, one: _plus(sum_, one.n, one.jumlah)), strict=False))
    return [open_at[satu] for satu in akhir]


def _plus(sel: Sel, n: int, jumlah: Decimal | int) -> Sel:
    return Sel(sel.kunci, sel.n + n, sel.jumlah + jumlah)


def is_open(keadaan: Any, akhir: datetime) -> Condition:
    """Select the states that are open at the end of a period."""
    return and_(keadaan.dari < akhir, or_(keadaan.sampai.is_(None), keadaan.sampai >= akhir))


def _split_open(conn: Connection, keadaan: FromClause, ukuran: Ukuran, akhir: datetime, dimensi: Dimensi) -> SplitRows:
    by = keadaan.c[dimensi]
    for nilai, n in conn.execute(select(by, func.count()).where(is_open(keadaan.c, akhir)).group_by(by)):
        yield nilai, ukuran.sidik, Sel("", n)


def within(columns: Any, lingkup: Lingkup) -> list[Condition]:
    """Return the conditions for an agency and a layanan."""
    wanted = {"opd": lingkup.opd, "layanan": lingkup.layanan}
    return [columns[name] == value for name, value in wanted.items() if value is not None]


def _sel(row: Any) -> Sel:
    return Sel(row.kunci, int(row.n), row.jumlah)
