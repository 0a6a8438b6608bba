"""The set-up script; that it sets up is proven by `make bare-debian`, where nothing is there yet."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Screen

SCRIPT = Path(__file__).parent.parent / "packaging" / "bootstrap.py"


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libX11.so.6", "libx11-6"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libGL.so.1", "libgl1"),
        ("libgthread-2.0.so.0", "libglib2.0-0"),
    ],
)
def test_a_missing_library_is_named_as_debian_names_its_package(
    library: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")  # no apt-cache to ask: the older name it is
    assert runpy.run_path(str(SCRIPT))["package_of"](library) == package


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize("display", ["", ":4095"])
def test_a_display_that_is_not_named_or_does_not_answer_is_none(display: str) -> None:
    assert ends_with(os.environ | {"DISPLAY": display, "WAYLAND_DISPLAY": ""}) == 1


def test_a_display_that_answers_is_one(xvfb: Screen) -> None:
    assert ends_with(xvfb.environment(WAYLAND_DISPLAY="")) == 0


def test_an_argument_it_does_not_know_gets_one_line_of_help() -> None:
    done = subprocess.run([sys.executable, str(SCRIPT), "rum"], check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == "usage: bootstrap.py run|test|display\n"


def ends_with(environment: dict[str, str]) -> int:
    return subprocess.run([sys.executable, str(SCRIPT), "display"], env=environment, check=False).returncode
