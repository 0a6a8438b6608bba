from datetime import UTC, datetime, timedelta, timezone

from mobility_gui.system import wall_clock
from mobility_gui.system.wall_clock import since_1970
from mobility_gui.training.record import EARLIEST, can_be_kept


def test_the_wall_clock_says_its_offset_and_a_time_that_can_be_kept() -> None:
    assert wall_clock.now().utcoffset() is not None
    assert can_be_kept(wall_clock.now())


def test_a_clock_before_1970_says_1970_so_that_what_is_done_is_kept() -> None:
    zone = timezone(timedelta(hours=-8))
    before = datetime(1960, 5, 4, 6, 30, tzinfo=zone)
    assert since_1970(before) == EARLIEST
    assert since_1970(before).utcoffset() == timedelta(hours=-8)
    later = datetime(2026, 5, 4, 6, 30, tzinfo=UTC)
    assert since_1970(later) is later
