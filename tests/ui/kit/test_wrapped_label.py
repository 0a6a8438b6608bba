import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mobility_gui.settings import Look
from mobility_gui.ui.kit.controls import label
from mobility_gui.ui.kit.theme import Theme
from tests.ui.cut_texts import cut_texts, painted_words

WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"


@pytest.fixture
def made(qapp: QApplication, qtbot: QtBot) -> QLabel:
    Theme(Look.LIGHT).apply(qapp)
    made = label(f"Before {WORD} after", wrap=True)
    qtbot.addWidget(made)
    made.resize(200, 90)
    made.show()
    return made


def test_a_word_too_long_for_a_line_ends_in_dots_and_the_others_stay(made: QLabel) -> None:
    assert cut_texts(made, may_end_in_dots=(made.text(),)) == []
    first, dotted, last = (one.text.strip() for one in painted_words(made))
    assert (first, last) == ("Before", "after")
    assert dotted.startswith("Donaudampf")
    assert dotted.endswith("…")
    assert made.text() == f"Before {WORD} after"


def test_with_more_room_the_word_is_whole_again(made: QLabel) -> None:
    made.resize(900, 90)
    assert WORD in " ".join(one.text for one in painted_words(made))


def test_a_word_with_hyphens_is_broken_at_them(made: QLabel) -> None:
    made.setText("-".join(["knee-to-wall"] * 8))
    assert not any("…" in one.text for one in painted_words(made))


def test_it_asks_for_no_more_room_than_a_usual_word_needs(made: QLabel) -> None:
    assert made.minimumSizeHint().width() <= 160
