"""Every state of the stage and of the pages around it, and the windows in which they are looked at."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mobility_gui.ankle.unit import Unit
from mobility_gui.desktop.keep_awake import NO_ANSWER
from mobility_gui.paths import resources
from mobility_gui.session.accompaniment import MAY_TURN_OFF, NO_SOUND, OTHER_DEVICE, SOUND_OFF
from mobility_gui.sound.stream import NO_DEVICE
from mobility_gui.training.event import PauseReason
from mobility_gui.training.exercise import Exercise, Side
from mobility_gui.training.plan import SpanKind
from mobility_gui.training.record import Occasion
from mobility_gui.training.session import Paused, Session
from mobility_gui.training.voice_level import VoiceLevel
from mobility_gui.ui.drawing.figures import Figures
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.wording import voice_words
from mobility_gui.ui.mat_check.mat_check_screen import (
    Step,
    awake_screen,
    heard_screen,
    key_screen,
    playing_screen,
    read_screen,
    summary_screen,
    trouble_screen,
)
from mobility_gui.ui.stage.content import StageContent, StageState, content_of
from mobility_gui.ui.stage.done_page import DoneContent, Ended
from mobility_gui.ui.stage.done_table import DoneRow
from mobility_gui.ui.stage.end_words import NOT_SAVED
from mobility_gui.ui.stage.measured import SMALL, Measured, MeasuredAnkle
from mobility_gui.ui.stage.measuring import MeasuringPage
from mobility_gui.ui.stage.trial_row import ValueField
from tests.ui.stage.painted import EVENING, hold, moments, shown_moments

WINDOWS = ((900, 600), (960, 1040), (1280, 800), (1920, 1080), (3840, 2160))
"""In pixels of the screen: the smallest, half a screen, a small one, a usual one and a large one."""

SCALES = (1.0, 1.5, 2.0)

NOTICES = (("", ""), SOUND_OFF, NO_SOUND, OTHER_DEVICE, MAY_TURN_OFF, ("sound_on", voice_words(VoiceLevel.NAMES)))

LONG_NAME = "Donaudampfschifffahrtsgesellschaftskapitänswadendehnung"

LONG_KEY = "Microphone Volume Down"


def logical_sizes() -> list[tuple[int, int]]:
    """The windows as the program sees them at each scale, the largest first."""
    sizes = {(int(width / scale), int(height / scale)) for width, height in WINDOWS for scale in SCALES}
    return sorted(sizes, reverse=True)


@cache
def states() -> dict[str, StageContent]:
    """One moment of every state, with the widest words found in the shipped routines for it."""
    found = dict(_widest())
    found["three digits"] = hold(number="120", cue="Heel heavy, knee forward.")
    found["many reps"] = hold(number="100", of="of 100", detail="2 down, 3 low, 3 up")
    found["long name"] = hold(name=LONG_NAME, cue=f"{LONG_NAME} {LONG_NAME}", word=LONG_NAME)
    found["no drawing"] = hold(exercise=replace(_exercise(), id="own"))
    session = next(moment for moment in moments() if moment.span.kind is SpanKind.WORK)
    for why in PauseReason:
        found[f"paused, {why}"] = content_of(_paused(session, why), EVENING, slept=True)
    return found


def _exercise() -> Exercise:
    exercise = hold().exercise
    assert exercise
    return exercise


def _paused(session: Session, why: PauseReason) -> Session:
    return replace(session, phase=Paused(1000, why, 240_000))


def _widest() -> Iterator[tuple[str, StageContent]]:
    for state in StageState:
        for side in (Side.LEFT, Side.RIGHT, None):
            shown = [one for one in shown_moments() if one.state is state and one.side is side]
            for part in ("name", "word", "of", "detail", "note", "cue"):
                if any(getattr(one, part) for one in shown):
                    widest = max(shown, key=lambda one: len(getattr(one, part)))
                    yield f"{state}, {side}, {part}", widest


def few_states() -> list[str]:
    """The states with the most words, one of each kind."""
    made_up = ["three digits", "many reps", "long name", "no drawing", *(f"paused, {why}" for why in PauseReason)]
    widest = ("set_up, left, cue", "set_up, left, note", "work, right, of", "work, right, cue", "switch, left, word")
    return [*made_up, *(name for name in widest if name in states())]


LEAST_FOR_PAGES = 400
"""Windows lower or narrower than this have room for the stage alone."""


def check_screens() -> Iterator[StageContent]:
    """Everything that the mat check shows."""
    yield read_screen()
    for larger in (False, True):
        yield trouble_screen(Step.READ, None, larger=larger)
    for side in (Side.LEFT, Side.RIGHT):
        yield playing_screen(side)
    for step in (Step.SIDES, Step.VOICE):
        yield heard_screen(step)
        for problem in (None, NO_DEVICE):
            yield trouble_screen(step, problem, larger=False)
    for key, wish in (("", ""), ("Space", "toggle"), (LONG_KEY, ""), ("Right", "next")):
        yield key_screen(key, wish)
    for active, problem in ((None, None), (True, None), (False, None), (False, NO_ANSWER)):
        yield awake_screen(active, problem)
    for works in (True, False):
        results: dict[Step, bool | None] = dict.fromkeys(Step, works)
        yield summary_screen(results | {Step.KEY: True, Step.SCREEN: works or None}, LONG_KEY)


def endings() -> Iterator[DoneContent]:
    """The page at the end: after all kinds of sessions."""
    rows = (
        DoneRow("Foot roll", {Side.LEFT: "30 s", Side.RIGHT: "skipped"}, frozenset()),
        DoneRow("Reclined hero", {Side.BOTH: "12 breaths, cut short"}, frozenset()),
        DoneRow("Ankle lunge", {Side.LEFT: "12 reps", Side.RIGHT: "4 reps, stopped: it hurt"}, frozenset({Side.RIGHT})),
        DoneRow(LONG_NAME, {Side.BOTH: "120 s"}, frozenset()),
    )
    both = tuple(MeasuredAnkle(side, "10.8", "11.5", "+0.7", "cm") for side in (Side.LEFT, Side.RIGHT))
    advice = "Several exercises hurt. Go easier next time. If the pain lasts or comes back, have it checked."
    when = "The full ankle session. Ended at 08:09. You skipped most of it this time."
    counts = "12 exercises, 1 stopped because it hurt, 2 cut short, 1 skipped"
    done = DoneContent(
        Ended.COMPLETE, "26 min 42 s of exercise", when, counts, rows, advice, NOT_SAVED, Measured(both, SMALL), 0
    )
    yield done
    yield replace(done, rows=rows * 4)
    yield replace(done, ending=Ended.EARLY, measured=Measured(), measure_left_ms=299_000)
    once = Measured((MeasuredAnkle(Side.RIGHT, "10.8", "", "", "cm"),))
    nothing = replace(done, ending=Ended.NOTHING, worked="Nothing done this time.", counts="", rows=(), measured=once)
    yield nothing
    yield replace(nothing, advice="", measured=Measured())


def measuring_pages(theme: Theme) -> Iterator[tuple[str, MeasuringPage]]:
    """The page for measuring: empty, full in both units, refusing, and asking about a value far off."""
    figures = Figures(resources() / "figures", theme)
    previous = {Side.LEFT: 98.0, Side.RIGHT: 118.0}
    for name, unit, typed in (
        ("empty", Unit.CM, ()),
        ("full", Unit.CM, ("9.5", "10", "10.5h", "11.5", "12", "12.5")),
        ("inches", Unit.INCH, ("4 7/8", "4 3/4", "4 1/2", "5 1/8", "5", "4.87")),
        ("refusing", Unit.CM, ("abc",)),
        ("asking", Unit.CM, ("9.5", "25", "10.5")),
    ):
        page = MeasuringPage(theme, figures.paint_knee_to_wall)
        page.begin(unit, Occasion.AFTER, 127, previous)
        for field, text in zip(page.findChildren(ValueField), typed, strict=False):
            QTest.keyClicks(field, text)
            QTest.keyClick(field, Qt.Key.Key_Return)
        if name == "asking":
            page._save.click()
        yield name, page
