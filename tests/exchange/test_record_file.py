import re
import textwrap
from pathlib import Path

import pytest

from mobility_gui.ankle.trial import TrialFault
from mobility_gui.exchange.archive import write_archive
from mobility_gui.exchange.measurement_table import COLUMNS, write_measurement_table
from mobility_gui.exchange.record_file import read_history
from mobility_gui.exchange.whole_file import LARGEST_BYTES
from mobility_gui.exchange.whole_record import ExchangeError
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Ending, Feeling, Occasion, Outcome
from mobility_gui.training.routine import Phase
from tests.exchange.record_samples import HISTORY

FORMATS = (Path(__file__).parents[2] / "FORMATS.md").read_text(encoding="utf-8")


def example(section: str) -> str:
    """Return the indented lines under a heading of FORMATS.md."""
    (part,) = re.findall(rf"^## {section}$(.*?)(?=^## |\Z)", FORMATS, re.MULTILINE | re.DOTALL)
    return textwrap.dedent("".join(re.findall(r"^    .*\n", part, re.MULTILINE)))


@pytest.mark.parametrize("name", ["record.json", "record.csv", "record"])
def test_a_file_is_recognised_by_its_content_whatever_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write_archive(path, HISTORY)
    assert read_history(path) == HISTORY
    path.write_bytes(b"\xef\xbb\xbf \r\n" + path.read_bytes())
    assert read_history(path) == HISTORY
    write_measurement_table(path, HISTORY)
    assert read_history(path).measurements == HISTORY.measurements


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff", b"\xef\xbb\xbf", b"PK\x03\x04", b"a;b\r\n", b"\x00", b"\xff\xfea\x00"]
)
def test_a_file_that_is_neither_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "holiday.jpg"
    path.write_bytes(content)
    with pytest.raises(ExchangeError, match=r"holiday\.jpg( is empty| is not a record or a table|, line 1: the file)"):
        read_history(path)


def test_a_missing_or_absurdly_large_file_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "record.csv"
    with pytest.raises(ExchangeError, match=r"record\.csv cannot be read: No such file"):
        read_history(path)
    with path.open("wb") as file:
        file.truncate(LARGEST_BYTES + 1)
    with pytest.raises(ExchangeError, match="larger than 100 MB"):
        read_history(path)


def test_the_documented_table_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(example("Measurements as CSV"), encoding="utf-8")
    found = read_history(path)
    written = path.with_name("written.csv")
    write_measurement_table(written, found)
    assert written.read_text(encoding="utf-8-sig") == path.read_text(encoding="utf-8")


def test_the_documented_record_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text(example("The record as JSON"), encoding="utf-8")
    (entry,), (measurement,) = read_history(path).sessions, read_history(path).measurements
    assert (entry.record.held_ms, entry.record.note, measurement.value_mm) == (30_000, "windy", 99.5)


def test_every_column_and_word_is_documented() -> None:
    words = [*Phase, Ending.COMPLETE, Ending.PARTIAL, *Occasion, *TrialFault, *Feeling, *Outcome, *Side]
    for name in (*COLUMNS, "trial_N_mm", "trial_N_fault", "rows_in_file", "end", *words):
        assert f"`{name}`" in FORMATS
