"""What the forms of goals send, read as the use cases want it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from chassis.domain import Invalid
from kinerja.domain.bilangan import check_nilai
from kinerja.domain.cascading import JenisCascading
from kinerja.domain.periode import TRIWULAN
from kinerja.domain.pohon_kinerja import Crosscut, IsiSimpul, JenisCrosscut, JenisSimpul, Kaitan

Form = Mapping[str, str]


_AMBIGUOUS = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")
"""``1.250``: a thousand and more to one reader, a little over one to the other."""
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3}){2,}")
"""``1.250.000``: two dots part thousands, for everyone."""


def read_bilangan(teks: str, isian: str) -> Decimal:
    """Read a figure written the Indonesian way (``1.250,5``) or the plain way (``1250.5``)."""
    plain = teks.strip()
    if _AMBIGUOUS.fullmatch(plain):
        thousands = plain.replace(".", "")
        raise Invalid({isian: [f"Tulis {thousands} atau {plain.replace('.', ',', 1)}, agar jelas mana yang dimaksud"]})
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        return check_nilai(Decimal(plain), isian)
    except InvalidOperation as error:
        raise Invalid({isian: ["Isi bilangan, seperti 85,5"]}) from error


def read_target(form: Form) -> dict[str, Decimal]:
    """Read the targets of the four quarters; every wrong one is named."""
    target: dict[str, Decimal] = {}
    errors: dict[str, list[str]] = {}
    for kunci in TRIWULAN:
        try:
            target[kunci] = read_bilangan(form.get(f"target_{kunci}", ""), f"target_{kunci}")
        except Invalid as error:
            errors |= error.errors
    if errors:
        raise Invalid(errors)
    return target


def read_tahun(teks: str, default: int) -> int:
    """Read a year from an address; what is none is the default."""
    return int(teks) if teks.isascii() and teks.isdigit() and 1900 <= int(teks[:5]) <= 2999 else default


def read_isi(form: Form) -> IsiSimpul:
    """Read what a goal says."""
    jenis = form.get("jenis", "")
    if jenis not in set(JenisSimpul):
        raise Invalid({"jenis": ["Pilih jenisnya"]})
    bobot = form.get("bobot", "").strip()
    kaitan = form.get("kaitan", "langsung")
    return IsiSimpul(
        jenis=JenisSimpul(jenis),
        uraian_kondisi=form.get("uraian_kondisi", ""),
        csf=tuple(line.strip() for line in form.get("csf", "").splitlines() if line.strip()),
        induk_id=form.get("induk_id") or None,
        kaitan=Kaitan(
            jenis=JenisCascading(kaitan) if kaitan in set(JenisCascading) else JenisCascading.LANGSUNG,
            aditif=bool(form.get("aditif")),
            bobot=read_bilangan(bobot, "bobot") if bobot else None,
        ),
        unit_id=form.get("unit_id") or None,
        crosscut=tuple(_crosscut(form)),
    )


def _crosscut(form: Form) -> list[Crosscut]:
    """Read one helper a line: an agency by code, others as ``instansi: nama`` or ``desa: nama``."""
    found = []
    for line in form.get("crosscut", "").splitlines():
        kind, colon, rest = line.strip().partition(":")
        if colon and kind.strip().lower() in set(JenisCrosscut) and rest.strip():
            found.append(Crosscut(jenis=JenisCrosscut(kind.strip().lower()), nama=rest.strip()[:200]))
        elif line.strip():
            found.append(Crosscut(jenis=JenisCrosscut.OPD, nama=line.strip()[:200]))
    return found
