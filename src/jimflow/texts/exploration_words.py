"""What an exploration of a definition tried and found, in words: a summary, and what each finding says first."""

from __future__ import annotations

from jimflow.core.exploration import Covered, Exploration
from jimflow.core.mistakes import Said

HEADS = {"mistake": Said("Fel", "Mistake"), "warning": Said("Märk väl", "Note well")}
"""What a finding is called, by its weight."""


def covered_words(c: Covered) -> Said:
    """What was tried, in one or two sentences."""
    sv = (
        f"Genomprövad med den riktiga motorn: {_of(c.states, 'tillstånd', 'tillstånd')}, "
        f"{_of(c.ways, 'väg', 'vägar')}, {_of(c.rules, 'regel', 'regler')}, "
        f"{_of(c.assignments, 'uppgift', 'uppgifter')} och {_of(c.reminders, 'påminnelse', 'påminnelser')}, "
        f"i {c.cases} fall och {many(c.situations, 'läge', 'lägen')}"
    )
    en = (
        f"Tried out with the real engine: {_of(c.states, 'state', 'states', 'of')}, "
        f"{_of(c.ways, 'way', 'ways', 'of')}, {_of(c.rules, 'rule', 'rules', 'of')}, "
        f"{_of(c.assignments, 'assignment', 'assignments', 'of')} and "
        f"{_of(c.reminders, 'reminder', 'reminders', 'of')}, "
        f"in {many(c.cases, 'case')} and {many(c.situations, 'situation')}"
    )
    if c.late_joiners:
        sv, en = (
            f"{sv}, även för den som går med efter första träffen",
            f"{en}, also for who joins after the first meeting",
        )
    if c.laps > 1:
        sv, en = f"{sv}, steg som upprepas högst {c.laps} varv", f"{en}, repeating steps for at most {c.laps} laps"
    if not c.whole:
        sv = f"{sv}. Allt ryms inte: det som inte hann prövas räknas inte som omöjligt"
        en = f"{en}. There was no room for all: what was not tried is not called impossible"
    return Said(f"{sv}.", f"{en}.")


def summary(found: Exploration) -> Said:
    """How many mistakes there are, and how much to note well."""
    wrong, told = len(found.mistakes), len(found.warnings)
    sv, en = f"{wrong} fel" if wrong else "Inget fel", many(wrong, "mistake", "mistakes") if wrong else "No mistake"
    if told:
        sv, en = f"{sv}, {told} att märka väl", f"{en}, {told} to note well"
    return Said(f"{sv}.", f"{en}.")


def many(n: int, one: str, several: str = "") -> str:
    """`1 uppgift`, `2 uppgifter`; without `several` it is `one` with an s."""
    return f"{n} {one if n == 1 else several or f'{one}s'}"


def _of(counted: tuple[int, int], one: str, several: str, word: str = "av") -> str:
    seen, all_ = counted
    return many(all_, one, several) if seen == all_ else f"{seen} {word} {all_} {several}"


def sentence(text: str) -> str:
    """With a capital letter and a full stop; a question keeps its mark."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('?') else '.'}"
