"""How answers and attendance are recorded and shown, by the functions people hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jimflow.actions.attendance import Came, record_attendance, record_rsvp
from jimflow.actions.errors import BadInput, NotFound
from jimflow.cli.desk import Desk
from jimflow.cli.names import the_step
from jimflow.cli.people import held, is_function, meant, the_one
from jimflow.core.mistakes import Said
from jimflow.core.people import attending_functions
from jimflow.core.workflow import Workflow
from jimflow.store.queries.rounds import ParticipationRow
from jimflow.store.queries.work import AppointmentRow, MeetingRow, appointments, meetings
from jimflow.store.transaction import read
from jimflow.texts.amounts import listed
from jimflow.texts.names import assignment_title, function_title
from jimflow.texts.words import REPLY


@dataclass(frozen=True, slots=True)
class Named:
    """What was said on the command line about who came: functions, or people by number, name or address."""

    present: tuple[str, ...]
    digital: tuple[str, ...]
    absent: tuple[str, ...]
    deputies: tuple[str, ...]
    all_present: bool

    @property
    def nothing(self) -> bool:
        """True when nobody was named."""
        return not (self.present or self.digital or self.absent or self.deputies or self.all_present)


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting of an agency's cluster, and everyone of the agency and the round who could be there."""

    member: ParticipationRow
    workflow: Workflow
    meeting: MeetingRow
    people: Sequence[AppointmentRow]

    def labels(self, lang: str) -> dict[int, str]:
        """Each appointment's function in words, with the person's name where several hold it that day."""
        holding = Counter(a.function for a in held(self.people, self.meeting.day))
        titles = {a.id: function_title(self.workflow, a.function, lang) for a in self.people}
        return {a.id: f"{titles[a.id]} ({a.name})" if holding[a.function] > 1 else titles[a.id] for a in self.people}

    def expected(self) -> list[AppointmentRow]:
        """The agency's own people whose function is invited."""
        invited = attending_functions(self.workflow, self.meeting.step)
        return [a for a in held(self.people, self.meeting.day) if a.function in invited and a.participation is not None]


def replied(
    desk: Desk,
    agency: str,
    step: str,
    function: str,
    answer: str,
    deputy: str | None,
    round_code: str | None,
    actor: str | None,
) -> None:
    """Records one answer."""
    at = gathering(desk, agency, step, round_code)
    who = the_one(at.people, at.workflow, function, at.meeting.day)
    instead = the_one(at.people, at.workflow, deputy, at.meeting.day) if deputy is not None else None
    record_rsvp(
        desk.runtime,
        at.member.id,
        at.meeting.step,
        who.id,
        answer,
        desk.actor(actor),
        deputy=instead.id if instead is not None else None,
    )
    title = function_title(at.workflow, who.function, desk.lang)
    said = REPLY[answer].in_(desk.lang)
    if instead is not None:
        other = function_title(at.workflow, instead.function, desk.lang)
        desk.say(f"{title}: {said}, i stället kommer {other}.", f"{title}: {said}, {other} comes instead.")
    else:
        desk.line(f"{title}: {said}.")


def recorded(desk: Desk, agency: str, step: str, said: Named, round_code: str | None, actor: str | None) -> None:
    """Records who came, and tells which catch-up that called for."""
    if said.nothing:
        raise BadInput(
            "Ange vilka som var med: --present, --digital, --absent, --deputy eller --all-present.",
            "Say who was there: --present, --digital, --absent, --deputy or --all-present.",
        )
    at = gathering(desk, agency, step, round_code)
    came = _came(at, said)
    called_for = record_attendance(desk.runtime, at.member.id, at.meeting.step, came, desk.actor(actor))
    people = {a.id: a for a in at.people}
    present = list(dict.fromkeys(people[c.appointment].function for c in came if c.present))
    absent = list(dict.fromkeys(people[c.appointment].function for c in came if not c.present))
    if desk.document:
        desk.answer(
            {
                "organisation": at.member.organisation,
                "step": at.meeting.step,
                "present": present,
                "absent": absent,
                "people": [
                    {"appointment": c.appointment, "name": people[c.appointment].name, "present": c.present}
                    for c in came
                ],
                "catch_up": called_for,
            }
        )
        return
    lang = desk.lang
    labels = at.labels(lang)
    there, away = (
        listed([labels[c.appointment] for c in came if c.present is so], lang) or "–" for so in (True, False)
    )
    desk.wrapped(Said(f"Med: {there}. Inte med: {away}.", f"Present: {there}. Absent: {away}.").in_(lang))
    for c in came:
        if c.present and c.deputised_for is not None:
            who, whom = labels[c.appointment], labels[c.deputised_for]
            desk.wrapped(Said(f"{who} kom i stället för {whom}.", f"{who} came instead of {whom}.").in_(lang))
    if called_for:
        titles = listed([f"”{assignment_title(at.workflow, n, lang)}”" for n in called_for], lang)
        desk.say(f"Det som missades kan tas igen: {titles}.", f"What was missed can be caught up: {titles}.")


def gathering(desk: Desk, agency: str, step: str, round_code: str | None) -> Gathering:
    """The meeting that is meant. Raises NotFound where it has no date."""
    member = desk.agency(agency, round_code)
    with read(desk.runtime.engine) as tx:
        workflow = desk.runtime.programmes.workflow(tx, member.definition)
        at = the_step(workflow, step)
        found = next((m for m in meetings(tx, [member.cluster]) if m.step == at), None)
        people = appointments(tx, member.round, member.id)
    if found is None:
        raise NotFound(
            f"Träffen {at} har inget datum än. Planera den med: jimflow meeting plan",
            f"The meeting {at} has no date yet. Plan it with: jimflow meeting plan",
        )
    return Gathering(member, workflow, found, people)


def _came(at: Gathering, said: Named) -> list[Came]:
    """A line for each person that was named, and with --all-present for everyone else invited."""
    usual = "digital" if all(s.mode == "digital" for s in at.meeting.sessions) else "on_site"
    found: dict[int, Came] = {}
    for whole in (True, False):  # a person named by herself counts over her function
        for name in _only(at, said.absent, whole):
            found |= {a.id: Came(a.id, present=False) for a in _meant(at, name)}
        for names, mode in ((said.present, usual), (said.digital, "digital")):
            for name in _only(at, names, whole):
                found |= {a.id: Came(a.id, present=True, mode=mode) for a in _meant(at, name)}
    for word_ in said.deputies:
        whose, equals, who = word_.partition("=")
        if not equals:
            raise BadInput(f"--deputy {word_}: skriv FUNKTION=FUNKTION.", f"--deputy {word_}: write FUNCTION=FUNCTION.")
        head = the_one(at.people, at.workflow, whose.strip(), at.meeting.day)
        stand_in = the_one(at.people, at.workflow, who.strip(), at.meeting.day)
        mode = found[stand_in.id].mode if stand_in.id in found else usual
        found[stand_in.id] = Came(stand_in.id, present=True, mode=mode, deputised_for=head.id)
        found.setdefault(head.id, Came(head.id, present=False))
    if said.all_present:
        for a in at.expected():
            found.setdefault(a.id, Came(a.id, present=True, mode=usual))
    return list(found.values())


def _only(at: Gathering, names: Sequence[str], whole: bool) -> list[str]:
    """The names of functions, or the others."""
    return [name for name in names if is_function(at.workflow, name) is whole]


def _meant(at: Gathering, name: str) -> list[AppointmentRow]:
    return meant(at.people, at.workflow, name, at.meeting.day)
