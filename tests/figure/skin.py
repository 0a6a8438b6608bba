"""How far the drawn skin goes where it cannot."""

from mobility_gui.figure.body import body
from mobility_gui.figure.figure import Figure, Wall
from mobility_gui.figure.motion import Moment
from mobility_gui.figure.pose import View


def below_floor(figure: Figure, moment: Moment) -> float:
    """The deepest point of the body under the floor, in body heights; 0 where there is none."""
    if figure.view is View.ABOVE:
        return 0.0
    return max(0.0, *(-y for outline in body(figure, moment).outlines() for _, y in outline))


def beyond_wall(figure: Figure, moment: Moment) -> float:
    """The furthest point of the body behind a wall."""
    walls = [prop.x for prop in figure.props if isinstance(prop, Wall)]
    return max([0.0, *(x - walls[0] for outline in body(figure, moment).outlines() for x, _ in outline if walls)])
