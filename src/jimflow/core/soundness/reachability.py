"""Whether every state can be entered, and left for one that ends the programme."""

from __future__ import annotations

from collections.abc import Iterable

from jimflow.core.language.book import Book
from jimflow.core.language.phrases import quoted
from jimflow.core.laps import LAP
from jimflow.core.mistakes import Path, Said
from jimflow.core.workflow import Workflow


def check_reachability(workflow: Workflow, book: Book) -> None:
    """Silent while a state or a transition could not be made out."""
    if book.lost & {"state", "transition"} or not workflow.states or not workflow.transitions:
        return
    start = workflow.states[0]
    if start in workflow.finals:
        book.add(
            _place(start, book),
            Said("det första tillståndet är slutligt", "the first state is final"),
            Said("ta bort utropstecknet", "remove the !"),
        )
    # Where `resume` and `reopen` lead has been left before, so they make nothing reachable.
    forward = [way for t in workflow.transitions.values() if t.kind not in ("remembered", "earlier") for way in t.ways]
    reached = _closure([start], forward)
    for state in workflow.states:
        if state not in reached:
            book.add(
                _place(state, book),
                Said(f"tillståndet {quoted(state)} kan inte nås", f"the state {quoted(state)} cannot be reached"),
                Said("lägg till en övergång dit", "add a transition to it"),
            )
    _check_ends(workflow, book, reached)
    entered = {to for t in workflow.transitions.values() for _, to in t.ways}
    for letter in workflow.letters:
        if letter.state and letter.state not in entered:
            book.add(
                ("letters", letter.name, "when"),
                Said(
                    f"ingen övergång leder till {quoted(letter.state)}, så brevet skickas aldrig",
                    f"no transition leads to {quoted(letter.state)}, so the letter is never sent",
                ),
                Said("välj ett annat tillstånd", "choose another state"),
            )


def check_numbered(workflow: Workflow, book: Book) -> None:
    """A title shows the number of a lap only where there can be several."""
    for name in workflow.steps:
        title = workflow.steps.written(name)
        if name not in workflow.steps.repeating and any(LAP in text for text in (title.sv, title.en)):
            book.add(
                ("steps", name, "title"),
                Said("steget kan inte återkomma, så {lap} är alltid 1", "the step cannot recur, so {lap} is always 1"),
                Said("ta bort {lap}", "remove {lap}"),
            )


def _check_ends(workflow: Workflow, book: Book, reached: set[str]) -> None:
    if not workflow.finals:
        book.add(
            ("states",),
            Said("inget tillstånd är slutligt", "no state is final"),
            Said("skriv ! efter namnet på det som avslutar", "write ! after the name of one that ends"),
        )
        return
    backward = [(to, source) for t in workflow.transitions.values() for source, to in t.ways]
    ending = _closure(workflow.finals, backward)
    for state in workflow.states:
        if state in reached and state not in ending:
            book.add(
                _place(state, book),
                Said(
                    f"från tillståndet {quoted(state)} kan inget slutligt tillstånd nås",
                    f"from the state {quoted(state)} no final state can be reached",
                ),
                Said(
                    "lägg till en övergång därifrån eller skriv ! efter namnet",
                    "add a transition from it or write ! after its name",
                ),
            )


def _closure(start: Iterable[str], edges: Iterable[tuple[str, str]]) -> set[str]:
    after: dict[str, list[str]] = {}
    for source, to in edges:
        after.setdefault(source, []).append(to)
    found, waiting = set(start), list(start)
    while waiting:
        new = [state for state in after.get(waiting.pop(), ()) if state not in found]
        found.update(new)
        waiting.extend(new)
    return found


def _place(state: str, book: Book) -> Path:
    return book.places.get(("state", state), ("steps", state))
