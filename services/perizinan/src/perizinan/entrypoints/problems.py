"""What perizinan says to people when it refuses, by stable code."""

from __future__ import annotations

from collections.abc import Mapping

KALIMAT: Mapping[str, str] = {
    "permohonan.not_found": "Permohonan ini tidak ada, atau bukan milik Anda.",
    "permohonan.transition_not_allowed": "Langkah ini tidak dapat dilakukan pada permohonan berstatus {status}.",
    "permohonan.transition_not_allowed/putaran": (
        "Berkas ini sudah dikembalikan sebanyak yang dibolehkan. Terima atau tolak permohonannya."
    ),
    "permohonan.transition_not_allowed/rekomendasi": (
        "Rekomendasi wajib belum lengkap, atau ada mitra yang menolak. Tunggu, kembalikan, atau tolak permohonannya."
    ),
    "permohonan.transition_not_allowed/dikabulkan": (
        "Waktu permohonan ini sudah lewat, jadi menurut hukum dianggap dikabulkan. Permohonan tidak dapat lagi ditolak "
        "atau dikembalikan."
    ),
    "permohonan.transition_not_allowed/impor": "Berkas ini riwayat dari sistem lain dan tidak dapat diubah.",
    "permohonan.transition_not_allowed/sudah_diisi": "Survei untuk permohonan ini sudah diisi.",
    "permohonan.four_eyes": (
        "Anda yang memeriksa berkas ini, jadi orang lain yang menyetujui. Teruskan ke Kabid atau Plh. Kabid."
    ),
    "rekomendasi.not_found": "Tugas rekomendasi ini tidak ada, atau bukan untuk perangkat daerah Anda.",
    "rekomendasi.transition_not_allowed": "Rekomendasi ini sudah {status} dan tidak dapat diberikan lagi.",
    "layanan.not_found": "Layanan ini tidak ada pada katalog.",
    "izin.not_found": "Tidak ada izin dengan nomor ini. Periksa lagi nomor pada lembar izin.",
    "tanda_terima.not_found": (
        "Nomor atau kunci tidak cocok. Periksa keduanya pada tanda terima. Kunci tidak memakai huruf O dan I."
    ),
    "kalender.year_missing": "Kalender untuk tahun itu belum ada, jadi hari kerjanya belum dapat dihitung.",
}
"""``code/sebab`` is the sentence of one cause of a refusal; ``code`` alone that of every other."""
