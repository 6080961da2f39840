"""A *calon*, someone who is to be rated in a period: what must be so before an appraisal can be made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chassis.domain import Conflict, Invalid, NotFound, Pengguna, uuid7
from kinerja.application.evaluasi.act import ASSESSOR, TINGKAT, check_hubungan
from kinerja.application.hubungan import Hubungan, relate
from kinerja.application.ports import Rantai
from kinerja.domain.evaluasi import Evaluasi, Nilai, check_nilai
from kinerja.domain.periode import Periode


@dataclass(frozen=True, kw_only=True)
class Calon:
    """A person with those above, and what is known of the period."""

    rantai: Rantai
    ditutup: bool
    """Whether the period is closed for the unit or one above it."""
    ada_evaluasi: bool
    ada_skp: bool
    """Whether an SKP of the year was established once."""


def check_dinilai(pengguna: Pengguna, rantai: Rantai) -> Hubungan:
    """Return how the caller stands to the person; raises NotFound out of reach, Forbidden for who does not assess."""
    hubungan = relate(pengguna, rantai)
    if hubungan is Hubungan.ORANG_LAIN:
        raise NotFound("pegawai.not_found", pegawai_id=rantai.pegawai_id)
    check_hubungan(hubungan, ASSESSOR)
    return hubungan


def make_evaluasi(pengguna: Pengguna, calon: Calon, periode: Periode, nilai: Nilai, *, now: datetime) -> Evaluasi:
    """Return the appraisal, not stored yet; raises what stands in the way, who may not first."""
    rantai = calon.rantai
    hubungan = check_dinilai(pengguna, rantai)
    if calon.ditutup:
        raise Conflict("evaluasi.closed")
    if calon.ada_evaluasi:
        raise Conflict("evaluasi.already_exists")
    if not calon.ada_skp:
        raise Conflict("skp.not_established")
    if now < periode.mulai:
        raise Invalid({"periode": ["Periode ini belum mulai"]})
    check_nilai(nilai, TINGKAT[hubungan])
    return Evaluasi(
        id=str(uuid7()),
        pegawai_id=rantai.pegawai_id,
        unit_id=rantai.unit_id,
        opd_kode=rantai.opd_kode,
        periode=periode,
        nilai=nilai,
        penilai_id=pengguna.pegawai_id,
        tingkat_penilai=TINGKAT[hubungan],
    )
