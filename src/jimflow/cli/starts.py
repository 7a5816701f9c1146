"""`start`: begin a case of another programme from this one."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("", "")


@app.verb(
    "start",
    "Starta något ur ett annat program härifrån; svaret kommer tillbaka hit.",
    "Start a case of another programme from here; its answer comes back here.",
)
def start(
    context: typer.Context,
    agency: options.Agency,
    what: Annotated[
        str, typer.Argument(metavar="START", help=both("Vad som startas, enligt definitionen.", "What is started."))
    ],
    code: Annotated[
        str, typer.Option("--as", metavar="ID", help=both("Id för det nya.", "An id for what is new."))
    ] = "",
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help=both("Namnet på det nya.", "Its name in Swedish."))
    ] = "",
    name_en: Annotated[
        str, typer.Option("--name-en", metavar="NAME", help=both("Namnet på engelska.", "Its name in English."))
    ] = "",
    into: Annotated[
        str | None,
        typer.Option("--into", metavar="ROUND", help=both("Omgången som tar emot det.", "The round that takes it.")),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", metavar="CLUSTER", help=both("Klustret det hamnar i.", "The cluster it goes to.")),
    ] = None,
    round_: options.Round = None,
    actor: options.Actor = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.actions.subflows import start_case
    from jimflow.cli.desk import at_desk
    from jimflow.core.mistakes import Said

    with at_desk(context, document=as_json) as desk:
        row = desk.agency(agency, round_)
        said = Said(name, name_en or name) if name else None
        begun = start_case(
            desk.runtime, row.id, what, desk.actor(actor), code=code, name=said, round_code=into, cluster=cluster
        )
        if desk.document:
            desk.answer(
                {"start": what, "round": begun.round_code, "state": begun.state, "carried": list(begun.carried)}
            )
            return
        sv, en, at = name or row.name_sv, name_en or name or row.name_en, begun.round_code
        desk.say(
            f"{sv} är startat i omgången {at}. Svaret kommer till {row.name_sv}.",
            f"{en} has been started in the round {at}. The answer comes to {row.name_en}.",
        )
