"""Reads one file within limits."""

import datetime as dt
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_gui.library.toml_file import MOST_BYTES, MOST_PROBLEMS, Enough, TomlFile, near, read_toml_file, shown


def reasons(path: Path, content: bytes) -> list[str]:
    path.write_bytes(content)
    toml_file = read_toml_file(path)
    assert toml_file.problems == [] or toml_file.tables == {}
    return [f"{problem.line}: {problem.reason}" for problem in toml_file.problems]


def test_a_file_of_64_kb_is_read_and_a_larger_one_is_not(tmp_path: Path) -> None:
    content = b"a = 1\n" + b"#" * (MOST_BYTES - 6)
    assert reasons(tmp_path / "a.toml", content) == []
    assert reasons(tmp_path / "a.toml", content + b"#") == [
        "1: This file is larger than 64 KB. Split it into several files."
    ]


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    (problem,) = read_toml_file(tmp_path / "gone.toml").problems
    assert str(problem) == (
        f"{tmp_path / 'gone.toml'}:1: This file cannot be read (No such file or directory)."
        " Check that it exists and that you are allowed to open it."
    )


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    (problem,) = read_toml_file(tmp_path).problems
    assert problem.reason.startswith("This file cannot be read (")


@pytest.mark.parametrize("line_end", [b"\r\n", b"\n", b"\r"])
def test_a_byte_order_mark_and_any_line_ends_are_accepted(tmp_path: Path, line_end: bytes) -> None:
    path = tmp_path / "windows.toml"
    path.write_bytes(line_end.join([b"\xef\xbb\xbfa = 1", b'b = "two"', b""]))
    assert read_toml_file(path).tables == {"a": 1, "b": "two"}
    assert reasons(path, line_end.join([b"a = 1", b"b = two"])) == [
        '2: This value cannot be read. Put text in straight "quotes"; write true and false in lower case.'
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a", "1: This name has no value. Write name = value, or [exercise.NAME] or [routine.NAME] for a table."),
        ("a = 1 2", "1: There is something extra at the end of this line. Remove it, or put it on a line of its own."),
        ("\n[a", "2: A closing bracket (]) is missing after the name of this table."),
        ('a = "b', '1: A closing quote (") is missing.'),
        ('a = "b\nc = 1', '1: A closing quote (") is missing.'),
        ('a = "\x07"', "1: This text contains a character that is not allowed. Remove it."),
        ("a = 'b", "1: A closing quote (') is missing."),
        ("a = 'b\nc = 'd'", "1: A closing quote (') is missing."),
        ("a = '\x07'", "1: This line contains a character that is not allowed. Remove it."),
        ("a = 1 # \x07", "1: This line contains a character that is not allowed. Remove it."),
        ("a = 1\na = 2", "2: This name already has a value. Keep only one of the two."),
        ("a = { b = 1, b = 2 }", "1: This name already has a value. Keep only one of the two."),
        ("a = { b = 1", "1: A comma or a closing brace (}) is missing before this."),
        ("a = [1,\n\n2\n\n", "3: A comma or a closing bracket (]) is missing before this."),
        ("ü = 1", "1: This is neither a [table] nor name = value. Use only a-z, 0-9, _ and - in names."),
        ("a.ü = 1", "1: This name contains a character that is not allowed. Use only a-z, 0-9, _ and - in names."),
        ('a = "\\q"', '1: A backslash in a text must be doubled, as in "\\\\".'),
        (
            'a = "\\ud800"',
            (
                "1: This is not valid TOML (Escaped character is not a Unicode scalar value). Check this line and the"
                " one above it."
            ),
        ),
    ],
)
def test_a_message_of_the_parser_becomes_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    found = reasons(tmp_path / "a.toml", text.encode())
    assert len(found) == 1
    line, reason = found[0].split(": ", 1)
    assert f"{line}: {reason}" == said


def test_a_number_too_long_to_be_read_is_reported_with_its_line(tmp_path: Path) -> None:
    assert reasons(tmp_path / "a.toml", b"a = 1\nb = " + b"9_9" * 2500) == [
        "2: This number has too many digits. Write a shorter one."
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"a." * 32000 + b"a = 1",
        b"[" + b"a." * 32000 + b"a]",
        b"a = " + b"[" * 60000,
        b"a = " + b"{a=" * 20000,
        b'\\"""' * 16000 + b"." * 40,
        b"." * 64000,
        b'"' * 64000,
        b"[[a]]\n" * 10000,
        b'a = "' + b"\\n" * 30000 + b'"',
    ],
    ids=["long key", "long header", "lists", "tables", "quotes", "dots", "only quotes", "many tables", "escapes"],
)
def test_a_hostile_file_takes_less_than_two_seconds(tmp_path: Path, content: bytes) -> None:
    start = process_time()
    reasons(tmp_path / "a.toml", content)
    assert process_time() - start < 2


def test_reading_stops_after_twenty_mistakes() -> None:
    toml_file = TomlFile(Path("a.toml"))
    for _ in range(MOST_PROBLEMS):
        toml_file.refuse("wrong.")
    with pytest.raises(Enough):
        toml_file.refuse("wrong.")
    assert len(toml_file.problems) == MOST_PROBLEMS


def test_a_value_is_repeated_in_one_short_line() -> None:
    assert shown(True) == "true"
    assert shown(3) == "3"
    assert shown(float("inf")) == "inf"
    assert shown(10**5000) == "a far larger number"
    assert shown("a\nb") == '"a?b"'
    assert shown("x" * 50) == '"' + "x" * 39 + '…"'
    assert shown([1]) == "a list"
    assert shown({}) == "a table"
    assert shown(dt.date(2026, 1, 1)) == "a date or time"


def test_a_similar_word_is_found_and_a_different_one_is_not() -> None:
    assert near("low_sqat", ["low_squat", "low_lunge"]) == "low_squat"
    assert near("swim", ["low_squat", "low_lunge"]) is None
    assert near("low_squat" * 1000, ["low_squat"]) is None


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_no_content_raises(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    assert len(reasons(path, content)) <= 1
