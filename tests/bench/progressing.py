"""What the Progress page costs after 1, 5 and 20 years of daily sessions; rows of `table.Row`, parted by tabs."""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QApplication, QWidget

from mobility_gui.ankle.trial import Trial
from mobility_gui.collector import Collector
from mobility_gui.library.library import load_library
from mobility_gui.paths import resources
from mobility_gui.places.progress import ProgressPlace
from mobility_gui.record.open_record import OpenRecord
from mobility_gui.settings import Look, Settings
from mobility_gui.store.addition import Kept
from mobility_gui.store.sessions import Store
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES
from mobility_gui.training.record import Ending, Measurement, Occasion, Outcome, SessionRecord, Stretch
from mobility_gui.training.routine import Hold, Phase
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.progress.chart import Chart
from mobility_gui.ui.progress.progress_page import ProgressPage
from mobility_gui.ui.window.main_window import MainWindow
from tests.bench.table import Row

STRETCHES = 21
"""Of a session; 20 years of them are 153,300."""

OPENINGS, FRAMES = 7, 120
SIZE = (1280, 800)


def daily_sessions(years: int) -> Iterator[Kept]:
    """A session every morning, both ankles measured before and after it."""
    chance = Random(1)  # noqa: S311  the same each time
    now = datetime.now().astimezone().replace(hour=7, minute=0, second=0, microsecond=0)
    for days_ago in range(365 * years, 0, -1):
        started = now - timedelta(days=days_ago)
        stretches = tuple(
            (
                started + timedelta(seconds=30 * number),
                Stretch(number, "foot_stretch", ANKLES[number % 2], 1, Hold(30), 30_000, 30_000, 30, Outcome.DONE),
            )
            for number in range(STRETCHES)
        )
        measured = tuple(
            Measurement(side, occasion, started + timedelta(minutes=minutes), _trials(side, minutes, chance))
            for occasion, minutes in ((Occasion.COLD, 0), (Occasion.AFTER, 12))
            for side in ANKLES
        )
        ended = started + timedelta(minutes=13)
        record = SessionRecord(
            0, "ankle_full", "Full ankle session", started, ended, Ending.COMPLETE, 0, measurements=measured
        )
        yield record, Phase.ANY_TIME, stretches


def _trials(side: Side, minutes: int, chance: Random) -> tuple[Trial, ...]:
    level = (100 if side is Side.LEFT else 115) + minutes / 2 + chance.gauss(0, 6)
    return tuple(Trial(float(round(level + chance.gauss(0, 2)))) for _ in range(3))


class Aside:
    """An empty place to leave the page for."""

    def __init__(self) -> None:
        self.page = QWidget()

    def refresh(self) -> None:
        pass


def progress_rows(qt: QApplication, years: int, database: Path) -> Iterator[Row]:
    """Open the page, leave it and come back, change something, move and zoom."""
    with Store(database) as store:
        store.add_history(daily_sessions(years), ())
    theme = Theme(Look.LIGHT)
    theme.apply(qt)
    page = ProgressPage(theme, lambda _painter, _rect, _colors: None)
    window = MainWindow(theme)
    record = OpenRecord(print)
    store = record.open(database)
    exercises = load_library([resources() / "exercises", resources() / "routines"], []).exercises
    place = ProgressPlace(page, record, exercises, Settings(), theme, window)
    window.add_place("Progress", "progress", lambda: place)
    window.add_place("Settings", "settings", Aside)
    collector = Collector()
    window.resize(*SIZE)
    window.show()

    def opened() -> None:
        window.show_place("Settings")
        window.show_place("Progress")
        page.repaint()
        QApplication.processEvents()

    first = _ms(opened)
    yield Row(f"progress, {years:>2} years, first time", f"{first:.0f} ms", "with pyqtgraph loaded")
    yield Row(f"progress, {years:>2} years, opened again", f"{_median(opened):.0f} ms", "nothing has changed")
    number = page._history.lines[0].id if page._history else 0

    def changed() -> None:
        store.set_note(number, str(time.perf_counter_ns()))
        opened()

    yield Row(f"progress, {years:>2} years, read again", f"{_median(changed):.0f} ms", "after a change: limit 300 ms")
    chart = page.findChild(Chart)
    assert isinstance(chart, Chart)
    for range_name, days in (("6 weeks", 42), ("all", None)):
        chart.show_days(days)
        QApplication.processEvents()
        frames = sorted(_frames(chart))
        mean = statistics.fmean(frames)
        yield Row(
            f"progress, {years:>2} years, zoom and pan, {range_name}",
            f"{1000 / mean:.0f} frames/s",
            f"{mean:.1f} ms a frame, worst {frames[-1]:.1f}",
        )
    collector.stop()
    record.close()
    window.close()


def _frames(chart: Chart) -> Iterator[float]:
    """Milliseconds of each frame while the runner zooms in and out and drags back in time."""
    for number in range(FRAMES):
        begun = time.perf_counter()
        first, last = chart._box.viewRange()[0]
        chart._box.scaleBy((0.97 if number % 40 < 20 else 1 / 0.97, 1))
        chart._box.translateBy(x=(first - last) * 0.02 * (1 if number % 60 < 30 else -1))
        chart._plot.viewport().repaint()
        yield (time.perf_counter() - begun) * 1000


def _ms(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _median(work: Callable[[], None]) -> float:
    return statistics.median(_ms(work) for _ in range(OPENINGS))


def main() -> None:
    qt = QApplication([])
    folder, years = Path(sys.argv[1]), int(sys.argv[2])
    for row in progress_rows(qt, years, folder / f"years-{years}.sqlite3"):
        print(row.what, row.figure, row.note, sep="\t", flush=True)


if __name__ == "__main__":
    main()
