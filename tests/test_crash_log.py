import os
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobility_gui.crash_log import LARGEST_BYTES, CrashLog


class Witness:
    """A log with what it said, and the hooks as they were before it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.said: list[str] = []
        self.hooks = (sys.excepthook, threading.excepthook)
        self.log = CrashLog(path, self.said.append)


@pytest.fixture
def witness(tmp_path: Path) -> Iterator[Witness]:
    made = Witness(tmp_path / "mobility.log")
    yield made
    made.log.close()


def raised(error: Exception) -> None:
    """Let an exception reach the hook as one from a slot does."""
    try:
        raise error  # noqa: TRY301  an exception that was never raised has no traceback
    except Exception as caught:  # noqa: BLE001  whatever it is
        sys.excepthook(type(caught), caught, caught.__traceback__)


def test_an_exception_is_written_down_and_said_in_one_sentence(witness: Witness) -> None:
    raised(ValueError("odd thing"))
    text = witness.path.read_text(encoding="utf-8")
    assert "ValueError: odd thing" in text
    assert "Traceback" in text
    assert witness.said == [
        f"Something went wrong inside the program. You can carry on; the details are in {witness.path}."
    ]


def test_every_exception_is_kept(witness: Witness) -> None:
    raised(ValueError("first"))
    raised(ValueError("second"))
    text = witness.path.read_text(encoding="utf-8")
    assert text.index("first") < text.index("second")


def test_an_exception_in_a_thread_is_written_down(witness: Witness) -> None:
    thread = threading.Thread(target=raised_in_thread)
    thread.start()
    thread.join()
    assert "KeyError: 'in a thread'" in witness.path.read_text(encoding="utf-8")


def raised_in_thread() -> None:
    raise KeyError("in a thread")


def test_closed_it_gives_the_hooks_back(witness: Witness) -> None:
    assert (sys.excepthook, threading.excepthook) != witness.hooks
    witness.log.close()
    assert (sys.excepthook, threading.excepthook) == witness.hooks


def test_a_large_log_is_started_again(witness: Witness) -> None:
    witness.path.write_text("x" * (LARGEST_BYTES + 1))
    raised(ValueError("new"))
    assert witness.path.stat().st_size < 10_000
    assert "ValueError: new" in witness.path.read_text(encoding="utf-8")


def test_where_no_log_can_be_written_the_terminal_hears_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []
    log = CrashLog(tmp_path / "gone" / "mobility.log", said.append)
    try:
        raised(ValueError("odd thing"))
    finally:
        log.close()
    assert "ValueError: odd thing" in capsys.readouterr().err
    assert len(said) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_only_the_runner_can_read_the_log(witness: Witness) -> None:
    raised(ValueError("private"))
    assert stat.S_IMODE(witness.path.stat().st_mode) == 0o600


def test_a_name_that_is_not_text_is_written_down_too(witness: Witness) -> None:
    raised(FileNotFoundError(2, "No such file", os.fsdecode(b"caf\xe9")))
    assert "caf\\udce9" in witness.path.read_text(encoding="utf-8")
    assert len(witness.said) == 1
