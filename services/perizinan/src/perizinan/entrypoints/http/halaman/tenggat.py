"""How near the due day of a file or a task is, computed here and never by the browser's clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from perizinan.domain.jangka_waktu import JangkaWaktu, Jeda, local_date
from perizinan.domain.kalender import Kalender, KalenderYearMissing
from perizinan.domain.layanan import Layanan
from perizinan.domain.rekomendasi import Rekomendasi
from tampilan import Tenggat
from tampilan.navigasi import Bentuk


class Berkas(Protocol):
    """What a deadline needs to know of a file, whole or one line of a list."""

    @property
    def lengkap_pada(self) -> datetime | None: ...  # noqa: D102
    @property
    def selesai_pada(self) -> datetime | None: ...  # noqa: D102
    @property
    def jatuh_tempo(self) -> date | None: ...  # noqa: D102
    @property
    def jeda(self) -> Iterable[Any]: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class TenggatBerkas(Tenggat):
    """A deadline with its date. On a closed day after the due day a file is late, though no working day has passed."""

    jatuh_tempo: date | None = None
    per: date

    @property
    def _late(self) -> bool:
        return not self.selesai and not self.dijeda and self.jatuh_tempo is not None and self.per > self.jatuh_tempo

    @property
    def jenis(self) -> Bentuk:
        """The status whose shape and colour it takes."""
        return "bahaya" if self._late else super().jenis

    @property
    def isi(self) -> bool:
        """Whether it is an exception that earns a tinted background."""
        return self._late or super().isi

    @property
    def kata(self) -> str:
        """The words beside the shape."""
        return "Lewat tenggat" if self._late and not self.lewat else super().kata


def count_berkas(berkas: Berkas, layanan: Layanan, kalender: Kalender, per: date) -> TenggatBerkas | None:
    """Return the deadline of a file on ``per``; None before its clock starts and where the calendar does not reach."""
    if berkas.lengkap_pada is None:
        return None
    jeda = tuple(_to_jeda(satu) for satu in berkas.jeda)
    if berkas.selesai_pada is not None:
        per = min(per, local_date(berkas.selesai_pada))
    try:
        clock = JangkaWaktu.start(berkas.lengkap_pada, layanan.sla_hari, kalender.of_opd(layanan.opd_kode), jeda)
        return _measure(clock, per, berkas.jatuh_tempo, selesai=berkas.selesai_pada is not None)
    except KalenderYearMissing:
        return None


def count_tugas(tugas: Rekomendasi, jeda: Iterable[Jeda], kalender: Kalender, per: date) -> TenggatBerkas | None:
    """Return the deadline of a partner's task on ``per``; it stood still when the partner answered."""
    if tugas.diberikan_pada is not None:
        per = min(per, local_date(tugas.diberikan_pada))
    try:
        return _measure(tugas.clock(kalender, jeda), per, tugas.jatuh_tempo, selesai=not tugas.is_awaited)
    except KalenderYearMissing:
        return None


def count_sampai(jatuh_tempo: date, sla_hari: int, kalender: Kalender, per: date) -> TenggatBerkas | None:
    """Return the deadline of a task of which only the due day is known."""
    early, late = min(per, jatuh_tempo), max(per, jatuh_tempo)
    try:
        days = (early + timedelta(days=n) for n in range(1, (late - early).days + 1))
        between = sum(kalender.is_hari_kerja(day) for day in days)
    except KalenderYearMissing:
        return None
    pakai = sla_hari + between if per > jatuh_tempo else max(0, sla_hari - between)
    return TenggatBerkas(pakai=pakai, total=sla_hari, jatuh_tempo=jatuh_tempo, per=per)


def _measure(clock: JangkaWaktu, per: date, jatuh_tempo: date | None, *, selesai: bool) -> TenggatBerkas:
    paused = not selesai and clock.jeda_on(per) is not None
    return TenggatBerkas(
        pakai=clock.terpakai(per),
        total=clock.hari,
        dijeda=paused,
        selesai=selesai,
        jatuh_tempo=jatuh_tempo or clock.jatuh_tempo,
        per=per,
    )


def _to_jeda(satu: Any) -> Jeda:
    """Return a pause, also of one that a line of a list holds as the database keeps it."""
    if isinstance(satu, Jeda):
        return satu
    henti = satu["henti"]
    return Jeda(date.fromisoformat(satu["mulai"]), date.fromisoformat(henti) if henti else None, satu["sebab"] or "")
