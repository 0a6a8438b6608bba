from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest

from mobility_gui.store.rows import moment_columns, moment_of
from mobility_gui.store.sessions import Store
from mobility_gui.training.record import LATEST, Ending
from tests.store.samples import begin, stretch

MINUTE = timedelta(minutes=1)

# Both clock changes in Berlin, New York and Lord Howe (half an hour), two New Year's nights, a leap day.
NIGHTS = [
    datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=UTC)
    for day in (
        "2025-03-09",
        "2025-03-30",
        "2025-04-05",
        "2025-10-04",
        "2025-10-26",
        "2025-11-02",
        "2025-12-31",
        "2024-02-29",
    )
    for hour in ("00:00:00", "00:59:59.999", "01:00:00", "06:30:00", "15:00:00", "23:59:59.999")
]


pytestmark = pytest.mark.skipif(not available_timezones(), reason="this system knows no time zones")


def comes_back(moment: datetime) -> bool:
    """Compare in UTC, as Python treats moments in a repeated hour as unequal to those of any other zone (PEP 495)."""
    back = moment_of(*moment_columns(moment))
    return back.astimezone(UTC) == moment.astimezone(UTC) and back.replace(tzinfo=None) == moment.replace(
        tzinfo=None, fold=0
    )


def test_a_moment_in_any_zone_comes_back_with_its_instant_and_its_local_day() -> None:
    moments = [night.astimezone(ZoneInfo(zone)) for zone in sorted(available_timezones()) for night in NIGHTS]
    assert [moment for moment in moments if not comes_back(moment)] == []


def test_both_hours_of_the_night_the_clock_goes_back_are_distinct() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    first, second = (datetime(2025, 10, 26, 2, 30, tzinfo=berlin, fold=fold) for fold in (0, 1))
    assert [moment_of(*moment_columns(one)).isoformat() for one in (first, second)] == [
        "2025-10-26T02:30:00+02:00",
        "2025-10-26T02:30:00+01:00",
    ]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Pacific/Niue"])
def test_a_session_a_day_for_a_year_has_every_date_once(path: Path, zone: str) -> None:
    days = [date(2025, 1, 1) + timedelta(days=number) for number in range(365)]
    with Store(path) as store:
        for day in days:
            minute_to_midnight = datetime(day.year, day.month, day.day, 23, 59, tzinfo=ZoneInfo(zone))
            begin(store, minute_to_midnight)
        assert [session.started.date() for session in reversed(store.sessions())] == days


def test_the_date_of_a_session_is_the_local_date_of_its_start(store: Store) -> None:
    started = datetime(2026, 5, 4, 23, 59, tzinfo=ZoneInfo("Pacific/Auckland"))
    session = begin(store, started, "evening")
    store.add_stretch(session, stretch(), started + MINUTE, "1")
    store.end_session(session, started + 20 * MINUTE, Ending.COMPLETE)
    assert store.last_done(LATEST) == {"evening": date(2026, 5, 4)}


def test_the_last_session_is_the_latest_in_time_not_by_its_local_date(store: Store) -> None:
    tokyo = datetime(2026, 5, 5, 6, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    honolulu = datetime(2026, 5, 4, 20, 0, tzinfo=ZoneInfo("Pacific/Honolulu"))
    assert tokyo < honolulu
    for started in (honolulu, tokyo):
        session = begin(store, started)
        store.add_stretch(session, stretch(), started, "1")
        store.end_session(session, started, Ending.COMPLETE)
    assert store.last_done(LATEST) == {"after_run": date(2026, 5, 4)}
    assert [session.started for session in store.sessions()] == [honolulu, tokyo]
