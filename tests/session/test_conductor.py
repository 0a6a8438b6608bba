from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QTransform
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from mobility_gui.ankle.trial import Trial
from mobility_gui.ankle.unit import Unit
from mobility_gui.figure.figure import Figure
from mobility_gui.session.accompaniment import MAY_TURN_OFF, NO_SOUND, OTHER_DEVICE, SOUND_OFF, Surroundings
from mobility_gui.session.conductor import Conductor
from mobility_gui.session.driver import SessionDriver
from mobility_gui.settings import Look, OtherSound, Settings, ToneSet
from mobility_gui.store.sessions import OpenSession, Store
from mobility_gui.system import wall_clock
from mobility_gui.training.cues import CueKind
from mobility_gui.training.event import Cued
from mobility_gui.training.exercise import Exercise, Side
from mobility_gui.training.phrases import HALF_WAY, PAUSED
from mobility_gui.training.plan import Plan
from mobility_gui.training.record import Before, Ending, Feeling, Occasion, Outcome, SessionRecord, Stretch
from mobility_gui.training.rehearsal import rehearse
from mobility_gui.training.routine import Hold, Reps
from mobility_gui.training.score import Phrase, Tone
from mobility_gui.training.session import Paused, Running, Session, Waiting
from mobility_gui.training.voice_level import VoiceLevel
from mobility_gui.ui.drawing.own_pictures import OwnPictures
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import StateColors
from mobility_gui.ui.stage.content import StageState
from mobility_gui.ui.stage.done_page import DonePage
from mobility_gui.ui.stage.measuring import MeasuringPage
from mobility_gui.ui.stage.stage_page import Shown, StagePage
from mobility_gui.ui.stage.stage_view import StageView
from tests.fakes import FakeAwake, FakeClock, FakeMusic, FakeSound
from tests.training.examples import both, each, measuring, plan

KEY = Qt.Key
LOOK_MS = 100
"""Time between two ticks: longer than the program's, which is short for smooth painting."""

HOLDS = plan(each(Hold(30)), both(Hold(20)))
MEASURED = plan(measuring(), each(Hold(20)), measuring())
VALUES = {Side.LEFT: (Trial(100.0), Trial(102.0), Trial(101.0)), Side.RIGHT: (Trial(120.0),)}


def no_figure(_exercise: Exercise) -> Figure | None:
    return None


def draw_nothing(_painter: QPainter, _rect: QRectF, _colors: StateColors) -> QTransform | None:
    return None


def lasts_ms(phrase: str) -> int:
    """Return 40 ms per letter, for any phrase."""
    return 40 * len(phrase)


class Stand:
    """A conductor with a real stage and record; clock, sound and screen are fakes."""

    def __init__(self, database: Path, settings: Settings) -> None:
        self.database = database
        self.clock = FakeClock()
        self.sound = FakeSound()
        self.awake = FakeAwake()
        theme = Theme(Look.LIGHT)
        self.stage = StagePage(
            StageView(theme, no_figure, OwnPictures(Path("nowhere"))),
            MeasuringPage(theme, draw_nothing),
            DonePage(theme),
            theme,
        )
        self.driver = SessionDriver(self.clock)
        self.music = FakeMusic()
        surroundings = Surroundings(self.sound, self.awake, self.music, lasts_ms)
        self.conductor = Conductor(self.driver, self.stage, surroundings, database, settings)
        self.problems: list[str] = []
        self.failed: list[OpenSession] = []
        self.closings = 0
        self.wishes: list[str] = []
        self.conductor.problem_found.connect(self.problems.append)
        self.conductor.going_on_failed.connect(self.failed.append)
        self.conductor.closed.connect(self._count)
        self.stage.wished.connect(self.wishes.append)

    def _count(self) -> None:
        self.closings += 1

    def starts(self, chosen: Plan) -> None:
        self.conductor.start(chosen, Before())

    def passes(self, seconds: float) -> None:
        for _ in range(round(seconds * 1000) // LOOK_MS):
            self.clock.passes(LOOK_MS)
            self.driver.tick()

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.stage.view, key)

    def saves(self, values: dict[Side, tuple[Trial, ...]]) -> None:
        self.stage.measuring.saved.emit(values)

    def goes_on(self, chosen: Plan) -> None:
        """Resume the unfinished session, as after a restart of the program."""
        with Store(self.database) as store:
            found = store.unfinished()
        assert found is not None
        self.conductor.go_on(found, chosen, Before())

    @property
    def end_words(self) -> list[str]:
        """The texts on the page at the end."""
        page = self.stage.done
        return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]

    @property
    def session(self) -> Session:
        assert self.driver.session is not None
        return self.driver.session

    def shows(self, page: Shown) -> bool:
        return self.stage.shown is page

    @property
    def state(self) -> StageState | None:
        content = self.stage.view._content
        return content.state if content else None

    @property
    def end_says(self) -> str:
        """All visible text on the page at the end."""
        return "\n".join(label.text() for label in self.stage.done.findChildren(QLabel) if label.isVisible())

    @property
    def status(self) -> list[tuple[str, str]]:
        return list(self.stage.view._status)

    @property
    def kept(self) -> SessionRecord:
        """The session as recorded; closes the stage first, so that no write is pending."""
        self.conductor.close()
        with Store(self.database) as store:
            return store.sessions()[0]

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        number = self.kept.id
        with Store(self.database) as store:
            return store.kept(number)[1]


