"""Hypothesis strategies for histories: everything a record may hold, and nothing it never holds."""

from datetime import timedelta, timezone

from hypothesis import strategies as st

from mobility_gui.ankle.trial import Trial, TrialFault
from mobility_gui.exchange.whole_record import SessionEntry, WholeRecord
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import (
    EARLIEST,
    LATEST,
    Ending,
    Feeling,
    Measurement,
    Occasion,
    Outcome,
    SessionRecord,
    Stretch,
)
from mobility_gui.training.routine import Breaths, Dose, Hold, Measure, Phase, Reps, Tempo

NUMBERS = st.integers(0, 100_000)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["=1+1", "'", "''=x", "-", "\t", "\r", "\n", 'a,"b"\r\nend,1\r\n', "@SUM(A1)", "Übung 🦶", " x ", ";"]
)
MOMENTS = st.builds(
    lambda ms, minutes: (EARLIEST + timedelta(milliseconds=ms)).astimezone(timezone(timedelta(minutes=minutes))),
    st.integers(0, (LATEST - EARLIEST) // timedelta(milliseconds=1) - 1),
    st.integers(-1439, 1439),
)
TRIALS = st.builds(
    Trial,
    st.integers(0, 300).map(float) | st.floats(0, 300).map(abs),
    st.none() | st.sampled_from(TrialFault),
)
MEASUREMENTS = st.builds(
    Measurement,
    st.sampled_from([Side.LEFT, Side.RIGHT]),
    st.sampled_from(Occasion),
    MOMENTS,
    st.lists(TRIALS, max_size=5).map(tuple),
)
DOSES: st.SearchStrategy[Dose] = st.one_of(
    st.builds(Hold, NUMBERS),
    st.builds(Reps, NUMBERS, st.none() | st.builds(Tempo, NUMBERS, NUMBERS, NUMBERS)),
    st.builds(Breaths, NUMBERS),
    st.builds(Measure, NUMBERS),
)
STRETCHES = st.builds(
    Stretch, NUMBERS, TEXTS, st.sampled_from(Side), NUMBERS, DOSES, NUMBERS, NUMBERS, NUMBERS, st.sampled_from(Outcome)
)


def _session(number: int, draw: st.DrawFn, taken: set[object]) -> SessionEntry:
    stretches = tuple(draw(st.lists(st.tuples(MOMENTS, STRETCHES), max_size=3)))
    record = SessionRecord(
        number,
        draw(TEXTS),
        draw(TEXTS),
        draw(MOMENTS),
        draw(MOMENTS),
        draw(st.sampled_from([Ending.COMPLETE, Ending.PARTIAL])),
        sum(stretch.done_ms for _, stretch in stretches if not isinstance(stretch.dose, Measure)),
        draw(st.none() | st.sampled_from(Feeling)),
        draw(TEXTS),
        _measurements(draw, taken),
    )
    return SessionEntry(record, draw(st.sampled_from(Phase)), stretches)


def _measurements(draw: st.DrawFn, taken: set[object]) -> tuple[Measurement, ...]:
    """Draw measurements in order of time and without duplicates, as a record holds them."""
    found = []
    for one in sorted(draw(st.lists(MEASUREMENTS, max_size=4)), key=lambda one: one.at):
        if (one.side, one.occasion, one.at) not in taken:
            taken.add((one.side, one.occasion, one.at))
            found.append(one)
    return tuple(found)


@st.composite
def histories(draw: st.DrawFn) -> WholeRecord:
    taken: set[object] = set()
    sessions = [_session(number, draw, taken) for number in range(1, draw(st.integers(0, 3)) + 1)]
    known = {(entry.record.routine, entry.record.started): entry for entry in sessions}
    ordered = sorted(known.values(), key=lambda entry: (entry.record.started, entry.record.id))
    return WholeRecord(tuple(ordered), _measurements(draw, taken))
