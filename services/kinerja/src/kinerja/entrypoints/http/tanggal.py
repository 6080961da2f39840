"""Days as the fields of a form send them."""

from __future__ import annotations

from datetime import date

from flask import request

from chassis.domain import Invalid


def read_tanggal(nama: str) -> date:
    """Return the day in a field of the form; raises Invalid where it is none."""
    try:
        return date.fromisoformat(request.form.get(nama, "").strip())
    except ValueError as error:
        raise Invalid({nama: ["Isi tanggalnya, seperti 2024-03-01"]}) from error


def find_tanggal(nama: str) -> date | None:
    """Return the day in a field of the form that may stay empty."""
    return read_tanggal(nama) if request.form.get(nama, "").strip() else None