def outcomes(stretches: Iterable[Stretch]) -> list[tuple[Side, int, Outcome]]:
    return [(stretch.side, stretch.done_ms, stretch.outcome) for stretch in stretches]


def box() -> QMessageBox:
    found = QApplication.activeModalWidget()
    assert isinstance(found, QMessageBox)
    return found


def answer(word: str) -> None:
    next(button for button in box().buttons() if button.text() == word).click()


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def stand(qtbot: QtBot, tmp_path: Path, settings: Settings) -> Iterator[Stand]:
    made = Stand(tmp_path / "mobility.sqlite3", settings)
    qtbot.addWidget(made.stage)
    made.stage.resize(1280, 800)
    made.stage.show()
    yield made
    made.conductor.close()


# From start to finish


def test_every_cue_of_a_session_is_placed_ahead_of_its_time(stand: Stand) -> None:
    stand.conductor.take_settings(Settings(voice_level=VoiceLevel.TONES))
    stand.starts(HOLDS)
    began_ms = stand.clock.now_ms()
    stand.passes(HOLDS.total_ms / 1000 + 1)
    expected = {(event.at_ms, event.kind) for _, event in rehearse(HOLDS) if isinstance(event, Cued)}
    expected.remove((HOLDS.total_ms, CueKind.END))  # the session's end has a sound of its own
    placed = {(due.at_ms - began_ms, due.what) for dues in stand.sound.placed for due in dues}
    assert placed == expected
    assert not any(stand.sound.cuts)


def test_holds_are_recorded_to_the_millisecond(stand: Stand) -> None:
    stand.starts(HOLDS)
    stand.passes(HOLDS.total_ms / 1000 + 1)
    assert stand.shows(Shown.DONE)
    assert outcomes(stand.stretches) == [
        (Side.LEFT, 30_000, Outcome.DONE),
        (Side.RIGHT, 30_000, Outcome.DONE),
        (Side.BOTH, 20_000, Outcome.DONE),
    ]
    assert (stand.kept.ending, stand.kept.held_ms) == (Ending.COMPLETE, 80_000)
    assert stand.problems == []


def test_each_finished_step_is_on_disk_before_the_session_is_over(stand: Stand, qtbot: QtBot) -> None:
    stand.starts(HOLDS)
    stand.passes(5 + 30 + 1 + 5)
    qtbot.waitUntil(stand.database.exists)

    def one_kept() -> bool:
        with Store(stand.database) as store:
            found = store.unfinished()
            return found is not None and [s.side for s in found.stretches] == [Side.LEFT]

    qtbot.waitUntil(one_kept)


def test_the_stage_follows_the_session(stand: Stand) -> None:
    stand.starts(HOLDS)
    seen = [stand.state]
    for seconds in (11, 30, 6):
        stand.passes(seconds)
        seen.append(stand.state)
    stand.press(KEY.Key_Space)
    seen.append(stand.state)
    assert seen == [StageState.SET_UP, StageState.WORK, StageState.SWITCH, StageState.WORK, StageState.PAUSED]


def test_a_gap_says_whether_the_computer_slept(stand: Stand) -> None:
    stand.starts(HOLDS)
    stand.passes(3)
    stand.clock.sleeps(600_000)
    stand.driver.tick()
    assert stand.stage.view._content is not None
    assert stand.stage.view._content.cue == "The computer slept for 10 minutes."
    assert [due.what for due in stand.sound.placed[-1]] == [CueKind.ATTENTION, PAUSED]


# Measuring


def test_measurements_before_and_after_are_kept_as_cold_and_after(stand: Stand) -> None:
    stand.starts(MEASURED)
    assert stand.shows(Shown.MEASURING)
    stand.saves(VALUES)
    assert stand.shows(Shown.VIEW)
    stand.passes(15 + 20 + 6 + 20 + 5)
    assert stand.shows(Shown.MEASURING)
    stand.saves({Side.LEFT: (Trial(110.0),)})
    assert stand.shows(Shown.DONE)
    kept = stand.kept
    assert kept.ending is Ending.COMPLETE
    assert [(m.side, m.occasion, m.trials) for m in kept.measurements] == [
        (Side.LEFT, Occasion.COLD, VALUES[Side.LEFT]),
        (Side.RIGHT, Occasion.COLD, VALUES[Side.RIGHT]),
        (Side.LEFT, Occasion.AFTER, (Trial(110.0),)),
    ]


