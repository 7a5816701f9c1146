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
from jimflow.cli.language import LANGUAGES
from jimflow.cli.meeting_list import sitting
from jimflow.cli.names import the_step
from jimflow.cli.planned import consequences
from jimflow.cli.sessions import Asked, sessions
from jimflow.cli.sessions import moved as at_new_time
from jimflow.core.mistakes import did_you_mean
from jimflow.core.model import Session
from jimflow.core.workflow import Workflow
from jimflow.store.queries.rounds import ClusterRow, participations, rounds
from jimflow.store.queries.work import meetings
from jimflow.store.transaction import read
from jimflow.texts.amounts import listed
from jimflow.texts.dates import day
from jimflow.texts.names import meeting_name, place_name, theme_title


def planned(desk: Desk, cluster: str, step: str, asked: Asked, round_code: str | None, actor: str | None) -> None:
    """Gives a meeting its date, and tells what followed."""
    of, workflow, at = _meant(desk, cluster, step, round_code)
    wanted = sessions(asked)
    change = plan_meeting(desk.runtime, of.id, at, wanted, desk.actor(actor))
    names, when = _names(workflow, at), _first_day(desk, wanted)
    desk.say(f"{of.name_sv}: {names[0]} hålls {when[0]}.", f"{of.name_en}: {names[1]} is on {when[1]}.")
    _as_it_stands(desk, wanted)
    _told(desk, workflow, change)


def moved(desk: Desk, cluster: str, step: str, asked: Asked, round_code: str | None, actor: str | None) -> None:
    """Moves a meeting, and tells how it stands then and what followed."""
    of, workflow, at = _meant(desk, cluster, step, round_code)
    with read(desk.runtime.engine) as tx:
        before = next((m.sessions for m in meetings(tx, [of.id]) if m.step == at), ())
        on = next(r for r in rounds(tx) if r.id == of.round)
        calendar = desk.runtime.programmes.of(tx, on.definition, on.policy_digest, on.id).calendar
    wanted = at_new_time(asked, before, calendar)
    change = move_meeting(desk.runtime, of.id, at, wanted, desk.actor(actor))
    names, when = _names(workflow, at), _first_day(desk, wanted)
    desk.say(f"{of.name_sv}: {names[0]} är flyttad till {when[0]}.", f"{of.name_en}: {names[1]} is moved to {when[1]}.")
    _as_it_stands(desk, wanted)
    left = dict.fromkeys(s.place for s in before if s.place and s.place not in {w.place for w in wanted})
    if left and asked.place is None:
        places = [listed([place_name(p, lang) for p in left], lang) for lang in LANGUAGES]
        desk.say(
            f"  Att se: platsen {places[0]} är borttagen, eftersom träffen nu är digital",
            f"  Note: the place {places[1]} is removed, since the meeting is now online",
        )
    _told(desk, workflow, change)


def cancelled(desk: Desk, cluster: str, step: str, reason: str, round_code: str | None, actor: str | None) -> None:
    """Calls it off. Raises BadInput without a reason."""
    if not reason.strip():
        raise BadInput("Skriv skälet (--reason).", "Give the reason (--reason).")
    of, workflow, at = _meant(desk, cluster, step, round_code)
    change = cancel_meeting(desk.runtime, of.id, at, desk.actor(actor), reason.strip())
    names = _names(workflow, at)
    desk.say(
        f"{of.name_sv}: {names[0]} är inställd tills den får ett nytt datum.",
        f"{of.name_en}: {names[1]} is called off until it gets a new date.",
    )
    _told(desk, workflow, change)


def held(desk: Desk, cluster: str, step: str, notes: str, round_code: str | None, actor: str | None) -> None:
    """Marks it as held, and says what comes next: attendance, and the move, which is the coordinator's to make."""
    of, workflow, at = _meant(desk, cluster, step, round_code)
    change = hold_meeting(desk.runtime, of.id, at, desk.actor(actor), notes=notes)
    names = _names(workflow, at)
    desk.say(f"{of.name_sv}: {names[0]} är genomförd.", f"{of.name_en}: {names[1]} has been held.")
    _told(desk, workflow, change)
    one = workflow.nouns.one
    desk.say(f"Nästa, för varje {one.sv}:", f"Next, for each {one.en}:")
    desk.line(f"  jimflow attendance record {workflow.nouns.placeholder.in_(desk.lang)} {at} --all-present")
    desk.say("och sedan, för alla som får:", "and then, for everyone who may:")
    desk.line(f"  jimflow advance --cluster {of.code}")


def themed(
    desk: Desk, cluster: str, step: str, theme: str, round_code: str | None, actor: str | None, *, own_words: bool
) -> None:
    """Chooses the theme, by its name or title in the definition or in words of one's own.

    Words that are nearly a theme of the definition are taken for a slip, since all who take part read them in mails.
    """
    of, workflow, at = _meant(desk, cluster, step, round_code)
    titles = {t.casefold(): name for name, said in workflow.themes.items() for t in (name, said.sv, said.en)}
    chosen = titles.get(theme.strip().casefold(), theme)
    if not own_words and chosen not in workflow.themes and (close := did_you_mean(theme.strip().casefold(), titles)):
        name = titles[close]
        raise BadInput(
            f"Inget tema heter {theme}. Menade du {name}? Är det egna ord: --own-words",
            f"There is no theme {theme}. Did you mean {name}? If they are words of your own: --own-words",
        )
    change = set_theme(desk.runtime, of.id, at, chosen, desk.actor(actor))
    said = [theme_title(workflow, chosen, lang) for lang in LANGUAGES]
    desk.say(f"{of.name_sv}: temat är {said[0]}.", f"{of.name_en}: the theme is {said[1]}.")
    _told(desk, workflow, change)


def _names(workflow: Workflow, step: str) -> list[str]:
    return [meeting_name(workflow, step, lang) for lang in LANGUAGES]


def _first_day(desk: Desk, wanted: Sequence[Session]) -> list[str]:
    first = desk.local(min(s.starts for s in wanted)).date()
    return [day(first, lang, desk.today()) for lang in LANGUAGES]


def _as_it_stands(desk: Desk, wanted: Sequence[Session]) -> None:
    for s in wanted:
        desk.line(f"  {sitting(desk, s.starts, s.ends, s.mode, s.place)}")


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
