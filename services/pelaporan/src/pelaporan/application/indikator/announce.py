"""Use case: tell the world which values changed (``IndikatorDihitung``).

Only what was touched is looked at; only what changed is announced. It runs at most once a second, so no value is
announced more often than that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from chassis.domain import Clock
from pelaporan.application.indikator.get import compute_many
from pelaporan.application.ports import Kunci, Lingkup, NilaiTerkirim, OpenPengumuman, Pembacaan
from pelaporan.domain.definisi import BukuDefinisi
from pelaporan.domain.nilai import Nilai
from pelaporan.domain.periode import Periode, month_of, months_between, periods_of
from pelaporan.domain.ukuran import Atas

Touched = Sequence[tuple[str, int, str]]
Wanted = Mapping[str, Mapping[str, set[Periode]]]
"""By agency, by code: the periods to look at."""


def announce_nilai(*, open_pengumuman: OpenPengumuman, clock: Clock) -> int:
    """Announce the values that changed; return how many."""
    with open_pengumuman() as pengumuman:
        touched = pengumuman.touched()
        if not touched:
            return 0
        baca = pengumuman.pembacaan
        values = _values(baca, _wanted(touched, baca.buku, month_of(clock.now())))
        known = pengumuman.announced(list(values))
        changed = {kunci: nilai for kunci, nilai in values.items() if _differs(nilai, known.get(kunci))}
        sampai = {satu.service: satu.posisi for satu in baca.kesegaran()}
        pengumuman.announce(changed, sampai, clock.now())
        pengumuman.commit()
        return len(changed)


def _wanted(touched: Touched, buku: BukuDefinisi, kini: int) -> Wanted:
    users = _users(buku)
    wanted: dict[str, dict[str, set[Periode]]] = defaultdict(lambda: defaultdict(set))
    for sidik, bulan, opd in touched:
        for kode, lasting in users.get(sidik, ()):
            months = months_between(bulan, max(bulan, kini)) if lasting else [bulan]
            periods = {periode for month in months for periode in periods_of(month)}
            for whose in {"", opd}:
                wanted[whose][kode] |= periods
    return wanted


def _users(buku: BukuDefinisi) -> Mapping[str, set[tuple[str, bool]]]:
    """Return for each measure the indicators that rest on it, and whether a change lasts beyond its month."""
    users: dict[str, set[tuple[str, bool]]] = defaultdict(set)
    for kode in buku:
        for definisi in buku.reach(kode):
            for ukuran in definisi.ukuran.values():
                users[ukuran.sidik].add((kode, ukuran.atas is not Atas.PERISTIWA))
    return users


def _values(baca: Pembacaan, wanted: Wanted) -> dict[Kunci, NilaiTerkirim]:
    values: dict[Kunci, NilaiTerkirim] = {}
    for opd, by_code in wanted.items():
        for codes, periods in _same_periods(by_code):
            found = compute_many(baca, codes, periods, Lingkup(opd=opd or None))
            for kode, computed in found.items():
                for periode, nilai in zip(periods, computed, strict=True):
                    values[kode, opd, periode.teks] = _sent(nilai)
    return values


def _same_periods(by_code: Mapping[str, set[Periode]]) -> Iterable[tuple[list[str], list[Periode]]]:
    """Group the codes that want the same periods, so that each group is one look at the figures."""
    groups: dict[frozenset[Periode], list[str]] = defaultdict(list)
    for kode, periods in by_code.items():
        groups[frozenset(periods)].append(kode)
    return [(codes, sorted(periods, key=lambda satu: satu.teks)) for periods, codes in groups.items()]


def _sent(nilai: Nilai) -> NilaiTerkirim:
    return NilaiTerkirim(
        nilai=nilai.nilai, pembilang=nilai.pembilang, penyebut=nilai.penyebut, definisi_versi=nilai.definisi.versi
    )


def _differs(nilai: NilaiTerkirim, known: NilaiTerkirim | None) -> bool:
    return known is None or _figures(nilai) != _figures(known)


def _figures(nilai: NilaiTerkirim) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return nilai.nilai, nilai.pembilang, nilai.penyebut
