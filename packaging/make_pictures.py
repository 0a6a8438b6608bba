"""Saves pictures of every page and every state of the stage: `make_pictures.py [FOLDER]`, by default build/pictures.

Light and dark, at 900x600, 1280x800 and 3840x2160 (200 %), with contact sheets. It is the real program with a throwaway
record: all sessions and measurements in the pictures are invented, most of them by the runner of `mobility-gui demo`.
`make_pictures.py --readme` only takes the Progress page of that demo for the README.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea

from mobility_gui.ankle.trial import Trial
from mobility_gui.ankle.unit import Unit
from mobility_gui.app import App
from mobility_gui.command_line.invented_runner import invented_record
from mobility_gui.exchange.plan_text import write_plan
from mobility_gui.library.library import load_library
from mobility_gui.paths import Folders, resources
from mobility_gui.record.files import later_words
from mobility_gui.session.driver import SessionDriver
from mobility_gui.settings import Look, Settings, write_settings
from mobility_gui.store.sessions import Store
from mobility_gui.training.exercise import Side
from mobility_gui.training.plan import Plan, SpanKind, Timing, make_plan
from mobility_gui.training.record import WARM_SECONDS, Before, Measurement, Occasion
from mobility_gui.training.routine import Breaths, Hold, Measure, Reps, Sides, Step, Tempo
from mobility_gui.training.session import Session
from mobility_gui.training.spans import position_of
from mobility_gui.training.voice_level import VoiceLevel
from mobility_gui.ui.kit.settings_card import OpeningRow
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.mat_check.mat_check_page import MatCheckPage
from mobility_gui.ui.progress.session_dialog import SessionDialog
from mobility_gui.ui.routines.start_bar import StartBar
from mobility_gui.ui.settings.settings_page import SettingsPage
from mobility_gui.ui.stage.stage_page import StagePage

SIZES = {"900x600": (900, 600, 1), "1280x800": (1280, 800, 1), "3840x2160": (1920, 1080, 2)}
"""Width and height in device-independent pixels, and the scale."""

README_PICTURES = Path(__file__).parent / "pictures"
TICK_MS = 500
SHEET_COLUMNS, SHEET_ROWS, THUMB_PX, LABEL_PX = 3, 4, 620, 22

DEVICES = (("builtin", "Built-in speakers"), ("bluetooth", "Kitchen speaker"))

PLAYED = (
    Step("half_kneeling_lunge", Hold(30), Sides.EACH),
    Step("heel_drop", Reps(5, Tempo(2, 3, 3)), Sides.EACH),
    Step("calf_foam_roll", Hold(30), Sides.LEFT, sets=2, rest_seconds=10),
    Step("downward_dog", Breaths(3), Sides.BOTH),
    Step("low_squat", Reps(12, Tempo(2, 0, 2)), Sides.BOTH),
    Step("walking_lunge", Reps(8, None), Sides.BOTH),
    Step("leg_swing_side", Reps(10, Tempo(1, 0, 1)), Sides.EACH),
)
"""A routine that brings about every state of the stage."""

LIBRARY = load_library([resources() / "exercises", resources() / "routines"], [])


class HandClock:
    """Advances only when told to."""

    def __init__(self) -> None:
        self.with_sleep_ms = 0
        self.without_sleep_ms = 0

    def now_ms(self) -> int:
        return self.with_sleep_ms

    def awake_ms(self) -> int:
        return self.without_sleep_ms

    def seconds(self) -> float:
        return self.with_sleep_ms / 1000

    def pass_time(self, milliseconds: int, *, asleep: bool = False) -> None:
        self.with_sleep_ms += milliseconds
        self.without_sleep_ms += 0 if asleep else milliseconds


def played_plan() -> Plan:
    """Return the plan that is played in the pictures of the stage."""
    routine = replace(LIBRARY.routines["warm_up_ankles"], steps=PLAYED)
    return make_plan(routine, LIBRARY.exercises, Timing())


# The program, and what the pictures need of it


class Camera:
    """The program in one size and look, and the folder its pictures go to."""

    def __init__(
        self,
        qt: QApplication,
        size: tuple[int, int],
        look: Look,
        folder: Path,
        data: Folders,
        *,
        invented: bool = False,
    ) -> None:
        """With `invented`, the window says that its runner is invented, as in the demo."""
        self._folder = folder
        self._data = data
        self.clock = HandClock()
        self.now = datetime.now().astimezone()
        # Animations follow the real clock, so a picture would catch them half-way.
        still = Settings(look=look, last_routine="warm_up_ankles", reduce_motion=True, half_way_cue=False)
        write_settings(data.settings_file, still)
        self.app = App(qt, data, clock=self.clock, invented=invented)
        ready: list[bool] = []
        self.app.ready.connect(lambda: ready.append(True))
        self.window = self.app.window
        self.window.resize(*size)
        self.window.show()
        while not ready:
            QApplication.processEvents()

    def take(self, name: str) -> None:
        """Save the window, with the dialog over it if there is one."""
        self.settle()
        picture = self.window.grab()
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            painter = QPainter(picture)
            painter.fillRect(self.window.rect(), QColor(0, 0, 0, 90))
            dialog.resize(dialog.size().boundedTo(self.window.size() * 0.9))
            at = QRect(QPoint(), dialog.size())
            at.moveCenter(self.window.rect().center())
            painter.drawPixmap(at.topLeft(), dialog.grab())
            painter.end()
            dialog.close()
        picture.save(str(self._folder / f"{name}.png"))

    def settle(self) -> None:
        """Let Qt finish loading, layout and painting."""
        for _ in range(5):
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QApplication.processEvents()

    @property
    def database(self) -> Path:
        return self._data.database

    def store(self, change: Callable[[Store], object]) -> None:
        """Change the record behind the program's back, then let the program read it again."""
        with Store(self.database) as store:
            change(store)
        self.app.unfinished.open_record()

    def delete_all(self, store: Store) -> None:
        for line in store.lines():
            store.delete(line.id, self.now)

    def change_settings(self, **changes: object) -> None:
        self.app.settings.change(**changes)

    def scroll_down(self) -> None:
        """Scroll everything on the page to its lower end."""
        for area in self.window.findChildren(QScrollArea):
            if area.isVisible():
                area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())

    def scroll_up(self) -> None:
        """Scroll everything on the page to its upper end."""
        for area in self.window.findChildren(QScrollArea):
            if area.isVisible():
                area.verticalScrollBar().setValue(0)

    @property
    def settings_page(self) -> SettingsPage:
        return next(iter(self.window.findChildren(SettingsPage)))

    # The session

    @property
    def driver(self) -> SessionDriver:
        return next(iter(self.app.findChildren(SessionDriver)))

    @property
    def session(self) -> Session:
        session = self.driver.session
        if session is None:
            raise RuntimeError("No session is under way.")
        return session

    @property
    def stage(self) -> StagePage:
        return next(iter(self.window.findChildren(StagePage)))

    def start(self, plan: Plan) -> None:
        self.app.routines.session_requested.emit(plan, Before({Side.LEFT: 101.0, Side.RIGHT: 118.0}))

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window, key)

    def tick(self, milliseconds: int) -> None:
        self.clock.pass_time(milliseconds)
        self.driver.tick()

    def play_to(self, kind: SpanKind, exercise: str, side: Side, into_ms: int, set_number: int = 1) -> None:
        """Play until `into_ms` of the given span; spans that wait are ended by their key."""
        while True:
            span = self.session.span
            if (span.kind, span.exercise.id, span.side, span.set) == (kind, exercise, side, set_number):
                break
            if span.waits and self.session.elapsed_ms >= span.duration_ms:
                self.press(Qt.Key.Key_Space)
            else:
                self.tick(min(TICK_MS, max(1, self.session.left_ms)))
        while self.session.elapsed_ms < into_ms:
            self.tick(min(TICK_MS, into_ms - self.session.elapsed_ms))

    def play_to_the_end(self) -> None:
        while self.driver.running:
            self.tick(max(1, min(TICK_MS, self.session.left_ms)))

    def typed(self, *texts: str) -> None:
        """Type each text and press Return."""
        for text in texts:
            field = self.window.focusWidget()
            QTest.keyClicks(field, text)
            QTest.keyClick(field, Qt.Key.Key_Return)


