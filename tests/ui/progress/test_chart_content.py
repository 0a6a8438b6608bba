from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_gui.ankle.unit import Unit
from mobility_gui.settings import Look as ThemeLook
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import History, statistics
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import LIGHT
from mobility_gui.ui.progress.chart import Chart
from mobility_gui.ui.progress.chart_content import MOST_JOINTS, ChartContent, chart_content
from mobility_gui.ui.progress.chart_painter import ChartPainter
from mobility_gui.ui.progress.chart_series import Layer, Look, Series, legend_of, range_mm, values_at
from mobility_gui.ui.progress.chart_words import NAMES_APART_PX, Label, free_place, names_apart, point_words
from mobility_gui.ui.progress.legend import Legend
from tests.ui.progress.history_makers import TODAY, a_history, a_session, weekly_history

FIRST, LAST = TODAY.toordinal() - 60.0, TODAY.toordinal() + 1.0
SIZE = QSize(800, 340)
DRAWN = [layer for layer in Layer if layer not in {Layer.RULES, Layer.WORDS}]


def content_of(history: History) -> ChartContent:
    return chart_content(history, statistics(history), Unit.CM)


@dataclass(frozen=True)
class WithOneMore(ChartContent):
    """The chart with a series that no engine was written for, in heights that are in sight anyway."""

    layer: Layer = Layer.LINE

    def series(self, first: float, last: float, weeks: int) -> tuple[Series, ...]:
        more = Series(Look(self.layer, "danger", legend="goal"), [FIRST + 30, FIRST + 50], [141, 142], [145, 148])
        return (*super().series(first, last, weeks), more)


def on_paper(content: ChartContent) -> QImage:
    picture = QImage(SIZE, QImage.Format.Format_RGB32)
    picture.fill(LIGHT.surface)
    painter = QPainter(picture)
    ChartPainter(content, Theme(ThemeLook.LIGHT)).paint(painter, QRectF(picture.rect()))
    painter.end()
    return picture


@pytest.mark.parametrize("layer", DRAWN)
def test_a_series_that_is_described_is_drawn_on_the_screen_and_in_files(qtbot: QtBot, layer: Layer) -> None:
    usual = content_of(weekly_history([98] * 9))
    more = WithOneMore(**{one.name: getattr(usual, one.name) for one in fields(usual)}, layer=layer)
    chart = Chart(Theme(ThemeLook.LIGHT))
    qtbot.addWidget(chart)
    chart.resize(SIZE)
    chart.show()
    chart.show_content(usual)
    QApplication.processEvents()
    before = chart.grab().toImage()
    with qtbot.waitSignal(chart.legend_changed) as told:
        chart.show_content(more)
    assert chart.grab().toImage() != before
    assert on_paper(more) != on_paper(usual)
    assert "goal" in told.args[0]
    assert "goal" in ChartPainter(more, Theme(ThemeLook.LIGHT)).legend


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("layer", DRAWN)
def test_the_legend_has_a_sign_for_every_series(qtbot: QtBot, layer: Layer, side: Side) -> None:
    legend = Legend(Theme(ThemeLook.LIGHT))
    qtbot.addWidget(legend)
    legend.show_legend({"goal": []})
    legend.resize(legend.sizeHint())
    bare = legend.grab().toImage()
    legend.show_legend({"goal": [Look(layer, "danger", side)]})
    assert legend.grab().toImage() != bare


def test_words_at_a_point_have_room_for_what_is_of_no_side() -> None:
    (point,) = content_of(a_history(a_session(1, 3, 98))).tests[Side.LEFT].single
    said = point_words(point, [(Side.BOTH, "goal", 120)], Unit.CM)
    assert said == ("Thursday 19 November 2026", "Session 1", "Both: goal 12.0 cm")


def words_of(history: History, sides: Sequence[Side] = tuple(Side)) -> list[str]:
    return list(legend_of(content_of(history).only(sides).series(FIRST, LAST, 0)))


def test_the_legend_explains_what_is_drawn_and_nothing_else() -> None:
    assert words_of(weekly_history([90] * 5)) == ["before the session", "left out", "level and margin"]
    after = a_history(a_session(1, 9, 98), a_session(2, 3, right_after_mm=104))
    assert words_of(after) == ["before the session", "after the session"]
    assert words_of(after, [Side.RIGHT]) == ["after the session"]


