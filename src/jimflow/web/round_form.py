"""The guided form of a new round: its fields as the tables of a workbook, and each mistake back at its field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from jimflow.core.called import folded
from jimflow.core.mistakes import Said
from jimflow.core.workflow import ORGANISATION, Workflow
from jimflow.files.places import Cell, Placed
from jimflow.files.round_sheets import ITEMS, KINDS
from jimflow.files.round_written import Line, Table
from jimflow.web.forms import Form

FACTS = ("round", "title", "invite_on", "starts_on", "ends_on", "case_number", "mailbox", "sender")
"""The facts that are asked for, named as in the tables; the English title beside them."""

HOST, TITLE_EN, ADD = "host_name", "title_en", "add"
MOST_CLUSTERS, MOST_MEMBERS, MOST_PEOPLE = 20, 60, 300
MEMBER, PERSON = ("name", "short", "mailbox"), ("whose", "function", "name", "mail")

Known = Mapping[str, str]
"""Codes of organisations that there are already, by their folded names."""


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows of each kind the form has."""

    members: tuple[int, ...]
    """In each cluster."""
    people: int


@dataclass(frozen=True, slots=True)
class Filled:
    """The tables that a form stands for, and which field each of their cells comes from."""

    tables: tuple[Table, ...]
    fields: Mapping[tuple[str, int], Mapping[str, str]] = field(repr=False)

    def field(self, cell: Cell | None) -> str:
        """The field that a mistake at the cell is about; "" where it is about no single one."""
        if cell is None:
            return ""
        of_row = self.fields.get((cell.sheet, cell.row), {})
        return of_row.get(cell.column, next(iter(of_row.values()), ""))

    def by_field(self, mistakes: Iterable[Placed], lang: str) -> dict[str, list[str]]:
        """What is wrong, by the field where it stands."""
        found: dict[str, list[str]] = {}
        for one in mistakes:
            words = one.mistake.in_(lang)
            if words not in found.setdefault(self.field(one.cell), []):
                found[self.field(one.cell)].append(words)
        return found


def rows_of(form: Form, *, fresh: int = 4) -> Rows:
    """The rows of a form, with those that its `add` button asks for; a fresh one has a few empty ones."""
    if not form.fields:
        return Rows((fresh,), fresh)
    counts = [
        _count(form.text(f"c{i}-rows"), MOST_MEMBERS) for i in range(_count(form.text("clusters"), MOST_CLUSTERS))
    ]
    people = _count(form.text("people"), MOST_PEOPLE)
    match form.text(ADD).split("-"):
        case ["cluster"]:
            counts = [*counts, fresh][:MOST_CLUSTERS]
        case ["member", n] if n.isdecimal() and int(n) < len(counts):
            counts[int(n)] = min(counts[int(n)] + fresh, MOST_MEMBERS)
        case ["person"]:
            people = min(people + fresh, MOST_PEOPLE)
    return Rows(tuple(counts), people)


def filled(form: Form, workflow: Workflow, known: Known) -> Filled:
    """What was typed, as the tables of a workbook; rows that are empty are left out."""
    return _Filling(form, workflow, known, rows_of(replace_add(form))).whole()


def replace_add(form: Form) -> Form:
    """The form as if no button had asked for more rows."""
    return replace(form, fields={name: values for name, values in form.fields.items() if name != ADD})


def empty_tables(workflow: Workflow) -> list[Table]:
    """The tables of a workbook in which nothing is filled in but the programme."""
    facts = [{"item": item.said.sv, "value": workflow.name if key == "workflow" else ""} for key, item in ITEMS.items()]
    kept = [key for key in KINDS if key != "parties" or workflow.subject != ORGANISATION]
    return [Table(key, tuple(facts) if key == "facts" else ()) for key in kept]


