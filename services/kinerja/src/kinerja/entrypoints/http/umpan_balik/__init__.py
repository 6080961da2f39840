"""Feedback over HTTP: the routes and the pages."""

from __future__ import annotations

from kinerja.entrypoints.http.umpan_balik.pages import build_umpan_balik_pages

__all__ = ["build_umpan_balik_pages"]
