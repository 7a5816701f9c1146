"""Avsteg: an exception from one rule in one step, decided with a reason; where the rule stops another must sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.waivers import countersign, waive
from jimflow.actions.why import why
from jimflow.core.accounts import folded
from jimflow.core.mistakes import Said
from jimflow.core.why import Why
from jimflow.core.workflow import Rule
from jimflow.runtime import Runtime
from jimflow.store.queries.work import WaiverRow, waivers
from jimflow.store.transaction import read
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import day
from jimflow.texts.fill import capital
from jimflow.texts.findings import Obstacle, obstacles
from jimflow.texts.names import quoted, state_title
from jimflow.texts.rule_words import requirement
from jimflow.web.at_agency import AtAgency, at_agency, unless_changed
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.forms import Form
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

UNTIL = ("Gäller till och med", "Holds until")


@dataclass(frozen=True, slots=True)
class Decided:
    """A waiver in words. `sign`: it waits for a signature; `own`: of another than the one who looks."""

    row: WaiverRow
    asks: str
    step: str
    kind: str
    state: str
    sign: bool
    own: bool


@page.shows("/rounds/{code}/agencies/{agency}/waivers")
def listed(visit: Visit, code: str, agency: str) -> Response:
    """Every waiver of the agency, the latest first."""
    return _list(visit, at_agency(visit, code, agency))


@page.shows("/rounds/{code}/agencies/{agency}/waive/{rule}")
def asked(visit: Visit, code: str, agency: str, rule: str) -> Response:
    """What the rule asks, what it has found, and the form that decides a waiver from it."""
    return _form(visit, at_agency(visit, code, agency), rule)


@page.acts("/rounds/{code}/agencies/{agency}/waive/{rule}")
def decided(visit: Visit, form: Form, code: str, agency: str, rule: str) -> Response:
    """Decides it once it has been seen what it does."""
    at = at_agency(visit, code, agency)

    def refused(sentences: Sequence[str], status: int) -> Response:
        return _form(visit, at_agency(visit, code, agency), rule, form, sentences, status)

    return carry_out(visit, form, _deed(visit, at, _known(at, rule), form), refused)


@page.acts("/rounds/{code}/agencies/{agency}/waivers/{waiver}/countersign")
def signed(visit: Visit, form: Form, code: str, agency: str, waiver: str) -> Response:
    """A second person signs; the action refuses the one who decided."""
    at = at_agency(visit, code, agency)
    with read(visit.runtime.engine) as tx:
        found = next((w for w in waivers(tx, [at.row.id]) if str(w.id) == waiver), None)
    if found is None:
        raise NotFound(f"Avsteg nr {waiver} finns inte här.", f"There is no waiver no. {waiver} here.")
    asks = _asks(at, found.rule, visit.lang)

    def act(runtime: Runtime) -> None:
        if _same(found, visit):
            raise NotAllowed(
                "Du har själv beslutat avsteget. Be en kollega att skriva under: det behövs två personer.",
                "You decided the waiver yourself. Ask a colleague to sign: it takes two persons.",
            )
        countersign(runtime, found.id, visit.actor)

    deed = Deed(
        title=tr(visit.lang, "Skriv under avsteget för {name}", name=at.name),
        act=act,
        done=lambda _: Said(f"Avsteg nr {found.id} är kontrasignerat.", f"Waiver no. {found.id} is countersigned."),
        place=f"{at.place}/waivers",
        lines=[
            f"{capital(asks)} ({state_title(at.workflow, found.step, visit.lang)})",
            tr(visit.lang, "Beslutat av {by}. Skäl: {reason}", by=found.decided_by, reason=found.reason),
            tr(visit.lang, "Gäller till och med {day}.", day=day(found.until, visit.lang, visit.today)),
        ],
        button=tr(visit.lang, "Skriv under"),
        affects=[at.row.id],
    )
    return carry_out(visit, form, deed, lambda said, status: _list(visit, at, said, status))


def _known(at: AtAgency, rule: str) -> Rule:
    found = at.workflow.rules.get(rule)
    if found is None:
        raise NotFound(f"Regeln {rule} finns inte.", f"There is no rule {rule}.")
    return found


def _deed(visit: Visit, at: AtAgency, rule: Rule, form: Form) -> Deed:
    reason, step = form.text("reason"), form.text("step")

    def act(runtime: Runtime) -> tuple[int, bool]:
        until = form.day("until", UNTIL)
        if not reason:
            raise BadInput("Skriv skälet till avsteget.", "Give the reason for the waiver.")
        if until is None or until < visit.today:
            raise BadInput(f"{UNTIL[0]}: välj i dag eller en senare dag.", f"{UNTIL[1]}: choose today or a later day.")
        decide = unless_changed(
            *(visit, at, form),
            lambda inner: waive(inner, at.row.id, rule.name, reason, until, visit.actor, step=step or None),
        )
        return decide(runtime)

    def done(answer: tuple[int, bool]) -> Said:
        number, needs = answer
        if needs:
            return Said(
                f"Avsteg nr {number} är beslutat. Det gäller när en annan samordnare har skrivit under.",
                f"Waiver no. {number} is decided. It holds once another coordinator has signed it.",
            )
        return Said(f"Avsteg nr {number} gäller nu.", f"Waiver no. {number} holds now.")

    return Deed(
        title=tr(visit.lang, "Avsteg för {name}", name=at.name),
        act=act,
        done=done,
        place=f"{at.place}/waivers",
        lines=[
            f"{capital(requirement(at.workflow, rule, visit.lang))} ({state_title(at.workflow, step, visit.lang)})",
            tr(visit.lang, "Gäller till och med {day}.", day=_said_day(visit, form.text("until"))),
            tr(visit.lang, "Skäl: {reason}", reason=quoted(reason, visit.lang)),
        ],
        button=tr(visit.lang, "Besluta om avsteget"),
        affects=[at.row.id],
    )


def _said_day(visit: Visit, typed: str) -> str:
    """The day in words; what is no day is refused before anybody reads it."""
    try:
        return day(date.fromisoformat(typed), visit.lang, visit.today)
    except ValueError:
        return typed


def _form(
    visit: Visit, at: AtAgency, name: str, form: Form | None = None, problems: Sequence[str] = (), status: int = 200
) -> Response:
    rule = _known(at, name)
    answer = why(visit.runtime, [at.row.id])[0]
    found = [o for o in obstacles(answer, answer.blockers, visit.lang, visit.today) if o.code == name]
    return visit.page(
        "waive.html",
        status,
        round=at.of,
        at=at,
        rule=rule,
        asks=_asks(at, name, visit.lang),
        found=found,
        stops=answer.facts.policy.severity.get(name, rule.severity) == "block",
        over=at.row.state in at.workflow.finals,
        steps=_steps(visit, at, rule, answer),
        step=_step(visit, answer, found),
        form=form or Form({}),
        problems_said=problems,
        decided=[d for d in _all(visit, at) if d.row.rule == name],
    )


def _steps(visit: Visit, at: AtAgency, rule: Rule, answer: Why) -> list[tuple[str, str]]:
    """The steps that ask for it, on the occasion of each that the agency has come to."""
    every = at.workflow.steps.values()
    asking = [s.name for s in every if rule.name in (*s.entry, *s.exit, *s.attendance)] or [s.name for s in every]
    occasions = [answer.facts.occasion(s) for s in asking]
    return [(s, state_title(at.workflow, s, visit.lang)) for s in occasions]


def _step(visit: Visit, answer: Why, found: Sequence[Obstacle]) -> str:
    """The step that is meant: the one in the address, else where the rule has found something, else the present one."""
    return visit.query.get("step", "") or (found[0].step if found else answer.facts.here)


def _list(visit: Visit, at: AtAgency, problems: Sequence[str] = (), status: int = 200) -> Response:
    found = _all(visit, at)
    return visit.page("waivers.html", status, round=at.of, at=at, decided=found, problems_said=problems)


def _all(visit: Visit, at: AtAgency) -> list[Decided]:
    with read(visit.runtime.engine) as tx:
        rows = waivers(tx, [at.row.id])
    return [_decided(visit, at, row) for row in reversed(rows)]


def _decided(visit: Visit, at: AtAgency, row: WaiverRow) -> Decided:
    kind, state = _state(visit, row)
    step = state_title(at.workflow, row.step, visit.lang)
    return Decided(row, _asks(at, row.rule, visit.lang), step, kind, state, kind == "late", _same(row, visit))


def _state(visit: Visit, row: WaiverRow) -> tuple[str, str]:
    until = day(row.until, visit.lang, visit.today)
    if row.fallen_at is not None:
        return "plain", tr(visit.lang, "upphört")
    if row.until < visit.today:
        return "plain", tr(visit.lang, "gällde till och med {day}", day=until)
    if row.needs_countersign and row.countersigned_at is None:
        return "late", tr(visit.lang, "väntar på underskrift")
    return "ready", tr(visit.lang, "gäller till och med {day}", day=until)


def _same(row: WaiverRow, visit: Visit) -> bool:
    return folded(row.decided_by) == folded(visit.actor.name)


def _asks(at: AtAgency, name: str, lang: str) -> str:
    rule = at.workflow.rules.get(name)
    return requirement(at.workflow, rule, lang) if rule is not None else name
