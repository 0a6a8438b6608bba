"""Every page, dialog, printed page and chart says the same in every language of the system, but for am and pm."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.giving_up import GIVE_UP_SECONDS

LIST_TEXTS = Path(__file__).parents[2] / "packaging" / "list_texts.py"
LANGUAGES = ("de_DE", "tr_TR", "ar_EG")
CLOCK = re.compile(r"\b[0-9]{1,2}:[0-9]{2}( [ap]m)?\b|\b[0-9]+ s\b")
"""Times of day, and lengths: one is how long the reading itself took."""

FOLDER = re.compile(r"/\S*/tmp\w+")

Screens = dict[str, list[str]]


def read(*languages: str, folder: Path, options: Sequence[str] = ()) -> list[Screens]:
    """What the program shows in each of these languages, all read on one day."""
    days = {""}
    while len(days) > 1 or "" in days:
        before = today()
        running = [reading(language, folder, options) for language in languages]
        said = [process.communicate(timeout=20 * GIVE_UP_SECONDS) for process in running]
        days = {before, today()}
        for process, (_, errors) in zip(running, said, strict=True):
            assert process.returncode == 0, errors
    return [json.loads(screens) for screens, _ in said]


def today() -> str:
    return subprocess.run(["date", "+%F"], check=True, capture_output=True, text=True).stdout


def reading(language: str, folder: Path, options: Sequence[str]) -> "subprocess.Popen[str]":
    """A program that reads its own screens on a system with this language."""
    named = language if language == "C" else f"{language}.UTF-8"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    environment |= {"LC_ALL": named, "LANG": named, "QT_QPA_PLATFORM": "offscreen", "LOCPATH": str(folder)}
    command = [sys.executable, str(LIST_TEXTS), "--screens", *options]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def make_locale(language: str, folder: Path) -> None:
    """Have the C library know a language too, if this machine can make it; Qt knows all of them."""
    if shutil.which("localedef"):
        subprocess.run(["localedef", "-i", language, "-f", "UTF-8", folder / f"{language}.UTF-8"], check=False)


def differences(one: Screens, other: Screens) -> list[str]:
    """The texts that only one of two languages shows, but for times and the folder, which differ anyway."""
    assert one.keys() == other.keys()
    return [f"{name}: {text}" for name in one for text in sorted(bare(one[name]) ^ bare(other[name]))]


def bare(texts: list[str]) -> set[str]:
    return {FOLDER.sub("", CLOCK.sub("0:00", text)) for text in texts}


def test_an_arabic_system_changes_nothing_but_the_clock(tmp_path: Path) -> None:
    plain, arabic = read("C", "ar_EG", folder=tmp_path, options=["--some"])
    assert len(plain) > 10
    assert not differences(arabic, plain)
    ends = next(text for text in arabic["Routines"] if text.startswith("ends"))
    assert re.fullmatch(r"ends \d{1,2}:\d\d [ap]m", ends)
    assert not any(re.search(r"\d [ap]m\b", text) for texts in plain.values() for text in texts)


@pytest.mark.prove
def test_everything_the_program_can_show_is_the_same_in_four_languages(tmp_path: Path) -> None:
    for language in LANGUAGES:
        make_locale(language, tmp_path)
    plain, *others = read("C", *LANGUAGES, folder=tmp_path)
    assert len(plain) > 80
    for screens in others:
        assert not differences(screens, plain)
