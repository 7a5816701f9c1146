"""Program: every definition, what its check found, the rounds that run on it; and each one as a page to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from starlette.responses import Response

from jimflow.actions.errors import NotFound
from jimflow.actions.round_document import round_given
from jimflow.actions.standing import standing
from jimflow.core.exploration import Exploration
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.files.exploring import place
from jimflow.files.workflows import head_comment
from jimflow.files.yaml import load
from jimflow.mail.sample_subjects import subject_lines
from jimflow.store.queries.rounds import RoundRow
from jimflow.texts.document.given import Given, RoundGiven
from jimflow.texts.document.page import parts
from jimflow.texts.exploration_words import HEADS, covered_words, sentence, summary
from jimflow.web.definitions import Known, definitions, the_definition
from jimflow.web.here import the_round
from jimflow.web.routing import Page
from jimflow.web.verdicts import verdict
from jimflow.web.visit import Visit

page = Page()

ROOM = "/workflows"
PATIENCE_OF_LIST, PATIENCE_OF_PAGE = 0.5, 0.6
"""Seconds that a page waits for checks; what is not ready then says so."""

EXAMPLE = Said("Påhittat exempel", "Invented example")


@dataclass(frozen=True, slots=True)
class Checked:
    """The check of a definition: `state` is broken, checking, untried, mistakes, warnings or sound."""

    state: str
    count: int = 0
    found: Exploration | None = None


@page.shows("/workflows")
def every(visit: Visit) -> Response:
    """Every definition found or in use."""
    known = definitions(visit.runtime)
    known.sort(key=lambda k: (not k.uses, _title(k, visit.lang).lower(), k.other))
    for k in known:
        _checked(visit, k, known, 0)  # all are begun before any is waited for
    until = monotonic() + PATIENCE_OF_LIST
    lines = [(k, _checked(visit, k, known, max(0.0, until - monotonic())), _rounds(visit, k)) for k in known]
    return visit.page(
        "workflows.html",
        room=ROOM,
        lines=lines,
        going={r.code for r in visit.rounds if r.starts_on <= visit.today <= r.ends_on},
        checking=any(checked.state == "checking" for _, checked, _ in lines),
    )


@page.shows("/workflows/{name}")
def one(visit: Visit, name: str) -> Response:
    """One definition; `?round=CODE` the one that round runs on, with who stands where."""
    known = definitions(visit.runtime)
    code = visit.query.get("round", "")
    of, at = the_definition(known, name, visit.query.get("content", "")), None
    if code:
        at = standing(visit.runtime, the_round(visit, code))
        if at.workflow.name not in (of.name, of.workflow.name if of.workflow is not None else ""):
            raise NotFound(
                f"Omgången {code} följer {at.workflow.name}.", f"The round {code} follows {at.workflow.name}."
            )
        of = next(k for k in known if k.key == at.workflow.digest)
    values: dict[str, Any] = {"room": ROOM, "of": of, "rounds": _rounds(visit, of), "others": _others(known, of)}
    if of.workflow is None:
        return visit.page("workflow_broken.html", **values)
    lang = of.workflow.language(visit.lang)
    given = None
    if at is not None:
        note = EXAMPLE.in_(lang) if at.round.example or visit.site.demo else ""
        names = {
            p.name_en if lang == "en" else p.name_sv: f"/rounds/{code}/agencies/{p.organisation}" for p in at.everyone
        }
        given = round_given(visit.runtime, at, of.workflow, lang, visit.now, note, names)
    checked = _checked(visit, of, known, PATIENCE_OF_PAGE)
    return visit.page(
        "workflow.html",
        workflow=of.workflow,
        checked=checked,
        findings=_findings(of, checked.found, visit.lang),
        covered=covered_words(checked.found.covered).in_(visit.lang) if checked.found is not None else "",
        summary=summary(checked.found).in_(visit.lang) if checked.found is not None else "",
        given=given,
        chosen=code,
        parts=parts(of.workflow, visit.lang, _given(visit, of, of.workflow, lang, given)),
        **values,
    )


def _given(visit: Visit, of: Known, workflow: Workflow, lang: str, at: RoundGiven | None) -> Given:
    about = head_comment(of.report.path) if of.report is not None else ()
    return Given(about, subject_lines(visit.runtime.templates, workflow, lang), at)


def _checked(visit: Visit, of: Known, known: Sequence[Known], wait: float) -> Checked:
    if of.workflow is None:
        return Checked("broken", len(of.report.findings) if of.report is not None else 0)
    done, found = verdict(visit.runtime, of, known, wait)
    if not done:
        return Checked("checking")
    if found is None:
        return Checked("untried")
    if found.mistakes:
        return Checked("mistakes", len(found.mistakes), found)
    return Checked("warnings" if found.warnings else "sound", len(found.warnings), found)


def _findings(of: Known, found: Exploration | None, lang: str) -> list[dict[str, object]]:
    """Each finding in words, with its place in the file and the way that leads to it."""
    if found is None or not found.findings:
        return []
    document = load(of.report.path) if of.report is not None else None
    return [
        {
            "wrong": f.weight == "mistake",
            "head": HEADS[f.weight].in_(lang),
            "place": place(document, f.path),
            "what": sentence(f.what.in_(lang)),
            "start": f.trace[0].source.in_(lang) if f.trace else "",
            "trace": [
                (h.move.in_(lang), h.destination.in_(lang), [sentence(a.in_(lang)) for a in h.assumed]) for h in f.trace
            ],
            "then": [sentence(t.in_(lang)) for t in f.then],
            "follows": [sentence(t.in_(lang)) for t in f.follows],
            "mend": sentence(f.suggestion.in_(lang)) if f.suggestion else "",
        }
        for f in found.findings
    ]


def _rounds(visit: Visit, of: Known) -> list[tuple[RoundRow, int]]:
    """The rounds that follow it, or have cases that do, and how many cases."""
    rows = {r.id: r for r in visit.rounds}
    return [(rows[use.round], use.cases) for use in of.uses if use.round in rows]


def _title(of: Known, lang: str) -> str:
    return of.workflow.title.in_(lang) if of.workflow is not None else of.name


def _others(known: Sequence[Known], of: Known) -> list[Known]:
    """Other contents of the same name."""
    return [k for k in known if k is not of and k.name == of.name]
