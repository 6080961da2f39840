"""The closed glossary: what *is* speaks the law's Indonesian, what we *do* speaks English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from tests.support.contracts import event_messages
from tests.support.tree import ROOT, is_source, modules, nodes, texts

GLOSSARY = ROOT / "docs" / "glossary.md"
COLUMNS = ["Term", "Meaning", "Where in the law", "Not to be confused with", "Banned variants"]
SEARCHED = (".py", ".html", ".jinja", ".yaml", ".toml", ".proto", ".po", ".js", ".css", ".sql")

# Vocabularies of what is done, which speak English; the value of a langkah is the last part of an address.
ENGLISH = frozenset({"Langkah", "Hitung"})

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


def test_what_a_term_is_confused_with_is_a_term_itself() -> None:
    others = {(row[0], word) for row in rows() for word in re.findall(r"`([^`]+)`", row[3])}

    assert {pair for pair in others if pair[1] not in terms()} == set()


def test_nobody_writes_a_banned_variant() -> None:
    found = {
        f"{name}: {word}" for name, text in texts(*SEARCHED) if is_written(name) for word in banned() & words(text)
    }

    assert found == set()


def is_written(name: str) -> bool:
    """Tell whether the glossary rules the file: what runs, and the contracts."""
    return is_source(name) or name.startswith("proto/")


def test_every_status_is_in_the_glossary() -> None:
    words_of_law = {(name, word) for name, enum, word in vocabulary() if enum.startswith("Status")}

    assert {pair for pair in words_of_law if pair[1] not in terms()} == set()


def test_every_word_of_a_domain_is_in_the_glossary() -> None:
    spoken = {
        (f"{name}: {enum}", word) for name, enum, word in vocabulary() if "/domain/" in name and enum not in ENGLISH
    }

    assert {pair for pair in spoken if pair[1] not in terms() and not set(pair[1].split("_")) <= terms()} == set()


def test_every_field_of_an_event_speaks_the_glossary() -> None:
    known = {part for term in terms() for part in term.split("_")} | {"id"}
    fields = {field.full_name for message in event_messages().values() for field in message.fields}

    assert {field for field in fields if not set(field.rsplit(".", 1)[-1].split("_")) <= known} == set()


def vocabulary() -> Iterator[tuple[str, str, str]]:
    """Give module, class and value of every member of every vocabulary."""
    for name, node in nodes(ast.ClassDef, tests=False):
        if isinstance(node, ast.ClassDef) and is_str_enum(node):
            targets = (
                target for statement in node.body if isinstance(statement, ast.Assign) for target in statement.targets
            )
            yield from ((name, node.name, target.id.lower()) for target in targets if isinstance(target, ast.Name))


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
