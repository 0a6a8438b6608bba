"""No words run into others or out of their page, with our font and with a wider one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mobility_gui.settings import Look, Settings
from mobility_gui.training.exercise import Side
from mobility_gui.training.plan import Timing
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.routines.routines_page import RoutinesPage
from mobility_gui.ui.settings.settings_page import SettingsPage
from tests.ui.other_fonts import WideTheme
from tests.ui.stage.painted import library
from tests.ui.written import written

PAGE_WIDTHS = [900 - 84, 1280 - 84]
"""What the rail leaves of the window."""

HIGH_ENOUGH = 3000
"""Nothing has to be scrolled to."""


@pytest.fixture(params=[Theme, WideTheme])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Theme]:
    theme: Theme = request.param(Look.LIGHT)
    theme.apply(qapp)
    yield theme
    Theme(Look.LIGHT).apply(qapp)


def draws_nothing(_painter: QPainter, _tile: QRectF, _exercise: str, _side: Side, _ground: str) -> bool:
    return False


def colliding(page: QWidget) -> list[str]:
    """The words that run into others, out of the page, or out of a label."""
    QApplication.processEvents()
    lines = written(page)
    assert len(lines) > 20
    inside = QRectF(page.rect())
    found = [words for words, place in lines if not inside.contains(place)]
    found += [f"{one} / {other}" for (one, here), (other, there) in combinations(lines, 2) if here.intersects(there)]
    shown = [label for label in page.findChildren(QLabel) if label.isVisible() and not label.wordWrap()]
    return found + [label.text() for label in shown if label.sizeHint().width() > label.width()]


@pytest.mark.parametrize("width", PAGE_WIDTHS)
@pytest.mark.parametrize("routine", library().routines)
def test_words_of_a_routine_stay_clear_of_each_other(routine: str, width: int, theme: Theme, qtbot: QtBot) -> None:
    page = RoutinesPage(theme, draws_nothing, lambda: datetime(2026, 11, 22, 7, 1, tzinfo=UTC))
    qtbot.addWidget(page)
    page.resize(width, HIGH_ENOUGH)
    page.show()
    routines = library().routines
    done = dict.fromkeys(routines, date(2026, 9, 30))
    page.show_library(
        tuple(routines.values()),
        library().exercises,
        Timing(),
        done,
        routine,
        tighter=Side.LEFT,
        tighter_first=True,
        measure_first=True,
    )

    assert page.width() == width
    assert not colliding(page)


@pytest.mark.parametrize("width", PAGE_WIDTHS)
def test_words_of_the_settings_stay_clear_of_each_other(width: int, theme: Theme, qtbot: QtBot) -> None:
    page = SettingsPage(theme)
    qtbot.addWidget(page)
    page.resize(width, HIGH_ENOUGH)
    page.show_settings(Settings(), "123 sessions, 45 measurements", "/home/runner/.local/share/mobility-gui")
    page.show()

    assert page.width() == width
    assert not colliding(page)
