from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QAbstractAnimation, QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_gui.settings import Look
from mobility_gui.training.cues import CueKind
from mobility_gui.training.exercise import Side
from mobility_gui.training.routine import Tempo
from mobility_gui.training.voice_level import VoiceLevel
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import DARK, LIGHT, StateColors, Tokens
from mobility_gui.ui.kit.wording import voice_words
from mobility_gui.ui.stage.content import Arcs, BreathCircle, Dial, Ring, StageContent, StageState
from mobility_gui.ui.stage.layout import Part
from mobility_gui.ui.stage.stage_painter import STATE_ICONS
from mobility_gui.ui.stage.stage_view import StageView
from tests.ui.stage.painted import SIZES, find, hold, picture, shown_moments, view

pytestmark = pytest.mark.usefixtures("qapp")

CONTRASTS = {
    "set_up": ((6.2, 5.1), (10.4, 7.8)),
    "work": ((5.8, 5.0), (10.0, 7.2)),
    "switch": ((5.7, 4.9), (8.9, 6.7)),
    "measure": ((6.2, 5.0), (8.8, 7.0)),
    "paused": ((5.8, 4.9), (9.5, 7.4)),
    "done": ((6.1, 5.6), (10.6, 7.6)),
}
"""The design's own figures: `strong` on field and on dial, light, then dark."""


class Painted(QObject):
    """The parts of a view that were painted."""

    def __init__(self, stage: StageView) -> None:
        super().__init__(stage)
        self.areas: list[QRect] = []
        stage.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.areas.append(event.region().boundingRect())
        return False

    def after(self, stage: StageView, content: StageContent) -> list[QRect]:
        """What showing this moment paints."""
        QApplication.processEvents()
        self.areas.clear()
        stage.show_content(content)
        QApplication.processEvents()
        return list(self.areas)


@pytest.fixture
def stage(qtbot: QtBot) -> StageView:
    made = view()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def end_notice(stage: StageView) -> None:
    """Let the notice be over, sooner than it is."""
    stage._notice_over.stop()
    stage._end_notice()


def contrast(one: str, other: str) -> float:
    """By the WCAG formula."""

    def luminance(color: str) -> float:
        parts = (QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF())
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def greatest_difference(one: QImage, other: QImage) -> int:
    """Between the same channel of the same pixel, 0 to 255."""
    first, second = (np.frombuffer(image.constBits(), dtype=np.uint8).astype(int) for image in (one, other))
    return int(np.abs(first - second).max())


@pytest.mark.parametrize("name", CONTRASTS)
@pytest.mark.parametrize(("tokens", "which", "ink"), [(LIGHT, 0, 13.6), (DARK, 1, 15.5)])
def test_state_colours_have_the_contrast_of_the_design(name: str, tokens: Tokens, which: int, ink: float) -> None:
    state: StateColors = getattr(tokens, name)
    on_field, on_dial = CONTRASTS[name][which]
    assert contrast(state.strong, state.field) == pytest.approx(on_field, abs=0.06)
    assert contrast(state.strong, state.dial) == pytest.approx(on_dial, abs=0.06)
    assert contrast(tokens.ink, state.field) >= ink - 0.06


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK])
@pytest.mark.parametrize("state", StageState)
def test_the_whole_field_tells_the_state(look: Look, state: StageState) -> None:
    theme = Theme(look)
    image = picture(view(theme), hold(state=state))
    colors: StateColors = getattr(theme.tokens, state)
    for x, y in ((1, 799), (1279, 799), (640, 330), (1270, 400)):
        assert image.pixelColor(x, y).name().upper() == colors.field
    number = find(image, colors.strong, QRect(0, 160, 500, 300))
    assert number
    assert number.height > 0.26 * 800


def test_every_state_has_a_shape_of_its_own() -> None:
    assert set(STATE_ICONS) == set(StageState)
    assert len(set(STATE_ICONS.values())) == len(StageState)


def test_states_and_sides_differ_without_colour() -> None:
    stage = view()
    stage.set_look(larger_digits=False, reduce_motion=True)
    grey = {
        (state, side): picture(stage, hold(state=state, side=side))
        .convertToFormat(picture(stage, hold()).format().Format_Grayscale8)
        .copy(0, 0, 1280, 520)
        for state in StageState
        for side in (Side.LEFT, Side.RIGHT, None)
    }
    pictures = list(grey.values())
    assert all(one != other for at, one in enumerate(pictures) for other in pictures[at + 1 :])


