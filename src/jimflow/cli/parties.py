"""`party`: which organisations take which part in a subject that several of them work on."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("party", "Vilka organisationer som deltar i det gemensamma.", "Which organisations take part together.")

Organisation = Annotated[str, typer.Argument(metavar="WHO", help=both("Organisationens id.", "The organisation's id."))]
Part = Annotated[
    str | None,
    typer.Option(
        "--part",
        metavar="PART",
        help=both("Parten; behövs när programmet har flera.", "The part; needed where the programme has several."),
    ),
]
Contribution = Annotated[
    str,
    typer.Option(
        "--contribution",
        metavar="TEXT",
        help=both("Vad organisationen bidrar med.", "What the organisation contributes."),
        show_default=False,
    ),
]


@app.verb("add", "Lägg till eller bjud in en organisation.", "Add or invite an organisation.")
def add(
    context: typer.Context,
    agency: options.Agency,
    who: Organisation,
    part: Part = None,
    contribution: Contribution = "",
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.partaking import added

    with at_desk(context) as desk:
        added(desk, agency, who, part, contribution, round_, actor)


@app.verb("answer", "Anteckna svaret på inbjudan, eller ett nytt bidrag.", "Record an answer, or a new contribution.")
def answer(
    context: typer.Context,
    agency: options.Agency,
    who: Organisation,
    said: Annotated[str, typer.Argument(metavar="yes|no", help=both("Svaret: yes eller no.", "The answer."))],
    part: Part = None,
    contribution: Contribution = "",
    reason: options.Reason = "",
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.partaking import answered

    with at_desk(context) as desk:
        answered(desk, agency, who, said, part, contribution, reason, round_, actor)


@app.verb("leave", "Organisationen deltar inte längre.", "The organisation takes part no longer.")
def leave(
    context: typer.Context,
    agency: options.Agency,
    who: Organisation,
    part: Part = None,
    reason: options.Reason = "",
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.partaking import left

    with at_desk(context) as desk:
        left(desk, agency, who, part, reason, round_, actor)


@app.verb("pass", "Lämna över en part som en ensam har.", "Pass on a part that one alone has.")
def pass_(
    context: typer.Context,
    agency: options.Agency,
    who: Organisation,
    part: Part = None,
    reason: options.Reason = "",
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.partaking import passed

    with at_desk(context) as desk:
        passed(desk, agency, who, part, reason, round_, actor)


@app.verb(
    "list", "Visa parterna, och vad som har startats härifrån.", "Show the parties, and what was started from here."
)
def list_(
    context: typer.Context,
    agency: options.Agency,
    round_: options.Round = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.partaking import listed

    with at_desk(context, document=as_json) as desk:
        listed(desk, agency, round_)


@app.verb("organisation", "Lägg till en organisation som ingen omgång nämner.", "Add an organisation no round names.")
def organisation(
    context: typer.Context,
    who: Organisation,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help=both("Namnet.", "The name in Swedish."))],
    mailbox: Annotated[str, typer.Option("--mailbox", metavar="ADDRESS", help=both("E-postadressen.", "The address."))],
    name_en: Annotated[
        str, typer.Option("--name-en", metavar="NAME", help=both("Namnet på engelska.", "The name in English."))
    ] = "",
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.actions.organisations import add_organisation
    from jimflow.cli.desk import at_desk
    from jimflow.core.mistakes import Said

    with at_desk(context) as desk:
        add_organisation(desk.runtime, who, Said(name, name_en), mailbox, desk.actor(actor))
        desk.say(f"{name} är tillagd som {who}.", f"{name_en or name} has been added as {who}.")
