"""A *calon*, someone who is to be rated in a period: what must be so before an appraisal can be made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chassis.domain import JAKARTA, Conflict, Invalid, NotFound, Pengguna, uuid7
from kinerja.application.evaluasi.act import ASSESSOR, TINGKAT, check_hubungan
from kinerja.application.evaluasi.ports import Calon
from kinerja.application.hubungan import Hubungan, relate
from kinerja.application.ports import Rantai
from kinerja.domain.aturan_evaluasi import AturanEvaluasi
from kinerja.domain.evaluasi import Evaluasi, Nilai, check_nilai
from kinerja.domain.periode import Periode


def check_dinilai(pengguna: Pengguna, rantai: Rantai) -> Hubungan:
    """Return how the caller stands to the person; raises NotFound out of reach, Forbidden for who does not assess."""
    hubungan = relate(pengguna, rantai)
    if hubungan is Hubungan.ORANG_LAIN:
        raise NotFound("pegawai.not_found", pegawai_id=rantai.pegawai_id)
    check_hubungan(hubungan, ASSESSOR)
    return hubungan


def make_evaluasi(
    pengguna: Pengguna, calon: Calon, periode: Periode, nilai: Nilai, *, now: datetime, aturan: AturanEvaluasi
) -> Evaluasi:
    """Return the appraisal, not stored yet; raises what stands in the way, who may not first."""
    rantai = calon.rantai
    hubungan = check_dinilai(pengguna, rantai)
    mulai = aturan.first_day(periode)
    if now.astimezone(JAKARTA).date() < mulai:
        raise Conflict("evaluasi.too_early", mulai=mulai)
    if calon.ditutup:
        raise Conflict("evaluasi.closed")
    if calon.ada_evaluasi:
        raise Conflict("evaluasi.already_exists")
    if not calon.ada_skp:
        raise Conflict("skp.not_established")
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


def choose_calon(pengguna: Pengguna, kini: Rantai, found: Sequence[Calon], unit_id: str) -> Calon:
    """Return the place where the caller assesses the person; ``kini`` is who stands above them today.

    Raises NotFound out of reach, Forbidden within reach but not theirs to rate, Conflict where they do assess the
    person but not for that period, and Invalid on ``unit_id`` where several places wait for the caller.
    """
    mine = [each for each in found if relate(pengguna, each.rantai) in ASSESSOR]
    named = [each for each in mine if unit_id in {"", each.rantai.unit_id}]
    waiting = [each for each in named if not each.ada_evaluasi] or named
    if not mine:
        seen = next((each.rantai for each in found if relate(pengguna, each.rantai) is not Hubungan.ORANG_LAIN), kini)
        check_dinilai(pengguna, seen)
        raise Conflict("evaluasi.not_here")
    if not named:
        raise Invalid({"unit_id": ["Pegawai ini tidak dinilai di unit itu pada periode ini"]})
    if len(waiting) > 1:
        raise Invalid({"unit_id": ["Pegawai ini pindah dalam periode ini. Sebut unit yang Anda nilai"]})
    return waiting[0]