def take_pages(camera: Camera) -> None:
    """Take Routines, Progress, Settings, dialogs and notices while the record fills."""
    window = camera.window
    window.show_place("Progress")
    camera.take("progress-empty")
    take_states(camera)
    invented = invented_record(camera.now, LIBRARY)
    camera.store(lambda store: store.add_history(invented.sessions[:1], ()))
    camera.take("progress-one-test")
    camera.store(lambda store: store.add_history(invented.sessions, invented.measurements))
    camera.take("progress-half-a-year")
    camera.scroll_down()
    camera.take("progress-half-a-year-below")
    for routine in LIBRARY.routines:
        camera.change_settings(last_routine=routine)
        window.show_place("Routines")
        camera.take(f"routine-{routine.replace('_', '-')}")
    camera.scroll_down()
    camera.take("routine-below")
    take_settings(camera)
    plan = played_plan()
    work = next(span for span in plan.spans if span.kind is SpanKind.WORK)
    camera.store(
        lambda store: store.begin_session(
            plan.routine.id, plan.routine.name, plan.routine.phase, camera.now, write_plan(plan), position_of(work)
        )
    )
    camera.change_settings(last_routine="warm_up_ankles")
    window.show_place("Routines")
    camera.take("notice-unfinished")
    window.hide_notices()


