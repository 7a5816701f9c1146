"""The names that examples may use: those of the definition they try, and the words for mails."""

from __future__ import annotations

from collections.abc import Collection

from jimflow.core.language.book import Book
from jimflow.core.language.nodes import Fields, Node
from jimflow.core.language.phrases import meant, quoted
from jimflow.core.mistakes import Said, did_you_mean
from jimflow.core.workflow import Workflow

ENGINE = ("order", "reason_needed")
"""What stops a move beside rules: no such way from here, and a reason that is missing."""

ABOUT_WORK = ("open", "remind", "overdue", "inform", "handover", "vacant")
ABOUT_MEETINGS = ("hold", "invite", "readiness", "record", "theme")


class Names:
    """Finds what a name means; a misspelt one is noted with the one that was probably meant."""

    def __init__(self, workflow: Workflow, book: Book) -> None:
        self.workflow = workflow
        self.places: dict[str, list[str]] = {}
        for step in workflow.steps.values():
            for name in dict.fromkeys([*(n for _, n in step.assignments), *([step.catch_up] if step.catch_up else [])]):
                self.places.setdefault(name, []).append(step.name)
        laps = [f"{name}.{lap}" for name in sorted(workflow.steps.repeating) for lap in range(2, 10)]
        book.names = {
            "state": workflow.states,
            "step": (*workflow.steps, *laps),
            "function": tuple(workflow.functions),
            "rule": tuple(workflow.rules),
            "assignment": tuple(workflow.assignments),
            "theme": tuple(workflow.themes),
            "party": tuple(workflow.parties),
            "start": tuple(workflow.starts),
            "chain step": tuple(workflow.choices.get(workflow.result_steps or "", ())),
        }

    def find(self, kind: str, name: str, node: Node, known: Collection[str] | None = None) -> str | None:
        """The name when it exists."""
        return node.book.find(kind, name, node.path, known)

    def work(self, node: Node) -> tuple[str, str] | None:
        """`describe_today`, or `start.evaluate` where an assignment stands in several steps: (step, assignment)."""
        text = node.text(one_line=True)
        step, dot, written = text.rpartition(".")
        name = self.find("assignment", written, node) if text else None
        if name is None:
            return None
        places = self.places.get(name, [])
        if dot:
            return (step, name) if self.find("step", step, node) else None
        if len(places) == 1:
            return (places[0], name)
        node.wrong(
            Said(f"{quoted(name)} ges i flera steg", f"{quoted(name)} is given in several steps"),
            Said(f"skriv steget först: {places[0]}.{name}", f"write the step first: {places[0]}.{name}")
            if places
            else None,
        )
        return None

    def codes(self, fields: Fields, key: str) -> tuple[str, ...] | None:
        """Names of rules, and the engine's own words; None when nothing is said."""
        if key not in fields.nodes:
            return None
        known = (*self.workflow.rules, *ENGINE)
        return tuple(
            code for node in fields.items(key) if (code := self.find("rule", node.text(), node, known)) is not None
        )

    def mails(self, node: Node) -> tuple[str, ...]:
        """What one function gets."""
        return tuple(text for item in node.items() if (text := self._mail(item)))

    def _mail(self, node: Node) -> str:
        text = " ".join(node.text(one_line=True).split())
        kind, _, about = text.partition(" ")
        letters = [letter.name for letter in self.workflow.letters]
        if not text or text in letters:
            return text
        known = (*ABOUT_WORK, *ABOUT_MEETINGS, *letters)
        if kind not in known:
            close = did_you_mean(kind, known)
            what = Said(f"{quoted(kind)} är inget mejl", f"{quoted(kind)} is no mail")
            names = ", ".join(known)
            node.wrong(what, meant(close) if close else Said(f"det finns {names}", f"there are {names}"))
            return ""
        if kind in ABOUT_MEETINGS:
            return text if self.find("step", about, node) else ""
        if kind == "vacant" and about in self.workflow.functions:
            return text
        work = self.work(Node(about, node.path, node.book))
        if work is None:
            return ""
        step, name = work
        return f"{kind} {name}" if self.places.get(name) == [step] else f"{kind} {step}.{name}"