def test_typed_trials_are_kept(stand: Stand) -> None:
    stand.starts(MEASURED)
    for text in ("10", "10.2", "10.1", "12", "12,2", "12.1"):
        field = stand.stage.measuring.focusWidget()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, KEY.Key_Return)
    QTest.keyClick(stand.stage.measuring.focusWidget(), KEY.Key_Return)
    assert stand.shows(Shown.VIEW)
    assert [m.value_mm for m in stand.kept.measurements] == pytest.approx([101.0, 121.0])


def test_a_measurement_between_two_exercises_is_neither_cold_nor_after(stand: Stand) -> None:
    stand.starts(plan(each(Hold(20)), measuring(), each(Hold(20)), measuring()))
    stand.passes(10 + 20 + 6 + 20 + 1)
    stand.saves(VALUES)
    stand.passes(15 + 20 + 6 + 20 + 1)
    stand.saves(VALUES)
    assert [m.occasion for m in stand.kept.measurements] == [Occasion.OTHER] * 2 + [Occasion.AFTER] * 2


def test_a_skipped_measurement_moves_on_and_keeps_nothing(stand: Stand) -> None:
    stand.starts(MEASURED)
    stand.stage.measuring.skipped.emit()
    assert stand.shows(Shown.VIEW)
    assert stand.session.index == 1
    assert stand.kept.measurements == ()


def test_measuring_is_not_paused_by_a_gap(stand: Stand) -> None:
    stand.starts(MEASURED)
    stand.clock.passes(60_000)
    stand.driver.tick()
    assert stand.shows(Shown.MEASURING)
    assert isinstance(stand.session.phase, Waiting)


def test_measurements_are_compared_with_the_last_cold_values(stand: Stand) -> None:
    stand.conductor.start(MEASURED, Before({Side.LEFT: 98.0}))
    assert stand.stage.measuring._columns[Side.LEFT]._before_mm == 98.0
    stand.saves(VALUES)
    stand.passes(15 + 20 + 6 + 20 + 1)
    assert stand.stage.measuring._columns[Side.LEFT]._before_mm == 101.0


def test_measuring_again_at_the_end_counts_as_after(stand: Stand) -> None:
    stand.starts(plan(measuring(), both(Hold(20))))
    stand.saves(VALUES)
    stand.passes(15 + 20 + 1)
    assert stand.shows(Shown.DONE)
    stand.stage.done.measure_requested.emit()
    assert stand.shows(Shown.MEASURING)
    stand.saves({Side.LEFT: (Trial(110.0),)})
    assert stand.shows(Shown.DONE)
    assert stand.stage.done._panel._views[Side.LEFT].accessibleName() == "Left ankle: 10.1 to 11.0 cm +0.9"
    kept = stand.kept
    assert kept.measurements[-1].occasion is Occasion.AFTER
    assert kept.ending is Ending.COMPLETE


def test_measuring_again_can_be_skipped(stand: Stand) -> None:
    stand.starts(plan(both(Hold(20))))
    stand.passes(10 + 20 + 1)
    stand.stage.done.measure_requested.emit()
    stand.stage.measuring.skipped.emit()
    assert stand.shows(Shown.DONE)
    assert stand.kept.measurements == ()


def test_escape_while_measuring_again_leads_back_to_the_end(stand: Stand) -> None:
    stand.starts(plan(both(Hold(20))))
    stand.passes(10 + 20 + 1)
    stand.stage.done.measure_requested.emit()
    QTest.keyClick(stand.stage.measuring, KEY.Key_Escape)
    if QApplication.activeModalWidget() is not None:
        answer("End session")
    assert stand.shows(Shown.DONE)
    assert stand.kept.ending is Ending.COMPLETE


def test_a_unit_chosen_while_measuring_is_passed_on(stand: Stand, qtbot: QtBot) -> None:
    stand.starts(MEASURED)
    with qtbot.waitSignal(stand.conductor.unit_changed) as reported:
        stand.stage.measuring.unit_changed.emit(Unit.INCH)
    assert reported.args == [Unit.INCH]


# Commands by key


def test_keys_pass_commands_on(stand: Stand) -> None:
    stand.starts(HOLDS)
    stand.press(KEY.Key_N)
    assert stand.session.index == 1
    stand.press(KEY.Key_Up)
    assert stand.session.span.duration_ms == 45_000
    stand.press(KEY.Key_Down)
    assert stand.session.span.duration_ms == 30_000
    stand.press(KEY.Key_Space)
    assert isinstance(stand.session.phase, Paused)
    stand.press(KEY.Key_Space)
    assert isinstance(stand.session.phase, Running)
    stand.press(KEY.Key_R)
    assert stand.session.index == 0
    stand.press(KEY.Key_Right, KEY.Key_Left)
    assert (stand.session.index, stand.session.elapsed_ms) == (1, 0)


