"""What leads the figure: the way in, the tempo, the breath, the hold."""

import itertools

import pytest

from mobility_gui.figure.figure import A, B, Motion
from mobility_gui.figure.motion import Moment, joints_at, period
from mobility_gui.training.routine import Tempo
from mobility_gui.ui.drawing.movement import Breath, Held, Movement, Rep, WayIn, moment_of
from tests.figure.drawings import FIGURES

SQUAT, SWING, DOG, HERO = (FIGURES[name] for name in ("low_squat", "ankle_circles", "downward_dog", "reclined_hero"))
KNEES, BRIDGE, ROLL = (FIGURES[name] for name in ("high_knees", "bridge", "foot_ball_roll"))
TEMPO = Tempo(2, 1, 3)


def place(name: str, movement: Movement, *, steps: bool = False) -> float:
    return moment_of(FIGURES[name], movement, steps=steps).place


def rep(seconds: float, number: int = 0) -> Rep:
    return Rep(number, 10, round(1000 * seconds), TEMPO)


@pytest.mark.parametrize(("seconds", "expected"), [(0, A), (1, 0.5), (2, B), (2.9, B), (3, B), (4.5, 0.5), (5.999, A)])
def test_a_repetition_goes_down_waits_and_comes_up_in_its_tempo(seconds: float, expected: float) -> None:
    assert place("low_squat", rep(seconds)) == pytest.approx(expected, abs=0.01)


def test_a_part_of_the_tempo_that_has_no_length_is_left_out() -> None:
    assert place("low_squat", Rep(0, 10, 1000, Tempo(1, 0, 1))) == B
    assert place("low_squat", Rep(0, 10, 1000, Tempo(1, 1, 0))) == B
    assert place("low_squat", Rep(0, 10, 0, Tempo(0, 1, 1))) == B


def test_legs_take_turns_in_repetitions_and_when_running() -> None:
    one, other = (joints_at(KNEES, Moment(place("high_knees", rep(2, number)))) for number in (0, 1))

    assert one.near_leg.knee[1] == pytest.approx(other.far_leg.knee[1], abs=1e-6)
    assert one.near_leg.knee[1] > one.far_leg.knee[1] + 0.1
    seconds = KNEES.seconds
    half_way = [place("high_knees", Held(round(1000 * seconds * turn))) for turn in (1, 3)]
    assert half_way == pytest.approx([B, 2 + B], abs=0.05)


def test_a_circle_changes_its_direction_half_way() -> None:
    first, last = place("ankle_circles", rep(1, 4)), place("ankle_circles", rep(1, 5))

    assert first == pytest.approx(0.5)
    assert last == pytest.approx(2 - 0.5)


@pytest.mark.parametrize(("at", "expected"), [(0, A), (0.25, 0.5), (0.5, B), (0.75, 0.5)])
def test_hips_rise_with_the_breath_in(at: float, expected: float) -> None:
    assert place("bridge", Breath(1, at)) == pytest.approx(expected)


def test_the_dog_walks_one_knee_with_each_breath_out() -> None:
    out = [joints_at(DOG, Moment(place("downward_dog", Breath(number, 0.99)))) for number in (0, 1)]

    bent = [leg.knee[1] for joints in out for leg in (joints.near_leg, joints.far_leg)]
    assert bent[0] == pytest.approx(bent[3], abs=0.01)
    assert bent[1] == pytest.approx(bent[2], abs=0.01)
    assert bent[0] != pytest.approx(bent[1], abs=0.02)


def test_a_pose_that_stays_is_taken_with_the_first_breath_out_and_kept() -> None:
    taken = [moment_of(HERO, Breath(0, at), steps=False).place for at in (0, 0.4, 0.75, 0.99)]
    kept = {moment_of(HERO, Breath(number, at / 20), steps=False) for number in (1, 2) for at in range(20)}

    assert taken == pytest.approx([A, A, 0.5, B], abs=0.03)
    assert {moment.place for moment in kept} == {B}
    assert {moment.lungs for moment in kept} >= {0, 1}


