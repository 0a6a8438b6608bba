from typing import Any

import pytest
from PySide6.QtCore import QRect

from mobility_gui.ui.kit.tokens import LIGHT
from mobility_gui.ui.stage.content import StageContent, StageState
from tests.ui.cut_texts import painted_words
from tests.ui.stage.painted import SIZES, find, hold, picture, view

pytestmark = pytest.mark.usefixtures("qapp")

NUMBER = QRect(0, 160, 1280, 300)
"""The number's place, in the whole width of a window of 1280x800."""


def asks(**parts: Any) -> StageContent:
    """A question, without an exercise."""
    return StageContent(StageState.WORK, "Read this", **parts)


def test_without_an_exercise_there_is_no_dial_and_no_bottom_row() -> None:
    image = picture(view(), asks(number="24"))
    dial = QRect(700, 150, 580, 400)
    assert find(image, LIGHT.work.dial, dial) is None
    assert find(image, LIGHT.work.strong, dial) is None
    assert find(image, LIGHT.ink2, QRect(0, 730, 1280, 70)) is None
    assert find(picture(view(), hold()), LIGHT.work.dial, dial)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("word", ["X", "Space", "Play / Pause", "Microphone Volume Down"])
def test_a_word_in_the_number_s_place_is_as_large_as_there_is_room_for(word: str, size: tuple[int, int]) -> None:
    width, height = size
    image = picture(view(size=size), asks(number=word))
    found = find(image, LIGHT.work.strong, QRect(0, 0, width, height))
    assert found
    assert found.left > 0.03 * height
    assert found.right < width - 0.03 * height
    assert found.top > 0.18 * height
    assert found.bottom < 0.58 * height
    assert found.height > 0.22 * height or found.width > 0.85 * width


def test_a_sign_stands_in_the_number_s_place_and_about_as_high() -> None:
    number = find(picture(view(), asks(number="1")), LIGHT.work.strong, NUMBER)
    sign = find(picture(view(), asks(sign="key")), LIGHT.work.strong, NUMBER)
    assert number
    assert sign
    assert number.top <= sign.top
    assert sign.bottom <= number.bottom
    assert sign.height > 0.7 * number.height
    assert sign.left == pytest.approx(36, abs=4)


def test_rows_say_by_icon_and_colour_what_works() -> None:
    image = picture(view(), asks(rows=(("tick", "It can be read."), ("warn", "Not heard."))))
    tick = find(image, LIGHT.work.strong, QRect(0, 0, 110, 800))
    warning = find(image, LIGHT.warn, QRect(0, 0, 110, 800))
    words = find(image, LIGHT.ink, QRect(110, 160, 1170, 640))
    assert tick
    assert warning
    assert words
    assert tick.bottom < warning.top
    assert words.top < tick.bottom < warning.top < words.bottom


def test_the_question_stands_below_the_cue_in_the_colour_of_the_state() -> None:
    lower = QRect(0, 470, 1280, 330)
    image = picture(view(), asks(cue="Knee past the toes.", question="Can you read it?"))
    cue, question = find(image, LIGHT.ink, lower), find(image, LIGHT.work.strong, lower)
    assert cue
    assert question
    assert cue.bottom < question.top


def test_the_step_stands_across_from_the_name() -> None:
    image = picture(view(), asks(step="1 of 5"))
    step = find(image, LIGHT.ink2, QRect(640, 0, 640, 150))
    assert step
    assert 1230 < step.right < 1250
    assert step.left > 1080


def test_a_question_too_wide_for_its_line_keeps_its_mark_and_a_cue_only_its_first_sentence() -> None:
    stage = view(size=(900, 600))
    question = "Can you read all of this from where you will lie on the mat?"
    stage.show_content(asks(cue="Turn the volume up. All that is said is on the screen too.", question=question))
    texts = [words.text for words in painted_words(stage)]
    assert texts[-3:-1] == ["Turn the volume up.", question]
