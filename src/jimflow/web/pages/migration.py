"""A round moved to another definition: the plan, what it does to people, the move agency by agency, the way back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from jimflow.actions.errors import BadInput
from jimflow.actions.migration import Preview, Run, migrate, preview_migration, preview_revert
from jimflow.core.migration.found import Finding
from jimflow.core.migration.names import ENDS
from jimflow.core.mistakes import Mistakes, Said
from jimflow.core.workflow import Workflow
from jimflow.runtime import Runtime
from jimflow.store.queries.past_moves import past_moves
from jimflow.store.queries.rounds import RoundRow, participations
from jimflow.store.transaction import read
from jimflow.texts.catalogue import counted, tr
from jimflow.texts.findings import sign
from jimflow.texts.migration_words import (
    HELD,
    OUTCOME,
    WEIGHT,
    counts,
    heading,
    held_back,
    sections,
    stopped_together,
)
from jimflow.texts.names import assignment_title, function_title, named, state_title
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.definitions import Known, definitions
from jimflow.web.errors import Stale, sentences, status_of
from jimflow.web.forms import Form
from jimflow.web.here import the_round, the_workflow
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

CHIP = {"refused": "stopped", "decide": "late", "note": "plain"}
OUTCOME_CHIP = {"moved": "done", "there": "plain", "refused": "stopped", "changed": "late", "failed": "stopped"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: the digest of the definition to move to, or the way back; and names that become others."""

    to: str = ""
    back: bool = False
    pairs: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """True before anything has been chosen."""
        return not self.to and not self.back


@page.shows("/rounds/{code}/migration")
def plan(visit: Visit, code: str) -> Response:
    """What can be chosen; with `?to=` or `?back=` what it would do."""
    asked = Wish(
        visit.query.get("to", ""),
        bool(visit.query.get("back")),
        _pairs(v for k, v in visit.query.multi_items() if k == "map" or k.startswith("decide")),
    )
    return _page(visit, the_round(visit, code), asked)


@page.acts("/rounds/{code}/migration")
def run(visit: Visit, form: Form, code: str) -> Response:
    """Shows once more how many are moved, then moves them, each by itself."""
    of = the_round(visit, code)
    wish = Wish(form.text("to"), form.has("back"), _pairs(form.all("map")))
    reason = form.text("reason")

    def refused(words: Sequence[str], status: int) -> Response:
        return _page(visit, of, wish, words, status, reason)

    if not reason:
        return refused([tr(visit.lang, "Skriv skälet: det antecknas i granskningsloggen.")], 422)
    base = f"/rounds/{code}/migration"
    deed = Deed(
        title=tr(visit.lang, "Ta tillbaka flytten?") if wish.back else tr(visit.lang, "Flytta omgången?"),
        act=lambda runtime: _moved(visit, runtime, code, wish, form, reason),
        done=_done,
        place=f"{base}/moves",
        lines=[tr(visit.lang, "Skäl: {reason}", reason=reason)],
        button=tr(visit.lang, "Ja, ta tillbaka") if wish.back else tr(visit.lang, "Ja, flytta"),
    )
    if form.step == "confirm":
        return carry_out(visit, form, deed, refused)
    try:
        found = _look(visit, visit.runtime, code, wish)
    except (BadInput, Mistakes) as error:
        return refused(_told(error, visit.lang), status_of(error))
    if found.code != form.text("code") or found.nothing:
        return refused([_stale(visit)], 409)
    moving = [c.change for c in found.cases if c.change is not None]
    details = [
        *sections(moving, visit.lang, visit.today),
        *((h["title"], [b["text"] for b in h["blockers"]]) for h in _held(found, visit)),
    ]
    return visit.page("confirm.html", deed=deed, form=form, summary=_counts(found, visit.lang), details=details)


@page.shows("/rounds/{code}/migration/moves")
def moves(visit: Visit, code: str) -> Response:
    """Every move that was made, the latest first, with what became of each."""
    of = the_round(visit, code)
    with read(visit.runtime.engine) as tx:
        found = past_moves(tx, code)
        names = {p.id: ((p.name_sv, p.name_en), p.organisation) for p in participations(tx, code)}
        versions = {d: visit.runtime.programmes.workflow(tx, d) for d in {m.definition for m in found}}
    return visit.page(
        "migration_moves.html",
        round=of,
        address=f"/rounds/{code}/migration",
        moves=found,
        names=names,
        versions=versions,
        outcome=OUTCOME,
        chips=OUTCOME_CHIP,
        tally=[Counter(what for _, what in m.outcomes) for m in found],
    )


def _page(
    visit: Visit, of: RoundRow, wish: Wish, problems: Sequence[str] = (), status: int = 200, reason: str = ""
) -> Response:
    workflow = the_workflow(visit, of)
    known = [k for k in definitions(visit.runtime) if k.workflow is not None and k.workflow.name == workflow.name]
    found: Preview | None = None
    if not wish.empty:
        try:
            found = _look(visit, visit.runtime, of.code, wish)
        except (BadInput, Mistakes) as error:
            problems, status = [*problems, *_told(error, visit.lang)], max(status, status_of(error))
    with read(visit.runtime.engine) as tx:
        everyone = participations(tx, of.code)
        has_moved = bool(past_moves(tx, of.code))
    return visit.page(
        "migration.html",
        status,
        round=of,
        address=f"/rounds/{of.code}/migration",
        title=named(json.loads(of.facts)["title"], visit.lang),
        workflow=workflow,
        follow=sum(p.definition == workflow.digest for p in everyone),
        everyone=len(everyone),
        targets=_targets(known, {p.definition for p in everyone}),
        wish=wish,
        problems_=problems,
        reason=reason,
        has_moved=has_moved,
        found=found,
        shown=_shown(found, visit) if found is not None else None,
    )


