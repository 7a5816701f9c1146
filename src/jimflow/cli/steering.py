"""How a cluster's meeting is planned, moved, cancelled, held and given a theme from the command line."""

from __future__ import annotations

from collections.abc import Sequence

from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.meetings import (
    MeetingChange,
    cancel_meeting,
    hold_meeting,
    move_meeting,
    plan_meeting,
    set_theme,
)
from jimflow.cli.desk import Desk
from jimflow.cli.names import the_step
from jimflow.cli.planned import consequences
from jimflow.core.mistakes import Said
from jimflow.core.model import Session
from jimflow.core.workflow import Workflow
from jimflow.store.queries.rounds import ClusterRow, participations
from jimflow.store.queries.work import meetings
from jimflow.store.transaction import read
from jimflow.texts.dates import day
from jimflow.texts.names import meeting_name, theme_title


def dated(
    desk: Desk,
    verb: str,
    cluster: str,
    step: str,
    sessions: Sequence[Session],
    place: str,
    round_code: str | None,
    actor: str | None,
) -> None:
    """Plans or moves, and tells what followed."""
    of, workflow, at = _meant(desk, cluster, step, round_code)
    act = plan_meeting if verb == "plan" else move_meeting
    change = act(desk.runtime, of.id, at, sessions, desk.actor(actor), place=place)
    when = [day(desk.local(s.starts).date(), lang, desk.today()) for lang in ("sv", "en") for s in sessions[:1]]
    names = [meeting_name(workflow, at, lang) for lang in ("sv", "en")]
    if verb == "plan":
        desk.say(f"{of.name_sv}: {names[0]} hålls {when[0]}.", f"{of.name_en}: {names[1]} is on {when[1]}.")
    else:
        desk.say(
            f"{of.name_sv}: {names[0]} är flyttad till {when[0]}.", f"{of.name_en}: {names[1]} is moved to {when[1]}."
        )
    _told(desk, workflow, change)


def cancelled(desk: Desk, cluster: str, step: str, reason: str, round_code: str | None, actor: str | None) -> None:
    """Calls it off. Raises BadInput without a reason."""
    if not reason.strip():
        raise BadInput("Skriv skälet (--reason).", "Give the reason (--reason).")
    of, workflow, at = _meant(desk, cluster, step, round_code)
    change = cancel_meeting(desk.runtime, of.id, at, desk.actor(actor), reason.strip())
    names = [meeting_name(workflow, at, lang) for lang in ("sv", "en")]
    desk.say(
        f"{of.name_sv}: {names[0]} är inställd tills den får ett nytt datum.",
        f"{of.name_en}: {names[1]} is called off until it gets a new date.",
    )
    _told(desk, workflow, change)


def held(desk: Desk, cluster: str, step: str, notes: str, round_code: str | None, actor: str | None) -> None:
    """Marks it as held, and says what comes next: attendance, and the move, which is the coordinator's to make."""
    of, workflow, at = _meant(desk, cluster, step, round_code)
    change = hold_meeting(desk.runtime, of.id, at, desk.actor(actor), notes=notes)
    names = [meeting_name(workflow, at, lang) for lang in ("sv", "en")]
    desk.say(f"{of.name_sv}: {names[0]} är genomförd.", f"{of.name_en}: {names[1]} has been held.")
    _told(desk, workflow, change)
    desk.say("Nästa, för varje myndighet:", "Next, for each agency:")
    agency = Said("MYNDIGHET", "AGENCY").in_(desk.lang)
    desk.line(f"  jimflow attendance record {agency} {at} --all-present")
    desk.say("och sedan, för alla som får:", "and then, for everyone who may:")
    desk.line(f"  jimflow advance --cluster {of.code}")


def themed(desk: Desk, cluster: str, step: str, theme: str, round_code: str | None, actor: str | None) -> None:
    """Chooses the theme, by its name or title in the definition or in words of one's own."""
    of, workflow, at = _meant(desk, cluster, step, round_code)
    titles = {t.casefold(): name for name, said in workflow.themes.items() for t in (said.sv, said.en)}
    chosen = titles.get(theme.strip().casefold(), theme)
    change = set_theme(desk.runtime, of.id, at, chosen, desk.actor(actor))
    said = [theme_title(workflow, chosen, lang) for lang in ("sv", "en")]
    desk.say(f"{of.name_sv}: temat är {said[0]}.", f"{of.name_en}: the theme is {said[1]}.")
    _told(desk, workflow, change)


def _told(desk: Desk, workflow: Workflow, change: MeetingChange) -> None:
    desk.lines(consequences(workflow, change.planned, change.organisations, desk.lang, desk.today()))
    if change.notices:
        desk.say(f"Besked i utkorgen: {change.notices}.", f"Notices in the outbox: {change.notices}.")


def _meant(desk: Desk, cluster: str, step: str, round_code: str | None) -> tuple[ClusterRow, Workflow, str]:
    of = desk.cluster(cluster, round_code)
    with read(desk.runtime.engine) as tx:
        member = next((p for p in participations(tx) if p.cluster == of.id), None)
        if member is None:
            raise NotFound(f"{of.name_sv} har inga deltagare.", f"{of.name_en} has no members.")
        workflow = desk.runtime.programmes.workflow(tx, member.definition)
        if step == "next":
            coming = [m.step for m in meetings(tx, [of.id]) if m.status == "planned"]
            if not coming:
                raise NotFound("Ingen träff är planerad.", "No meeting is planned.")
            return of, workflow, coming[0]
    return of, workflow, the_step(workflow, step)
