"""Loads the facts of one or many participations in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from jimflow.core.model import Facts
from jimflow.store.transaction import Tx

Needs = frozenset[str] | Callable[[str, str], frozenset[str]]
"""What to load beside the participation itself, or a function of (definition digest, state) that says so."""

EVERYTHING = frozenset(
    (
        "meetings",
        "sessions",
        "appointments",
        "presences",
        "replies",
        "assignments",
        "answers",
        "results",
        "waivers",
        "size",
    )
)


def load_facts(tx: Tx, ids: Sequence[int], needs: Needs, *, gone: Collection[str] = ()) -> dict[int, Facts]:
    """The facts of every participation of `ids` that exists, keyed by id.

    `gone` are the states whose participations no longer count in the size of their cluster.
    """
    raise NotImplementedError
