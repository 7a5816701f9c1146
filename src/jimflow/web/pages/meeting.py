"""One meeting of a cluster: what it will lack, its theme, programme, notes and evaluation; held, called off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from starlette.responses import Response

from jimflow.actions.evaluations import ENOUGH
from jimflow.actions.figures import figures_of
from jimflow.actions.forecast import Ahead, forecast
from jimflow.actions.meeting_texts import seal, set_evaluation, set_notes, set_programme
from jimflow.actions.meetings import cancel_meeting, hold_meeting, set_theme
from jimflow.core.mistakes import Said
from jimflow.store.queries.figures import heads
from jimflow.store.queries.work import AssignmentRow, answers, assignments
from jimflow.store.transaction import read
from jimflow.texts.figures.assessments import assessment_figures
from jimflow.texts.figures.figure import Figure, names_of
from jimflow.texts.names import meeting_name
from jimflow.texts.outlook_words import lack_words
from jimflow.texts.tables import shown as in_words
from jimflow.texts.together import said_once
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.forms import Form
from jimflow.web.gathering import Gathering, the_gathering
from jimflow.web.meeting_frame import before, day_passed, frame, optional_after
from jimflow.web.opinions import shown_opinions
from jimflow.web.routing import Page
from jimflow.web.tallies import tallies
from jimflow.web.visit import Visit

page = Page()

HERE = "/rounds/{code}/clusters/{cluster}/meetings/{step}"
OWN_WORDS = "own"
"""The choice of a theme that none of the definition's fits."""


@dataclass(frozen=True, slots=True)
class Text:
    """One of the host's texts on the page: what it is called, what stands, and how a form for it looks."""

    name: str
    title: str
    stands: str
    seal: str
    typed: str
    hint: str
    problems: Sequence[str] = ()

    @property
    def open(self) -> bool:
        """True when the form is to stand open: something went wrong with what was typed."""
        return bool(self.problems)


@page.shows(HERE)
def show(visit: Visit, code: str, cluster: str, step: str) -> Response:
    """The page."""
    return _page(visit, the_gathering(visit, code, cluster, step))


@page.acts(HERE + "/hold")
def hold(visit: Visit, form: Form, code: str, cluster: str, step: str) -> Response:
    """Marks it as held."""
    g = the_gathering(visit, code, cluster, step)
    title = meeting_name(g.workflow, step, visit.lang)
    deed = Deed(
        title=visit.said(Said(f"Markera {title} som genomförd", f"Mark {title} as held")),
        act=lambda runtime: hold_meeting(runtime, g.cluster.id, step, visit.actor),
        done=lambda _: Said(
            "Träffen är genomförd. Anteckna närvaron härnäst.", "The meeting has been held. Record attendance next."
        ),
        place=f"{g.place}/attendance",
        button=visit.said(Said("Markera som genomförd", "Mark as held")),
        affects=g.ids,
    )
    return carry_out(visit, form, deed, _again(visit, g))


@page.acts(HERE + "/cancel")
def cancel(visit: Visit, form: Form, code: str, cluster: str, step: str) -> Response:
    """Calls it off until it gets a new day; the invited are told why."""
    g = the_gathering(visit, code, cluster, step)
    title = meeting_name(g.workflow, step, visit.lang)
    reason, seen = form.text("reason"), form.number("seen", ("sedd", "seen"))
    deed = Deed(
        title=visit.said(Said(f"Ställ in {title}", f"Call off {title}")),
        act=lambda runtime: cancel_meeting(runtime, g.cluster.id, step, visit.actor, reason, seen=seen),
        done=lambda _: Said(
            "Träffen är inställd tills den får en ny dag.", "The meeting is called off until it gets a new day."
        ),
        place=g.place,
        lines=[reason] if reason else [],
        button=visit.said(Said("Ställ in träffen", "Call the meeting off")),
        affects=g.ids,
        careful=True,
    )
    return carry_out(visit, form, deed, _again(visit, g, form, "cancel"))


@page.acts(HERE + "/theme")
def theme(visit: Visit, form: Form, code: str, cluster: str, step: str) -> Response:
    """Chooses the theme; what waited for it is released."""
    g = the_gathering(visit, code, cluster, step)
    chosen = form.text("own") if form.text("theme") in ("", OWN_WORDS) else form.text("theme")
    words = g.workflow.themes[chosen] if chosen in g.workflow.themes else Said(chosen, chosen)
    deed = Deed(
        title=visit.said(Said(f"Välj temat ”{words.sv}”", f"Choose the theme “{words.in_('en')}”")),
        act=lambda runtime: set_theme(runtime, g.cluster.id, step, chosen, visit.actor, seen=form.text("seen")),
        done=lambda _: Said(f"Temat är nu ”{words.sv}”.", f"The theme is now “{words.in_('en')}”."),
        place=f"{g.place}#theme",
        button=visit.said(Said("Välj temat", "Choose the theme")),
        affects=g.ids,
    )
    return carry_out(visit, form, deed, _again(visit, g, form, "theme"))


@page.acts(HERE + "/programme")
def programme(visit: Visit, form: Form, code: str, cluster: str, step: str) -> Response:
    """Saves the programme."""
    g = the_gathering(visit, code, cluster, step)
    return _save(
        visit, form, g, "programme", set_programme, Said("Programmet är sparat.", "The programme has been saved.")
    )


@page.acts(HERE + "/notes")
def notes(visit: Visit, form: Form, code: str, cluster: str, step: str) -> Response:
    """Saves the notes."""
    g = the_gathering(visit, code, cluster, step)
    return _save(visit, form, g, "notes", set_notes, Said("Anteckningarna är sparade.", "The notes have been saved."))


