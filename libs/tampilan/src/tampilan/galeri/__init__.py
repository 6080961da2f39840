"""The gallery: every component, and the reference pages, on one address. For development and for the browser tests."""

from tampilan.galeri.app import HALAMAN, create_galeri

__all__ = ["HALAMAN", "create_galeri"]
