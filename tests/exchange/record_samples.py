"""A history with one of everything."""

from datetime import UTC, datetime, timedelta, timezone

from mobility_gui.ankle.trial import Trial, TrialFault
from mobility_gui.exchange.whole_record import SessionEntry, WholeRecord
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Ending, Feeling, Measurement, Occasion, Outcome, SessionRecord, Stretch
from mobility_gui.training.routine import Breaths, Dose, Hold, Measure, Phase, Reps, Tempo

STARTED = datetime(2026, 5, 4, 6, 30, 0, 125_000, tzinfo=timezone(timedelta(hours=-3, minutes=-30)))
LATER = STARTED + timedelta(minutes=12)

DOSES: tuple[Dose, ...] = (Hold(30), Reps(8), Reps(5, Tempo(2, 1, 3)), Breaths(5), Measure(3))

STRETCHES = tuple(
    (
        STARTED + timedelta(minutes=number),
        Stretch(number, "calf_wall", list(Side)[number % 3], 1, DOSES[number % 5], 30_000, 29_990, 29, outcome),
    )
    for number, outcome in enumerate(Outcome)
)

COLD = Measurement(
    Side.LEFT, Occasion.COLD, STARTED, (Trial(101.3), Trial(104.0, TrialFault.HEEL_LIFTED), Trial(102.0), Trial(103.0))
)
AFTER = Measurement(Side.RIGHT, Occasion.AFTER, LATER, (Trial(0, TrialFault.PAIN), Trial(300, TrialFault.FOOT_TURNED)))
TYPED = Measurement(Side.LEFT, Occasion.OTHER, datetime(2026, 5, 1, 20, 0, tzinfo=UTC), (Trial(99.5),))

FULL = SessionRecord(
    7, "mine", "=Mine, “quoted”", STARTED, LATER, Ending.COMPLETE, 149_950, Feeling.LOOSE, "wind\nüber 🌬", (COLD, AFTER)
)
BARE = SessionRecord(8, "after_run", "After a run", LATER, LATER, Ending.PARTIAL, 0)

HISTORY = WholeRecord(
    (SessionEntry(FULL, Phase.BEFORE_RUN, STRETCHES), SessionEntry(BARE, Phase.AFTER_RUN, ())), (TYPED,)
)
NOTHING = WholeRecord((), ())
