"""The formula of an indicator: exact, small, and closed to everything else."""

from __future__ import annotations

import time
from decimal import Decimal
from fractions import Fraction

import pytest

from pelaporan.domain.rumus import DEEPEST, RumusSalah, parse_rumus, round_half_up

ABUSE = [
    "__import__('os').system('id')", "a.__class__", "a.__class__.__mro__", "().__class__", "[].append(1)", "{}", "'a'", '"a"',
    "f'{a}'", "lambda: 1", "a if b else c", "a and b", "a or b", "not a", "a == b", "a < b", "a := 1", "a = 1", "a; b", "a\x00b",
    "2 ** 9999999", "9 ** 9 ** 9", "1e400", "1e9", "0x10", "1_000", "10 % 3", "7 // 2", "a[0]", "a(1)", "abs(1)", "eval(a)",
    "exec(a)", "open(a)", "print(a)", "getattr(a, b)", "globals()", "min", "max()", "min(,)", "min(1", "(1", "1)", "1 +", "* 1", "",
    " ", "1 1", "a b", "+1", "1.2.3", ".5", "5.", "a..b", ".a", "a.", "A", "É", "a\nb", "#", "1 # 2", "$a", "@a", "a@b", "~1", "^", "1 ^ 2",
    "1 & 2", "1 | 2", "1 << 9", "1 >> 1", "\\", "`a`", "a?b:c", "!a", "∞", "１", "1" * 13, "1." + "1" * 13, "a.b.__c", "_a", "a._b",
    "(" * 50 + "1" + ")" * 50, "-" * 50 + "1", "min(" * 50 + "1" + ")" * 50, "1" + "+1" * 200, "x" * 1001, "a" * 2000, "1," * 10,
    "async a", "await a", "yield a", "del a", "import os", "raise a", "return 1", "while 1", "class a", "def a", "None", "True", "NaN",
    "Infinity", "a -> b", "a <> b", "<script>", "%s", "{{7*7}}", "${7*7}", "' OR 1=1 --",
]  # fmt: skip


@pytest.mark.parametrize("teks", ABUSE)
def test_abuse_is_refused_at_once(teks: str) -> None:
    start = time.perf_counter()

    with pytest.raises(RumusSalah):
        parse_rumus(teks)

    assert time.perf_counter() - start < 0.05


def test_a_formula_is_evaluated_exactly() -> None:
    rumus = parse_rumus("(a + b) / 9 * 25 - min(a, b, 3) + max(c.d, 0.5)")

    value = rumus.evaluate({"a": Fraction(4), "b": Fraction(5), "c.d": Fraction(1, 3)})

    assert value == Fraction(25) - 3 + Fraction(1, 2)
    assert rumus.ukuran == frozenset({"a", "b"})
    assert rumus.indikator == frozenset({"c.d"})


@pytest.mark.parametrize(
    "teks, nilai",
    [
        ("1 - 2 - 3", -4),
        ("8 / 2 / 2", 2),
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("-2 * 3", -6),
        ("--2", 2),
        ("2*-3", -6),
    ],
)
def test_operators_bind_as_at_school(teks: str, nilai: int) -> None:
    assert parse_rumus(teks).evaluate({}) == nilai


def test_a_denominator_of_zero_or_a_missing_operand_makes_the_value_empty() -> None:
    rumus = parse_rumus("a / b * 100")

    assert rumus.evaluate({"a": Fraction(1), "b": Fraction(0)}) is None
    assert rumus.evaluate({"a": None, "b": Fraction(1)}) is None


def test_the_deepest_formula_allowed_still_works() -> None:
    depth = DEEPEST - 1

    assert parse_rumus("(" * depth + "1" + ")" * depth).evaluate({}) == 1


@pytest.mark.parametrize(
    "nilai, bulat",
    [
        (Fraction(76605, 1000), "76.61"),
        (Fraction(88305, 1000), "88.31"),
        (Fraction(64995, 1000), "65.00"),
        (Fraction(6499, 100), "64.99"),
        (Fraction(-5, 1000), "-0.01"),
        (Fraction(2, 3) * 100, "66.67"),
        (Fraction(0), "0.00"),
        (Fraction(10**12), "1000000000000.00"),
    ],
)
def test_rounding_is_half_up_and_shows_two_places(nilai: Fraction, bulat: str) -> None:
    assert str(round_half_up(nilai)) == bulat


def test_rounding_to_no_places_gives_a_whole_number() -> None:
    assert round_half_up(Fraction(5, 2), 0) == Decimal(3)