def test_space_ends_repetitions_at_the_runners_own_pace(stand: Stand) -> None:
    stand.starts(plan(both(Reps(8))))
    stand.press(KEY.Key_N)
    stand.passes(5)
    stand.press(KEY.Key_Space)
    assert [(s.units_done, s.outcome) for s in stand.stretches] == [(8, Outcome.DONE)]


def test_discomfort_ends_the_side_and_is_kept(stand: Stand) -> None:
    stand.starts(plan(each(Hold(30), sets=2)))
    stand.press(KEY.Key_N)
    stand.passes(10)
    stand.press(KEY.Key_X)
    assert stand.state is StageState.PAUSED
    stand.press(KEY.Key_Space)
    left = [span for span in stand.session.spans if span.side is Side.LEFT and not span.is_lead_in]
    assert len(left) == 1
    stand.press(KEY.Key_N)
    stand.passes(30 + 20 + 30 + 30)
    assert stand.shows(Shown.DONE)
    found = outcomes(stand.stretches)
    assert [(side, outcome) for side, _, outcome in found] == [
        (Side.LEFT, Outcome.DISCOMFORT),
        (Side.RIGHT, Outcome.DONE),
        (Side.RIGHT, Outcome.DONE),
    ]
    assert stand.kept.ending is Ending.COMPLETE


def test_it_takes_three_steps_to_end_early_and_what_was_done_is_kept(stand: Stand) -> None:
    stand.starts(HOLDS)
    stand.press(KEY.Key_N)
    stand.passes(10)
    stand.press(KEY.Key_Escape)
    assert stand.state is StageState.PAUSED
    stand.press(KEY.Key_Escape)
    assert stand.driver.running
    answer("End session")
    assert stand.shows(Shown.DONE)
    assert stand.end_says.startswith("Ended early\n")
    assert stand.kept.ending is Ending.PARTIAL
    (only,) = stand.stretches
    assert only.outcome is Outcome.SKIPPED
    assert 10_000 <= only.done_ms < 10_100


def test_the_runner_can_stay_when_asked_about_ending(stand: Stand) -> None:
    stand.starts(HOLDS)
    stand.press(KEY.Key_Escape, KEY.Key_Escape)
    answer("Keep going")
    assert isinstance(stand.session.phase, Paused)
    stand.press(KEY.Key_Space)
    assert isinstance(stand.session.phase, Running)


def test_where_nothing_was_done_nothing_is_kept_and_there_is_no_tick(stand: Stand) -> None:
    stand.starts(HOLDS)
    stand.press(*[KEY.Key_N] * 6)
    assert stand.shows(Shown.DONE)
    assert "Nothing done this time." in stand.end_words
    assert "Nothing was saved." in stand.end_words
    assert not stand.stage.done._tick.isVisible()
    stand.conductor.close()
    with Store(stand.database) as store:
        assert store.sessions() == []
        assert store.last_done(wall_clock.now() + timedelta(days=1)) == {}
    assert stand.problems == []


def test_where_only_measuring_was_done_only_that_is_kept_and_the_routine_does_not_count_as_done(
    stand: Stand,
) -> None:
    stand.starts(MEASURED)
    stand.saves(VALUES)
    while stand.shows(Shown.VIEW):
        stand.press(KEY.Key_N)
    stand.stage.measuring.skipped.emit()
    assert "Only your measurement was saved." in stand.end_words
    kept = stand.kept
    assert (kept.ending, kept.held_ms, len(kept.measurements)) == (Ending.PARTIAL, 0, 2)
    assert stand.stretches == ()
    with Store(stand.database) as store:
        assert store.last_done(wall_clock.now() + timedelta(days=1)) == {}


def test_a_try_that_hurt_at_once_is_kept(stand: Stand) -> None:
    stand.starts(HOLDS)
    stand.press(KEY.Key_N, KEY.Key_X, KEY.Key_N, KEY.Key_N, KEY.Key_N, KEY.Key_N)
    assert stand.shows(Shown.DONE)
    assert stand.kept.ending is Ending.COMPLETE
    assert Outcome.DISCOMFORT in {stretch.outcome for stretch in stand.stretches}


def test_the_end_tells_the_time_of_exercise_that_the_record_keeps(stand: Stand) -> None:
    stand.starts(HOLDS)
    stand.passes(HOLDS.total_ms / 1000 + 1)
    assert "1 min 20 s of exercise" in stand.end_words
    assert stand.kept.held_ms == 80_000


