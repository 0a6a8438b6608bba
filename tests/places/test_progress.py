"""The Progress page with a real record behind it, and real files."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mobility_gui.ankle.trial import Trial, TrialFault
from mobility_gui.ankle.unit import Unit
from mobility_gui.exchange.record_file import read_history
from mobility_gui.library.library import load_library
from mobility_gui.paths import resources
from mobility_gui.places.progress import ProgressPlace
from mobility_gui.places.progress_files import SAVED_AS
from mobility_gui.record.files import export_archive
from mobility_gui.record.open_record import GONE, NO_RECORD, OpenRecord
from mobility_gui.settings import Look, Settings
from mobility_gui.store.sessions import Store
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import History
from mobility_gui.training.record import Ending, Measurement, Occasion
from mobility_gui.ui.kit.reading import ReadingDialog
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import StateColors
from mobility_gui.ui.progress.asking_dialog import NOT_KEPT
from mobility_gui.ui.progress.bin_dialog import BinDialog
from mobility_gui.ui.progress.correction_dialog import NO_TRIAL, CorrectionDialog
from mobility_gui.ui.progress.import_dialog import NOTHING_NEW, ImportDialog
from mobility_gui.ui.progress.progress_page import ProgressPage
from mobility_gui.ui.progress.session_dialog import SessionDialog
from mobility_gui.ui.window.main_window import PROGRESS, ROUTINES, MainWindow
from tests import disks
from tests.store import samples

NOW = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
COLD = Measurement(Side.LEFT, Occasion.COLD, NOW, (Trial(95), Trial(100), Trial(105, TrialFault.HEEL_LIFTED)))


class Aside:
    """A place that stays empty."""

    def __init__(self) -> None:
        self.page = QWidget()

    def refresh(self) -> None:
        pass


class Desk:
    """A page on a window that is never shown, and the record behind it."""

    def __init__(self, database: Path) -> None:
        self.database = database
        theme = Theme(Look.LIGHT)
        self.window = MainWindow(theme)
        self.page = ProgressPage(theme, draw_nothing)
        self.record = OpenRecord(self.window.show_notice)
        exercises = load_library([resources() / "exercises", resources() / "routines"], []).exercises
        self.place = ProgressPlace(self.page, self.record, exercises, Settings(), theme, self.window)
        self.window.add_place(ROUTINES, "routines", Aside)
        self.window.add_place(PROGRESS, "progress", lambda: self.place)
        self.window.show_place(PROGRESS)

    def refresh(self) -> None:
        self.place.refresh()

    def close(self) -> None:
        self.record.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @property
    def shown(self) -> list[int]:
        assert self.page._history is not None
        return [line.id for line in self.page._history.lines]

    @property
    def cold_mm(self) -> list[float]:
        assert self.page._history is not None
        return [value for line in self.page._history.lines for value in line.cold_mm.values()]

    @property
    def notices(self) -> list[str]:
        return [bar.text for bar in self.window._notices]

    @property
    def offered(self) -> str:
        return "" if self.page._undo.isHidden() else self.page._undo._words.text()

    def dialog(self, kind: type[QDialog]) -> QDialog:
        return self.window.findChildren(kind)[-1]


def draw_nothing(_painter: object, _rect: object, _colors: StateColors) -> None:
    return None


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:  # noqa: ARG001  catches what slots raise
    made = Desk(tmp_path / "record" / "mobility.sqlite3")
    made.record.open(made.database)
    made.refresh()
    yield made
    made.close()


def press(dialog: QDialog, word: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == word).click()


def words_in(dialog: QDialog) -> set[str]:
    return {found.text() for found in dialog.findChildren(QLabel)}


def keep_session(database: Path, *measured: Measurement, days_ago: int = 0) -> int:
    started = NOW - timedelta(days=days_ago)
    with Store(database) as store:
        number = samples.begin(store, started)
        store.add_stretch(number, samples.stretch(), started, "0:left:1")
        store.add_measurements(number, measured)
        store.end_session(number, started, Ending.COMPLETE)
    return number


def choose_file(desk: Desk, path: Path) -> None:
    desk.dialog(QFileDialog).fileSelected.emit(str(path))  # type: ignore[attr-defined]


# Reading


def test_the_record_is_shown(desk: Desk) -> None:
    keep_session(desk.database, COLD)
    desk.refresh()
    history = desk.page._history
    assert history is not None
    assert [line.routine for line in history.sessions] == ["after_run"]
    assert [reading.cold_mm for reading in history.readings(Side.LEFT)] == [97.5]


def test_without_a_record_the_page_is_empty(desk: Desk) -> None:
    keep_session(desk.database, COLD)
    desk.refresh()
    desk.record.close()
    desk.refresh()
    assert desk.page._history == History(datetime.now().astimezone().date())


def test_the_page_leads_back_to_the_routines(desk: Desk) -> None:
    desk.page.routine_requested.emit()
    assert desk.window.place == ROUTINES


def test_what_another_connection_adds_is_shown_at_the_next_refresh(desk: Desk) -> None:
    assert desk.shown == []
    number = keep_session(desk.database, COLD)
    desk.refresh()
    assert (desk.shown, desk.cold_mm) == ([number], [97.5])


def test_nothing_is_read_again_if_nothing_changed(desk: Desk) -> None:
    keep_session(desk.database, COLD)
    desk.refresh()
    before = desk.page._history
    desk.refresh()
    assert desk.page._history is before


def test_a_new_unit_or_goal_is_shown_though_the_record_did_not_change(desk: Desk) -> None:
    keep_session(desk.database, COLD)
    desk.refresh()
    desk.place.take_settings(Settings(target_mm=110))
    desk.refresh()
    assert desk.page._statistics is not None
    assert desk.page._statistics.goals.target_mm == 110
    desk.place.take_settings(Settings(target_mm=110, unit=Unit.INCH))
    desk.refresh()
    assert desk.page._unit is Unit.INCH


def test_a_read_that_fails_leaves_what_is_shown_and_is_tried_again(desk: Desk) -> None:
    number = keep_session(desk.database, COLD)
    desk.refresh()
    behind_our_back(desk.database, "UPDATE measurement SET side = 'none'")
    desk.refresh()
    assert desk.shown == [number]
    assert len(desk.notices) == 1
    behind_our_back(desk.database, "UPDATE measurement SET side = 'right'")
    desk.refresh()
    assert desk.page._history is not None
    assert [line.cold_mm for line in desk.page._history.lines] == [{Side.RIGHT: 97.5}]


def behind_our_back(database: Path, change: str) -> None:
    """Change the record as a failing disk or another program might."""
    with closing(sqlite3.connect(database)) as other:
        other.execute("PRAGMA ignore_check_constraints=ON")
        other.execute(change)
        other.commit()


def test_a_record_that_replaces_the_first_is_read(desk: Desk, tmp_path: Path) -> None:
    keep_session(desk.database, COLD)
    desk.refresh()
    desk.record.open(tmp_path / "record" / "other.sqlite3")
    desk.refresh()
    assert desk.shown == []


# Changes and undo


def test_a_deleted_session_is_in_the_bin_and_can_be_brought_back(desk: Desk) -> None:
    number = keep_session(desk.database, COLD)
    desk.refresh()
    desk.page.session_requested.emit(number)
    press(desk.dialog(SessionDialog), "Delete")
    assert desk.shown == []
    assert desk.offered == "Deleted. You can restore it for 30 days."
    desk.page.more_requested.emit("bin")
    dialog = desk.dialog(BinDialog)
    assert "30 days left" in words_in(dialog)
    press(dialog, "Restore")
    assert desk.shown == [number]
    desk.page.undo_requested.emit()
    assert desk.shown == []


def test_a_measurement_typed_in_can_be_deleted_and_brought_back(desk: Desk) -> None:
    desk.page.measurement_added.emit((COLD,))
    (number,) = desk.shown
    assert number < 0
    desk.page.session_requested.emit(number)
    press(desk.dialog(SessionDialog), "Delete")
    assert desk.shown == []
    desk.page.undo_requested.emit()
    assert (desk.shown, desk.cold_mm) == ([number], [97.5])


def test_a_deletion_that_changes_the_verdict_says_so_and_so_does_taking_it_back(desk: Desk) -> None:
    for days_ago in (28, 21, 14, 7, 0):
        moment = NOW - timedelta(days=days_ago)
        keep_session(desk.database, replace(COLD, at=moment), days_ago=days_ago)
    desk.refresh()
    desk.page.session_requested.emit(desk.shown[0])
    press(desk.dialog(SessionDialog), "Delete")
    assert desk.offered == ("Deleted. You can restore it for 30 days. Judged anew: left is now “Too early to tell”.")
    desk.page.undo_requested.emit()
    assert len(desk.shown) == 5


def test_two_typed_in_for_one_day_stay_two_and_each_can_be_corrected(desk: Desk) -> None:
    desk.page.measurement_added.emit((replace(COLD, trials=(Trial(100),)),))
    desk.page.measurement_added.emit((replace(COLD, trials=(Trial(120),)),))
    assert desk.cold_mm == [120, 100]
    later, earlier = desk.shown
    desk.page.session_requested.emit(earlier)
    press(desk.dialog(SessionDialog), "Correct")
    dialog = desk.dialog(CorrectionDialog)
    dialog.findChildren(QLineEdit)[0].setText("9")
    press(dialog, "Save")
    assert (desk.shown, desk.cold_mm) == ([later, earlier], [120, 90])


def test_an_addition_can_be_undone_by_key(desk: Desk) -> None:
    desk.page.measurement_added.emit((COLD,))
    assert desk.offered == "Measurement added."
    desk.page._undo_by_key()
    assert desk.shown == []


def test_a_later_change_withdraws_the_offer_to_undo_an_earlier_one(desk: Desk) -> None:
    number = keep_session(desk.database, COLD)
    desk.refresh()
    desk.page.measurement_corrected.emit(number, replace(COLD, trials=(Trial(120),)))
    assert desk.offered == "Measurement corrected."
    desk.page.note_changed.emit(number, "slept badly")
    assert desk.offered == ""
    desk.page.undo_requested.emit()
    assert desk.cold_mm == [120]


def test_what_the_disk_refuses_stays_typed_and_can_be_taken_back_later(desk: Desk) -> None:
    number = keep_session(desk.database, COLD)
    desk.refresh()
    desk.page.measurement_corrected.emit(number, replace(COLD, trials=(Trial(120),)))
    dialog = correction(desk)
    dialog.findChildren(QLineEdit)[0].setText("11")
    with closing(sqlite3.connect(desk.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # held by another program: nothing can be written
        press(dialog, "Save")
        assert dialog.isVisible()
        assert dialog._sentence.text() == NOT_KEPT
        desk.page.undo_requested.emit()
        assert desk.offered == "That couldn’t be undone. Try again."
    desk.page.undo_requested.emit()
    assert desk.cold_mm.count(97.5) == 2
    dialog.reject()


def test_without_a_record_nothing_is_kept_and_the_window_says_so(desk: Desk) -> None:
    desk.record.close()
    desk.page.measurement_added.emit((COLD,))
    assert desk.notices == [NO_RECORD]
    assert desk.offered == ""


def test_a_session_that_is_gone_is_reported(desk: Desk) -> None:
    desk.page.session_requested.emit(77)
    assert desk.notices == [GONE]


def test_two_requests_at_once_open_one_session(desk: Desk) -> None:
    number = keep_session(desk.database, COLD)
    for _ in range(2):
        desk.page.session_requested.emit(number)
    assert len(desk.window.findChildren(SessionDialog)) == 1


def test_a_long_note_that_was_not_touched_is_not_cut(desk: Desk) -> None:
    number = keep_session(desk.database)
    desk.page.note_changed.emit(number, "x" * 50_000)
    desk.page.session_requested.emit(number)
    desk.dialog(SessionDialog).reject()
    with Store(desk.database) as store:
        assert len(store.kept(number)[0].note) == 50_000


def test_an_empty_bin_says_so(desk: Desk) -> None:
    desk.page.more_requested.emit("bin")
    assert "Nothing deleted in the last 30 days." in words_in(desk.dialog(BinDialog))


def test_a_note_is_kept_and_there_when_the_session_is_opened_again(desk: Desk) -> None:
    number = keep_session(desk.database)
    desk.refresh()
    desk.page.session_requested.emit(number)
    dialog = desk.dialog(SessionDialog)
    assert isinstance(dialog, SessionDialog)
    dialog._note.insertPlainText("  stiff after the race ")
    dialog.reject()
    with Store(desk.database) as store:
        assert store.kept(number)[0].note == "stiff after the race"


def test_an_opened_session_names_its_exercises_and_what_was_held(desk: Desk) -> None:
    number = keep_session(desk.database, COLD)
    desk.page.session_requested.emit(number)
    words = words_in(desk.dialog(SessionDialog))
    assert "Left, before the session: 9.8 cm (9.5, 10.0, 10.5 heel lifted)" in words
    assert "Time held" in words


def test_a_measurement_is_corrected_and_the_correction_taken_back(desk: Desk) -> None:
    number = keep_session(desk.database, COLD)
    desk.page.session_requested.emit(number)
    press(desk.dialog(SessionDialog), "Correct")
    dialog = desk.dialog(CorrectionDialog)
    first, second, _ = dialog.findChildren(QLineEdit)
    first.setText("11,5")
    second.clear()
    dialog.findChildren(QComboBox)[2].setCurrentText("counts")
    press(dialog, "Save")
    assert (desk.cold_mm, desk.offered) == ([110], "Measurement corrected.")
    with Store(desk.database) as store:
        assert store.kept(number)[0].measurements[0].trials == (Trial(115), Trial(105))
    desk.page.undo_requested.emit()
    assert desk.cold_mm == [97.5]


def correction(desk: Desk) -> CorrectionDialog:
    number = keep_session(desk.database, COLD)
    desk.page._open_correction(number, COLD)
    dialog = desk.dialog(CorrectionDialog)
    assert isinstance(dialog, CorrectionDialog)
    return dialog


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (("", "", ""), NO_TRIAL),
        (("31", "10", "10"), "31 is outside 0 to 30 cm; please read the tape again."),
        (("ten", "10", "10"), "Please type a distance like 12.5."),
    ],
)
def test_a_wrong_correction_changes_nothing_and_says_why(
    desk: Desk, texts: tuple[str, str, str], sentence: str
) -> None:
    dialog = correction(desk)
    for field, text in zip(dialog.findChildren(QLineEdit), texts, strict=True):
        field.setText(text)
    press(dialog, "Save")
    assert dialog._sentence.text() == sentence
    assert desk.offered == ""
    dialog.reject()


@pytest.mark.parametrize(
    ("texts", "asked"),
    [
        (("25", "12.0", "11.5"), "25.0 cm is far off: the closest other value is 12.0 cm."),
        (("12.0", "11.5", "2.5"), "2.5 cm is far off: the closest other value is 11.5 cm."),
        (("12.0", "20", ""), "12.0 cm is far off: the closest other value is 20.0 cm."),
    ],
)
def test_a_try_corrected_to_far_off_the_others_is_asked_about_once(
    desk: Desk, texts: tuple[str, str, str], asked: str
) -> None:
    dialog = correction(desk)
    for choice in dialog.findChildren(QComboBox):
        choice.setCurrentText("counts")
    for field, text in zip(dialog.findChildren(QLineEdit), texts, strict=True):
        field.setText(text)
        field.setModified(True)
    press(dialog, "Save")
    assert dialog._sentence.text() == f"{asked} If it’s right, press Save again."
    assert desk.offered == ""
    press(dialog, "Save")
    assert desk.offered == "Measurement corrected."


def test_what_does_not_count_or_lies_near_another_try_is_not_asked_about(desk: Desk) -> None:
    dialog = correction(desk)
    for field, text in zip(dialog.findChildren(QLineEdit), ("9.5", "12.5", "25"), strict=True):
        field.setText(text)  # the third has a fault
    press(dialog, "Save")
    assert desk.offered == "Measurement corrected."


def test_a_single_value_is_compared_with_the_other_tests_of_that_ankle(desk: Desk) -> None:
    keep_session(desk.database, COLD, days_ago=3)
    typed = replace(COLD, trials=(Trial(98),))
    desk.page.measurement_added.emit((typed,))
    desk.page._open_correction(desk.shown[0], typed)
    dialog = desk.dialog(CorrectionDialog)
    dialog.findChildren(QLineEdit)[0].setText("1.2")
    press(dialog, "Save")
    assert dialog._sentence.text().startswith("1.2 cm is far off: the closest other value is 9.8 cm.")  # type: ignore[attr-defined]
    dialog.reject()


def test_saving_without_a_change_corrects_nothing(desk: Desk) -> None:
    press(correction(desk), "Save")
    assert desk.offered == ""


# Import and export


def test_a_file_is_shown_before_it_is_imported_and_taken_back_after(desk: Desk, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.sqlite3"
    keep_session(elsewhere, COLD, days_ago=3)
    keep_session(elsewhere, days_ago=1)
    other = Desk(elsewhere)
    other.record.open(elsewhere)
    other.page.export_requested.emit("archive")
    choose_file(other, tmp_path / "all.json")
    assert other.offered == f"Saved as {tmp_path / 'all.json'}."
    other.close()

    number = keep_session(desk.database, days_ago=9)
    desk.refresh()
    desk.page.more_requested.emit("import")
    choose_file(desk, tmp_path / "all.json")
    assert desk.shown == [number]
    dialog = desk.dialog(ImportDialog)
    assert {"Import all.json", "2 new sessions"} <= words_in(dialog)
    press(dialog, "Import")
    assert len(desk.shown) == 3
    assert desk.offered == "Imported."
    desk.page.undo_requested.emit()
    assert desk.shown == [number]


def test_an_import_asks_about_what_lies_in_the_future_and_the_page_names_it(desk: Desk, tmp_path: Path) -> None:
    wrong = NOW.replace(year=2099, month=1, day=5)
    with Store(tmp_path / "elsewhere.sqlite3") as store:
        store.add_measurements(None, [COLD, replace(COLD, at=wrong, trials=(Trial(112),))])
        export_archive(store, tmp_path / "all.json")
    desk.page.more_requested.emit("import")
    choose_file(desk, tmp_path / "all.json")
    dialog = desk.dialog(ImportDialog)
    assert "1 is dated in the future and won’t count in your results. Import anyway?" in words_in(dialog)
    press(dialog, "Import")
    assert desk.cold_mm == [97.5]
    assert "so not counted: 5 January 2099." in desk.page._later.text()
    assert not desk.page._later.isHidden()
    rows = desk.page._sessions._model
    assert rows.rowCount() == 2
    desk.page.session_deleted.emit(rows.data(rows.index(0, 0), Qt.ItemDataRole.UserRole).id)  # type: ignore[attr-defined]
    assert desk.page._later.isHidden()


def test_importing_a_known_table_adds_nothing(desk: Desk, tmp_path: Path) -> None:
    keep_session(desk.database, COLD)
    desk.refresh()
    desk.page.export_requested.emit("table")
    choose_file(desk, tmp_path / "table.csv")
    desk.page.more_requested.emit("import")
    choose_file(desk, tmp_path / "table.csv")
    dialog = desk.dialog(ImportDialog)
    assert NOTHING_NEW in words_in(dialog)
    assert "Import" not in {button.text() for button in dialog.findChildren(QPushButton)}
    press(dialog, "Close")
    assert len(desk.shown) == 1


def test_a_file_that_is_wrong_changes_nothing_and_says_why(desk: Desk, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{", encoding="utf-8")
    desk.page.more_requested.emit("import")
    choose_file(desk, wrong)
    (sentence,) = desk.notices
    assert sentence.startswith(str(wrong))
    assert desk.window.findChildren(ImportDialog) == []


@pytest.mark.parametrize(
    ("what", "beginning"),
    [("report", b"%PDF"), ("tape", b"%PDF"), ("chart_png", b"\x89PNG"), ("chart_svg", b"<?xml"), ("archive", b"{")],
)
def test_every_kind_of_file_is_written(desk: Desk, tmp_path: Path, what: str, beginning: bytes) -> None:
    keep_session(desk.database, COLD)
    desk.refresh()
    (desk.page.more_requested if what == "tape" else desk.page.export_requested).emit(what)
    choose_file(desk, tmp_path / "file")
    assert (tmp_path / "file").read_bytes().startswith(beginning)
    assert desk.offered == f"Saved as {tmp_path / 'file'}."
    assert not desk.page._undo.offering


@pytest.mark.parametrize("what", SAVED_AS)
def test_every_kind_of_file_goes_where_a_link_points_under_the_longest_name(
    desk: Desk, tmp_path: Path, what: str
) -> None:
    keep_session(desk.database, COLD)
    desk.refresh()
    suffix = Path(SAVED_AS[what][0]).suffix
    target = tmp_path / "elsewhere" / f"{'x' * (255 - len(suffix))}{suffix}"
    target.parent.mkdir()
    link = tmp_path / f"link{suffix}"
    link.symlink_to(target)
    (desk.page.more_requested if what == "tape" else desk.page.export_requested).emit(what)
    choose_file(desk, link)
    assert link.is_symlink()
    assert target.stat().st_size
    assert desk.offered == f"Saved as {link}."


def test_a_user_without_a_home_folder_can_save_too(tmp_path: Path, qtbot: QtBot) -> None:  # noqa: ARG001
    with disks.no_home():
        desk = Desk(tmp_path / "record" / "mobility.sqlite3")
        desk.page.more_requested.emit("tape")
        choose_file(desk, tmp_path / "tape.pdf")
        desk.close()
    assert (tmp_path / "tape.pdf").read_bytes().startswith(b"%PDF")


def test_a_table_that_was_saved_can_be_read_again(desk: Desk, tmp_path: Path) -> None:
    keep_session(desk.database, COLD)
    desk.page.export_requested.emit("table")
    choose_file(desk, tmp_path / "table.csv")
    (entry,) = read_history(tmp_path / "table.csv").sessions
    assert entry.record.measurements == (COLD,)


def test_a_file_that_cannot_be_written_is_reported(desk: Desk, tmp_path: Path) -> None:
    keep_session(desk.database, COLD)
    desk.page.export_requested.emit("table")
    choose_file(desk, tmp_path / "missing" / "table.csv")
    (sentence,) = desk.notices
    assert "cannot be written" in sentence


def test_a_chart_saved_from_the_demo_is_marked(desk: Desk, tmp_path: Path) -> None:
    keep_session(desk.database, COLD)
    desk.window.mark_invented()
    desk.refresh()
    desk.page.export_requested.emit("chart_svg")
    choose_file(desk, tmp_path / "chart.svg")
    assert "Demo data" in (tmp_path / "chart.svg").read_text(encoding="utf-8")


def test_the_numbers_are_explained(desk: Desk) -> None:
    desk.page.more_requested.emit("numbers")
    assert "About the numbers" in words_in(desk.dialog(ReadingDialog))


def test_without_a_record_nothing_is_saved_and_nothing_breaks(desk: Desk, tmp_path: Path) -> None:
    desk.record.close()
    desk.refresh()
    desk.page.export_requested.emit("archive")
    choose_file(desk, tmp_path / "all.json")
    assert not (tmp_path / "all.json").exists()
    desk.page.session_requested.emit(1)
    assert desk.window.findChildren(SessionDialog) == []
