"""The shortest ways between two nodes, found from both ends at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from graph.moving.entries import Key
from graph.parts.scope import Scope
from graph.parts.steps import StreamingReader, pairs

MOST_PAIRS = 200_000
"""Neighbouring nodes that are looked at before a search is given up."""
_Next = dict[Key, set[Key]]


@dataclass(frozen=True, slots=True)
class Paths:
    """The first of the shortest paths, each as the nodes it goes through from one end to the other."""

    paths: list[list[Key]]
    count: int
    """How many shortest paths there are; 0 where none was found."""
    is_searched: bool
    """Whether all was looked at that had to be: if not, there may be paths where none was found."""

    @property
    def steps(self) -> int | None:
        """Length of the paths; None where there is none."""
        return len(self.paths[0]) - 1 if self.paths else None


@dataclass(slots=True)
class _Side:
    """What was reached from one end: for every node those one step nearer to that end."""

    end: Key
    before: _Next
    frontier: list[Key]
    steps: int = 0


def shortest(
    store: StreamingReader, start: Key, goal: Key, most_steps: int, scope: Scope, most_paths: int, budget: int
) -> Paths:
    """The shortest paths of at most ``most_steps``, whichever way relationships lead, by their nodes' labels and ids.

    The scope holds for what lies between the ends. ``budget``: pairs of neighbours to look at, see MOST_PAIRS.
    """
    if start == goal:
        return Paths([[start]], 1, is_searched=True)
    sides = _Side(start, {start: set()}, [start]), _Side(goal, {goal: set()}, [goal])
    while sides[0].steps + sides[1].steps < most_steps:
        side, other = sorted(sides, key=lambda one: len(one.frontier))
        reached: _Next = {}
        for near, far in pairs(store, side.frontier, scope, other.end, budget):
            budget -= 1
            if far not in side.before:
                reached.setdefault(far, set()).add(near)
        if budget < 0:
            return Paths([], 0, is_searched=False)
        side.before |= reached
        side.frontier = sorted(reached)
        side.steps += 1
        if not reached:
            break
        met = reached.keys() & other.before.keys()
        if met:
            following = _joined(sides[0].before, sides[1].before, met)
            return Paths(list(islice(_paths(start, goal, following), most_paths)), _count(start, goal, following), True)
    return Paths([], 0, is_searched=True)


def _joined(from_start: _Next, from_goal: _Next, met: set[Key]) -> _Next:
    """For every node of a shortest path the nodes that may come next; all of these lead to the goal."""
    following: _Next = {}
    level = set(met)
    while level:
        before: set[Key] = set()
        for key in level:
            for nearer in from_start[key]:
                following.setdefault(nearer, set()).add(key)
                before.add(nearer)
        level = before
    level = set(met)
    while level:
        for key in level:
            following.setdefault(key, set()).update(from_goal[key])
        level = {nearer for key in level for nearer in from_goal[key]}
    return following


def _paths(start: Key, goal: Key, following: _Next) -> Iterator[list[Key]]:
    path, waiting = [start], [iter(sorted(following[start]))]
    while waiting:
        key = next(waiting[-1], None)
        if key is None:
            path.pop()
            waiting.pop()
        elif key == goal:
            yield [*path, key]
        else:
            path.append(key)
            waiting.append(iter(sorted(following[key])))


def _count(start: Key, goal: Key, following: _Next) -> int:
    ways, level, count = {start: 1}, [start], 0
    while level:
        ahead: dict[Key, int] = {}
        for key in level:
            for one in following[key]:
                if one == goal:
                    count += ways[key]
                else:
                    ahead[one] = ahead.get(one, 0) + ways[key]
        ways, level = ahead, list(ahead)
    return count
