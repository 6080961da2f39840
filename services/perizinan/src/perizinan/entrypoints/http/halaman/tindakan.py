"""What the reader may do with a file, and why not: the buttons of the file, each with its condition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chassis.domain import Pengguna
from perizinan.application.tindakan import as_pelaku
from perizinan.domain.langkah import TRANSISI, Langkah, StatusPermohonan
from perizinan.domain.permohonan import Permohonan
from perizinan.entrypoints.http.halaman import kata


@dataclass(frozen=True, kw_only=True)
class Aksi:
    """An act of an officer: where its page stands, who may open it, how the button calls it."""

    langkah: Langkah
    scope: str
    tombol: str
    jenis: str = "biasa"
    judul: str
    selesai: str
    """What the file says when it is done."""

    @property
    def path(self) -> str:
        """The last part of its address."""
        return self.langkah.replace("_", "-")


AKSI: Mapping[Langkah, Aksi] = {
    aksi.langkah: aksi
    for aksi in (
        Aksi(
            langkah=Langkah.ACCEPT,
            scope="permohonan.periksa",
            tombol="Nyatakan lengkap…",
            jenis="utama",
            judul="Nyatakan berkas lengkap",
            selesai="Berkas dinyatakan lengkap. Waktu mulai dihitung.",
        ),
        Aksi(
            langkah=Langkah.APPROVE,
            scope="permohonan.setujui",
            tombol="Setujui…",
            jenis="utama",
            judul="Setujui permohonan",
            selesai="Permohonan disetujui. Kadis menandatangani izinnya.",
        ),
        Aksi(
            langkah=Langkah.ISSUE,
            scope="izin.terbitkan",
            tombol="Terbitkan izin…",
            jenis="utama",
            judul="Terbitkan izin",
            selesai="Izin terbit. Waktu berhenti dihitung.",
        ),
        Aksi(
            langkah=Langkah.HAND_OVER,
            scope="izin.serahkan",
            tombol="Serahkan izin…",
            jenis="utama",
            judul="Serahkan izin",
            selesai="Izin diserahkan kepada pemohon.",
        ),
        Aksi(
            langkah=Langkah.ASSIGN,
            scope="permohonan.tugaskan",
            tombol="Tugaskan…",
            judul="Tugaskan berkas",
            selesai="Berkas ditugaskan.",
        ),
        Aksi(
            langkah=Langkah.RETURN,
            scope="permohonan.periksa",
            tombol="Kembalikan…",
            judul="Kembalikan untuk diperbaiki",
            selesai="Berkas dikembalikan kepada pemohon dengan daftar kekurangannya.",
        ),
        Aksi(
            langkah=Langkah.REJECT,
            scope="permohonan.tolak",
            tombol="Tolak…",
            jenis="bahaya",
            judul="Tolak permohonan",
            selesai="Permohonan ditolak. Pemohon menerima alasannya.",
        ),
    )
}
"""In the order of the buttons."""

_BELUM: Mapping[Langkah, str] = {
    Langkah.APPROVE: "Belum dapat disetujui",
    Langkah.ISSUE: "Belum dapat diterbitkan",
    Langkah.HAND_OVER: "Belum dapat diserahkan",
    Langkah.RETURN: "Tidak dapat dikembalikan",
    Langkah.REJECT: "Tidak dapat ditolak",
    Langkah.ACCEPT: "Tidak dapat dinyatakan lengkap",
    Langkah.ASSIGN: "Tidak dapat ditugaskan",
}
_TUNGGU: Mapping[StatusPermohonan, str] = {
    StatusPermohonan.DIAJUKAN: "kelengkapannya belum diperiksa verifikator",
    StatusPermohonan.LENGKAP: "belum disetujui Kabid",
    StatusPermohonan.DIKEMBALIKAN: "menunggu perbaikan dari pemohon",
    StatusPermohonan.DISETUJUI: "izin belum terbit",
}
_MENUNGGU: Mapping[StatusPermohonan, str] = {
    StatusPermohonan.DIAJUKAN: "Menunggu verifikator memeriksa kelengkapannya.",
    StatusPermohonan.DIKEMBALIKAN: "Menunggu perbaikan dari pemohon.",
    StatusPermohonan.DISETUJUI: "Menunggu tanda tangan Kadis.",
    StatusPermohonan.DITERBITKAN: "Izin sudah terbit, menunggu diserahkan petugas loket.",
}
_FORWARD = (Langkah.APPROVE, Langkah.ISSUE, Langkah.HAND_OVER)
"""The steps that lead on: whoever waits for one is told what is missing."""


@dataclass(frozen=True, kw_only=True)
class Tindakan:
    """What can be done, in the order of the buttons, and why the rest cannot yet."""

    boleh: Sequence[Aksi]
    sebab: Sequence[str]
    menunggu: str
    """What the file waits for, when that is not the reader."""


def list_tindakan(permohonan: Permohonan, pengguna: Pengguna, opd: Mapping[str, str]) -> Tindakan:
    """Return what the reader may do with the file now."""
    own = [aksi for aksi in AKSI.values() if pengguna.may(aksi.scope)]
    reasons = {aksi.langkah: explain_refusal(aksi.langkah, permohonan, pengguna, opd) for aksi in own}
    sebab = [reason for langkah, reason in reasons.items() if reason and _is_told(langkah, permohonan)]
    boleh = [aksi for aksi in own if reasons[aksi.langkah] is None]
    waits = "" if sebab or any(aksi.jenis == "utama" for aksi in boleh) else tell_menunggu(permohonan, opd)
    return Tindakan(boleh=boleh, sebab=list(dict.fromkeys(sebab)), menunggu=waits)


def tell_menunggu(permohonan: Permohonan, opd: Mapping[str, str]) -> str:
    """Say what the file waits for."""
    if permohonan.selesai_pada is not None and permohonan.status is not StatusPermohonan.DITERBITKAN:
        return f"Berkas ini sudah selesai: {kata.STATUS[permohonan.status][1].lower()}."
    if permohonan.status is StatusPermohonan.LENGKAP:
        awaited = [
            opd.get(tugas.opd_mitra, tugas.opd_mitra) for tugas in permohonan.rekomendasi_berlaku if tugas.is_awaited
        ]
        return f"Menunggu jawaban {_join(awaited)}." if awaited else "Menunggu persetujuan Kabid."
    return _MENUNGGU.get(permohonan.status, "")


def explain_refusal(langkah: Langkah, permohonan: Permohonan, pengguna: Pengguna, opd: Mapping[str, str]) -> str | None:
    """Say why the step cannot be done now; None when it can."""
    if permohonan.impor:
        return "Berkas ini riwayat dari sistem lain dan tidak dapat diubah."
    transisi = TRANSISI[langkah]
    if not as_pelaku(pengguna, permohonan).peran & transisi.peran:
        return "Anda yang mengajukan berkas ini, jadi orang lain yang memeriksa dan memutusnya."
    if permohonan.status not in transisi.dari:
        words = _TUNGGU.get(permohonan.status) or f"berkas berstatus {kata.STATUS[permohonan.status][1].lower()}"
        return f"{_BELUM[langkah]}: {words}."
    if langkah is Langkah.RETURN and permohonan.putaran >= permohonan.layanan.putaran_maks:
        return f"Sudah dikembalikan {permohonan.putaran} kali, sebanyak yang dibolehkan. Nyatakan lengkap atau tolak."
    return _explain_approval(permohonan, pengguna, opd) if langkah is Langkah.APPROVE else None


def _explain_approval(permohonan: Permohonan, pengguna: Pengguna, opd: Mapping[str, str]) -> str | None:
    if permohonan.diverifikasi_oleh == pengguna.pengguna_id:
        return "Anda yang memeriksa berkas ini, jadi orang lain yang menyetujui. Teruskan ke Kabid atau Plh. Kabid."
    needed = [tugas for tugas in permohonan.rekomendasi_berlaku if tugas.wajib and not tugas.is_met]
    refused = [opd.get(tugas.opd_mitra, tugas.opd_mitra) for tugas in needed if tugas.is_refused]
    waiting = [opd.get(tugas.opd_mitra, tugas.opd_mitra) for tugas in needed if not tugas.is_refused]
    if refused:
        return (
            f"Tidak dapat disetujui: {_join(refused)} menolak. Verifikator mengembalikan atau menolak permohonan ini."
        )
    return f"Belum dapat disetujui: {_join(waiting)} belum menjawab." if waiting else None


def _is_told(langkah: Langkah, permohonan: Permohonan) -> bool:
    """Tell whether the reason is worth a line: the next step always, the others only while they matter."""
    if permohonan.selesai_pada is not None:
        return langkah is Langkah.HAND_OVER and permohonan.status is StatusPermohonan.DITERBITKAN
    return langkah in _FORWARD or permohonan.status in TRANSISI[langkah].dari


def _join(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} dan {names[-1]}"
