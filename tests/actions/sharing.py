"""The mini programme about areas that several organisations share, and one that is started from another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tests.build_round import ROUND
from tests.build_workflow import changed
from tests.mini_people import both

PARTIES: dict[str, Any] = {
    "subject": "area",
    "parties": {
        "lead": {
            "title": both("samordnande organisation", "leading organisation"),
            "most": 1,
            "contact": "coordinator",
        },
        "member": {"title": both("medverkande", "participant")},
        "guest": {
            "title": both("inbjuden aktör", "invited actor"),
            "joins": "by invitation",
            "contact": "planner",
        },
    },
}
RULES: dict[str, Any] = {
    "rules.contributions": {
        "check": "parties",
        "part": ["member", "guest"],
        "min": 2,
        "contribution": True,
        "severity": "block",
        "text": both("{count} av minst {min} {part} finns: {party}.", "{count} of at least {min} {part}: {party}."),
        "fix": both("Bjud in fler.", "Invite more."),
    },
    "transitions.accept.rules": ["contributions"],
}

AREAS = (
    ROUND.replace("  alfa: {name: {sv: Alfaverket, en: Alfa Agency}, short: AV, mailbox: alfa@example.org}\n", "")
    .replace("  beta: {name: Beta, mailbox: beta@example.org}\n", "  one: {name: Ettan, mailbox: one@example.org}\n")
    .replace("  gamma: {name: Gamma, mailbox: gamma@example.org}\n", "  two: {name: Tvåan, mailbox: two@example.org}\n")
    .replace(
        "contributors:",
        """\
subjects:
  alfa:
    name: {sv: Alfaområdet, en: The Alfa area}
    mailbox: alfa@example.org
    parties:
      - {organisation: one, part: lead}
      - {organisation: one, part: member, contribution: "Leder."}
  beta: {name: Beta, mailbox: beta@example.org}
  gamma: {name: Gamma, mailbox: gamma@example.org}
contributors:""",
        1,
    )
    .replace(
        "{organisation: alfa, function: head, name: Hedda",
        "{subject: alfa, organisation: one, function: head, name: Hedda",
    )
    .replace(
        "{organisation: alfa, function: head, name: Hugo",
        "{subject: alfa, organisation: two, function: head, name: Hugo",
    )
)
"""The mini round about the areas alfa, beta and gamma; the organisations one and two work together on alfa."""

STARTS: dict[str, Any] = {
    "starts": {
        "lift": {
            "title": both("Lyft ett problem", "Lift a problem"),
            "workflow": "lifted",
            "from": "active",
            "carries": {"what": "name_problem.problem"},
            "tells": ["coordinator"],
        },
    },
    "rules.lifted_answered": {
        "check": "answered",
        "start": "lift",
        "severity": "warn",
        "text": both("”{start}” är inte klart.", "“{start}” is not over."),
        "fix": both("Vänta på svaret.", "Wait for the answer."),
    },
    "transitions.withdraw.rules": ["lifted_answered"],
}

DESK = (
    ROUND.replace("round: mini-2021", "round: desk")
    .replace("workflow: mini", "workflow: lifted")
    .replace("contributors:", "subjects:\n  known: {name: Känt, mailbox: known@example.org}\ncontributors:", 1)
    .split("clusters:")[0]
    + """\
clusters:
  lifted_things: {name: Lyft, members: [known]}
roster:
  appointments:
    - {organisation: centre, function: host, name: Ada, mail: ada@example.org}
    - {organisation: expertverket, function: expert, name: Eva, mail: eva@example.org}
"""
)
"""A round of the programme `lifted`, where problems of others are taken up."""


def write_lifted(folder: Path) -> None:
    """The programme of the desk, beside the mini programme."""
    data = changed({"workflow": "lifted", "subject": "problem"})
    data["forms"]["self_assessment"]["sections"][0]["questions"].append(
        {"id": "what", "type": "text", "sv": "Vad gäller det?", "en": "What is it about?", "prefill": "started.what"}
    )
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    (folder / "workflows" / "lifted.yaml").write_text(text, encoding="utf-8")