def test_what_does_not_count_is_drawn_apart_and_told_at_the_point() -> None:
    content = content_of(weekly_history([90, *[100] * 8, 145, 100, 100]))
    series = content.series(FIRST - 60, LAST, 0)
    (grey,) = [one for one in series if one.look.legend == "left out" and one.days]
    assert (grey.mm, grey.look.color) == ([90, 145], "ink3")
    (counted,) = [one for one in series if one.look.layer is Layer.FILLED and one.look.color == "left"]
    assert counted.mm == [100] * 10
    assert values_at(series, grey.days[0], 0) == [(Side.LEFT, "before, left out:", 90)]
    assert not [one for one in content.series(FIRST - 60, LAST, 1) if one.look.color == "ink3" and one.days]


def test_a_long_line_is_drawn_with_few_joints_and_with_all_of_them_when_seen_closely() -> None:
    content = content_of(weekly_history([100 + week % 3 for week in range(300)]))

    def joints(first: float) -> list[float]:
        (line,) = [one for one in content.series(first, LAST, 0) if one.look.layer is Layer.LINE]
        return list(line.days)

    whole, close = joints(LAST - 2200), joints(LAST - 70)
    assert len(whole) <= MOST_JOINTS + 1
    assert whole[-1] == close[-1]
    assert len(close) == 11  # ten weeks, and the one before that the line comes from


def test_a_line_out_of_sight_does_not_stretch_the_axis_and_one_that_passes_through_does() -> None:
    line = Series(Look(Layer.LINE, "left"), [10, 90], [20, 20])
    mark = Series(Look(Layer.DASHES, "ink"), [0, 200], [127, 127])
    assert range_mm((line, mark), 100, 120, Unit.CM) == (120, 150)
    assert range_mm((line, mark), 40, 50, Unit.CM) == (10, 150)


def test_a_distance_is_never_below_zero_and_neither_is_a_line() -> None:
    stiff = content_of(weekly_history([0, 0, 0, 0, 10, 20, 30, 50, 70])).series(FIRST, LAST, 0)
    assert min(mm for one in stiff for mm in (*one.mm, *one.to_mm)) == 0


def test_a_sunday_and_the_monday_after_it_are_told_apart_in_the_words_on_weeks() -> None:
    sunday = (TODAY - date(2026, 11, 15)).days
    days = content_of(a_history(a_session(1, sunday, 90, 111), a_session(2, sunday - 1, 95, 115)))
    series = days.series(FIRST, LAST, 1)
    before, after = days.tests[Side.LEFT].between(FIRST, LAST, 1)
    assert values_at(series, before.day, 1) == [(Side.LEFT, "before", 90), (Side.RIGHT, "before", 111)]
    assert values_at(series, after.day, 1) == [(Side.LEFT, "before", 95), (Side.RIGHT, "before", 115)]


def test_words_stand_where_they_cover_neither_a_point_nor_a_join() -> None:
    label = Label("12.7", "ink", ((127, True), (127, False)))
    point = Series(Look(Layer.FILLED, "left", Side.LEFT), [3], [130])
    join = Series(Look(Layer.JOINS, "left", Side.LEFT), [3], [80], [160])
    line = Series(Look(Layer.LINE, "left", Side.LEFT), [0, 9], [130, 130])
    assert free_place(label, [line], [0, 10], 5, 8) == (0, 127, True)
    assert free_place(label, [point], [0, 10], 5, 8) == (0, 127, False)
    assert free_place(label, [point, join], [0, 10], 5, 8) == (10, 127, True)


@pytest.mark.parametrize("left", [0, 95, 100, 105, 200])
@pytest.mark.parametrize("right", [0, 99, 104, 200])
def test_the_names_of_the_sides_stand_apart_off_the_mark_and_within_the_chart(left: int, right: int) -> None:
    placed = names_apart({Side.LEFT: left, Side.RIGHT: right}, 100, 0, 200)
    assert abs(placed[Side.LEFT] - placed[Side.RIGHT]) >= NAMES_APART_PX
    assert all(abs(height - 100) >= NAMES_APART_PX / 2 for height in placed.values())
    assert all(NAMES_APART_PX / 2 <= height <= 200 - NAMES_APART_PX / 2 for height in placed.values())


def test_a_test_of_tomorrow_is_in_sight_with_the_name_of_its_side() -> None:
    content = replace(content_of(weekly_history([98] * 3)), today=TODAY.toordinal() - 2.0)
    _, last = content.days_in_sight(None, 600, 60)
    assert last > content.last_test > content.today
