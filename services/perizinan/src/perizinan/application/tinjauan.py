"""What a caller sees of a file that it may know of: identity, partners, the trail, and how the clock stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chassis.domain import Pengguna
from perizinan.application.queries import BarisJejak
from perizinan.application.tindakan import is_insider
from perizinan.domain.identitas import Pemohon, mask_nomor
from perizinan.domain.jangka_waktu import local_date
from perizinan.domain.kalender import Kalender, KalenderYearMissing
from perizinan.domain.kekurangan import Kekurangan
from perizinan.domain.langkah import Langkah, StatusPermohonan
from perizinan.domain.permohonan import Permohonan
from perizinan.domain.rekomendasi import Rekomendasi

SCOPE_IDENTITAS = "identitas.baca"
"""Whoever holds it sees NIK, NIB and contacts in full: those who check them."""

_OF_PARTNERS = frozenset({Langkah.GIVE, Langkah.LAPSE_REKOMENDASI})


@dataclass(frozen=True, kw_only=True)
class Tinjauan:
    """A file as one caller sees it: what is not here is not the caller's to know."""

    permohonan: Permohonan
    pemohon: Pemohon
    rekomendasi: Sequence[Rekomendasi]
    kekurangan: Sequence[Kekurangan]


@dataclass(frozen=True, kw_only=True)
class HariKerja:
    """Working days used and left; ``None`` where no clock runs, or where the calendar does not reach."""

    terpakai: int | None = None
    sisa: int | None = None


def show_permohonan(permohonan: Permohonan, pengguna: Pengguna) -> Tinjauan:
    """Return the file as the caller sees it. A partner sees its own task, and no reason of anyone else's."""
    tasks, insider = permohonan.rekomendasi_berlaku, is_insider(pengguna, permohonan)
    return Tinjauan(
        permohonan=permohonan,
        pemohon=_show_pemohon(permohonan, pengguna),
        rekomendasi=tasks if insider else [tugas for tugas in tasks if tugas.opd_mitra == pengguna.opd_kode],
        kekurangan=permohonan.kekurangan if insider else (),
    )


def _show_pemohon(permohonan: Permohonan, pengguna: Pengguna) -> Pemohon:
    pemohon = permohonan.pemohon
    if not is_insider(pengguna, permohonan):
        return replace(pemohon, nik=None, nib=None, surel=None, telepon=None)
    if permohonan.pemilik == pengguna.pengguna_id or pengguna.may(SCOPE_IDENTITAS):
        return pemohon
    nik, nib = (mask_nomor(nomor) if nomor else None for nomor in (pemohon.nik, pemohon.nib))
    return replace(pemohon, nik=nik, nib=nib, surel=None, telepon=None)


def show_jejak(rows: Iterable[BarisJejak], pengguna: Pengguna, permohonan: Permohonan) -> list[BarisJejak]:
    """Return the trail as the caller sees it: to a partner the others' answers are absent, and reasons are blank."""
    if is_insider(pengguna, permohonan):
        return list(rows)
    own = f"{pengguna.opd_kode}: "
    visible = [row for row in rows if row.langkah not in _OF_PARTNERS or row.alasan.startswith(own)]
    return [row if row.langkah in _OF_PARTNERS else replace(row, alasan="") for row in visible]


def count_hari_kerja(permohonan: Permohonan, kalender: Kalender, at: datetime) -> HariKerja:
    """Return how the clock stands at ``at``; it stood still when the file came to its end."""
    if permohonan.impor or permohonan.lengkap_pada is None:
        return HariKerja()
    per = local_date(min(at, permohonan.selesai_pada or at))
    try:
        clock = permohonan.clock(kalender)
        return HariKerja() if clock is None else HariKerja(terpakai=clock.terpakai(per), sisa=clock.sisa(per))
    except KalenderYearMissing:
        return HariKerja()


def explain_jeda(permohonan: Permohonan) -> str:
    """Say why a returned file waits: for what the standard asks and the pemohon has to mend. Empty while it does not."""
    if permohonan.status is not StatusPermohonan.DIKEMBALIKAN:
        return ""
    names = {syarat.kode: syarat.nama for syarat in permohonan.layanan.syarat}
    wanted = dict.fromkeys(names.get(satu.syarat, satu.syarat) for satu in permohonan.kekurangan)
    return f"Menunggu perbaikan dari pemohon: {', '.join(wanted)}"
