"""What the address of a page asks for: period, agency, layanan, as of when. The page is the state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import request

from chassis.domain import JAKARTA, Clock, Invalid
from pelaporan.application.ports import Lingkup, Pilihan
from pelaporan.domain.periode import Periode, month_of, month_periode, parse_periode, periods_of
from pelaporan.entrypoints.http.halaman.kata import nama_opd, periode_kata
from pelaporan.entrypoints.http.schemas import parse_saat


@dataclass(frozen=True, kw_only=True)
class Alamat:
    """The state of a page as its address has it."""

    periode: Periode
    lingkup: Lingkup
    per: datetime | None
    query: dict[str, str]

    def with_changes(self, **changes: str | None) -> dict[str, Any]:
        """Return the query with changes; None and empty values are left out."""
        return {name: value for name, value in (self.query | changes).items() if value}


def read_alamat(clock: Clock) -> Alamat:
    """Read the address; raises ``request.invalid`` where it cannot be understood."""
    teks = request.args.get("periode", "")
    per = request.args.get("per", "")
    query = {name: request.args.get(name, "") for name in ("periode", "opd", "layanan", "per", "saring")}
    return Alamat(
        periode=parse_periode(teks) if teks else month_periode(month_of(clock.now())),
        lingkup=Lingkup(opd=query["opd"] or None, layanan=query["layanan"] or None),
        per=_read_per(per) if per else None,
        query={name: value for name, value in query.items() if value},
    )


def _read_per(teks: str) -> datetime:
    """Read a moment, or a day, which means its end in Jakarta."""
    try:
        day = date.fromisoformat(teks)
    except ValueError:
        moment = parse_saat(teks)
        if moment is None:
            raise Invalid({"per": ["Tulis tanggal seperti 2026-05-19"]}) from None
        return moment
    return datetime.combine(day + timedelta(days=1), time(0), JAKARTA) - timedelta(milliseconds=1)


def periode_pilihan(kini: Periode, pilihan: Pilihan, clock: Clock) -> list[tuple[str, str]]:
    """Return the periods to choose from: months and quarters of the year shown and of this year, and all years."""
    sekarang = month_of(clock.now())
    tahun_awal = (pilihan.bulan_awal or sekarang) // 100
    months = {
        tahun * 100 + bulan
        for tahun in {kini.sampai // 100, sekarang // 100}
        for bulan in range(1, 13)
        if tahun * 100 + bulan <= sekarang
    }
    found = [periode for bulan in sorted(months, reverse=True) for periode in periods_of(bulan)[:2]]
    years = [parse_periode(str(tahun)) for tahun in range(sekarang // 100, tahun_awal - 1, -1)]
    unique = {
        satu.teks: satu for satu in [kini, *sorted(found, key=lambda satu: len(satu.teks) == 7, reverse=True), *years]
    }
    return [(satu.teks, periode_kata(satu)) for satu in unique.values()]


def opd_pilihan(pilihan: Pilihan, kini: str | None) -> list[tuple[str, str]]:
    """Return the agencies to choose from."""
    known = sorted({*pilihan.opd, *([kini] if kini else [])}, key=nama_opd)
    return [(kode, nama_opd(kode)) for kode in known]


def lingkup_kata(lingkup: Lingkup) -> str:
    """Return whose events are counted, in words."""
    whose = nama_opd(lingkup.opd) if lingkup.opd else "Seluruh kabupaten"
    return f"{whose}, layanan {lingkup.layanan}" if lingkup.layanan else whose
