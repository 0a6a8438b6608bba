from mobility_gui.training.exercise import Joint, Muscle, Side


def test_the_other_side_of_left_is_right() -> None:
    assert {side: side.other for side in Side} == {
        Side.LEFT: Side.RIGHT,
        Side.RIGHT: Side.LEFT,
        Side.BOTH: Side.BOTH,
    }


def test_mobile_and_stable_joints_take_turns_from_the_ground_up() -> None:
    assert [joint.mobile for joint in Joint] == [False, True, False, True, False, True, False]


def test_every_muscle_has_words_without_underscores() -> None:
    words = [muscle.words for muscle in Muscle]
    assert len(set(words)) == len(Muscle)
    assert not any("_" in word for word in words)
