"""Who may take which part in a subject that several organisations work on together."""

from __future__ import annotations

from datetime import date

from jimflow.core.messages import notice
from jimflow.core.mistakes import Said
from jimflow.core.model import Facts, Message, Party, Started
from jimflow.core.people import holders
from jimflow.core.programme import Programme
from jimflow.core.workflow import PartyKind

THERE = ("invited", "joined")
"""Standings of a party that counts or may come to count."""


def standing(facts: Facts, part: str, organisation: str) -> Party | None:
    """The organisation's part as it stands, None where it has none or has left it."""
    found = (p for p in facts.parties if (p.part, p.organisation) == (part, organisation) and p.standing in THERE)
    return next(found, None)


def refused(kind: PartyKind, facts: Facts, organisation: str) -> Said | None:
    """Why the organisation cannot take the part now; None where it can."""
    title = kind.title
    if standing(facts, kind.name, organisation) is not None:
        return Said(f"{organisation} är redan {title.sv}", f"{organisation} is {title.en} already")
    there = [p.organisation for p in facts.parties if p.part == kind.name and p.standing in THERE]
    if kind.most is not None and len(there) >= kind.most:
        names = ", ".join(there)
        return Said(
            f"högst {kind.most} kan vara {title.sv}, och det är {names}",
            f"at most {kind.most} can be {title.en}, and that is {names}",
        )
    return None


def told(programme: Programme, facts: Facts, party: Party, today: date) -> list[Message]:
    """What the organisation's contact hears of its part: an invitation to answer, or that it has the part."""
    kind = programme.workflow.parties[party.part]
    people = [a for a in holders(facts, kind.contact, today) if a.organisation == party.organisation]
    seen = {"part": party.part, "standing": party.standing, "contribution": party.contribution}
    key = f"{told_key(facts, party)}{facts.version}"
    return [notice("party", f"party:{party.part}", facts, a.function, a, seen, key) for a in people]


def told_key(facts: Facts, party: Party) -> str:
    """How the key of everything begins that is said of the organisation's part."""
    return f"party:{facts.id}:{party.part}:{party.organisation}:"


def answer_back(
    programme: Programme, parent: Facts, ended: Started, names: tuple[str, str], title: Said, today: date
) -> list[Message]:
    """What those who are told hear when a case that was started from theirs has ended.

    `names` are the other case's in Swedish and English, `title` is that of the state it ended in.
    """
    seen = {"start": ended.start, "case": list(names), "ended": [title.sv, title.en]}
    item, key = f"answered:{ended.start}:{ended.case}", f"answered:{parent.id}:{ended.case}"
    return [
        notice("answered", item, parent, function, a, seen, key)
        for function in programme.workflow.starts[ended.start].tells
        for a in holders(parent, function, today)
    ]
