import sys

import pytest

from mobility_gui.desktop.display import display_answers, display_named
from tests.conftest import Screen

NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_without_a_name_there_is_none() -> None:
    assert not display_named()
    assert not display_answers()


@pytest.mark.parametrize("name", NAMES)
def test_each_name_will_do(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "offscreen")
    assert display_named()


def test_one_where_nobody_is_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4711")
    assert display_named()
    assert not display_answers()


def test_a_real_one_answers(xvfb: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", xvfb.display)
    assert display_answers()


def test_qt_without_a_screen_needs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4711")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert display_answers()
