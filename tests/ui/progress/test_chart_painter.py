from dataclasses import replace
from random import Random
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QBuffer, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QTransform
from PySide6.QtSvg import QSvgGenerator

from mobility_gui.ankle.unit import Unit
from mobility_gui.settings import Look
from mobility_gui.training.history import ANKLES, Goals, History, statistics
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import LIGHT, mix
from mobility_gui.ui.progress.chart_content import MOST_PRINTED, chart_content
from mobility_gui.ui.progress.chart_painter import ChartPainter
from mobility_gui.ui.progress.chart_words import NAMES_APART_PX
from mobility_gui.ui.progress.points import Points
from tests.ui.progress.history_makers import TODAY, a_history, a_session, weekly_history

pytestmark = pytest.mark.usefixtures("qapp")

SIZE = QSize(900, 400)
RECT = QRectF(40, 30, 800, 320)
TESTED = weekly_history([90, 96, 99, 104, 108, 107, 111], [110, 111, 109, 112, 108, 110, 111])
LEFT_TINT, RIGHT_TINT = (mix(LIGHT.surface, color, 0.14) for color in (LIGHT.left, LIGHT.right))
STIFF = weekly_history([0, 0, 0, 0, 10, 20, 30, 50, 70])
NEAR_MARK = weekly_history([125, 126, 127, 127, 126, 128, 127], [127, 128, 127, 126, 127, 127, 128])


def many_tests(tests: int, days_apart: float) -> History:
    chance = Random(1)  # noqa: S311  nothing secret: the same each time
    lines = []
    for number in range(tests):
        left, right = 95 + 15 * number / tests + chance.gauss(0, 6), 112 + chance.gauss(0, 6)
        after = (left + 6, right + 5) if number % 3 == 0 else (None, None)
        lines.append(a_session(number + 1, (tests - 1 - number) * days_apart, left, right, *after))
    return a_history(*lines)


def painter_of(history: History, unit: Unit = Unit.CM) -> ChartPainter:
    return ChartPainter(chart_content(history, statistics(history), unit), Theme(Look.LIGHT))


def picture_of(history: History, unit: Unit = Unit.CM, moved: QTransform | None = None) -> QImage:
    picture = QImage(SIZE, QImage.Format.Format_RGB32)
    picture.fill(LIGHT.surface)
    painter = QPainter(picture)
    painter.setTransform(moved or QTransform())
    painter_of(history, unit).paint(painter, RECT)
    painter.end()
    return picture


def words_of(history: History, unit: Unit = Unit.CM) -> dict[str, QPointF]:
    """Where each line of words begins."""
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(SIZE)
    painter = QPainter(generator)
    painter_of(history, unit).paint(painter, RECT)
    painter.end()
    texts = ET.fromstring(bytes(buffer.data().data())).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314
    return {
        "".join(item.itertext()).strip(): QPointF(float(item.attrib["x"]), float(item.attrib["y"])) for item in texts
    }


def colors_in(picture: QImage, area: QRectF) -> set[str]:
    inside = area.toAlignedRect().intersected(picture.rect())
    return {
        picture.pixelColor(x, y).name().upper()
        for x in range(inside.left(), inside.right() + 1)
        for y in range(inside.top(), inside.bottom() + 1)
    }


@pytest.mark.parametrize("history", [TESTED, History(TODAY), STIFF, NEAR_MARK, many_tests(500, 2)])
@pytest.mark.parametrize("unit", Unit)
def test_nothing_is_painted_outside_of_the_rectangle(history: History, unit: Unit) -> None:
    picture = picture_of(history, unit)
    assert colors_in(picture, RECT) > {LIGHT.surface}
    around = (
        QRectF(0, 0, SIZE.width(), RECT.top()),
        QRectF(0, RECT.bottom(), SIZE.width(), SIZE.height()),
        QRectF(0, 0, RECT.left(), SIZE.height()),
        QRectF(RECT.right(), 0, SIZE.width(), SIZE.height()),
    )
    for outside in around:
        assert colors_in(picture, outside) == {LIGHT.surface}