@pytest.mark.parametrize("key", [KEY.Key_I, KEY.Key_Question])
def test_reading_stops_the_clock(stand: Stand, qtbot: QtBot, key: Qt.Key) -> None:
    stand.starts(HOLDS)
    signal = stand.conductor.instructions_requested if key == KEY.Key_I else stand.conductor.keys_requested
    with qtbot.waitSignal(signal):
        stand.press(key)
    assert isinstance(stand.session.phase, Paused)


def test_mute_and_full_screen_are_passed_on_to_the_program(stand: Stand, qtbot: QtBot) -> None:
    stand.starts(HOLDS)
    for signal, key in (
        (stand.conductor.mute_requested, KEY.Key_M),
        (stand.conductor.full_screen_requested, KEY.Key_F),
    ):
        with qtbot.waitSignal(signal):
            stand.press(key)


def test_discomfort_while_switching_is_kept_and_said_for_the_side_just_finished(stand: Stand) -> None:
    stand.starts(plan(each(Hold(30))))
    stand.press(KEY.Key_N)
    stand.passes(31)
    stand.press(KEY.Key_X)
    content = stand.stage.view._content
    assert content is not None
    assert (content.cue, content.side) == ("Calf, left: stopped.", Side.RIGHT)
    stand.press(KEY.Key_X)  # at once again: the same press
    stand.press(KEY.Key_Space)
    stand.passes(10 + 30 + 1)
    assert stand.shows(Shown.DONE)
    assert [(side, outcome) for side, _, outcome in outcomes(stand.stretches)] == [
        (Side.LEFT, Outcome.DONE),
        (Side.LEFT, Outcome.DISCOMFORT),
        (Side.RIGHT, Outcome.DONE),
    ]


def test_discomfort_before_a_measurement_is_answered_there(stand: Stand) -> None:
    stand.starts(plan(each(Hold(30)), measuring()))
    stand.press(KEY.Key_N)
    stand.passes(30 + 6 + 10)
    stand.press(KEY.Key_X)
    assert stand.shows(Shown.MEASURING)
    assert stand.stage.measuring._verdict.text().startswith("Calf, right: stopped.")
    stand.stage.measuring.skipped.emit()
    assert [(side, outcome) for side, _, outcome in outcomes(stand.stretches)][-1] == (Side.RIGHT, Outcome.DISCOMFORT)


def test_a_measurement_reached_without_discomfort_says_nothing_of_it(stand: Stand) -> None:
    stand.starts(plan(each(Hold(30)), measuring()))
    stand.press(KEY.Key_N)
    stand.passes(5)
    stand.press(KEY.Key_X)
    stand.passes(2)
    stand.press(KEY.Key_Space, KEY.Key_N, KEY.Key_N)
    assert stand.shows(Shown.MEASURING)
    assert "stopped" not in stand.stage.measuring._verdict.text()


# The session's clock, while the wall clock stands almost still


def test_length_and_end_of_a_session_follow_its_own_clock(stand: Stand) -> None:
    stand.starts(HOLDS)
    stand.passes(HOLDS.total_ms / 1000 + 1)
    assert "1 min 20 s of exercise" in stand.end_words
    kept = stand.kept
    assert kept.ended is not None
    assert kept.ended - kept.started == timedelta(milliseconds=HOLDS.total_ms)


@pytest.mark.parametrize(("seconds", "occasion"), [(290, Occasion.AFTER), (310, Occasion.OTHER)])
def test_the_five_minutes_after_a_session_follow_its_own_clock(stand: Stand, seconds: int, occasion: Occasion) -> None:
    stand.starts(plan(measuring(), both(Hold(20))))
    stand.saves(VALUES)
    stand.passes(15 + 20 + 1)
    stand.clock.passes(seconds * 1000)
    stand.conductor._look_after()
    said = any("no longer counts" in words for words in stand.end_words)
    assert said is (occasion is Occasion.OTHER)
    stand.stage.done.measure_requested.emit()
    stand.saves({Side.LEFT: (Trial(110.0),)})
    last = stand.kept.measurements[-1]
    assert last.occasion is occasion
    assert last.at - stand.kept.started > timedelta(seconds=seconds)


@pytest.mark.parametrize(("minutes", "occasion"), [(29, Occasion.OTHER), (31, Occasion.COLD)])
def test_ankles_stay_warm_for_half_an_hour_of_the_programs_own_clock(
    stand: Stand, minutes: int, occasion: Occasion
) -> None:
    stand.starts(HOLDS)
    stand.passes(HOLDS.total_ms / 1000 + 1)
    stand.conductor.close()
    stand.clock.passes(minutes * 60_000)
    stand.starts(MEASURED)
    stand.saves(VALUES)
    assert {m.occasion for m in stand.kept.measurements} == {occasion}


# Closing the program


