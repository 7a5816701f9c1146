"""Reads the states: their order, which are final, their titles, and the letters that entering them sends."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from jimflow.core.language.book import Book, closest
from jimflow.core.language.nodes import EMPTY, Fields, Node
from jimflow.core.language.phrases import listed, meant, quoted
from jimflow.core.language.steps import RESERVED, word_of_the_language
from jimflow.core.mistakes import Said
from jimflow.core.workflow import OWN_WORDS, Letter

STEPS = "<steps>"
ENTERS = "enters "
NOT_FOR_LETTERS = (
    *("open", "remind", "overdue", "handover", "inform", "vacant", "readiness", "record", "theme"),
    *("hold", "invite", "moved", "cancelled", "morning", "undeliverable", "staffing", "party", "answered", "remark"),
    OWN_WORDS,
    *("forwarded", "substitute", "receipt", "sign_in"),
)
"""Templates that say what only an assignment, a meeting or an overview can fill in."""


IN_LETTERS = ("organisation", "cluster", "function", "programme", "round", "host", "step", "day", "answer_by")
"""What the words of a letter may fill in."""


@dataclass(frozen=True, slots=True)
class States:
    """The states in order, those that are final, and those that are steps."""

    order: tuple[str, ...]
    finals: frozenset[str]
    steps: tuple[str, ...]


def read_states(nodes: Sequence[Node], steps: tuple[str, ...], book: Book) -> States:
    """The list `states`, with the steps where `<steps>` stands."""
    order: dict[str, None] = {}
    finals: set[str] = set()
    for node in nodes:
        text = node.text()
        names = steps if text == STEPS else (text.removesuffix("!"),)
        for name in names if text else ():
            if text != STEPS and not _may_be_a_state(name, node, steps):
                continue
            if text == STEPS and name in order:
                node.wrong(Said("<steps> står två gånger", "<steps> stands here twice"))
                break
            if name in order:
                node.wrong(Said(f"{quoted(name)} står två gånger", f"{quoted(name)} stands here twice"))
            order.setdefault(name)
            book.places.setdefault(("state", name), ("steps", name) if text == STEPS else node.path)
            if text.endswith("!"):
                finals.add(name)
    if nodes and not any(node.value == STEPS for node in nodes):
        book.add(
            ("states",),
            Said("stegen saknas bland tillstånden", "the steps are missing among the states"),
            Said("skriv <steps> där de hör hemma", "write <steps> where they belong"),
        )
        order |= dict.fromkeys(steps)
    if nodes:
        book.names["state"] = tuple(order)
    return States(tuple(order), frozenset(finals), steps)


def _may_be_a_state(name: str, node: Node, steps: tuple[str, ...]) -> bool:
    if not node.is_name(name):
        node.book.lost.add("state")
        return False
    if name in RESERVED:
        node.book.lost.add("state")
        node.wrong(*word_of_the_language(name))
    elif name in steps:
        node.wrong(
            Said(f"steget {quoted(name)} kommer redan med <steps>", f"the step {quoted(name)} comes with <steps>"),
            Said("ta bort det", "remove it"),
        )
    return name not in RESERVED and name not in steps


def read_state_titles(entries: dict[str, Node], states: States, book: Book) -> dict[str, Said]:
    """A title for every state that is not a step."""
    wanted = [state for state in states.order if state not in states.steps]
    titles: dict[str, Said] = {}
    for name, node in entries.items():
        said = node.said(one_line=True)
        if name in states.steps:
            node.wrong(
                Said("ett steg har sin egen titel", "a step has its own title"),
                Said("ta bort den här", "remove this one"),
            )
        elif name in wanted or "state" not in book.names:
            titles[name] = said
        elif close := _unknown_state(name, node, wanted, entries):
            titles[close] = said
    for state in wanted:
        if state not in titles:
            titles[state] = EMPTY
            book.add(
                ("state_titles", state),
                Said(f"tillståndet {quoted(state)} saknar titel", f"the state {quoted(state)} has no title"),
                Said(f"skriv {state}: och titeln", f"write {state}: and the title")
                if book.languages == ("sv",)
                else Said(f"skriv {state}: {{sv: …, en: …}}", f"write {state}: {{sv: …, en: …}}"),
            )
    return titles


def _unknown_state(name: str, node: Node, known: Sequence[str], taken: Collection[str]) -> str:
    close = closest(name, [state for state in known if state not in taken])
    what = Said(f"okänt tillstånd {quoted(name)}", f"unknown state {quoted(name)}")
    node.wrong(what, meant(close) if close else listed(Said("tillstånd", "states"), known))
    return close


def read_letters(entries: dict[str, Node]) -> tuple[Letter, ...]:
    """The letters in the order of the definition."""
    return tuple(_letter(name, node) for name, node in entries.items())


def _letter(name: str, node: Node) -> Letter:
    fields = node.fields(("when", "to"), ("template", "subject", "text"))
    to, template = fields.get("to"), _said_by(fields)
    if to and to.value in ([], ()):
        to.wrong(Said("brevet har ingen mottagare", "the letter has no recipient"))
    written = "template" in fields.nodes and template
    if written and fields.nodes["template"].is_name(template) and template in NOT_FOR_LETTERS:
        fields.nodes["template"].wrong(
            Said(f"mallen {template} är ingen mall för brev", f"the template {template} is none for letters"),
            Said("gör en egen mapp för brevet i notifications", "make a folder of its own for it in notifications"),
        )
    return Letter(
        name,
        _entered(fields.get("when")),
        fields.names("to", "function"),
        template,
        fields.said("subject", IN_LETTERS, one_line=True) if fields.get("subject") else None,
        fields.said("text", IN_LETTERS) if fields.get("text") else None,
    )


def _said_by(fields: Fields) -> str:
    """The template that is named, or the one for a letter with a subject and a text of its own."""
    own = [key for key in ("subject", "text") if key in fields.nodes]
    if "template" in fields.nodes:
        if own:
            fields.nodes[own[0]].wrong(
                Said("brevet har redan en mall", "the letter has a template already"),
                Said("ta bort template, eller subject och text", "remove template, or subject and text"),
            )
        return fields.text("template")
    if len(own) < 2 and isinstance(fields.node.value, dict):
        fields.node.wrong(
            Said("brevet saknar ord", "the letter has no words"),
            Said("skriv subject och text, eller template", "write subject and text, or template"),
        )
    return OWN_WORDS


def _entered(node: Node | None) -> str:
    text = node.text() if node else ""
    if node is None or not text:
        return ""
    if not text.startswith(ENTERS):
        node.wrong(
            Said(f"{quoted(text)} är ingen händelse", f"{quoted(text)} is no event"),
            Said("skriv enters och ett tillstånd", "write enters and a state"),
        )
        return ""
    return node.book.find("state", text.removeprefix(ENTERS).strip(), node.path) or ""
