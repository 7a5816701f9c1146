"""A result of an agency's work, placed on the chain of results."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.results import add_result
from jimflow.core.mistakes import Said
from jimflow.runtime import Runtime
from jimflow.store.queries.work import results
from jimflow.store.transaction import read
from jimflow.texts.catalogue import tr
from jimflow.texts.names import named
from jimflow.web.at_agency import AtAgency, at_agency, unless_changed
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.forms import Form
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

ROOM = "/rounds/{code}/agencies/{agency}/result"


@page.shows(ROOM)
def shown(visit: Visit, code: str, agency: str) -> Response:
    """The results so far, in the order of the chain, and the form that adds one."""
    return _page(visit, at_agency(visit, code, agency))


@page.acts(ROOM)
def added(visit: Visit, form: Form, code: str, agency: str) -> Response:
    """Adds one. It writes to nobody, so it is done at once."""
    at = at_agency(visit, code, agency)
    step, text, goal = form.text("step"), form.text("text"), form.text("goal")

    def act(runtime: Runtime) -> int:
        if not step:
            raise BadInput("Välj var på kedjan resultatet hör hemma.", "Choose where on the chain the result belongs.")
        add = unless_changed(
            *(visit, at, form), lambda inner: add_result(inner, at.row.id, step, text, visit.actor, goal=goal)
        )
        return add(runtime)

    deed = Deed(
        title=tr(visit.lang, "Lägg till ett resultat"),
        act=act,
        done=lambda number: Said(f"Resultat nr {number} är antecknat.", f"Result no. {number} is recorded."),
        place=f"{at.place}/result",
    )

    def refused(said: Sequence[str], status: int) -> Response:
        return _page(visit, at_agency(visit, code, agency), form, said, status)

    return carry_out(visit, form, deed, refused)


def _page(
    visit: Visit, at: AtAgency, form: Form | None = None, problems: Sequence[str] = (), status: int = 200
) -> Response:
    workflow = at.workflow
    chain = workflow.choices.get(workflow.result_steps or "", {})
    if not chain:
        raise NotFound("Programmet har ingen resultatkedja.", "The programme has no chain of results.")
    goals = workflow.choices.get(workflow.result_goals or "", {})
    with read(visit.runtime.engine) as tx:
        rows = results(tx, [at.row.id])
    return visit.page(
        "result.html",
        status,
        round=at.of,
        at=at,
        chain=[(step, named(said, visit.lang)) for step, said in chain.items()],
        goals=[(goal, named(said, visit.lang)) for goal, said in goals.items()],
        so_far=[(named(said, visit.lang), [r for r in rows if r.step == step]) for step, said in chain.items()],
        goal_words={goal: named(said, visit.lang) for goal, said in goals.items()},
        some=bool(rows),
        form=form or Form({}),
        problems_said=problems,
    )
