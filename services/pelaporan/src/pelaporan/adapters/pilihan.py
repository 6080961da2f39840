"""Measures as SQL over the facts: which events, with which agency, value and sum. The slow and certain twin of folding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Numeric, Select, and_, cast, false, func, literal, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from pelaporan.adapters.isian import COLUMN
from pelaporan.adapters.tables import FAKTA, TIPE
from pelaporan.domain.ukuran import Asal, Hitung, Operator, Saringan, Ukuran

Condition = ColumnElement[bool]


def recorded_by(per: datetime) -> Condition:
    """Select the facts recorded by a moment: a UUIDv7 begins with its milliseconds, so ids compare as times."""
    milliseconds = int(per.timestamp() * 1000)
    return FAKTA.c.id < UUID(int=(milliseconds + 1) << 80)


def field_of(isian: str) -> ColumnElement[Any]:
    """Return a field of an event as text; null where it is not set."""
    return FAKTA.c[COLUMN[isian]] if isian in COLUMN else FAKTA.c.isi[isian].astext


def opd_of(ukuran: Ukuran) -> ColumnElement[str]:
    """Return the agency by which the measure filters."""
    return func.coalesce(field_of(ukuran.opd), "")


def counts_for(asal: Sequence[Asal]) -> Condition:
    """Select the events that a measure counts."""
    return or_(false(), *(_matches(satu) for satu in asal))


def is_of_types(tipe: Iterable[str]) -> Condition:
    """Select the events of some types, whatever they say."""
    return FAKTA.c.tipe.in_(select(TIPE.c.id).where(TIPE.c.nama.in_(sorted(tipe))))


def cells_of(ukuran: Ukuran, *where: Condition) -> Select[Any]:
    """Select the cells of a measure over events: month, agency, layanan, value, number, sum."""
    columns = [FAKTA.c.bulan, opd_of(ukuran).label("opd"), FAKTA.c.layanan]
    columns += [_key_of(ukuran).label("kunci"), _sum_of(ukuran).label("jumlah")]
    satu = select(*columns).where(counts_for(ukuran.peristiwa), *where, *_set(ukuran)).subquery()
    cell = (satu.c.bulan, satu.c.opd, satu.c.layanan, satu.c.kunci)
    return select(*cell, func.count().label("n"), func.sum(satu.c.jumlah).label("jumlah")).group_by(*cell)


def states_of(ukuran: Ukuran, *where: Condition) -> Select[Any]:
    """Select the latest state of each subject: subject, first opening, first closing, agency, layanan (of the opening)."""
    opening = (
        select(FAKTA.c.subjek, FAKTA.c.waktu, opd_of(ukuran).label("opd"), FAKTA.c.layanan)
        .ext(distinct_on(FAKTA.c.subjek))
        .where(counts_for(ukuran.peristiwa), *where)
        .order_by(FAKTA.c.subjek, FAKTA.c.waktu, FAKTA.c.posisi)
        .subquery()
    )
    closing = (
        select(FAKTA.c.subjek, func.min(FAKTA.c.waktu).label("waktu"))
        .where(counts_for(ukuran.penutup), *where)
        .group_by(FAKTA.c.subjek)
        .subquery()
    )
    return select(
        func.coalesce(opening.c.subjek, closing.c.subjek).label("subjek"),
        opening.c.waktu.label("dari"),
        closing.c.waktu.label("sampai"),
        func.coalesce(opening.c.opd, "").label("opd"),
        func.coalesce(opening.c.layanan, "").label("layanan"),
    ).join_from(opening, closing, opening.c.subjek == closing.c.subjek, full=True)


def open_subjects(ukuran: Ukuran, akhir: datetime, *where: Condition) -> Select[Any]:
    """Select the subjects open at the end of a period, with agency and layanan."""
    keadaan = states_of(ukuran, FAKTA.c.waktu < akhir, *where).subquery()
    return select(keadaan.c.subjek, keadaan.c.opd, keadaan.c.layanan).where(
        keadaan.c.dari.is_not(None), keadaan.c.sampai.is_(None)
    )


def _set(ukuran: Ukuran) -> list[Condition]:
    return [field_of(ukuran.isian).is_not(None)] if ukuran.isian else []


def _key_of(ukuran: Ukuran) -> ColumnElement[str]:
    if ukuran.isian and ukuran.hitung in (Hitung.QUANTILE, Hitung.DISTINCT):
        return field_of(ukuran.isian)
    return literal("")


def _sum_of(ukuran: Ukuran) -> ColumnElement[Any]:
    if ukuran.isian and ukuran.hitung in (Hitung.SUM, Hitung.MEAN):
        return cast(field_of(ukuran.isian), Numeric)
    return literal(0)


def _matches(asal: Asal) -> Condition:
    tipe = select(TIPE.c.id).where(TIPE.c.nama == asal.tipe).scalar_subquery()
    return and_(FAKTA.c.tipe == tipe, *(_meets(saringan) for saringan in asal.saring))


def _meets(saringan: Saringan) -> Condition:
    isi = field_of(saringan.isian)
    if saringan.operator is Operator.TERISI:
        filled = func.coalesce(isi, "") != ""
        return filled if saringan.nilai[0] else ~filled
    if saringan.operator is Operator.PALING_KECIL:
        return cast(isi, Numeric) >= saringan.nilai[0]
    if saringan.operator is Operator.PALING_BESAR:
        return cast(isi, Numeric) <= saringan.nilai[0]
    return isi.in_([_as_json_text(nilai) for nilai in saringan.nilai])


def _as_json_text(nilai: str | int | bool) -> str:
    if isinstance(nilai, bool):
        return "true" if nilai else "false"
    return str(nilai)
