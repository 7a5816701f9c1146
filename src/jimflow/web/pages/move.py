"""One agency takes a step: on, back, aside or out, with everything that was found and what it does to people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from jimflow.actions.advance import Outcome, advance
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.pausing import put_off
from jimflow.actions.why import why
from jimflow.core.machine import destinations, triggers
from jimflow.core.mistakes import Said
from jimflow.core.model import Change, Refusal
from jimflow.core.why import Why
from jimflow.core.workflow import Transition
from jimflow.runtime import Runtime
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import day
from jimflow.texts.findings import Obstacle, obstacles
from jimflow.texts.names import quoted, state_title, trigger_title
from jimflow.web.at_agency import AtAgency, at_agency, unless_changed
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.forms import Form
from jimflow.web.remedy_links import Link, remedy_links
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

UNTIL = ("Uppehåll till", "Pause until")
"""What the field is called in both languages."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has found, in all the places where it found it; a warning is passed once for all of them."""

    code: str
    said: Sequence[Obstacle]
    links: Sequence[Link]

    @property
    def in_time(self) -> bool:
        """True where what is missing may still come before it is due."""
        return all(one.in_time for one in self.said)


@page.shows("/rounds/{code}/agencies/{agency}/move/{trigger}")
def shown(visit: Visit, code: str, agency: str, trigger: str) -> Response:
    """What the move is, what stands in its way, and the form that makes it."""
    return _form(visit, at_agency(visit, code, agency), trigger)


@page.acts("/rounds/{code}/agencies/{agency}/move/{trigger}")
def moved(visit: Visit, form: Form, code: str, agency: str, trigger: str) -> Response:
    """Makes the move once it has been seen what it does."""
    at = at_agency(visit, code, agency)
    transition = _known(at, trigger)

    def refused(sentences: Sequence[str], status: int) -> Response:
        return _form(visit, at_agency(visit, code, agency), trigger, form, sentences, status)

    if _pauses_already(at, transition):
        return carry_out(visit, form, _another_day(visit, at, form, transition), refused)
    return carry_out(visit, form, _deed(visit, at, form, transition), refused)


def _known(at: AtAgency, trigger: str) -> Transition:
    found = at.workflow.transitions.get(trigger)
    if found is None:
        raise NotFound(f"Det finns inget som heter {trigger}.", f"There is nothing called {trigger}.")
    return found


def _pauses_already(at: AtAgency, transition: Transition) -> bool:
    return transition.kind == "remembers" and at.row.came_from is not None


def _form(
    visit: Visit, at: AtAgency, trigger: str, form: Form | None = None, problems: Sequence[str] = (), status: int = 200
) -> Response:
    transition = _known(at, trigger)
    answer = why(visit.runtime, [at.row.id], trigger)[0]
    found = _findings(visit, at, answer)
    earlier = destinations(at.workflow, trigger, at.row.state) if transition.kind == "earlier" else ()
    again = _pauses_already(at, transition)
    return visit.page(
        "move.html",
        status,
        round=at.of,
        at=at,
        transition=transition,
        form=form or Form({}),
        problems_said=problems,
        stops=[f for f in found if _is(f, "block")],
        warnings=[f for f in found if _is(f, "warn")],
        others=[f for f in found if not _is(f, "block") and not _is(f, "warn")],
        source=state_title(at.workflow, answer.facts.here, visit.lang),
        destination="" if earlier else state_title(at.workflow, answer.destination or "", visit.lang),
        earlier=[(s, state_title(at.workflow, s, visit.lang)) for s in earlier],
        no_way=answer.destination is None and not again,
        again=again,
        final=answer.destination in at.workflow.finals,
        instead=[
            (f"{at.place}/move/{name}", trigger_title(at.workflow, name, visit.lang))
            for name in triggers(at.workflow, at.row.state)
            if name != trigger
        ],
    )


def _is(found: Finding, severity: str) -> bool:
    return found.said[0].severity == severity and not found.said[0].waived


def _findings(visit: Visit, at: AtAgency, answer: Why) -> list[Finding]:
    if answer.destination is None:
        return []
    by_rule: dict[tuple[str, bool], list[Obstacle]] = {}
    for said in obstacles(answer, answer.blockers, visit.lang, visit.today):
        by_rule.setdefault((said.code, said.waived), []).append(said)
    return [
        Finding(code, said, remedy_links(at, [r for one in said for r in one.remedies], visit.lang))
        for (code, _), said in by_rule.items()
    ]


