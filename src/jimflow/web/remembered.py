"""Parts of pages that are made once and shown again until something they show has changed, or a minute has gone."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

MOST = 200


class Remembered:
    """What was made, by a key that holds everything it depends on; the least used goes when there are many."""

    def __init__(self, most: int = MOST) -> None:
        self._made: OrderedDict[Hashable, str] = OrderedDict()
        self._most, self._lock = most, Lock()

    def get(self, key: Hashable, make: Callable[[], str]) -> str:
        """The part under the key, made now if need be; two who ask at once may both make it."""
        with self._lock:
            found = self._made.get(key)
            if found is not None:
                self._made.move_to_end(key)
                return found
        made = make()
        with self._lock:
            self._made[key] = made
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return made
