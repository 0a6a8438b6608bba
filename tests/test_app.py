import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFrame, QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from mobility_gui import TITLE
from mobility_gui.app import App
from mobility_gui.desktop.single_instance import SingleInstance
from mobility_gui.paths import Folders
from mobility_gui.settings import read_settings
from mobility_gui.system import wall_clock
from mobility_gui.training.record import Ending
from mobility_gui.ui.stage.stage_page import Shown, StagePage
from mobility_gui.ui.window.main_window import INVENTED, INVENTED_TITLE, PROGRESS, ROUTINES, SETTINGS
from tests import disks
from tests.conftest import Screen
from tests.fakes import FakeClock, HurriedClock
from tests.giving_up import GIVE_UP_SECONDS
from tests.store import samples
from tests.whole.programs import SHORT_ROUTINE, Programs, answer, answer_question, notices, press

KEY = Qt.Key


@pytest.fixture
def programs(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Programs:
    return Programs(qapp, qtbot, Folders(tmp_path / "data"), clock=HurriedClock(1900))


def stage_of(app: App) -> StagePage:
    assert app._stage is not None
    return app._stage


def command_of(programs: Programs, *arguments: str) -> list[str]:
    """The command that starts the program in a process of its own."""
    return [sys.executable, "-m", "mobility_gui", "--data-dir", str(programs.folders.data), *arguments]


def running(app: App) -> bool:
    return app._conductor is not None and app._conductor._driver.running


# Start and end


def test_a_first_start_shows_the_routines_and_says_nothing(programs: Programs) -> None:
    programs.folders.create()
    with programs.program() as app:
        assert app.window.isVisible()
        assert app.window.place == ROUTINES
        assert notices(app) == []
        assert app.routines.page.plan is not None
        assert app.routines.page.plan.routine.id == "warm_up_ankles"
        assert len(app._library.routines) == 7


def test_every_place_can_be_visited_by_key(programs: Programs) -> None:
    programs.folders.create()
    with programs.program() as app:
        programs.qtbot.waitActive(app.window)
        for key, place in ((KEY.Key_2, PROGRESS), (KEY.Key_3, SETTINGS), (KEY.Key_1, ROUTINES)):
            QTest.keyClick(app.window, key, Qt.KeyboardModifier.ControlModifier)
            assert app.window.place == place


def test_choices_last_over_a_restart(programs: Programs) -> None:
    programs.prepare("post_run_static", look="dark", unit="inch")
    with programs.program() as app:
        app.settings.toggle_mute()
        app.window.resize(800, 700)  # no wider than the screen that tests have
    with programs.program() as app:
        assert app.settings.current.muted is False
        assert app.settings.current.last_routine == "post_run_static"
        assert app.settings.current.look == "dark"
        assert (app.window.width(), app.window.height()) == (800, 700)
        assert app.routines.page.plan is not None
        assert app.routines.page.plan.routine.id == "post_run_static"


def test_damaged_settings_are_told_of_though_another_command_met_them_first_and_kept(programs: Programs) -> None:
    programs.folders.create()
    programs.folders.settings_file.write_bytes(b"\xff{")
    damaged = (
        "settings.json is damaged, so the default settings are used. "
        "Before anything is saved, the file is copied to settings.damaged-1.json."
    )
    said = subprocess.run(command_of(programs, "progress"), capture_output=True, text=True, check=True)
    assert said.stderr == f"{damaged}\n"
    with programs.program() as app:
        assert notices(app) == [damaged]
    assert (programs.folders.data / "settings.damaged-1.json").read_bytes() == b"\xff{"
    with programs.program() as app:
        assert notices(app) == []


def test_damaged_settings_on_a_read_only_disk_do_not_keep_the_program_from_starting(programs: Programs) -> None:
    programs.folders.data.mkdir()
    programs.folders.settings_file.write_bytes(b"{")
    with disks.read_only(programs.folders.data), programs.program() as app:
        assert notices(app)[0].startswith("settings.json is damaged, so the default settings are used. ")
        assert app.routines.page.plan is not None
    assert programs.folders.settings_file.read_bytes() == b"{"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has only names that are text")
def test_a_folder_whose_name_is_not_utf_8_keeps_a_session_and_the_settings(programs: Programs) -> None:
    programs.folders = Folders(programs.folders.data.parent / os.fsdecode(b"caf\xe9"))
    programs.prepare("short")
    for _ in range(2):
        with programs.program() as app:
            assert notices(app) == []
            press(app, KEY.Key_Return)
            programs.qtbot.waitUntil(lambda: stage_of(app).shown is Shown.DONE)
            press(app, KEY.Key_Escape)
            app.window.show_place(SETTINGS)
            app.settings.toggle_mute()
    with programs.record() as store:
        assert len(store.sessions()) == 2
    assert read_settings(programs.folders.settings_file).settings.muted


def test_a_wrong_file_of_the_runner_is_told_of_while_the_right_ones_show(programs: Programs) -> None:
    programs.prepare("short")
    path = programs.folders.routines / "wrong.toml"
    path.write_text("[routine.x]\nname =\n")
    with programs.program() as app:
        (sentence,) = notices(app)
        assert sentence.startswith(f"{path}:2: ")
        assert "short" in app._library.routines
        assert len(app._library.routines) == 8


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_second_start_brings_the_first_to_the_front(programs: Programs) -> None:
    programs.prepare()
    instance = SingleInstance(programs.folders.data)
    assert instance.acquire()
    try:
        with programs.program() as app:
            instance.raise_requested.connect(app.come_forward)
            app.window.showMinimized()
            with subprocess.Popen(
                command_of(programs), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            ) as second:
                with programs.qtbot.waitSignal(instance.raise_requested):
                    pass
                said = second.communicate(timeout=GIVE_UP_SECONDS)
            assert (second.returncode, *said) == (
                0,
                "",
                "Mobility for Runners is already open. Its window is now in front.\n",
            )
            programs.qtbot.waitUntil(lambda: not app.window.isMinimized())
    finally:
        instance.release()


def test_a_second_start_beside_one_that_hangs_says_so(programs: Programs) -> None:
    programs.prepare()
    instance = SingleInstance(programs.folders.data)
    assert instance.acquire()  # and nothing here watches for requests while the second one runs
    try:
        second = subprocess.run(command_of(programs), capture_output=True, text=True, check=False)
    finally:
        instance.release()
    assert (second.returncode, second.stdout, second.stderr) == (
        1,
        "",
        "Mobility for Runners is already running but did not respond. If no window appears, end it and try again.\n",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_a_session_ends_the_program_without_a_word_and_everything_is_kept(
    qapp: QApplication, qtbot: QtBot, xvfb: Screen, tmp_path: Path, number: signal.Signals
) -> None:
    programs = Programs(qapp, qtbot, Folders(tmp_path / "data"))
    programs.prepare("short")
    trace = tmp_path / "trace.jsonl"
    sizes = []
    for start in ("first", "second"):
        command = command_of(programs, "--trace", str(trace))
        with subprocess.Popen(command, env=xvfb.environment(), stderr=subprocess.PIPE, text=True) as process:
            try:
                window = xvfb.xdotool("search", "--sync", "--onlyvisible", "--name", f"^{TITLE}$").split()[-1]
                if start == "first":
                    xvfb.xdotool("windowsize", "--sync", window, "1010", "707")
                    xvfb.xdotool("windowfocus", "--sync", window)
                    qtbot.waitUntil(programs.folders.database.exists)
                    xvfb.xdotool("key", "Return")
                    qtbot.waitUntil(lambda: "SpanStarted" in trace.read_text())
                else:
                    sizes = xvfb.xdotool("getwindowgeometry", window).splitlines()
                    qtbot.waitUntil(trace.exists)
                process.send_signal(number)
                _, said = process.communicate(timeout=GIVE_UP_SECONDS)
            finally:
                process.kill()
        assert (process.returncode, said) == (0, "")
    assert sizes[-1].strip() == "Geometry: 1010x707"
    with programs.record() as store:
        unfinished = store.unfinished()
    assert unfinished is not None
    assert unfinished.routine_name == "Short one"


# The invented runner


def mark_of(app: App) -> QFrame | None:
    """The bar that says that the runner is invented."""
    return app.window.findChild(QFrame, "invented")


def test_on_every_place_and_on_the_stage_it_stands_that_the_runner_is_invented(programs: Programs) -> None:
    programs.clock = FakeClock()
    programs.prepare("short")
    app = App(programs.qt, programs.folders, clock=programs.clock, invented=True)
    with programs.qtbot.waitSignal(app.ready):
        app.window.show()
    mark = mark_of(app)
    assert mark is not None
    assert app.window.windowTitle() == INVENTED_TITLE
    app.window.setFixedSize(900, 600)
    for place in (PROGRESS, SETTINGS, ROUTINES):
        app.window.show_place(place)
        app.window.show_notice("The disk is full.")
        programs.qt.processEvents()
        (sentence,) = mark.findChildren(QLabel)
        assert sentence.isVisible()
        assert sentence.text() == INVENTED
        assert sentence.height() >= sentence.heightForWidth(sentence.width())
        assert mark.y() == 0
    app.window.hide_notices()
    press(app, KEY.Key_Return)
    assert stage_of(app).isVisible()
    assert mark.isVisible()
    assert mark.findChildren(QAbstractButton) == []
    programs.end(app)


def test_of_a_runner_who_is_real_nothing_of_the_kind_is_said(programs: Programs) -> None:
    programs.prepare()
    with programs.program() as app:
        assert mark_of(app) is None
        assert app.window.windowTitle() == TITLE


def demo(surroundings: dict[str, str], temporary: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "mobility_gui", "demo"],
        env=surroundings | {"TMPDIR": str(temporary)},
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_demo_that_is_ended_from_the_terminal_leaves_nothing_behind(
    qtbot: QtBot, tmp_path: Path, number: signal.Signals
) -> None:
    with demo(dict(os.environ), tmp_path) as process:
        try:
            qtbot.waitUntil(lambda: bool(list(tmp_path.glob("*/come_forward"))))
            (folder,) = tmp_path.iterdir()
            assert folder.stat().st_mode & 0o777 == 0o700
            # Filled and closed before, it is opened again when the window is there.
            qtbot.waitUntil((folder / "mobility.sqlite3-wal").exists)
            process.send_signal(number)
            _, said = process.communicate(timeout=GIVE_UP_SECONDS)
        finally:
            process.kill()
    assert (process.returncode, said) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_a_demo_whose_window_is_closed_leaves_nothing_behind(qtbot: QtBot, xvfb: Screen, tmp_path: Path) -> None:
    with demo(xvfb.environment(), tmp_path) as process:
        try:
            window = xvfb.xdotool("search", "--sync", "--onlyvisible", "--name", f"^{INVENTED_TITLE}$").split()[-1]
            (folder,) = tmp_path.iterdir()
            qtbot.waitUntil((folder / "mobility.sqlite3-wal").exists)
            xvfb.xdotool("windowfocus", "--sync", window)
            xvfb.xdotool("key", "ctrl+q")
            _, said = process.communicate(timeout=GIVE_UP_SECONDS)
        finally:
            process.kill()
    assert (process.returncode, said) == (0, "")
    assert list(tmp_path.iterdir()) == []


class Clumsy(QObject):
    def stumble(self) -> None:
        raise RuntimeError("nobody expected this")


def test_an_exception_in_a_slot_is_said_in_one_sentence_and_the_program_goes_on(programs: Programs) -> None:
    programs.prepare("short")
    programs.expect_log = True
    clumsy = Clumsy()
    with programs.program() as app:
        QTimer.singleShot(0, clumsy.stumble)
        programs.qtbot.waitUntil(lambda: len(notices(app)) == 1)
        log = programs.folders.log_file
        assert notices(app) == [f"Something went wrong inside the program. You can carry on; the details are in {log}."]
        assert "RuntimeError: nobody expected this" in log.read_text(encoding="utf-8")
        press(app, KEY.Key_Return)
        assert running(app)


# A session in the window


def test_a_session_goes_from_start_to_the_record(programs: Programs, tmp_path: Path) -> None:
    programs.prepare("short")
    with programs.program(trace=tmp_path / "trace.jsonl") as app:
        press(app, KEY.Key_Return)
        assert stage_of(app).isVisible()
        programs.qtbot.waitUntil(lambda: stage_of(app).shown is Shown.DONE)
        press(app, KEY.Key_Escape)
        assert not stage_of(app).isVisible()
        assert app.window.place == ROUTINES
        assert notices(app) == []
    with programs.record() as store:
        (kept,) = store.sessions()
        assert (kept.routine, kept.ending, kept.held_ms) == ("short", Ending.COMPLETE, 15_000)
    lines = [json.loads(line) for line in (tmp_path / "trace.jsonl").read_text().splitlines()]
    assert lines[-1]["event"] == "SessionFinished"
    assert sum(line.get("done_ms", 0) for line in lines) == 3000 + 5000 + 3000 + 5000 + 3000 + 5000


@pytest.mark.parametrize("word", ["Resume", "Save what you did", "Discard"])
def test_closed_in_mid_session_it_is_offered_at_the_next_start(programs: Programs, word: str) -> None:
    programs.prepare("short")
    with programs.program() as app:
        press(app, KEY.Key_Return)
        programs.qtbot.waitUntil(lambda: app._conductor._driver.session.index == 3)  # type: ignore[union-attr]
    with programs.program() as app:
        (sentence,) = notices(app)
        assert sentence.startswith("“Short one” was interrupted today at ")
        assert sentence.endswith(", after 1 exercise.")
        answer(app, word)
        assert notices(app) == []
        if word == "Resume":
            programs.qtbot.waitUntil(lambda: stage_of(app).shown is Shown.DONE)
    with programs.program() as app:
        assert notices(app) == []
    with programs.record() as store:
        found = [(one.ending, one.held_ms) for one in store.sessions()]
    assert (
        found
        == {
            "Resume": [(Ending.COMPLETE, 15_000)],
            "Save what you did": [(Ending.PARTIAL, 5_000)],
            "Discard": [],
        }[word]
    )


def test_a_window_closed_in_a_session_asks_first_and_the_session_can_be_continued(programs: Programs) -> None:
    programs.clock = FakeClock()
    programs.prepare("short")
    with programs.program() as app:
        press(app, KEY.Key_Return)
        app.window.close()
        assert app.window.isVisible()
        answer_question("Keep going")
        assert running(app)
        app.window.close()
        answer_question("Close")
        assert not app.window.isVisible()
    with programs.program() as app:
        assert len(notices(app)) == 1


def test_an_offer_that_is_not_answered_comes_again(programs: Programs) -> None:
    programs.prepare("short")
    with programs.program() as app:
        press(app, KEY.Key_Return)
    for _ in range(2):
        with programs.program() as app:
            assert len(notices(app)) == 1


def test_a_session_whose_exercise_is_gone_is_kept_and_said_to_be_gone(programs: Programs) -> None:
    programs.prepare("mine")
    mine = programs.folders.routines / "mine.toml"
    shipped = (Path(__file__).parents[1] / "resources" / "exercises" / "ankle.toml").read_text(encoding="utf-8")
    start = shipped.index("[exercise.low_squat]")
    own = shipped[start : shipped.find("[exercise.", start + 1)].replace("exercise.low_squat", "exercise.own_squat")
    mine.write_text(own + SHORT_ROUTINE.replace("low_squat", "own_squat").replace("routine.short", "routine.mine"))
    with programs.program() as app:
        press(app, KEY.Key_Return)
        programs.qtbot.waitUntil(lambda: app._conductor._driver.session.index == 3)  # type: ignore[union-attr]
    mine.unlink()
    with programs.program() as app:
        answer(app, "Resume")
        assert notices(app) == ["“Short one” has changed and can’t be resumed. What you did is saved."]
        assert not running(app)
    with programs.record() as store:
        assert store.sessions()[0].ending is Ending.PARTIAL


def test_another_session_can_be_done_before_the_offer_is_answered(programs: Programs) -> None:
    programs.prepare("short")
    with programs.program() as app:
        press(app, KEY.Key_Return)
    with programs.program() as app:
        app.window.activateWindow()
        app.routines.page.setFocus()
        press(app, KEY.Key_Return)
        programs.qtbot.waitUntil(lambda: stage_of(app).shown is Shown.DONE)
        press(app, KEY.Key_Escape)
        assert len(notices(app)) == 1
        answer(app, "Discard")
    with programs.record() as store:
        assert [one.ending for one in store.sessions()] == [Ending.COMPLETE]


def test_mute_and_unit_chosen_on_the_stage_are_kept(programs: Programs) -> None:
    programs.clock = FakeClock()
    programs.prepare("ankle_try_this")
    with programs.program() as app:
        press(app, KEY.Key_Return)
        assert stage_of(app).shown is Shown.MEASURING
        stage_of(app).measuring._units.chosen.emit("inch")
        stage_of(app).measuring.skipped.emit()
        QTest.keyClick(stage_of(app).view, KEY.Key_M)
    settings = read_settings(programs.folders.settings_file).settings
    assert (settings.unit, settings.muted) == ("inch", False)


def test_larger_digits_taken_in_the_mat_check_are_kept(programs: Programs) -> None:
    programs.prepare("short")
    with programs.program() as app:
        app.routines.page.mat_check_requested.emit()
        for key in (KEY.Key_N, KEY.Key_Space):
            QTest.keyClick(app._mat_check_page, key)
        assert app.settings.current.larger_digits
    with programs.program() as app:
        assert app.settings.current.larger_digits


def test_full_screen_lasts_until_the_stage_is_left(programs: Programs) -> None:
    programs.clock = FakeClock()
    programs.prepare("short")
    with programs.program() as app:
        press(app, KEY.Key_Return)
        view = stage_of(app).view
        QTest.keyClick(view, KEY.Key_F)
        assert app.window.isFullScreen()
        QTest.keyClick(view, KEY.Key_Escape)
        assert not app.window.isFullScreen()
        assert running(app)
        QTest.keyClick(view, KEY.Key_F11)
        app._conductor.close()  # type: ignore[union-attr]
        assert not app.window.isFullScreen()


@pytest.mark.parametrize("key", [KEY.Key_I, KEY.Key_Question])
def test_what_was_read_on_the_stage_is_gone_when_it_is_closed(programs: Programs, key: Qt.Key) -> None:
    programs.clock = FakeClock()
    programs.prepare("short")
    with programs.program() as app:
        press(app, KEY.Key_Return)
        for _ in range(2):
            QTest.keyClick(stage_of(app).view, key)
            shown = QApplication.activeModalWidget()
            assert isinstance(shown, QDialog)
            QTest.keyClick(shown, KEY.Key_Escape)
            assert QApplication.activeModalWidget() is None
        programs.qtbot.waitUntil(lambda: app.window.findChildren(QDialog) == [])


# The record


def test_a_damaged_record_leaves_a_choice_and_is_never_lost(programs: Programs) -> None:
    programs.prepare("short")
    damage = b"no database" * 500
    programs.folders.database.write_bytes(damage)
    with programs.program() as app:
        (sentence,) = notices(app)
        assert sentence.startswith(f"{programs.folders.database} is damaged")
        assert programs.folders.database.read_bytes() == damage
        answer(app, "Set that file aside and start a new record")
        aside = programs.folders.data / "mobility.damaged-1.sqlite3"
        assert notices(app) == [f"The damaged record was set aside as {aside}."]
        assert aside.read_bytes() == damage
        press(app, KEY.Key_Return)
        programs.qtbot.waitUntil(lambda: stage_of(app).shown is Shown.DONE)
    with programs.record() as store:
        assert len(store.sessions()) == 1


def test_a_damaged_record_that_is_left_alone_stops_no_session(programs: Programs) -> None:
    programs.prepare("short")
    programs.folders.database.write_bytes(b"no database" * 500)
    with programs.program() as app:
        app.routines.page.setFocus()
        press(app, KEY.Key_Return)
        programs.qtbot.waitUntil(lambda: stage_of(app).shown is Shown.DONE)
        assert any(str(programs.folders.database) in sentence for sentence in notices(app))
    assert programs.folders.database.read_bytes() == b"no database" * 500


# What is loaded when

HEAVY = (
    "pyqtgraph",
    "numpy",
    "PySide6.QtMultimedia",
    "PySide6.QtNetwork",
    "ssl",
    "urllib.request",
    "miniaudio",
    "wakepy",
)


def test_nothing_heavy_is_loaded_before_the_first_paint_and_no_network_ever(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from mobility_gui.app import App
from mobility_gui.ui.window.main_window import PROGRESS
from mobility_gui.paths import Folders

class Watched(App):
    def _prepare(self):
        print(*sys.modules)
        super()._prepare()

folders = Folders(Path(sys.argv[1]))
folders.create()
qt = QApplication([])
app = Watched(qt, folders)
def look_on():
    app.window.show_place(PROGRESS)
    import mobility_gui.ui.progress.chart
    print(*sys.modules)
    qt.quit()
app.ready.connect(look_on)
app.window.show()
qt.exec()
app.shut_down()
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "data")],
        capture_output=True,
        text=True,
        check=True,
        timeout=GIVE_UP_SECONDS,
    )
    first, later = (set(line.split()) for line in done.stdout.splitlines())
    assert first & set(HEAVY) == set()
    assert later & {"PySide6.QtNetwork", "PySide6.QtMultimedia"} == set()
    assert "mobility_gui.ui.window.main_window" in first
    assert "pyqtgraph" in later