def test_it_follows_the_transformation_of_who_called_and_leaves_the_painter_as_it_was() -> None:
    moved = picture_of(TESTED, moved=QTransform.fromTranslate(20, 10))
    assert moved.copy(60, 40, 800, 320) == picture_of(TESTED).copy(40, 30, 800, 320)
    picture = QImage(SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    painter.setPen(QColor("red"))
    before = painter.pen(), painter.brush(), painter.font(), painter.renderHints()
    painter_of(TESTED).paint(painter, RECT)
    assert (painter.pen(), painter.brush(), painter.font(), painter.renderHints()) == before
    painter.end()


def test_errors_are_solid_tints_mixed_where_they_lie_on_the_zone_and_on_each_other() -> None:
    colors = colors_in(picture_of(TESTED), RECT)
    on_zone = (mix(LIGHT.zone, color, 0.14) for color in (LIGHT.left, LIGHT.right))
    assert {LEFT_TINT, RIGHT_TINT, mix(LEFT_TINT, LIGHT.right, 0.14), *on_zone} <= colors


def test_the_mark_is_seen_where_it_lies_on_a_line_of_the_ground() -> None:
    picture = picture_of(TESTED, Unit.INCH)
    five = words_of(TESTED, Unit.INCH)["5"].y() - 4  # the middle of the number
    row = QRectF(400, five - 2, 300, 4)
    assert LIGHT.ink in colors_in(picture, row)


def test_a_line_and_its_error_end_where_distances_begin() -> None:
    picture, words = picture_of(STIFF), words_of(STIFF)
    below = QRectF(RECT.left() + 40, words["0"].y() + 2, RECT.width() - 40, RECT.bottom() - words["0"].y())
    assert not {LEFT_TINT, LIGHT.left} & colors_in(picture, below)


@pytest.mark.parametrize(("tests", "days_apart", "weeks"), [(200, 2, 0), (201, 1, 1), (500, 4, 4), (7300, 1, 13)])
def test_points_are_put_together_until_paper_has_room_for_them(tests: int, days_apart: int, weeks: int) -> None:
    history = many_tests(tests, days_apart)
    assert painter_of(history)._weeks == weeks
    for side in ANKLES:
        points = Points(history.lines, side)
        assert len(points.between(points.days[0], points.days[-1] + 1, weeks)) <= MOST_PRINTED


def test_the_names_of_the_sides_stand_apart_and_away_from_the_mark() -> None:
    for history in (NEAR_MARK, replace(TESTED, goals=Goals(110))):
        words = {words.split()[0]: place for words, place in words_of(history).items()}
        assert abs(words["Left"].y() - words["Right"].y()) >= NAMES_APART_PX - 0.01
        assert words["Left"].x() == words["Right"].x() > RECT.center().x()
        picture = picture_of(history)
        for name in ("Left", "Right"):
            assert LIGHT.ink not in colors_in(
                picture, QRectF(words[name] - QPointF(0, 10), words[name] + QPointF(36, 0))
            )


def test_words_on_the_chart_make_room_for_tests() -> None:
    mark = "5-inch mark, 12.7 cm"
    free, later = words_of(TESTED)[mark], [a_session(number, 40 - number, 99) for number in range(2, 5)]
    above = words_of(a_history(a_session(1, 80, 131), *later))[mark]
    assert above.x() == free.x()
    assert above.y() > free.y() + 12
    both = words_of(a_history(a_session(1, 80, 123, None, 131), *later))[mark]
    assert both.x() > free.x()


def test_a_record_without_a_test_says_so() -> None:
    assert "No tests yet" in words_of(a_history(a_session(1, 3)))
    assert not {"Left", "Right"} & words_of(History(TODAY)).keys()
    assert "No tests yet" not in words_of(TESTED)


def test_an_own_target_is_named_and_its_zone_with_it() -> None:
    words = words_of(replace(TESTED, goals=Goals(110)))
    assert {"11.0 cm mark", "9.7–12.3: too close to call from one test"} <= words.keys()


def test_one_ankle_has_one_name_and_a_test_after_a_session_alone_has_one_too() -> None:
    words = words_of(a_history(a_session(1, 3, None, None, None, 98)))
    assert [name for name in words if name.startswith(("Left", "Right"))] == ["Right 9.8"]