def take_dialogs(camera: Camera) -> None:
    """Take every dialog that a page can open, over its page."""
    window = camera.window
    window.show_place("Routines")
    camera.app.routines.show_exercise(LIBRARY.exercises["heel_drop"])
    camera.take("dialog-exercise")
    length = window.findChildren(StartBar)[0].fit
    length.activated.emit(length.count() - 1)
    camera.take("dialog-leave-at")
    window.show_place("Settings")
    for row in camera.settings_page.findChildren(OpeningRow)[1:]:
        row.click()
        camera.take(f"dialog-{row.accessibleName().lower().replace(' ', '-')}")
    window.show_place("Progress")
    progress = camera.app.progress.page
    with Store(camera.database) as store:
        line = next(line for line in store.lines() if line.cold_mm)
        kept = store.kept(line.id)
    progress.session_requested.emit(line.id)
    camera.take("dialog-session")
    progress.session_requested.emit(line.id)
    progress.findChildren(SessionDialog)[-1].correction_requested.emit(line.id, kept[0].measurements[0])
    progress.findChildren(SessionDialog)[-1].accept()
    camera.take("dialog-correction")
    add = next(button for button in progress.findChildren(QPushButton) if button.text().startswith("Add"))
    add.click()
    camera.take("dialog-measurement")
    progress.session_deleted.emit(line.id)
    camera.take("progress-deleted")
    progress.more_requested.emit("bin")
    camera.take("dialog-bin")
    progress.session_restored.emit(line.id)
    days = (line.started.date(), camera.now.date())
    later = later_words([camera.now + timedelta(days=1)], camera.now)
    progress.open_import("mobility.json", days, ("3 sessions", "12 measurements"), 4, later)
    camera.take("dialog-import")


def take_states(camera: Camera) -> None:
    """Take Progress with very few, very many and odd entries in the record; delete each set before the next."""
    for name, measured in progress_states(camera.now).items():
        camera.store(partial(Store.add_measurements, session_id=None, measurements=measured))
        camera.window.show_place("Progress")
        for unit in (Unit.CM, Unit.INCH) if name == "mixed-units" else (Unit.CM,):
            camera.change_settings(unit=unit)
            camera.window.show_place("Routines")
            camera.window.show_place("Progress")
            camera.take(f"progress-state-{name}{'-inches' if unit is Unit.INCH else ''}")
        camera.change_settings(unit=Unit.CM)
        camera.store(camera.delete_all)


