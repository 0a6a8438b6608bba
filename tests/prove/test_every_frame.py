"""Sixty frames a second of every movement: what the short tests look at twelve or six times a second."""

import pytest

from tests.figure import test_motion
from tests.figure.drawings import FIGURES

PER_SECOND = 60


@pytest.mark.prove
@pytest.mark.parametrize("name", FIGURES)
def test_every_frame_is_a_human_on_the_floor(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_motion, "PER_SECOND", PER_SECOND)
    monkeypatch.setattr(test_motion, "SKIN_PER_SECOND", PER_SECOND)

    test_motion.test_what_is_planted_stays(name)
    test_motion.test_bones_keep_their_length(name)
    test_motion.test_no_joint_leaves_its_range(name)
    test_motion.test_nothing_sinks_into_floor_or_wall(name)
