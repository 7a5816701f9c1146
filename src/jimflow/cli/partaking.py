"""How organisations take parts in a subject from the command line, and how cases are started from it."""

from __future__ import annotations

from jimflow.actions.errors import BadInput
from jimflow.actions.parties import PartyChange, add_party, answer_party, leave_party, pass_part
from jimflow.cli.desk import Desk
from jimflow.core.workflow import Workflow
from jimflow.store.queries.parties import PartyRow, StartedRow, parties, started
from jimflow.store.queries.rounds import ParticipationRow
from jimflow.store.transaction import read
from jimflow.texts.names import party_title, start_title, state_title
from jimflow.texts.words import STANDING


def added(
    desk: Desk, agency: str, who: str, part: str | None, contribution: str, round_code: str | None, actor: str | None
) -> None:
    """Adds or invites."""
    row, workflow = _row(desk, agency, round_code)
    change = add_party(desk.runtime, row.id, who, _part(workflow, part), desk.actor(actor), contribution=contribution)
    _told(desk, workflow, row, change)


def answered(
    desk: Desk,
    agency: str,
    who: str,
    said: str,
    part: str | None,
    contribution: str,
    reason: str,
    round_code: str | None,
    actor: str | None,
) -> None:
    """Records an answer. Raises BadInput for one that is neither yes nor no."""
    words = {"yes": True, "ja": True, "no": False, "nej": False}
    if said.casefold() not in words:
        raise BadInput(f"Svaret är yes eller no, inte {said}.", f"The answer is yes or no, not {said}.")
    row, workflow = _row(desk, agency, round_code)
    change = answer_party(
        desk.runtime,
        *(row.id, who, _part(workflow, part), desk.actor(actor)),
        yes=words[said.casefold()],
        contribution=contribution,
        reason=reason,
    )
    _told(desk, workflow, row, change)


def left(
    desk: Desk, agency: str, who: str, part: str | None, reason: str, round_code: str | None, actor: str | None
) -> None:
    """Ends a part."""
    row, workflow = _row(desk, agency, round_code)
    change = leave_party(desk.runtime, row.id, who, _part(workflow, part), desk.actor(actor), reason=reason)
    _told(desk, workflow, row, change)


def passed(
    desk: Desk, agency: str, who: str, part: str | None, reason: str, round_code: str | None, actor: str | None
) -> None:
    """Passes a part on."""
    row, workflow = _row(desk, agency, round_code)
    change = pass_part(desk.runtime, row.id, _part(workflow, part), who, desk.actor(actor), reason=reason)
    _told(desk, workflow, row, change)


def listed(desk: Desk, agency: str, round_code: str | None) -> None:
    """The parties with their contributions, and the cases started from here with their answers."""
    row, workflow = _row(desk, agency, round_code)
    with read(desk.runtime.engine) as tx:
        there, begun = parties(tx, row.id), started(tx, row.id)
        others = {s.definition: desk.runtime.programmes.workflow(tx, s.definition) for s in begun}
    if desk.document:
        desk.answer(
            {
                "organisation": row.organisation,
                "parties": [_party_document(p) for p in there],
                "started": [_started_document(s) for s in begun],
            }
        )
        return
    from jimflow.cli.screen import entries

    lang = desk.lang
    if not there and not begun:
        desk.say("Inga parter, och inget är startat härifrån.", "No parties, and nothing was started from here.")
        return
    entries([([_name(p, lang), party_title(workflow, p.part, lang)], _how(p, lang)) for p in there])
    entries(
        [
            (
                [_name(s, lang), start_title(workflow, s.start, lang), s.round_code],
                state_title(others[s.definition], s.state, lang),
            )
            for s in begun
        ]
    )


def _row(desk: Desk, agency: str, round_code: str | None) -> tuple[ParticipationRow, Workflow]:
    row = desk.agency(agency, round_code)
    with read(desk.runtime.engine) as tx:
        return row, desk.runtime.programmes.workflow(tx, row.definition)


def _part(workflow: Workflow, part: str | None) -> str:
    """The part that is meant: the only one, where none is named."""
    if part is not None:
        return part
    known = list(workflow.parties)
    if len(known) == 1:
        return known[0]
    names = ", ".join(known) or "–"
    raise BadInput(f"Välj part med --part: {names}.", f"Choose the part with --part: {names}.")


def _told(desk: Desk, workflow: Workflow, row: ParticipationRow, change: PartyChange) -> None:
    titles = [party_title(workflow, change.part, lang) for lang in ("sv", "en")]
    how = STANDING[change.standing]
    desk.say(
        f"{row.name_sv}: {change.organisation}, {titles[0]}: {how.sv}.",
        f"{row.name_en}: {change.organisation}, {titles[1]}: {how.en}.",
    )
    if change.left:
        desk.say(f"{change.left} har lämnat över parten.", f"{change.left} has passed the part on.")
    if change.standing == "invited" or change.left:
        desk.say(f"Besked i utkorgen: {change.messages}.", f"Notices in the outbox: {change.messages}.")


def _name(row: PartyRow | StartedRow, lang: str) -> str:
    return row.name_en if lang == "en" else row.name_sv


def _how(p: PartyRow, lang: str) -> str:
    span = f"{p.since}–{p.until}" if p.until else f"{p.since}–"
    return " · ".join(part for part in (STANDING[p.standing].in_(lang), span, p.contribution, p.reason) if part)


def _party_document(p: PartyRow) -> dict[str, object]:
    return {
        "organisation": p.organisation,
        "part": p.part,
        "standing": p.standing,
        "contribution": p.contribution,
        "since": p.since.isoformat(),
        "until": p.until.isoformat() if p.until else None,
    }


def _started_document(s: StartedRow) -> dict[str, object]:
    return {
        "start": s.start,
        "organisation": s.organisation,
        "round": s.round_code,
        "state": s.state,
        "answer": s.answer or None,
        "started_at": s.started_at.isoformat(),
    }
