import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mobility_gui import __version__
from mobility_gui.ankle.trial import Trial
from mobility_gui.command_line.main import main
from mobility_gui.library.library import load_library
from mobility_gui.paths import resources
from mobility_gui.record.files import export_record, export_table
from mobility_gui.store.sessions import Store
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Ending, Measurement, Occasion
from tests import disks
from tests.giving_up import GIVE_UP_SECONDS
from tests.store import samples

WRONG = Path(__file__).parents[1] / "library" / "wrong"
SHIPPED = load_library([resources() / "exercises", resources() / "routines"])

RIGHT = """
[routine.lunch_break]
name = "Lunch break"
phase = "any_time"
purpose = "Gets the ankles moving at noon."
steps = [{ exercise = "low_squat" }]
"""


class Said:
    """What one command answered."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err


Command = Callable[..., Said]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def command(data: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command with a data folder of its own, in this process."""

    def run(*arguments: object) -> Said:
        try:
            code = main(["--data-dir", str(data), *map(str, arguments)])
        except SystemExit as end:
            code = int(str(end.code))
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


def fill(data: Path) -> None:
    """One finished session with two cold tests, and one test typed in by hand."""
    with Store(data / "mobility.sqlite3") as store:
        session = samples.begin(store)
        store.add_stretch(session, samples.stretch(), samples.STARTED, "0:left:1")
        store.add_measurements(session, [samples.measurement(Side.LEFT), samples.measurement(Side.RIGHT)])
        store.end_session(session, samples.STARTED, Ending.COMPLETE)
        store.add_measurements(None, [samples.measurement(Side.LEFT, samples.utc("2026-05-01 07:00"))])


