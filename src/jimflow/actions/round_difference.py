"""The differences of a round itself, its clusters and who is in them, its meetings and its materials."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jimflow.actions.round_lines import Line, short, turned
from jimflow.actions.stored_round import StoredRound
from jimflow.core.mistakes import Said
from jimflow.core.model import Session
from jimflow.files.round_shape import ClusterFile, MeetingFile, OrganisationFile, RoundFile, SubjectFile
from jimflow.files.round_sheets import ITEMS
from jimflow.texts.names import meeting_name, place_name, theme_title
from jimflow.texts.words import MODE, word

LANGUAGES = ("sv", "en")
_NOT_LOADED = Said("ändras inte i en laddad omgång", "is not changed in a loaded round")
_POLICY = Said(
    "regler ändras inte i en laddad omgång; besluta om avsteg",
    "rules are not changed in a loaded round; decide on waivers",
)
_WAIVE = "jimflow waive"
_MIGRATE = Said("flytta omgången till det andra programmet", "move the round to the other programme")
_LEAVES = Said(
    "den som är med tas inte bort utan lämnar omgången", "one that takes part is not removed but leaves the round"
)
_MOVE_MEETINGS = Said(
    "ändras inte i en laddad omgång; flytta träffarna", "is not changed in a loaded round; move the meetings"
)


def facts(stored: StoredRound, wanted: RoundFile) -> Iterator[Line]:
    """What stands on the sheet of facts."""
    was = stored.round
    free: dict[str, tuple[object, object]] = {
        "title": (was.title, wanted.title),
        "invite_on": (was.invite_on, wanted.invite_on),
        "ends_on": (was.ends_on, wanted.ends_on),
        "case_number": (was.case_number, wanted.case_number),
        "mailbox": (was.host.mailbox, wanted.host.mailbox),
        "sender": (was.host.sender, wanted.host.sender),
        "organiser": (was.host.organiser, wanted.host.organiser),
        "public_records": (was.host.public_records, wanted.host.public_records),
        "example_note": (was.example_note, wanted.example_note),
    }
    bound = {
        "workflow": (was.workflow, wanted.workflow, _MIGRATE, "jimflow workflow migrate"),
        "starts_on": (was.starts_on, wanted.starts_on, _MOVE_MEETINGS, ""),
        "host": (was.host.organisation, wanted.host.organisation, _NOT_LOADED, ""),
        "example": (was.example, wanted.example, _NOT_LOADED, ""),
        "deputy": (was.policy.deputy_counts, wanted.policy.deputy_counts, _POLICY, _WAIVE),
    }
    for key, (before, after) in free.items():
        if before != after:
            yield Line("changed", "round", _turned(ITEMS[key].said, before, after), ("fact", key))
    for key, (before, after, instead, command) in bound.items():
        if before != after:
            yield Line("changed", "round", _turned(ITEMS[key].said, before, after), (), instead, command)
    yield from _rules(was, wanted)
    if set(was.contributors) != set(wanted.contributors):
        names = [", ".join(sorted({c.organisation for c in r.contributors})) for r in (was, wanted)]
        said = turned(Said("Medverkande", "Contributors"), names[0], names[1])
        yield Line("changed", "round", said, ("fact", "contributors"))


def _rules(was: RoundFile, wanted: RoundFile) -> Iterator[Line]:
    for rule in dict.fromkeys([*was.policy.severity, *wanted.policy.severity]):
        before, after = was.policy.severity.get(rule, ""), wanted.policy.severity.get(rule, "")
        if before != after:
            yield Line("changed", "rule", turned(Said(rule, rule), before, after), (), _POLICY, _WAIVE)
    if dict(was.policy.effort) != dict(wanted.policy.effort):
        efforts = ["; ".join(f"{n} {e}" for n, e in r.policy.effort.items()) for r in (was, wanted)]
        yield Line("changed", "rule", turned(Said("Arbetstid", "Effort"), efforts[0], efforts[1]), instead=_NOT_LOADED)


def clusters(stored: StoredRound, wanted: RoundFile) -> Iterator[Line]:
    """Clusters, by their codes."""
    was, the = {c.code: c for c in stored.round.clusters}, stored.workflow.group.one
    for cluster in wanted.clusters:
        old = was.get(cluster.code)
        if old is None:
            said = Said(f"nytt {the.sv}: {cluster.name.sv}", f"new {the.en}: {cluster.name.en}")
            yield Line("added", "cluster", said, ("cluster", cluster.code))
            continue
        if old.name != cluster.name:
            label = Said(f"namnet på {cluster.code}", f"the name of {cluster.code}")
            yield Line("changed", "cluster", _turned(label, old.name, cluster.name), ("cluster_name", cluster.code))
        if old.model_agency != cluster.model_agency:
            model = stored.workflow.nouns.model
            label = Said(f"{model.sv} i {cluster.name.sv}", f"{model.en} of {cluster.name.en}")
            said = turned(label, old.model_agency or "", cluster.model_agency or "")
            yield Line("changed", "cluster", said, ("model", cluster.code))
    kept = {c.code for c in wanted.clusters}
    for code, old in was.items():
        if code not in kept:
            instead = Said(
                f"ett {the.sv} som har laddats tas inte bort", f"a {the.en} that has been loaded is not removed"
            )
            yield Line("removed", "cluster", Said(f"{old.name.sv} saknas", f"{old.name.en} is missing"), (), instead)


def members(stored: StoredRound, wanted: RoundFile) -> Iterator[Line]:
    """Who takes part where, what they are called, and why they were chosen."""
    homes = [{m: c for c in r.clusters for m in c.members} for r in (stored.round, wanted)]
    for code, home in homes[1].items():
        name, old = _known(wanted, code).name, homes[0].get(code)
        if old is None:
            said = Said(f"{name.sv} kommer med i {home.name.sv}", f"{name.en} joins {home.name.en}")
            yield Line("added", "member", said, ("member", code, home.code))
        elif old.code != home.code:
            said = Said(f"{name.sv}: {old.name.sv} → {home.name.sv}", f"{name.en}: {old.name.en} → {home.name.en}")
            yield Line("changed", "member", said, instead=_NOT_LOADED)
        if old is not None and stored.round.motive(code) != wanted.motive(code):
            label = Said(f"motivet för {name.sv}", f"the motive for {name.en}")
            yield Line(
                "changed",
                "member",
                turned(label, stored.round.motive(code), wanted.motive(code)),
                ("motive", code),
            )
    for code, old in homes[0].items():
        if code not in homes[1]:
            name = _known(stored.round, code).name
            said = Said(f"{name.sv} saknas i {old.name.sv}", f"{name.en} is missing from {old.name.en}")
            yield Line("removed", "member", said, (), _LEAVES, _leaving(stored, code), ("member", code))
    yield from _called(stored, wanted)


def _called(stored: StoredRound, wanted: RoundFile) -> Iterator[Line]:
    was: dict[str, OrganisationFile | SubjectFile] = {**stored.round.organisations, **stored.round.subjects}
    now: dict[str, OrganisationFile | SubjectFile] = {**wanted.organisations, **wanted.subjects}
    for code, one in now.items():
        old = was.get(code)
        if old is not None and (old.name, old.short, old.mailbox) != (one.name, one.short, one.mailbox):
            before, after = ([o.name.sv, o.name.en, o.short, o.mailbox] for o in (old, one))
            pieces = [f"{short(a) or '–'} → {short(b) or '–'}" for a, b in zip(before, after, strict=True) if a != b]
            said = ", ".join(dict.fromkeys(pieces))
            yield Line("changed", "member", Said(f"{code}: {said}", f"{code}: {said}"), ("organisation", code))
    for code, subject in wanted.subjects.items():
        before_ = stored.round.subjects.get(code)
        if before_ is not None and set(before_.parties) != set(subject.parties):
            said_ = Said(f"parterna i {subject.name.sv} är andra", f"the parties of {subject.name.en} are others")
            instead = Said("ändra parterna en och en", "change the parties one by one")
            yield Line("changed", "member", said_, (), instead, "jimflow party", ("member", code))


def _leaving(stored: StoredRound, code: str) -> str:
    """How a member leaves a round, by the triggers of its programme that lead out of it."""
    workflow = stored.workflow
    out = [
        t.name
        for t in workflow.transitions.values()
        if any(to in workflow.finals and to != workflow.goal for _, to in t.ways)
    ]
    return f"jimflow do {code} ({', '.join(out)})"


def meetings(stored: StoredRound, wanted: RoundFile) -> Iterator[Line]:
    """Dates, hours, places and themes, cluster by cluster."""
    was = {c.code: c for c in stored.round.clusters}
    for cluster in wanted.clusters:
        old = was.get(cluster.code, ClusterFile(cluster.code, cluster.name, None, (), ()))
        before = {m.step: m for m in old.meetings}
        for meeting in cluster.meetings:
            yield from _meeting(stored, cluster, before.pop(meeting.step, None), meeting)
        for step, left in before.items():
            label = _label(stored, cluster, step)
            said = Said(f"{label.sv}: {_day(left)} → –", f"{label.en}: {_day(left)} → –")
            command = f"jimflow meeting cancel {cluster.code} {step} --reason …"
            instead = Said("ställ in den med ett skäl", "call it off with a reason")
            yield Line("removed", "meeting", said, (), instead, command, ("meeting", cluster.code, step))


def _meeting(
    stored: StoredRound, cluster: ClusterFile, before: MeetingFile | None, after: MeetingFile
) -> Iterator[Line]:
    at, label = (cluster.code, after.step), _label(stored, cluster, after.step)
    row = stored.meetings.get(at)
    if before is None or before.sessions != after.sessions:
        told = [_times(stored, after.sessions, lang) for lang in LANGUAGES]
        earlier = [_times(stored, before.sessions, lang) + " → " if before else "" for lang in LANGUAGES]
        said = Said(f"{label.sv}: {earlier[0]}{told[0]}", f"{label.en}: {earlier[1]}{told[1]}")
        instead = _not_then(stored, after, held=row is not None and row.status == "held")
        deed = ("meeting", *at)
        yield Line("changed" if before else "added", "meeting", said, () if instead else deed, instead)
    elif before.example_date != after.example_date:
        dates = Said("datumet är ett exempel", "the date is an example")
        yield Line(
            "changed",
            "meeting",
            _turned(_joint(label, dates), before.example_date, after.example_date),
            ("example", *at),
        )
    theme = before.theme if before else ""
    if theme != after.theme:
        titles = [
            [theme_title(stored.workflow, x, lang) if x else "–" for x in (theme, after.theme)] for lang in LANGUAGES
        ]
        said = Said(f"{label.sv}, tema: {' → '.join(titles[0])}", f"{label.en}, theme: {' → '.join(titles[1])}")
        gone = Said("ett valt tema kan bytas men inte tas bort", "a chosen theme may be changed, not removed")
        yield Line("changed", "meeting", said, ("theme", *at) if after.theme else (), None if after.theme else gone)


def _not_then(stored: StoredRound, meeting: MeetingFile, *, held: bool) -> Said | None:
    if held:
        return Said("träffen är genomförd", "the meeting has been held")
    for session in meeting.sessions:
        day = stored.calendar.local_date(session.starts)
        if not stored.calendar.is_working_day(day):
            return Said(
                f"{day} är ingen arbetsdag; välj en annan dag", f"{day} is not a working day; choose another day"
            )
    return None


def materials(stored: StoredRound, wanted: RoundFile) -> Iterator[Line]:
    """What there is to read in each step, beside the programme's own."""
    was = stored.round.materials
    for step in dict.fromkeys([*was, *wanted.materials]):
        before, after = was.get(step, ()), wanted.materials.get(step, ())
        title = stored.workflow.steps[step].title
        for kind, several in (
            ("added", [m for m in after if m not in before]),
            ("removed", [m for m in before if m not in after]),
        ):
            for one in several:
                said = Said(f"{title.sv}: {one.title.sv} ({one.url})", f"{title.en}: {one.title.en} ({one.url})")
                yield Line("added" if kind == "added" else "removed", "material", said, ("materials", step))


