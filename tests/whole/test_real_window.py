"""A runner with nothing but a keyboard: measure, be led, measure again, and find both on the chart the next time."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from PySide6.QtGui import QColor, QImage

from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.tokens import LIGHT
from tests.conftest import Screen
from tests.giving_up import GIVE_UP_SECONDS
from tests.whole.heard import ahead_of_monotonic
from tests.whole.programs import QUIET
from tests.whole.runner import Runner, wait_for

COLD = {Side.LEFT: ("10", "10.2", "10.1"), Side.RIGHT: ("12", "12.2", "12,1")}
AFTER = {Side.LEFT: ("11", "11.2", "11.1"), Side.RIGHT: ("13", "13,2", "13.1")}

ALIKE = 45
"""Most by which red, green and blue of a point's edge may differ."""

POINT_PX = 14
"""No point of the chart is wider."""

GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
app.primaryScreen().grabWindow(0).save(sys.argv[1])
"""


@dataclass(frozen=True)
class Mark:
    """A small spot of one colour on the screen."""

    side: Side
    x: float
    y: float
    filled: bool


def marks_on(picture: QImage) -> Iterator[Mark]:
    """Find every spot of a side's colour that is as large as a point of the chart."""
    for side, color in ((Side.LEFT, QColor(LIGHT.left)), (Side.RIGHT, QColor(LIGHT.right))):
        coloured = pixels_like(color, picture)
        left = {pixel for pixel in coloured if not _on_thin_line(pixel, coloured)}
        while left:
            spot = _taken_out(left)
            xs, ys = [x for x, _ in spot], [y for _, y in spot]
            x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
            if 5 <= max(xs) - min(xs) <= POINT_PX and 5 <= max(ys) - min(ys) <= POINT_PX:
                yield Mark(side, x, y, filled=(round(x), round(y)) in coloured)


def pixels_like(color: QColor, picture: QImage) -> set[tuple[int, int]]:
    """Give every (x, y) of about this colour."""
    plain = picture.convertToFormat(QImage.Format.Format_RGBX8888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    pixels = rows[:, : 4 * plain.width()].reshape(plain.height(), plain.width(), 4)[:, :, :3].astype(int)
    wanted = (color.red(), color.green(), color.blue())
    found = np.argwhere((abs(pixels - wanted) < ALIKE).all(axis=2)).tolist()
    return {(x, y) for y, x in found}


def _on_thin_line(pixel: tuple[int, int], coloured: set[tuple[int, int]]) -> bool:
    """Whether it belongs to the line from a cold point up to the one after: nothing of its colour stands beside it."""
    x, y = pixel
    beside = [near for near in range(x - POINT_PX, x + POINT_PX + 1) if (near, y) in coloured]
    return max(beside) - min(beside) < 2


def _taken_out(pixels: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Take one pixel and all that touch it."""
    edge = [pixels.pop()]
    spot = []
    while edge:
        x, y = edge.pop()
        spot.append((x, y))
        near = {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & pixels
        pixels -= near
        edge.extend(near)
    return spot


def one_day_on(picture: QImage) -> list[Mark] | None:
    """Give the four points of one day, which stand above each other, from the top; None where they are not there."""
    found = list(marks_on(picture))
    for first in found:
        column = sorted((mark for mark in found if abs(mark.x - first.x) <= 1.5), key=lambda mark: mark.y)
        if len(column) == 4:
            return column
    return None


def test_measure_be_led_measure_again_and_see_it_on_the_chart_by_keys_alone(xvfb: Screen, tmp_path: Path) -> None:
    data, trace = tmp_path / "data", tmp_path / "trace.jsonl"
    data.mkdir()
    (data / "settings.json").write_text(json.dumps(QUIET | {"look": "light"}), encoding="utf-8")
    runner = Runner(xvfb, data, trace)

    with runner.program("--trace", str(trace)):
        wait_for((data / "mobility.sqlite3").exists, "the record, made when the window is ready")
        choose(runner, "quick")
        runner.sees("SpanStarted", kind="measure")
        runner.settles()
        runner.measures(COLD)
        be_led(runner)
        runner.settles()
        runner.measures(AFTER)
        assert runner.sees("SessionFinished")["complete"] is True
        runner.press("Escape")

    assert values(data) == {Side.LEFT: (101.0, 10.0), Side.RIGHT: (121.0, 10.0)}

    picture = tmp_path / "progress.png"
    with runner.program():
        runner.press("ctrl+2")

        def look() -> list[Mark] | None:
            grab = [sys.executable, "-c", GRAB, str(picture)]
            subprocess.run(grab, env=xvfb.environment(), check=True, timeout=GIVE_UP_SECONDS)
            return one_day_on(QImage(str(picture)))

        points = wait_for(look, "four points of one day on the chart")

    # 13.1 and 12.1 cm right, 11.1 and 10.1 cm left; after a session hollow, cold filled.
    assert [(point.side, point.filled) for point in points] == [
        (Side.RIGHT, False),
        (Side.RIGHT, True),
        (Side.LEFT, False),
        (Side.LEFT, True),
    ]
    centimetres = [below.y - above.y for above, below in pairwise(points)]
    assert max(centimetres) - min(centimetres) <= 2
    assert min(centimetres) > 20


def choose(runner: Runner, words: str) -> None:
    """Filter the list, go into it and start."""
    runner.press("slash")
    runner.screen.xdotool("type", words)
    runner.press("Return", "Return")
    runner.sees("SessionStarted")


def be_led(runner: Runner) -> None:
    """Through both exercises: most of it shortened by N, one set-up left to the clock."""
    runner.sees("SpanStarted", kind="set_up", exercise="foot_ball_roll", side="left")
    runner.settles()
    for kind, side in (("work", "left"), ("switch", "right"), ("work", "right")):
        runner.press("n")
        runner.sees("SpanStarted", kind=kind, exercise="foot_ball_roll", side=side)
    runner.press("n")
    begun = runner.sees("SpanStarted", kind="set_up", exercise="calf_foam_roll", side="left")
    runner.press("Down")
    assert runner.sees("SpanAdjusted")["duration_ms"] == begun["duration_ms"] - 15_000 == 5_000
    worked = runner.sees("SpanStarted", kind="work", exercise="calf_foam_roll", side="left")
    assert worked["at_ms"] - begun["at_ms"] == 5_000
    assert worked["ns"] / 1e6 + 1000 * ahead_of_monotonic() > worked["at_ms"] - 1  # not told before its time
    runner.sees("Cued", cue="start")
    runner.press("space")
    runner.sees("SessionPaused")
    runner.press("space")
    runner.sees("SessionResumed")
    for kind, side in (("switch", "right"), ("work", "right")):
        runner.press("n")
        runner.sees("SpanStarted", kind=kind, exercise="calf_foam_roll", side=side)
    runner.press("n")
    runner.sees("SpanStarted", kind="measure")


def values(data: Path) -> dict[Side, tuple[float, float]]:
    """The cold value of each side and its gain after the session, in mm, as the command line tells them."""
    done = subprocess.run(
        [sys.executable, "-m", "mobility_gui", "--data-dir", str(data), "progress", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    ankles = json.loads(done.stdout)["ankles"]
    return {side: (ankles[side]["now"]["mm"], ankles[side]["gain"]["mean_mm"]) for side in (Side.LEFT, Side.RIGHT)}