def in_a_process(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mobility_gui", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=GIVE_UP_SECONDS)


# list and plan


def test_list_names_every_routine_and_exercise_by_the_id_that_commands_take(command: Command) -> None:
    said = command("list")
    assert said.code == 0
    assert [line.split()[0] for line in said.out.splitlines() if line.startswith("  ")] == [
        *SHIPPED.routines,
        *SHIPPED.exercises,
    ]


def test_list_shows_the_runners_own_routine_and_says_what_is_wrong_with_another(command: Command, data: Path) -> None:
    (data / "routines").mkdir(parents=True)
    (data / "routines" / "right.toml").write_text(RIGHT)
    (data / "routines" / "wrong.toml").write_text("[routine.x]\nname =\n")
    said = command("list")
    assert said.code == 0
    assert "Lunch break" in said.out
    assert said.err.startswith(f"{data / 'routines' / 'wrong.toml'}:2: ")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("name", SHIPPED.routines)
def test_the_lines_of_a_plan_add_up(command: Command, name: str) -> None:
    said = json.loads(command("plan", name, "--json").out)
    at_ms = 0
    for row in said["spans"]:
        assert row["start_ms"] == at_ms
        at_ms += row["duration_ms"]
    assert (said["routine"], said["total_ms"]) == (name, at_ms)


def test_a_plan_in_words_has_a_line_for_each_span_and_the_sum(command: Command) -> None:
    rows = json.loads(command("plan", "ankle_try_this", "--json").out)["spans"]
    lines = command("plan", "ankle_try_this").out.splitlines()
    assert [line.split()[2] for line in lines[:-1]] == [row["kind"] for row in rows]
    assert lines[-1].split() == ["6:50", "total"]
    assert lines[2].split() == ["2:18", "0:30", "work", "foot_ball_roll", "left", "30", "s"]


def test_a_plan_is_made_with_the_times_in_the_settings(command: Command, data: Path) -> None:
    data.mkdir()
    (data / "settings.json").write_text('{"lead_in_seconds": 25}')
    first = json.loads(command("plan", "warm_up_ankles", "--json").out)["spans"][0]
    assert (first["kind"], first["duration_ms"]) == ("set_up", 25_000)


@pytest.mark.parametrize("name", ["plan", "rehearse"])
def test_an_unknown_routine_gives_one_sentence_with_the_nearest_name(command: Command, name: str) -> None:
    said = command(name, "warm_up_ankle")
    assert (said.code, said.out) == (1, "")
    assert said.err == "There is no routine 'warm_up_ankle'. Did you mean warm_up_ankles?\n"


def test_a_name_like_no_other_points_to_the_list(command: Command) -> None:
    assert command("plan", "xyz").err == "There is no routine 'xyz'. Run mobility-gui list to see them all.\n"


# check


@pytest.mark.parametrize("path", sorted(WRONG.iterdir()), ids=lambda path: path.stem)
def test_a_wrong_file_gives_one_sentence_with_its_line_and_exit_1(command: Command, path: Path) -> None:
    said = command("check", path)
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    place, line, reason = said.err.split(":", 2)
    assert place == str(path)
    assert int(line) >= 1
    assert reason.rstrip()


def test_all_wrong_files_at_once_give_a_sentence_each(command: Command) -> None:
    files = sorted(WRONG.iterdir())
    said = command("check", *files)
    assert said.code == 1
    assert [line.split(":")[0] for line in said.err.splitlines()] == [str(path) for path in files]


def test_a_right_file_is_called_ok(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "lunch.toml"
    path.write_text(RIGHT)
    said = command("check", path)
    assert (said.code, said.out, said.err) == (0, f"{path}: OK\n", "")


@pytest.mark.parametrize("kind", ["exercises", "routines"])
def test_the_shipped_files_are_fine(command: Command, kind: str) -> None:
    assert command("check", *(resources() / kind).glob("*.toml")).code == 0


def test_a_wrong_file_in_the_runners_own_folder_is_told_of_once(command: Command, data: Path) -> None:
    (data / "routines").mkdir(parents=True)
    path = data / "routines" / "wrong.toml"
    path.write_text("[routine.x]\nname =\n")
    said = command("check", path)
    assert said.code == 1
    assert said.err.count("\n") == 1


def test_a_file_that_is_not_there_gives_one_sentence(command: Command, tmp_path: Path) -> None:
    said = command("check", tmp_path / "gone.toml")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"{tmp_path / 'gone.toml'}:1: ")
    assert said.err.count("\n") == 1


# rehearse


@pytest.mark.parametrize("name", SHIPPED.routines)
def test_rehearse_plays_as_long_as_planned(command: Command, name: str) -> None:
    said = command("rehearse", name)
    total_ms = json.loads(command("plan", name, "--json").out)["total_ms"]
    lines = said.out.splitlines()
    assert said.code == 0
    assert lines[0].endswith("session started")
    assert lines[-2].endswith("session complete")
    assert lines[-1] == f"planned {total_ms} ms, played {total_ms} ms"


def test_rehearse_at_a_speed_takes_its_part_of_the_time(command: Command) -> None:
    assert command("rehearse", "ankle_try_this", "--speed", "10000").out == command("rehearse", "ankle_try_this").out


def test_rehearse_saves_a_picture_of_each_span_on_the_stage(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    said = command("rehearse", "ankle_try_this", "--pictures", folder)
    names = sorted(path.name for path in folder.iterdir())
    assert said.code == 0
    assert said.out.endswith(f"Saved 8 pictures in {folder}\n")
    assert names[1] == "02-work-foot_ball_roll-left.png"
    assert all((folder / name).read_bytes().startswith(b"\x89PNG") for name in names)
    assert len(names) == 8


def test_rehearse_by_exercise_prints_each_once_and_the_folder_last(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    said = command("rehearse", "warm_up_ankles", "--exercises", "--pictures", folder)
    lines = said.out.splitlines()
    steps = SHIPPED.routines["warm_up_ankles"].steps
    assert said.code == 0
    assert [line.split("  ")[-1].partition(":")[0] for line in lines[:-1]] == [
        SHIPPED.exercises[step.exercise].name for step in steps
    ]
    assert lines[0] == "    0:00  Foot roll: 30 s, each side"
    assert lines[-1].endswith(str(folder))


def test_pictures_where_a_file_stands_give_one_sentence(command: Command, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    said = command("rehearse", "ankle_try_this", "--pictures", tmp_path / "taken")
    assert (said.code, said.err) == (1, f"{tmp_path / 'taken'} is a file, but a folder is needed there.\n")


# progress, export, import


def test_progress_of_an_empty_record_says_so(command: Command) -> None:
    said = command("progress")
    assert said.code == 0
    assert said.out.splitlines()[1:] == ["left: no cold test yet", "right: no cold test yet"]


def test_progress_as_json_has_the_values_of_both_sides(command: Command, data: Path) -> None:
    fill(data)
    found = json.loads(command("progress", "--json").out)
    value_mm = samples.measurement().value_mm
    assert found["sessions"] == 1
    assert {side: found["ankles"][side]["cold_tests"] for side in ("left", "right")} == {"left": 2, "right": 1}
    assert found["ankles"]["right"]["now"]["mm"] == 101.88
    assert value_mm == 101.875


def test_progress_in_words_cannot_tell_from_one_test(command: Command, data: Path) -> None:
    fill(data)
    assert "\nright: 10.2 cm (±1.4), the average of 1 test\n  too early to tell; " in command("progress").out


def test_progress_names_what_is_dated_after_today_and_counts_it_nowhere(command: Command, data: Path) -> None:
    fill(data)
    before = command("progress").out
    wrong = samples.measurement(at=samples.STARTED.replace(year=2099))
    with Store(data / "mobility.sqlite3") as store:
        store.add_by_hand([wrong])
    after = command("progress").out
    assert after.startswith(before)
    assert "so not counted: 4 May 2099." in after


def test_what_was_exported_comes_back_elsewhere(command: Command, data: Path, tmp_path: Path) -> None:
    fill(data)
    out = tmp_path / "deep" / "out"
    said = command("export", out)
    assert (said.code, said.out) == (0, f"{out / 'mobility.json'}\n{out / 'measurements.csv'}\n")

    other = tmp_path / "other"
    assert main(["--data-dir", str(other), "import", str(out / "mobility.json")]) == 0
    with Store(data / "mobility.sqlite3") as here, Store(other / "mobility.sqlite3") as there:
        assert here.history() == there.history()


def test_a_table_brings_what_was_measured_back_elsewhere(
    command: Command, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(data)
    command("export", tmp_path / "out")
    other = tmp_path / "other"
    assert main(["--data-dir", str(other), "import", str(tmp_path / "out" / "measurements.csv")]) == 0
    assert capsys.readouterr().out == "1 new session, 1 new measurement entered by hand.\n"
    with Store(data / "mobility.sqlite3") as here, Store(other / "mobility.sqlite3") as there:
        assert there.history()[1] == here.history()[1]
        assert there.kept(1)[0].measurements == here.kept(1)[0].measurements
    assert main(["--data-dir", str(other), "import", str(tmp_path / "out" / "mobility.json")]) == 0
    assert capsys.readouterr().out == "1 session with missing parts filled in (1 already in the record).\n"


def test_importing_twice_adds_once(command: Command, data: Path, tmp_path: Path) -> None:
    fill(data)
    command("export", tmp_path / "out")
    said = command("import", tmp_path / "out" / "mobility.json")
    assert (said.code, said.out) == (0, "Nothing new (2 already in the record).\n")
    with Store(data / "mobility.sqlite3") as store:
        assert len(store.sessions()) == 1
        assert [m.occasion for m in store.history()[1]] == [Occasion.COLD]


def test_an_import_says_what_lies_in_the_future(command: Command, tmp_path: Path) -> None:
    later = Measurement(Side.LEFT, Occasion.COLD, datetime(2099, 1, 5, tzinfo=UTC), (Trial(112),))
    with Store(tmp_path / "elsewhere.sqlite3") as store:
        store.add_measurements(None, [later])
        export_table(store, tmp_path / "later.csv")
    said = command("import", tmp_path / "later.csv")
    assert (said.code, said.out.splitlines()) == (
        0,
        ["1 new measurement entered by hand.", "1 is dated in the future and won’t count in your results."],
    )


def test_an_export_that_cannot_be_written_gives_one_sentence(command: Command, data: Path, tmp_path: Path) -> None:
    fill(data)
    (tmp_path / "out" / "mobility.json" / "taken").mkdir(parents=True)
    said = command("export", tmp_path / "out")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"{tmp_path / 'out' / 'mobility.json'} cannot be written: ")
    assert said.err.count("\n") == 1


def test_an_export_to_a_file_gives_one_sentence(command: Command, data: Path, tmp_path: Path) -> None:
    fill(data)
    (tmp_path / "out").write_text("")
    said = command("export", tmp_path / "out")
    assert (said.code, said.out, said.err) == (1, "", f"{tmp_path / 'out'} is a file, but a folder is needed there.\n")


@pytest.mark.parametrize("content", [None, b"", b"{", b'{"format": "other"}', b"\xff", b"date,time\n"])
def test_an_import_that_cannot_be_read_gives_one_sentence(
    command: Command, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "in.json"
    if content is not None:
        path.write_bytes(content)
    said = command("import", path)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(str(path))
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [("progress",), ("export", "out"), ("doctor",)])
def test_a_damaged_record_is_named_and_left_alone(
    command: Command, data: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    data.mkdir()
    monkeypatch.chdir(data.parent)
    (data / "mobility.sqlite3").write_bytes(b"no database" * 500)
    said = command(*arguments)
    assert said.code == 1
    assert f"{data / 'mobility.sqlite3'} is damaged or was not made by this program." in said.err + said.out
    assert (data / "mobility.sqlite3").read_bytes() == b"no database" * 500


# What goes wrong around the commands


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("plan",),
        ("check",),
        ("import",),
        ("plan", "warm_up_ankles", "--speed", "2"),
        ("rehearse", "warm_up_ankles", "--speed", "0"),
        ("rehearse", "warm_up_ankles", "--speed", "fast"),
        ("--no-such-option",),
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2(command: Command, arguments: tuple[str, ...]) -> None:
    said = command(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("usage: ")


def test_version_and_help_exit_with_0(command: Command) -> None:
    assert command("--version").out == f"mobility-gui {__version__}\n"
    assert "doctor" in command("--help").out


@pytest.mark.parametrize(
    "arguments", [(), ("list",), ("progress",), ("export", "out"), ("import", "in.json"), ("plan", "warm_up_ankles")]
)
def test_a_data_folder_that_is_a_file_gives_one_sentence(
    command: Command, data: Path, arguments: tuple[str, ...]
) -> None:
    data.write_text("mine")
    said = command(*arguments)
    assert (said.code, said.out) == (1, "")
    assert said.err == f"{data} is a file, so it cannot be the data folder.\n"
    assert data.read_text() == "mine"


def test_without_a_home_folder_one_sentence_says_what_to_do(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with disks.no_home():
        assert main(["list"]) == 1
        assert capsys.readouterr() == (
            "",
            "There is no home folder to keep your data in. Name a folder with --data-dir.\n",
        )
        assert main(["--data-dir", str(tmp_path), "list"]) == 0


def test_a_trace_that_cannot_be_written_gives_one_sentence_and_no_window(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "no" / "trace.jsonl"
    done = in_a_process("--data-dir", data, "--trace", path)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{path}: No such file or directory.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
def test_ctrl_c_ends_a_rehearsal_without_a_traceback(data: Path) -> None:
    command = [sys.executable, "-u", "-m", "mobility_gui", "--data-dir", str(data), "rehearse", "warm_up_ankles"]
    with subprocess.Popen(
        [*command, "--speed", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline().endswith("session started\n")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=GIVE_UP_SECONDS)
    assert (process.returncode, said) == (130, "")


def test_a_demo_takes_no_data_folder(command: Command, data: Path) -> None:
    said = command("demo")
    assert (said.code, said.out) == (2, "")
    assert said.err.endswith("mobility-gui: error: demo saves nothing, so it takes no --data-dir.\n")
    assert not data.exists()


def test_a_reader_that_goes_away_early_is_no_error(data: Path) -> None:
    """As `mobility-gui list | head -0` does."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "mobility_gui", "--data-dir", str(data), "list"],
            stdout=writer,
            stderr=subprocess.PIPE,
            env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
            text=True,
            check=False,
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


NAMED = """
[routine.lunch_break]
name = "Lunch 🏃 break – für alle"
phase = "any_time"
purpose = "Gets the ankles moving at noon."
steps = [{ exercise = "low_squat" }]
"""


@pytest.mark.parametrize(
    ("terminal", "name"),
    [
        ({"PYTHONIOENCODING": "latin-1"}, "Lunch ? break ? für alle".encode("latin-1")),
        ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, b"Lunch ? break ? f?r alle"),
        ({"PYTHONIOENCODING": "utf-8"}, "Lunch 🏃 break – für alle".encode()),
    ],
    ids=["Latin-1", "ASCII", "UTF-8"],
)
def test_what_a_terminal_cannot_show_becomes_a_question_mark(data: Path, terminal: dict[str, str], name: bytes) -> None:
    (data / "routines").mkdir(parents=True)
    (data / "routines" / "lunch.toml").write_text(NAMED, encoding="utf-8")
    bare = {key: value for key, value in os.environ.items() if key not in {"LC_ALL", "PYTHONIOENCODING", "PYTHONUTF8"}}
    for command in (["list"], ["check", str(data / "routines" / "lunch.toml")], ["rehearse", "lunch_break"]):
        done = subprocess.run(
            [sys.executable, "-m", "mobility_gui", "--data-dir", str(data), *command],
            capture_output=True,
            check=False,
            env=bare | terminal,
            timeout=GIVE_UP_SECONDS,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        if command == ["list"]:
            assert name in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
@pytest.mark.parametrize("command", ["list", "progress", "export", "doctor", "import", "check"])
def test_a_folder_whose_name_is_not_utf_8_goes_through_every_command_byte_by_byte(tmp_path: Path, command: str) -> None:
    data = os.fsencode(tmp_path) + b"/caf\xe9"
    folder = Path(os.fsdecode(data))
    folder.mkdir()
    fill(folder)
    (folder / "routines").mkdir()
    (folder / "routines" / "own.toml").write_text(RIGHT)
    out = data + b"/out"
    with Store(folder / "mobility.sqlite3") as store:
        export_record(store, folder / "in")
    of_each = {
        "export": ([out], out + b"/mobility.json\n" + out + b"/measurements.csv\n"),
        "import": ([data + b"/in/mobility.json"], b"Nothing new (2 already in the record).\n"),
        "check": ([data + b"/routines/own.toml"], data + b"/routines/own.toml: OK\n"),
        "doctor": ([], b"ok   record         1 session in " + data + b"/mobility.sqlite3\n"),
    }
    arguments, expected = of_each.get(command, ([], b""))
    done = subprocess.run(
        [sys.executable, "-m", "mobility_gui", "--data-dir", data, command, *arguments],
        capture_output=True,
        check=False,
        timeout=GIVE_UP_SECONDS,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert expected in done.stdout


@pytest.mark.parametrize("arguments", [("progress",), ("plan", "warm_up_ankles"), ("rehearse", "warm_up_ankles")])
def test_damaged_settings_are_told_of_by_every_command_that_reads_them_and_left_alone(
    command: Command, data: Path, arguments: tuple[str, ...]
) -> None:
    data.mkdir()
    (data / "settings.json").write_text("{")
    for _ in range(2):
        said = command(*arguments)
        assert said.code == 0
        assert said.err.startswith("settings.json is damaged, so the default settings are used.")
        assert said.err.count("\n") == 1
    assert (data / "settings.json").read_text() == "{"


def test_commands_for_the_terminal_load_no_window() -> None:
    script = (
        "import sys; from mobility_gui.command_line.main import main; main(['rehearse', 'ankle_try_this']); "
        "print(*{'PySide6', 'numpy', 'pyqtgraph', 'miniaudio', 'msgspec', 'sqlite3'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == ""
