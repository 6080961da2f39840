"""The closed glossary: what *is* speaks the law's Indonesian, what we *do* speaks English."""

from __future__ import annotations

import ast
import re
from functools import cache

from tests.support.tree import ROOT, is_source, modules, nodes, texts

GLOSSARY = ROOT / "docs" / "glossary.md"
COLUMNS = ["Term", "Meaning", "Where in the law", "Not to be confused with", "Banned variants"]
SEARCHED = (".py", ".html", ".jinja", ".yaml", ".toml", ".proto", ".po", ".js", ".css", ".sql")

# The first word of a function is an English verb. These are the Indonesian ones that licensing and appraisal invite:
# the bare stem, the active form (me-) and the passive one (di-), which is a status and no act.
VERBS = frozenset(
    [
        "ajukan",
        "mengajukan",
        "diajukan",
        "ambil",
        "mengambil",
        "diambil",
        "atur",
        "mengatur",
        "diatur",
        "baca",
        "membaca",
        "dibaca",
        "balas",
        "membalas",
        "batalkan",
        "membatalkan",
        "dibatalkan",
        "bekukan",
        "membekukan",
        "dibekukan",
        "beri",
        "berikan",
        "memberi",
        "memberikan",
        "diberikan",
        "buat",
        "membuat",
        "dibuat",
        "buka",
        "membuka",
        "dibuka",
        "cabut",
        "mencabut",
        "dicabut",
        "cari",
        "mencari",
        "dicari",
        "catat",
        "mencatat",
        "dicatat",
        "cek",
        "mengecek",
        "cetak",
        "mencetak",
        "dicetak",
        "cocokkan",
        "mencocokkan",
        "evaluasikan",
        "gabung",
        "gabungkan",
        "menggabungkan",
        "ganti",
        "mengganti",
        "hapus",
        "menghapus",
        "dihapus",
        "hitung",
        "menghitung",
        "dihitung",
        "impor",
        "mengimpor",
        "isikan",
        "mengisi",
        "diisi",
        "jalankan",
        "menjalankan",
        "kabulkan",
        "mengabulkan",
        "dikabulkan",
        "kembalikan",
        "mengembalikan",
        "dikembalikan",
        "kirim",
        "mengirim",
        "dikirim",
        "kumpulkan",
        "mengumpulkan",
        "lacak",
        "melacak",
        "dilacak",
        "lanjutkan",
        "melanjutkan",
        "lengkapi",
        "melengkapi",
        "dilengkapi",
        "lihat",
        "melihat",
        "dilihat",
        "muat",
        "memuat",
        "dimuat",
        "nilaikan",
        "menilai",
        "dinilai",
        "olah",
        "mengolah",
        "diolah",
        "periksa",
        "memeriksa",
        "diperiksa",
        "perbarui",
        "memperbarui",
        "diperbarui",
        "perpanjang",
        "memperpanjang",
        "diperpanjang",
        "pilih",
        "memilih",
        "dipilih",
        "proses",
        "memproses",
        "diproses",
        "putuskan",
        "memutuskan",
        "diputus",
        "sahkan",
        "mengesahkan",
        "disahkan",
        "sepakati",
        "menyepakati",
        "disepakati",
        "serahkan",
        "menyerahkan",
        "diserahkan",
        "setujui",
        "menyetujui",
        "disetujui",
        "simpan",
        "menyimpan",
        "disimpan",
        "susun",
        "menyusun",
        "disusun",
        "tambah",
        "tambahkan",
        "menambah",
        "menambahkan",
        "ditambah",
        "tampilkan",
        "menampilkan",
        "ditampilkan",
        "tandatangani",
        "menandatangani",
        "tarik",
        "menarik",
        "ditarik",
        "terbitkan",
        "menerbitkan",
        "diterbitkan",
        "terima",
        "menerima",
        "diterima",
        "teruskan",
        "meneruskan",
        "tetapkan",
        "menetapkan",
        "ditetapkan",
        "tolak",
        "menolak",
        "ditolak",
        "tulis",
        "menulis",
        "ditulis",
        "tunda",
        "menunda",
        "ditunda",
        "tutup",
        "menutup",
        "ditutup",
        "ubah",
        "mengubah",
        "diubah",
        "urutkan",
        "mengurutkan",
    ]
)


@cache
def rows() -> list[list[str]]:
    """Return the rows of the glossary's table, each a list of its cells."""
    lines = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert cells[0] == COLUMNS
    return cells[2:]


@cache
def terms() -> frozenset[str]:
    """Return the terms of the glossary."""
    return frozenset(term for row in rows() for term in re.findall(r"`([^`]+)`", row[0]))


@cache
def banned() -> frozenset[str]:
    """Return the variants that nobody may write."""
    return frozenset(word for row in rows() for word in re.findall(r"`([^`]+)`", row[4]))


def words(text: str) -> set[str]:
    """Return the words of a text in lower case, identifiers taken apart."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
    return {word.lower() for word in re.findall(r"[A-Za-z]+", apart)}


def test_every_row_of_the_glossary_is_whole() -> None:
    faulty = [row for row in rows() if len(row) != len(COLUMNS) or not row[0].startswith("`") or not row[1]]

    assert faulty == []


def test_a_term_stands_once_and_is_banned_nowhere() -> None:
    names = [row[0] for row in rows()]

    assert sorted(names) == sorted(set(names))
    assert terms() & banned() == set()


def test_nobody_writes_a_banned_variant() -> None:
    found = {
        f"{name}: {word}" for name, text in texts(*SEARCHED) if is_written(name) for word in banned() & words(text)
    }

    assert found == set()


def is_written(name: str) -> bool:
    """Tell whether the glossary rules the file: what runs, and the contracts."""
    return is_source(name) or name.startswith("proto/")


def test_every_status_is_in_the_glossary() -> None:
    statuses = {
        (f"{name}: {node.name}", member.id.lower())
        for name, node in nodes(ast.ClassDef, tests=False)
        if isinstance(node, ast.ClassDef) and node.name.startswith("Status") and is_str_enum(node)
        for statement in node.body
        if isinstance(statement, ast.Assign)
        for member in statement.targets
        if isinstance(member, ast.Name)
    }

    assert {f"{where}.{word}" for where, word in statuses if word not in terms()} == set()


def is_str_enum(node: ast.ClassDef) -> bool:
    """Tell whether the class is a vocabulary."""
    return any(ast.unparse(base) in {"StrEnum", "enum.StrEnum"} for base in node.bases)


def test_what_we_do_speaks_english() -> None:
    functions = [
        (name, node.name)
        for name, module in modules().items()
        for node in ast.walk(module)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]

    assert {f"{name}: {function}" for name, function in functions if first_word(function) in VERBS} == set()


def first_word(function: str) -> str:
    """Return the first word of a function's name."""
    return function.strip("_").split("_", 1)[0].lower()
