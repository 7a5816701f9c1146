"""What the page asks that lets those who take part come in: the code of a mail, or one that is sent to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from jimflow.actions.asked_codes import Asked
from jimflow.actions.coming_in import Choice, Refused, Session, at_the_door
from jimflow.actions.doors import guest_of
from jimflow.texts.catalogue import tr
from jimflow.web.cookies import give
from jimflow.web.pages.sign_in import ours
from jimflow.web.visit import Visit

Kept = Sequence[tuple[str, str]]
WRONG, WAIT = 401, 429


def asked_in(
    visit: Visit,
    place: str,
    *,
    kept: Kept = (),
    problem: str = "",
    address: str = "",
    asked: Asked | None = None,
    acting: tuple[str, str] = ("", ""),
) -> dict[str, Any]:
    """The values of `in.html`. `place` is where the browser goes on to, `kept` what was typed before it had to ask.

    `asked`: a code has been asked for and is to be typed. `acting` is the name and address of who sits there instead.
    """
    guest = visit.guest or guest_of(visit.runtime, visit.person_secret, visit.token)
    coded = guest is not None and guest.may_change and not guest.signed_in
    if guest is not None and coded and guest.acting is None:
        address = address or guest.address
    return {
        "coded": coded,
        "next": place,
        "kept": list(kept),
        "problem": problem,
        "address": address,
        "asked": asked,
        "acting": acting,
        "door": at_the_door(visit.runtime, visit.token) if visit.token else None,
        "open": visit.runtime.doors is not None,
        "until": visit.local(asked.until) if asked is not None else None,
    }


def within(place: str) -> str:
    """A page of those who take part; anything else becomes their first one, so that no link leads people elsewhere."""
    clean = ours(place)
    return clean if clean == "/my" or clean.startswith(("/my/", "/my?")) else "/my"


def come_in(visit: Visit, found: Session, place: str, kept: Kept) -> Response:
    """On to where the person was going, with a secret of her own; what she was sending is gone on with."""
    if kept:
        entered = replace(visit, guest=found.guest, secret=found.secret, person_secret=found.secret)
        response: Response = entered.page("resume.html", place=place, kept=list(kept), files=False)
    else:
        response = visit.to(place)
    give(response, "person", found.secret, secure=visit.site.secure)
    return response


def which(visit: Visit, choice: Choice, action: str, typed: Kept) -> Response:
    """The code was right, and the address is several people's: the page that asks who sits there."""
    return visit.page("in_who.html", people=choice.people, action=action, typed=list(typed))


def why_not(lang: str, refused: Refused, wrong: str) -> tuple[str, int]:
    """The sentence for somebody who was not let in, and its status; `wrong` where the code was."""
    if refused.spent:
        words = tr(lang, "Koden i det mejlet går inte att använda längre. Logga in med kod till din e-post i stället.")
        return words, WAIT
    if refused.seconds:
        minutes = -(-refused.seconds // 60)
        if refused.code_works:
            words = tr(lang, "För många försök med den koden. En ny kod till din e-post fungerar redan nu.")
            return f"{words} {tr(lang, 'Annars kan du försöka igen om {n} minuter.', n=minutes)}", WAIT
        return tr(lang, "För många försök. Vänta {n} minuter och försök igen.", n=minutes), WAIT
    return f"{wrong} {tr(lang, 'Ett försök kvar.')}" if refused.last and wrong else wrong, WRONG
