"""The pages: dashboard, indicator, definitions, instruments, calculators; dead letters have the page of the house."""

from __future__ import annotations

from flask import Blueprint

from chassis.domain import Clock
from pelaporan.application import Application
from pelaporan.entrypoints.hitung.kalkulator import Penghitung
from pelaporan.entrypoints.http.halaman.dasbor import build_dasbor_pages
from pelaporan.entrypoints.http.halaman.definisi import build_definisi_pages
from pelaporan.entrypoints.http.halaman.hitung import build_hitung_pages
from pelaporan.entrypoints.http.halaman.indikator import build_indikator_pages
from pelaporan.entrypoints.http.halaman.instrumen import build_instrumen_pages


def build_pages(application: Application, penghitung: Penghitung, clock: Clock) -> list[Blueprint]:
    """Return the pages over the use cases."""
    return [
        build_dasbor_pages(application, clock),
        build_indikator_pages(application, clock),
        build_definisi_pages(application, clock),
        build_instrumen_pages(application, clock),
        build_hitung_pages(penghitung),
    ]
