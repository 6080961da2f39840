"""SKP, the plans of work: `SkpApplication` is the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chassis.domain import Pengguna
from kinerja.application.queries import RiwayatRow
from kinerja.application.skp.close import EndYear
from kinerja.application.skp.decide import EstablishSkp, ReturnSkp
from kinerja.application.skp.dialog import DialogRow, RecordDialog
from kinerja.application.skp.queries import (
    BarisRow,
    BelumRow,
    HalamanSkp,
    HalamanTemuan,
    MenungguSkp,
    RekapRow,
    SaringRekap,
    SaringSkp,
    SaringTemuan,
    SkpRow,
    VersiRow,
)
from kinerja.application.skp.realisasi import IndikatorPilihan, RealisasiBaris
from kinerja.application.skp.versi import Perbandingan
from kinerja.application.skp.write import ActOnSkp, CreateSkp, ProposeChange, WriteSkp
from kinerja.domain.dialog_kinerja import DialogKinerja
from kinerja.domain.pelengkap_skp import AturanPerilaku
from kinerja.domain.skp import Skp


@dataclass(frozen=True, kw_only=True)
class SkpApplication:
    """What can be done with an SKP."""

    create_skp: Callable[[CreateSkp], Skp]
    write_skp: Callable[[WriteSkp], Skp]
    submit_skp: Callable[[ActOnSkp], Skp]
    propose_change: Callable[[ProposeChange], Skp]
    withdraw_change: Callable[[ActOnSkp], Skp]
    return_skp: Callable[[ReturnSkp], Skp]
    establish_skp: Callable[[EstablishSkp], Skp]
    record_dialog: Callable[[RecordDialog], DialogKinerja]
    end_year: Callable[[EndYear], int]

    check_new: Callable[[Pengguna, int | None], None]
    get_skp: Callable[[Pengguna, str], SkpRow]
    get_berlaku: Callable[[Pengguna, str], SkpRow]
    list_versi: Callable[[Pengguna, str], Sequence[VersiRow]]
    get_versi: Callable[[Pengguna, str, int], VersiRow]
    compare_skp: Callable[[Pengguna, str, int], Perbandingan]
    print_skp: Callable[[Pengguna, str, int], bytes]
    perilaku_of: Callable[[int], AturanPerilaku]
    list_skp: Callable[[Pengguna, SaringSkp], HalamanSkp]
    list_temuan: Callable[[Pengguna, SaringTemuan], HalamanTemuan]
    list_induk: Callable[[Pengguna, str], Sequence[BarisRow]]
    list_offered: Callable[[str | None, int, str | None], Sequence[BarisRow]]
    list_pilihan: Callable[[str, int], Sequence[IndikatorPilihan]]
    list_realisasi: Callable[[Pengguna, str], Sequence[RealisasiBaris]]
    get_rekap: Callable[[Pengguna, SaringRekap], Sequence[RekapRow]]
    list_belum: Callable[[Pengguna, int, str], Sequence[BelumRow]]
    list_belum_tim: Callable[[Pengguna, int], Sequence[BelumRow]]
    count_waiting: Callable[[Pengguna], MenungguSkp]
    list_dialog: Callable[[Pengguna, str], Sequence[DialogRow]]
    list_jejak: Callable[[Pengguna, str], Sequence[RiwayatRow]]
