"""Questions about the index of professionalism: of one person, and of an agency with its people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from chassis.domain import Clock, Pengguna
from kinerja.application.aturan import DaftarAturan
from kinerja.application.ip_asn.derive import (
    Dimensi,
    Fakta,
    IpAsnOrang,
    KursusRow,
    PredikatRow,
    derive_ip_asn,
)
from kinerja.application.orang import BacaOrang, OrangRow, get_orang
from kinerja.application.riwayat_kepegawaian.queries import BacaRiwayatKepegawaian, RiwayatKepegawaianRow
from kinerja.application.wewenang import Scope
from kinerja.domain.periode import Periode


@dataclass(frozen=True, kw_only=True)
class RataRata:
    """A mean over those who have a value, exact; None where nobody has one."""

    nilai: Fraction | None
    pegawai: int

    @classmethod
    def of(cls, values: Sequence[Decimal | None]) -> RataRata:
        """Return the mean of what is known."""
        known = [each for each in values if each is not None]
        nilai = Fraction(sum(known, Decimal(0))) / len(known) if known else None
        return cls(nilai=nilai, pegawai=len(known))


@dataclass(frozen=True, kw_only=True)
class IpAsnOpd:
    """The index of an agency: the mean of its people's, and each dimension's; those without a value come first."""

    opd: str
    tahun: int
    orang: Sequence[IpAsnOrang]
    nilai: RataRata
    dimensi: Mapping[Dimensi, RataRata]


class BacaIpAsn(Protocol):
    """What is read for the index besides career facts."""

    def list_orang(self, opd_kode: str) -> Sequence[OrangRow]:
        """Return the people in service in an agency, by name."""
        ...

    def list_kursus(self, pegawai_id: Sequence[str], tahun: int) -> Sequence[KursusRow]:
        """Return the verified courses of these people up to a year, the newest first."""
        ...

    def list_predikat(self, pegawai_id: Sequence[str], tahun: int) -> Sequence[PredikatRow]:
        """Return the established evaluations of a year, of one who has several that established last."""
        ...


@dataclass(frozen=True, kw_only=True)
class SumberIpAsn:
    """Where the questions read from, and the rules they compute by."""

    ip_asn: BacaIpAsn
    orang: BacaOrang
    riwayat: BacaRiwayatKepegawaian
    aturan: DaftarAturan
    clock: Clock


def get_ip_asn(pengguna: Pengguna, pegawai_id: str, tahun: int | None, *, sumber: SumberIpAsn) -> IpAsnOrang:
    """Return the index of a person within reach, without a year in the present one."""
    orang = get_orang(pengguna, pegawai_id, baca=sumber.orang)
    return _derive([orang], _year(tahun, sumber), sumber)[0]


def get_ip_asn_opd(pengguna: Pengguna, opd: str, tahun: int | None, *, sumber: SumberIpAsn) -> IpAsnOpd:
    """Return the index of an agency; for who keeps the index of all."""
    pengguna.require(Scope.PENGEMBANGAN_REKAP)
    tahun = _year(tahun, sumber)
    found = _derive(sumber.ip_asn.list_orang(opd), tahun, sumber)
    found.sort(key=lambda each: (each.nilai is not None, each.sementara))
    return IpAsnOpd(
        opd=opd,
        tahun=tahun,
        orang=found,
        nilai=RataRata.of([each.nilai for each in found]),
        dimensi={
            dimensi: RataRata.of([row.nilai for each in found for row in each.dimensi if row.dimensi is dimensi])
            for dimensi in Dimensi
        },
    )


def _derive(orang: Sequence[OrangRow], tahun: int, sumber: SumberIpAsn) -> list[IpAsnOrang]:
    ids = [each.pegawai_id for each in orang]
    riwayat: dict[str, list[RiwayatKepegawaianRow]] = {}
    for fact in sumber.riwayat.list_of(ids):
        riwayat.setdefault(fact.pegawai_id, []).append(fact)
    kursus: dict[str, list[KursusRow]] = {}
    for course in sumber.ip_asn.list_kursus(ids, tahun):
        kursus.setdefault(course.pegawai_id, []).append(course)
    predikat = {row.pegawai_id: row for row in sumber.ip_asn.list_predikat(ids, tahun)}
    return [
        derive_ip_asn(
            Fakta(
                orang=each,
                riwayat=riwayat.get(each.pegawai_id, ()),
                kursus=kursus.get(each.pegawai_id, ()),
                evaluasi=predikat.get(each.pegawai_id),
            ),
            tahun,
            sumber.aturan,
        )
        for each in orang
    ]


def _year(tahun: int | None, sumber: SumberIpAsn) -> int:
    return Periode.containing(sumber.clock.now()).tahun if tahun is None else tahun