def test_only_the_dial_is_painted_when_only_the_ring_moves(stage: StageView) -> None:
    stage.set_look(larger_digits=False, reduce_motion=False)
    painted = Painted(stage)
    painted.after(stage, hold(dial=Ring(0.8)))
    stage._change.stop()
    areas = painted.after(stage, hold(dial=Ring(0.79)))
    dial = stage._layout.dial_area.toAlignedRect()
    assert areas
    assert all(dial.contains(area) for area in areas)
    assert dial.width() < 0.36 * stage.width()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        *((Ring(left / 40), Ring((left - 1) / 40)) for left in range(1, 41, 3)),
        *((Arcs(Tempo(2, 3, 3), at / 40), Arcs(Tempo(2, 3, 3), (at + 1) / 40)) for at in range(0, 40, 3)),
        (Ring(0.9), Ring(0.2)),
        (Arcs(Tempo(2, 0, 2), 0.97), Arcs(Tempo(2, 0, 2), 0.01)),
        (BreathCircle(0.2), BreathCircle(0.25)),
    ],
)
def test_all_that_changes_on_the_dial_is_painted_again(stage: StageView, before: Dial, after: Dial) -> None:
    stage.set_look(larger_digits=False, reduce_motion=False)
    stage.show_content(hold(dial=before))
    stage._change.stop()
    first = picture(stage, hold(dial=before))
    areas = Painted(stage).after(stage, hold(dial=after))
    second = picture(stage, hold(dial=after))
    assert areas
    for image in (first, second):
        painter = QPainter(image)
        for area in areas:
            painter.fillRect(area, Qt.GlobalColor.black)
        painter.end()
    around = stage._layout.dial_area.toAlignedRect()
    # The edge of the rest of an arc changes a little with its length, which is not seen; ring to dial is 124 and more.
    assert greatest_difference(first.copy(around), second.copy(around)) < 80


@pytest.mark.parametrize("size", [(900, 600), (1280, 800), (900, 750)])
@pytest.mark.parametrize("larger", [False, True])
def test_a_part_of_the_stage_is_painted_as_it_is_in_the_whole(size: tuple[int, int], larger: bool) -> None:
    stage = view(size=size, larger=larger)
    stage.show_notice("sound_off", "No sound. Follow the screen.")
    content = hold(number="20", of="of 20", detail="2 down, 3 hold, 3 up", dial=Arcs(Tempo(2, 3, 3), 0.4))
    whole = picture(stage, replace(content, cue="Roll ball, arch and heel of the foot. Press and let go now."))
    layout = stage._layout
    turns = [layout.ring_area(at / 40, at / 40 + 0.01) for at in range(40)]
    for place in (layout.disc_area, layout.dial_area, *turns):
        area = place.toAlignedRect()
        part = QImage(area.size(), whole.format())
        stage.render(part, QPoint(), QRegion(area))
        assert greatest_difference(part, whole.copy(area)) < 40, area


def test_a_moving_ring_paints_a_small_part_of_the_dial(stage: StageView) -> None:
    stage.set_look(larger_digits=False, reduce_motion=False)
    painted = Painted(stage)
    painted.after(stage, hold(dial=Ring(0.8)))
    stage._change.stop()
    (area,) = painted.after(stage, hold(dial=Ring(0.799)))
    assert area.width() * area.height() < 0.02 * stage.width() * stage.height()


def test_a_ring_that_moved_less_than_can_be_seen_paints_nothing(stage: StageView) -> None:
    stage.set_look(larger_digits=False, reduce_motion=False)
    painted = Painted(stage)
    painted.after(stage, hold(dial=Ring(0.8)))
    stage._change.stop()
    painted.after(stage, hold(dial=Ring(0.8)))
    assert painted.after(stage, hold(dial=Ring(0.80001))) == []
    assert painted.after(stage, hold(dial=Ring(0.8))) == []


def test_a_new_number_paints_its_place_and_leaves_cue_and_name_alone(stage: StageView) -> None:
    stage.set_look(larger_digits=False, reduce_motion=False)  # else the whole dial is painted with it
    stage.show_content(hold(number="24"))
    stage._change.stop()
    painted = Painted(stage)
    painted.after(stage, hold(number="24"))
    areas = painted.after(stage, hold(number="23"))

    assert any(area.contains(stage._layout.strip(Part.NUMBER)) for area in areas)
    assert not any(area.intersects(stage._layout.strip(Part.CUE)) for area in areas)
    assert not any(area.top() < stage._layout.strip(Part.NUMBER).top() for area in areas)


