"""The first `make run` of a fresh clone is killed at random moments; the next one succeeds, every time."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
KILLS = 20


@pytest.mark.prove
@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no kill -9")
def test_a_first_set_up_killed_at_any_moment_is_healed_by_the_next(tmp_path: Path) -> None:
    clone, wheels = tmp_path / "clone", tmp_path / "wheels"
    subprocess.run(["git", "clone", "--quiet", CHECKOUT, clone], check=True)
    lock = clone / "packaging" / "requirements-run.txt"
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-r", str(lock), "-d", str(wheels)]
    subprocess.run(download, check=True)
    environment = os.environ | {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheels),
        "DISPLAY": "",
        "WAYLAND_DISPLAY": "",
    }

    begun = time.monotonic()
    make_run(clone, environment, kill_after=None)
    seconds = time.monotonic() - begun
    moments = random.Random(1)  # noqa: S311, to be repeatable
    kills = 0
    while kills < KILLS:
        shutil.rmtree(clone / ".venv")
        killed_after = moments.uniform(0, seconds)
        was_killed = make_run(clone, environment, kill_after=killed_after)
        kills += was_killed
        print(f"{'killed' if was_killed else 'ended before'} {killed_after:.1f} s of {seconds:.1f}", flush=True)
        make_run(clone, environment, kill_after=None)


def make_run(clone: Path, environment: dict[str, str], kill_after: float | None) -> bool:
    """Run `make run` and return whether it was killed before it ended; fails where it ends with an error."""
    command = ["make", f"PYTHON={sys.executable}", "run"]
    with subprocess.Popen(
        command, cwd=clone, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            said, _ = process.communicate(timeout=kill_after)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return True
    assert process.returncode == 0, said
    assert said.splitlines()[-1].endswith("pictures of the stage are in build/rehearsal")
    return False
