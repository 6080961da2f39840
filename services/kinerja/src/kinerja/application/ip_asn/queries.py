"""Questions about the index of professionalism: of one person, and of an agency with its people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from chassis.domain import Clock, Pengguna
from kinerja.application.aturan import DaftarAturan
from kinerja.application.ip_asn.derive import (
    Fakta,
    IpAsnOrang,
    KursusRow,
    PredikatRow,
    derive_ip_asn,
)
from kinerja.application.ip_asn.nilai import AturanTahun, Ciri, Dimensi, NilaiIpAsn, find_aturan, value_ip_asn
from kinerja.application.orang import BacaOrang, OrangRow, get_orang
from kinerja.application.riwayat_kepegawaian.queries import BacaRiwayatKepegawaian, RiwayatKepegawaianRow
from kinerja.application.wewenang import Scope
from kinerja.domain.ip_asn import HukumanDisiplin, Pendidikan
from kinerja.domain.jabatan import JenisJabatan
from kinerja.domain.jp import check_jp
from kinerja.domain.pengembangan import BuktiKompetensi
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import Predikat


@dataclass(frozen=True, kw_only=True)
class RataRata:
    """A mean over those who have a value, exact; None where nobody has one."""

    nilai: Fraction | None
    pegawai: int

    @classmethod
    def of(cls, values: Iterable[tuple[Decimal | None, int]]) -> RataRata:
        """Return the mean of what is known; each value comes with the number of people who have it."""
        known = [(value, people) for value, people in values if value is not None]
        pegawai = sum(people for _, people in known)
        total = sum((value * people for value, people in known), Decimal(0))
        return cls(nilai=Fraction(total) / pegawai if pegawai else None, pegawai=pegawai)


@dataclass(frozen=True, kw_only=True)
class SaringIpAsn:
    """Of which agency and year, without a year the present one, and which page of its people."""

    opd: str
    tahun: int | None = None
    halaman: int = 1
    per_halaman: int = 50


@dataclass(frozen=True, kw_only=True)
class IpAsnOpd:
    """The index of an agency: the mean of its people's, and each dimension's; a page of them, those without a value first."""

    opd: str
    tahun: int
    orang: Sequence[IpAsnOrang]
    jumlah: int
    nilai: RataRata
    dimensi: Mapping[Dimensi, RataRata]


@dataclass(frozen=True, kw_only=True)
class CiriRow:
    """The people of an agency of whom the same is stored: which facts, and who; ``urutan`` is their place by name."""

    jenis_jabatan: JenisJabatan
    jabatan_kode: str
    pendidikan: Sequence[str]
    terlatih: bool
    jp: Decimal
    seminar: bool
    predikat: Predikat | None
    hukuman: Sequence[str]
    urutan: Sequence[int]
    pegawai_id: Sequence[str]


class BacaIpAsn(Protocol):
    """What is read for the index besides career facts."""

    def list_ciri(self, opd_kode: str, tahun: int, bentuk: Mapping[BuktiKompetensi, Set[str]]) -> Sequence[CiriRow]:
        """Return the people in service in an agency by what is stored of them; ``bentuk``: which courses prove what."""
        ...

    def list_orang(self, pegawai_id: Sequence[str]) -> Sequence[OrangRow]:
        """Return these people."""
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
    tahun = _year(tahun, sumber)
    return _derive([orang], tahun, find_aturan(tahun, sumber.aturan), sumber)[0]


def get_ip_asn_opd(pengguna: Pengguna, saring: SaringIpAsn, *, sumber: SumberIpAsn) -> IpAsnOpd:
    """Return the index of an agency; for who keeps the index of all.

    It is computed once for all of whom the same is stored; only the people on the page are told with their facts.
    """
    pengguna.require(Scope.PENGEMBANGAN_REKAP)
    tahun = _year(saring.tahun, sumber)
    aturan = find_aturan(tahun, sumber.aturan)
    groups = [(row, _value(row, aturan)) for row in sumber.ip_asn.list_ciri(saring.opd, tahun, aturan.bentuk)]
    order = sorted(
        (nilai.nilai is not None, nilai.sementara, urutan, pegawai_id)
        for row, nilai in groups
        for urutan, pegawai_id in zip(row.urutan, row.pegawai_id, strict=True)
    )
    first = (saring.halaman - 1) * saring.per_halaman
    ids = [pegawai_id for *_, pegawai_id in order[first : first + saring.per_halaman]]
    orang = {each.pegawai_id: each for each in sumber.ip_asn.list_orang(ids)} if ids else {}
    counted = [(nilai, len(row.pegawai_id)) for row, nilai in groups]
    return IpAsnOpd(
        opd=saring.opd,
        tahun=tahun,
        orang=_derive([orang[each] for each in ids], tahun, aturan, sumber),
        jumlah=len(order),
        nilai=RataRata.of((nilai.nilai, people) for nilai, people in counted),
        dimensi={
            dimensi: RataRata.of((nilai.dimensi[dimensi], people) for nilai, people in counted) for dimensi in Dimensi
        },
    )


def _value(row: CiriRow, aturan: AturanTahun) -> NilaiIpAsn:
    """Return the index of everyone in a group."""
    rule = aturan.ip_asn
    proofs = {
        BuktiKompetensi.DIKLAT_JABATAN: row.terlatih,
        BuktiKompetensi.JP20: check_jp([row.jp], aturan.jp).terpenuhi,
        BuktiKompetensi.SEMINAR: row.seminar,
    }
    ciri = Ciri(
        jenis_jabatan=row.jenis_jabatan,
        pendidikan=max(map(Pendidikan, row.pendidikan), key=lambda each: rule.pendidikan[each], default=None),
        bukti=frozenset(each for each, there in proofs.items() if there),
        melekat=aturan.pengembangan.is_melekat(row.jabatan_kode),
        predikat=row.predikat,
        hukuman=min(map(HukumanDisiplin, row.hukuman), key=lambda each: rule.disiplin[each], default=None),
    )
    return value_ip_asn(ciri, rule)


def _derive(orang: Sequence[OrangRow], tahun: int, aturan: AturanTahun, sumber: SumberIpAsn) -> list[IpAsnOrang]:
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
            aturan,
        )
        for each in orang
    ]


def _year(tahun: int | None, sumber: SumberIpAsn) -> int:
    return Periode.containing(sumber.clock.now()).tahun if tahun is None else tahun