@dataclass
class _Filling:
    form: Form
    workflow: Workflow
    known: Known
    rows: Rows
    lines: dict[str, list[Line]] = field(default_factory=dict)
    spots: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)

    def whole(self) -> Filled:
        host = self.form.text(HOST)
        codes = _Codes(self.known)
        host_code = codes.new(host, host) if host else ""
        self._clusters(codes, host, host_code)
        self._people()
        self._facts(host_code)
        kept = [key for key in KINDS if key != "parties" or self.workflow.subject != ORGANISATION]
        return Filled(tuple(Table(key, tuple(self.lines.get(key, ()))) for key in kept), self.spots)

    def _add(self, sheet: str, line: Line, fields: Mapping[str, str]) -> None:
        several = self.lines.setdefault(sheet, [])
        several.append(line)
        self.spots[sheet, len(several) + 1] = dict(fields)

    def _facts(self, host_code: str) -> None:
        values = {"workflow": self.workflow.name, "host": host_code, **{key: self.form.text(key) for key in FACTS}}
        values["sender"] = values["sender"] or self.form.text(HOST)
        for key in ITEMS:
            if key in values:
                name = HOST if key == "host" or (key == "sender" and not self.form.text(key)) else key
                line = {"item": ITEMS[key].said.sv, "value": values[key]}
                if key == "title" and "en" in self.workflow.languages:
                    line["english"] = self.form.text(TITLE_EN) or values[key]
                self._add("facts", line, {"value": name, "item": name, "english": TITLE_EN if key == "title" else name})

    def _clusters(self, codes: _Codes, host: str, host_code: str) -> None:
        own, members = _Codes({}), set[str]()
        for i, count in enumerate(self.rows.members):
            there = [row for j in range(count) if (row := self._typed(f"c{i}m{j}", MEMBER))]
            name = self.form.text(f"c{i}-name")
            if not (name or there):
                continue
            code = own.new(name, name or f"{self.workflow.group.one.sv}-{i + 1}")
            self._add("clusters", {"code": code, "name": name}, {"name": f"c{i}-name", "code": f"c{i}-name"})
            for prefix, said in there:
                same = folded(said["name"]) == folded(host) and self.workflow.subject == ORGANISATION
                taken = same and host_code not in members
                member = host_code if taken else codes.new(said["name"], said["short"] or said["name"])
                members.add(member)
                fields = {"code": f"{prefix}-name", "cluster": f"{prefix}-name"}
                fields |= {key: f"{prefix}-{key}" for key in MEMBER}
                self._add("members", {"code": member, **said, "cluster": code}, fields)
        if host and host_code not in members:
            line = {"code": host_code, "name": host, "mailbox": self.form.text("mailbox")}
            self._add("organisations", line, {"name": HOST, "code": HOST, "mailbox": "mailbox"})

    def _people(self) -> None:
        apart = self.workflow.subject != ORGANISATION
        subjects = {folded(str(m["name"])) for m in self.lines.get("members", ())}
        for k in range(self.rows.people):
            row = self._typed(f"p{k}", PERSON, beside=("function",))
            if row is None:
                continue
            prefix, said = row
            whose = "subject" if apart and folded(said["whose"]) in subjects else "organisation"
            fields = {key: f"{prefix}-{key}" for key in PERSON} | {whose: f"{prefix}-whose"}
            self._add("roster", {whose: said.pop("whose"), **said}, fields)

    def _typed(self, prefix: str, keys: Sequence[str], beside: Sequence[str] = ()) -> tuple[str, dict[str, str]] | None:
        """A row as it was typed; None where there is nothing in it, whatever is chosen `beside`."""
        said = {key: self.form.text(f"{prefix}-{key}") for key in keys}
        return (prefix, said) if any(value for key, value in said.items() if key not in beside) else None


class _Codes:
    """Gives out codes: the one that an organisation of the name has already, else one made of its name."""

    def __init__(self, known: Known) -> None:
        self._known, self._taken = known, set(known.values())
        self._given: set[str] = set()

    def new(self, name: str, words: str) -> str:
        code = self._known.get(folded(name), "")
        if not code or code in self._given:
            plain, number = slug(words), 2
            code = plain
            while code in self._taken or code in self._given:
                code, number = f"{plain}-{number}", number + 1
        self._given.add(code)
        return code


def slug(words: str) -> str:
    """A code made of a name: `Ekonomistyrningsverket (ESV)` is `ekonomistyrningsverket-esv`."""
    plain = unicodedata.normalize("NFD", words.casefold()).encode("ascii", "ignore").decode()
    code = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return code if code[:1].isalpha() else f"n-{code}".strip("-")


def labels(form: Form, workflow: Workflow, lang: str) -> dict[str, str]:
    """What the fields are called where a mistake is told of one."""
    rows = rows_of(replace_add(form))
    names = {
        "name": Said("namn", "name"),
        "short": Said("kort namn", "short name"),
        "mailbox": Said("e-post", "mailbox"),
    }
    of_person = {
        "whose": Said("organisation", "organisation"),
        "function": Said("funktion", "function"),
        "name": Said("namn", "name"),
        "mail": Said("e-post", "mail"),
    }
    found = {key: ITEMS[key].said.in_(lang) for key in FACTS}
    found |= {HOST: ITEMS["host"].said.in_(lang), TITLE_EN: Said("Rubrik på engelska", "Title in English").in_(lang)}
    group, person = workflow.group.one.in_(lang), Said("Person", "Person").in_(lang)
    for i, count in enumerate(rows.members):
        called = form.text(f"c{i}-name") or f"{group} {i + 1}".capitalize()
        found[f"c{i}-name"] = f"{group} {i + 1}".capitalize()
        for j in range(count):
            found |= {f"c{i}m{j}-{key}": f"{called}, {j + 1}: {said.in_(lang)}" for key, said in names.items()}
    for k in range(rows.people):
        found |= {f"p{k}-{key}": f"{person} {k + 1}: {said.in_(lang)}" for key, said in of_person.items()}
    return found


def _count(text: str, most: int) -> int:
    return min(int(text), most) if text.isdecimal() and len(text) < 5 else 0
