import pytest

from mobility_gui.figure.figure import Accent, Arrow, Crop, Lens, Tape, Wall
from mobility_gui.figure.figure_file import FigureError, parse_figure
from mobility_gui.figure.pose import Leg
from mobility_gui.paths import resources
from tests.figure.drawings import ARTICLE, FIGURES, figure_text


def test_every_exercise_of_the_article_has_its_figure_file() -> None:
    assert {file.stem for file in (resources() / "figures").glob("*.toml")} >= set(ARTICLE)


def test_a_figure_file_gives_poses_props_and_what_works() -> None:
    figure = FIGURES["knee_to_wall"]

    assert figure.b.hip == (-0.095, 0.247)
    assert figure.b.near_leg == Leg(thigh=-3.0, shank=-127.6, foot=0, toes=0)
    assert figure.accents == (Accent.SOLEUS,)
    assert figure.rings == ("near.ankle",)
    assert figure.arrow == Arrow("near.knee", (-0.01, 0.0), 0.02)
    assert figure.props == (Wall(0.1846, 0.78), Tape(0.112, 0.1846))
    assert figure.lens is None
    assert figure.crop is None


def test_foot_work_has_a_lens_and_a_crop() -> None:
    figure = FIGURES["heel_drop"]

    assert figure.lens == Lens((-0.01, 0.135), 0.1, 2.2, (-0.42, 0.3))
    assert figure.crop == Crop(0.04, 0.51)
    assert {name for name in ARTICLE if FIGURES[name].crop} == {"foot_ball_roll", "heel_drop", "foot_stretch"}


def test_the_same_file_read_twice_is_the_same_figure() -> None:
    again = parse_figure(figure_text("bridge"), "bridge.toml")

    assert again == FIGURES["bridge"]
    assert hash(again) == hash(FIGURES["bridge"])


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("lumbar = 85\n", "", "a.lumbar is missing"),
        ("lumbar = 85\n", 'lumbar = "up"\n', "a.lumbar must be a number"),
        ("lumbar = 85\n", "lumbar = nan\n", "a.lumbar must be a number"),
        ("lumbar = 85\n", "lumbar = 85\nlumber = 1\n", "a.lumber is not known"),
        ("hip = [-0.185, 0.277]", "hip = [-0.185]", "a.hip must be two numbers"),
        ("thigh = 0.2, shank", "shank", "a.near_leg.thigh is missing"),
        ('accents = ["soleus"]', 'accents = ["wing"]', "accents names no muscle: wing"),
        ('rings = ["near.ankle"]', 'rings = ["near.tail"]', "rings names no joint: near.tail"),
        ('rings = ["near.ankle"]', "rings = 3", "rings must be a list"),
        ('kind = "wall"', 'kind = "lamp"', "props.kind is not known: lamp"),
        ("height = 0.78", "height = -1", "props.height must be above 0"),
        ("height = 0.78", "height = 0.78, colour = 3", "props.colour is not known"),
        ("[b]", "folded = 1\n[b]", "a.folded is not known"),
        ("accents", "folded = 1\naccents", "folded must be true or false"),
        ("[a]", "[a", "Expected ']'"),
    ],
)
def test_a_bad_file_gives_one_sentence_that_names_file_and_reason(before: str, after: str, reason: str) -> None:
    good = figure_text("knee_to_wall")
    assert before in good

    with pytest.raises(FigureError) as raised:
        parse_figure(good.replace(before, after, 1), "mine.toml")

    message = str(raised.value)
    assert message.startswith("The drawing in mine.toml cannot be used: ")
    assert reason in message
    assert message.endswith(".")
    assert "\n" not in message
