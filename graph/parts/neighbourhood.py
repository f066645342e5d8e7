"""What lies around a node."""

from __future__ import annotations

from graph.moving.entries import Key
from graph.parts.pages import Place, Reached
from graph.parts.scope import Reader, Scope
from graph.parts.steps import every_move, reached


def around(store: Reader, start: Key, steps: int, scope: Scope, most: int) -> Reached:
    """The nodes at most ``steps`` from ``start`` over nodes of the scope, by distance, label and id.

    At most ``most`` of them: of the distance at which there are more, the first ones.
    """
    places, seen, frontier = [Place(0, start)], {start}, [start]
    for distance in range(1, steps + 1):
        room = most - len(places)
        frontier = reached(store, frontier, every_move(), scope, seen, room + 1)
        is_whole = len(frontier) <= room
        frontier = frontier[:room]
        seen.update(frontier)
        places += [Place(distance, key) for key in frontier]
        if not is_whole:
            return Reached(places, is_whole=False)
        if not frontier:
            break
    return Reached(places, is_whole=True)
