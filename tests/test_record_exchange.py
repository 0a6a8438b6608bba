import pytest

from mobility_gui.record_exchange import addition_words
from mobility_gui.store.addition import Added


@pytest.mark.parametrize(
    ("added", "words"),
    [
        (
            Added((1,) * 12, (), (), (2,) * 8, 3, ()),
            "12 sessions and 8 single measurements are new; 3 were there already.",
        ),
        (Added((1,), (), (), (), 1, ()), "1 session is new; 1 was there already."),
        (Added((), (), (), (1,), 0, ()), "1 single measurement is new."),
        (Added((1,), (), (), (1,), 0, ()), "1 session and 1 single measurement are new."),
        (
            Added((), (1, -2), (3,), (), 0, ()),
            "Nothing is new; 1 session got what was missing; 2 came back out of the bin.",
        ),
        (Added((), (), (), (), 0, ()), "Nothing is new."),
    ],
)
def test_what_an_import_changed_is_said_in_a_sentence(added: Added, words: str) -> None:
    assert addition_words(added) == words
