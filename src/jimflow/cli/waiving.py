"""How a waiver is decided and countersigned from the command line."""

from __future__ import annotations

from jimflow.actions.errors import BadInput
from jimflow.actions.waivers import countersign, waive
from jimflow.cli.desk import Desk
from jimflow.cli.names import the_step
from jimflow.cli.values import a_day, a_number
from jimflow.store.transaction import read


def decide(
    desk: Desk,
    agency: str | None,
    rule: str | None,
    reason: str,
    until: str | None,
    step: str | None,
    round_code: str | None,
    actor: str | None,
) -> None:
    """Decides one; says whether a second person must sign it."""
    if agency is None or rule is None or until is None:
        who = desk.nouns().placeholder
        raise BadInput(
            f"Skriv: jimflow waive {who.sv} REGEL --reason SKÄL --until DATUM",
            f"Write: jimflow waive {who.en} RULE --reason REASON --until DATE",
        )
    day = a_day(until, "--until")
    row = desk.agency(agency, round_code)
    if step is not None:
        with read(desk.runtime.engine) as tx:
            step = the_step(desk.runtime.programmes.workflow(tx, row.definition), step)
    number, needs = waive(desk.runtime, row.id, rule, reason, day, desk.actor(actor), step=step)
    if desk.document:
        desk.answer({"waiver": number, "organisation": row.organisation, "rule": rule, "needs_countersign": needs})
    elif needs:
        desk.say(
            f"Avsteg nr {number} från {rule} är beslutat. Det gäller först när en annan person har skrivit under:",
            f"Waiver no. {number} from {rule} has been decided. It holds once another person has signed it:",
        )
        desk.say(
            f"  jimflow waive --countersign {number} --actor NAMN",
            f"  jimflow waive --countersign {number} --actor NAME",
        )
    else:
        desk.say(
            f"Avsteg nr {number} från {rule} gäller till och med {day}.",
            f"Waiver no. {number} from {rule} holds until {day}.",
        )


def sign(desk: Desk, number: str, actor: str | None) -> None:
    """Signs one."""
    signed = a_number(number, "--countersign")
    countersign(desk.runtime, signed, desk.actor(actor))
    if desk.document:
        desk.answer({"waiver": signed, "countersigned": True})
    else:
        desk.say(
            f"Avsteg nr {signed} är kontrasignerat och gäller nu.",
            f"Waiver no. {signed} is countersigned and now holds.",
        )
