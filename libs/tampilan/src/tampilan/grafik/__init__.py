"""Charts as SVG, drawn on the server from the same figures as the table beside them.

Sizes stand in attributes and colours in classes, so no ``style`` is needed and both themes and print work.
"""

from tampilan.grafik.bagian import draw_bagian, draw_cakupan, draw_komponen, draw_sebaran, name_cakupan
from tampilan.grafik.batang import draw_batang
from tampilan.grafik.garis import Lintas, draw_garis
from tampilan.grafik.percik import draw_percik
from tampilan.grafik.takar import draw_takar

__all__ = [
    "Lintas",
    "draw_bagian",
    "draw_batang",
    "draw_cakupan",
    "draw_garis",
    "draw_komponen",
    "draw_percik",
    "draw_sebaran",
    "draw_takar",
    "name_cakupan",
]
