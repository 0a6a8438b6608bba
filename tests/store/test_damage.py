import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from mobility_gui.store.database import StoreError
from mobility_gui.store.sessions import Store
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import LATEST, Ending
from tests.store.samples import DOSES, STARTED, begin, measurement, stretch

READS: tuple[Callable[[Store], object], ...] = (
    Store.sessions,
    Store.unfinished,
    lambda store: store.last_done(LATEST),
    Store.history,
    Store.lines,
    Store.binned,
    Store.counts,
    lambda store: store.last_cold(LATEST),
    lambda store: store.last_cold_pairs(5, LATEST),
    lambda store: store.held_since(STARTED.date(), LATEST),
    lambda store: store.sore(1),
)


def fill(store: Store) -> None:
    for day in range(12):
        started = STARTED + timedelta(days=day)
        number = begin(store, started, f"routine_{day % 3}")
        store.add_measurements(number, [measurement(Side.LEFT, started), measurement(Side.RIGHT, started)])
        for step, dose in enumerate(DOSES * 2):
            store.add_stretch(number, stretch(step, dose=dose), started, "x" * 100)
        if day < 11:
            store.end_session(number, started, Ending.COMPLETE)


def use(store: Store) -> None:
    """Use the record as the program does in one evening; each call may fail on its own."""
    for read in READS:
        with suppress(StoreError):
            read(store)
    with suppress(StoreError):
        number = begin(store)
        store.add_stretch(number, stretch(), STARTED, "1")
        store.add_measurements(number, [measurement()], "2")
        store.end_session(number, STARTED, Ending.COMPLETE)


def flip(file: Path, chance: random.Random) -> None:
    content = bytearray(file.read_bytes())
    # The first page describes how to read all others, so it gets every second hit.
    end = chance.choice([4096, len(content)])
    for _ in range(chance.choice([1, 4, 64])):
        content[chance.randrange(min(end, len(content)))] ^= 1 << chance.randrange(8)
    if chance.random() < 0.1:
        del content[chance.randrange(len(content)) :]
    file.write_bytes(bytes(content))


def damage_and_use(folder: Path, first: int, last: int) -> tuple[int, int]:
    """Return how many damaged files were refused at the start and how many were used; anything else raises."""
    clean = folder / "clean"
    with Store(clean / "record.db") as store:
        fill(store)
        for part in ("record.db", "record.db-wal"):  # as a crash leaves them
            shutil.copy(clean / part, folder / part)
    refused = 0
    for seed in range(first, last):
        chance = random.Random(seed)  # noqa: S311 - damage, no secrets
        case = folder / str(seed)
        case.mkdir()
        crashed = chance.random() < 0.5
        source = folder if crashed else clean
        for part in ("record.db", "record.db-wal")[: 1 + crashed]:
            shutil.copy(source / part, case / part)
        flip(case / chance.choice(("record.db", "record.db-wal")[: 1 + crashed]), chance)
        before = (case / "record.db").read_bytes()
        sentence = ""
        try:
            with Store(case / "record.db") as store:
                use(store)
        except StoreError as error:
            sentence = str(error)
        if sentence:
            refused += 1
            assert str(case / "record.db") in sentence
            assert (case / "record.db").read_bytes() == before
        assert (case / "record.db").exists()
        shutil.rmtree(case)
    return refused, last - first - refused


def test_damage_to_the_file_never_raises_an_unexpected_error_and_the_file_is_kept(tmp_path: Path) -> None:
    refused, used = damage_and_use(tmp_path, 0, 50)
    assert refused > 10
    assert used > 10


@pytest.mark.prove
def test_damage_to_the_file_never_raises_an_unexpected_error_in_a_long_run(tmp_path: Path) -> None:
    refused, used = damage_and_use(tmp_path, 50, 3050)
    assert refused > 500
    assert used > 500
