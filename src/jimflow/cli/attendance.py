"""`attendance`: who took part in a meeting."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("attendance", "Närvaro på träffarna.", "Attendance at the meetings.")


def _who(name: str, sv: str, en: str) -> object:
    return typer.Option(name, metavar="WHO,…", help=both(sv, en))


@app.verb(
    "record",
    "Anteckna vilka som var med. WHO är en funktion (alla som har den) eller en person: nummer från attendance show, "
    "namn eller adress. Det som skrivs nu ersätter det som stod för samma person.",
    "Record who took part. WHO is a function (all who hold it) or a person: the number from attendance show, a name or "
    "an address. What is said now replaces what stood for the same person.",
)
def record(
    context: typer.Context,
    agency: options.Agency,
    step: options.Step,
    present: Annotated[str | None, _who("--present", "Var med på plats.", "Were there on site.")] = None,
    digital: Annotated[str | None, _who("--digital", "Var med digitalt.", "Were there online.")] = None,
    absent: Annotated[str | None, _who("--absent", "Var inte med.", "Were not there.")] = None,
    deputy: Annotated[
        list[str] | None,
        typer.Option(
            "--deputy",
            metavar="WHO=WHO",
            help=both(
                "Ersättare: A=B betyder att B kom i stället för A.",
                "Deputy: A=B means that B came instead of A.",
            ),
        ),
    ] = None,
    all_present: Annotated[
        bool,
        typer.Option(
            "--all-present",
            help=both("Alla inbjudna som inte nämns var med.", "Everyone invited who is not named was there."),
        ),
    ] = False,
    round_: options.Round = None,
    actor: options.Actor = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.attending import Named, recorded
    from jimflow.cli.desk import at_desk
    from jimflow.cli.values import names

    with at_desk(context, document=as_json) as desk:
        said = Named(names(present), names(digital), names(absent), tuple(deputy or ()), all_present)
        recorded(desk, agency, step, said, round_, actor)


def _heads(name: str, sv: str, en: str) -> object:
    return typer.Option(name, metavar="N", help=both(sv, en))


@app.verb(
    "count",
    "Notera hur många kvinnor och män som var med på klustrets träff. Deltagare räknas, inte värdar och medverkande. "
    "Kön noteras aldrig för en enskild person. En ny räkning ersätter den förra.",
    "Note how many women and men took part in the cluster's meeting. Participants are counted, not hosts and guests. "
    "The sex of a person is never noted. A new count takes the place of the one before.",
)
def count(
    context: typer.Context,
    cluster: options.Cluster,
    step: options.Step,
    women: Annotated[int, _heads("--women", "Antalet kvinnor.", "The number of women.")],
    men: Annotated[int, _heads("--men", "Antalet män.", "The number of men.")],
    not_stated: Annotated[
        int, _heads("--not-stated", "Antalet vars kön inte är angivet.", "The number whose sex is not stated.")
    ] = 0,
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.counting import counted
    from jimflow.cli.desk import at_desk
    from jimflow.core.figures.facts import Heads

    with at_desk(context) as desk:
        counted(desk, cluster, step, Heads(0, women, men, not_stated), round_, actor)


@app.verb(
    "show",
    "Visa svar och närvaro för en träff, med nummer och namn, och hur många kvinnor och män som var med.",
    "Show answers and attendance for a meeting, with numbers and names, and how many women and men took part.",
)
def show(
    context: typer.Context,
    agency: options.Agency,
    step: options.Step,
    round_: options.Round = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.attendance_show import shown
    from jimflow.cli.desk import at_desk

    with at_desk(context, document=as_json) as desk:
        shown(desk, agency, step, round_)