def _deed(visit: Visit, at: AtAgency, form: Form, transition: Transition) -> Deed:
    to = form.text("to")
    passed = form.all("passed")
    reason = form.text("reason")
    title = trigger_title(at.workflow, transition.name, visit.lang)

    def act(runtime: Runtime) -> Outcome:
        if transition.kind == "earlier" and not to:
            raise BadInput("Välj vilket steg som ska öppnas igen.", "Choose which step to open again.")
        if transition.reason == "required" and not reason:
            raise BadInput("Skriv skälet.", "Give the reason.")
        until = _until(visit, form)
        move = unless_changed(visit, at, form, lambda inner: advance(
            inner, at.row.id, None, transition.name, visit.actor,
            to=to or None, acknowledged=passed, reason=reason, until=until,
        ))  # fmt: skip
        outcome = move(runtime)
        if isinstance(outcome.result, Refusal):
            raise _refusal(visit, at, outcome.result, passed)
        return outcome

    return Deed(
        title=f"{title}: {at.name}",
        act=act,
        done=lambda outcome: _done(at, outcome),
        place=at.place,
        lines=_lines(visit, at, form, transition, to or _only(at, transition)),
        button=title,
        affects=[at.row.id],
        careful=(to or _only(at, transition)) in at.workflow.finals,
    )


def _until(visit: Visit, form: Form) -> date | None:
    until = form.day("until", UNTIL)
    if until is not None and until <= visit.today:
        raise BadInput(f"{UNTIL[0]}: välj en dag efter i dag.", f"{UNTIL[1]}: choose a day after today.")
    return until


def _only(at: AtAgency, transition: Transition) -> str:
    """Where the move leads when nothing was chosen."""
    if transition.kind == "remembered":
        return at.row.came_from or ""
    ways = destinations(at.workflow, transition.name, at.row.state)
    return ways[0] if ways and transition.kind != "earlier" else ""


def _lines(visit: Visit, at: AtAgency, form: Form, transition: Transition, to: str) -> list[str]:
    """What the person has chosen, to be seen once more."""
    lang = visit.lang
    found = [f"{state_title(at.workflow, at.row.state, lang)} → {state_title(at.workflow, to, lang)}"]
    if form.has("passed"):
        passed = list(dict.fromkeys(form.all("passed")))
        answer = why(visit.runtime, [at.row.id], transition.name)[0]
        words = [o.text for o in obstacles(answer, answer.blockers, lang, visit.today) if o.code in passed]
        found.append(tr(lang, "Du har tagit ställning till: {warnings}", warnings=" ".join(words)))
    if reason := form.text("reason"):
        found.append(tr(lang, "Skäl: {reason}", reason=quoted(reason, lang)))
    return found


def _refusal(visit: Visit, at: AtAgency, refusal: Refusal, passed: Sequence[str]) -> NotAllowed:
    """Everything that holds it back, as one sentence after the other."""
    answer = why(visit.runtime, [at.row.id], refusal.trigger)[0]
    holding = [b for b in refusal.blockers if b.stops(frozenset(passed))]
    stops = [b for b in holding if b.severity == "block"]
    said = {}
    for lang in ("sv", "en"):
        texts = [o.text for o in obstacles(answer, stops or holding, lang, visit.today)]
        what = "Stoppas än:" if stops else "Ta ställning till varningarna, eller vänta tills de är lösta:"
        what_en = "Still stopped:" if stops else "Consider the warnings, or wait until they are settled:"
        said[lang] = " ".join([Said(what, what_en).in_(lang), *texts])
    return NotAllowed(said["sv"], said["en"])


def _done(at: AtAgency, outcome: Outcome) -> Said:
    assert isinstance(outcome.result, Change)
    source, to = (at.workflow.state_title(s) for s in (outcome.result.source, outcome.result.destination))
    name = at.called
    return Said(f"{name.sv}: {source.sv} → {to.sv}.", f"{name.en}: {source.en} → {to.en}.")


def _another_day(visit: Visit, at: AtAgency, form: Form, transition: Transition) -> Deed:
    """Another last day for one that pauses already."""

    def act(runtime: Runtime) -> date:
        until = _until(visit, form)
        if until is None:
            raise BadInput("Välj en dag.", "Choose a day.")
        return unless_changed(visit, at, form, lambda inner: _put_off(inner, at, until, visit))(runtime)

    def done(until: date) -> Said:
        sv, en = (day(until, lang, visit.today) for lang in ("sv", "en"))
        name = at.called
        return Said(f"{name.sv}: uppehåll till {sv}.", f"{name.en}: paused until {en}.")

    return Deed(trigger_title(at.workflow, transition.name, visit.lang), act, done, at.place)


def _put_off(runtime: Runtime, at: AtAgency, until: date, visit: Visit) -> date:
    put_off(runtime, at.row.id, until, visit.actor)
    return until