def test_a_window_closed_in_a_session_pauses_and_asks_first(stand: Stand, qtbot: QtBot) -> None:
    assert stand.conductor.may_close()
    stand.starts(HOLDS)
    assert not stand.conductor.may_close()
    assert not stand.conductor.may_close()
    assert isinstance(stand.session.phase, Paused)
    answer("Keep going")
    assert stand.driver.running
    assert not stand.conductor.may_close()
    with qtbot.waitSignal(stand.conductor.close_confirmed):
        answer("Close")


def test_when_a_session_is_over_the_window_closes_unasked(stand: Stand) -> None:
    stand.starts(plan(both(Hold(20))))
    stand.passes(10 + 20 + 1)
    assert stand.conductor.may_close()


# The end


def test_feeling_and_note_are_kept_when_the_end_is_closed(stand: Stand) -> None:
    stand.starts(plan(both(Hold(20))))
    stand.passes(10 + 20 + 1)
    stand.stage.done.feeling_chosen.emit(Feeling.LOOSE)
    note_field(stand).setPlainText("  warm day ")
    QTest.keyClick(stand.stage.done, KEY.Key_Escape)
    assert stand.closings == 1
    assert (stand.kept.feeling, stand.kept.note) == (Feeling.LOOSE, "warm day")


def test_a_note_is_kept_also_when_the_runner_goes_to_progress(stand: Stand, qtbot: QtBot) -> None:
    stand.starts(plan(both(Hold(20))))
    stand.passes(10 + 20 + 1)
    note_field(stand).setPlainText("warm day")
    with qtbot.waitSignal(stand.conductor.progress_requested):
        stand.stage.done.progress_requested.emit()
    assert stand.kept.note == "warm day"


def test_a_note_is_kept_also_when_the_window_is_closed(stand: Stand) -> None:
    stand.starts(plan(both(Hold(20))))
    stand.passes(10 + 20 + 1)
    note_field(stand).setPlainText("warm day")
    stand.conductor.close()
    assert stand.kept.note == "warm day"


def test_the_note_of_one_session_is_not_kept_with_the_next(stand: Stand) -> None:
    for note in ("warm day", ""):
        stand.starts(plan(both(Hold(20))))
        stand.passes(10 + 20 + 1)
        assert note_field(stand).toPlainText() == ""
        note_field(stand).setPlainText(note)
        stand.conductor.close()
    with Store(stand.database) as store:
        assert sorted(session.note for session in store.sessions()) == ["", "warm day"]


def note_field(stand: Stand) -> QPlainTextEdit:
    found = stand.stage.done.findChild(QPlainTextEdit)
    assert isinstance(found, QPlainTextEdit)
    return found


# A session that did not end


def test_a_session_closed_in_the_middle_stays_open_in_the_record(stand: Stand) -> None:
    stand.starts(HOLDS)
    stand.passes(10 + 30 + 6 + 12)
    stand.conductor.close()
    with Store(stand.database) as store:
        found = store.unfinished()
    assert found is not None
    assert ([s.side for s in found.stretches], found.position) == ([Side.LEFT], "0:right:1")
    assert stand.closings == 1
    assert stand.driver.session is None


def test_a_resumed_session_starts_at_its_step_and_ends_as_one_session(stand: Stand) -> None:
    stand.starts(HOLDS)
    stand.passes(10 + 30 + 6 + 12)
    stand.conductor.close()
    stand.goes_on(HOLDS)
    assert (stand.session.span.side, stand.session.span.is_lead_in) == (Side.RIGHT, True)
    stand.passes(10 + 30 + 5 + 20 + 1)
    assert stand.shows(Shown.DONE)
    assert [side for side, _, _ in outcomes(stand.stretches)] == [Side.LEFT, Side.RIGHT, Side.BOTH]
    assert stand.kept.ending is Ending.COMPLETE
    with Store(stand.database) as store:
        assert len(store.sessions()) == 1


def test_the_side_that_hurt_stays_dropped_after_a_restart(stand: Stand) -> None:
    stand.starts(plan(each(Hold(30), sets=3)))
    stand.press(KEY.Key_N)
    stand.passes(5)
    stand.press(KEY.Key_X)
    stand.conductor.close()
    stand.goes_on(plan(each(Hold(30), sets=3)))
    ahead = [span.side for span in stand.session.spans[stand.session.index :] if not span.is_lead_in]
    assert ahead == [Side.RIGHT] * 3


def test_a_measurement_saved_before_a_crash_is_not_asked_for_again(stand: Stand) -> None:
    stand.starts(MEASURED)
    stand.saves(VALUES)
    stand.conductor.close()
    stand.goes_on(MEASURED)
    assert stand.shows(Shown.VIEW)
    assert stand.session.index == 1
    assert len(stand.kept.measurements) == 2


def test_a_measurement_is_asked_for_again_if_the_window_closed_during_it(stand: Stand) -> None:
    stand.starts(MEASURED)
    stand.conductor.close()
    stand.goes_on(MEASURED)
    assert stand.shows(Shown.MEASURING)