def _targets(known: Sequence[Known], followed: set[str]) -> list[Known]:
    """Those that not everyone follows already."""
    return [k for k in known if k.workflow is not None and followed != {k.workflow.digest}]


def _shown(found: Preview, visit: Visit) -> dict[str, Any]:
    """The plan in words."""
    lang = visit.lang
    head, changes = heading(found.code_of_round, found.before, found.after, lang)
    moving = [] if found.stopped else [c.change for c in found.cases if c.change is not None]
    stopped = [
        (c.moving.case.facts.organisation_names, c.plan.stops)
        for c in found.cases
        if c.plan is not None and not c.moves and not found.stopped
    ]
    return {
        "head": head,
        "changes": changes,
        "counts": _counts(found, lang),
        "findings": [_finding(f, lang) for f in found.findings],
        "stopped": [(names, [_finding(f, lang) for f in stops]) for names, stops in stopped_together(stopped, lang)],
        "decisions": _decisions(found, [f for _, stops in stopped for f in stops], lang),
        "sections": sections(moving, lang, visit.today) if moving else [],
        "held": _held(found, visit),
    }


def _decisions(found: Preview, findings: Iterable[Finding], lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a person must say, each thing once: what it is about, and the pairs that it can become, in words."""
    once = {f.ways[0].partition("=")[0]: f for f in findings if f.ways}
    return [(f.what.in_(lang), [(way, _becomes(found.after, way, lang)) for way in f.ways]) for f in once.values()]


def _becomes(after: Workflow | None, way: str, lang: str) -> str:
    old, _, new = way.partition("=")
    kind = old.partition(":")[0]
    if new == ENDS:
        return tr(lang, "upphör")
    titles = {"state": state_title, "assignment": assignment_title, "function": function_title}
    if after is None or kind not in titles:
        return tr(lang, "blir {name}", name=new)
    return tr(lang, "blir {title} ({name})", title=titles[kind](after, new, lang), name=new)


def _finding(f: Finding, lang: str) -> dict[str, str]:
    """`mend` is left out where the page asks instead."""
    mend = f.mend.in_(lang) if f.mend is not None and not f.ways else ""
    return {"chip": CHIP[f.weight], "weight": WEIGHT[f.weight].in_(lang), "what": f.what.in_(lang), "mend": mend}


def _held(found: Preview, visit: Visit) -> list[dict[str, Any]]:
    moving = [] if found.stopped else [c.change for c in found.cases if c.change is not None]
    return [
        {
            "title": f"{said.in_(visit.lang)} {held.names}",
            "blockers": [
                {"sign": sign(b, visit.lang), "severity": b.severity, "text": held.reader.text(b, visit.lang)}
                for b in held.blockers
            ],
        }
        for newly, said in HELD.items()
        for held in held_back(moving, visit.lang, visit.today, newly=newly)
    ]


def _counts(found: Preview, lang: str) -> str:
    moving = 0 if found.stopped else sum(c.moves for c in found.cases)
    there = sum(c.way is None for c in found.cases)
    stay = len(found.cases) - there - moving
    return counts(moving, stay, there, len(found.ended), len(found.unknown), lang)


def _look(visit: Visit, runtime: Runtime, code: str, wish: Wish) -> Preview:
    if wish.back:
        return preview_revert(runtime, code)
    return preview_migration(runtime, code, _target(visit, wish), pairs=wish.pairs)


def _target(visit: Visit, wish: Wish) -> Workflow:
    known = definitions(visit.runtime)
    found = next((k.workflow for k in known if k.workflow is not None and k.workflow.digest == wish.to), None)
    if found is None:
        raise BadInput(
            "Definitionen finns inte längre, eller har ändrats sedan du valde den. Välj på nytt.",
            "The definition is not there any more, or has changed since you chose it. Choose again.",
        )
    return found


def _moved(visit: Visit, runtime: Runtime, code: str, wish: Wish, form: Form, reason: str) -> Run:
    seen = form.text("code")
    if _look(visit, visit.runtime, code, wish).code != seen:
        raise Stale(tr(visit.lang, "Se efter vad som gäller nu och bekräfta igen."))
    after = None if wish.back else _target(visit, wish)
    return migrate(runtime, code, after, visit.actor, reason, pairs=wish.pairs, seen=seen)


def _done(run: Run) -> Said:
    moved = sum(r.what == "moved" for r in run.results)
    left = sum(r.what not in ("moved", "there") for r in run.results)
    sv, en = (counted(lang, moved, "{n} har flyttats.", "{n} har flyttats.") for lang in ("sv", "en"))
    if left:
        more = [counted(lang, left, "{n} är kvar.", "{n} är kvar.") for lang in ("sv", "en")]
        sv, en = f"{sv} {more[0]}", f"{en} {more[1]}"
    return Said(sv, en)


def _stale(visit: Visit) -> str:
    return tr(visit.lang, "Något har ändrats sedan du tittade. Inget gjordes. Så här skulle det bli nu.")


def _told(error: Exception, lang: str) -> list[str]:
    """The sentences of a refusal, without the words of the command line."""
    return [words.removeprefix("--map ") for words in sentences(error, lang)]


def _pairs(typed: Iterable[str]) -> tuple[str, ...]:
    """One to a line, each once."""
    return tuple(dict.fromkeys(pair.strip() for several in typed for pair in several.splitlines() if pair.strip()))
