"""What the pages about a person's development share: their tabs, and how a decimal stands in a form."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from flask import url_for

from chassis.domain import Invalid

TAB: Mapping[str, str] = {
    "pengembangan_halaman.show_orang": "Kompetensi dan JP",
    "angka_kredit_halaman.show_angka_kredit": "Angka kredit",
    "ip_asn_halaman.show_orang": "IP ASN",
    "talenta_halaman.show_orang": "Talenta",
    "asesmen_halaman.show_asesmen": "Asesmen",
    "riwayat_kepegawaian_halaman.show_riwayat": "Riwayat",
}


def list_tab(pegawai_id: str, kini: str) -> list[dict[str, object]]:
    """Return the pages about a person, the present one marked by its name."""
    return [
        {"kata": kata, "tautan": url_for(name, pegawai_id=pegawai_id), "kini": name.startswith(kini)}
        for name, kata in TAB.items()
    ]


def read_desimal(at: str, words: str) -> Decimal:
    """Return a decimal as people write it: ``1.500.000`` or ``3,5``; raises Invalid on the field ``at``."""
    kept = words.strip()
    plain = kept.replace(".", "").replace(",", ".") if "," in kept or kept.count(".") > 1 else kept
    if "," not in kept and kept.count(".") == 1 and len(kept.rpartition(".")[2]) == 3:
        plain = kept.replace(".", "")
    try:
        number = Decimal(plain)
    except InvalidOperation as error:
        raise Invalid({at: ["Isi dengan angka"]}) from error
    if not number.is_finite():
        raise Invalid({at: ["Isi dengan angka"]})
    return number
