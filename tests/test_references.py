"""PySide6 6.12.0 lost one reference to None per call on Python 3.10 and 3.11, and aborted after minutes."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

CALLS = 1000
SLACK = 20
"""References that come and go by themselves; the fault took one per call."""


def set_interval() -> Callable[[int], None]:
    timer = QTimer()
    return timer.setInterval


def set_text() -> Callable[[int], None]:
    label = QLabel()
    return lambda number: label.setText(str(number))


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize("make", [set_interval, set_text])
def test_a_thousand_calls_of_qt_lose_no_reference_to_none(make: Callable[[], Callable[[int], None]]) -> None:
    call = make()
    before = sys.getrefcount(None)
    for number in range(CALLS):
        call(number)
    assert abs(sys.getrefcount(None) - before) <= SLACK
