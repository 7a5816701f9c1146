"""One mail: as it went, with what became of it; or as it would go, with what may be changed before it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from starlette.responses import HTMLResponse, Response

from jimflow.actions.bounces import bounced
from jimflow.actions.errors import NotFound
from jimflow.actions.mail_edits import add_to_mails, edit_mail, hold, undo_edit
from jimflow.actions.mails import retry
from jimflow.core.mistakes import Said
from jimflow.mail.shown import shown
from jimflow.runtime import Runtime
from jimflow.store.queries.mail import MailRow, intents_of, raw
from jimflow.store.queries.mail import mail as mail_row
from jimflow.store.queries.outbox import round_of_intent
from jimflow.store.queries.rounds import RoundRow
from jimflow.store.transaction import read
from jimflow.texts.catalogue import tr
from jimflow.texts.outbox_words import why_not
from jimflow.texts.words import MAIL_STATUS, word
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.forms import Form
from jimflow.web.here import the_round
from jimflow.web.letters import FRAMED
from jimflow.web.mail_views import draft_values, said_in
from jimflow.web.outbox_words import SIGNS
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()


@page.shows("/rounds/{code}/outbox/{number}")
def sent(visit: Visit, code: str, number: str) -> Response:
    """A mail that has been written, exactly as it goes or went."""
    return _sent(visit, code, number)


@page.shows("/rounds/{code}/outbox/{number}/html")
def sent_html(visit: Visit, code: str, number: str) -> Response:
    """Its HTML, for a frame in the page; it can do nothing there."""
    _, _, octets = _mail(visit, code, number)
    return _framed(octets)


@page.acts("/rounds/{code}/outbox/{number}/retry")
def again(visit: Visit, form: Form, code: str, number: str) -> Response:
    """Tries it once more, with the same bytes."""
    of, row, _ = _mail(visit, code, number)
    deed = Deed(
        title="",
        act=lambda runtime: retry(runtime, row.id, visit.actor),
        done=lambda _: Said("Mejlet skickas vid nästa slag.", "The mail goes at the next beat."),
        place=f"{_base(of)}/{row.id}",
    )
    return carry_out(visit, form, deed, lambda s, status: _sent(visit, code, number, s, status))


@page.acts("/rounds/{code}/outbox/{number}/bounced")
def came_back(visit: Visit, form: Form, code: str, number: str) -> Response:
    """Somebody saw it come back: its address is marked, and those who can find another are told."""
    of, row, _ = _mail(visit, code, number)
    with read(visit.runtime.engine) as tx:
        affected = sorted({i.participation for i in intents_of(tx, [row.id]) if i.participation is not None})

    def done(marked: Any) -> Said:
        if marked:
            return Said(
                f"{row.address} är antecknad som en adress som inte fungerar. Samordnaren får veta det.",
                f"{row.address} is noted as an address that does not work. The coordinator is told.",
            )
        return Said(f"{row.address} innehar ingen funktion nu.", f"{row.address} holds no function now.")

    deed = Deed(
        title=tr(visit.lang, "Kom mejlet till {address} tillbaka?", address=row.address),
        act=lambda runtime: bounced(runtime, row.id, visit.actor),
        done=done,
        place=f"{_base(of)}/{row.id}",
        lines=(
            tr(visit.lang, "Adressen räknas som en som inte fungerar tills en ny är inskriven."),
            tr(visit.lang, "Ett svar om att någon är ledig är inget skäl: då har mejlet kommit fram."),
        ),
        button=tr(visit.lang, "Anteckna att adressen inte fungerar"),
        affects=affected,
    )
    return carry_out(visit, form, deed, lambda s, status: _sent(visit, code, number, s, status))


@page.shows("/rounds/{code}/outbox/waiting/{intent}")
def waiting(visit: Visit, code: str, intent: str) -> Response:
    """A mail that waits, exactly as it would go now, and the forms that change it."""
    return _waiting(visit, code, intent)


@page.shows("/rounds/{code}/outbox/waiting/{intent}/html")
def waiting_html(visit: Visit, code: str, intent: str) -> Response:
    """Its HTML, for a frame in the page."""
    of, number = _intent(visit, code, intent)
    return _framed(draft_values(visit, of, number)["draft"].raw)


@page.acts("/rounds/{code}/outbox/waiting/{intent}/edit")
def edited(visit: Visit, form: Form, code: str, intent: str) -> Response:
    """Saves own words in place of the template's, over the wording that was seen."""
    given = form.text("subject"), form.text("text"), form.text("seen")

    def act(runtime: Runtime, number: int) -> None:
        edit_mail(runtime, number, given[0], given[1], visit.actor, seen=given[2])

    return _change(visit, form, code, intent, act, Said("Texten är sparad. Läs mejlet innan du släpper det.", SAVED))


