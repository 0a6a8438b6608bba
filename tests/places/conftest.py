from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_gui.paths import Folders
from tests.places.desk import Desk


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    made = Folders(tmp_path / "data")
    made.create()
    return made


@pytest.fixture
def desk(qapp: QApplication, folders: Folders, qtbot: QtBot) -> Iterator[Desk]:  # noqa: ARG001  catches what slots raise
    made = Desk(qapp, folders)
    yield made
    made.closes()
