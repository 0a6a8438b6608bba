"""The figure over the dial: what moves is painted, and nothing else has to be."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QRegion

from mobility_gui.training.exercise import Side
from mobility_gui.training.routine import Tempo
from mobility_gui.ui.drawing.movement import Held, Rep, WayIn
from mobility_gui.ui.stage.content import Arcs, Ring, StageContent, StageState
from mobility_gui.ui.stage.layout import Part
from mobility_gui.ui.stage.stage_view import StageView
from tests.ui.stage.painted import hold, library, view
from tests.ui.stage.test_stage_view import greatest_difference

TEMPO = Tempo(2, 1, 2)
Lead = Callable[[str], Iterator[StageContent]]

pytestmark = pytest.mark.usefixtures("qapp")


def repetition(name: str, every_ms: int = 333) -> Iterator[StageContent]:
    for at_ms in range(0, 5000, every_ms):
        word, left = ("Down", "7:20") if at_ms < 2000 else ("Up", "7:19")
        moment = hold(
            exercise=library().exercises[name], number=str(9 + at_ms // 2500), of="of 20", word=word, left=left
        )
        yield replace(moment, movement=Rep(0, 20, at_ms, TEMPO), dial=Arcs(TEMPO, at_ms / 5000))


def way_in(name: str) -> Iterator[StageContent]:
    for at_ms in range(0, 6000, 450):
        moment = hold(exercise=library().exercises[name], works=False, state=StageState.SET_UP, side=Side.RIGHT)
        yield replace(moment, movement=WayIn(at_ms), dial=Ring(1 - at_ms / 6000))


def held(name: str) -> Iterator[StageContent]:
    for at_ms in range(0, 9000, 700):
        number, note = str(30 - at_ms // 1000), "Stop at pain." if at_ms < 3000 else ""
        moment = hold(exercise=library().exercises[name], number=number, note=note, cue=f"Breathe, {at_ms // 4000}.")
        yield replace(moment, movement=Held(at_ms), dial=Ring(1 - at_ms / 9000))


def asked(stage: StageView, content: StageContent) -> QRegion:
    """What the stage wants painted to show this."""
    before = stage._content
    assert before is not None
    stage.show_content(content)
    return stage._changed_region(before, content)


def moving(size: tuple[int, int]) -> StageView:
    stage = view(size=size)
    stage.set_look(larger_digits=False, reduce_motion=False)
    return stage


@pytest.mark.parametrize("size", [(900, 600), (1280, 800), (900, 750), (600, 800)])
@pytest.mark.parametrize("lead", [repetition, way_in, held])
@pytest.mark.parametrize("name", ["low_squat", "lying_hamstring", "foot_ball_roll", "intense_side_stretch"])
def test_painting_what_has_moved_gives_the_whole_picture(
    name: str, lead: Callable[[str], Iterator[StageContent]], size: tuple[int, int]
) -> None:
    stage = moving(size)
    contents = list(lead(name))
    shown = QImage(*size, QImage.Format.Format_RGB32)
    for content in (contents[-1], contents[0]):  # the letters of both are known to Qt then, see conftest.py
        stage.show_content(content)
        stage._change.stop()
        stage._field_before = ""
        stage.render(shown)
    for content in contents[1:]:
        region = asked(stage, content)
        if not region.isEmpty():
            stage.render(shown, region.boundingRect().topLeft(), region)
    whole = QImage(*size, QImage.Format.Format_RGB32)
    stage.render(whole, QPoint())

    assert greatest_difference(shown, whole) <= 12


def test_with_reduced_motion_no_piece_of_the_ring_is_left_behind() -> None:
    stage = view(size=(900, 600))
    contents = [
        hold(number=str(30 - at_ms // 1000), movement=Held(at_ms), dial=Ring(1 - at_ms / 30_000))
        for at_ms in range(0, 4100, 100)
    ]
    stage.show_content(contents[0])
    shown = QImage(900, 600, QImage.Format.Format_RGB32)
    stage.render(shown)
    for content in contents[1:]:
        region = asked(stage, content)
        if not region.isEmpty():
            stage.render(shown, region.boundingRect().topLeft(), region)
    stage.show_content(contents[40])  # where the last second was painted
    whole = QImage(900, 600, QImage.Format.Format_RGB32)
    stage.render(whole, QPoint())

    assert greatest_difference(shown, whole) <= 12


def test_a_standing_runner_leaves_the_words_alone() -> None:
    stage = moving((1280, 800))
    before, content = list(repetition("low_squat", every_ms=50))[20:22]
    stage.show_content(before)

    area = asked(stage, content).boundingRect()

    assert not area.isEmpty()
    assert not any(area.intersects(stage._layout.strip(part)) for part in Part if part is not Part.NAME)


def test_with_a_picture_of_the_runners_own_nothing_moves(tmp_path: Path) -> None:
    stage = moving((1280, 800))
    own = QImage(320, 200, QImage.Format.Format_RGB32)
    own.fill(0x123456)
    assert stage._dial
    stage._dial._own._folder = tmp_path
    assert own.save(str(tmp_path / "low_squat.png"))
    contents = list(repetition("low_squat"))
    stage.show_content(contents[3])
    area = stage._layout.picture_area.toAlignedRect()
    first = stage.grab(area).toImage()

    assert first.pixelColor(first.rect().center()).name() == "#123456"
    stage.show_content(contents[4])
    assert stage.grab(area).toImage() == first


def test_a_damaged_picture_leaves_the_drawing_moving(tmp_path: Path) -> None:
    stage = moving((1280, 800))
    assert stage._dial
    stage._dial._own._folder = tmp_path
    (tmp_path / "low_squat.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    contents = list(repetition("low_squat"))
    stage.show_content(contents[3])
    stage.grab()

    assert not asked(stage, contents[5]).isEmpty()