def test_the_stage_is_no_window_of_its_own_after_a_session(programs: Programs) -> None:
    programs.prepare("short")
    with programs.program() as app:
        press(app, KEY.Key_Return)
        programs.qtbot.waitUntil(lambda: stage_of(app).shown is Shown.DONE)
        press(app, KEY.Key_Escape)
        shown: list[QWidget] = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        assert shown == [app.window]


@pytest.mark.parametrize("place", [PROGRESS, SETTINGS])
def test_a_place_chosen_before_the_first_is_there_is_filled_too(programs: Programs, place: str) -> None:
    programs.prepare()
    with programs.record() as store:
        store.add_measurements(None, [samples.measurement()])
    app = App(programs.qt, programs.folders)
    with programs.qtbot.waitSignal(app.ready):
        app.window.show()
        app.window.show_place(place)
    assert app.window.place == place
    if place == PROGRESS:
        history = app.progress.page._history
        assert history is not None
        assert [line.typed_in for line in history.lines] == [True]
    programs.end(app)


def test_the_first_page_is_painted_with_what_the_record_says_of_it(programs: Programs) -> None:
    programs.prepare()
    with programs.record() as store:
        number = samples.begin(store, wall_clock.now(), "warm_up_ankles")
        store.add_stretch(number, samples.stretch(), wall_clock.now(), "0:left:1")
        store.end_session(number, wall_clock.now(), Ending.COMPLETE)
    app = App(programs.qt, programs.folders)
    watch = AtPaint(app)
    app.routines.page.installEventFilter(watch)
    with programs.qtbot.waitSignal(app.ready):
        app.window.show()
    assert [row for row in watch.painted[0] if row.endswith("done today")]
    programs.end(app)


