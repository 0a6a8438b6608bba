from datetime import date, timedelta

import pytest

from mobility_gui.training.exercise import Posture, Side
from mobility_gui.training.routine import Hold, Measure, Sides, Step
from mobility_gui.ui.kit.wording import (
    last_done_words,
    minutes_words,
    posture_words,
    side_words,
)

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (None, "not done yet"),
        (SUNDAY, "done today"),
        (SUNDAY + timedelta(1), "done today"),  # the clock was set back since
        (SUNDAY - timedelta(1), "done yesterday"),
        (SUNDAY - timedelta(2), "last done Friday"),
        (SUNDAY - timedelta(6), "last done Monday"),
        (SUNDAY - timedelta(7), "last done 15 Nov"),
        (date(2026, 1, 3), "last done 3 Jan"),
        (date(2025, 12, 31), "last done 31 Dec 2025"),
    ],
)
def test_the_last_time_is_said_as_a_runner_would(done: date | None, words: str) -> None:
    assert last_done_words(done, SUNDAY) == words


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step("x", Hold(30), Sides.EACH), ("left", "each side", "right")),
        (Step("x", Hold(30), Sides.LEFT), ("left", "left side")),
        (Step("x", Hold(30), Sides.RIGHT, sets=2), ("right side", "right", "· 2 sets")),
        (Step("x", Hold(30), Sides.BOTH), ("both", "both sides")),
        (Step("x", Measure(), Sides.BOTH), ("left", "each side", "right")),
    ],
)
def test_a_side_is_a_word_with_its_arrow(step: Step, words: tuple[str, ...]) -> None:
    assert side_words(step) == words


def test_the_tighter_side_is_named_where_it_goes_first() -> None:
    assert side_words(Step("x", Hold(30), Sides.EACH), Side.RIGHT) == ("left", "each side, right first", "right")
    assert side_words(Step("x", Hold(30), Sides.BOTH), Side.RIGHT) == ("both", "both sides")


@pytest.mark.parametrize(
    ("milliseconds", "minutes"), [(0, "1 min"), (59_499, "1 min"), (396_000, "7 min"), (3_600_000, "60 min")]
)
def test_a_list_says_times_in_whole_minutes(milliseconds: int, minutes: str) -> None:
    assert minutes_words(milliseconds) == minutes


def test_every_posture_has_words_without_a_technical_term() -> None:
    words = {posture_words(posture) for posture in Posture}
    assert len(words) == len(Posture)
    assert not any("_" in word or "prone" in word or "supine" in word for word in words)