SAVED = "The text has been saved. Read the mail before you release it."


@page.acts("/rounds/{code}/outbox/waiting/{intent}/undo")
def undone(visit: Visit, form: Form, code: str, intent: str) -> Response:
    """Gives the template its word again."""
    return _change(
        *(visit, form, code, intent),
        lambda runtime, number: undo_edit(runtime, number, visit.actor),
        Said("Mejlet har mallens text igen.", "The mail has the template's text again."),
    )


@page.acts("/rounds/{code}/outbox/waiting/{intent}/addition")
def added(visit: Visit, form: Form, code: str, intent: str) -> Response:
    """Puts the same words before the text, of this mail or of all that wait with it."""

    def act(runtime: Runtime, number: int) -> None:
        of, _ = _intent(visit, code, intent)
        several = draft_values(visit, of, number)["batch"] if form.text("to") == "all" else [number]
        add_to_mails(runtime, several or [number], form.text("sv"), form.text("en"), visit.actor)

    return _change(visit, form, code, intent, act, Said("Tillägget är sparat.", "The addition has been saved."))


@page.acts("/rounds/{code}/outbox/waiting/{intent}/hold")
def held(visit: Visit, form: Form, code: str, intent: str) -> Response:
    """Holds it until somebody releases it."""

    def act(runtime: Runtime, number: int) -> None:
        hold(runtime, [number], visit.actor)

    return _change(
        *(visit, form, code, intent, act),
        Said("Mejlet hålls tills någon släpper det.", "The mail is held until somebody releases it."),
    )


def _change(
    visit: Visit, form: Form, code: str, intent: str, act: Callable[[Runtime, int], None], words: Said
) -> Response:
    of, number = _intent(visit, code, intent)
    place = f"{_base(of)}/waiting/{number}"
    deed = Deed(title="", act=lambda runtime: act(runtime, number), done=lambda _: words, place=place)
    return carry_out(visit, form, deed, lambda s, status: _waiting(visit, code, intent, form, s, status))


def _waiting(
    visit: Visit, code: str, intent: str, form: Form | None = None, problems: Sequence[str] = (), status: int = 200
) -> Response:
    of, number = _intent(visit, code, intent)
    values = draft_values(visit, of, number)
    return visit.page(
        "mail_draft.html",
        status,
        round=of,
        room=_base(of),
        number=number,
        form=form or Form({}),
        problems=[*problems, *values.pop("faults")],
        **values,
    )


def _sent(visit: Visit, code: str, number: str, problems: Sequence[str] = (), status: int = 200) -> Response:
    of, row, octets = _mail(visit, code, number)
    return visit.page(
        "mail.html",
        status,
        round=of,
        room=_base(of),
        row=row,
        letter=shown(octets),
        things=said_in(visit, of, row.id),
        sign=SIGNS.get(row.status, "waiting"),
        state=word(MAIL_STATUS, row.status, visit.lang),
        reason=why_not(row.last_code, row.last_reply).in_(visit.lang) if row.status == "dead" else "",
        problems=problems,
    )


def _mail(visit: Visit, code: str, number: str) -> tuple[RoundRow, MailRow, bytes]:
    of, wanted = the_round(visit, code), _number(number)
    with read(visit.runtime.engine) as tx:
        row, octets = mail_row(tx, wanted), raw(tx, wanted)
    if row is None or octets is None or row.round != of.id:
        raise NotFound(f"Mejl nr {number} finns inte i omgången.", f"There is no mail no. {number} in the round.")
    return of, row, bytes(octets)


def _intent(visit: Visit, code: str, intent: str) -> tuple[RoundRow, int]:
    of, wanted = the_round(visit, code), _number(intent)
    with read(visit.runtime.engine) as tx:
        if round_of_intent(tx, wanted) != of.id:
            raise NotFound(f"Nr {intent} finns inte i omgången.", f"There is no no. {intent} in the round.")
    return of, wanted


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else -1


def _framed(octets: bytes) -> Response:
    return HTMLResponse(shown(octets).html if octets else "", headers={"Content-Security-Policy": FRAMED})


def _base(of: RoundRow) -> str:
    return f"/rounds/{of.code}/outbox"
