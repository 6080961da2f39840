"""Calculator of the cascade: whether targets below carry the one above."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshmallow import fields

from chassis.http import Schema
from kinerja.domain.capaian import Polaritas
from kinerja.domain.cascading import Cascading, HasilCascading, JenisCascading, check_cascading
from kinerja.entrypoints.http.hitung.isian import Angka, Bentuk, Isian, Kata, make_daftar, make_opsi
from kinerja.entrypoints.http.hitung.kalkulator import Dasar, Jawaban, Kalkulator, Langkah, Meja, tell_angka, write

DASAR_CASCADING = Dasar(
    berlaku_dari=date(2022, 2, 3),
    sumber="PermenPANRB 6/2022 (jenis cascading belum dicocokkan dengan naskah; pemeriksaan menurut penafsiran Simpul)",
)


class CascadingRequest(Schema):
    """A target and those below it; ``bobot`` only where they do not add up."""

    jenis = Kata(JenisCascading, required=True)
    aditif = fields.Boolean(required=True)
    target_induk = Angka(required=True)
    anak = make_daftar(Angka(), required=True)
    polaritas = Kata(Polaritas, load_default=Polaritas.NAIK)
    bobot = make_daftar(Angka("0", "1000000"), load_default=list)


class CascadingSchema(Schema):
    """Whether it is carried, and by how much not; null for indirect cascading."""

    sesuai = fields.Boolean(required=True)
    selisih = fields.String(required=True, allow_none=True)


def _cascading(body: dict[str, Any], meja: Meja) -> Jawaban:
    cascading = Cascading(**body)
    hasil = check_cascading(cascading)
    return Jawaban(
        isi={"sesuai": hasil.sesuai, "selisih": None if hasil.selisih is None else write(hasil.selisih)},
        judul="Target terbagi sesuai" if hasil.sesuai else "Target belum terbagi sesuai",
        keterangan=""
        if hasil.selisih is not None
        else "Cascading tidak langsung perlu indikator sendiri dan alasan kontribusi pada baris SKP.",
        langkah=_tell(cascading, hasil),
        aturan=(DASAR_CASCADING,),
    )


def _tell(cascading: Cascading, hasil: HasilCascading) -> tuple[Langkah, ...]:
    if hasil.banding is None or hasil.selisih is None:
        return (Langkah("Cascading tidak langsung", "hasil lain yang mendukung target atasan", "tidak dibandingkan"),)
    anak = [tell_angka(each) for each in cascading.anak]
    below = cascading.polaritas is Polaritas.TURUN
    if cascading.aditif:
        kata, hitungan, syarat = "Jumlah target bawahan", " + ".join(anak), "harus 0"
    elif cascading.bobot:
        bobot = [tell_angka(each) for each in cascading.bobot]
        terms = " + ".join(f"{w} × {x}" for w, x in zip(bobot, anak, strict=True))
        kata, hitungan = "Rata-rata berbobot", f"({terms}) / ({' + '.join(bobot)})"
        syarat = "harus 0 atau kurang" if below else "harus 0 atau lebih"
    else:
        kata, hitungan = "Target bawahan yang paling lemah", " dan ".join(anak)
        syarat = "harus 0 atau kurang" if below else "harus 0 atau lebih"
    banding = tell_angka(hasil.banding)
    return (
        Langkah(kata, hitungan, banding),
        Langkah(f"Selisih, {syarat}", f"{banding} − {tell_angka(cascading.target_induk)}", tell_angka(hasil.selisih)),
    )


KALKULATOR = (
    Kalkulator(
        kode="cascading",
        judul="Pembagian target",
        kalimat="Apakah target bawahan bersama-sama memikul target atasannya.",
        permintaan=CascadingRequest,
        jawaban=CascadingSchema,
        hitung=_cascading,
        isian=(
            Isian(
                nama="jenis",
                label="Jenis cascading",
                bentuk=Bentuk.PILIHAN,
                opsi=make_opsi(JenisCascading),
                contoh="langsung",
            ),
            Isian(
                nama="aditif",
                label="Target bawahan dijumlahkan",
                bentuk=Bentuk.CENTANG,
                contoh="1",
                petunjuk="Untuk jumlah dan rupiah. Persen dan indeks tidak dijumlahkan",
            ),
            Isian(nama="target_induk", label="Target atasan", contoh="90"),
            Isian(
                nama="anak", label="Target bawahan", bentuk=Bentuk.DAFTAR, contoh="40 30 20", petunjuk="Dipisah spasi"
            ),
            Isian(nama="polaritas", label="Polaritas", bentuk=Bentuk.PILIHAN, opsi=make_opsi(Polaritas), contoh="naik"),
            Isian(
                nama="bobot",
                label="Bobot tiap target",
                bentuk=Bentuk.DAFTAR,
                petunjuk="Hanya untuk target yang tidak dijumlahkan",
                wajib=False,
            ),
        ),
    ),
)
