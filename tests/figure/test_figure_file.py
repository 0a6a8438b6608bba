import pytest

from mobility_gui.figure.figure import A, Accent, Arrow, B, Ball, Crop, Lens, Motion, Strap, Tape, Wall
from mobility_gui.figure.figure_file import FigureError, parse_figure
from mobility_gui.figure.pose import Leg, View

LUNGE = """
accents = ["soleus"]
rings = ["near.ankle"]
pins = ["near.ankle", "near.ball"]
arrow = { joint = "near.knee", offset = [-0.01, 0] }
props = [
  { kind = "wall", x = 0.1846, height = 0.78 },
  { kind = "tape", x = [0.112, 0.1846] },
]

[a]
hip = [-0.185, 0.277]
lumbar = 85
thorax = 81
neck = 85
near_leg = { thigh = 0.2, shank = -104.1, foot = 0, toes = 0 }
far_leg = { thigh = -97, shank = 167.1, foot = -62, toes = 0 }
near_arm = { upper = -26.4, fore = 2.1, hand = 84 }
far_arm = { upper = -24.3, fore = 11.6, hand = 84 }

[b]
hip = [-0.095, 0.247]
lumbar = 82
thorax = 78
neck = 82
near_leg = { thigh = -3, shank = -127.6, foot = [0, 20], toes = 0 }
far_leg = { thigh = -119.4, shank = 167.1, foot = -62, toes = 0 }
near_arm = { upper = -54.7, fore = 46.9, hand = 84 }
far_arm = { upper = -47.3, fore = 56.3, hand = 84 }
"""
POSE = LUNGE.partition("[a]")[2].partition("[b]")[0]


def test_a_figure_file_gives_poses_props_and_what_works() -> None:
    figure = parse_figure(LUNGE, "lunge.toml")

    a, b = figure.on
    assert b.pose.hip == (-0.095, 0.247, 0.0)
    assert b.pose.near_leg == Leg(thigh=(-3, 0), shank=(-127.6, 0), foot=(0, 20), toes=(0, 0))
    assert a.pins == b.pins == ("near.ankle", "near.ball")
    assert figure.back == (b, a)
    assert figure.accents == (Accent.SOLEUS,)
    assert figure.rings == ("near.ankle",)
    assert figure.arrow == Arrow("near.knee", (-0.01, 0.0), (A, B), scale=1)
    assert figure.props == (Wall(0.1846, 0.78), Tape(0.112, 0.1846))
    assert (figure.lens, figure.crop) == (None, None)


def test_what_a_file_does_not_say_is_a_movement_seen_from_the_side_that_goes_to_and_fro() -> None:
    figure = parse_figure(LUNGE, "lunge.toml")

    assert (figure.view, figure.motion, figure.stays, figure.filled) == (View.SIDE, Motion.TO_AND_FRO, False, A)
    assert (figure.still, figure.even) == (B, False)


def test_a_file_can_say_more() -> None:
    more = """
view = "front"
motion = "round"
stays = true
filled = "b"
still = 0.5
even = true
seconds = 3
lens = { centre = [-0.01, 0.135], radius = 0.1, zoom = 2.2, at = [-0.42, 0.3] }
crop = { x = 0.04, height = 0.51 }
"""
    props = """props = [
  { kind = "strap", joints = ["near.finger", "near.ball"] },
  { kind = "ball", radius = 0.03, a = [0, 0.03], b = [0.1, 0.03] },
"""
    arrow = LUNGE.replace("0] }", '0], start = "b", end = "end", scale = 2.5 }', 1).replace("props = [\n", props, 1)
    between = f'[[on]]\npins = ["far.knee"]{POSE}[[back]]{POSE}'
    figure = parse_figure(more + arrow + between, "lunge.toml")

    assert (figure.view, figure.motion, figure.stays, figure.filled) == (View.FRONT, Motion.ROUND, True, B)
    assert (figure.still, figure.even, figure.seconds) == (0.5, True, 3)
    assert figure.lens == Lens((-0.01, 0.135), 0.1, 2.2, (-0.42, 0.3))
    assert figure.crop == Crop(0.04, 0.51)
    assert (figure.arrow.ends, figure.arrow.scale) == ((B, 2 * B), 2.5)
    assert figure.props[:2] == (Strap(("near.finger", "near.ball")), Ball(0.03, (0, 0.03), (0.1, 0.03)))
    assert [len(figure.on), len(figure.back)] == [3, 3]
    assert figure.on[1].pins == ("far.knee",)


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("lumbar = 85\n", "", "a.lumbar is missing"),
        ("lumbar = 85\n", 'lumbar = "up"\n', "a.lumbar must be a number"),
        ("lumbar = 85\n", "lumbar = nan\n", "a.lumbar must be a number"),
        ("lumbar = 85\n", "lumbar = 85\nlumber = 1\n", "a.lumber is not known"),
        ("hip = [-0.185, 0.277]", "hip = [-0.185]", "a.hip must be two or three numbers"),
        ("thigh = 0.2, shank", "shank", "a.near_leg.thigh is missing"),
        ('accents = ["soleus"]', 'accents = ["wing"]', "accents is not a muscle: wing"),
        ('rings = ["near.ankle"]', 'rings = ["near.tail"]', "rings is not a joint: near.tail"),
        ('rings = ["near.ankle"]', "rings = 3", "rings must be a list"),
        ('kind = "wall"', 'kind = "lamp"', "props.kind is not known: lamp"),
        ("height = 0.78", "height = -1", "props.height must be above 0"),
        ("height = 0.78", "height = 0.78, colour = 3", "props.colour is not known"),
        ("[b]", "folded = 1\n[b]", "a.folded is not known"),
        ("accents", "folded = 1\naccents", "folded must be true or false"),
        ("[a]", "[a", "Expected ']'"),
        ("accents", 'view = "below"\naccents', "view must be one of side, front, quarter, above"),
        ("0] }", '0], end = "c" }', "arrow.end must be one of a, b, end"),
        ("accents", "seconds = 0\naccents", "seconds must be above 0"),
        ("lumbar = 85", "lumbar = [85, 1, 2]", "a.lumbar must be a number"),
    ],
)
def test_a_bad_file_gives_one_sentence_that_names_file_and_reason(before: str, after: str, reason: str) -> None:
    good = LUNGE
    assert before in good

    with pytest.raises(FigureError) as raised:
        parse_figure(good.replace(before, after, 1), "mine.toml")

    message = str(raised.value)
    assert message.startswith("The drawing in mine.toml cannot be used: ")
    assert reason in message
    assert message.endswith(".")
    assert "\n" not in message
