"""The figures of the shipped exercises, read once."""

from mobility_gui.figure.figure import Figure
from mobility_gui.figure.figure_file import parse_figure
from mobility_gui.paths import resources

ARTICLE = (
    "knee_to_wall",
    "foot_ball_roll",
    "calf_foam_roll",
    "foot_stretch",
    "heel_drop",
    "half_kneeling_lunge",
    "low_squat",
    "downward_dog",
    "low_lunge",
    "intense_side_stretch",
    "reclined_hero",
    "bridge",
)


def figure_text(name: str) -> str:
    return (resources() / "figures" / f"{name}.toml").read_text(encoding="utf-8")


FIGURES: dict[str, Figure] = {name: parse_figure(figure_text(name), f"{name}.toml") for name in ARTICLE}
