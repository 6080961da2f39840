"""The judge of histories finds what was planted, and nothing in a history that is sound."""

from __future__ import annotations

import pytest

from tests.support.riwayat import Riwayat, Tulisan, differences

WRITTEN = [Tulisan(f"k{n % 5}", n) for n in range(100)]


def sound(**changes: list[Tulisan]) -> Riwayat:
    """Return a sound history with some of its parts replaced."""
    parts: dict[str, list[Tulisan]] = {"written": WRITTEN, "acked": WRITTEN, "read": WRITTEN, "effects": WRITTEN}
    return Riwayat(**(parts | changes))


def test_a_sound_history_has_no_fault() -> None:
    assert sound().faults(repeats=0) == []


def test_a_write_without_an_answer_may_be_read_or_not() -> None:
    assert sound(acked=WRITTEN[:50]).faults() == []
    assert sound(acked=WRITTEN[:50], read=WRITTEN[:60], effects=WRITTEN[:60]).faults() == []


def test_repeats_are_allowed_unless_bounded() -> None:
    twice = sound(read=[*WRITTEN[:60], *WRITTEN[40:]])

    assert twice.faults() == []
    assert twice.repeats() == 20
    assert twice.faults(repeats=19) == ["repeated 20 times, allowed 19"]


def test_keys_may_pass_one_another() -> None:
    by_key = sorted(WRITTEN, key=lambda tulisan: tulisan.kunci)

    assert sound(read=by_key, effects=by_key).faults() == []


@pytest.mark.parametrize("at", range(0, 90, 6))
def test_a_planted_loss_is_found(at: int) -> None:
    gone = WRITTEN[at]
    left = [tulisan for tulisan in WRITTEN if tulisan != gone]

    assert sound(read=left, effects=left).faults() == [f"lost: {gone}"]


@pytest.mark.parametrize("at", range(0, 90, 6))
def test_a_planted_reordering_within_a_key_is_found(at: int) -> None:
    swapped = [*WRITTEN]
    swapped[at], swapped[at + 5] = swapped[at + 5], swapped[at]

    assert sound(read=swapped).faults() == [f"read out of order: k{at % 5}"]
    assert sound(effects=swapped).faults() == [f"effect out of order: k{at % 5}"]


def test_an_overtaking_that_a_repeat_would_hide_is_found() -> None:
    overtaken = [*WRITTEN[:10], WRITTEN[15], *WRITTEN[10:]]

    assert sound(read=overtaken).faults() == ["read out of order: k0"]


@pytest.mark.parametrize("at", range(0, 90, 6))
def test_a_planted_double_effect_is_found(at: int) -> None:
    twice = WRITTEN[at]

    assert sound(effects=[*WRITTEN, twice]).faults() == [f"effect 2 times: {twice}"]


def test_a_planted_missing_effect_is_found() -> None:
    assert sound(effects=WRITTEN[1:]).faults() == [f"no effect: {WRITTEN[0]}"]


def test_a_planted_phantom_is_found() -> None:
    ghost = Tulisan("k0", "hantu")

    assert sound(read=[*WRITTEN, ghost]).faults() == [f"phantom: {ghost}", f"no effect: {ghost}"]
    assert sound(effects=[*WRITTEN, ghost]).faults() == [f"effect of nothing: {ghost}"]


def test_a_refused_write_that_is_read_is_a_phantom() -> None:
    refused = sound(acked=WRITTEN[1:], refused=WRITTEN[:1])

    assert refused.faults() == [f"phantom: {WRITTEN[0]}"]


def test_a_state_that_differs_from_its_rebuild_is_told() -> None:
    assert differences({"a": 1, "b": 2}, {"a": 1, "b": 2}) == []
    assert differences({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": None}) == [
        "b: 2, rebuilt 3",
        "c: 'nothing', rebuilt None",
    ]
