from math import dist

import pytest

from mobility_gui.figure.shape import FLATNESS, closed_spline, leaf, oriented, profile, quadratic, tube, web

WIDTHS = ((0.0, 0.03), (0.5, 0.02), (1.0, 0.01))


def test_a_profile_meets_its_knots_and_stays_between_them() -> None:
    assert [profile(WIDTHS, place) for place in (0, 0.5, 1)] == pytest.approx([0.03, 0.02, 0.01])
    assert all(0.01 <= profile(WIDTHS, step / 50) <= 0.03 for step in range(51))


def test_a_tube_is_as_wide_as_its_profiles_and_round_at_both_ends() -> None:
    outline = tube([(0, 0), (1, 0)], WIDTHS, ((0.0, 0.03), (1.0, 0.01))).outline()

    assert min(x for x, _ in outline) == pytest.approx(-0.03, abs=FLATNESS)
    assert max(x for x, _ in outline) == pytest.approx(1.01, abs=FLATNESS)
    assert max(y for _, y in outline) == pytest.approx(0.03)
    assert all(dist(point, (0, 0)) == pytest.approx(0.03, abs=FLATNESS) for point in outline if point[0] < 0)


def test_a_tube_knows_its_left_from_its_right() -> None:
    limb = tube([(0, 0), (1, 0)], ((0.0, 0.05), (1.0, 0.05)), ((0.0, 0.02), (1.0, 0.02)))

    assert limb.at(0, 1) == pytest.approx((0, 0.05))
    assert limb.at(0, -0.5) == pytest.approx((0, -0.01))
    assert limb.reversed().at(0, 1) == pytest.approx((1, -0.02))


def test_rings_run_counter_clockwise_however_they_were_given() -> None:
    square = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0)]

    assert oriented(square) == tuple(reversed(square))
    assert oriented(square[::-1]) == tuple(reversed(square))


def test_a_closed_spline_goes_through_its_points() -> None:
    square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]

    ring = closed_spline(square)

    assert all(any(dist(corner, point) < 1e-9 for point in ring) for corner in square)


def test_a_web_leaves_both_edges_towards_the_corner() -> None:
    ring = web((1, 0), (0, 0), (0, 1), (-1, -1))
    bulge = min(ring, key=lambda point: dist(point, (0, 0)))

    assert bulge == pytest.approx((0.25, 0.25))


def test_a_leaf_is_widest_in_the_middle_and_thin_at_its_ends() -> None:
    ring = leaf(quadratic((0, 0), (0.5, 0), (1, 0)), 0.1)

    assert max(y for _, y in ring) == pytest.approx(0.1)
    assert max(y for x, y in ring if x < 0.001) < 0.01