def test_after_a_restart_a_first_measurement_before_any_work_is_still_cold(stand: Stand) -> None:
    stand.starts(MEASURED)
    stand.conductor.close()
    stand.goes_on(MEASURED)
    stand.saves(VALUES)
    assert {m.occasion for m in stand.kept.measurements} == {Occasion.COLD}


def test_a_session_whose_position_is_not_in_the_plan_is_not_resumed(stand: Stand) -> None:
    stand.starts(HOLDS)
    stand.passes(10 + 30 + 6 + 12)
    stand.conductor.close()
    stand.goes_on(plan(measuring()))
    assert len(stand.failed) == 1
    assert stand.driver.session is None


def test_closing_twice_or_without_a_session_does_nothing(stand: Stand) -> None:
    stand.conductor.close()
    assert (stand.closings, stand.problems) == (0, [])
    stand.starts(HOLDS)
    stand.conductor.close()
    stand.conductor.close()
    assert (stand.closings, stand.problems) == (1, [])


# Failures


def test_a_failing_disk_is_reported_once_and_the_session_continues(stand: Stand, tmp_path: Path, qtbot: QtBot) -> None:
    broken = tmp_path / "no folder"
    broken.write_text("")
    stand.conductor._database = broken / "mobility.sqlite3"
    stand.starts(HOLDS)
    stand.passes(HOLDS.total_ms / 1000 + 1)
    qtbot.waitUntil(lambda: len(stand.problems) == 1)
    assert stand.problems[0].startswith(str(broken / "mobility.sqlite3"))
    assert stand.shows(Shown.DONE)
    assert "Not saved yet" in stand.end_says
    stand.conductor.close()
    assert stand.problems[1:] == ["Part of the last session could not be saved: writing to the disk failed."]


