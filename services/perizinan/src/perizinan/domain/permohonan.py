"""A *permohonan*, the request for a licence, and the rules of its life."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from chassis.domain import Forbidden, NotFound, TransitionNotAllowed, uuid7
from perizinan.domain import peristiwa
from perizinan.domain.identitas import Pemohon
from perizinan.domain.isian import Kanal, check_masukan, read_nilai_investasi, read_tenaga_kerja
from perizinan.domain.izin import Izin
from perizinan.domain.jangka_waktu import JangkaWaktu, Jeda, count_terpakai, is_in_time, local_date, to_moment
from perizinan.domain.kalender import Kalender
from perizinan.domain.kekurangan import Kekurangan, check_alasan, check_kekurangan
from perizinan.domain.langkah import PEMEGANG_KUNCI, SISTEM, TRANSISI, Catatan, Jejak, Langkah, Pelaku, StatusPermohonan
from perizinan.domain.layanan import Layanan, Mitra
from perizinan.domain.nomor import format_nomor_registrasi, generate_kode_verifikasi, hash_kunci, is_kunci
from perizinan.domain.peristiwa import Peristiwa, Pokok
from perizinan.domain.rekomendasi import Rekomendasi
from perizinan.domain.survei import check_jawaban

__all__ = ["Kanal", "Kekurangan", "Permohonan"]

_TAHAP = {
    StatusPermohonan.DIAJUKAN: "verifikasi_berkas",
    StatusPermohonan.DISETUJUI: "tte",
    StatusPermohonan.DITERBITKAN: "penyerahan",
}


@dataclass(eq=False, kw_only=True)
class Permohonan:
    """The aggregate. Every step passes :meth:`_permit`, every change of status goes through :meth:`_move`.

    ``pemilik`` and ``diverifikasi_oleh`` are opaque accounts. ``jatuh_tempo`` is ``None`` before the clock starts and
    while it is paused. An imported file (``impor``) is what happened: no step is allowed on it.
    """

    id: UUID
    layanan: Layanan
    kanal: Kanal
    pemohon: Pemohon
    pemilik: str
    dibuat_pada: datetime
    isian: Mapping[str, Any] = field(default_factory=dict)
    wilayah_kode: str = ""
    status: StatusPermohonan = StatusPermohonan.DRAF
    version: int = 1
    nomor_registrasi: str | None = None
    kunci_hash: str | None = None
    pegawai_id: str | None = None
    diajukan_pada: datetime | None = None
    lengkap_pada: datetime | None = None
    diverifikasi_oleh: str | None = None
    jatuh_tempo: date | None = None
    jeda: tuple[Jeda, ...] = ()
    putaran: int = 0
    kekurangan: tuple[Kekurangan, ...] = ()
    dikembalikan_dari: StatusPermohonan | None = None
    perbaikan_sampai: date | None = None
    selesai_pada: datetime | None = None
    rekomendasi: list[Rekomendasi] = field(default_factory=list)
    izin: Izin | None = None
    survei_diisi: bool = False
    impor: bool = False
    _catatan: list[Catatan] = field(default_factory=list, repr=False)

    @property
    def tahap(self) -> str:
        """The stage within the status, of those the layanan has."""
        if self.status is StatusPermohonan.LENGKAP:
            awaited = any(tugas.is_awaited for tugas in self.rekomendasi_berlaku)
            return "rekomendasi" if awaited else "persetujuan"
        return _TAHAP.get(self.status, "")

    @property
    def rekomendasi_berlaku(self) -> list[Rekomendasi]:
        """The last task of each partner: one that said no is asked again after a resubmission."""
        return list({tugas.opd_mitra: tugas for tugas in self.rekomendasi}.values())

    def is_kunci(self, kunci: str) -> bool:
        """Tell whether ``kunci`` opens the tracking page."""
        return self.kunci_hash is not None and is_kunci(kunci, self.kunci_hash)

    def clock(self, kalender: Kalender) -> JangkaWaktu | None:
        """Return the working-day clock, or ``None`` before it starts."""
        if self.lengkap_pada is None:
            return None
        own = kalender.of_opd(self.layanan.opd_kode)
        return JangkaWaktu.start(self.lengkap_pada, self.layanan.sla_hari, own, self.jeda)

    def permits(self, langkah: Langkah, oleh: Pelaku) -> bool:
        """Tell whether the status and the roles allow the step; its other guards are its own."""
        transisi = TRANSISI[langkah]
        return not self.impor and self.status in transisi.dari and bool(oleh.peran & transisi.peran)

    def pull_catatan(self) -> list[Catatan]:
        """Hand over what the steps left for the outbox, once."""
        catatan, self._catatan = self._catatan, []
        return catatan

    @classmethod
    def create(
        cls,
        *,
        layanan: Layanan,
        kanal: str,
        pemohon: Pemohon,
        isian: Mapping[str, Any],
        at: datetime,
        oleh: Pelaku,
        wilayah_kode: str = "",
    ) -> Self:
        """Begin a draft. Raises Invalid for a closed layanan and for a code that cannot be."""
        check_masukan(layanan, kanal, wilayah_kode)
        permohonan = cls(
            id=uuid7(at),
            layanan=layanan,
            kanal=Kanal(kanal),
            pemohon=pemohon,
            pemilik=oleh.akun,
            dibuat_pada=at,
            isian=dict(isian),
            wilayah_kode=wilayah_kode,
        )
        jejak = permohonan._permit(Langkah.CREATE, oleh)
        permohonan._move(replace(jejak, dari=""), None)
        return permohonan

    def submit(self, *, seq: int, kunci: str, at: datetime, oleh: Pelaku) -> None:
        """Hand the permohonan in; it gets the ``seq``-th registration number of the year."""
        jejak = self._permit(Langkah.SUBMIT, oleh)
        self.nomor_registrasi = format_nomor_registrasi(seq, at)
        self.kunci_hash = hash_kunci(kunci)
        self.diajukan_pada = at
        fakta = peristiwa.PermohonanDiajukan(
            **self._pokok(),
            nomor_registrasi=self.nomor_registrasi,
            kanal=self.kanal,
            jenis_pemohon=self.pemohon.jenis,
            wilayah_kode=self.wilayah_kode,
            nilai_investasi=read_nilai_investasi(self.isian),
            tenaga_kerja=read_tenaga_kerja(self.isian),
        )
        self._move(jejak, fakta)

    def assign(self, pegawai_id: str, *, oleh: Pelaku) -> None:
        """Give the file to an officer of the agency, an opaque id."""
        jejak = self._permit(Langkah.ASSIGN, oleh)
        self.pegawai_id = pegawai_id
        self._move(jejak, None, alasan=pegawai_id)

    def accept(self, *, at: datetime, oleh: Pelaku, kalender: Kalender) -> None:
        """Find the permohonan complete: the clock starts and the partners are asked."""
        jejak = self._permit(Langkah.ACCEPT, oleh)
        clock = JangkaWaktu.start(at, self.layanan.sla_hari, kalender.of_opd(self.layanan.opd_kode))
        self.lengkap_pada, self.diverifikasi_oleh = at, oleh.akun
        self.jatuh_tempo = clock.jatuh_tempo
        fakta = peristiwa.PermohonanLengkap(
            **self._pokok(),
            mulai=clock.begins(at),
            jatuh_tempo=to_moment(self.jatuh_tempo),
            sla_hari=self.layanan.sla_hari,
        )
        self._move(jejak, fakta)
        self._ask(self.layanan.mitra, at, kalender)

    def return_(self, kekurangan: Sequence[Kekurangan], *, at: datetime, oleh: Pelaku, kalender: Kalender) -> None:
        """Send it back with every defect in one list; a running clock pauses.

        Raises TransitionNotAllowed when the rounds are used up, and Invalid for a defect without a reason or of
        something that the published standard does not ask for.
        """
        jejak = self._permit(Langkah.RETURN, oleh)
        self._refuse_lapsed(Langkah.RETURN, at)
        if self.putaran >= self.layanan.putaran_maks:
            raise self._refuse(Langkah.RETURN, "putaran")
        check_kekurangan(kekurangan, self.layanan)
        perbaikan = JangkaWaktu.start(at, self.layanan.perbaikan_hari, kalender.of_opd(self.layanan.opd_kode))
        self.putaran += 1
        self.kekurangan = tuple(kekurangan)
        self.dikembalikan_dari, self.perbaikan_sampai = self.status, perbaikan.jatuh_tempo
        if self.status is StatusPermohonan.LENGKAP:
            self._pause(local_date(at))
        syarat = tuple(dict.fromkeys(satu.syarat for satu in kekurangan))
        fakta = peristiwa.PermohonanDikembalikan(**self._pokok(), putaran=self.putaran, syarat=syarat)
        self._move(jejak, fakta, alasan="; ".join(map(str, kekurangan)))

    def resubmit(self, isian: Mapping[str, Any], *, at: datetime, oleh: Pelaku, kalender: Kalender) -> None:
        """Hand it in again, changed where it was faulty; it goes back to where it was returned from.

        A paused clock runs on, and a partner that had said no is asked again.
        """
        jejak = self._permit(Langkah.RESUBMIT, oleh)
        self.isian = {**self.isian, **isian}
        self.perbaikan_sampai, kembali = None, self.dikembalikan_dari or StatusPermohonan.DIAJUKAN
        if kembali is StatusPermohonan.LENGKAP:
            self._resume(local_date(at), kalender)
        fakta = peristiwa.PermohonanDilengkapi(
            **self._pokok(), putaran=self.putaran, jatuh_tempo=to_moment(self.jatuh_tempo)
        )
        self._move(jejak, fakta, ke=kembali)
        if kembali is StatusPermohonan.LENGKAP:
            refused = {tugas.opd_mitra for tugas in self.rekomendasi_berlaku if tugas.is_refused}
            self._ask((mitra for mitra in self.layanan.mitra if mitra.opd in refused), at, kalender)

    def give_rekomendasi(
        self,
        opd: str,
        *,
        hasil: str,
        at: datetime,
        oleh: Pelaku,
        kalender: Kalender,
        alasan: str = "",
        ketentuan: Iterable[str] = (),
    ) -> Rekomendasi:
        """Answer for the partner ``opd``. Changes the task alone, so the permohonan keeps its version."""
        tugas = self._find_rekomendasi(opd)
        jejak = self._permit(Langkah.GIVE, oleh)
        tugas.give(hasil=hasil, alasan=alasan, ketentuan=ketentuan, at=at, akun=oleh.akun)
        fakta = tugas.tell_diberikan(self._pokok(), tugas.clock(kalender, self.jeda), at)
        self._move(jejak, fakta, alasan=f"{opd}: {hasil}. {alasan}".rstrip(". "))
        return tugas

    def lapse_rekomendasi(self, opd: str, *, at: datetime) -> Rekomendasi:
        """Note the silence of the partner ``opd`` past its time; the rule of the layanan says what follows."""
        tugas = self._find_rekomendasi(opd)
        jejak = self._permit(Langkah.LAPSE_REKOMENDASI, SISTEM)
        tugas.lapse(at)
        self._move(jejak, tugas.tell_terlewat(self._pokok()), alasan=f"{opd}: {tugas.diam}")
        return tugas

    def approve(self, *, oleh: Pelaku) -> None:
        """Approve what another has verified, once every partner that is needed agrees."""
        jejak = self._permit(Langkah.APPROVE, oleh)
        if oleh.akun == self.diverifikasi_oleh:
            raise Forbidden("permohonan.four_eyes")
        if not all(tugas.is_met for tugas in self.rekomendasi_berlaku if tugas.wajib):
            raise self._refuse(Langkah.APPROVE, "rekomendasi")
        self._move(jejak, None)

    def reject(self, *, alasan_kode: str, alasan: str, at: datetime, oleh: Pelaku, kalender: Kalender) -> None:
        """Refuse, with reasons."""
        jejak = self._permit(Langkah.REJECT, oleh)
        self._refuse_lapsed(Langkah.REJECT, at)
        check_alasan(alasan_kode, alasan)
        hari, tepat = count_terpakai(self.clock(kalender), at), self._is_in_time(at)
        pokok = self._pokok()
        fakta = peristiwa.PermohonanDitolak(**pokok, alasan_kode=alasan_kode, hari_kerja=hari, tepat_waktu=tepat)
        self._end(jejak, fakta, at, alasan=f"{alasan_kode}: {alasan.strip()}")

    def check(self, langkah: Langkah, *, oleh: Pelaku) -> None:
        """Refuse what the step itself would, by role and status."""
        self._permit(langkah, oleh)

    def issue(self, *, seq: int, at: datetime, oleh: Pelaku, kalender: Kalender) -> Izin:
        """Issue the licence under the ``seq``-th number of the layanan in the year of ``at``: the clock stops."""
        jejak = self._permit(Langkah.ISSUE, oleh)
        masa = self.layanan.masa_berlaku
        self.izin = Izin(
            id=uuid7(at),
            nomor=self.layanan.penomoran.format(seq, at),
            kode_verifikasi=generate_kode_verifikasi(),
            terbit_pada=at,
            berlaku_sampai=masa.ends(local_date(at)) if masa else None,
        )
        fakta = peristiwa.IzinDiterbitkan(
            **self._pokok(),
            izin_id=str(self.izin.id),
            nomor_izin=self.izin.nomor,
            berlaku_sampai=to_moment(self.izin.berlaku_sampai),
            hari_kerja=count_terpakai(self.clock(kalender), at),
            tepat_waktu=self._is_in_time(at),
        )
        self._end(jejak, fakta, at)
        return self.izin

    def hand_over(self, *, oleh: Pelaku) -> None:
        """Hand the licence over."""
        jejak = self._permit(Langkah.HAND_OVER, oleh)
        fakta = peristiwa.IzinDiserahkan(**self._pokok(), izin_id=str(self.izin.id) if self.izin else "")
        self._move(jejak, fakta)

    def withdraw(self, *, at: datetime, oleh: Pelaku, alasan: str = "") -> None:
        """Take the permohonan back, any time before the licence is issued."""
        jejak = self._permit(Langkah.WITHDRAW, oleh)
        fakta = peristiwa.PermohonanDitarik(**self._pokok(), alasan_kode=StatusPermohonan.DITARIK)
        self._end(jejak, fakta, at, alasan=alasan.strip())

    def deem_withdrawn(self, *, at: datetime) -> None:
        """Count it as withdrawn: the applicant kept silent past the time for mending."""
        jejak = self._permit(Langkah.DEEM_WITHDRAWN, SISTEM)
        if self.perbaikan_sampai is None or is_in_time(at, self.perbaikan_sampai):
            raise self._refuse(Langkah.DEEM_WITHDRAWN, "belum_lewat")
        fakta = peristiwa.PermohonanDitarik(**self._pokok(), alasan_kode=StatusPermohonan.DIANGGAP_DITARIK)
        self._end(jejak, fakta, at, alasan=f"tanpa perbaikan sampai {self.perbaikan_sampai}")

    def deem_granted(self, *, at: datetime, kalender: Kalender) -> None:
        """Count it as granted by law: the time has lapsed, and the layanan's policy has a legal basis for it."""
        jejak = self._permit(Langkah.DEEM_GRANTED, SISTEM)
        dasar_hukum = self.layanan.dianggap_dikabulkan
        if not dasar_hukum or self._is_in_time(at):
            raise self._refuse(Langkah.DEEM_GRANTED, "belum_lewat" if dasar_hukum else "kebijakan")
        fakta = peristiwa.PermohonanDianggapDikabulkan(
            **self._pokok(), dasar_hukum=dasar_hukum, hari_kerja=count_terpakai(self.clock(kalender), at)
        )
        self._end(jejak, fakta, at, alasan=dasar_hukum)

    def reschedule(self, *, at: datetime, kalender: Kalender) -> None:
        """Take a changed calendar into account; a file that has lapsed never moves."""
        jejak = self._permit(Langkah.RESCHEDULE, SISTEM)
        clock = self.clock(kalender)
        if clock is None or not self._is_in_time(at):
            raise self._refuse(Langkah.RESCHEDULE, "lewat")
        self.jatuh_tempo = clock.jatuh_tempo
        self._move(jejak, None, alasan=f"kalender {kalender.versi}")

    def answer_survei(self, jawaban: Mapping[str, int]) -> None:
        """Answer the survey, once; the key of the receipt stands for the pemohon."""
        jejak = self._permit(Langkah.ANSWER_SURVEI, PEMEGANG_KUNCI)
        if self.survei_diisi:
            raise self._refuse(Langkah.ANSWER_SURVEI, "sudah_diisi")
        fakta = peristiwa.SurveiDiisi(**self._pokok(), **check_jawaban(jawaban))
        self.survei_diisi = True
        self._move(jejak, fakta)

    def _permit(self, langkah: Langkah, oleh: Pelaku) -> Jejak:
        """Begin the row of the trail, or refuse: by role first, then by status."""
        transisi = TRANSISI[langkah]
        peran = sorted(oleh.peran & transisi.peran)
        if not peran:
            raise Forbidden
        if self.impor:
            raise self._refuse(langkah, "impor")
        if self.status not in transisi.dari:
            raise self._refuse(langkah, "status")
        return Jejak(langkah=langkah, peran=peran[0], dari=self.status, ke=transisi.ke or self.status)

    def _refuse(self, langkah: Langkah, sebab: str) -> TransitionNotAllowed:
        code = "permohonan.transition_not_allowed"
        return TransitionNotAllowed(code, langkah=langkah, status=self.status, sebab=sebab)

    def _move(
        self, jejak: Jejak, fakta: Peristiwa | None, *, ke: StatusPermohonan | None = None, alasan: str = ""
    ) -> None:
        """Change the status as the table says, and leave the fact and the row of the trail for the outbox."""
        self.status = ke or StatusPermohonan(jejak.ke)
        self._catatan.append(Catatan(fakta, replace(jejak, ke=self.status, alasan=alasan)))

    def _end(self, jejak: Jejak, fakta: Peristiwa, at: datetime, *, alasan: str = "") -> None:
        self.selesai_pada = at
        self._move(jejak, fakta, alasan=alasan)

    def _pokok(self) -> Pokok:
        kode, versi, opd = self.layanan.kode, self.layanan.versi, self.layanan.opd_kode
        return {"permohonan_id": str(self.id), "layanan_kode": kode, "layanan_versi": versi, "opd_kode": opd}

    def _refuse_lapsed(self, langkah: Langkah, at: datetime) -> None:
        """Refuse what comes after the law has granted the file, even before anybody noted it."""
        if self.layanan.dianggap_dikabulkan and self.lengkap_pada and not self._is_in_time(at):
            raise self._refuse(langkah, "dikabulkan")

    def _is_in_time(self, at: datetime) -> bool:
        """Tell whether the decision is in time; before the clock starts it cannot be late."""
        return self.jatuh_tempo is None or is_in_time(at, self.jatuh_tempo)

    def _pause(self, on: date) -> None:
        """Stop the clocks; what has lapsed stays lapsed."""
        self.jeda = (*self.jeda, Jeda(on, None, "perbaikan"))
        if self.jatuh_tempo is not None and on <= self.jatuh_tempo:
            self.jatuh_tempo = None
        for tugas in self.rekomendasi_berlaku:
            tugas.pause(on)

    def _resume(self, on: date, kalender: Kalender) -> None:
        """Let the clocks run on."""
        self.jeda = tuple(replace(satu, henti=satu.henti or on) for satu in self.jeda)
        clock = self.clock(kalender)
        if self.jatuh_tempo is None and clock is not None:
            self.jatuh_tempo = clock.jatuh_tempo
        for tugas in self.rekomendasi_berlaku:
            tugas.schedule(kalender, self.jeda)

    def _ask(self, mitra: Iterable[Mitra], at: datetime, kalender: Kalender) -> None:
        for satu in mitra:
            tugas = Rekomendasi.ask(satu, at, kalender)
            self.rekomendasi.append(tugas)
            self._catatan.append(Catatan(tugas.tell_diminta(self._pokok()), None))

    def _find_rekomendasi(self, opd: str) -> Rekomendasi:
        for tugas in self.rekomendasi_berlaku:
            if tugas.opd_mitra == opd:
                return tugas
        raise NotFound("rekomendasi.not_found", opd=opd)