def progress_states(now: datetime) -> dict[str, list[Measurement]]:
    """Return measurements typed in by hand for each picture of Progress, by its name."""
    chance = Random(3)  # noqa: S311  the same each time

    def every(days: float, left_mm: Sequence[float], right_mm: Sequence[float] = ()) -> list[Measurement]:
        return [
            Measurement(side, Occasion.COLD, now - timedelta(days=1 + days * ago), (Trial(value),))
            for side, values in ((Side.LEFT, left_mm), (Side.RIGHT, right_mm))
            for ago, value in enumerate(reversed(values))
        ]

    flat = [round(100 + chance.gauss(0, 6)) * 1.0 for _ in range(500)]
    afters = [Measurement(Side.LEFT, Occasion.AFTER, now - timedelta(days=ago), (Trial(105.0),)) for ago in (2, 5, 9)]
    return {
        "two-tests": every(3.5, (96, 99), (112, 110)),
        "five-tests": every(5, (92, 97, 99, 98, 103), (112, 110, 113, 111, 112)),
        "500-tests": every(2, flat, [value + 12 for value in flat[::-1]]),
        "one-side": every(5, (92, 97, 99, 98, 103, 104, 106)),
        "after-only": afters,
        "mixed-units": every(5, (92, 4.75 * 25.4, 99, 4.875 * 25.4, 103, 108), (112, 110, 4.5 * 25.4, 111, 112, 113)),
    }


def take_settings(camera: Camera) -> None:
    """Take Settings with the same devices on every machine, without and with sound problems."""
    camera.window.show_place("Settings")
    page = camera.settings_page
    page.show_devices(DEVICES, "")
    camera.take("settings")
    camera.scroll_down()
    camera.take("settings-below")
    page.show_devices(DEVICES, "alsa_output.usb-0c76_USB_PnP_Audio_Device-00.analog-stereo")
    page.show_sound_problem("The chosen device is gone; the sound goes to the system's default until it is back.")
    page.show_other_problem("Other players cannot be reached: no desktop was found to ask.")
    camera.scroll_up()
    camera.take("settings-sound-problems")
    page.show_devices(DEVICES, "")
    page.show_sound_problem(None)
    page.show_other_problem(None)


