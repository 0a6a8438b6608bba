from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from mobility_gui import paths
from mobility_gui.training.exercise import Kit
from mobility_gui.ui.kit.icons import Icons
from mobility_gui.ui.kit.tokens import LIGHT

pytestmark = pytest.mark.usefixtures("qapp")

DRAWINGS = sorted((paths.resources() / "icons").glob("*.svg"))


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_every_drawing_paints_in_the_colour_asked_and_keeps_its_edges_free(drawing: Path) -> None:
    icons = Icons()
    if drawing.stem == "logo":
        image = icons.logo(LIGHT, 48).toImage()
        assert image.pixelColor(24, 3) == QColor(LIGHT.primary)
        return
    image = icons.pixmap(drawing.stem, "#FF0000", 48, 1).toImage()
    painted = [image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 250]
    assert len(painted) > 30
    assert {color.name() for color in painted} == {"#ff0000"}
    edge = [image.pixelColor(x, y).alpha() for x in range(48) for y in (0, 47)]
    assert max(edge) == 0


def test_every_thing_to_lay_out_has_a_drawing() -> None:
    assert {kit.value for kit in Kit} <= {drawing.stem for drawing in DRAWINGS}


def test_an_icon_is_sharp_on_a_screen_with_twice_the_pixels() -> None:
    pixmap = Icons().pixmap("play", "#000000", 20, 2)
    assert pixmap.width() == 40
    assert pixmap.deviceIndependentSize().width() == 20


def test_the_same_icon_is_drawn_once() -> None:
    icons = Icons()
    first = icons.pixmap("play", "#000000", 20, 1)
    assert icons.pixmap("play", "#000000", 20, 1).cacheKey() == first.cacheKey()


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        Icons().pixmap("no_such_drawing", "#000000", 20)
