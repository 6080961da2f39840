"""Use cases: who answers for a person converts the evaluation of a year into credits, and again after an objection."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, Conflict, Forbidden, Invalid, NotFound, Pengguna, uuid7
from kinerja.application.angka_kredit.ports import AngkaKreditUnitOfWork, EvaluasiSumber
from kinerja.application.hubungan import Hubungan
from kinerja.application.jejak import jejak_of
from kinerja.application.orang import DI_ATAS, require_seen
from kinerja.application.wewenang import Scope
from kinerja.domain.angka_kredit import AturanAngkaKredit, MasaKerja, compute_angka_kredit
from kinerja.domain.aturan import Berlaku
from kinerja.domain.penetapan_angka_kredit import PenetapanAngkaKredit, choose_bulan


@dataclass(frozen=True, kw_only=True)
class EstablishAngkaKredit:
    """Which evaluation, and for how many months; None for the whole year."""

    pengguna: Pengguna
    evaluasi_id: str
    bulan: int | None


@dataclass(frozen=True, kw_only=True)
class RenewAngkaKredit:
    """Which conversion is made anew, by the predikat that holds now."""

    pengguna: Pengguna
    angka_kredit_id: str
    expected_version: int | None
    bulan: int | None


def establish_angka_kredit(
    command: EstablishAngkaKredit, *, uow: AngkaKreditUnitOfWork, clock: Clock, aturan: Berlaku[AturanAngkaKredit]
) -> PenetapanAngkaKredit:
    """Convert it, by the level of the post held now."""
    pengguna = command.pengguna
    pengguna.require(Scope.ANGKA_KREDIT_TETAPKAN)
    with uow:
        evaluasi = uow.angka_kredit.get_evaluasi(command.evaluasi_id)
        try:
            _require_above(pengguna, evaluasi.pegawai_id, uow)
        except NotFound as error:
            raise NotFound("evaluasi.not_found", evaluasi_id=command.evaluasi_id) from error
        penetapan = PenetapanAngkaKredit(
            id=str(uuid7()),
            pegawai_id=evaluasi.pegawai_id,
            tahun=evaluasi.periode.tahun,
            evaluasi_id=evaluasi.evaluasi_id,
            masa=_convert(evaluasi, command.bulan, uow, aturan),
            penetap_id=pengguna.pegawai_id,
            ditetapkan_pada=clock.now(),
        )
        uow.angka_kredit.add(penetapan)
        _conclude(penetapan, pengguna, "establish_angka_kredit", uow)
        return penetapan


def renew_angka_kredit(
    command: RenewAngkaKredit, *, uow: AngkaKreditUnitOfWork, clock: Clock, aturan: Berlaku[AturanAngkaKredit]
) -> PenetapanAngkaKredit:
    """Convert the evaluation anew; the one before stays in the audit trail."""
    pengguna = command.pengguna
    pengguna.require(Scope.ANGKA_KREDIT_TETAPKAN)
    with uow:
        penetapan = uow.angka_kredit.get(command.angka_kredit_id)
        try:
            _require_above(pengguna, penetapan.pegawai_id, uow)
        except NotFound as error:
            raise NotFound("angka_kredit.not_found", angka_kredit_id=penetapan.id) from error
        penetapan.expect(command.expected_version)
        evaluasi = uow.angka_kredit.get_evaluasi(penetapan.evaluasi_id)
        bulan = penetapan.masa.bulan if command.bulan is None else command.bulan
        masa = _convert(evaluasi, bulan, uow, aturan)
        penetapan.establish(masa, pengguna.pegawai_id, at=clock.now())
        uow.angka_kredit.save(penetapan)
        _conclude(penetapan, pengguna, "renew_angka_kredit", uow)
        return penetapan


def check_convertible(evaluasi: EvaluasiSumber) -> None:
    """Refuse what is no established evaluation of a year, and one whose objection is not decided."""
    if evaluasi.periode.triwulan is not None:
        raise Invalid({"evaluasi_id": ["Pilih evaluasi tahunan. Evaluasi triwulan tidak dikonversi"]})
    if not evaluasi.ditetapkan:
        raise Conflict("angka_kredit.not_established")
    if evaluasi.keberatan:
        raise Conflict("angka_kredit.objection_open")


def _convert(
    evaluasi: EvaluasiSumber, bulan: int | None, uow: AngkaKreditUnitOfWork, aturan: Berlaku[AturanAngkaKredit]
) -> MasaKerja:
    """Return what is converted; raises Invalid where the level has no credits or the months do not fit."""
    check_convertible(evaluasi)
    tahun = evaluasi.periode.tahun
    others = [
        each
        for each in uow.angka_kredit.list_of(evaluasi.pegawai_id, tahun)
        if each.evaluasi_id != evaluasi.evaluasi_id
    ]
    chosen = choose_bulan(
        bulan,
        sendirian=uow.angka_kredit.count_evaluasi(evaluasi.pegawai_id, tahun) == 1,
        terpakai=sum(each.masa.bulan for each in others),
    )
    jenjang = uow.pegawai.get(evaluasi.pegawai_id).jabatan.jenjang
    masa = MasaKerja(jenjang=jenjang, predikat=evaluasi.predikat, bulan=chosen)
    compute_angka_kredit([masa], aturan.on(evaluasi.periode.tanggal_akhir))
    return masa


def _require_above(pengguna: Pengguna, pegawai_id: str, uow: AngkaKreditUnitOfWork) -> None:
    hubungan = require_seen(pengguna, uow.pegawai.get_rantai(pegawai_id))
    if hubungan is Hubungan.DIRI_SENDIRI:
        raise Forbidden("angka_kredit.own")
    if hubungan not in DI_ATAS:
        raise Forbidden


def _conclude(penetapan: PenetapanAngkaKredit, pengguna: Pengguna, aksi: str, uow: AngkaKreditUnitOfWork) -> None:
    ke = {"tahun": str(penetapan.tahun), "predikat": penetapan.masa.predikat.value, "bulan": str(penetapan.masa.bulan)}
    jejak = jejak_of(pengguna, aksi, alasan="", dari={}, ke=ke)
    uow.publish([penetapan], at=penetapan.ditetapkan_pada, jejak={penetapan.id: jejak})
    uow.commit()
