"""Reading a log of another system: its CSV file and the peta that says what means what."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import yaml

from perizinan.domain.riwayat import Aturan, Jadi, Kasus, Kegiatan, Peta, PetaNotFound, RiwayatInvalid, Terbaca

_PETA = files("perizinan") / "data" / "peta"

Baris = Mapping[str, str]


def load_peta(nama: str) -> Peta:
    """Return the peta of that name; raises :class:`~perizinan.domain.riwayat.PetaNotFound`."""
    known = sorted(berkas.name.removesuffix(".yaml") for berkas in _PETA.iterdir() if berkas.name.endswith(".yaml"))
    if nama not in known:
        raise PetaNotFound(f"Peta {nama!r} tidak ada. Yang ada: {', '.join(known)}")
    isi = yaml.safe_load((_PETA / f"{nama}.yaml").read_text(encoding="utf-8"))
    aturan = [Aturan(pola=re.compile(a["pola"]), jadi=Jadi(a["jadi"]), mitra=a.get("mitra", "")) for a in isi["aturan"]]
    return Peta(nama=nama, **{**isi, "aturan": aturan})


def read_log(berkas: Path, peta: Peta) -> list[Terbaca]:
    """Return every case of the file in the order in which it first appears.

    Raises :class:`~perizinan.domain.riwayat.RiwayatInvalid` when the file is no CSV with the columns of the peta.
    """
    by_nomor: dict[str, list[Baris]] = {}
    for row in _rows(berkas, peta):
        by_nomor.setdefault(row[peta.kasus["nomor"]], []).append(row)
    return [_case(nomor, rows, peta) for nomor, rows in by_nomor.items()]


def _rows(berkas: Path, peta: Peta) -> Iterator[Baris]:
    needed = {*peta.kasus.values(), *peta.kegiatan.values()}
    try:
        with berkas.open(encoding="utf-8", newline="") as isi:
            reader = csv.DictReader(isi, restval="")
            if missing := needed - set(reader.fieldnames or ()):
                raise RiwayatInvalid(f"Kolom {', '.join(sorted(missing))} tidak ada. Periksa berkas atau peta")
            yield from reader
    except (UnicodeDecodeError, csv.Error) as error:
        raise RiwayatInvalid(f"Berkas bukan CSV dalam UTF-8: {error}") from error


def _case(nomor: str, rows: list[Baris], peta: Peta) -> Terbaca:
    try:
        return Terbaca(nomor, _read_case(nomor, rows, peta))
    except RiwayatInvalid as error:
        return Terbaca(nomor, None, str(error))


def _read_case(nomor: str, rows: list[Baris], peta: Peta) -> Kasus:
    if not nomor.strip():
        raise RiwayatInvalid("Nomor kasus kosong")
    first, column = rows[0], peta.kasus
    if any(row[column[key]] != first[column[key]] for row in rows for key in column):
        raise RiwayatInvalid("Kolom kasus tidak sama pada semua barisnya")
    if (kanal := peta.kanal.get(first[column["kanal"]])) is None:
        raise RiwayatInvalid(f"Kanal {first[column['kanal']]!r} tidak ada dalam peta")
    return Kasus(
        nomor=nomor,
        kanal=kanal,
        diajukan=_time(first, column["diajukan"]),
        jatuh_tempo=_time(first, column["jatuh_tempo"]),
        selesai=_time(first, column["selesai"]) if first[column["selesai"]] else None,
        kegiatan=[Kegiatan(nama=row[peta.kegiatan["nama"]], waktu=_time(row, peta.kegiatan["waktu"])) for row in rows],
    )


def _time(row: Baris, column: str) -> datetime:
    try:
        waktu = datetime.fromisoformat(row[column])
    except ValueError:
        raise RiwayatInvalid(f"Kolom {column}: {row[column]!r} bukan waktu ISO 8601") from None
    if waktu.tzinfo is None:
        raise RiwayatInvalid(f"Kolom {column}: {row[column]!r} tanpa selisih dari UTC")
    return waktu
