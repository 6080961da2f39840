"""The *naskah* of a definition: the text form (YAML, JSON) in which people write it, read strictly."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from chassis.domain import Invalid
from pelaporan.domain.definisi import Definisi, Polaritas, Target
from pelaporan.domain.rumus import Rumus, RumusSalah, is_name, parse_rumus
from pelaporan.domain.ukuran import Asal, Atas, Hitung, Operator, Saringan, Ukuran

Naskah = Mapping[str, object]

_KEY = {
    "kode", "nama", "kelompok", "satuan", "polaritas", "dasar_hukum", "keterangan", "berlaku_dari", "ukuran",
    "rumus", "pembilang", "penyebut", "target", "ambang", "desimal", "pembagian_nol", "urutan",
}  # fmt: skip
_UKURAN_KEY = {
    "atas",
    "hitung",
    "peristiwa",
    "penutup",
    "isian",
    "kuantil",
    "opd",
    "saring",
    "subjek",
    "tahun",
    "dalam_periode",
}
_MOST_UKURAN = 40
_MOST_SARINGAN = 20
_LONGEST_TEXT = 2_000

T = TypeVar("T", bound=StrEnum)


def read_naskah(naskah: Naskah, *, versi: int, berlaku_dari: date | None = None) -> Definisi:
    """Return the definition that the text states, or refuse it naming every wrong field."""
    baca = _Pembaca(naskah)
    baca.refuse_unknown(naskah, _KEY, "")
    definisi = Definisi(
        kode=baca.kode(),
        nama=baca.text("nama"),
        kelompok=baca.text("kelompok", default="Lainnya"),
        urutan=baca.whole("urutan", default=1000, most=9999),
        satuan=baca.text("satuan"),
        polaritas=baca.pick("polaritas", naskah.get("polaritas", "naik"), Polaritas),
        dasar_hukum=baca.text("dasar_hukum"),
        keterangan=baca.text("keterangan", default=""),
        berlaku_dari=berlaku_dari or baca.day("berlaku_dari", naskah.get("berlaku_dari")),
        versi=versi,
        ukuran=baca.ukuran(),
        rumus=baca.rumus(),
        pembilang=baca.optional_text("pembilang"),
        penyebut=baca.optional_text("penyebut"),
        target=baca.target(),
        ambang=baca.decimal("ambang", naskah.get("ambang")),
        desimal=baca.whole("desimal", default=2, most=6),
    )
    if naskah.get("pembagian_nol", "kosong") != "kosong":
        baca.refuse("pembagian_nol", "Penyebut 0 selalu membuat nilai kosong; tulis kosong")
    if baca.errors:
        raise Invalid(baca.errors)
    return definisi


def read_ukuran(naskah: Naskah) -> Ukuran:
    """Return the measure that was stored by `write_ukuran`."""
    baca = _Pembaca({"ukuran": {"satu": naskah}})
    ukuran = baca.ukuran()["satu"]
    if baca.errors:
        raise Invalid(baca.errors)
    return ukuran


def write_ukuran(ukuran: Ukuran) -> Naskah:
    """Return the measure as plain data that `read_ukuran` understands."""
    naskah: dict[str, object] = {"atas": ukuran.atas, "hitung": ukuran.hitung, "opd": ukuran.opd}
    naskah["peristiwa"] = [_write_asal(asal) for asal in ukuran.peristiwa]
    naskah["penutup"] = [_write_asal(asal) for asal in ukuran.penutup]
    said: dict[str, object] = {"isian": ukuran.isian, "subjek": ukuran.subjek, "tahun": ukuran.tahun}
    said["dalam_periode"] = ukuran.dalam_periode
    naskah |= {name: value for name, value in said.items() if value is not None}
    if ukuran.kuantil is not None:
        naskah["kuantil"] = str(ukuran.kuantil)
    return naskah


def _write_asal(asal: Asal) -> Naskah:
    saring = [
        {
            "isian": saringan.isian,
            saringan.operator: list(saringan.nilai) if saringan.operator is Operator.SALAH_SATU else saringan.nilai[0],
        }
        for saringan in asal.saring
    ]
    return {"tipe": asal.tipe, "saring": saring}


@dataclass
class _Pembaca:
    """Reads the fields one by one and collects what is wrong."""

    naskah: Naskah
    errors: dict[str, list[str]] = field(default_factory=dict)

    def refuse(self, at: str, sentence: str) -> None:
        self.errors.setdefault(at, []).append(sentence)

    def refuse_unknown(self, isi: Naskah, known: set[str], at: str) -> None:
        for key in isi:
            if key not in known:
                self.refuse(f"{at}{key}", "Isian ini tidak dikenal")

    def kode(self) -> str:
        kode = self.text("kode")
        bagian = kode.split(".")
        if len(kode) > 80 or len(bagian) < 2 or not all(is_name(satu) for satu in bagian):
            self.refuse("kode", "Kode ditulis dengan huruf kecil dan titik, misalnya ppt.tepat_waktu")
        return kode

    def text(self, key: str, *, default: str | None = None) -> str:
        value = self.naskah.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.refuse(key, "Isian ini harus berupa teks dan tidak boleh kosong")
            return ""
        if len(value) > _LONGEST_TEXT:
            self.refuse(key, f"Paling banyak {_LONGEST_TEXT} huruf")
            return ""
        return value.strip()

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if self.naskah.get(key) is not None else None

    def pick(self, at: str, value: object, kind: type[T]) -> T:
        try:
            return kind(str(value))
        except ValueError:
            self.refuse(at, f"Pilih salah satu: {', '.join(kind)}")
            return next(iter(kind))

    def day(self, at: str, value: object) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.refuse(at, "Tulis tanggal seperti 2026-01-01")
            return date.min

    def decimal(self, at: str, value: object) -> Decimal | None:
        if value is None:
            return None
        try:
            number = Decimal(str(value)) if not isinstance(value, bool) else Decimal("NaN")
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or abs(number) > Decimal(10**15) or len(number.as_tuple().digits) > 30:
            self.refuse(at, "Isian ini harus berupa bilangan")
            return None
        return number

    def whole(self, key: str, *, default: int, most: int) -> int:
        value = self.naskah.get(key, default)
        if type(value) is not int or not 0 <= value <= most:
            self.refuse(key, f"Isian ini berupa bilangan bulat antara 0 dan {most}")
            return default
        return value

    def rumus(self) -> Rumus:
        written = self.naskah.get("rumus")
        try:
            return parse_rumus(written if isinstance(written, str) else "")
        except RumusSalah as wrong:
            self.errors["rumus"] = [str(wrong)]
            return parse_rumus("0")

    def target(self) -> Sequence[Target]:
        found: list[Target] = []
        for nomor, satu in enumerate(self.list_of("target", self.naskah.get("target"))):
            at = f"target.{nomor}"
            if not isinstance(satu, Mapping) or set(satu) != {"berlaku_dari", "nilai"}:
                self.refuse(at, "Target berisi berlaku_dari dan nilai")
                continue
            nilai = self.decimal(f"{at}.nilai", satu["nilai"])
            found.append(Target(self.day(f"{at}.berlaku_dari", satu["berlaku_dari"]), nilai or Decimal(0)))
        return tuple(found)

    def list_of(self, at: str, value: object) -> Sequence[object]:
        if value is None:
            return []
        if not isinstance(value, list) or len(value) > _MOST_SARINGAN:
            self.refuse(at, f"Isian ini berupa daftar, paling banyak {_MOST_SARINGAN}")
            return []
        return value

    def ukuran(self) -> Mapping[str, Ukuran]:
        value = self.naskah.get("ukuran", {})
        if not isinstance(value, Mapping) or len(value) > _MOST_UKURAN:
            self.refuse("ukuran", f"Ukuran ditulis sebagai nama dan isinya, paling banyak {_MOST_UKURAN}")
            return {}
        return {str(nama): self._ukuran(str(nama), isi) for nama, isi in value.items()}

    def _ukuran(self, nama: str, isi: object) -> Ukuran:
        at = f"ukuran.{nama}"
        if not is_name(nama):
            self.refuse(at, "Nama ukuran ditulis dengan huruf kecil, angka, dan garis bawah")
        if not isinstance(isi, Mapping):
            self.refuse(at, "Ukuran ditulis sebagai isian dan nilainya")
            return Ukuran(peristiwa=())
        self.refuse_unknown(isi, _UKURAN_KEY, f"{at}.")
        saring = self._saring(f"{at}.saring", isi.get("saring"))
        return Ukuran(
            atas=self.pick(f"{at}.atas", isi.get("atas", "peristiwa"), Atas),
            hitung=self.pick(f"{at}.hitung", isi.get("hitung", "count"), Hitung),
            peristiwa=self._asal(f"{at}.peristiwa", isi.get("peristiwa"), saring),
            penutup=self._asal(f"{at}.penutup", isi.get("penutup"), ()),
            isian=None if isi.get("isian") is None else str(isi["isian"]),
            kuantil=self._kuantil(f"{at}.kuantil", isi.get("kuantil")),
            opd=str(isi.get("opd", "opd_kode")),
            subjek=None if isi.get("subjek") is None else str(isi["subjek"]),
            tahun=None if isi.get("tahun") is None else str(isi["tahun"]),
            dalam_periode=self._yes(f"{at}.dalam_periode", isi.get("dalam_periode")),
        )

    def _yes(self, at: str, value: object) -> bool | None:
        if value is not None and value is not True:
            self.refuse(at, "Tulis true, atau hapus isian ini")
        return True if value is True else None

    def _kuantil(self, at: str, value: object) -> Decimal | None:
        kuantil = self.decimal(at, value)
        if kuantil is not None and not 0 <= kuantil <= 1:
            self.refuse(at, "Kuantil antara 0 dan 1")
        return kuantil

    def _asal(self, at: str, value: object, saring: tuple[Saringan, ...]) -> tuple[Asal, ...]:
        found: list[Asal] = []
        for nomor, satu in enumerate(self.list_of(at, value)):
            if isinstance(satu, str):
                found.append(Asal(satu, saring))
            elif isinstance(satu, Mapping) and set(satu) <= {"tipe", "saring"} and isinstance(satu.get("tipe"), str):
                found.append(Asal(satu["tipe"], saring + self._saring(f"{at}.{nomor}.saring", satu.get("saring"))))
            else:
                self.refuse(f"{at}.{nomor}", "Peristiwa ditulis sebagai nama lengkap, atau tipe dan saring")
        return tuple(found)

    def _saring(self, at: str, value: object) -> tuple[Saringan, ...]:
        satu_satu = enumerate(self.list_of(at, value))
        return tuple(found for nomor, satu in satu_satu if (found := self._saringan(f"{at}.{nomor}", satu)))

    def _saringan(self, at: str, satu: object) -> Saringan | None:
        operator = [key for key in Operator if isinstance(satu, Mapping) and key in satu]
        if not isinstance(satu, Mapping) or len(operator) != 1 or set(satu) != {"isian", operator[0]}:
            self.refuse(at, f"Saringan berisi isian dan salah satu dari: {', '.join(Operator)}")
            return None
        nilai = satu[operator[0]]
        daftar = nilai if isinstance(nilai, list) else [nilai]
        if not _VALID[operator[0]](daftar) or len(daftar) > _MOST_SARINGAN:
            self.refuse(at, f"Nilai untuk {operator[0]} tidak cocok")
            return None
        return Saringan(str(satu["isian"]), operator[0], tuple(daftar))


def _all_scalar(daftar: Sequence[object]) -> bool:
    return bool(daftar) and all(isinstance(nilai, str | int) for nilai in daftar)


def _one(kind: type) -> Callable[[Sequence[object]], bool]:
    return lambda daftar: len(daftar) == 1 and type(daftar[0]) is kind


_VALID: Mapping[Operator, Callable[[Sequence[object]], bool]] = {
    Operator.SAMA_DENGAN: lambda daftar: len(daftar) == 1 and _all_scalar(daftar),
    Operator.SALAH_SATU: _all_scalar,
    Operator.TERISI: _one(bool),
    Operator.PALING_KECIL: _one(int),
    Operator.PALING_BESAR: _one(int),
}
