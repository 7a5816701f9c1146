"""`function`: who holds a function, from when, until when."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("function", "Vem som innehar en funktion.", "Who holds a function.")


def _flag(name: str, sv: str, en: str) -> object:
    return typer.Option(name, help=both(sv, en))


@app.verb(
    "set",
    "Tillsätt en funktion. Den som hade den slutar dagen före och den nya får det öppna arbetet.",
    "Fill a function. Whoever had it ends the day before and the new one gets the open work.",
)
def set_(
    context: typer.Context,
    agency: options.Agency,
    function: Annotated[str, typer.Argument(metavar="FUNCTION", help=both("Funktionen.", "The function."))],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help=both("Personens namn.", "The person's name."))],
    mail: Annotated[
        str, typer.Option("--mail", metavar="ADDRESS", help=both("E-postadressen.", "The e-mail address."))
    ],
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DATE", help=both("Första dagen; annars i dag.", "The first day; otherwise today.")
        ),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help=both("Sista dagen.", "The last day."))
    ] = None,
    top_management: Annotated[
        bool,
        _flag("--top-management", "Ingår i högsta ledningsgrupp.", "Belongs to the top management team."),
    ] = False,
    acting: Annotated[bool, _flag("--acting", "Tillförordnad.", "Acting.")] = False,
    deputy: Annotated[bool, _flag("--deputy", "Ersättare.", "Deputy.")] = False,
    beside: Annotated[
        bool, _flag("--beside", "Bredvid den som redan har funktionen.", "Beside whoever has the function already.")
    ] = False,
    language: Annotated[
        str, typer.Option("--language", metavar="sv|en", help=both("Mejlens språk.", "The language of the mails."))
    ] = "sv",
    assistant: Annotated[
        str | None,
        typer.Option("--assistant", metavar="ADDRESS", help=both("Får kopior av mejlen.", "Gets copies of the mails.")),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="WHO",
            help=both("Organisationen, när flera deltar tillsammans.", "The organisation, where several take part."),
        ),
    ] = None,
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.staffed import Holder, filled

    with at_desk(context) as desk:
        holder = Holder(
            name,
            mail,
            since,
            until,
            language,
            assistant,
            top_management=top_management,
            acting=acting,
            deputy=deputy,
            beside=beside,
            at=at,
        )
        filled(desk, agency, function, holder, round_, actor)


@app.verb("end", "Någon lämnar en funktion.", "Someone leaves a function.")
def end(
    context: typer.Context,
    agency: options.Agency,
    function: Annotated[
        str,
        typer.Argument(
            metavar="FUNCTION",
            help=both(
                "Funktionen, eller innehavets nummer, personens namn eller adress.",
                "The function, or the appointment's number, the person's name or address.",
            ),
        ),
    ],
    until: Annotated[
        str | None,
        typer.Option(
            "--until", metavar="DATE", help=both("Sista dagen; annars i dag.", "The last day; otherwise today.")
        ),
    ] = None,
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.staffed import ended

    with at_desk(context) as desk:
        ended(desk, agency, function, until, round_, actor)


@app.verb(
    "hand-over",
    "Någon lämnar allt: varje funktion som personen har i omgången går till en efterträdare.",
    "Someone leaves everything: every function the person holds in the round goes to one successor.",
)
def hand_over(
    context: typer.Context,
    who: Annotated[
        str,
        typer.Argument(
            metavar="PERSON",
            help=both(
                "Den som lämnar: adressen, namnet eller ett innehavs nummer.",
                "Who leaves: the address, the name or the number of an appointment.",
            ),
        ),
    ],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help=both("Den nyas namn.", "The successor's name."))],
    mail: Annotated[
        str,
        typer.Option("--mail", metavar="ADDRESS", help=both("Den nyas e-postadress.", "Their e-mail address.")),
    ],
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help=both("Efterträdarens första dag; annars i dag.", "The successor's first day; otherwise today."),
        ),
    ] = None,
    language: Annotated[
        str,
        typer.Option(
            "--language",
            metavar="sv|en",
            help=both("Mejlens språk; annars som förut.", "The language of the mails; otherwise as before."),
        ),
    ] = "",
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.staffed import Successor, handed_over

    with at_desk(context) as desk:
        handed_over(desk, who, Successor(name, mail, since, language), round_, actor)


@app.verb(
    "list",
    "Lista vilka som innehar en organisations funktioner; utan organisation värdens och gästernas.",
    "List who holds an organisation's functions; without one, the host's and the guests'.",
)
def list_(
    context: typer.Context,
    agency: options.MaybeAgency = None,
    history: Annotated[
        bool, typer.Option("--all", help=both("Även de som har slutat.", "Also those who have left."))
    ] = False,
    round_: options.Round = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.staffed import listed

    with at_desk(context, document=as_json) as desk:
        listed(desk, agency, round_, history=history)
