"""Builds version_N.db once per released schema version: `python -m tests.store.build_record`."""

import sys
from pathlib import Path

from mobility_gui.store.schema import MIGRATIONS
from mobility_gui.store.sessions import Store
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Ending
from tests.store.samples import DOSES, STARTED, begin, measurement, stretch, utc


def build(path: Path) -> None:
    with Store(path) as store:
        session = begin(store)
        store.add_measurements(session, [measurement()])
        for step, dose in enumerate(DOSES):
            store.add_stretch(session, stretch(step, dose=dose), utc("2026-05-04T05:00"), str(step))
        store.end_session(session, utc("2026-05-04T05:00"), Ending.COMPLETE)
        store.set_note(session, "as if released")
        store.add_measurements(None, [measurement(Side.RIGHT, utc("2026-05-03T05:00"))])
        store.delete(-2, STARTED)


if __name__ == "__main__":
    record = Path(__file__).parent / f"version_{len(MIGRATIONS)}.db"
    if record.exists():
        sys.exit(f"{record.name} exists already, and the record of a released version never changes.")
    build(record)