class AtPaint(QObject):
    """Notes what the list of routines says whenever its page is painted."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self.painted: list[list[str]] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.painted.append(rows_of(self._app.routines.page))
        return False


def rows_of(page: QWidget) -> list[str]:
    found = next(rows for rows in page.findChildren(QListWidget) if rows.accessibleName() == "Routines")
    return [found.item(row).text() for row in range(found.count())]


class QuickHand(App):
    def _show_routines(self) -> None:
        super()._show_routines()
        self.window.show_place(PROGRESS)


class EarlyHand(App):
    def _show_routines(self) -> None:
        super()._show_routines()
        self.routines.page.start_requested.emit(self.routines.page.plan)


def test_a_start_pressed_before_everything_is_built_is_not_lost(programs: Programs) -> None:
    programs.prepare("short")
    app = EarlyHand(programs.qt, programs.folders)
    with programs.qtbot.waitSignal(app.ready):
        app.window.show()
    assert running(app)
    programs.end(app)


def test_a_place_chosen_before_the_first_page_was_painted_holds_nothing_up(programs: Programs) -> None:
    programs.prepare()
    app = QuickHand(programs.qt, programs.folders)
    with programs.qtbot.waitSignal(app.ready):
        app.window.show()
    assert app.window.place == PROGRESS
    programs.end(app)
