from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
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
DAY = timedelta(days=1)
BEGAN_MS = 5_000_000
"""What the session's clock says at STARTED."""


class Desk:
    """A keeper, its record and the errors it reported."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.errors: list[Exception] = []
        self.keeper = SessionKeeper.begin(path, self.errors.append, PLAN, "0:both:1", STARTED, BEGAN_MS, warm=False)

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
        self.keeper = SessionKeeper.go_on(
            self.path, self.errors.append, PLAN, found, STARTED + DAY, BEGAN_MS + 90_000, warm=False
        )


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
    desk.keeper.keep_stretch(stretch(1), BEGAN_MS + 1_000, "1:right:1")
    found = desk.unfinished()
    assert (found.position, found.stretches) == ("1:right:1", (stretch(1),))
    assert found.measurements == (cold(Side.LEFT), cold(Side.RIGHT))
    desk.keeper.keep_position("1:left:1")
    assert desk.unfinished().position == "1:left:1"


def test_the_end_is_saved_with_feeling_and_note(desk: Desk) -> None:
    desk.keeper.keep_stretch(stretch(1), BEGAN_MS + 1_000, "1:right:1")
    assert desk.keeper.end(BEGAN_MS + 2_000, complete=True)
    desk.keeper.keep_feeling(Feeling.STIFF)
    desk.keeper.keep_note("rain")
    assert desk.keeper.close()
    with Store(desk.path) as store:
        (kept,) = store.sessions()
    assert (kept.ended, kept.ending) == (STARTED + 2 * SECOND, Ending.COMPLETE)
    assert (kept.feeling, kept.note) == (Feeling.STIFF, "rain")


def test_a_session_ended_early_is_partial(desk: Desk) -> None:
    desk.keeper.keep_stretch(stretch(1), BEGAN_MS + 1_000, "1:right:1")
    desk.keeper.end(BEGAN_MS + 1_000, complete=False)
    with Store(desk.path) as store:
        assert store.sessions()[0].ending is Ending.PARTIAL


def test_a_session_closed_without_an_end_stays_open(desk: Desk) -> None:
    assert desk.keeper.close()
    with Store(desk.path) as store:
        assert store.sessions()[0].ending is Ending.OPEN


def test_resuming_adds_to_the_same_session(desk: Desk) -> None:
    desk.keeper.keep_measurements([cold(Side.LEFT)], "1:left:1")
    desk.keeper.keep_stretch(stretch(1), BEGAN_MS + 1_000, "1:right:1")
    desk.goes_on()
    assert desk.keeper.stretches == [stretch(1)]
    assert desk.keeper.measurements == [cold(Side.LEFT)]
    assert desk.keeper.started == STARTED
    assert desk.keeper.moment(BEGAN_MS + 90_000) == STARTED + DAY
    desk.keeper.keep_stretch(stretch(1, side=Side.RIGHT), BEGAN_MS + 99_000, "1:right:1")
    desk.keeper.end(BEGAN_MS + 100_000, complete=True)
    with Store(desk.path) as store:
        (kept,) = store.sessions()
        assert kept.ended == STARTED + DAY + 10 * SECOND
        assert [one.side for one in store.kept(kept.id)[1]] == [Side.LEFT, Side.RIGHT]


def test_a_session_resumed_after_the_wall_clock_was_set_back_does_not_end_before_it_began(desk: Desk) -> None:
    found = desk.unfinished()
    desk.keeper.close()
    desk.keeper = SessionKeeper.go_on(
        desk.path, desk.errors.append, PLAN, found, STARTED - 2 * DAY, BEGAN_MS, warm=False
    )
    desk.keeper.keep_stretch(stretch(1), BEGAN_MS + 5_000, "1:right:1")
    desk.keeper.end(BEGAN_MS + 10_000, complete=True)
    with Store(desk.path) as store:
        assert store.sessions()[0].ended == STARTED + 10 * SECOND


# What a measurement counts as


def occasion(desk: Desk, at_ms: int, *, more_work: bool = False) -> Occasion:
    return desk.keeper.occasion(BEGAN_MS + at_ms, more_work=more_work)


def test_a_measurement_before_any_work_is_cold(desk: Desk) -> None:
    assert occasion(desk, 600_000, more_work=True) is Occasion.COLD


@pytest.mark.parametrize(("phase", "warm"), [(Phase.ANY_TIME, True), (Phase.AFTER_RUN, False)])
def test_no_measurement_is_cold_if_the_ankles_were_already_warm(tmp_path: Path, phase: Phase, *, warm: bool) -> None:
    plan = replace(PLAN, routine=replace(PLAN.routine, phase=phase))
    keeper = SessionKeeper.begin(tmp_path / "record", print, plan, "0:both:1", STARTED, BEGAN_MS, warm=warm)
    assert keeper.occasion(BEGAN_MS, more_work=True) is Occasion.OTHER
    keeper.close()


def test_skipped_work_does_not_count_as_a_warm_up(desk: Desk) -> None:
    desk.keeper.keep_stretch(stretch(1, done_ms=0, outcome=Outcome.SKIPPED), BEGAN_MS + 1_000, "1:right:1")
    assert occasion(desk, 2_000) is Occasion.COLD
    assert desk.keeper.after_left_ms(BEGAN_MS + 2000) == 0


@pytest.mark.parametrize(
    ("seconds", "expected"), [(0, Occasion.AFTER), (299, Occasion.AFTER), (300, Occasion.OTHER), (9000, Occasion.OTHER)]
)
def test_after_lasts_for_five_minutes(desk: Desk, seconds: int, expected: Occasion) -> None:
    ended_ms = BEGAN_MS + 60_000
    desk.keeper.keep_stretch(stretch(1), ended_ms, "1:right:1")
    assert occasion(desk, 60_000 + seconds * 1000) is expected
    assert desk.keeper.after_left_ms(ended_ms + seconds * 1000) == max(0, 300 - seconds) * 1000


def test_a_measurement_with_work_still_ahead_is_neither_cold_nor_after(desk: Desk) -> None:
    desk.keeper.keep_stretch(stretch(1), BEGAN_MS + 1_000, "1:right:1")
    assert occasion(desk, 2_000, more_work=True) is Occasion.OTHER


def test_after_a_restart_the_time_since_work_is_unknown(desk: Desk) -> None:
    desk.keeper.keep_stretch(stretch(1), BEGAN_MS + 1_000, "1:right:1")
    desk.goes_on()
    assert occasion(desk, 2_000) is Occasion.OTHER
    desk.keeper.keep_stretch(stretch(1, side=Side.RIGHT), BEGAN_MS + 60_000, "1:right:1")
    assert occasion(desk, 61_000) is Occasion.AFTER


def test_a_record_that_cannot_be_opened_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    errors: list[Exception] = []
    keeper = SessionKeeper.begin(
        tmp_path / "file" / "record", errors.append, PLAN, "0:both:1", STARTED, BEGAN_MS, warm=False
    )
    keeper.keep_stretch(stretch(1), BEGAN_MS + 1_000, "1:right:1")
    assert not keeper.end(BEGAN_MS + 2_000, complete=True)
    assert not keeper.close()
    assert len(errors) == 1
    assert keeper.stretches == [stretch(1)]
