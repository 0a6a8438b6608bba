"""Leads one session from *Start* to *Close*: clock, stage, record, sound and screen."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from mobility_gui.ankle.trial import Trial
from mobility_gui.record.history import WARM_FROM_MS
from mobility_gui.record.keeper import SessionKeeper
from mobility_gui.session.accompaniment import Accompaniment, Surroundings
from mobility_gui.session.driver import SessionDriver
from mobility_gui.settings import Settings
from mobility_gui.store.sessions import OpenSession
from mobility_gui.system import wall_clock
from mobility_gui.training.amounts import duration_words
from mobility_gui.training.event import Cued, Event, SessionFinished, SpanEnded, SpanStarted
from mobility_gui.training.exercise import Side
from mobility_gui.training.plan import Plan, Span, SpanKind
from mobility_gui.training.record import (
    WARM_SECONDS,
    Before,
    Feeling,
    Measurement,
    Occasion,
    Outcome,
    Stretch,
    summary,
)
from mobility_gui.training.session import Finished, Session, again, begin
from mobility_gui.training.spans import position_of
from mobility_gui.ui.kit.days import time_words
from mobility_gui.ui.kit.wording import voice_words
from mobility_gui.ui.stage.content import content_of, stopped_words
from mobility_gui.ui.stage.done_page import DoneContent, Ended
from mobility_gui.ui.stage.done_table import DoneRow
from mobility_gui.ui.stage.end_words import NOT_SAVED, advice_words, count_words, farewell_words, saved_words
from mobility_gui.ui.stage.measured import Measured, measured
from mobility_gui.ui.stage.stage_page import StagePage

CHECK_MS = 500
"""How often to check sound and screen."""


class Conductor(QObject):
    """Carries out what the stage asks for and records what happens, one session at a time.

    `sounded` reports each sound within half a second of its start: the ms at which it is heard, and what was due.
    """

    started = Signal()
    closed = Signal()
    progress_requested = Signal()
    full_screen_requested = Signal()
    instructions_requested = Signal(object)
    keys_requested = Signal()
    mute_requested = Signal()
    voice_requested = Signal()
    going_on_failed = Signal(object)
    unit_changed = Signal(object)
    turned = Signal()
    close_confirmed = Signal()
    problem_found = Signal(str)
    sounded = Signal(int, object)

    def __init__(
        self, driver: SessionDriver, stage: StagePage, surroundings: Surroundings, database: Path, settings: Settings
    ) -> None:
        super().__init__()
        self._driver = driver
        self._stage = stage
        self._accompaniment = Accompaniment(surroundings, settings)
        self._database = database
        self._settings = settings
        self._keeper: SessionKeeper | None = None
        self._before = Before()
        self._over = False
        self._warm_until_ms = 0
        self._check = QTimer(self)
        self._check.setInterval(CHECK_MS)
        self._commands: dict[str, Callable[[], None]] = {
            "toggle": driver.toggle,
            "pause": partial(driver.do, Session.pause),
            "next": partial(driver.do, Session.next),
            "back": partial(driver.do, Session.back),
            "repeat": partial(driver.do, Session.repeat),
            "more": partial(driver.do, Session.more),
            "less": partial(driver.do, Session.less),
            "discomfort": partial(driver.do, Session.discomfort),
            "voice": self.voice_requested.emit,
            "mute": self.mute_requested.emit,
            "full_screen": self.full_screen_requested.emit,
            "instructions": self._show_instructions,
            "keys": self._show_keys,
        }
        self._connect()
        self.take_settings(settings)

    def take_settings(self, settings: Settings) -> None:
        """Use these settings from now on; a new voice level is heard at once."""
        another_level = settings.voice_level is not self._settings.voice_level
        unmuted = self._settings.muted and not settings.muted
        self._settings = settings
        self._accompaniment.take_settings(settings)
        self._stage.view.set_look(larger_digits=settings.larger_digits, reduce_motion=settings.reduce_motion)
        self._show_status()
        if unmuted and self._keeper is not None:
            self._stage.view.show_notice("sound_on", "Sound on")
        if another_level and self._keeper is not None:
            self._stage.view.show_notice("sound_on", voice_words(settings.voice_level))
            if self._driver.session is not None:
                self._accompaniment.say_again(self._driver.session)

    def start(self, plan: Plan, before: Before) -> None:
        """Begin a session; the values in `before` are shown while measuring and decide what counts as cold."""
        session = begin(plan, half_way=self._settings.half_way_cue)
        now, now_ms = wall_clock.now(), self._driver.now_ms
        keeper = SessionKeeper.begin(
            self._database,
            self._writing_failed,
            plan,
            session.position,
            now,
            now_ms,
            warm=before.warm or now_ms < self._warm_until_ms,
        )
        self._begin(keeper, session, before)

    def go_on(self, unfinished: OpenSession, plan: Plan, before: Before) -> None:
        """Resume an unfinished session, or emit `going_on_failed` if its position is no longer in the plan."""
        hurt = [(s.step, s.side) for s in unfinished.stretches if s.outcome is Outcome.DISCOMFORT]
        session = again(plan, unfinished.position, hurt, half_way=self._settings.half_way_cue)
        if session is None:
            self.going_on_failed.emit(unfinished)
            return
        now, now_ms = wall_clock.now(), self._driver.now_ms
        keeper = SessionKeeper.go_on(
            self._database,
            self._writing_failed,
            plan,
            unfinished,
            now,
            now_ms,
            warm=before.warm or now_ms < self._warm_until_ms,
        )
        self._begin(keeper, session, before)

    def may_close(self) -> bool:
        """Return True if the program may be closed at once; in a session, pause and ask the runner instead."""
        if not self._driver.running:
            return True
        self._driver.do(Session.pause)
        self._stage.ask_to_close()
        return False

    def close(self) -> None:
        """Leave the stage or the program; an unfinished session stays open in the record and is offered again."""
        keeper, self._keeper = self._keeper, None
        if keeper is None:
            return
        self._driver.abandon()
        self._check.stop()
        self._tell_sounds()
        self._accompaniment.end()
        if self._over and self._stage.done.note:
            keeper.keep_note(self._stage.done.note)
        if not keeper.close():
            self.problem_found.emit("Part of the last session could not be saved: writing to the disk failed.")
        self.closed.emit()

    # From start to finish

    def _begin(self, keeper: SessionKeeper, session: Session, before: Before) -> None:
        self._keeper = keeper
        self._before = before
        self._over = False
        self._accompaniment.begin()
        self._check.start()
        self._stage.view.show_status(())
        self.started.emit()
        self._driver.start(session)
        self._show_status()

    def _happened(self, event: Event) -> None:
        if self._keeper is None:
            return
        self._accompaniment.heed(event)
        match event:
            case SpanStarted(at_ms=at_ms, span=span) if span.kind is SpanKind.MEASURE:
                self._measure(self._keeper)
                self._answer_hurt(at_ms)
            case SpanEnded(at_ms=at_ms, stretch=Stretch() as stretch):
                self._keeper.keep_stretch(stretch, at_ms, self._position())
                if sum(one.done_ms for one in self._keeper.stretches) >= WARM_FROM_MS:
                    self._warm_until_ms = at_ms + 1000 * WARM_SECONDS
            case SpanEnded(span=span) if not span.is_lead_in:
                self._keeper.keep_position(self._position())
            case Cued(kind=kind):
                if not self._accompaniment.heard:
                    self._stage.view.show_cue(kind)
            case SessionFinished(at_ms=at_ms, complete=complete):
                self._finish(self._keeper, at_ms, complete=complete)
            case _:
                pass

    def _changed(self, session: Session) -> None:
        if self._keeper is None:
            return
        self._accompaniment.follow(session)
        if isinstance(session.phase, Finished) or session.span.kind is SpanKind.MEASURE:
            return
        self._stage.show_content(content_of(session, wall_clock.now(), slept=self._driver.slept))

    def _position(self) -> str:
        session = self._driver.session
        return session.position if session else ""

    def _finish(self, keeper: SessionKeeper, at_ms: int, *, complete: bool) -> None:
        self._over = True
        saved = keeper.end(at_ms, complete=complete)
        self._stage.done.show_done(self._done_content(keeper, at_ms, saved=saved, complete=complete))
        self._stage.show_done()

    def _done_content(self, keeper: SessionKeeper, at_ms: int, *, saved: bool, complete: bool) -> DoneContent:
        ended = keeper.moment(at_ms)
        exercises = {span.exercise.id: span.exercise for span in keeper.plan.spans}
        nothing = keeper.nothing_done
        held = () if nothing else summary(keeper.stretches)
        worked_seconds = sum(stretch.done_ms for stretch in keeper.stretches) // 1000
        routine = keeper.plan.routine
        # Measuring again is useful only with a cold value of the same session to compare.
        measured_cold = any(m.occasion is Occasion.COLD for m in keeper.measurements)
        measured_after = any(m.occasion is Occasion.AFTER for m in keeper.measurements)
        farewell = farewell_words(routine.farewell, held) if complete and held else ""
        worked = f"{duration_words(worked_seconds)} of exercise" if held else ""
        return DoneContent(
            ending=Ended.NOTHING if nothing else Ended.COMPLETE if complete else Ended.EARLY,
            worked="Nothing done this time." if nothing else worked,
            when=" ".join((f"{routine.name}. Ended at {time_words(ended)}.", farewell)).strip(),
            counts=count_words(held),
            rows=tuple(DoneRow(exercises[row.exercise].name, row.amounts, row.hurt) for row in held),
            advice=advice_words(held, exercises),
            saved=saved_words(nothing=nothing, measured=bool(keeper.measurements)) if saved else NOT_SAVED,
            measured=measured(keeper.measurements, self._settings.unit) if measured_after or not held else Measured(),
            measure_left_ms=keeper.after_left_ms(at_ms) if held and measured_cold and not measured_after else 0,
        )

    # Measuring

    def _measure(self, keeper: SessionKeeper) -> None:
        occasion = keeper.occasion(self._driver.now_ms, more_work=self._work_ahead() is not None)
        cold = {m.side: m.value_mm for m in keeper.measurements if m.occasion is Occasion.COLD and m.value_mm}
        previous = cold if occasion is Occasion.AFTER else self._before.cold_mm
        settings = self._settings
        follows = self._work_ahead() is not None
        self._stage.measuring.begin(settings.unit, occasion, settings.target_mm, previous, work_follows=follows)
        self._stage.show_measuring()

    def _answer_hurt(self, at_ms: int) -> None:
        """Say which side discomfort ended if that led straight to the measurement."""
        session = self._driver.session
        if session is not None and session.hurt is not None and session.hurt.at_ms == at_ms:
            self._stage.measuring.show_answer(stopped_words(session))

    def _measure_again(self) -> None:
        if self._keeper is not None:
            self._measure(self._keeper)

    def _measured(self, trials: Mapping[Side, tuple[Trial, ...]]) -> None:
        keeper = self._keeper
        if keeper is None:
            return
        now_ms = self._driver.now_ms
        ahead = self._work_ahead()
        occasion = keeper.occasion(now_ms, more_work=ahead is not None)
        new = [Measurement(side, occasion, keeper.moment(now_ms), tuple(ones)) for side, ones in trials.items()]
        # Save the next position with it, so that the runner is never asked to measure again after a crash.
        keeper.keep_measurements(new, position_of(ahead) if ahead else None)
        if self._over:
            self._stage.done.show_measured(measured(keeper.measurements, self._settings.unit), 0)
            self._stage.show_done()
        else:
            self._driver.do(Session.done)

    def _measuring_skipped(self) -> None:
        if self._over:
            self._stage.show_done()
            self._stage.done.skip_measuring()
        else:
            self._driver.do(Session.next)

    def _work_ahead(self) -> Span | None:
        session = self._driver.session
        return session.next_work if session and not self._over else None

    # Commands from the stage

    def _wished(self, wish: str) -> None:
        self._commands[wish]()

    def _end(self) -> None:
        if self._over:  # the runner left the second measurement
            self._stage.show_done()
        else:
            self._driver.do(Session.end)

    def _show_instructions(self) -> None:
        self._driver.do(Session.pause)
        if self._driver.session is not None:
            self.instructions_requested.emit(self._driver.session.span.exercise)

    def _show_keys(self) -> None:
        self._driver.do(Session.pause)
        self.keys_requested.emit()

    def _keep_feeling(self, feeling: object) -> None:
        if self._keeper is not None and isinstance(feeling, Feeling):
            self._keeper.keep_feeling(feeling)

    def _see_progress(self) -> None:
        self.close()
        self.progress_requested.emit()

    # Sound and screen

    def _look_after(self) -> None:
        self._accompaniment.look_after(self._driver.session, self._driver.now_ms)
        self._tell_sounds()
        self._show_status()
        if self._over and self._keeper is not None:
            self._stage.done.show_left(self._keeper.after_left_ms(self._driver.now_ms))

    def _tell_sounds(self) -> None:
        for heard_ms, due in self._accompaniment.take_begun():
            self.sounded.emit(heard_ms, due)

    def _show_status(self) -> None:
        if self._keeper is not None and not self._over:
            self._stage.view.show_status(self._accompaniment.status)

    def _writing_failed(self, error: Exception) -> None:
        self.problem_found.emit(str(error))

    def _connect(self) -> None:
        driver, stage = self._driver, self._stage
        driver.happened.connect(self._happened)
        driver.changed.connect(self._changed)

        stage.wished.connect(self._wished)
        stage.end_confirmed.connect(self._end)
        stage.close_confirmed.connect(self.close_confirmed)
        stage.turned.connect(self.turned)

        stage.measuring.saved.connect(self._measured)
        stage.measuring.skipped.connect(self._measuring_skipped)
        stage.measuring.unit_changed.connect(self.unit_changed)

        stage.done.measure_requested.connect(self._measure_again)
        stage.done.feeling_chosen.connect(self._keep_feeling)
        stage.done.progress_requested.connect(self._see_progress)
        stage.done.closed.connect(self.close)

        self._check.timeout.connect(self._look_after)
