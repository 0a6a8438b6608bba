"""For what is measured in real time beside other work: a machine that stands still spoils a try, never all of them."""

from collections.abc import Callable

TRIES = 3


def once_of_three(attempt: Callable[[], None]) -> None:
    """Try until it holds; an error of ours is there each time, and the last one is raised."""
    for left in reversed(range(TRIES)):
        try:
            attempt()
        except AssertionError:
            if left == 0:
                raise
        else:
            return
