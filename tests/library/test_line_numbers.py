"""Finds the lines of keys in every form that TOML allows."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from mobility_gui.library.line_numbers import KeyPath, deepest_line, line_numbers, long_key_line

TEXT = '''# top
title = "a # no comment" # a comment

[routine.one] # with "a quote
"name" = """two
lines"""
'purpose' = 'C:\\'
when = 1979-05-27 07:32:00.5
half = 0.5
steps = [
    { exercise = "a", dose = { hold = 30 } }, # [not a list]
    # { exercise = "x" },

    { exercise = "b", dose.reps = 5, tempo = [1,
      2,
        3] },
]
[[other]]
first = 1
[[other]]
first = 2
[other.below]
deep = [[1], [
  2]]
'''

LINES: dict[KeyPath, int] = {
    ("title",): 2,
    ("routine",): 4,
    ("routine", "one"): 4,
    ("routine", "one", "name"): 5,
    ("routine", "one", "purpose"): 7,
    ("routine", "one", "when"): 8,
    ("routine", "one", "half"): 9,
    ("routine", "one", "steps"): 10,
    ("routine", "one", "steps", 0): 11,
    ("routine", "one", "steps", 0, "exercise"): 11,
    ("routine", "one", "steps", 0, "dose"): 11,
    ("routine", "one", "steps", 0, "dose", "hold"): 11,
    ("routine", "one", "steps", 1): 14,
    ("routine", "one", "steps", 1, "exercise"): 14,
    ("routine", "one", "steps", 1, "dose"): 14,
    ("routine", "one", "steps", 1, "dose", "reps"): 14,
    ("routine", "one", "steps", 1, "tempo"): 14,
    ("routine", "one", "steps", 1, "tempo", 0): 14,
    ("routine", "one", "steps", 1, "tempo", 1): 15,
    ("routine", "one", "steps", 1, "tempo", 2): 16,
    ("other",): 18,
    ("other", 0): 18,
    ("other", 0, "first"): 19,
    ("other", 1): 20,
    ("other", 1, "first"): 21,
    ("other", 1, "below"): 22,
    ("other", 1, "below", "deep"): 23,
    ("other", 1, "below", "deep", 0): 23,
    ("other", 1, "below", "deep", 0, 0): 23,
    ("other", 1, "below", "deep", 1): 23,
    ("other", 1, "below", "deep", 1, 0): 24,
}


def test_every_key_and_element_is_found_on_its_line() -> None:
    tomllib.loads(TEXT)
    assert line_numbers(TEXT) == LINES


def test_values_nested_deeper_than_the_format_needs_are_skipped() -> None:
    text = "a = " + "[" * 20 + '"]", {b = 1}' + "]" * 20 + "\nc = 1\n"
    tomllib.loads(text)
    lines = line_numbers(text)
    assert lines["c",] == 2
    assert max(len(path) for path in lines) == 13


def test_a_key_of_many_parts_is_found_in_every_form() -> None:
    def parts(count: int, dot: str = ".") -> str:
        return dot.join("a" * count)

    assert long_key_line(parts(32) + " = 1", 32) is None
    assert long_key_line("b = 1\n" + parts(33) + " = 1", 32) == 2
    assert long_key_line("[" + parts(33, " . ") + "]", 32) == 1
    assert long_key_line('x = """\n""", ' + parts(33) + " = 1", 32) == 2
    assert long_key_line("x = { " + '"a".' * 33 + "a = 1 }", 32) == 1


def test_dots_in_texts_and_comments_do_not_count_as_parts() -> None:
    dots = "a." * 40
    assert long_key_line(f'x = "{dots}"', 32) is None
    assert long_key_line(f"x = '{dots}'", 32) is None
    assert long_key_line(f'x = """\n{dots}\n"""', 32) is None
    assert long_key_line(f"x = 1 # {dots}", 32) is None
    assert long_key_line("x = [" + "1.5, " * 40 + "]", 32) is None


def test_the_deepest_line_is_where_the_most_brackets_are_open() -> None:
    assert deepest_line("") == 1
    assert deepest_line("a = [1]\nb = [\n[\n[2]]]\nc = [[3]]") == 4


words = st.text("ab_-1", min_size=1, max_size=3)
plain = st.integers(0, 99) | st.booleans() | st.text("abc #,]}=[{.", max_size=5)
values = st.recursive(plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3))


def written(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case list():
            return "[\n" + "".join(f"{written(item)}, # ]\n" for item in value) + "]"
        case dict():
            return "{ " + ", ".join(f"{key} = {written(item)}" for key, item in value.items()) + " }"
        case _:
            return str(value)


def paths(value: object, path: KeyPath = ()) -> set[KeyPath]:
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return {path} | {deeper for key, item in inner for deeper in paths(item, (*path, key))}


@given(st.dictionaries(words, st.dictionaries(words, values, max_size=3), max_size=3))
def test_the_keys_with_lines_are_exactly_those_the_parser_returns(tables: dict[str, dict[str, object]]) -> None:
    text = "".join(
        f"[{name}]\n" + "".join(f"{key} = {written(value)}\n" for key, value in table.items())
        for name, table in tables.items()
    )
    read = tomllib.loads(text)
    assert set(line_numbers(text)) == {path for path in paths(read) if path and len(path) <= 13}
