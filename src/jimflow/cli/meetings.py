"""`meeting`: plan, move, cancel, hold, choose a theme, show."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("meeting", "Klustrens träffar: planera, flytta, genomför.", "The clusters' meetings: plan, move, hold.")

Day = Annotated[
    str | None,
    typer.Argument(metavar="DATE", help=both("Dagen, till exempel 2021-06-08.", "The day, such as 2021-06-08.")),
]
From = Annotated[str | None, typer.Option("--from", metavar="HH:MM", help=both("Börjar.", "Begins."))]
Until = Annotated[str | None, typer.Option("--to", metavar="HH:MM", help=both("Slutar.", "Ends."))]
Mode = Annotated[
    str | None,
    typer.Option(
        "--mode",
        metavar="on_site|digital|hybrid",
        help=both("På plats, digitalt eller både och.", "On site, online or both."),
    ),
]
Place = Annotated[str | None, typer.Option("--place", metavar="TEXT", help=both("Platsen.", "The place."))]
Sessions = Annotated[
    list[str] | None,
    typer.Option(
        "--session",
        metavar="'DATE HH:MM-HH:MM'",
        help=both(
            "Ett pass, när träffen har flera; kan upprepas.", "A session, where there are several; may be repeated."
        ),
    ),
]


@app.verb(
    "plan",
    "Sätt datum för en träff som inget har: kl. 9–16 på plats om inget annat sägs.",
    "Date a meeting that has no date: 9:00–16:00 on site where nothing else is said.",
)
def plan(
    context: typer.Context,
    cluster: options.Cluster,
    step: options.Step,
    day: Day = None,
    begins: From = None,
    ends: Until = None,
    session: Sessions = None,
    mode: Mode = None,
    place: Place = None,
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.sessions import Asked
    from jimflow.cli.steering import planned

    with at_desk(context) as desk:
        asked = Asked(day, begins, ends, session or (), mode, place)
        planned(desk, cluster, step, asked, round_, actor)


@app.verb(
    "move",
    "Flytta en träff. Det som inte sägs blir kvar; det som inte är skickat följer med; de inbjudna får ett besked.",
    "Move a meeting. What is not said stays as it is; what is not sent follows; the invited get one notice.",
)
def move(
    context: typer.Context,
    cluster: options.Cluster,
    step: options.Step,
    day: Day = None,
    begins: From = None,
    ends: Until = None,
    session: Sessions = None,
    mode: Mode = None,
    place: Place = None,
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.sessions import Asked
    from jimflow.cli.steering import moved

    with at_desk(context) as desk:
        asked = Asked(day, begins, ends, session or (), mode, place)
        moved(desk, cluster, step, asked, round_, actor)


@app.verb("cancel", "Ställ in en träff tills den får ett nytt datum.", "Call a meeting off until it gets a new date.")
def cancel(
    context: typer.Context,
    cluster: options.Cluster,
    step: options.Step,
    reason: options.Reason = "",
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.steering import cancelled

    with at_desk(context) as desk:
        cancelled(desk, cluster, step, reason, round_, actor)


@app.verb("hold", "Markera att en träff är genomförd.", "Mark a meeting as held.")
def hold(
    context: typer.Context,
    cluster: options.Cluster,
    step: options.Step,
    notes: Annotated[
        str, typer.Option("--notes", metavar="TEXT", help=both("Anteckningar.", "Notes."), show_default=False)
    ] = "",
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.steering import held

    with at_desk(context) as desk:
        held(desk, cluster, step, notes, round_, actor)


@app.verb(
    "theme", "Välj tema för en träff som har ett per kluster.", "Choose the theme of a meeting with one per cluster."
)
def theme(
    context: typer.Context,
    cluster: options.Cluster,
    step: options.Step,
    theme: Annotated[
        str,
        typer.Argument(
            metavar="THEME",
            help=both("Ett tema ur definitionen, eller egna ord.", "A theme of the definition, or words of your own."),
        ),
    ],
    own_words: Annotated[
        bool,
        typer.Option(
            "--own-words",
            help=both(
                "Temat är egna ord, även om de liknar ett tema ur definitionen.",
                "The theme is in words of your own, even if they look like a theme of the definition.",
            ),
        ),
    ] = False,
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.steering import themed

    with at_desk(context) as desk:
        themed(desk, cluster, step, theme, round_, actor, own_words=own_words)


@app.verb("show", "Visa träffarna: dagar, pass, teman.", "Show the meetings: days, sessions, themes.")
def show(
    context: typer.Context,
    cluster: Annotated[
        str | None,
        typer.Argument(metavar="CLUSTER", help=both("Klustret; annars alla.", "The cluster; otherwise all.")),
    ] = None,
    round_: options.Round = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.meeting_list import listed

    with at_desk(context, document=as_json) as desk:
        listed(desk, cluster, round_)
