import json

import pytest

from mobility_gui.exchange.json_lines import line_of

TEXT = """
{ "a": [1, "]}\\"",
  {"b": null,
   "c": [[], {},
     9
   ] } ],
  "d"
  :
  2,
  "\\u0065": 3 }
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("", 2),
        ("$.a", 2),
        ("$.a[1]", 2),
        ("$.a[2]", 3),
        ("$.a[2].b", 3),
        ("$.a[2].c[2]", 5),
        ("$.d", 9),
        ("$.e", 10),
        ("$.a[2].missing", 3),
        ("$.missing", 2),
    ],
)
def test_the_line_of_a_value_is_where_it_begins(place: str, line: int) -> None:
    json.loads(TEXT)
    assert line_of(TEXT, place) == line


def test_what_follows_the_value_may_be_anything() -> None:
    assert line_of('{"a": 1,\n "b": [2,\n 3, oh no', "$.b[1]") == 3


def test_a_number_of_any_length_is_passed_over() -> None:
    assert line_of(f'{{"a": {"9" * 5000},\n "b": 1}}', "$.b") == 2
