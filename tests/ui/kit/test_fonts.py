import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import mobility_gui
from mobility_gui.paths import resources
from mobility_gui.settings import Look
from mobility_gui.ui.kit.controls import label
from mobility_gui.ui.kit.fonts import DISPLAY_FAMILY, TEXT_FAMILY, paper_font, screen_font, tabular
from mobility_gui.ui.kit.theme import Text, Theme

pytestmark = pytest.mark.usefixtures("qapp")

PACKAGE = Path(mobility_gui.__file__).parent
FONTS = resources() / "fonts"
NORMAL, MEDIUM, SEMIBOLD, BOLD = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold, QFont.Weight.Bold
SHIPPED = [
    *((TEXT_FAMILY, weight) for weight in (NORMAL, MEDIUM, SEMIBOLD)),
    *((DISPLAY_FAMILY, weight) for weight in (NORMAL, MEDIUM, SEMIBOLD, BOLD)),
]

OTHER_SYSTEM = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <cachedir>{folder}</cachedir>
  <match target="font"><edit name="hintstyle" mode="assign"><const>hintfull</const></edit></match>
</fontconfig>
"""
"""A machine that bends letters to its pixels as far as it can, and has no font at all."""

SAY_WIDTHS = """
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication
from mobility_gui.ui.kit.theme import Text, Theme
app = QApplication([])
theme = Theme()
theme.apply(app)
for kind in Text:
    print(QFontMetricsF(theme.text(kind)).horizontalAdvance("Half-kneeling, 11 of 12"))
print(QFontInfo(theme.text(Text.BODY)).family())
"""


def answer(python: str, folder: Path, **environment: str) -> list[str]:
    """What a program with the package in this folder prints; it must end well, and without a warning of Qt's."""
    surroundings = os.environ | {"PYTHONPATH": str(folder)} | environment
    command = [sys.executable, "-c", python]
    done = subprocess.run(command, cwd=folder, env=surroundings, check=True, capture_output=True, text=True)
    assert not done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize(("family", "weight"), SHIPPED)
@pytest.mark.parametrize("font_of", [screen_font, paper_font])
def test_every_weight_in_use_is_a_file_of_ours(font_of: object, family: str, weight: QFont.Weight) -> None:
    assert callable(font_of)
    font = font_of(display=family == DISPLAY_FAMILY)
    font.setPixelSize(20)
    font.setWeight(weight)
    found = QRawFont.fromFont(font)
    assert (found.familyName(), found.weight()) == (family, weight)


def test_the_files_are_those_that_the_readme_names_and_their_licence_is_beside_them() -> None:
    told = (resources() / "README.md").read_text(encoding="utf-8")
    files = list(FONTS.glob("*.ttf"))
    assert len(files) == len(SHIPPED)
    for file in files:
        assert f"| `{file.name}` | `{hashlib.sha256(file.read_bytes()).hexdigest()}` |" in told
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux asks fontconfig")
def test_words_are_as_wide_on_a_system_with_other_habits_and_no_font_of_its_own(tmp_path: Path) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text(OTHER_SYSTEM.format(folder=tmp_path), encoding="utf-8")
    there = answer(SAY_WIDTHS, PACKAGE.parent, FONTCONFIG_FILE=str(config))
    assert there == answer(SAY_WIDTHS, PACKAGE.parent)
    assert there[-1] == TEXT_FAMILY


@pytest.mark.skipif(sys.platform == "win32", reason="links need a permission there")
def test_without_the_files_or_with_damaged_ones_the_font_of_the_system_is_used(tmp_path: Path) -> None:
    (tmp_path / "mobility_gui").symlink_to(PACKAGE)
    missing = answer(SAY_WIDTHS, tmp_path)
    (tmp_path / "resources" / "fonts").mkdir(parents=True)
    for file in FONTS.glob("*.ttf"):
        (tmp_path / "resources" / "fonts" / file.name).write_bytes(file.read_bytes()[:5000])
    damaged = answer(SAY_WIDTHS, tmp_path)
    assert missing == damaged
    assert missing[-1] not in {TEXT_FAMILY, DISPLAY_FAMILY}


@pytest.mark.parametrize("kind", Text)
def test_tabular_digits_are_equally_wide(kind: Text) -> None:
    metrics = QFontMetricsF(tabular(Theme().text(kind)))
    widths = {round(metrics.horizontalAdvance(digit * 10), 1) for digit in "0123456789"}
    assert len(widths) == 1


def test_words_keep_their_own_hyphen_which_tabular_digits_would_widen(qapp: QApplication, qtbot: QtBot) -> None:
    Theme(Look.LIGHT).apply(qapp)
    line = label("Warm-up", Text.CARD_TITLE)
    qtbot.addWidget(line)
    line.ensurePolished()
    own, widened = (QFontMetricsF(font).horizontalAdvance("-") for font in (line.font(), tabular(line.font())))
    assert own < 0.8 * widened
