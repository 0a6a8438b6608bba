from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mobility_gui.ankle.trial import Trial
from mobility_gui.exchange.plan_text import read_plan
from mobility_gui.record.keeper import SessionKeeper
from mobility_gui.store.sessions import OpenSession, Store
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Ending, Feeling, Measurement, Occasion, Outcome
from mobility_gui.training.routine import Hold, Phase
from tests.store.samples import STARTED, stretch
from tests.training.examples import EXERCISES, each, measuring, plan

PLAN = plan(measuring(), each(Hold(30)))
SECOND = timedelta(seconds=1)


class Desk:
    """A keeper, its record and the errors it reported."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.errors: list[Exception] = []
        self.keeper = SessionKeeper.begin(path, self.errors.append, PLAN, "0:both:1", STARTED, warm=False)

    def unfinished(self) -> OpenSession:
        assert self.keeper.writer.flush()
        with Store(self.path) as store:
            found = store.unfinished()
        assert found is not None
        return found

    def goes_on(self) -> None:
        """Let the program die and start again."""
        found = self.unfinished()
        self.keeper.close()
        self.keeper = SessionKeeper.go_on(self.path, self.errors.append, PLAN, found, warm=False)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "mobility.sqlite3")
    yield made
    made.keeper.close()
    assert made.errors == []


def cold(side: Side) -> Measurement:
    return Measurement(side, Occasion.COLD, STARTED, (Trial(100.0),))


def test_a_session_is_in_the_record_as_soon_as_it_begins(desk: Desk) -> None:
    found = desk.unfinished()
    assert (found.routine, found.routine_name, found.phase) == ("mine", "My routine", Phase.ANY_TIME)
    assert (found.started, found.position, found.stretches) == (STARTED, "0:both:1", ())
    kept = read_plan(found.options, EXERCISES)
    assert kept is not None
    assert kept.spans == PLAN.spans


def test_stretches_measurements_and_position_are_saved_at_once(desk: Desk) -> None:
    desk.keeper.keep_measurements([cold(Side.LEFT), cold(Side.RIGHT)], "1:left:1")
    assert desk.unfinished().position == "1:left:1"
    desk.keeper.keep_stretch(stretch(1), STARTED + SECOND, "1:right:1")
    found = desk.unfinished()
    assert (found.position, found.stretches) == ("1:right:1", (stretch(1),))
    assert found.measurements == (cold(Side.LEFT), cold(Side.RIGHT))
    desk.keeper.keep_position("1:left:1")
    assert desk.unfinished().position == "1:left:1"


def test_the_end_is_saved_with_feeling_and_note(desk: Desk) -> None:
    desk.keeper.keep_stretch(stretch(1), STARTED + SECOND, "1:right:1")
    assert desk.keeper.end(STARTED + 2 * SECOND, complete=True)
    desk.keeper.keep_feeling(Feeling.STIFF)
    desk.keeper.keep_note("rain")
    assert desk.keeper.close()
    with Store(desk.path) as store:
        (kept,) = store.sessions()
    assert (kept.ended, kept.ending) == (STARTED + 2 * SECOND, Ending.COMPLETE)
    assert (kept.feeling, kept.note) == (Feeling.STIFF, "rain")


def test_a_session_ended_early_is_partial(desk: Desk) -> None:
    desk.keeper.end(STARTED + SECOND, complete=False)
    with Store(desk.path) as store:
        assert store.sessions()[0].ending is Ending.PARTIAL


def test_a_session_closed_without_an_end_stays_open(desk: Desk) -> None:
    assert desk.keeper.close()
    with Store(desk.path) as store:
        assert store.sessions()[0].ending is Ending.OPEN


def test_resuming_adds_to_the_same_session(desk: Desk) -> None:
    desk.keeper.keep_measurements([cold(Side.LEFT)], "1:left:1")
    desk.keeper.keep_stretch(stretch(1), STARTED + SECOND, "1:right:1")
    desk.goes_on()
    assert desk.keeper.stretches == [stretch(1)]
    assert desk.keeper.measurements == [cold(Side.LEFT)]
    assert desk.keeper.started == STARTED
    desk.keeper.keep_stretch(stretch(1, side=Side.RIGHT), STARTED + 9 * SECOND, "1:right:1")
    desk.keeper.end(STARTED + 10 * SECOND, complete=True)
    with Store(desk.path) as store:
        (kept,) = store.sessions()
        assert [one.side for one in store.kept(kept.id)[1]] == [Side.LEFT, Side.RIGHT]


# What a measurement counts as


def occasion(desk: Desk, at: datetime, *, more_work: bool = False) -> Occasion:
    return desk.keeper.occasion(at, more_work=more_work)


def test_a_measurement_before_any_work_is_cold(desk: Desk) -> None:
    assert occasion(desk, STARTED + 600 * SECOND, more_work=True) is Occasion.COLD


@pytest.mark.parametrize(("phase", "warm"), [(Phase.ANY_TIME, True), (Phase.AFTER_RUN, False)])
def test_no_measurement_is_cold_if_the_ankles_were_already_warm(tmp_path: Path, phase: Phase, *, warm: bool) -> None:
    plan = replace(PLAN, routine=replace(PLAN.routine, phase=phase))
    keeper = SessionKeeper.begin(tmp_path / "record", print, plan, "0:both:1", STARTED, warm=warm)
    assert keeper.occasion(STARTED, more_work=True) is Occasion.OTHER
    keeper.close()


def test_skipped_work_does_not_count_as_a_warm_up(desk: Desk) -> None:
    desk.keeper.keep_stretch(stretch(1, done_ms=0, outcome=Outcome.SKIPPED), STARTED + SECOND, "1:right:1")
    assert occasion(desk, STARTED + 2 * SECOND) is Occasion.COLD
    assert desk.keeper.after_left_ms(STARTED + 2 * SECOND) == 0


@pytest.mark.parametrize(
    ("seconds", "expected"), [(0, Occasion.AFTER), (299, Occasion.AFTER), (300, Occasion.OTHER), (9000, Occasion.OTHER)]
)
def test_after_lasts_for_five_minutes(desk: Desk, seconds: int, expected: Occasion) -> None:
    ended = STARTED + 60 * SECOND
    desk.keeper.keep_stretch(stretch(1), ended, "1:right:1")
    assert occasion(desk, ended + seconds * SECOND) is expected
    assert desk.keeper.after_left_ms(ended + seconds * SECOND) == max(0, 300 - seconds) * 1000


def test_a_measurement_with_work_still_ahead_is_neither_cold_nor_after(desk: Desk) -> None:
    desk.keeper.keep_stretch(stretch(1), STARTED + SECOND, "1:right:1")
    assert occasion(desk, STARTED + 2 * SECOND, more_work=True) is Occasion.OTHER


def test_after_a_restart_the_time_since_work_is_unknown(desk: Desk) -> None:
    desk.keeper.keep_stretch(stretch(1), STARTED + SECOND, "1:right:1")
    desk.goes_on()
    assert occasion(desk, STARTED + 2 * SECOND) is Occasion.OTHER
    desk.keeper.keep_stretch(stretch(1, side=Side.RIGHT), STARTED + 60 * SECOND, "1:right:1")
    assert occasion(desk, STARTED + 61 * SECOND) is Occasion.AFTER


def test_a_record_that_cannot_be_opened_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    errors: list[Exception] = []
    keeper = SessionKeeper.begin(tmp_path / "file" / "record", errors.append, PLAN, "0:both:1", STARTED, warm=False)
    keeper.keep_stretch(stretch(1), STARTED + SECOND, "1:right:1")
    assert not keeper.end(STARTED + 2 * SECOND, complete=True)
    assert not keeper.close()
    assert len(errors) == 1
    assert keeper.stretches == [stretch(1)]