def test_with_reduced_motion_ring_and_arcs_move_once_a_second(stage: StageView) -> None:
    painted = Painted(stage)
    painted.after(stage, hold(dial=Ring(0.8)))
    assert painted.after(stage, hold(dial=Ring(0.7))) == []
    assert painted.after(stage, hold(dial=Ring(0.7), number="23"))
    tempo = Tempo(2, 0, 2)
    painted.after(stage, hold(dial=Arcs(tempo, 0.1)))
    assert painted.after(stage, hold(dial=Arcs(tempo, 0.2))) == []


def test_with_reduced_motion_the_breath_moves_in_steps(stage: StageView) -> None:
    painted = Painted(stage)
    painted.after(stage, hold(dial=BreathCircle(0.0)))
    count = sum(bool(painted.after(stage, hold(dial=BreathCircle(step / 200)))) for step in range(101))
    assert count == 9


def test_with_reduced_motion_nothing_is_animated(stage: StageView) -> None:
    stage.show_content(hold())
    stage.show_content(hold(state=StageState.SWITCH))
    stage.show_cue(CueKind.START)
    assert stage._change.state() is QAbstractAnimation.State.Stopped


def test_a_change_of_state_pulses_once_and_fades_the_field(stage: StageView) -> None:
    stage.set_look(larger_digits=False, reduce_motion=False)
    stage.show_content(hold())
    change = stage._change
    change.stop()
    stage.show_content(hold(state=StageState.SWITCH))
    assert change.state() is QAbstractAnimation.State.Running
    assert (change.duration(), change.loopCount()) == (600, 1)
    change.pause()
    fields = []
    for ms in (0, 125, 250, 600):
        change.setCurrentTime(ms)
        fields.append(stage.grab().toImage().pixelColor(1, 799).name().upper())
    assert fields[0] == LIGHT.work.field
    assert fields[1] not in {LIGHT.work.field, LIGHT.switch.field}
    assert fields[2:] == [LIGHT.switch.field] * 2


def test_the_pulse_grows_the_dial_by_four_percent_and_returns(stage: StageView) -> None:
    stage.set_look(larger_digits=False, reduce_motion=False)
    stage.show_content(hold())
    stage._change.start()
    grown = []
    for ms in range(0, 600, 10):
        stage._change.setCurrentTime(ms)
        grown.append(stage._grown())
    assert max(grown) == pytest.approx(0.04, abs=0.001)
    assert grown[0] == pytest.approx(0, abs=0.001)
    assert grown[-1] < 0.002
    assert max(grown) in grown[20:40]


def test_half_way_is_said_in_words_for_a_moment(stage: StageView, qtbot: QtBot) -> None:
    def word() -> QImage:
        return picture(stage, hold()).copy(0, 450, 640, 80)

    usual = word()
    stage._cue_over.setInterval(0)
    stage.show_cue(CueKind.HALF_WAY)
    assert word() != usual
    qtbot.waitUntil(lambda: not stage._cue_over.isActive())
    assert word() == usual


def test_half_way_is_not_said_of_what_comes_next(stage: StageView) -> None:
    stage.show_content(hold())
    usual = picture(stage, hold(state=StageState.SWITCH))
    stage.show_content(hold())
    stage.show_cue(CueKind.HALF_WAY)
    assert picture(stage, hold(state=StageState.SWITCH)).copy(0, 450, 640, 80) == usual.copy(0, 450, 640, 80)


@pytest.mark.parametrize("level", list(VoiceLevel))
@pytest.mark.parametrize("size", SIZES)
def test_what_a_key_changed_stands_in_the_state_s_place_for_a_moment(
    qtbot: QtBot, size: tuple[int, int], level: VoiceLevel
) -> None:
    stage = view(size=size)
    qtbot.addWidget(stage)
    content = hold(detail="set 2 of 3")
    usual = picture(stage, content)
    stage._notice_over.setInterval(0)
    stage.show_notice("sound_on", voice_words(level))
    said = stage.grab().toImage().convertToFormat(usual.format())
    layout = stage._layout
    u = layout.u
    line = QRect(0, round(56 * u), round(layout.dial.left()), round(9 * u))
    assert said.copy(line) != usual.copy(line)
    found = find(said, LIGHT.work.strong, line)
    assert found is not None
    assert found.right < layout.dial.left() - u
    above, below = QRect(0, 0, size[0], line.top()), QRect(0, line.bottom() + 1, size[0], size[1])
    assert all(greatest_difference(said.copy(part), usual.copy(part)) < 40 for part in (above, below))
    qtbot.waitUntil(lambda: not stage._notice_over.isActive())
    assert greatest_difference(stage.grab().toImage().convertToFormat(usual.format()), usual) < 40


