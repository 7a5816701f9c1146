"""Attendance in one screen for a tablet: everyone expected, a large choice for each, saved for the whole cluster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.responses import Response

from jimflow.actions.attendance import Came
from jimflow.actions.head_counts import record_head_count
from jimflow.actions.whole_meeting import attendance_code, record_attendances
from jimflow.core.mistakes import Said
from jimflow.runtime import Runtime
from jimflow.store.queries.figures import heads
from jimflow.store.transaction import read
from jimflow.texts.amounts import listed
from jimflow.texts.catalogue import tr
from jimflow.texts.names import assignment_title, meeting_name, named
from jimflow.texts.words import MODE, word
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.errors import Stale
from jimflow.web.forms import Form, whole_number
from jimflow.web.gathering import Gathering, Seat, the_gathering
from jimflow.web.meeting_frame import frame, seat_words
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

HERE = "/rounds/{code}/clusters/{cluster}/meetings/{step}/attendance"
AWAY = "no"


@page.shows(HERE)
def show(visit: Visit, code: str, cluster: str, step: str) -> Response:
    """The list."""
    return _page(visit, the_gathering(visit, code, cluster, step), Form({}))


@page.acts(HERE)
def save(visit: Visit, form: Form, code: str, cluster: str, step: str) -> Response:
    """Saves the lines that were changed; absence may call for something to catch up on."""
    g = the_gathering(visit, code, cluster, step)
    changed, seen = _changed(visit, g, form)

    def act(runtime: Runtime) -> dict[int, list[str]]:
        if g.meeting is None:
            raise Stale
        return record_attendances(runtime, g.meeting.id, step, changed, seen, visit.actor)

    title = meeting_name(g.workflow, step, visit.lang)
    deed = Deed(
        title=tr(visit.lang, "Spara närvaron på {meeting}", meeting=title),
        act=act,
        done=lambda asked: _told(g, asked),
        place=f"{g.place}/attendance",
        button=tr(visit.lang, "Spara närvaron"),
        affects=sorted(changed),
    )
    return carry_out(visit, form, deed, lambda said, status: _page(visit, _anew(visit, g), form, said, status))


@page.acts(HERE + "/heads")
def count(visit: Visit, form: Form, code: str, cluster: str, step: str) -> Response:
    """Keeps how many women and men took part."""
    g = the_gathering(visit, code, cluster, step)

    def act(runtime: Runtime) -> object:
        numbers = {
            name: form.number(name, called) or 0
            for name, called in (
                ("women", ("Kvinnor", "Women")),
                ("men", ("Män", "Men")),
                ("not_stated", ("Ej angivet", "Not stated")),
            )
        }
        return record_head_count(runtime, g.cluster.id, step, **numbers, actor=visit.actor)

    deed = Deed(
        title="",
        act=act,
        done=lambda _: Said("Antalet deltagare är sparat.", "The number of participants has been saved."),
        place=f"{g.place}/attendance#heads",
    )
    return carry_out(visit, form, deed, lambda said, status: _page(visit, _anew(visit, g), form, said, status, "heads"))


def _anew(visit: Visit, g: Gathering) -> Gathering:
    return the_gathering(visit, g.round.code, g.cluster.code, g.step.name)


def _stands(seat: Seat) -> str:
    came = seat.came
    return attendance_code(came.present, came.mode, came.deputised_for) if came is not None else ""


def _changed(visit: Visit, g: Gathering, form: Form) -> tuple[dict[int, list[Came]], dict[int, str]]:
    """The lines that are not what stood on the page, by participation; and what stood on it."""
    found: dict[int, list[Came]] = {}
    seen: dict[int, str] = {}
    for group in g.delegations(visit.today):
        owner = group.member or next(iter(g.active), None)  # a guest is recorded once for the whole cluster
        for seat in group.filled:
            assert seat.person is not None
            id_ = seat.person.id
            said, for_whom, was = form.text(f"came-{id_}"), form.text(f"for-{id_}"), form.text(f"was-{id_}")
            instead = whole_number(for_whom) if said != AWAY else None
            line = Came(id_, said != AWAY, said if said in MODE else "on_site", instead)
            if owner is not None and said and attendance_code(line.present, line.mode, instead) != was:
                found.setdefault(owner.id, []).append(line)
                seen[id_] = was
    return found, seen


def _told(g: Gathering, asked: Mapping[int, Sequence[str]]) -> Said:
    """That it is saved, and who was asked to catch up on what."""
    names = {m.id: m for m in g.members}
    words = []
    for lang in ("sv", "en"):
        said = [Said("Närvaron är sparad.", "Attendance has been saved.").in_(lang)]
        for number, titles in asked.items():
            if titles:
                who = named((names[number].name_sv, names[number].name_en), lang)
                what = listed([f"”{assignment_title(g.workflow, t, lang)}”" for t in titles], lang)
                said.append(Said(f"{who} får {what}.", f"{who} is given {what}.").in_(lang))
        words.append(" ".join(said))
    return Said(*words)


def _page(
    visit: Visit, g: Gathering, form: Form, problems: Sequence[str] = (), status: int = 200, which: str = ""
) -> Response:
    digital = g.meeting is not None and all(s.mode == "digital" for s in g.meeting.sessions)
    modes = ["digital", "on_site"] if digital else ["on_site", "digital"]
    with read(visit.runtime.engine) as tx:
        counted = next((h for h in heads(tx, [g.cluster.id]) if g.meeting and h.meeting == g.meeting.id), None)

    def line_of(seat: Seat) -> tuple[str, str, str]:
        """(what stands, the choice, whom it is instead of)."""
        assert seat.person is not None
        stands, came, id_ = _stands(seat), seat.came, seat.person.id
        chosen = form.text(f"came-{id_}", stands.partition(":")[0])
        instead = str(came.deputised_for or "") if came is not None else ""
        return stands, chosen, form.text(f"for-{id_}", instead)

    return visit.page(
        "attendance.html",
        status,
        **frame(visit, g, "/attendance"),
        groups=g.delegations(visit.today),
        line_of=line_of,
        choices=[*((m, word(MODE, m, visit.lang)) for m in modes), (AWAY, tr(visit.lang, "inte med"))],
        **seat_words(g, visit.lang),
        heads=counted,
        form=form,
        which=which,
        problems=problems,
    )
