"""The shipped library, and a folder for the runner's own files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mobility_gui.library.library import Library, check_file, load_library
from mobility_gui.paths import resources

SHIPPED = (resources() / "exercises", resources() / "routines")


@pytest.fixture(scope="session")
def shipped() -> Library:
    return load_library(SHIPPED)


@pytest.fixture
def told(shipped: Library, tmp_path: Path) -> Callable[[str | bytes], list[str]]:
    """Return the problems of a file with this content, each as `LINE: reason`."""

    def tell(content: str | bytes) -> list[str]:
        path = tmp_path / "mine.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return [f"{problem.line}: {problem.reason}" for problem in check_file(path, shipped)]

    return tell
