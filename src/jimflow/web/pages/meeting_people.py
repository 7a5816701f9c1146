"""Who is invited to a meeting and what they answered, for the whole cluster at once; and its guests."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from starlette.responses import Response

from jimflow.actions.attendance import Replied
from jimflow.actions.functions import end_function, set_function
from jimflow.actions.whole_meeting import record_replies, reply_code
from jimflow.core.mistakes import Said
from jimflow.runtime import Runtime
from jimflow.store.tables import Organisation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read
from jimflow.texts.catalogue import tr
from jimflow.texts.names import function_title, named
from jimflow.texts.words import REPLY
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.errors import Stale
from jimflow.web.forms import Form, whole_number
from jimflow.web.gathering import Gathering, Seat, the_gathering
from jimflow.web.meeting_frame import frame, seat_words
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

HERE = "/rounds/{code}/clusters/{cluster}/meetings/{step}/people"


@page.shows(HERE)
def show(visit: Visit, code: str, cluster: str, step: str) -> Response:
    """The page."""
    return _page(visit, the_gathering(visit, code, cluster, step), Form({}))


@page.acts(HERE)
def replies(visit: Visit, form: Form, code: str, cluster: str, step: str) -> Response:
    """Saves the answers that were changed, those of every member in one go."""
    g = the_gathering(visit, code, cluster, step)
    changed, seen = _changed(visit, g, form)

    def act(runtime: Runtime) -> int:
        if g.meeting is None:
            raise Stale
        return record_replies(runtime, g.meeting.id, step, changed, seen, visit.actor)

    deed = Deed(
        title="",
        act=act,
        done=lambda n: Said(f"{n} svar är sparade." if n != 1 else "Ett svar är sparat.", f"{n} answers saved."),
        place=f"{g.place}/people",
    )
    return carry_out(visit, form, deed, lambda said, status: _page(visit, _anew(visit, g), form, said, status))


@page.acts(HERE + "/guest")
def guest(visit: Visit, form: Form, code: str, cluster: str, step: str) -> Response:
    """Asks a guest to the meetings of this cluster, from a day until a day."""
    g = the_gathering(visit, code, cluster, step)
    name, function = form.text("name"), form.text("function")

    def act(runtime: Runtime) -> object:
        since = form.day("since", ("Från och med", "From")) or visit.today
        until = form.day("until", ("Till och med", "Until"))
        return set_function(
            *(runtime, None, function, name, form.text("mail"), since, visit.actor),
            until=until,
            replace=False,
            round_code=g.round.code,
            organisation=form.text("organisation"),
            cluster=g.cluster.id,
        )

    deed = Deed(
        title=visit.said(Said(f"Bjud in {name}", f"Invite {name}")),
        act=act,
        done=lambda _: Said(f"{name} är med som gäst.", f"{name} is a guest now."),
        place=f"{g.place}/people#guests",
        button=visit.said(Said("Bjud in", "Invite")),
        affects=g.ids,
    )
    return carry_out(visit, form, deed, lambda said, status: _page(visit, _anew(visit, g), form, said, status, "guest"))


@page.acts(HERE + "/end")
def end(visit: Visit, form: Form, code: str, cluster: str, step: str) -> Response:
    """A guest's last day is today."""
    g = the_gathering(visit, code, cluster, step)
    number = form.number("appointment", ("Nr", "No.")) or 0
    who = next((a for a in g.people if a.id == number and a.participation is None and a.cluster == g.cluster.id), None)
    name = who.name if who is not None else ""

    def act(runtime: Runtime) -> object:
        if who is None:
            raise Stale
        return end_function(runtime, number, max(visit.today, who.since), visit.actor)

    deed = Deed(
        title=visit.said(Said(f"{name} ska inte vara gäst längre", f"{name} is no longer to be a guest")),
        act=act,
        done=lambda _: Said(f"{name} är inte gäst längre.", f"{name} is a guest no longer."),
        place=f"{g.place}/people#guests",
        button=visit.said(Said("Avsluta i dag", "End today")),
        affects=g.ids,
    )
    return carry_out(visit, form, deed, lambda said, status: _page(visit, _anew(visit, g), form, said, status, "guest"))


def _anew(visit: Visit, g: Gathering) -> Gathering:
    return the_gathering(visit, g.round.code, g.cluster.code, g.step.name)


def _changed(visit: Visit, g: Gathering, form: Form) -> tuple[dict[int, list[Replied]], dict[int, str]]:
    """The answers that are not what stood on the page, by participation; and what stood on it."""
    found: dict[int, list[Replied]] = {}
    seen: dict[int, str] = {}
    for group in g.delegations(visit.today):
        owner = group.member or next(iter(g.active), None)  # a guest answers once for the whole cluster
        for seat in group.filled:
            assert seat.person is not None
            id_ = seat.person.id
            answer, deputy = form.text(f"answer-{id_}"), form.text(f"deputy-{id_}")
            instead = whole_number(deputy)
            was = form.text(f"was-{id_}")
            if owner is not None and answer and reply_code(answer, instead) != was:
                found.setdefault(owner.id, []).append(Replied(id_, answer, instead))
                seen[id_] = was
    return found, seen


def _page(
    visit: Visit, g: Gathering, form: Form, problems: Sequence[str] = (), status: int = 200, which: str = ""
) -> Response:
    def reply_of(seat: Seat) -> tuple[str, str, str]:
        """(what stands, answer in the field, deputy in the field)."""
        assert seat.person is not None
        said = (seat.reply.answer, seat.reply.deputy) if seat.reply is not None else (None, None)
        id_, stands = seat.person.id, reply_code(*said)
        answer = form.text(f"answer-{id_}", said[0] or "")
        return stands, answer, form.text(f"deputy-{id_}", str(said[1] or ""))

    groups = g.delegations(visit.today)
    return visit.page(
        "meeting_people.html",
        status,
        **frame(visit, g, "/people"),
        groups=groups,
        tally=_tally(g, groups),
        reply_of=reply_of,
        replies=[(code, said.in_(visit.lang)) for code, said in REPLY.items()],
        **seat_words(g, visit.lang),
        guests=_guests(visit, g),
        guest_functions=[(f, function_title(g.workflow, f, visit.lang)) for f in g.step.guests],
        organisations=_organisations(visit),
        form=form,
        which=which,
        problems=problems,
    )


def _tally(g: Gathering, groups: Sequence[object]) -> dict[str, int]:
    """How many have said what; "" for those who have not answered."""
    people = {a.id for group in groups for s in getattr(group, "filled", ()) if (a := s.person) is not None}
    said = [g.replies[id_].answer if id_ in g.replies else "" for id_ in people]
    return {answer: said.count(answer) for answer in ("yes", "maybe", "no", "")}


def _guests(visit: Visit, g: Gathering) -> list[tuple[object, bool]]:
    """The guests of today and later, and whether each belongs to this cluster alone."""
    found = [a for a in g.people if a.participation is None and a.function in g.step.guests]
    return [(a, a.cluster is not None) for a in found if a.until is None or a.until >= visit.today]


def _organisations(visit: Visit) -> list[tuple[str, str]]:
    o = table(Organisation).c
    with read(visit.runtime.engine) as tx:
        rows = tx.connection.execute(select(o.code, o.name_sv, o.name_en).order_by(o.name_sv))
        known = [(code, named((sv, en), visit.lang)) for code, sv, en in rows]
    return [("", tr(visit.lang, "välj")), *known]
