from dataclasses import replace
from datetime import timedelta
from math import hypot

import pytest
from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsPathItem
from pytestqt.qtbot import QtBot

from mobility_gui.ankle.unit import Unit
from mobility_gui.settings import Look
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import History, statistics
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.progress.chart import Chart
from mobility_gui.ui.progress.chart_content import Hit, chart_content
from mobility_gui.ui.progress.chart_hover import Taken, card_place
from mobility_gui.ui.progress.points import MOST_SEEN, Points
from tests.ui.progress.history_makers import TODAY, a_history, a_session, weekly_history

HALF_POINT_PX = 6


@pytest.fixture
def chart(qtbot: QtBot) -> Chart:
    made = Chart(Theme(Look.LIGHT))
    qtbot.addWidget(made)
    made.resize(800, 340)
    made.show()
    return made


def show(chart: Chart, history: History, unit: Unit = Unit.CM) -> None:
    chart.show_content(chart_content(history, statistics(history), unit))


def days_seen(chart: Chart) -> tuple[float, float]:
    first, last = chart._box.viewRange()[0]
    return first - TODAY.toordinal(), last - TODAY.toordinal()


def colors_in(chart: Chart) -> set[str]:
    image = chart.grab().toImage()
    return {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())}


def test_both_sides_are_drawn_in_their_colours(chart: Chart) -> None:
    show(chart, weekly_history([90, 92, 95], [112, 115, 113]))
    assert {"#1A5CA3", "#B04A10", "#F8EDCF", "#FFFFFF"} <= colors_in(chart)


def test_a_side_switched_off_is_not_drawn(chart: Chart) -> None:
    show(chart, weekly_history([90, 92, 95], [112, 115, 113]))
    chart.show_sides({Side.LEFT})
    colors = colors_in(chart)
    assert "#1A5CA3" in colors
    assert "#B04A10" not in colors


def test_the_range_ends_today_and_reaches_back_as_asked(chart: Chart) -> None:
    show(chart, weekly_history([90] * 30))
    chart.show_days(42)
    first, last = days_seen(chart)
    assert first == pytest.approx(-41, abs=0.2)
    assert 21 < last < 28  # the next verdict day, in three weeks, and room for its mark
    chart.show_days(None)
    assert -29 * 7 - 6 < days_seen(chart)[0] < -29 * 7 - 1


def px_from_left(chart: Chart, days_ago: int) -> float:
    """Of a test at seven in the morning, from the left edge of what is seen."""
    place = chart._box.mapViewToScene(QPointF(TODAY.toordinal() - days_ago + 7 / 24, 100))
    return float(place.x() - chart._box.sceneBoundingRect().left())


@pytest.mark.parametrize("width", [640, 1100])
@pytest.mark.parametrize("days", [42, 182, None])
@pytest.mark.parametrize("every", [3, 6, 7, 41, 42, 181, 182])
def test_no_test_is_cut_at_the_left_edge(chart: Chart, width: int, days: int | None, every: int) -> None:
    chart.resize(width, 340)
    days_ago = [every * n for n in range(60)]
    show(chart, a_history(*(a_session(n, ago, 98, 118) for n, ago in enumerate(days_ago, 1))))
    chart.show_days(days)
    QApplication.processEvents()
    assert all(abs(px_from_left(chart, ago)) > HALF_POINT_PX for ago in days_ago)
    assert px_from_left(chart, 0) > chart.width() / 2


@pytest.mark.parametrize("days", [42, 182, None])
def test_the_name_of_a_side_is_whole_in_every_range_and_width(chart: Chart, days: int | None) -> None:
    show(chart, weekly_history([90] * 30, [91] * 30))
    chart.show_days(days)
    for width in (1400, 500, 900):
        chart.resize(width, 340)
        QApplication.processEvents()
        box = chart._box.sceneBoundingRect()
        left, right = (name.mapRectToScene(name.boundingRect()) for name in chart._names.values())
        assert max(left.right(), right.right()) <= box.right()
        assert box.right() - right.right() < max(40, box.width() * 28 / 42)  # up to four weeks to the next verdict
        assert not left.adjusted(0, 6, 0, -6).intersects(right.adjusted(0, 6, 0, -6))


def test_one_test_stands_within_four_weeks(chart: Chart) -> None:
    show(chart, weekly_history([98]))
    assert days_seen(chart)[0] == pytest.approx(-27)


def test_the_axis_begins_under_the_lowest_shown_and_reaches_15_cm(chart: Chart) -> None:
    show(chart, weekly_history([85, 90]))
    assert chart._box.viewRange()[1] == [80, 150]  # one test counts, so there is no line
    show(chart, weekly_history([85, 160]), Unit.INCH)
    assert chart._box.viewRange()[1] == pytest.approx([76.2, 165.1])


