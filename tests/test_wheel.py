"""What is tested here is the built package, as a runner installs it, not the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from mobility_gui import __version__

CHECKOUT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built once, without asking any index."""
    folder = tmp_path_factory.mktemp("wheel")
    run("hatchling", "build", "--target", "wheel", "--directory", str(folder), cwd=CHECKOUT)
    (built,) = folder.glob("*.whl")
    return built


def run(*module_and_arguments: str, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *module_and_arguments], cwd=cwd, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_carries_every_resource_and_no_test(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    resources = CHECKOUT / "resources"
    shipped = {f"mobility_gui/{path.relative_to(CHECKOUT)}" for path in resources.rglob("*") if path.is_file()}
    assert shipped <= names
    assert {name.split("/")[0] for name in names} == {"mobility_gui", f"mobility_gui-{__version__}.dist-info"}


def test_an_installed_wheel_finds_its_own_resources(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    options = ["--quiet", "--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check"]
    run("pip", "install", *options, "--target", str(site), str(wheel), cwd=tmp_path)
    asked = subprocess.run(
        [sys.executable, "-c", "from mobility_gui import paths; print(paths.resources())"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(site)},
        check=True,
        capture_output=True,
        text=True,
    )
    found = Path(asked.stdout.strip())
    assert found == site / "mobility_gui" / "resources"
    assert found.is_dir()
