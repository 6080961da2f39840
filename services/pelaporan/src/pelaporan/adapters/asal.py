"""The events behind a value, as a query over the facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, true, tuple_
from sqlalchemy.dialects.postgresql import distinct_on

from pelaporan.adapters.pilihan import Condition, counts_for, field_of, opd_of, open_subjects
from pelaporan.adapters.tables import FAKTA, SUMBER, TIPE
from pelaporan.adapters.terakhir import decided_by
from pelaporan.application.ports import Lingkup
from pelaporan.domain.definisi import Definisi
from pelaporan.domain.periode import Periode
from pelaporan.domain.ukuran import Atas, Ukuran


def select_asal(definisi: Definisi, periode: Periode, lingkup: Lingkup, where: Sequence[Condition]) -> Select[Any]:
    """Select the facts behind a value: every event of the denominator, and whether it is in the numerator.

    For a measure over state: the first opening event of each subject that is open at the end of the period.
    """
    behind, in_numerator = _choose(definisi, periode, lingkup, where)
    return (
        select(
            SUMBER.c.nama.label("sumber_nama"),
            TIPE.c.nama.label("tipe_nama"),
            FAKTA.c.id,
            FAKTA.c.posisi,
            FAKTA.c.waktu,
            FAKTA.c.layanan,
            FAKTA.c.isi,
            in_numerator.label("pembilang"),
        )
        .join(SUMBER, SUMBER.c.id == FAKTA.c.sumber)
        .join(TIPE, TIPE.c.id == FAKTA.c.tipe)
        .where(behind, *where)
    )


def count_asal(query: Select[Any]) -> Select[Any]:
    """Return how many facts a query selects."""
    return select(func.count()).select_from(query.subquery())


def _choose(
    definisi: Definisi, periode: Periode, lingkup: Lingkup, where: Sequence[Condition]
) -> tuple[Condition, ColumnElement[bool]]:
    """Return the condition for the events behind a value, and for those of its numerator."""
    penyebut = definisi.pokok[0]
    if penyebut.atas is Atas.TERAKHIR:
        pembilang = definisi.ukuran[definisi.pembilang] if definisi.pembilang else penyebut
        return decided_by(pembilang, penyebut, periode, lingkup, where)
    behind = or_(*(_behind(ukuran, periode, lingkup, where) for ukuran in definisi.pokok))
    return behind, _in_numerator(definisi)


def _in_numerator(definisi: Definisi) -> ColumnElement[bool]:
    if definisi.pembilang is None or definisi.pembilang not in definisi.ukuran or definisi.penyebut is None:
        return literal(value=True)
    return func.coalesce(counts_for(definisi.ukuran[definisi.pembilang].peristiwa), literal(value=False))


def _behind(ukuran: Ukuran, periode: Periode, lingkup: Lingkup, where: Sequence[Condition]) -> Condition:
    if ukuran.atas is Atas.KEADAAN:
        return _opening_of_open(ukuran, periode, lingkup, where)
    conditions = [counts_for(ukuran.peristiwa), FAKTA.c.bulan.between(periode.dari, periode.sampai)]
    if ukuran.isian:
        conditions.append(field_of(ukuran.isian).is_not(None))
    if lingkup.opd is not None:
        conditions.append(opd_of(ukuran) == lingkup.opd)
    if lingkup.layanan is not None:
        conditions.append(FAKTA.c.layanan == lingkup.layanan)
    return and_(true(), *conditions)


def _opening_of_open(ukuran: Ukuran, periode: Periode, lingkup: Lingkup, where: Sequence[Condition]) -> Condition:
    open_ = open_subjects(ukuran, periode.akhir, *where).subquery()
    first = (
        select(FAKTA.c.sumber, FAKTA.c.posisi)
        .ext(distinct_on(FAKTA.c.subjek))
        .where(counts_for(ukuran.peristiwa), FAKTA.c.subjek.in_(_within(open_, lingkup)), *where)
        .order_by(FAKTA.c.subjek, FAKTA.c.waktu, FAKTA.c.posisi)
        .subquery()
    )
    return tuple_(FAKTA.c.sumber, FAKTA.c.posisi).in_(select(first.c.sumber, first.c.posisi))


def _within(open_: Any, lingkup: Lingkup) -> Select[Any]:
    query = select(open_.c.subjek)
    if lingkup.opd is not None:
        query = query.where(open_.c.opd == lingkup.opd)
    if lingkup.layanan is not None:
        query = query.where(open_.c.layanan == lingkup.layanan)
    return query
