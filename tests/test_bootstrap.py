"""The set-up; with the real libraries it is proven by `make bare-debian`, where nothing is there yet."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from display import dead_displays, environment_for_window
from system_packages import ON_WAYLAND, ON_X, apt_get, is_offline, need_before_download, need_of_qt, package_of

from tests.conftest import Screen
from tests.small_checkout import PACKAGING, SmallCheckout

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the set-up of other systems is nothing but pip's")

OFFLINE = "There is no network to download the libraries. Connect this computer, then run make again.\n"
NEEDED = "libnot-there.so.7"


@pytest.fixture
def checkout(tmp_path: Path) -> SmallCheckout:
    return SmallCheckout(tmp_path / "checkout", tmp_path / "wheels")


# what the system lacks


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
        ("libstdc++.so.6", "libstdc++6"),
    ],
)
def test_a_missing_library_is_named_as_debian_names_its_package(
    library: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")  # no apt-cache to ask: the older name it is
    assert package_of(library) == package


def test_since_2024_some_packages_end_in_t64(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    apt_cache = tmp_path / "apt-cache"
    apt_cache.write_text('#!/bin/sh\n[ "$2" = libglib2.0-0t64 ]\n')
    apt_cache.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert package_of("libglib-2.0.so.0") == "libglib2.0-0t64"
    assert package_of("libX11.so.6") == "libx11-6"


def test_every_library_asked_for_beforehand_is_one_that_qt_loads() -> None:
    import PySide6

    plugins = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
    for sonames, plugin in ((ON_X, "libqxcb.so"), (ON_WAYLAND, "libqwayland.so")):
        asked = subprocess.run(["ldd", plugins / plugin], check=True, capture_output=True, text=True)
        loaded = {line.split()[0] for line in asked.stdout.splitlines()}
        assert set(sonames) <= loaded


def test_this_system_has_all_that_its_tests_use() -> None:
    import PySide6

    assert need_before_download("test", {}) == []
    assert need_of_qt("test", {}, Path(PySide6.__file__).parent) == []


def test_missing_packages_are_named_before_anything_is_made_or_downloaded(checkout: SmallCheckout) -> None:
    lack(checkout)
    code, said = checkout.run("run")
    assert code == 1
    assert "sudo apt-get install --no-install-recommends libnot-there7" in said
    assert not checkout.venv.exists()


def test_as_root_on_debian_they_are_installed_after_what_a_killed_installation_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = fake_apt(tmp_path, code=0)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert apt_get(["libnot-there7"]) == ""
    dpkg, _, get = asked.read_text().splitlines()
    assert dpkg == "--configure --pending"
    assert get.endswith("install --fix-broken --yes --no-install-recommends libnot-there7")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("W: Temporary failure resolving 'deb'", "There is no network to download these packages."),
        ("E: No such package", "E: No such package"),
        ("E: No such file: caf\\0351", "E: No such file: caf"),  # a byte that is not UTF-8
    ],
)
def test_packages_that_cannot_be_installed_are_said_why(
    said: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_apt(tmp_path, code=100, says=said)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert apt_get(["libnot-there7"]).startswith(sentence)


# .venv; each set-up of these takes as long as making a .venv does, so one test tells a whole story


def test_only_what_is_missing_is_installed_and_what_does_not_fit_is_made_again(checkout: SmallCheckout) -> None:
    (checkout.venv / "bin").mkdir(parents=True)  # left by somebody else, and no more than begun
    (checkout.venv / "bin" / "python").symlink_to(sys.executable)
    made = "Creating .venv and installing the libraries (up to 105 MB to download) ...\n"
    assert checkout.run("run") == (0, made)
    assert checkout.program().startswith("opened")
    assert checkout.run("test") == (0, "Installing the libraries for the tests (up to 35 MB to download) ...\n")

    away = checkout.fetched_from.rename(checkout.fetched_from.with_name("away"))  # as without a network
    assert checkout.run("run") == (0, "")
    assert checkout.run("test") == (0, "")
    away.rename(checkout.fetched_from)

    mark = checkout.venv / "mark"
    mark.touch()
    change_lock(checkout)
    assert checkout.run("run") == (0, "Updating the libraries in .venv ...\n")
    assert mark.exists()

    change_lock(checkout, "nowhere==1 --hash=sha256:" + 64 * "0")
    assert checkout.run("run", **nobody_answers()) == (
        1,
        "Updating the libraries in .venv ...\n" + OFFLINE,
    )

    # The old path is a part of the new one, and the new one is what people call their folders.
    change_lock(checkout)
    checkout.move_to("checkout für Läufer")
    assert checkout.run("run") == (0, made)
    assert checkout.program().startswith("opened")

    for pip in checkout.venv.glob("lib/python3.*/site-packages/pip"):
        shutil.rmtree(pip)
    assert checkout.run("run") == (0, "")
    change_lock(checkout, "# changed again")
    assert checkout.run("run") == (0, made)


@pytest.mark.parametrize(
    ("said", "offline"),
    [
        ("WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by 'NewConnectionError'", True),
        ("WARNING: Retrying (Retry(total=4, connect=None)) after connection broken\nERROR: hashes do not match", False),
        ("ERROR: HTTPSConnectionPool(host='files', port=443): Read timed out.", True),
        ("E: Failed to fetch http://deb/  Temporary failure resolving 'deb'", True),
        ("E: Unable to locate package libnot-there7", False),
        ("ERROR: No space left on device", False),
    ],
)
def test_only_a_fetch_that_was_given_up_is_a_missing_network(said: str, *, offline: bool) -> None:
    assert is_offline(said) == offline


def test_the_lock_of_the_tests_holds_all_of_the_programs() -> None:
    locked = {
        purpose: set(re.findall(r"^([\w.-]+==\S+)", (PACKAGING / name).read_text(), re.MULTILINE))
        for purpose, name in (("run", "requirements-run.txt"), ("test", "requirements-dev.txt"))
    }
    assert locked["run"]
    assert locked["run"] <= locked["test"]


# killed, and two at once; `make prove` kills the real one


def test_killed_again_and_again_the_next_set_up_succeeds(checkout: SmallCheckout) -> None:
    libraries = f"lib/python3.{sys.version_info.minor}/site-packages"
    for sign in (checkout.venv / "pyvenv.cfg", checkout.venv / libraries / "needed-1.dist-info"):
        with checkout.start("run") as process:
            while process.poll() is None and not sign.exists():
                os.sched_yield()
            os.killpg(process.pid, signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL
    assert checkout.run("run")[0] == 0
    assert checkout.program().startswith("opened")


def test_a_set_up_waits_for_the_pip_that_outlived_another(checkout: SmallCheckout) -> None:
    hold = checkout.hold()
    with checkout.start("run") as first:
        with hold.open("w"):  # opens when pip is in the middle of its work, which then waits for the end of this block
            first.kill()
            second = checkout.start("run")
            assert second.stdout is not None
            assert second.stdout.readline() == "Waiting for another setup of this checkout to finish ...\n"
            hold.unlink()
        said, _ = second.communicate()
    assert (first.wait(), second.returncode) == (-signal.SIGKILL, 0)
    assert said.startswith("Creating .venv")
    assert checkout.program().startswith("opened")


# the window, or none


def test_a_display_that_is_not_named_is_none() -> None:
    assert environment_for_window({"PATH": "/bin"}) == {}
    assert dead_displays({"DISPLAY": "", "WAYLAND_DISPLAY": ""}) == []


def test_a_display_that_does_not_answer_is_dead(tmp_path: Path) -> None:
    stale = tmp_path / "wayland-0"
    with socket.socket(socket.AF_UNIX) as gone:
        gone.bind(str(stale))
    environment = {"DISPLAY": ":4095", "WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert dead_displays(environment) == ["WAYLAND_DISPLAY", "DISPLAY"]
    assert environment_for_window(environment) == {}
    assert dead_displays({"WAYLAND_DISPLAY": "wayland-7"}) == ["WAYLAND_DISPLAY"]


def test_a_display_that_answers_is_left_as_it_is(xvfb: Screen) -> None:
    environment = {"DISPLAY": xvfb.display}
    assert environment_for_window(environment) == environment


def test_with_a_stale_wayland_the_window_opens_on_x(xvfb: Screen, checkout: SmallCheckout) -> None:
    fake_program(checkout)
    code, said = checkout.run("open", "pictures", DISPLAY=xvfb.display, WAYLAND_DISPLAY="/nowhere/wayland-0")
    assert code == 0
    assert said.splitlines() == [
        "WAYLAND_DISPLAY=/nowhere/wayland-0 does not answer, so the window opens on xcb.",
        f"called with : xcb {xvfb.display} -",
    ]


def test_with_a_stale_x_the_window_opens_on_wayland(checkout: SmallCheckout, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as compositor:
        path = str(tmp_path / "w")
        compositor.bind(path)
        compositor.listen()
        environment = {"DISPLAY": ":4095", "WAYLAND_DISPLAY": path}
        fake_program(checkout)
        code, said = checkout.run("open", "pictures", **environment)
    assert (code, said.splitlines()[-1]) == (0, f"called with : wayland - {path}")


@pytest.mark.parametrize(
    ("display", "reason"),
    [("", "neither DISPLAY nor WAYLAND_DISPLAY is set"), (":4095", "DISPLAY=:4095 does not answer")],
)
def test_without_a_display_a_warm_up_is_rehearsed_and_the_reason_said(
    checkout: SmallCheckout, display: str, reason: str
) -> None:
    fake_program(checkout)
    code, said = checkout.run("open", "pictures", DISPLAY=display)
    lines = said.splitlines()
    assert code == 0
    sentence = f"The window cannot be opened: {reason}. Here is a rehearsal of a warm-up instead, without sound:"
    assert lines[0] == sentence
    assert lines[-1].startswith("called with rehearse warm_up_ankles --exercises --pictures pictures: offscreen")


def test_an_argument_it_does_not_know_gets_one_line_of_help(checkout: SmallCheckout) -> None:
    assert checkout.run("rum") == (1, "usage: bootstrap.py run|test|open FOLDER\n")


def lack(checkout: SmallCheckout) -> None:
    """Have this checkout need a library that no system has."""
    with (checkout.folder / "packaging" / "system_packages.py").open("a") as script:
        script.write(f"\nDRAWING = ({NEEDED!r},)\n")


def fake_apt(folder: Path, code: int, says: str = "") -> Path:
    """Put an apt-get and a dpkg in a folder, which write down what they are asked for."""
    asked = folder / "asked"
    for name in ("apt-get", "dpkg"):
        program = folder / name
        program.write_text(f'#!/bin/sh\necho "$@" >> "{asked}"\necho "{says}"\nexit {code}\n')
        program.chmod(0o755)
    return asked


def change_lock(checkout: SmallCheckout, line: str = "# changed") -> None:
    """Add a line to the lock file as it was at first."""
    (checkout.folder / "packaging" / "requirements-run.txt").write_text(f"{checkout.lock}{line}\n")


def nobody_answers() -> dict[str, str]:
    """Send pip to an address where nobody listens."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        index = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    return {"PIP_NO_INDEX": "", "PIP_INDEX_URL": index, "PIP_RETRIES": "1"}


def fake_program(checkout: SmallCheckout) -> None:
    """Put a program where the set-up would, which says how it was called."""
    program = checkout.venv / "bin" / "mobility-gui"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "called with $*: $QT_QPA_PLATFORM ${DISPLAY:--} ${WAYLAND_DISPLAY:--}"\n')
    program.chmod(0o755)