def test_a_dark_theme_is_followed(chart: Chart) -> None:
    show(chart, weekly_history([90, 92], [112, 115]))
    chart._theme.set_look(Look.DARK)
    assert {"#17201C", "#7DB7F5", "#F39B5C", "#2E2916"} <= colors_in(chart)


def test_the_level_is_drawn_from_two_tests_on_that_count(chart: Chart) -> None:
    def bands() -> int:
        grounds = sum(isinstance(item, QGraphicsPathItem) for item in chart._plot.getPlotItem().items)
        return grounds - 1  # the zone

    show(chart, weekly_history([90] * 2))
    assert bands() == 0
    show(chart, weekly_history([90] * 5, [110] * 5))
    assert bands() == 2


def test_the_error_of_the_line_is_whole_in_sight(chart: Chart) -> None:
    show(chart, weekly_history([90] * 5))
    assert chart._box.viewRange()[1][0] == 70  # 90 less the 11.6 mm of four tests at their ends, rounded down


def test_hovering_tells_the_session_and_takes_names_as_plain_text(chart: Chart) -> None:
    history = a_history(replace(a_session(1, 3, 98, 118, 104), name="<b>Mine</b>"))
    show(chart, history)
    assert chart.words_of(Points(history.lines, Side.LEFT).single[0]) == (
        "Thursday 19 November 2026",
        "<b>Mine</b>",
        "Left: before 9.8 cm, after 10.4 cm",
        "Right: before 11.8 cm",
    )


def hover(chart: Chart, days_ago: int, mm: float) -> None:
    place = chart._box.mapViewToScene(QPointF((TODAY - timedelta(days=days_ago)).toordinal() + 7 / 24, mm))
    chart._plot.scene().sigMouseMoved.emit(place)


def test_the_point_under_the_mouse_is_ringed_and_no_point_covered_by_what_is_said(chart: Chart) -> None:
    show(chart, weekly_history([90, 95, 100, 97, 103, 101], [120, 118, 119, 122, 121, 117]))
    QApplication.processEvents()
    card = chart._hover_card
    for days_ago, mm, side in ((14, 97, Side.LEFT), (14, 122, Side.RIGHT), (0, 101, Side.LEFT), (35, 120, Side.RIGHT)):
        hover(chart, days_ago, mm)
        assert not card.isHidden()
        assert card._side is side
        taken = chart._taken()
        assert len(taken.points) == 12
        assert list(taken.covered(card._card)) == []
        assert taken.room.contains(card._card)
        place = chart._box.mapViewToScene(QPointF((TODAY - timedelta(days=days_ago)).toordinal() + 7 / 24, mm))
        assert hypot(card._at.x() - place.x(), card._at.y() - place.y()) < 0.01
    hover(chart, 14, 140)
    assert card.isHidden()


def test_where_points_are_everywhere_the_card_covers_few_of_them_and_not_the_ring() -> None:
    room, at = QRectF(0, 0, 400, 200), QPointF(200, 100)
    crowd = [(x, y) for x in range(0, 400, 20) for y in range(0, 200, 20)]
    card = card_place(QSizeF(120, 60), at, Taken(room, crowd))
    assert room.contains(card)
    assert not card.intersects(QRectF(at, QSizeF()).adjusted(-8.5, -8.5, 8.5, 8.5))
    words = QRectF(0, 0, 400, 90)
    below = card_place(QSizeF(120, 60), at, Taken(room, words=[words]))
    assert not below.intersects(words)
    assert room.contains(card_place(QSizeF(390, 190), at, Taken(room)))


def test_what_is_said_about_a_point_goes_with_the_mouse_and_with_the_point(chart: Chart) -> None:
    show(chart, weekly_history([90, 95, 100]))
    QApplication.processEvents()
    hover(chart, 7, 95)
    assert not chart._hover_card.isHidden()
    QApplication.sendEvent(chart._plot.viewport(), QEvent(QEvent.Type.Leave))
    assert chart._hover_card.isHidden()
    hover(chart, 7, 95)
    chart._box.translateBy(x=-3)
    assert chart._hover_card.isHidden()


def test_the_mouse_finds_the_nearest_test_and_nothing_far_away(chart: Chart) -> None:
    history = weekly_history([90, 95, 100])
    show(chart, history)
    QApplication.processEvents()
    test = Points(history.lines, Side.LEFT).single[1]
    day = (TODAY - timedelta(days=7)).toordinal() + 7 / 24
    assert chart.point_near(chart._box.mapViewToScene(QPointF(day, 95)) + QPointF(4, 4)) == Hit(Side.LEFT, 95, test)
    assert chart.point_near(chart._box.mapViewToScene(QPointF(day, 140))) is None


