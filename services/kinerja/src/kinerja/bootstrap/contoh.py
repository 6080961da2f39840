"""Gives some agencies of the model regency a past: plans in every state, appraisals of periods that ended, feedback, courses.

Everything is done through the use cases, each at the clock of its day, and all of it in one transaction. Of some agencies
alone, for all of it is done before the service is ready.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, text

from chassis.domain import JAKARTA, DomainError, HeldClock, Pengguna
from kinerja.adapters.contoh_kinerja import draw, load_contoh_kinerja
from kinerja.adapters.unit_of_work import JoinedUnitOfWork
from kinerja.application.evaluasi import EvaluasiApplication
from kinerja.application.evaluasi.document import DecideKeberatan, ObjectEvaluasi, ReceiveEvaluasi, SendEvaluasi
from kinerja.application.evaluasi.massal import BarisMassal, EstablishMassal
from kinerja.application.evaluasi.organisasi import ClosePeriode, SetCapaian
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.application.skp import SkpApplication
from kinerja.application.skp.decide import EstablishSkp, ReturnSkp
from kinerja.application.skp.write import ActOnSkp, CreateSkp, ProposeChange
from kinerja.application.umpan_balik.give import GiveUmpanBalik
from kinerja.application.wewenang import PERAN
from kinerja.bootstrap.contoh_pengembangan import CeritaPengembangan, Pelaku
from kinerja.bootstrap.evaluasi import build_evaluasi
from kinerja.bootstrap.skp import build_skp
from kinerja.bootstrap.umpan_balik import build_umpan_balik
from kinerja.domain.evaluasi import Evaluasi, Putusan
from kinerja.domain.pegawai import Pegawai
from kinerja.domain.periode import Periode, triwulan_of
from kinerja.domain.skp import AlasanPerubahan, Skp, StatusSkp
from kinerja.domain.unit import JenisUnit

_OPD_DOKUMEN = "dpmptsp"
"""The agency whose documents of last year are on their way to their people."""
_LATER = timedelta(days=5)
"""How long after a period its people are rated."""


def load_contoh(engine: Engine, daerah: LoadOrganisasi, *, kecuali: frozenset[str], now: datetime) -> bool:
    """Tell it, unless there is a plan of anyone; the people of ``kecuali`` get neither plan nor appraisal."""
    with engine.begin() as conn:
        if conn.execute(text("SELECT EXISTS (SELECT FROM skp)")).scalar_one():
            return False
        Cerita(engine, conn, daerah, kecuali, now).tell()
        return True


class Cerita:
    """The past of these agencies, as it is told once."""

    def __init__(
        self, engine: Engine, conn: Connection, daerah: LoadOrganisasi, kecuali: frozenset[str], now: datetime
    ) -> None:
        """Tell it in the transaction of ``conn``, up to ``now``."""
        self._engine, self._conn, self._now = engine, conn, now
        self._kecuali = kecuali
        self._contoh = load_contoh_kinerja()
        self._opd = [each for each in daerah.unit if each.jenis is JenisUnit.OPD and each.opd_kode in self._contoh.opd]
        self._by_id = {each.id: each for each in daerah.pegawai if each.opd_kode in self._contoh.opd}
        self._tim: dict[str | None, list[Pegawai]] = defaultdict(list)
        for each in self._by_id.values():
            self._tim[each.atasan_id].append(each)
        self._planned: dict[int, dict[str, Skp]] = defaultdict(dict)

    def tell(self) -> None:
        """Tell last year, then this one."""
        tahun = Periode.containing(self._now).tahun
        self._plan(tahun - 1, lambda _: StatusSkp.DITETAPKAN)
        self._document(self._appraise(Periode(tahun - 1)), tahun)
        self._plan(tahun, lambda each: self._contoh.choose_status(each, tahun))
        for periode in triwulan_of(tahun):
            if periode.akhir + _LATER <= self._now:
                self._appraise(periode)
        self._talk(Periode.containing(self._now))
        self._develop(tahun)

    def _plan(self, tahun: int, choose: Callable[[Pegawai], StatusSkp | None]) -> None:
        """Give people their plans, a superior's before those below."""
        skp = self._skp_at(date(tahun, 1, 19))
        for each in self._downwards():
            status = None if each.id in self._kecuali else choose(each)
            if status is not None:
                made = self._write(skp, each, tahun, status)
                if made.versi:
                    self._planned[tahun][each.id] = made

    def _write(self, skp: SkpApplication, pegawai: Pegawai, tahun: int, status: StatusSkp) -> Skp:
        """Take one plan as far as it has come."""
        owner, penilai = self._caller(pegawai.id), self._above(pegawai)
        above = self._planned[tahun].get(pegawai.atasan_id or "")
        baris = self._contoh.list_baris(pegawai, above.baris[0].id if above else None)
        made = skp.create_skp(CreateSkp(pengguna=owner, tahun=tahun, baris=baris))
        if status is StatusSkp.DRAF:
            return made
        which: dict[str, Any] = {"skp_id": made.id}
        made = skp.submit_skp(ActOnSkp(pengguna=owner, expected_version=made.version, **which))
        if status is StatusSkp.DIAJUKAN:
            return made
        if status is StatusSkp.DIKEMBALIKAN:
            alasan = self._contoh.alasan_kembali
            return skp.return_skp(ReturnSkp(pengguna=penilai, expected_version=made.version, alasan=alasan, **which))
        made = skp.establish_skp(EstablishSkp(pengguna=penilai, expected_version=made.version, **which))
        if status is StatusSkp.USUL_PERUBAHAN:
            kode, alasan = AlasanPerubahan.STRATEGI_PROGRAM_ANGGARAN, self._contoh.alasan_ubah
            which["expected_version"] = made.version
            skp.propose_change(ProposeChange(pengguna=owner, alasan_kode=kode, alasan=alasan, **which))
        return made

    def _appraise(self, periode: Periode) -> list[Evaluasi]:
        """Rate everyone whose plan holds, team by team; set the capaian of each agency, and close a year where it may be."""
        evaluasi = self._evaluasi_at(periode.tanggal_akhir + _LATER)
        nilai = self._rate(periode)
        done: list[Evaluasi] = []
        for atasan_id, tim in self._tim.items():
            baris = [BarisMassal(pegawai_id=each.id, nilai=nilai[each.id]) for each in tim if each.id in nilai]
            if baris:
                command = EstablishMassal(pengguna=self._head(atasan_id), periode=periode.teks, baris=baris)
                done += evaluasi.establish_massal(command).ditetapkan
        for unit in self._opd:
            self._set_capaian(evaluasi, unit.id, unit.opd_kode, periode)
        return done

    def _rate(self, periode: Periode) -> Mapping[str, Any]:
        """Return the rating of everyone who is rated in the period; of a quarter a few still wait."""
        nomor: dict[str, int] = defaultdict(int)
        nilai = {}
        for id_ in self._planned[periode.tahun]:
            waits = periode.triwulan and draw(f"menunggu/{periode.teks}/{id_}", 100) < 8
            if not waits:
                opd_kode = self._by_id[id_].opd_kode
                capaian = self._contoh.choose_capaian(opd_kode, periode.teks)
                nilai[id_] = self._contoh.rate(capaian, nomor[opd_kode])
                nomor[opd_kode] += 1
        return nilai

    def _set_capaian(self, evaluasi: EvaluasiApplication, unit_id: str, opd_kode: str, periode: Periode) -> None:
        ppk, which = self._head(None), {"unit_id": unit_id, "periode": periode.teks}
        capaian = self._contoh.choose_capaian(opd_kode, periode.teks)
        evaluasi.set_capaian(SetCapaian(pengguna=ppk, capaian=capaian, alasan=self._contoh.alasan_capaian, **which))
        if periode.triwulan is None and opd_kode != _OPD_DOKUMEN:
            try:
                evaluasi.close_periode(ClosePeriode(pengguna=ppk, alasan="", **which))
            except DomainError:
                return  # somebody there is not rated, or the spread asks for a reason: it stays open

    def _document(self, done: Sequence[Evaluasi], tahun: int) -> None:
        """Send the documents of one agency on their way: some sent, some received, an objection, one decided."""
        own = [each for each in done if each.opd_kode == _OPD_DOKUMEN and not self._by_id[each.pegawai_id].memimpin]
        sent = [self._send(each, tahun) for each in own[:8]]
        received = [self._receive(each, tahun) for each in sent[3:]]
        objected = [self._object(each, tahun) for each in received[-2:]]
        for each in objected[-1:]:
            pegawai = self._by_id[each.pegawai_id]
            pemutus = self._head(self._by_id[pegawai.atasan_id or ""].atasan_id)
            command = DecideKeberatan(
                pengguna=pemutus, evaluasi_id=each.id, expected_version=each.version, putusan=Putusan.DITOLAK, nilai=None,
                alasan="Bukti yang diajukan sudah diperhitungkan",
            )  # fmt: skip
            self._evaluasi_at(date(tahun, 2, 6)).decide_keberatan(command)

    def _send(self, each: Evaluasi, tahun: int) -> Evaluasi:
        who: dict[str, Any] = {"pengguna": self._above(self._by_id[each.pegawai_id]), "expected_version": each.version}
        return self._evaluasi_at(date(tahun, 1, 20)).send_evaluasi(SendEvaluasi(evaluasi_id=each.id, **who))

    def _receive(self, each: Evaluasi, tahun: int) -> Evaluasi:
        who: dict[str, Any] = {"pengguna": self._caller(each.pegawai_id), "expected_version": each.version}
        return self._evaluasi_at(date(tahun, 1, 26)).receive_evaluasi(ReceiveEvaluasi(evaluasi_id=each.id, **who))

    def _object(self, each: Evaluasi, tahun: int) -> Evaluasi:
        who: dict[str, Any] = {"pengguna": self._caller(each.pegawai_id), "expected_version": each.version}
        command = ObjectEvaluasi(evaluasi_id=each.id, alasan="Dua kegiatan belum ikut dihitung", **who)
        return self._evaluasi_at(date(tahun, 1, 30)).object_evaluasi(command)

    def _talk(self, periode: Periode) -> None:
        """Let superiors and peers say what they saw."""
        give = build_umpan_balik(self._engine, self._bound(self._now)).give_umpan_balik
        for each in self._by_id.values():
            peers = [peer for peer in self._tim[each.atasan_id] if peer.id != each.id]
            if draw(f"bicara/{periode.teks}/{each.id}", 4) and each.id not in self._kecuali:
                continue
            givers = [giver for giver in (each.atasan_id, peers[0].id if peers else None) if giver]
            for giver in givers:
                said = self._contoh.choose_ucapan(each, f"{periode.teks}/{giver}")
                whom = {"pegawai_id": each.id, "periode": periode.teks}
                give(GiveUmpanBalik(pengguna=self._caller(giver), tentang=said.tentang, isi=said.isi, **whom))

    def _develop(self, tahun: int) -> None:
        """Let everyone be assessed, and their courses of the year come as far as they have."""
        cerita = CeritaPengembangan(self._engine, self._bound, self._moment, self._contoh)
        bkpsdm = self._pengguna(None, "bkpsdm")
        for each in self._by_id.values():
            if each.id not in self._kecuali:
                penilai = self._above(each) if each.atasan_id else bkpsdm
                who = Pelaku(pegawai=self._caller(each.id), penilai=penilai, bkpsdm=bkpsdm)
                cerita.tell(each, who, tahun)

    def _downwards(self) -> Iterator[Pegawai]:
        """Yield a superior before those below."""
        waiting: list[str | None] = [None]
        while waiting:
            for each in self._tim.get(waiting.pop(), ()):
                yield each
                waiting.append(each.id)

    def _caller(self, pegawai_id: str, *peran: str) -> Pengguna:
        return self._pengguna(self._by_id[pegawai_id], "pegawai", *peran)

    def _above(self, pegawai: Pegawai) -> Pengguna:
        return self._head(pegawai.atasan_id)

    def _head(self, pegawai_id: str | None) -> Pengguna:
        """Return an assessor as a caller; None is the PPK."""
        if pegawai_id is None:
            return self._pengguna(None, "ppk")
        return self._caller(pegawai_id, "penilai", "atasan_penilai")

    @staticmethod
    def _pengguna(pegawai: Pegawai | None, *peran: str) -> Pengguna:
        name = pegawai.id if pegawai else peran[0]
        return Pengguna(
            akun=name,
            pengguna_id=name,
            peran=frozenset(peran),
            opd_kode=pegawai.opd_kode if pegawai else None,
            pegawai_id=pegawai.id if pegawai else None,
            scopes=frozenset(scope for each in peran for scope in PERAN[each]),
        )

    def _skp_at(self, day: date) -> SkpApplication:
        return build_skp(self._engine, self._bound(self._moment(day)))

    def _evaluasi_at(self, day: date) -> EvaluasiApplication:
        return build_evaluasi(self._engine, self._bound(self._moment(day)))

    def _moment(self, day: date) -> datetime:
        """Return ten in the morning of a day, or now where that has not come yet."""
        return min(self._now, datetime(day.year, day.month, day.day, 10, tzinfo=JAKARTA).astimezone(UTC))

    def _bound(self, at: datetime) -> Callable[[Callable[..., Any]], Callable[[Any], Any]]:
        """Return what gives a use case the transaction and the clock of the day."""
        clock = HeldClock(at)

        def bound(use_case: Callable[..., Any]) -> Callable[[Any], Any]:
            def call(command: Any) -> Any:
                return use_case(command, uow=JoinedUnitOfWork(self._conn, traceparent=lambda: ""), clock=clock)

            return call

        return bound
