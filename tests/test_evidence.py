"""Every source a runner meets is in the table of docs/evidence.md, and is met where the table says so."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
TOLD = (
    "README.md",
    "mobility_gui/ui/settings/about.py",
    "mobility_gui/ui/paper/report_words.py",
    *sorted(f"resources/exercises/{path.name}" for path in (ROOT / "resources/exercises").glob("*.toml")),
)
"""What a runner reads numbers in."""

CITED = re.compile(r"([A-Z][\w-]+)(?: and others| et al\.)?,? ((?:19|20)\d\d)\b|\b(ACSM)\b")
"""The last author who is named, and the year; the guidelines go without one."""


class Row(NamedTuple):
    """A row of the table."""

    said: str
    dose: str
    people: str
    source: str
    read: str
    shown: str

    @property
    def files(self) -> list[str]:
        return re.findall(r"`([^`]+)`", self.shown)


def table() -> list[Row]:
    lines = (ROOT / "docs/evidence.md").read_text(encoding="utf-8").splitlines()
    rows = [Row(*(cell.strip() for cell in line.strip("|").split("|"))) for line in lines if line.startswith("|")]
    return rows[2:]  # below the head and its line


def texts(file: str) -> Iterator[str]:
    """Yield what a file says; in Python, each string by itself, put together from its lines."""
    content = (ROOT / file).read_text(encoding="utf-8")
    if file.endswith(".py"):
        nodes = ast.walk(ast.parse(content))
        yield from (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    else:
        yield content


def cited(text: str) -> set[str]:
    return {" ".join(filter(None, match)) for match in CITED.findall(" ".join(text.split()))}


def cited_in(file: str) -> set[str]:
    return {source for text in texts(file) for source in cited(text)}


@pytest.mark.parametrize("file", TOLD)
def test_every_source_a_runner_meets_is_in_the_table(file: str) -> None:
    listed = {source for row in table() if file in row.files for source in cited(row.source)}
    assert cited_in(file) - listed == set()


@pytest.mark.parametrize("row", table(), ids=lambda row: row.source)
def test_a_row_names_dose_people_source_and_the_files_that_cite_it(row: Row) -> None:
    assert all(row)
    assert cited(row.source)
    assert row.files
    assert {file: cited(row.source) - cited_in(file) for file in row.files} == {file: set() for file in row.files}


@pytest.mark.parametrize("file", ["README.md", "mobility_gui/ui/settings/about.py"])
def test_what_six_weeks_can_add_is_never_said_without_its_dose(file: str) -> None:
    said = [" ".join(text.split()) for text in texts(file) if "1 to 1.5 cm" in " ".join(text.split())]
    assert said
    for text in said:
        for dose in ("10 to 14 %", "six weeks", "every day", "70 to 420 minutes a week", "7 to 42 times", "80 people"):
            assert dose in text