@page.acts(HERE + "/evaluation")
def evaluation(visit: Visit, form: Form, code: str, cluster: str, step: str) -> Response:
    """Saves the evaluation."""
    g = the_gathering(visit, code, cluster, step)
    said = Said("Utvärderingen är sparad.", "The evaluation has been saved.")
    return _save(visit, form, g, "evaluation", set_evaluation, said)


def _save(visit: Visit, form: Form, g: Gathering, which: str, setter: Callable[..., None], said: Said) -> Response:
    text, seen = form.text(which), form.text("seen")
    deed = Deed(
        title="",
        act=lambda runtime: setter(runtime, g.cluster.id, g.step.name, text, visit.actor, seen=seen),
        done=lambda _: said,
        place=f"{g.place}#{which}",
    )
    return carry_out(visit, form, deed, _again(visit, g, form, which))


def _again(
    visit: Visit, g: Gathering, form: Form | None = None, which: str = ""
) -> Callable[[Sequence[str], int], Response]:
    """The page with what was typed, and what is wrong with it where it was typed; read anew, as it stands now."""

    def page_again(problems: Sequence[str], status: int) -> Response:
        now = the_gathering(visit, g.round.code, g.cluster.code, g.step.name)
        return _page(visit, now, form or Form({}), which, problems, status)

    return page_again


def _page(
    visit: Visit,
    g: Gathering,
    form: Form | None = None,
    which: str = "",
    problems: Sequence[str] = (),
    status: int = 200,
) -> Response:
    form = form or Form({})
    ahead = next((a for a in _forecasts(visit, g) if a.meeting.step == g.step.name), None)
    shared, own = said_once(lack_words(ahead, visit.lang, visit.today)) if ahead is not None else ([], {})
    with read(visit.runtime.engine) as tx:
        work = [a for a in assignments(tx, g.ids) if a.step == g.step.name]
        asked = [a for a in work if a.name in optional_after(g) and a.submitted_at is not None]
        given = answers(tx, [a.id for a in asked])
        said = shown_opinions(tx, g.meeting, visit.lang) if g.meeting is not None else None
        counted = next((h for h in heads(tx, [g.cluster.id]) if g.meeting and h.meeting == g.meeting.id), None)
    return visit.page(
        "meeting.html",
        status,
        **frame(visit, g),
        ahead=ahead,
        shared=shared,
        own=own,
        before=before(g),
        work={(a.participation, a.name): a for a in work},
        chip_of=partial(_chip, visit),
        themes=list(g.workflow.themes.items()),
        assessments=_assessments(visit, g),
        in_words=partial(in_words, lang=visit.lang),
        texts={t.name: t for t in _texts(visit, g, form, which, problems)},
        evaluated=[
            (
                name,
                len([a for a in asked if a.name == name]),
                tallies(g.workflow, name, [given[a.id] for a in asked if a.name == name], visit.lang),
            )
            for name in optional_after(g)
        ],
        opinions=said,
        enough=ENOUGH,
        heads=counted,
        may_hold=day_passed(g.meeting, visit.today) and g.meeting is not None and g.meeting.status == "planned",
        form=form,
        which=which,
        problems=problems,
    )


def _forecasts(visit: Visit, g: Gathering) -> list[Ahead]:
    if g.meeting is None or g.meeting.status != "planned":
        return []
    return forecast(visit.runtime, g.round.id, g.cluster.id)


def _assessments(visit: Visit, g: Gathering) -> list[Figure]:
    """The cluster's self-assessments, beside the choice of a theme; nothing where the step has none."""
    if not g.step.theme_per_cluster or g.meeting is None:
        return []
    with read(visit.runtime.engine) as tx:
        figures = figures_of(visit.runtime, tx, g.round, visit.now, [g.cluster.id])
    return assessment_figures(figures, names_of(g.workflow, figures.facts, visit.lang))


def _texts(visit: Visit, g: Gathering, form: Form, which: str, problems: Sequence[str]) -> list[Text]:
    if g.meeting is None:
        return []
    known = (
        (
            "programme",
            Said("Program", "Programme"),
            g.meeting.programme,
            Said("Tider och punkter, en på varje rad.", "Times and items, one on each line."),
        ),
        (
            "notes",
            Said("Anteckningar", "Notes"),
            g.meeting.notes,
            Said(
                "Det viktigaste från träffen. De som tar igen träffen läser det här.",
                "What mattered most. Whoever catches up on the meeting reads this.",
            ),
        ),
        (
            "evaluation",
            Said("Utvärdering", "Evaluation"),
            g.meeting.evaluation or "",
            Said("Vad ni tar med er till nästa träff.", "What you take along to the next meeting."),
        ),
    )
    return [
        Text(
            name,
            visit.said(title),
            stands,
            seal(stands),
            form.text(name) if name == which else stands,
            visit.said(hint),
            problems if name == which else (),
        )
        for name, title, stands, hint in known
    ]


def _chip(visit: Visit, row: AssignmentRow | None) -> tuple[str, str]:
    """(kind, words) of how one assignment stands."""
    if row is None:
        return "plain", visit.said(Said("inte aktuell", "not asked"))
    if row.submitted_at is not None:
        return "done", visit.said(Said("inlämnad", "submitted"))
    if row.status == "planned":
        return "plain", visit.said(Said("öppnar senare", "opens later"))
    if row.status == "open" and row.due_at is not None and row.due_at < visit.now:
        return "late", visit.said(Said("inte inlämnad", "not submitted"))
    return "waiting", visit.said(Said("öppen", "open"))
