"""House rules that hold for every file."""

from __future__ import annotations

import ast
import re

import pytest

from tests.support.tree import GENERATED, files, is_source, modules, name_of, nodes, texts

LINES = 400
# Put together here, so that this file does not name what it forbids.
HOSTS = re.compile(
    "|".join(
        r"\.".join(parts)
        for parts in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "(org|com)"),
            ("yarnpkg", "com"),
            ("maven", "(apache|org)"),
            ("maven", "apache", "org/maven2"),
            ("golang", "org"),
            ("crates", "io"),
            ("deb", "debian", "org"),
            ("docker", "io/"),
            ("gcr", "io"),
            ("ghcr", "io"),
            ("quay", "io"),
        )
    )
)
MACHINE = re.compile(r"(?<![\w.$}])/(?:wor[k]|roo[t]|far[m])/|/hom[e]/\w|\.librar[y]\b")
UNFINISHED = re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X])\b|NotImplemente[d]Error")
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "misc"}

# The edges of a process: what goes wrong there is logged at error level and must not end the process.
EDGES = {
    "libs/chassis/src/chassis/grpc/guard.py": "a bug in an rpc is answered INTERNAL",
    "libs/chassis/src/chassis/http/server.py": "background work must not die unseen",
    "libs/chassis/src/chassis/roles.py": "a task of a process must not die unseen",
}
# It reads the types of all events from their descriptors, and names none.
TYPES_OF_EVENTS = "libs/chassis/src/chassis/contracts.py"


def lines_with(pattern: re.Pattern[str], *suffixes: str) -> list[str]:
    """Return place and text of every line in which the pattern is found."""
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts(*suffixes)
        if pattern.search(text)
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_the_host_of_a_registry() -> None:
    assert lines_with(HOSTS) == []


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    assert lines_with(MACHINE) == []


def test_nothing_is_left_for_later() -> None:
    assert lines_with(UNFINISHED, ".py", ".html", ".js", ".css", ".proto", ".yaml", ".toml", ".sql") == []


def test_a_module_can_be_read_in_one_sitting() -> None:
    long = {name: len(text.splitlines()) for name, text in texts(".py") if len(text.splitlines()) > LINES}

    assert long == {}


def test_a_module_is_named_by_its_subject() -> None:
    parts = {name: set(name.removesuffix(".py").split("/")) & EMPTY_NAMES for name in modules() if is_source(name)}

    assert {name for name, empty in parts.items() if empty} == set()


def test_generated_code_stands_in_one_place_and_says_so() -> None:
    generated = [path for path in files() if path.name.endswith(GENERATED)]

    assert generated
    for path in generated:
        assert name_of(path).startswith("libs/contracts/src/simpul/"), path
        assert re.search(r"DO NOT EDIT|@generated", "".join(path.open(encoding="utf-8").readlines()[:3])), path


def test_the_chassis_knows_the_feed_and_no_other_contract() -> None:
    imported = {
        f"{name}: {module}"
        for name, node in nodes(ast.ImportFrom)
        if name.startswith("libs/chassis/src/")
        and name != TYPES_OF_EVENTS
        and isinstance(node, ast.ImportFrom)
        and (module := node.module or "").startswith("simpul.")
        and not module.startswith("simpul.feed.")
    }

    assert imported == set()


def broad_excepts() -> list[tuple[str, ast.ExceptHandler]]:
    """Return every handler that takes all that may go wrong, with its module."""
    return [
        (name, node)
        for name, node in nodes(ast.ExceptHandler, tests=False)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]


def test_a_broad_except_stands_only_at_the_edge_of_a_process() -> None:
    broad = {name for name, _ in broad_excepts()}

    assert broad - EDGES.keys() == set()
    assert EDGES.keys() - broad == set(), "no longer an edge: take it off the list"


def test_what_an_edge_catches_is_logged_at_error_level() -> None:
    silent = {
        f"{name}:{node.lineno}"
        for name, node in broad_excepts()
        if not re.search(r"\.(exception|error|critical)\(", ast.unparse(node))
    }

    assert silent == set()


@pytest.mark.parametrize("call", ["sleep", "wait_for_timeout"])
def test_a_test_waits_for_a_condition_and_never_sleeps(call: str) -> None:
    sleeping = {
        f"{name}:{node.lineno}"
        for name, node in nodes(ast.Call, tests=True)
        if isinstance(node, ast.Call) and re.search(rf"(^|\.){call}$", ast.unparse(node.func))
    }

    assert sleeping == set()


def test_a_test_shows_behaviour_and_proves_no_calls() -> None:
    proving = {
        f"{name}:{node.lineno}"
        for name, node in nodes(ast.Attribute, tests=True)
        if isinstance(node, ast.Attribute) and re.match(r"assert_(any_call|called|has_calls|not_called)", node.attr)
    }

    assert proving == set()
