"""A share with its base: so many of so many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `of`."""

    part: int
    of: int

    @property
    def percent(self) -> int | None:
        """In whole per cent, halves upwards; None where there is nothing to take a share of."""
        return None if self.of == 0 else (200 * self.part + self.of) // (2 * self.of)


@dataclass(frozen=True, slots=True)
class Spread:
    """Several numbers in four: how many they are, the smallest, the median and the largest."""

    count: int
    least: int
    median: Fraction
    most: int


def spread(numbers: Sequence[int]) -> Spread | None:
    """The spread of some numbers, None of none."""
    if not numbers:
        return None
    return Spread(len(numbers), min(numbers), median(map(Fraction, numbers)), max(numbers))
