"""The organisation's side of appraisals: its *capaian* in a period, and the closing of the period for its people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from chassis.domain import Conflict
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import CapaianOrganisasi
from kinerja.domain.teks import check_panjang, check_teks


@dataclass(frozen=True, kw_only=True)
class CapaianOrganisasiDitetapkan:
    """The capaian of a unit was set, as the event of the same name tells it."""

    tahun: int
    opd_kode: str
    unit_id: str
    periode: str
    capaian: str
    versi: int


@dataclass(eq=False, kw_only=True)
class CapaianUnit:
    """How a unit did in a period; set anew it counts its versions."""

    id: str
    unit_id: str
    opd_kode: str
    periode: Periode
    capaian: CapaianOrganisasi | None = None
    alasan: str = ""
    versi: int = 0
    events: list[CapaianOrganisasiDitetapkan] = field(default_factory=list, repr=False)

    def set(self, capaian: CapaianOrganisasi, alasan: str) -> None:
        """Set it, on the grounds named."""
        check_teks("alasan", alasan, "Tulis dasar capaian ini")
        self.capaian, self.alasan, self.versi = capaian, alasan.strip(), self.versi + 1
        self.events.append(
            CapaianOrganisasiDitetapkan(
                tahun=self.periode.tahun,
                opd_kode=self.opd_kode,
                unit_id=self.unit_id,
                periode=self.periode.teks,
                capaian=capaian.value,
                versi=self.versi,
            )
        )


@dataclass(eq=False, kw_only=True)
class PenutupanEvaluasi:
    """A period that was closed for a unit; it makes no event, the audit row tells it."""

    id: str
    unit_id: str
    periode: Periode
    alasan: str
    events: list[object] = field(default_factory=list, repr=False)


def check_penutupan(belum: int, temuan: Sequence[str] | None, alasan: str, *, blokir: bool) -> None:
    """Refuse to close what is not complete, or what does not agree with the capaian without a written reason.

    ``temuan`` are sentences, None where no capaian was set. Where ``blokir`` says so no reason helps.
    """
    if belum:
        raise Conflict("evaluasi.not_complete", belum=str(belum))
    if temuan is None:
        raise Conflict("capaian.not_set")
    if not temuan:
        check_panjang("alasan", alasan)
        return
    found = ". ".join(temuan)
    if blokir:
        raise Conflict("sebaran.blocked", temuan=found)
    check_teks("alasan", alasan, f"Sebaran tidak sesuai capaian organisasi. {found}. Tulis alasannya")
