"""What takes part in a round where that is no organisation: areas, problems, examples, each with its parties."""

from __future__ import annotations

from jimflow.core.language.nodes import Fields, Node
from jimflow.core.mistakes import Said
from jimflow.core.model import Standing
from jimflow.core.workflow import ORGANISATION, Workflow
from jimflow.files.round_shape import PartyFile, SubjectFile
from jimflow.files.values import a_name, an_address

STANDINGS: tuple[Standing, ...] = ("joined", "invited")
"""How a party may stand when a round begins."""


def read_subjects(fields: Fields, workflow: Workflow) -> dict[str, SubjectFile]:
    """The subjects by code; a mistake where the programme has none, or where it has and the round names none."""
    section, book = fields.get("subjects"), fields.node.book
    if workflow.subject == ORGANISATION:
        if section is not None:
            section.wrong(
                Said("i det här programmet deltar organisationer", "in this programme organisations take part"),
                Said("skriv dem under organisations", "write them under organisations"),
            )
        book.names["subject"] = ()
        return {}
    found = {code: _subject(code, node, workflow) for code, node in fields.entries("subjects").items()}
    if section is None and not _only_receives(fields):
        many = workflow.nouns.many
        book.add(
            ("subjects",),
            Said(f"nyckeln subjects saknas: här deltar {many.sv}", f"the key subjects is missing: {many.en} take part"),
        )
    book.names["subject"] = tuple(found)
    taken = book.names.get("organisation", ())
    for code in found:
        if code in taken:
            book.add(
                ("subjects", code),
                Said(f"{code} är redan en organisation", f"{code} is an organisation already"),
                Said("välj ett annat id", "choose another id"),
            )
    return found


def _only_receives(fields: Fields) -> bool:
    """True where every cluster is written without members, so that there is no subject to name yet."""
    clusters = fields.get("clusters")
    of = clusters.value.values() if clusters is not None and isinstance(clusters.value, dict) else ()
    return bool(of) and all(isinstance(cluster, dict) and cluster.get("members") == [] for cluster in of)


def _subject(code: str, node: Node, workflow: Workflow) -> SubjectFile:
    fields = node.fields(("name", "mailbox"), ("short", "parties", "motive"))
    parties = tuple(p for item in fields.items("parties") if (p := _party(item)) is not None)
    _counted(fields, parties, workflow)
    short = fields.text("short", one_line=True)
    mailbox = an_address(fields.get("mailbox"))
    return SubjectFile(code, a_name(fields.get("name")), short, mailbox, parties, fields.text("motive"))


def _party(node: Node) -> PartyFile | None:
    fields = node.fields(("organisation", "part"), ("standing", "contribution"))
    organisation, part = fields.name("organisation", "organisation"), fields.name("part", "party")
    standing = fields.word("standing", STANDINGS, "joined")
    return PartyFile(organisation, part, standing, fields.text("contribution")) if organisation and part else None


def _counted(fields: Fields, parties: tuple[PartyFile, ...], workflow: Workflow) -> None:
    """No part is taken by more than the programme allows, and nobody takes the same part twice."""
    for name, kind in workflow.parties.items():
        there = [p.organisation for p in parties if p.part == name]
        twice = next((code for code in there if there.count(code) > 1), None)
        if twice:
            fields.nodes["parties"].wrong(
                Said(f"{twice} står två gånger som {name}", f"{twice} stands twice as {name}"),
                Said("ta bort den ena raden", "remove one of the rows"),
            )
        if kind.most is not None and len(there) > kind.most:
            fields.nodes["parties"].wrong(
                Said(
                    f"högst {kind.most} kan vara {name}, här är {len(there)}",
                    f"at most {kind.most} {name}, not {len(there)}",
                ),
            )
