"""Gives people of the model regency assessments, and the courses of a year that close their gaps, in every state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine

from chassis.domain import JAKARTA, Clock, HeldClock, Pengguna
from kinerja.adapters.aturan import load_aturan
from kinerja.adapters.contoh_kinerja import ContohKinerja
from kinerja.application.asesmen.record import RecordAsesmen
from kinerja.application.pengembangan.act import ActOnPengembangan, DeclinePengembangan, FinishPengembangan
from kinerja.application.pengembangan.propose import ProposePengembangan
from kinerja.bootstrap.pengembangan import Bound, build_asesmen, build_pengembangan
from kinerja.domain.pegawai import Pegawai
from kinerja.domain.pengembangan import StatusPengembangan

_S = StatusPengembangan
_STEPS = (
    (_S.DIUSULKAN, ()),
    (_S.DITOLAK, ("reject",)),
    (_S.DISETUJUI, ("approve",)),
    (_S.BERJALAN, ("approve", "begin")),
    (_S.SELESAI, ("approve", "begin", "finish")),
    (_S.DIVERIFIKASI, ("approve", "begin", "finish", "verify")),
)


@dataclass(frozen=True, kw_only=True)
class Pelaku:
    """Who acts on a person's course: the person, who answers for them, and BKPSDM."""

    pegawai: Pengguna
    penilai: Pengguna
    bkpsdm: Pengguna


class CeritaPengembangan:
    """The development of people in a year, each step at the clock of its day."""

    def __init__(
        self,
        engine: Engine,
        bound_at: Callable[[datetime], Bound],
        moment: Callable[[date], datetime],
        contoh: ContohKinerja,
    ) -> None:
        """Tell it in the transaction of ``bound_at``; ``moment`` is when a day is, or now where it has not come."""
        self._engine, self._bound_at, self._moment, self._contoh = engine, bound_at, moment, contoh
        self._aturan = load_aturan()

    def tell(self, pegawai: Pegawai, pelaku: Pelaku, tahun: int) -> None:
        """Assess a person, and take the course that closes their gap as far as it has come."""
        at = self._moment(date(tahun, 1, 12))
        standar = self._aturan.standar_kompetensi.on(at.astimezone(JAKARTA).date())
        wanted = standar.of_jabatan(pegawai.jabatan.kode, pegawai.jabatan.jenjang)
        profil = self._contoh.draw_profil(pegawai, wanted)
        bound, clock = self._at(at)
        build_asesmen(self._engine, bound, self._aturan, clock).record_asesmen(
            RecordAsesmen(
                pengguna=pelaku.bkpsdm,
                pegawai_id=pegawai.id,
                tanggal=at.astimezone(JAKARTA).date(),
                potensi=self._contoh.draw_potensi(pegawai),
                profil=profil,
                bukti=self._contoh.bukti_asesmen,
            )
        )
        gap = next((kode for kode, level in profil.items() if level < wanted[kode]), "")
        self._study(pegawai, pelaku, tahun, gap)

    def _study(self, pegawai: Pegawai, pelaku: Pelaku, tahun: int, kompetensi: str) -> None:
        kegiatan = self._contoh.choose_kegiatan(pegawai)
        course = self._use(
            date(tahun, 2, 3),
            "propose",
            ProposePengembangan(
                pengguna=pelaku.pegawai,
                pegawai_id=pegawai.id,
                tahun=tahun,
                judul=kegiatan.judul,
                bentuk=kegiatan.bentuk,
                kompetensi=kompetensi,
                penyelenggara=kegiatan.penyelenggara,
                jp=kegiatan.jp,
                biaya=kegiatan.biaya,
            ),
        )
        until = self._contoh.choose_langkah(pegawai, [status for status, _ in _STEPS])
        for bulan, step in enumerate(dict(_STEPS)[until], 3):
            day = date(tahun, bulan, 10)
            which: dict[str, Any] = {"pengembangan_id": course.id, "expected_version": course.version}
            course = self._use(day, step, self._command(step, day, pelaku, which, kegiatan.jp))

    def _command(self, step: str, day: date, pelaku: Pelaku, which: dict[str, Any], jp: Decimal) -> ActOnPengembangan:
        if step == "reject":
            return DeclinePengembangan(pengguna=pelaku.penilai, alasan=self._contoh.alasan_tolak, **which)
        if step == "finish":
            tanggal = self._moment(day).astimezone(JAKARTA).date()
            bukti = self._contoh.bukti_kursus
            return FinishPengembangan(
                pengguna=pelaku.pegawai, jp=jp, tanggal=tanggal, bukti=bukti, sertifikat_hash="", **which
            )
        who = {"approve": pelaku.penilai, "begin": pelaku.pegawai, "verify": pelaku.bkpsdm}[step]
        return ActOnPengembangan(pengguna=who, **which)

    def _use(self, day: date, step: str, command: Any) -> Any:
        bound, clock = self._at(self._moment(day))
        use_cases = build_pengembangan(self._engine, bound, self._aturan, clock)
        return getattr(use_cases, f"{step}_pengembangan")(command)

    def _at(self, at: datetime) -> tuple[Bound, Clock]:
        return self._bound_at(at), HeldClock(at)
