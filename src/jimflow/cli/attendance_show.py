"""Answers to an invitation and attendance, with who stood in for whom."""

from __future__ import annotations

from collections.abc import Mapping

from jimflow.cli.attending import gathering
from jimflow.cli.counting import as_plain, heads_in_words
from jimflow.cli.desk import Desk
from jimflow.cli.screen import table
from jimflow.core.mistakes import Said
from jimflow.store.queries.figures import heads as noted
from jimflow.store.queries.work import PresenceRow, ReplyRow, presences, replies
from jimflow.store.transaction import read
from jimflow.texts.amounts import listed
from jimflow.texts.names import function_title
from jimflow.texts.words import MODE, REPLY, word


def shown(desk: Desk, agency: str, step: str, round_code: str | None) -> None:
    """Who was invited, what they answered and whether they came."""
    at = gathering(desk, agency, step, round_code)
    with read(desk.runtime.engine) as tx:
        came = {p.appointment: p for p in presences(tx, at.meeting.id)}
        answered = {r.appointment: r for r in replies(tx, at.meeting.id)}
        counted = next((h for h in noted(tx, [at.member.cluster]) if h.meeting == at.meeting.id), None)
    listed_ids = {a.id for a in at.expected()}
    rows = [a for a in at.people if a.id in listed_ids or a.id in came or a.id in answered]
    if desk.document:
        desk.answer(
            {
                "organisation": at.member.organisation,
                "step": at.meeting.step,
                "people": [
                    {
                        "appointment": a.id,
                        "function": a.function,
                        "name": a.name,
                        "top_management": a.top_management,
                        "answer": answered[a.id].answer if a.id in answered else None,
                        "deputy": answered[a.id].deputy if a.id in answered else None,
                        "present": came[a.id].present if a.id in came else None,
                        "mode": came[a.id].mode if a.id in came else None,
                        "deputised_for": came[a.id].deputised_for if a.id in came else None,
                    }
                    for a in rows
                ],
                "head_count": as_plain(counted) if counted else None,
            }
        )
        return
    lang = desk.lang
    heads = Said("Nr|Funktion|Namn|Svar|Närvaro", "No.|Function|Name|Answer|Attendance").in_(lang).split("|")
    titles = {a.id: function_title(at.workflow, a.function, lang) for a in at.people}
    labels = at.labels(lang)
    table(
        heads,
        [
            [
                str(a.id),
                titles[a.id],
                a.name,
                _answer(answered.get(a.id), labels, lang),
                _there(a.id, came, labels, lang),
            ]
            for a in rows
        ],
    )
    if counted:
        numbers = {lang: heads_in_words(counted, lang) for lang in ("sv", "en")}
        desk.say(f"Alla på träffen: {numbers['sv']}.", f"Everyone at the meeting: {numbers['en']}.")


def _answer(reply: ReplyRow | None, titles: Mapping[int, str], lang: str) -> str:
    if reply is None:
        return "–"
    said = REPLY[reply.answer].in_(lang)
    if reply.deputy is None:
        return said
    who = titles.get(reply.deputy, str(reply.deputy))
    return Said(f"{said}, i stället kommer {who}", f"{said}, {who} comes instead").in_(lang)


def _there(appointment: int, came: Mapping[int, PresenceRow], titles: Mapping[int, str], lang: str) -> str:
    """Whether the holder took part, and who stood in for whom."""
    found = came.get(appointment)
    if found is None:
        return "–"
    if found.present:
        said = word(MODE, found.mode, lang)
        if found.deputised_for is None:
            return said
        whom = titles.get(found.deputised_for, str(found.deputised_for))
        return Said(f"{said}, i stället för {whom}", f"{said}, instead of {whom}").in_(lang)
    absent = Said("inte med", "absent").in_(lang)
    stood_in = [titles[p.appointment] for p in came.values() if p.present and p.deputised_for == appointment]
    if not stood_in:
        return absent
    who = listed(stood_in, lang)
    return Said(f"{absent}, i stället kom {who}", f"{absent}, {who} came instead").in_(lang)
