import pytest
from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from mobility_gui.training.routine import Tempo
from mobility_gui.ui.kit.tokens import LIGHT
from mobility_gui.ui.stage.content import Arcs, BreathCircle, Dial, Ring, Waits
from mobility_gui.ui.stage.dial import breath_size, paint_dial
from tests.ui.stage.painted import Found, find

pytestmark = pytest.mark.usefixtures("qapp")

COLORS = LIGHT.work
U = 8.0
BOX = QRectF(20, 20, 50 * U, 50 * U)
SIZE = 440
RING_AT = 25 * U - 0.9 * U
"""From the centre to the middle of the ring."""


def painted(dial: Dial, *, grown: float = 0.0, steps: bool = False) -> QImage:
    image = QImage(SIZE, SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(COLORS.field))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_dial(painter, BOX, U, dial, COLORS, grown=grown, steps=steps)
    painter.end()
    return image


def color_at(image: QImage, right: float, down: float) -> str:
    """The colour so far from the dial's centre."""
    at = BOX.center().toPoint() + QPoint(round(right), round(down))
    return image.pixelColor(at).name().upper()


def bounds(image: QImage, color: str) -> Found:
    found = find(image, color, QRect(0, 0, SIZE, SIZE))
    assert found
    return found


def test_a_ring_is_emptied_by_the_clock_from_the_top() -> None:
    half = painted(Ring(0.5))
    assert color_at(half, -RING_AT, 0) == COLORS.strong
    assert color_at(half, RING_AT, 0) == COLORS.dial
    assert color_at(painted(Ring(1.0)), RING_AT, 0) == COLORS.strong
    assert color_at(painted(Ring(0.0)), -RING_AT, 0) == COLORS.dial


def test_reps_have_an_arc_for_each_part_of_the_tempo_filled_up_to_now() -> None:
    image = painted(Arcs(Tempo(1, 1, 2), 0.4))
    assert color_at(image, 0.7071 * RING_AT, -0.7071 * RING_AT) == COLORS.strong
    assert color_at(image, -RING_AT, 0) == COLORS.idle
    # Between down and hold the ring is open.
    assert color_at(image, RING_AT, 0) == COLORS.dial


def test_a_tempo_without_a_hold_has_two_arcs() -> None:
    image = painted(Arcs(Tempo(2, 0, 2), 0.25))
    assert color_at(image, 0, RING_AT) == COLORS.dial
    assert color_at(image, -RING_AT, 0) == COLORS.idle


def test_a_dot_runs_round_once_a_rep() -> None:
    for at, right, down in ((0.25, 1, 0), (0.5, 0, 1), (0.75, -1, 0)):
        image = painted(Arcs(Tempo(2, 0, 2), at))
        assert color_at(image, right * RING_AT, down * RING_AT) == COLORS.strong


def test_the_breath_circle_grows_from_half_the_dial_to_nearly_all_of_it_and_returns() -> None:
    widths = [bounds(painted(BreathCircle(at)), COLORS.strong).width for at in (0, 0.25, 0.5, 0.75, 1)]
    full = BOX.width()
    assert widths[0] == pytest.approx(0.52 * full, abs=U)
    assert widths[2] == pytest.approx(0.96 * full, abs=U)
    assert widths[1] == widths[3] == pytest.approx((widths[0] + widths[2]) / 2, abs=2)
    assert widths[4] == widths[0]


def test_with_reduced_motion_a_breath_has_ten_sizes() -> None:
    moving = {breath_size(step / 1000, steps=False) for step in range(501)}
    steps = [breath_size(step / 1000, steps=True) for step in range(501)]
    assert len(moving) == 501
    assert len(set(steps)) == 10
    assert steps == sorted(steps)
    assert (steps[0], steps[-1]) == (0, 1)
    assert painted(BreathCircle(0.2), steps=True) == painted(BreathCircle(0.201), steps=True)


def test_what_waits_for_the_runner_stands_still_in_its_resting_colour() -> None:
    image = painted(Waits())
    for right, down in ((0, -1), (1, 0), (0, 1), (-1, 0)):
        assert color_at(image, right * RING_AT, down * RING_AT) == COLORS.idle


def test_a_pulse_makes_the_dial_larger() -> None:
    usual = bounds(painted(Ring(1)), COLORS.strong).width
    assert bounds(painted(Ring(1), grown=0.04), COLORS.strong).width == pytest.approx(1.04 * usual, abs=2)
