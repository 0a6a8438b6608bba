import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

import mobility_gui
from mobility_gui.ui.kit.days import (
    day_words,
    full_day_words,
    month_words,
    short_day_words,
    short_month,
    time_words,
    use_clock,
    wrong_clock_words,
)

TODAY = date(2026, 11, 22)

NAMED_BY_THE_LOCALE = re.compile(r"\{[^{}]*:[^{}]*%-?[aAbBhcxXpr]|strftime")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "Today"),
        (TODAY - timedelta(days=1), "Yesterday"),
        (date(2026, 11, 20), "Fri 20"),
        (date(2026, 10, 27), "Tue 27 Oct"),
        (date(2025, 11, 20), "20 Nov 25"),
    ],
)
def test_days_are_named_as_one_says_them(day: date, words: str) -> None:
    assert short_day_words(day, TODAY) == words


def test_a_day_is_written_in_full_where_there_is_room() -> None:
    assert day_words(date(2026, 3, 1)) == "1 March 2026"
    assert full_day_words(date(2026, 3, 2)) == "Monday 2 March 2026"
    assert [short_month(date(2026, month, 1)) for month in (1, 9, 12)] == ["Jan", "Sep", "Dec"]


def test_a_month_of_another_year_is_written_with_it() -> None:
    assert month_words(date(2026, 1, 1), TODAY) == "January"
    assert month_words(date(2025, 12, 1), TODAY) == "December 2025"


def test_a_time_of_day_has_two_digits_each() -> None:
    assert time_words(datetime(2026, 3, 1, 6, 5).astimezone()) == "06:05"


def test_a_clock_that_was_never_set_is_named_and_any_other_is_not() -> None:
    assert wrong_clock_words(datetime(1970, 1, 1, 8, 30, tzinfo=UTC)).startswith(
        "Your computer’s clock says 1 January 1970."
    )
    assert wrong_clock_words(datetime(2026, 11, 22, 7, 0, tzinfo=UTC)) == ""


def test_no_module_lets_the_locale_name_a_day_or_a_month() -> None:
    package = Path(mobility_gui.__file__).parent
    named = [path.name for path in package.rglob("*.py") if NAMED_BY_THE_LOCALE.search(path.read_text("utf-8"))]
    assert named == []


@pytest.fixture
def _twelve_hours() -> Iterator[None]:
    use_clock(twelve_hours=True)
    yield
    use_clock(twelve_hours=False)


@pytest.mark.usefixtures("_twelve_hours")
@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (time(0, 5), "12:05 am"),
        (time(6, 30), "6:30 am"),
        (time(12, 0), "12:00 pm"),
        (datetime(2026, 3, 1, 18, 5), "6:05 pm"),  # noqa: DTZ001  only its time of day is said
    ],
)
def test_a_clock_with_twelve_hours_says_am_and_pm(moment: datetime | time, words: str) -> None:
    assert time_words(moment) == words
