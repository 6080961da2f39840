"""House rules of the documents: links lead somewhere, and no document tells how or where the work was done."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

from tests.support.tree import ROOT, texts

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
ELSEWHERE = re.compile(r"^[a-z][a-z0-9+.-]*:")
NAMED = re.compile(r"`([\w./-]+\.md)`")
# Put together here, so that this file does not name what it forbids.
SCHEDULE = re.compile(r"\bissue #?\d|\bsub-?agen[t]s?\b|\b(?:sprin[t]|mileston[e]) \d|\btime limi[t]\b", re.IGNORECASE)


def documents() -> Iterator[tuple[str, str]]:
    """Give name and text of every document, what stands between fences left out."""
    for name, text in texts(".md"):
        yield name, FENCE.sub("", text)


def links() -> Iterator[tuple[str, str]]:
    """Give every link to something of ours with the document that it stands in."""
    for name, text in documents():
        yield from (
            (name, target) for target in LINK.findall(re.sub(r"`[^`]*`", "", text)) if not ELSEWHERE.match(target)
        )


def anchors(text: str) -> set[str]:
    """Return the anchors of the headings, as a forge makes them."""
    words = (re.sub(r"[^\w\- ]", "", heading.replace("`", "")).strip().lower() for heading in HEADING.findall(text))
    return {heading.replace(" ", "-") for heading in words}


def leads_somewhere(name: str, target: str) -> bool:
    """Tell whether the file, and the heading where one is named, are there."""
    path, _, anchor = target.partition("#")
    file = (ROOT / name).parent / path if path else ROOT / name
    if not file.exists():
        return False
    return not anchor or file.suffix != ".md" or anchor in anchors(file.read_text(encoding="utf-8"))


def test_every_relative_link_leads_somewhere() -> None:
    broken = {f"{name}: {target}" for name, target in links() if not leads_somewhere(name, target)}

    assert broken == set()


def test_a_link_stays_within_the_house() -> None:
    outside = {
        f"{name}: {target}"
        for name, target in links()
        if not (ROOT / name).parent.joinpath(target.partition("#")[0]).resolve().is_relative_to(ROOT)
    }

    assert outside == set()


def test_a_document_names_no_other_that_is_not_there() -> None:
    there = {name for name, _ in documents()}
    named = {(name, target) for name, text in documents() for target in NAMED.findall(text)}

    assert {pair for pair in named if not any(f"/{name}".endswith(f"/{pair[1]}") for name in there)} == set()


def test_no_document_tells_how_the_work_was_scheduled() -> None:
    told = {f"{name}: {found[0]}" for name, text in documents() if (found := SCHEDULE.search(text))}

    assert told == set()


def test_each_decision_has_its_number_and_the_same_parts() -> None:
    decisions = [(name.rsplit("/", 1)[-1], text) for name, text in texts(".md") if name.startswith("docs/adr/")]

    assert [name[:4] for name, _ in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    parts = ["The question", "The decision", "Why", "What follows"]
    assert {name: HEADING.findall(text)[1:] for name, text in decisions if HEADING.findall(text)[1:] != parts} == {}


def test_the_tables_of_operating_are_what_the_code_says() -> None:
    command = [sys.executable, "-m", "tools.operating", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
