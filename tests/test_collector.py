import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from mobility_gui.collector import Collector


class Knot:
    """Refers to itself, so that only the collector can take it away."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    gc.enable()  # as Python starts; the tests themselves run without
    made = Collector(qapp)
    yield made
    made.stop()
    assert gc.isenabled()
    gc.disable()


def test_who_collected_before_goes_on_collecting(qapp: QApplication) -> None:
    made = Collector(qapp)
    made.stop()
    assert not gc.isenabled()


def test_another_thread_never_takes_apart_what_the_window_left(collector: Collector) -> None:
    threads: list[int] = []

    def work() -> None:
        kept = [Knot() for _ in range(50 * gc.get_threshold()[0])]
        assert kept

    weakref.finalize(Knot(), lambda: threads.append(threading.get_ident()))
    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert threads == []
    for _ in range(sum(gc.get_threshold()[1:])):
        collector.look()
    gc.collect()
    assert threads == [threading.get_ident()]


def test_garbage_goes_when_there_is_enough_of_it(collector: Collector) -> None:
    gc.collect()
    gone = weakref.ref(Knot())
    collector.look()
    assert gone() is not None
    kept = [Knot() for _ in range(2 * gc.get_threshold()[0])]
    collector.look()
    assert kept
    assert gone() is None
