from collections.abc import Iterator
from pathlib import Path

import pytest

from mobility_gui.store.sessions import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "record.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path) as store:
        yield store
