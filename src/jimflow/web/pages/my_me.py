"""Om mig: what one holds, how mail comes and that it stops, where one is signed in, and all that is kept about one."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from starlette.responses import Response

from jimflow.actions.about_person import about_me, document
from jimflow.actions.going_out import end_all_sessions, revoke_links
from jimflow.actions.preferences import Changed, set_language, set_separate, start_again, stop
from jimflow.core.mistakes import Said
from jimflow.runtime import Runtime
from jimflow.texts.catalogue import tr
from jimflow.texts.trail_words import kind_word
from jimflow.web.cookies import give, take
from jimflow.web.deeds import Deed, carry_out
from jimflow.web.files import attachment
from jimflow.web.forms import Form
from jimflow.web.participant.me import me, subjects
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

ROOM = "/my/me"
OWN_NAMES = (("sv", "Svenska"), ("en", "English"))
"""Each language as it calls itself."""

LANGUAGES = {"sv": Said("svenska", "Swedish"), "en": Said("engelska", "English")}


@page.shows(ROOM, right="known")
def shown(visit: Visit) -> Response:
    """The page."""
    return _page(visit)


@page.acts(f"{ROOM}/language", right="coded")
def language(visit: Visit, form: Form) -> Response:
    """The language of mails and pages."""
    chosen = form.text("language")

    def act(runtime: Runtime) -> None:
        set_language(runtime, visit.me, chosen)

    name = LANGUAGES.get(chosen, LANGUAGES["sv"])
    done = Said(f"Mejlen och sidorna kommer på {name.sv} från nu.", f"Mails and pages are in {name.en} from now on.")
    place = ROOM if visit.me.signed_in else "/my"
    response = carry_out(visit, form, Deed(title="", act=act, done=lambda _: done, place=place), _again(visit, form))
    if response.status_code == 303 and chosen in LANGUAGES:
        give(response, "lang", chosen, secure=visit.site.secure)
    return response


@page.acts(f"{ROOM}/mails", right="known")
def mails(visit: Visit, form: Form) -> Response:
    """Each thing in a mail of its own, or everything of a day in one."""
    separate = form.text("mails") == "separate"

    def act(runtime: Runtime) -> None:
        set_separate(runtime, visit.me, separate=separate)

    done = (
        Said("Från nu kommer varje sak i ett eget mejl.", "From now on each thing comes in a mail of its own.")
        if separate
        else Said("Från nu kommer dagens saker i ett mejl.", "From now on the things of a day come in one mail.")
    )
    return carry_out(visit, form, Deed(title="", act=act, done=lambda _: done, place=ROOM), _again(visit, form))


@page.acts(f"{ROOM}/stop", right="known")
def stopped(visit: Visit, form: Form) -> Response:
    """No more mail, once she has seen what follows."""
    at, lang = me(visit), visit.lang
    lines = [
        tr(lang, "Inga fler mejl går till dig: inga uppgifter, påminnelser eller inbjudningar."),
        tr(lang, "Samordnaren hos er och värden får veta att du inte vill ha mejl, men inte ditt skäl i mejlet."),
        tr(
            lang,
            "Du har kvar dina funktioner och kan fortfarande logga in här med en kod som mejlas när du ber om den.",
        ),
        tr(lang, "Du kan ändra dig när du vill."),
    ]

    def act(runtime: Runtime) -> Changed:
        return stop(runtime, visit.me, form.text("reason"))

    deed = Deed(
        title=tr(lang, "Vill du sluta få mejl?"),
        act=act,
        done=lambda _: Said(
            "Du får inga fler mejl. Samordnaren hos er och värden får veta det.",
            "You get no more mail. The coordinator with you and the host are told.",
        ),
        place=ROOM,
        lines=lines,
        button=tr(lang, "Sluta skicka mejl till mig"),
        affects=at.participations,
    )
    return carry_out(visit, form, deed, _again(visit, form))


@page.acts(f"{ROOM}/start", right="known")
def started(visit: Visit, form: Form) -> Response:
    """Mail again."""

    def act(runtime: Runtime) -> Changed:
        return start_again(runtime, visit.me)

    done = Said(
        "Du får mejl igen. Det som är öppet för dig kommer i nästa samlade mejl.",
        "You get mail again. What is open to you comes in the next collected mail.",
    )
    return carry_out(visit, form, Deed(title="", act=act, done=lambda _: done, place=ROOM), _again(visit, form))


@page.acts(f"{ROOM}/sign-out-everywhere", right="known")
def out_everywhere(visit: Visit, form: Form) -> Response:
    """Out of every browser, this one too."""

    def act(runtime: Runtime) -> int:
        return end_all_sessions(runtime, visit.me.id)

    lang = visit.lang
    lines = [
        tr(lang, "Du loggas ut i alla webbläsare, den här också, och så gör den som sitter där i ditt ställe."),
        tr(lang, "Länkarna i dina mejl fungerar som förut. Du kan logga in igen när du vill."),
    ]
    deed = Deed(
        title=tr(lang, "Vill du logga ut överallt?"),
        act=act,
        done=lambda _: Said("Du är utloggad överallt.", "You are signed out everywhere."),
        place="/in?out=everywhere",
        lines=lines,
        button=tr(lang, "Logga ut överallt"),
        affects=[],
    )
    return _left(visit, form, deed)


@page.acts(f"{ROOM}/links", right="known")
def links(visit: Visit, form: Form) -> Response:
    """The links of the mails she has had open nothing any more, and whoever came in by them is out; so is she."""

    def act(runtime: Runtime) -> int:
        return revoke_links(runtime, visit.actor, person=visit.me.id)

    lang = visit.lang
    lines = [
        tr(lang, "Länkarna och koderna i alla mejl som du har fått slutar att fungera. Det går inte att ta tillbaka."),
        tr(lang, "Du loggas ut överallt, den här webbläsaren också."),
        tr(lang, "Du kommer in igen med en kod till din e-postadress, och nya mejl får nya länkar."),
    ]
    deed = Deed(
        title=tr(lang, "Vill du spärra länkarna i dina mejl?"),
        act=act,
        done=lambda _: Said("Länkarna är spärrade.", "The links have been blocked."),
        place="/in?out=links",
        lines=lines,
        button=tr(lang, "Spärra länkarna"),
        affects=[],
    )
    return _left(visit, form, deed)


@page.shows(f"{ROOM}/data", right="known")
def data(visit: Visit) -> Response:
    """All that is kept about her, as a page."""
    account = about_me(visit.runtime, visit.me)
    kinds = [(kind_word(kind, visit.lang), count) for kind, count in account.about.kinds.items()]
    return visit.page("my_data.html", room=ROOM, subjects=subjects(visit, account), kinds=sorted(kinds))


@page.shows(f"{ROOM}/data.json", right="known")
def data_file(visit: Visit) -> Response:
    """The same as a file that other programs can read."""
    made = document(about_me(visit.runtime, visit.me))
    raw = json.dumps(made, ensure_ascii=False, indent=1).encode()
    return attachment(raw, f"jimflow-{visit.today.isoformat()}.json", "application/json")


def _left(visit: Visit, form: Form, deed: Deed) -> Response:
    """Does, once she has seen what follows, what ends this session too."""
    response = carry_out(visit, form, deed, _again(visit, form))
    if response.status_code == 303:
        take(response, "person", secure=visit.site.secure)
    return response


def _page(visit: Visit, form: Form | None = None, said: Sequence[str] = (), status: int = 200) -> Response:
    typed = form or Form({})
    return visit.page(
        "my_me.html", status, room=ROOM, at=me(visit), form=typed, problems_said=said, languages=OWN_NAMES
    )


def _again(visit: Visit, form: Form) -> Callable[[Sequence[str], int], Response]:
    def again(said: Sequence[str], status: int) -> Response:
        return _page(visit, form, said, status)

    return again