def take_mat_check(camera: Camera) -> None:
    """Take every step of the mat check, when it goes well and when it does not."""
    page = MatCheckPage(Theme(camera.app.settings.current.look))
    (side_over,) = page.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    camera.window.show_stage(page)
    page.start()

    def press_and_take(name: str, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(page, key)
        camera.take(f"mat-check-{name}")

    yes, no = Qt.Key.Key_Space, Qt.Key.Key_N
    press_and_take("1-read")
    press_and_take("1-read-no", no)
    press_and_take("1-read-larger", yes)
    press_and_take("1-read-larger-no", no)
    press_and_take("2-left", no)
    side_over.timeout.emit()
    press_and_take("2-right")
    side_over.timeout.emit()
    press_and_take("2-asked")
    press_and_take("2-not-heard", no)
    page.show_sound_problem("No sound: no device was found. Cues are on the screen.")
    press_and_take("2-no-device")
    page.show_sound_problem(None)
    press_and_take("3-voice", no)
    press_and_take("3-voice-no", no)
    press_and_take("4-key", no)
    press_and_take("4-key-useless", Qt.Key.Key_B)
    press_and_take("4-key-page-down", Qt.Key.Key_PageDown)
    press_and_take("5-asking", Qt.Key.Key_PageDown)
    page.show_awake(True, None)
    press_and_take("5-awake")
    page.show_awake(False, "The screen may turn off: the desktop didn’t answer.")
    press_and_take("5-dark")
    press_and_take("6-end-not-all", yes)
    page.start()
    QTest.keyClick(page, yes)
    side_over.timeout.emit()
    side_over.timeout.emit()
    for key in (yes, yes, yes, yes):
        QTest.keyClick(page, key)
    page.show_awake(True, None)
    press_and_take("6-end-all", yes)
    camera.window.leave_stage()


def take_stage(camera: Camera) -> None:
    """Take set-up, holds, and everything that can interrupt them."""
    work, left, right = SpanKind.WORK, Side.LEFT, Side.RIGHT
    camera.start(played_plan())
    camera.tick(1)
    camera.take("stage-01-set-up-stop-rule")
    camera.play_to(work, "half_kneeling_lunge", left, 6_000)
    camera.take("stage-02-hold-left")
    camera.press(Qt.Key.Key_Space)
    camera.take("stage-03-paused")
    camera.press(Qt.Key.Key_Escape)
    camera.take("stage-04-end-question")
    for key, name in ((Qt.Key.Key_I, "instructions"), (Qt.Key.Key_Question, "keys")):
        camera.press(key)
        camera.take(f"stage-05-{name}")
    camera.press(Qt.Key.Key_Space)
    camera.clock.pass_time(240_000, asleep=True)
    camera.tick(1)
    camera.take("stage-06-paused-slept")
    camera.press(Qt.Key.Key_Space)
    camera.change_settings(larger_digits=True)
    camera.take("stage-07-larger-digits")
    camera.change_settings(larger_digits=False, muted=True)
    camera.take("stage-08-muted")
    camera.change_settings(muted=False)
    camera.play_to(SpanKind.SWITCH, "half_kneeling_lunge", right, 1_500)
    camera.take("stage-09-switch")
    camera.play_to(work, "half_kneeling_lunge", right, 12_000)
    camera.take("stage-10-hold-right")
    camera.press(Qt.Key.Key_X)
    camera.take("stage-11-paused-discomfort")
    camera.press(Qt.Key.Key_Space)
    camera.play_to(SpanKind.SET_UP, "heel_drop", left, 2_000)
    camera.take("stage-12-set-up-kit")


def take_counting(camera: Camera) -> None:
    """Take repetitions, breaths, rests, own pace, and the end."""
    work, left, right, both = SpanKind.WORK, Side.LEFT, Side.RIGHT, Side.BOTH
    camera.play_to(work, "heel_drop", left, 18_500)
    camera.take("stage-13-reps")
    camera.play_to(SpanKind.REST, "calf_foam_roll", left, 3_000, set_number=2)
    camera.take("stage-14-rest")
    camera.play_to(work, "downward_dog", both, 13_000)
    camera.take("stage-15-breath")
    camera.play_to(work, "low_squat", both, 41_000)
    camera.take("stage-16-reps-two-digits")
    camera.change_settings(larger_digits=True)
    camera.take("stage-17-reps-larger-digits")
    camera.change_settings(larger_digits=False)
    camera.play_to(work, "walking_lunge", both, 3_000)
    camera.take("stage-18-own-pace")
    camera.play_to(work, "leg_swing_side", right, 3_000)
    camera.take("stage-19-longest-name")
    for x in (200, 210):
        QTest.mouseMove(camera.stage.view, QPoint(x, 200))
    camera.take("stage-20-controls")
    camera.press(Qt.Key.Key_V)
    camera.take("stage-20-voice-changed")
    camera.change_settings(voice_level=VoiceLevel.ALL)
    camera.play_to_the_end()
    camera.take("stage-21-done")
    QTest.keyClick(camera.stage.done, Qt.Key.Key_N)
    camera.take("stage-22-done-skipped")
    camera.stage.done.closed.emit()


def take_measuring(camera: Camera) -> None:
    """Take a cold test, empty and filled in, the test after the work, and the final page with both values."""
    steps = (Step("knee_to_wall", Measure(), Sides.EACH), Step("half_kneeling_lunge", Hold(5), Sides.EACH))
    routine = replace(LIBRARY.routines["ankle_try_this"], steps=steps)
    camera.clock.pass_time(2000 * WARM_SECONDS)  # the ankles are cold again after the sessions before
    camera.start(make_plan(routine, LIBRARY.exercises, Timing()))
    camera.take("stage-23-measure-empty")
    camera.typed("10,1", "10,4", "9h", "11,6", "12,4", "12")
    camera.take("stage-24-measure-typed")
    camera.typed("")
    camera.play_to_the_end()
    camera.stage.done.measure_requested.emit()
    camera.take("stage-25-measure-after")
    camera.typed("11", "11,2", "10,9", "12,6", "12,8", "12,4", "")
    camera.take("stage-26-done-measured")
    camera.stage.done.closed.emit()


def take_all(size: str, look: Look, folder: Path) -> None:
    """Take all pictures of one size and look; the scale is already set in the environment."""
    width, height, _ = SIZES[size]
    folder.mkdir(parents=True, exist_ok=True)
    qt = QApplication(["Mobility for Runners"])
    with tempfile.TemporaryDirectory() as data:
        folders = Folders(Path(data))
        folders.create()
        camera = Camera(qt, (width, height), look, folder, folders)
        take_pages(camera)
        take_dialogs(camera)
        take_mat_check(camera)
        take_stage(camera)
        take_counting(camera)
        take_measuring(camera)
        camera.app.shut_down()


def take_readme() -> None:
    """Take the demo's Progress page for the README."""
    width, height, _ = SIZES["1280x800"]
    qt = QApplication(["Mobility for Runners"])
    with tempfile.TemporaryDirectory() as data:
        folders = Folders(Path(data))
        folders.create()
        camera = Camera(qt, (width, height), Look.LIGHT, README_PICTURES, folders, invented=True)
        invented = invented_record(camera.now, LIBRARY)
        camera.store(lambda store: store.add_history(invented.sessions, invented.measurements))
        camera.window.show_place("Progress")
        camera.take("progress")
        camera.app.shut_down()


# Contact sheets


def make_sheets(folder: Path, sheets: Path) -> None:
    """Put the pictures of a folder side by side, each with its name."""
    pictures = sorted(folder.glob("*.png"))
    per_sheet = SHEET_COLUMNS * SHEET_ROWS
    for first in range(0, len(pictures), per_sheet):
        part = pictures[first : first + per_sheet]
        _sheet(part).save(str(sheets / f"{folder.name}-{first // per_sheet + 1}.png"))


def _sheet(pictures: list[Path]) -> QImage:
    shape = QPixmap(str(pictures[0])).size()
    cell_height = THUMB_PX * shape.height() // shape.width() + LABEL_PX
    rows = -(-len(pictures) // SHEET_COLUMNS)
    image = QImage(SHEET_COLUMNS * (THUMB_PX + 8), rows * (cell_height + 8), QImage.Format.Format_RGB32)
    image.fill(QColor("#8A8A8A"))
    painter = QPainter(image)
    for place, path in enumerate(pictures):
        x, y = place % SHEET_COLUMNS * (THUMB_PX + 8) + 4, place // SHEET_COLUMNS * (cell_height + 8) + 4
        painter.drawText(x, y + LABEL_PX - 6, path.stem)
        small = QPixmap(str(path)).scaledToWidth(THUMB_PX, Qt.TransformationMode.SmoothTransformation)
        painter.drawPixmap(x, y + LABEL_PX, small)
    painter.end()
    return image


def main() -> int:
    """Take each size and look in its own process, as Qt reads the scale only once, when it starts."""
    if sys.argv[1:] == ["--readme"]:
        take_readme()
        return 0
    if len(sys.argv) == 4:  # noqa: PLR2004  SIZE LOOK FOLDER: one of those processes
        take_all(sys.argv[1], Look(sys.argv[2]), Path(sys.argv[3]))
        return 0
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/pictures")
    for size, (_, _, scale) in SIZES.items():
        for look in (Look.LIGHT, Look.DARK):
            here = folder / f"{size}-{look}"
            environment = os.environ | {"QT_SCALE_FACTOR": str(scale)}
            subprocess.run([sys.executable, __file__, size, look, str(here)], check=True, env=environment)
            sys.stdout.write(f"{len(list(here.glob('*.png')))} pictures in {here}\n")
    _application = QApplication([])
    sheets = folder / "sheets"
    sheets.mkdir(exist_ok=True)
    for size in SIZES:
        for look in (Look.LIGHT, Look.DARK):
            make_sheets(folder / f"{size}-{look}", sheets)
    sys.stdout.write(f"All of them side by side are in {sheets}; what they show of a runner is invented.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
