from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_gui.paths import Folders
from tests.whole.programs import Programs


@pytest.fixture
def programs(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Programs:
    return Programs(qapp, qtbot, Folders(tmp_path / "data"))
