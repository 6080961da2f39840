"""The nine answers of the survey."""

from typing import Any

import pytest

from chassis.domain import Invalid
from perizinan.domain.survei import UNSUR, check_jawaban

_JAWABAN: dict[str, Any] = dict.fromkeys(UNSUR, 4)


def test_nine_answers_are_taken_in_the_order_of_the_form() -> None:
    assert list(check_jawaban(dict(reversed(_JAWABAN.items())))) == list(UNSUR)


@pytest.mark.parametrize("nilai", [0, 5, True, "4", None, 3.5])
def test_an_answer_is_one_to_four(nilai: Any) -> None:
    with pytest.raises(Invalid) as refusal:
        check_jawaban({**_JAWABAN, "waktu": nilai})

    assert list(refusal.value.errors) == ["jawaban.waktu"]


def test_a_tenth_answer_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        check_jawaban({**_JAWABAN, "lain": 4})

    assert list(refusal.value.errors) == ["jawaban.lain"]
