"""A permohonan that speaks in days of 2026: the builder of perizinan's unit tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from chassis.domain import JAKARTA
from perizinan.domain.identitas import Pemohon
from perizinan.domain.kalender import Kalender
from perizinan.domain.langkah import Pelaku, Peran
from perizinan.domain.layanan import Layanan
from perizinan.domain.permohonan import Kekurangan, Permohonan
from perizinan.domain.survei import UNSUR

NIK = "3602041211870001"
JAWABAN = dict.fromkeys(UNSUR, 4)
KTP_BURAM = [Kekurangan("ktp", "buram, foto lagi")]


def act_as(peran: str) -> Pelaku:
    return Pelaku(f"akun-{peran}", frozenset({Peran(peran)}))


def moment(day: str, hour: int = 9) -> datetime:
    """A moment of 2026 in Jakarta, told in UTC."""
    return datetime.combine(date.fromisoformat(f"2026-{day}"), datetime.min.time(), JAKARTA).astimezone(
        UTC
    ) + timedelta(hours=hour)


class Berkas:
    """A permohonan that speaks in days of 2026: each act is done by the one whose act it is."""

    def __init__(self, layanan: Layanan, kalender: Kalender, **masukan: Any) -> None:
        self.kalender = kalender
        self.permohonan = Permohonan.create(
            layanan=layanan,
            at=moment("06-19"),
            oleh=act_as("pemohon"),
            **{
                "kanal": "daring",
                "pemohon": Pemohon.create(jenis="perorangan", nama="Sari", nik=NIK),
                "isian": {},
                **masukan,
            },
        )

    def submit(self, day: str = "06-19") -> Berkas:
        self.permohonan.submit(seq=391, kunci="KUNCI", at=moment(day), oleh=act_as("pemohon"))
        return self

    def accept(self, day: str = "06-22") -> Berkas:
        self.permohonan.accept(at=moment(day), oleh=act_as("verifikator"), kalender=self.kalender)
        return self

    def give(self, opd: str, hasil: str = "setuju", day: str = "06-23", alasan: str = "") -> Berkas:
        self.permohonan.give_rekomendasi(
            opd, hasil=hasil, alasan=alasan, at=moment(day), oleh=act_as("mitra"), kalender=self.kalender
        )
        return self

    def return_(self, day: str = "06-24", kekurangan: list[Kekurangan] = KTP_BURAM) -> Berkas:
        self.permohonan.return_(kekurangan, at=moment(day), oleh=act_as("verifikator"), kalender=self.kalender)
        return self

    def resubmit(self, day: str = "06-30", **isian: Any) -> Berkas:
        self.permohonan.resubmit(isian, at=moment(day), oleh=act_as("pemohon"), kalender=self.kalender)
        return self

    def approve(self) -> Berkas:
        self.permohonan.approve(oleh=act_as("kabid"))
        return self

    def reject(self, day: str = "06-24", peran: str = "verifikator", alasan: str = "lokasi tidak sesuai") -> Berkas:
        self.permohonan.reject(
            alasan_kode="lokasi", alasan=alasan, at=moment(day), oleh=act_as(peran), kalender=self.kalender
        )
        return self

    def issue(self, day: str = "06-26") -> Berkas:
        self.permohonan.issue(seq=12, at=moment(day), oleh=act_as("kadis"), kalender=self.kalender)
        return self

    def hand_over(self) -> Berkas:
        self.permohonan.hand_over(oleh=act_as("petugas"))
        return self

    def withdraw(self, day: str = "06-24") -> Berkas:
        self.permohonan.withdraw(at=moment(day), oleh=act_as("pemohon"))
        return self

    def deem_withdrawn(self, day: str = "12-31") -> Berkas:
        self.permohonan.deem_withdrawn(at=moment(day))
        return self

    def deem_granted(self, day: str = "12-31") -> Berkas:
        self.permohonan.deem_granted(at=moment(day), kalender=self.kalender)
        return self

    def last_fact(self) -> Any:
        return [catatan.peristiwa for catatan in self.permohonan.pull_catatan() if catatan.peristiwa][-1]

    def facts(self) -> list[str]:
        return [type(c.peristiwa).__name__ for c in self.permohonan.pull_catatan() if c.peristiwa]