def test_nothing_tested_in_the_range_is_said(chart: Chart) -> None:
    show(chart, a_history(a_session(1, 100, 98)))
    chart.show_days(42)
    assert [label.words for label, _ in chart._labels][-1] == "No tests in this period"


def every_day(days: int) -> History:
    return a_history(*(a_session(days - ago, ago, 90 + ago % 9, 110 + ago % 7, 96) for ago in range(days)))


def test_where_tests_would_cover_each_other_a_point_stands_for_weeks(chart: Chart, qtbot: QtBot) -> None:
    show(chart, every_day(60))
    assert chart._weeks == 0
    with qtbot.waitSignal(chart.legend_changed) as told:
        show(chart, every_day(1500))
    assert next(iter(told.args[0])) == "before the session, weekly average"
    assert chart._weeks == 1
    assert "#1A5CA3" in colors_in(chart)
    with qtbot.waitSignal(chart.legend_changed) as told:
        chart.show_days(42)
    assert next(iter(told.args[0])) == "before the session"


def test_the_point_of_a_week_tells_its_days_and_its_means(chart: Chart) -> None:
    history = every_day(1500)
    show(chart, history)
    point = Points(history.lines, Side.LEFT).between(0, TODAY.toordinal(), 1)[-1]
    words = chart.words_of(point)
    assert words[:2] == ("16 November 2026 to 22 November 2026", "Average of 7 tests")
    assert words[2].startswith("Left: before 9.")
    assert words[3].startswith("Right: before 11.")


def test_zooming_in_shows_single_tests_again_and_never_too_many(chart: Chart) -> None:
    history = every_day(3000)
    show(chart, history)
    points = Points(history.lines, Side.LEFT)
    for _ in range(60):
        chart._box.scaleBy((0.9, 1))
        first, last = chart._box.viewRange()[0]
        assert len(points.between(first, last, chart._weeks)) <= MOST_SEEN
    assert chart._weeks == 0


def test_moved_in_time_the_axis_follows_what_is_seen(chart: Chart) -> None:
    show(chart, a_history(a_session(1, 400, 60), a_session(2, 390, 62), *(a_session(n, n, 100) for n in range(3, 30))))
    chart.show_days(42)
    assert chart._box.viewRange()[1] == [90, 150]
    chart._box.translateBy(x=-380)
    assert chart._box.viewRange()[1] == [50, 150]


def test_a_click_on_a_point_asks_for_its_session(chart: Chart, qtbot: QtBot) -> None:
    show(chart, weekly_history([90, 95, 100]))
    QApplication.processEvents()
    day = (TODAY - timedelta(days=7)).toordinal() + 7 / 24
    place = chart._plot.mapFromScene(chart._box.mapViewToScene(QPointF(day, 95)))
    with qtbot.waitSignal(chart.session_asked) as asked:
        QTest.mouseClick(chart._plot.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == [2]


def test_only_after_values_are_drawn_and_named_too(chart: Chart) -> None:
    show(chart, a_history(a_session(1, 3, left_after_mm=104), a_session(2, 1, left_after_mm=106)))
    assert "#1A5CA3" in colors_in(chart)
    assert set(chart._names) == {Side.LEFT}


def test_shown_anew_it_stays_where_the_runner_moved_it(chart: Chart) -> None:
    history = weekly_history([90] * 60)
    show(chart, history)
    chart._box.scaleBy((0.5, 1))
    chart._note_moved()
    before = chart._box.viewRange()[0]
    show(chart, history)
    assert chart._box.viewRange()[0] == before
    chart.show_days(None)
    assert chart._box.viewRange()[0] != before


def test_nobody_gets_lost_far_beyond_the_tests(chart: Chart) -> None:
    show(chart, weekly_history([90] * 60))
    for _ in range(40):
        chart._box.scaleBy((1.5, 1))
    first, last = days_seen(chart)
    assert first > -60 * 7 * 1.3 - 30
    assert last < 60 * 7 * 0.3 + 30


def test_on_a_sharper_screen_the_lines_are_as_wide(chart: Chart) -> None:
    show(chart, weekly_history([90] * 6))
    assert chart._plot.rules[0].pen.widthF() == chart.devicePixelRatioF()
    QApplication.sendEvent(chart, QEvent(QEvent.Type.DevicePixelRatioChange))
    assert len(chart._plot.rules) == len(set(map(id, chart._plot.rules))) > 0
