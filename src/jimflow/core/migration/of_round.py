"""What concerns a whole round: its meetings, the host's and guests' functions, the severities it has decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jimflow.core.migration.found import Finding, note, refused
from jimflow.core.mistakes import Said
from jimflow.core.model import Appointment, Meeting, Policy
from jimflow.core.workflow import Workflow

KEEP_NAME = Said(
    "behåll namnet i den nya definitionen, titeln får ändras",
    "keep the name in the new definition, its title may change",
)


def of_round(
    old: Workflow, new: Workflow, meetings: Iterable[Meeting], shared: Iterable[Appointment], policy: Policy
) -> list[Finding]:
    """Meetings are the clusters' and shared functions the round's, while cases move one at a time: their names stay."""
    if old.name != new.name:
        return [
            refused(
                "workflow",
                f"omgången följer {old.name}, filen beskriver {new.name}: det är ett annat program",
                f"the round follows {old.name}, the file describes {new.name}: that is another programme",
                Said("ladda en ny omgång för det", "load a new round for it"),
            )
        ]
    if old.subject != new.subject:
        return [
            refused(
                "subject",
                f"omgången gäller {old.subject}, den nya definitionen {new.subject}",
                f"the round is about {old.subject}, the new definition about {new.subject}",
                Said("ladda en ny omgång för det", "load a new round for it"),
            )
        ]
    found = [f for m in _each(meetings) for f in _of_meeting(old, new, m)]
    found += [f for name in dict.fromkeys(a.function for a in shared) for f in _of_shared(old, new, name)]
    found += [f for name in sorted(policy.severity) for f in _of_severity(old, new, name)]
    if old.calendar != new.calendar:
        found.append(
            note(
                "calendar",
                f"omgången behåller sin kalender ({old.calendar})",
                f"the round keeps its calendar ({old.calendar})",
            )
        )
    return found


def _each(meetings: Iterable[Meeting]) -> list[Meeting]:
    """One of each (step, status, theme): clusters say the same thing once."""
    return list({(m.step, m.status, m.theme): m for m in meetings}.values())


def _of_meeting(old: Workflow, new: Workflow, m: Meeting) -> Iterator[Finding]:
    step = new.steps.get(m.step)
    if step is None:
        yield refused(
            "meeting_step",
            f"träffen {m.step} har ett datum, men steget finns inte i den nya definitionen",
            f"the meeting {m.step} has a date, but the step is not in the new definition",
            KEEP_NAME,
        )
    elif not step.has_meeting and m.status == "held":
        yield refused(
            "meeting_held",
            f"träffen {m.step} har hållits, men steget har ingen träff i den nya definitionen",
            f"the meeting {m.step} has been held, but the step has no meeting in the new definition",
            Said("låt steget behålla sin träff", "let the step keep its meeting"),
        )
    elif not step.has_meeting and m.status == "planned":
        yield refused(
            "meeting_planned",
            f"träffen {m.step} är utlyst, men steget har ingen träff i den nya definitionen",
            f"the meeting {m.step} is announced, but the step has no meeting in the new definition",
            Said("ställ in den först: jimflow meeting cancel", "call it off first: jimflow meeting cancel"),
        )
    if m.theme in old.themes and m.theme not in new.themes:
        yield refused(
            "theme",
            f"temat {m.theme} är valt för {m.step} och finns inte i den nya definitionen",
            f"the theme {m.theme} is chosen for {m.step} and is not in the new definition",
            KEEP_NAME,
        )


def _of_shared(old: Workflow, new: Workflow, name: str) -> Iterator[Finding]:
    was, will = old.functions.get(name), new.functions.get(name)
    if will is None:
        yield refused(
            "shared_function",
            f"funktionen {name} innehas för hela omgången och finns inte i den nya definitionen",
            f"the function {name} is held for the whole round and is not in the new definition",
            KEEP_NAME,
        )
    elif was is not None and was.home != will.home:
        yield home_changed(name, was.belongs_to, will.belongs_to)


def home_changed(name: str, was: str, will: str) -> Finding:
    """A function that somebody holds, or held, counts for another home."""
    return refused(
        "home",
        f"funktionen {name} hör till {was} och skulle höra till {will}: närvaro och svar skulle räknas om",
        f"the function {name} belongs to {was} and would belong to {will}: what was recorded would count otherwise",
        Said("ge den nya funktionen ett eget namn", "give the new function a name of its own"),
    )


def _of_severity(old: Workflow, new: Workflow, name: str) -> Iterator[Finding]:
    was, will = old.rules.get(name), new.rules.get(name)
    if was is not None and (will is None or will.kind != was.kind):
        yield refused(
            "severity",
            f"omgången har beslutat hur allvarlig regeln {name} är; i den nya definitionen finns den inte som den var",
            f"the round has decided how severe the rule {name} is; in the new definition it is not as it was",
            KEEP_NAME,
        )