def _known(found: RoundFile, code: str) -> OrganisationFile | SubjectFile:
    return found.subjects.get(code) or found.organisations[code]


def _label(stored: StoredRound, cluster: ClusterFile, step: str) -> Said:
    return _joint(cluster.name, Said(*(meeting_name(stored.workflow, step, lang) for lang in LANGUAGES)))


def _joint(one: Said, two: Said) -> Said:
    return Said(f"{one.sv}, {two.sv}", f"{one.en}, {two.en}")


def _day(meeting: MeetingFile) -> str:
    return meeting.day.isoformat()


def _times(stored: StoredRound, sessions: Sequence[Session], lang: str) -> str:
    said = []
    for s in sessions:
        starts, ends = stored.calendar.local(s.starts), stored.calendar.local(s.ends)
        where = [word(MODE, s.mode, lang), *([place_name(s.place, lang)] if s.place else [])]
        said.append(f"{starts:%Y-%m-%d %H:%M}–{ends:%H:%M} ({', '.join(where)})")
    return ", ".join(said)


def _turned(label: Said, before: object, after: object) -> Said:
    sv, en = (turned(label, _shown(before, lang), _shown(after, lang)) for lang in LANGUAGES)
    return Said(sv.sv, en.en)


def _shown(value: object, lang: str) -> str:
    if isinstance(value, bool):
        return Said("ja", "yes").in_(lang) if value else Said("nej", "no").in_(lang)
    return value.in_(lang) if isinstance(value, Said) else str(value or "")
