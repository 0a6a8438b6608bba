#!/usr/bin/env python3
"""Print the plan of the house: its rooms, the arrows between them, and what breaks the plan.

A room is a package or a module directly below `mobility_gui`, `mobility_gui` itself included; an arrow goes from a room
to one that it imports. The floors are those of pyproject.toml.
"""

import argparse
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import grimp

PACKAGE = "mobility_gui"
UI = f"{PACKAGE}.ui"
FLOORS = Path(__file__).resolve().parent.parent / "pyproject.toml"


def main() -> int:
    """Print the plan; return 1 if rooms form a circle or an arrow goes up."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    graph = grimp.build_graph(PACKAGE)
    floors = _floors()
    wrong = 0
    for container, layers in ((PACKAGE, floors.get(PACKAGE, [])), (UI, floors.get(UI, []))):
        rooms, arrows = _plan(graph, container)
        flat = sorted(room for room in rooms if room != container and not graph.find_children(room))
        circles = _circles(arrows)
        upward = _upward(container, layers, arrows)
        wrong += len(circles) + len(upward)
        print(f"{container}: {len(rooms)} rooms, {sum(map(len, arrows.values()))} arrows, {len(layers)} floors")
        print(f"  flat modules ({len(flat)}): {', '.join(_short(room, container) for room in flat) or 'none'}")
        print(f"  circles ({len(circles)}): {'; '.join(' - '.join(sorted(one)) for one in circles) or 'none'}")
        print(f"  against the floors ({len(upward)}): {', '.join(upward) or 'none'}")
        for room in sorted(rooms):
            modules = {room} | graph.find_descendants(room) if room != container else {room}
            targets = " ".join(sorted(_short(target, container) for target in arrows[room]))
            print(f"    {_short(room, container):14}{len(modules):4} modules -> {targets}")
    return min(wrong, 1)


def _floors() -> dict[str, list[str]]:
    """Return the layers of each container, top first; rooms of one floor are joined as in `"ui | sound"`."""
    contracts = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    return {one["containers"][0]: one["layers"] for one in contracts if one["type"] == "layers"}


def _plan(graph: grimp.ImportGraph, container: str) -> tuple[set[str], dict[str, set[str]]]:
    """Return the rooms of a container, itself included, and where the arrows of each go."""
    rooms = {container} | graph.find_children(container)
    arrows: dict[str, set[str]] = defaultdict(set)
    inside = {container} | graph.find_descendants(container)
    for module in inside:
        for imported in graph.find_modules_directly_imported_by(module) & inside:
            source, target = _room(module, container), _room(imported, container)
            if source != target:
                arrows[source].add(target)
    return rooms, arrows


def _room(module: str, container: str) -> str:
    below = module.removeprefix(container).lstrip(".")
    return f"{container}.{below.split('.')[0]}" if below else container


def _short(room: str, container: str) -> str:
    return room.removeprefix(f"{container}.")


def _circles(arrows: dict[str, set[str]]) -> list[set[str]]:
    """Return each group of rooms that all reach one another."""
    reached = {room: _reachable(room, arrows) for room in list(arrows)}
    groups: list[set[str]] = []
    for room in sorted(reached):
        group = {other for other in reached[room] if room in reached.get(other, set())}
        if group and group not in groups:
            groups.append(group)
    return groups


def _reachable(start: str, arrows: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(arrows.get(start, ()))
    while waiting:
        room = waiting.pop()
        if room not in seen:
            seen.add(room)
            waiting.extend(arrows.get(room, ()))
    return seen


def _upward(container: str, layers: list[str], arrows: dict[str, set[str]]) -> list[str]:
    """Return the arrows that stay on a floor or go up, as `a -> b`."""
    height = {f"{container}.{room.strip()}": -n for n, layer in enumerate(layers) for room in layer.split("|")}
    return [
        f"{_short(source, container)} -> {_short(target, container)}"
        for source, targets in sorted(arrows.items())
        for target in sorted(targets)
        if source in height and target in height and height[target] >= height[source]
    ]


if __name__ == "__main__":
    sys.exit(main())
