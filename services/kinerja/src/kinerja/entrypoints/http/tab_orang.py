"""The tabs that the pages about a person's development share."""

from __future__ import annotations

from collections.abc import Mapping

from flask import url_for

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