def test_a_hold_enters_the_pose_and_then_lives_quietly() -> None:
    seconds = 1.25 * HERO.seconds
    moments = [moment_of(HERO, Held(round(1000 * seconds * part)), steps=False) for part in (0, 0.5, 0.9)]
    quiet = {moment_of(HERO, Held(round(1000 * (seconds + tenth / 10))), steps=False) for tenth in range(90)}

    assert [moment.place for moment in moments] == pytest.approx([A, 0.5, 0.9])
    assert {moment.place for moment in quiet} == {B}
    assert 5 <= len(quiet) <= 12  # breathing, in few pictures


def test_who_rolls_in_a_hold_goes_on_rolling() -> None:
    ends = [place("foot_ball_roll", Held(round(1000 * ROLL.seconds * turn))) for turn in range(4)]

    assert ends == pytest.approx([A, B, A, B], abs=0.03)


def test_on_the_way_in_it_is_shown_how_to_get_there_again_and_again() -> None:
    there = 1.25 * SQUAT.seconds
    seconds = [0, there, there + 1, there + 1.6 + 0.5, there + 1.6 + 1.0, there + 3.2]
    places = [place("low_squat", WayIn(round(1000 * at))) for at in seconds]

    assert places == pytest.approx([A, B, B, 0.5, A, A], abs=0.03)


@pytest.mark.parametrize("name", FIGURES)
def test_without_motion_only_key_poses_are_shown_and_for_a_second_at_least(name: str) -> None:
    still = FIGURES[name].still
    for lead in (WayIn, Held):
        shown = [moment_of(FIGURES[name], lead(100 * tenth), steps=True) for tenth in range(100)]
        changes = [index for index in range(1, 100) if shown[index] != shown[index - 1]]

        assert {moment.place for moment in shown} <= {0, 1, 2, 3, still}
        assert {moment.lungs for moment in shown} == {0}
        assert all(after - before >= 10 for before, after in itertools.pairwise(changes))
    assert place(name, rep(1), steps=True) == still
    assert place(name, rep(2.5), steps=True) == B
    assert place(name, rep(5), steps=True) in {A, 2}
    for at in (0.1, 0.6):
        assert place(name, Breath(1, at), steps=True) in {0, 1, 2, 3}


def test_without_motion_the_inchworm_stands_walks_out_on_its_hands_and_holds_the_plank() -> None:
    led = [place("inchworm", lead, steps=True) for lead in (WayIn(0), WayIn(1500), WayIn(3000), WayIn(4500))]
    paced = [place("inchworm", rep(seconds), steps=True) for seconds in (1, 2.5, 5)]

    walking = FIGURES["inchworm"].still
    assert led == [A, walking, B, A]
    assert paced == [walking, B, A]


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_jumps_while_it_moves(name: str) -> None:
    figure = FIGURES[name]
    leads: list[list[Movement]] = [
        [WayIn(40 * step) for step in range(150)],
        [rep(step * 0.04 % 6, step * 4 // 600) for step in range(300)],
        [Breath(1 + step // 100, step % 100 / 100) for step in range(200)],
    ]
    for lead in leads:
        round_trip = period(figure)
        places = [moment_of(figure, movement, steps=False) for movement in lead]
        for before, after in itertools.pairwise(places):
            step = (after.place - before.place + round_trip / 2) % round_trip - round_trip / 2
            begins_anew = all(min(moment.place % 2, 2 - moment.place % 2) < 0.1 for moment in (before, after))
            assert abs(step) <= 0.15 or (figure.motion is Motion.ALTERNATE and begins_anew)  # a is the same for both


@pytest.mark.parametrize(("name", "most"), [("low_squat", 41), ("high_knees", 82), ("ankle_circles", 80)])
def test_ten_repetitions_need_no_more_pictures_than_one_or_two(name: str, most: int) -> None:
    figure = FIGURES[name]
    shown = {moment_of(figure, rep(tick * 0.033 % 6, int(tick * 0.033 // 6)), steps=False) for tick in range(1818)}

    assert len(shown) <= most
