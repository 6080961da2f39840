"""The index of the service: one field a use case or question, each ready to be called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from chassis.domain import Pengguna
from kinerja.application.angka_kredit import AngkaKreditApplication
from kinerja.application.asesmen import AsesmenApplication
from kinerja.application.evaluasi import EvaluasiApplication
from kinerja.application.ip_asn import IpAsnApplication
from kinerja.application.orang import OrangRow
from kinerja.application.organisasi.load import LoadOrganisasi, Termuat
from kinerja.application.pegawai.assign_atasan import AssignAtasan
from kinerja.application.pegawai.deactivate import DeactivatePegawai
from kinerja.application.pegawai.move import MovePegawai
from kinerja.application.pegawai.reactivate import ReactivatePegawai
from kinerja.application.pengembangan import PengembanganApplication
from kinerja.application.queries import Halaman, JabatanRow, PegawaiRow, RiwayatRow, SaringPegawai, UnitNode, UnitRow
from kinerja.application.riwayat_kepegawaian import RiwayatKepegawaianApplication
from kinerja.application.skp import SkpApplication
from kinerja.application.talenta import TalentaApplication
from kinerja.application.tujuan import TujuanApplication
from kinerja.application.umpan_balik import UmpanBalikApplication
from kinerja.application.unit.rename import RenameUnit
from kinerja.domain.pegawai import Pegawai
from kinerja.domain.unit import Unit


class GetOrganisasi(Protocol):
    """Ask for the tree, of one agency or of all."""

    def __call__(self, pengguna: Pengguna, *, opd: str = "") -> UnitNode:
        """Return the root."""
        ...


class ListPejabat(Protocol):
    """Ask for the officers of an agency."""

    def __call__(self, pengguna: Pengguna, opd_kode: str, *, jenis_jabatan: str = "") -> list[PegawaiRow]:
        """Return them, heads first."""
        ...


@dataclass(frozen=True, kw_only=True)
class Application:
    """What the service can do."""

    load_organisasi: Callable[[LoadOrganisasi], Termuat]
    move_pegawai: Callable[[MovePegawai], Pegawai]
    assign_atasan: Callable[[AssignAtasan], Pegawai]
    deactivate_pegawai: Callable[[DeactivatePegawai], Pegawai]
    reactivate_pegawai: Callable[[ReactivatePegawai], Pegawai]
    rename_unit: Callable[[RenameUnit], Unit]

    get_organisasi: GetOrganisasi
    name_opd: Callable[[Pengguna], dict[str, str]]
    get_unit: Callable[[Pengguna, str], UnitRow]
    get_pegawai: Callable[[Pengguna, str], PegawaiRow]
    get_orang: Callable[[Pengguna, str], OrangRow]
    list_pegawai: Callable[[Pengguna, SaringPegawai], Halaman]
    list_bawahan: Callable[[Pengguna, str], list[PegawaiRow]]
    list_pejabat: ListPejabat
    list_jabatan: Callable[[], list[JabatanRow]]
    list_riwayat: Callable[[Pengguna, str], list[RiwayatRow]]

    tujuan: TujuanApplication
    skp: SkpApplication
    evaluasi: EvaluasiApplication
    umpan_balik: UmpanBalikApplication
    riwayat_kepegawaian: RiwayatKepegawaianApplication
    angka_kredit: AngkaKreditApplication
    asesmen: AsesmenApplication
    pengembangan: PengembanganApplication
    ip_asn: IpAsnApplication
    talenta: TalentaApplication
