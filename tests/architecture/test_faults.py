"""The table of proofs names tests that exist, and leaves no requirement out."""

from __future__ import annotations

import re

import pytest

from tests.support.tree import ROOT, texts

TABLE = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
PROOF = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
ROW = re.compile(r"^\| ([RS]\d\d) \|.*\| (.+) \| (.+) \|$", re.MULTILINE)
REQUIRED = [f"R{n:02}" for n in range(1, 27) if n != 10] + [f"S{n:02}" for n in range(1, 31)]
"""There is no R10."""


@pytest.mark.parametrize("path, name", sorted(set(PROOF.findall(TABLE))))
def test_a_proof_is_a_test_of_one_file(path: str, name: str) -> None:
    holding = [file for file, text in texts(".py") if f"/{file}".endswith(f"/{path}") and f"def {name}(" in text]

    assert len(holding) == 1, holding


def test_every_requirement_has_its_row() -> None:
    assert [row[0] for row in ROW.findall(TABLE)] == REQUIRED


def test_a_row_names_its_proof_or_says_that_there_is_none() -> None:
    silent = [
        id_ for id_, proof, held in ROW.findall(TABLE) if "::" not in proof and not held.startswith(("not", "part"))
    ]

    assert silent == []
