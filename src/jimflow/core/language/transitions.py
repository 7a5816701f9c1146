"""Reads the transitions: each trigger becomes its ways, from every state it may start in to where it leads."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice, pairwise
from typing import get_args

from jimflow.core.language.book import EVERY_KIND, Book, RuleUse, closest
from jimflow.core.language.nodes import Fields, Node
from jimflow.core.language.phrases import quoted
from jimflow.core.language.states import STEPS, States
from jimflow.core.mistakes import Said, did_you_mean
from jimflow.core.workflow import Reason, Transition, TransitionKind

ACTIVE = "active"
BY = ("host", "own", "agency")
"""Who makes a move: the host, or what takes part itself, in either word."""
GOES_BACK: Mapping[str, str] = {"resume": "where it was", "reopen": "an earlier step"}
"""The verbs whose destination depends on the past, and how that is written."""

Ways = tuple[tuple[str, str], ...]
_KINDS: Mapping[str, TransitionKind] = {
    "advance": "along",
    "pause": "remembers",
    "resume": "remembered",
    "reopen": "earlier",
}
_OPTIONAL = ("by", "reason", "rules", "completes")
MOST = 100  # each may have a way from every state


def read_transitions(entries: dict[str, Node], states: States, book: Book) -> dict[str, Transition]:
    """The transitions in the order of the definition."""
    if len(entries) > MOST:
        book.add(("transitions",), Said(f"fler än {MOST} övergångar", f"more than {MOST} transitions"))
        book.lost |= EVERY_KIND
        kept = {*islice(entries, MOST), "advance"}
        entries = {name: node for name, node in entries.items() if name in kept}
    read = {name: _fields(name, node) for name, node in _with_advance(entries, book).items()}
    found = {name: _transition(name, fields, states) for name, fields in read.items()}
    if resume := read.get("resume"):
        _lead_back(resume, found)
    return found


def _with_advance(entries: dict[str, Node], book: Book) -> dict[str, Node]:
    if "advance" in entries or not entries:
        return entries
    close = did_you_mean("advance", entries)
    book.add(
        ("transitions", "advance"),
        Said("nyckeln advance saknas", "the key advance is missing"),
        Said(f"ska {close} heta advance?", f"should {close} be called advance?") if close else None,
    )
    if not close:
        book.lost.add("transition")
    return {"advance" if name == close else name: node for name, node in entries.items()}


def _fields(name: str, node: Node) -> Fields:
    required = ("title", "along") if name == "advance" else ("title", "from", "to")
    fields = node.fields(required, _OPTIONAL)
    if not set(required) <= fields.nodes.keys():
        node.book.lost.add("transition")
    return fields


def _transition(name: str, fields: Fields, states: States) -> Transition:
    rules = fields.named("rules", "rule")
    fields.node.book.rule_uses.extend(RuleUse(rule, "transition", (), path) for rule, path in rules)
    return Transition(
        name=name,
        title=fields.said("title", one_line=True),
        kind=_KINDS.get(name, "plain"),
        ways=_along(fields, states) if name == "advance" else _ways(name, fields, states),
        reason=fields.word("reason", get_args(Reason), "none"),
        by="host" if fields.word("by", BY, "host") == "host" else "agency",
        rules=tuple(rule for rule, _ in rules),
        completes=_completes(name, fields),
    )


def _completes(name: str, fields: Fields) -> bool:
    """`advance` always completes the step it leaves; a plain transition does where it says so."""
    if name == "advance":
        return True
    said = fields.flag("completes")
    if said and name in _KINDS:
        fields.nodes["completes"].wrong(
            Said(f"{name} lämnar alltid steget ofärdigt", f"{name} always leaves the step unfinished"),
            Said("ta bort completes", "remove completes"),
        )
    return said


def _along(fields: Fields, states: States) -> Ways:
    order: list[str] = []
    items = fields.items("along")
    for node in items:
        found = states.steps if node.value == STEPS else (node.name("state"),)
        for state in found:
            if state is None:
                continue
            if state in order:
                node.wrong(Said(f"{quoted(state)} står två gånger", f"{quoted(state)} stands here twice"))
                continue
            if _goes_back(state, order, states):
                node.wrong(
                    Said(f"steget {quoted(state)} står i fel ordning", f"the step {quoted(state)} is out of order"),
                    Said("följ ordningen under steps", "follow the order under steps"),
                )
            order.append(state)
    if "along" in fields.nodes and fields.nodes["along"].value in ([], ()):
        fields.nodes["along"].wrong(Said("vägen har inga tillstånd", "the way has no states"))
        fields.node.book.lost.add("transition")
    elif items and "state" not in fields.node.book.lost:
        _check_end(fields.nodes["along"], order, states)
    return tuple(pairwise(order))


def _goes_back(state: str, order: list[str], states: States) -> bool:
    after = states.steps[states.steps.index(state) :] if state in states.steps else ()
    return any(step in order for step in after)


def _check_end(node: Node, order: list[str], states: States) -> None:
    for state in order[:-1]:
        if state in states.finals:
            node.wrong(
                Said(f"{quoted(state)} är slutligt och lämnas aldrig", f"{quoted(state)} is final and never left"),
                Said("ställ det sist", "put it last"),
            )
    if not order or order[-1] not in states.finals:
        node.wrong(
            Said("vägen slutar inte i ett slutligt tillstånd", "the way does not end in a final state"),
            Said("avsluta med till exempel completed", "end with completed, for example"),
        )


def _ways(name: str, fields: Fields, states: States) -> Ways:
    sources = _sources(fields, states)
    node = fields.get("to")
    if node is None:
        return ()
    back = GOES_BACK.get(name)
    if back:
        if node.value != back:
            node.wrong(Said(f"{name} leder alltid tillbaka", f"{name} always leads back"), _write(back))
        return _earlier(fields, sources, states) if name == "reopen" else tuple((s, "") for s in sources)
    if node.value in GOES_BACK.values():
        verb = next(verb for verb, words in GOES_BACK.items() if words == node.value)
        node.wrong(
            Said(f"bara {verb} kan leda dit", f"only {verb} can lead there"),
            Said("skriv namnet på ett tillstånd", "write the name of a state"),
        )
        node.book.lost.add("transition")
        return ()
    to = node.name("state")
    if to and name == "pause" and (to in states.steps or to in states.finals):
        node.wrong(
            Said(f"{quoted(to)} är inget tillstånd att pausa i", f"{quoted(to)} is no state to pause in"),
            Said("välj ett som varken är ett steg eller slutligt", "choose one that is neither a step nor final"),
        )
        node.book.lost.add("transition")
    return tuple((source, to) for source in sources) if to else ()


def _sources(fields: Fields, states: States) -> tuple[str, ...]:
    node = fields.get("from")
    if node is None:
        return ()
    found: dict[str, None] = {}
    for item in [node] if isinstance(node.value, str) else node.items():
        for state in states.steps if item.value == ACTIVE else (_source(item, states),):
            if state is None:
                continue
            if state in found:
                item.wrong(Said(f"{quoted(state)} står två gånger", f"{quoted(state)} stands here twice"))
            if state in states.finals:
                item.wrong(
                    Said(f"{quoted(state)} är slutligt och lämnas aldrig", f"{quoted(state)} is final and never left"),
                    Said(
                        "ta bort utropstecknet under states eller vägen härifrån",
                        "remove its ! under states or this way",
                    ),
                )
            found.setdefault(state)
    if node.value in ([], ()):
        node.wrong(Said("övergången börjar ingenstans", "the transition starts nowhere"))
        node.book.lost.add("transition")
    return tuple(found)


def _source(node: Node, states: States) -> str | None:
    if not isinstance(node.value, str):
        return node.name("state")
    if node.book.names.get("state") and node.value not in states.order:
        close = closest(node.value, (*states.order, ACTIVE))
        if close == ACTIVE:
            node.wrong(
                Said(f"okänt tillstånd {quoted(node.value)}", f"unknown state {quoted(node.value)}"), _write(ACTIVE)
            )
            node.book.lost.add("transition")
            return None
    return node.name("state")


def _earlier(fields: Fields, sources: tuple[str, ...], states: States) -> Ways:
    for source in sources:
        if source not in states.steps:
            fields.nodes["from"].wrong(
                Said(f"{quoted(source)} har inget tidigare steg", f"{quoted(source)} has no earlier step"),
                _write(f"from: {ACTIVE}"),
            )
    steps = states.steps
    return tuple((s, earlier) for s in sources if s in steps for earlier in steps[: steps.index(s)])


def _lead_back(resume: Fields, found: dict[str, Transition]) -> None:
    """Gives `resume` one way for each state that `pause` may have left."""
    pause, wrote = found.get("pause"), found["resume"]
    waiting = {to for _, to in pause.ways} if pause else set()
    if pause is None:
        resume.node.wrong(
            Said("det finns ingen pause att återvända från", "there is no pause to come back from"),
            Said("lägg till pause eller ta bort resume", "add pause or remove resume"),
        )
    elif "transition" not in resume.node.book.lost and wrote.ways and {source for source, _ in wrote.ways} != waiting:
        node = resume.nodes["from"]
        node.wrong(
            Said("resume börjar inte där pause slutar", "resume does not start where pause ends"),
            _write(f"from: {', '.join(sorted(waiting))}"),
        )
    ways = tuple((source, left) for source, _ in wrote.ways for left, _ in (pause.ways if pause else ()))
    found["resume"] = Transition(wrote.name, wrote.title, wrote.kind, ways, wrote.reason, wrote.by, wrote.rules)


def _write(words: str) -> Said:
    return Said(f"skriv {words}", f"write {words}")
