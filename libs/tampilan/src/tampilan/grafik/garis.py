"""The line chart: months against a value, with the target and its steps, in a wide and a narrow drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from tampilan.angka import format_angka
from tampilan.grafik.percik import split_runs
from tampilan.grafik.sumbu import Sumbu, build_sumbu
from tampilan.grafik.svg import element, path, picture

Angka = Decimal | float | int


@dataclass(frozen=True, kw_only=True)
class Lintas:
    """One series; ``None`` is a month without data and stays a gap."""

    nama: str
    nilai: Sequence[Angka | None]


@dataclass(frozen=True)
class _Ukuran:
    """The measures of one drawing."""

    kelas: str
    lebar: int
    tinggi: int
    kiri: int
    kanan: int
    tiap: int


LEBAR = _Ukuran("bagan-lebar", 720, 250, 40, 84, 1)
SEMPIT = _Ukuran("bagan-sempit", 330, 210, 34, 66, 3)
ATAS, BAWAH = 14, 36


def draw_garis(
    bulan: Sequence[str],
    lintas: Sequence[Lintas],
    *,
    kalimat: str,
    target: Sequence[Angka | None] | None = None,
    kata_target: str = "target",
    akhir: str | None = None,
    versi: Mapping[int, str] | None = None,
    dari_nol: bool = False,
) -> Markup:
    """Draw at most three series over ``bulan`` (``"Mei 2025"``: the year goes on a second line).

    ``target`` has a value a month, so that its steps show; ``akhir`` labels the last value in words;
    ``versi`` marks the index at which a new version of the definition begins.
    """
    if len(lintas) > 3:
        raise ValueError("at most three series; draw small multiples instead")
    drawings = [
        _draw(u, bulan, lintas, kalimat, target or [], kata_target, akhir, versi or {}, dari_nol)
        for u in (LEBAR, SEMPIT)
    ]
    return Markup("").join(drawings)


def _draw(
    ukuran: _Ukuran,
    bulan: Sequence[str],
    lintas: Sequence[Lintas],
    kalimat: str,
    target: Sequence[Angka | None],
    kata_target: str,
    akhir: str | None,
    versi: Mapping[int, str],
    dari_nol: bool,
) -> Markup:
    values = [float(v) for deret in [*(s.nilai for s in lintas), target] for v in deret if v is not None]
    sumbu = build_sumbu(values, from_zero=dari_nol, y_bawah=ukuran.tinggi - BAWAH, y_atas=ATAS)
    step = (ukuran.lebar - ukuran.kiri - ukuran.kanan) / max(len(bulan) - 1, 1)
    xs = [ukuran.kiri + n * step for n in range(len(bulan))]
    parts = [
        *_draw_sumbu(ukuran, sumbu),
        *_draw_bulan(ukuran, bulan, xs),
        *_draw_versi(sumbu, versi, xs, step),
        *_draw_target(sumbu, target, xs, step),
        *(part for n, s in enumerate(lintas, start=1) for part in _draw_lintas(sumbu, s, xs, n)),
        *_draw_kata(ukuran, sumbu, lintas, target, kata_target, akhir),
    ]
    return picture(ukuran.lebar, ukuran.tinggi, parts, kalimat=kalimat, kelas=ukuran.kelas)


def _draw_sumbu(ukuran: _Ukuran, sumbu: Sumbu) -> list[Markup]:
    parts = []
    for tick in sumbu.ticks():
        y = sumbu.place(tick)
        parts.append(element("line", kelas="g-garis", x1=ukuran.kiri, x2=ukuran.lebar - ukuran.kanan, y1=y, y2=y))
        words = format_angka(tick, sumbu.desimal)
        parts.append(element("text", words, kelas="g-teks", x=ukuran.kiri - 8, y=y + 4, text_anchor="end"))
    return parts


def _draw_bulan(ukuran: _Ukuran, bulan: Sequence[str], xs: Sequence[float]) -> list[Markup]:
    parts = []
    last = len(bulan) - 1
    for n, (kata, x) in enumerate(zip(bulan, xs, strict=True)):
        if (last - n) % ukuran.tiap:
            continue
        name, _, year = kata.partition(" ")
        y = ukuran.tinggi - BAWAH + 17
        parts.append(element("text", name, kelas="g-teks", x=x, y=y, text_anchor="middle"))
        if year:
            parts.append(element("text", year, kelas="g-teks", x=x, y=y + 13, text_anchor="middle"))
    return parts


def _draw_versi(sumbu: Sumbu, versi: Mapping[int, str], xs: Sequence[float], step: float) -> list[Markup]:
    parts = []
    for n, kata in versi.items():
        x = xs[n] - step / 2
        parts.append(element("line", kelas="g-versi", x1=x, x2=x, y1=sumbu.y_atas, y2=sumbu.y_bawah))
        parts.append(element("text", kata, kelas="g-teks", x=x + 4, y=sumbu.y_bawah - 5))
    return parts


def _draw_target(sumbu: Sumbu, target: Sequence[Angka | None], xs: Sequence[float], step: float) -> list[Markup]:
    """Draw each month's target across its half steps, so that a change is a step and a missing one a gap."""
    points: list[tuple[float, float] | None] = []
    for n, value in enumerate(target):
        if value is None:
            points.append(None)
            continue
        y = sumbu.place(float(value))
        points += [(max(xs[n] - step / 2, xs[0] - 4), y), (min(xs[n] + step / 2, xs[-1] + 4), y)]
    return [element("path", kelas="g-target", d=path(run)) for run in split_runs(points)]


def _draw_lintas(sumbu: Sumbu, lintas: Lintas, xs: Sequence[float], n: int) -> list[Markup]:
    points = [None if v is None else (x, sumbu.place(float(v))) for x, v in zip(xs, lintas.nilai, strict=True)]
    parts = [element("path", kelas=f"g-lintas-{n}", d=path(run)) for run in split_runs(points) if len(run) > 1]
    known = [p for p in points if p]
    parts += [element("circle", kelas=f"g-titik g-titik-{n}", cx=x, cy=y, r=3) for x, y in known[:-1]]
    parts += [element("circle", kelas=f"g-akhir g-titik-{n}", cx=x, cy=y, r=4.5) for x, y in known[-1:]]
    return parts


def _draw_kata(
    ukuran: _Ukuran,
    sumbu: Sumbu,
    lintas: Sequence[Lintas],
    target: Sequence[Angka | None],
    kata_target: str,
    akhir: str | None,
) -> list[Markup]:
    """Write the words at the right end, pushed apart so that none covers another."""
    words: list[tuple[float, str]] = []
    for s in lintas:
        last = next((v for v in reversed(s.nilai) if v is not None), None)
        if last is not None:
            words.append((sumbu.place(float(last)), akhir if akhir and len(lintas) == 1 else s.nama))
    end = next((v for v in reversed(target) if v is not None), None)
    if end is not None:
        words.append((sumbu.place(float(end)), f"{kata_target} {format_angka(end)}"))
    parts, floor = [], -100.0
    for y, kata in sorted(words):
        floor = max(y + 4, floor + 14)
        parts.append(element("text", kata, kelas="g-teks g-tebal", x=ukuran.lebar - ukuran.kanan + 10, y=floor))
    return parts