def test_a_disk_that_works_again_gets_everything(stand: Stand, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "plugged in later"
    folder.write_text("")
    stand.conductor._database = stand.database = folder / "mobility.sqlite3"
    stand.starts(HOLDS)
    stand.passes(10 + 30 + 1)
    qtbot.waitUntil(lambda: len(stand.problems) == 1)
    folder.unlink()
    stand.passes(6 + 30 + 5 + 20 + 1)
    assert "Saved on this computer" in stand.end_says
    assert len(stand.stretches) == 3
    assert len(stand.problems) == 1


# Sound, screen, settings


def test_sound_and_screen_are_held_from_start_to_close(stand: Stand) -> None:
    assert (stand.sound.calls, stand.awake.calls) == ([], [])
    stand.starts(plan(both(Hold(20))))
    assert (stand.sound.calls, stand.awake.calls) == (["open"], ["start"])
    stand.passes(10 + 20 + 1)
    assert (stand.sound.calls, stand.awake.calls) == (["open"], ["start", "stop"])  # the last tone still sounds
    stand.conductor.close()
    assert stand.sound.calls == ["open", "close"]


def test_the_screen_is_left_alone_if_the_runner_wants_that(stand: Stand) -> None:
    stand.conductor.take_settings(Settings(keep_awake=False))
    stand.starts(HOLDS)
    assert "start" not in stand.awake.calls


def test_a_cue_that_is_heard_is_not_shown_in_words(stand: Stand) -> None:
    half_way(stand)
    assert stand.stage.view._cue_word == ""


def test_without_sound_the_cues_are_shown_and_the_status_says_so(stand: Stand) -> None:
    stand.sound.loses_device()
    half_way(stand)
    assert stand.stage.view._cue_word == "Halfway"
    assert stand.status == [NO_SOUND]


def test_while_the_device_is_still_opening_cues_are_shown(stand: Stand) -> None:
    stand.sound.active = None
    half_way(stand)
    assert stand.stage.view._cue_word == "Halfway"


def test_muted_cues_are_shown(stand: Stand) -> None:
    stand.conductor.take_settings(Settings(muted=True))
    half_way(stand)
    assert stand.sound.muted
    assert stand.stage.view._cue_word == "Halfway"
    assert stand.status == [SOUND_OFF]


def half_way(stand: Stand) -> None:
    """Go to just after the half-way cue of a first hold of 30 s."""
    stand.starts(HOLDS)
    stand.passes(10 + 15 + 0.2)


def test_sound_lost_during_a_session_is_said(stand: Stand, qtbot: QtBot) -> None:
    stand.starts(HOLDS)
    assert stand.status == []
    stand.sound.loses_device()
    assert stand.conductor._check.interval() <= 1000
    qtbot.waitUntil(lambda: stand.status == [NO_SOUND])
    assert "check" in stand.sound.calls


def test_a_silent_machine_says_so_once_in_each_session(stand: Stand) -> None:
    stand.sound.loses_device()
    for _ in range(2):
        stand.starts(HOLDS)
        assert stand.stage.view._notice == NO_SOUND
        stand.stage.view._notice_over.stop()
        stand.stage.view._end_notice()
        stand.conductor._look_after()
        assert stand.stage.view._notice == ("", "")
        stand.conductor.close()


def test_while_measuring_nothing_is_said_that_cannot_be_seen(stand: Stand) -> None:
    stand.sound.loses_device()
    stand.starts(MEASURED)
    assert stand.shows(Shown.MEASURING)
    assert stand.stage.view._notice == ("", "")
    stand.saves(VALUES)
    assert stand.stage.view._notice == NO_SOUND


def test_sound_turned_on_again_is_said(stand: Stand, settings: Settings) -> None:
    stand.starts(HOLDS)
    stand.conductor.take_settings(replace(settings, muted=True))
    assert stand.stage.view._notice == SOUND_OFF
    stand.conductor.take_settings(settings)
    assert stand.stage.view._notice == ("sound_on", "Sound on")


def test_a_screen_that_may_turn_off_is_said(stand: Stand) -> None:
    stand.awake.problem = "The screen may turn off."
    stand.starts(HOLDS)
    assert stand.status == [MAY_TURN_OFF]


def test_settings_changed_in_mid_session_apply_at_once(stand: Stand, settings: Settings) -> None:
    stand.starts(HOLDS)
    assert stand.sound.volume == pytest.approx(0.7)
    stand.conductor.take_settings(replace(settings, volume_percent=20, muted=True, larger_digits=True))
    assert stand.sound.volume == pytest.approx(0.2)
    assert stand.sound.muted
    assert stand.stage.view._larger
    stand.passes(1)
    assert isinstance(stand.session.phase, Running)


def test_the_half_way_cue_can_be_turned_off(stand: Stand) -> None:
    stand.conductor.take_settings(Settings(half_way_cue=False))
    stand.starts(HOLDS)
    stand.passes(HOLDS.total_ms / 1000 + 1)
    assert not {CueKind.HALF_WAY, HALF_WAY} & {due.what for dues in stand.sound.placed for due in dues}


def test_another_voice_level_is_heard_at_once_and_shown(stand: Stand, settings: Settings) -> None:
    stand.starts(HOLDS)
    assert any(isinstance(due, Phrase) for due in stand.sound.placed[-1])
    stand.press(KEY.Key_V)
    assert stand.wishes == ["voice"]
    stand.conductor.take_settings(replace(settings, voice_level=VoiceLevel.TONES))
    assert stand.sound.placed[-1]
    assert not any(isinstance(due, Phrase) for due in stand.sound.placed[-1])
    assert stand.sound.cuts[-1]
    assert stand.stage.view._notice == ("sound_on", "Voice: tones only")


def test_a_device_other_than_the_chosen_one_is_said(stand: Stand) -> None:
    stand.conductor.take_settings(Settings(output_device="headphones", tone_set=ToneSet.SOFT))
    stand.sound.notice = "The chosen sound device is not connected."
    stand.starts(HOLDS)
    assert stand.sound.chosen == (ToneSet.SOFT, "headphones")
    assert stand.status == [OTHER_DEVICE]


def test_music_makes_room_from_start_to_end(stand: Stand) -> None:
    stand.conductor.take_settings(Settings(other_sound=OtherSound.LOWER))
    stand.starts(HOLDS)
    stand.passes(HOLDS.total_ms / 1000 + 1)
    assert (stand.music.calls[0], stand.music.calls[-1]) == ("begin lower", "end")


def test_music_is_told_when_cues_are_near(stand: Stand) -> None:
    stand.starts(HOLDS)
    heard = []
    for _ in range(24):
        stand.passes(0.5)
        stand.conductor._look_after()
        heard.append(stand.music.calls[-1])
    assert {"sound", "quiet"} == set(heard)
    assert heard[-7:-3] == ["sound"] * 4  # 3, 2, 1 and the start at 10 s


def test_sounds_that_began_are_reported(stand: Stand) -> None:
    reported: list[tuple[int, object]] = []
    stand.conductor.sounded.connect(lambda heard_ms, due: reported.append((heard_ms, due)))
    stand.starts(HOLDS)
    one, other = Tone(7, CueKind.START), Phrase(9, "Left side")
    stand.sound.begun = [(8, one)]
    stand.conductor._look_after()
    stand.sound.begun = [(9, other)]
    stand.conductor.close()
    assert reported == [(8, one), (9, other)]


def test_no_widget_of_the_stage_is_left_without_a_parent(stand: Stand) -> None:
    stand.starts(HOLDS)
    stand.passes(HOLDS.total_ms / 1000 + 1)
    assert all(page.window() is stand.stage for page in stand.stage.findChildren(QWidget) if not page.isWindow())
