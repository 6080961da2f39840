"""The UI shell the three services share: layouts, macros, form controls, charts, texts, assets."""

from tampilan.galat import register_galat, render_galat
from tampilan.navigasi import Akun, RailGroup, RailItem
from tampilan.shell import Shell, init_tampilan
from tampilan.tenggat import Tenggat

__all__ = ["Akun", "RailGroup", "RailItem", "Shell", "Tenggat", "init_tampilan", "register_galat", "render_galat"]