def test_what_a_key_changed_is_still_said_when_the_next_span_begins(stage: StageView) -> None:
    stage.show_content(hold())
    usual = picture(stage, hold(state=StageState.SWITCH))
    stage.show_notice("sound_on", "Voice: all")
    line = QRect(0, 450, 640, 70)
    assert picture(stage, hold()).copy(line) != usual.copy(line)
    assert picture(stage, hold(state=StageState.SWITCH)).copy(line) != usual.copy(line)


def test_a_press_anywhere_is_told_and_other_buttons_are_not(stage: StageView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stage.clicked):
        QTest.mouseClick(stage, Qt.MouseButton.LeftButton, pos=stage.rect().center())
    with qtbot.assertNotEmitted(stage.clicked):
        QTest.mouseClick(stage, Qt.MouseButton.RightButton, pos=stage.rect().center())


NO_SOUND, MAY_TURN_OFF = ("sound_off", "No sound. Follow the screen."), ("warn", "The screen may turn off.")


def test_the_status_is_said_once_with_icon_and_words_one_after_the_other(stage: StageView) -> None:
    stage.show_content(hold())
    said = []
    for _ in range(4):
        stage.show_status((NO_SOUND, MAY_TURN_OFF))
        said.append(stage._notice)
        end_notice(stage)
    assert said == [NO_SOUND, MAY_TURN_OFF, ("", ""), ("", "")]


def test_afterwards_the_status_is_out_of_the_way(stage: StageView) -> None:
    before = picture(stage, hold())
    stage.show_status((NO_SOUND,))
    assert stage.grab().toImage().convertToFormat(before.format()) != before
    end_notice(stage)
    assert stage.grab().toImage().convertToFormat(before.format()) == before


def test_what_is_no_longer_so_is_not_said_any_longer(stage: StageView) -> None:
    stage.show_content(hold())
    stage.show_status((NO_SOUND, MAY_TURN_OFF))
    stage.show_status((MAY_TURN_OFF,))
    assert stage._notice == MAY_TURN_OFF
    stage.show_status(())
    assert stage._notice == ("", "")
    stage.show_notice("sound_on", "Sound on")
    stage.show_status(())
    assert stage._notice == ("sound_on", "Sound on")


def test_what_comes_back_is_said_again(stage: StageView) -> None:
    stage.show_content(hold())
    for status, said in ((NO_SOUND,), NO_SOUND), ((), ("", "")), ((NO_SOUND,), NO_SOUND):
        stage.show_status(status)
        assert stage._notice == said
        end_notice(stage)


def test_the_status_waits_until_the_stage_can_be_seen(stage: StageView) -> None:
    stage.show_content(hold())
    stage.hide()
    stage.show_status((NO_SOUND,))
    assert stage._notice == ("", "")
    stage.show()
    assert stage._notice == NO_SOUND


def test_what_is_shown_is_said_to_a_screen_reader(stage: StageView) -> None:
    stage.show_content(hold())
    assert stage.accessibleDescription() == "Hold. Ankle lunge, left side. Knee past the toes, heel stays heavy."
    stage.show_content(hold(word="Rest", side=None, name="Low squat"))
    assert stage.accessibleDescription().startswith("Rest. Low squat.")


def test_a_change_of_theme_changes_the_picture() -> None:
    theme = Theme(Look.LIGHT)
    stage = view(theme)
    light = picture(stage, hold())
    theme.set_look(Look.DARK)
    dark = picture(stage, hold())
    assert light.pixelColor(1, 799).name().upper() == LIGHT.work.field
    assert dark.pixelColor(1, 799).name().upper() == DARK.work.field


def test_every_exercise_of_the_shipped_routines_can_be_painted() -> None:
    stage = view(size=(900, 600))
    seen = {(content.exercise, content.state, content.side): content for content in shown_moments()}
    assert len(seen) > 60
    for content in seen.values():
        assert not picture(stage, replace(content, ends="07:08")).isNull()
