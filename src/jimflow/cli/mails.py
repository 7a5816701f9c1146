"""`mail`: the outbox, what it holds, and what a person does with it."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("mail", "Utkorgen: lista, visa, förhandsgranska, släpp.", "The outbox: list, show, preview, release.")

RoundCode = Annotated[
    str | None,
    typer.Argument(
        metavar="ROUND", help=both("Omgången; utan den gäller det all post.", "The round; without it, all mail.")
    ),
]
Number = Annotated[str, typer.Argument(metavar="ID", help=both("Mejlets nummer.", "The mail's number."))]


@app.verb("list", "Lista mejl, de senaste först.", "List mails, the latest first.")
def list_(
    context: typer.Context,
    status: Annotated[
        str | None,
        typer.Option(
            "--status",
            metavar="STATUS,…",
            help=both("pending, sent, dead, unknown …", "pending, sent, dead, unknown …"),
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="ADDRESS", help=both("Bara till den adressen.", "Only to that address.")),
    ] = None,
    waiting: Annotated[
        bool, typer.Option("--waiting", help=both("Det som ännu inte är skrivet.", "What has not been written yet."))
    ] = False,
    held: Annotated[
        bool, typer.Option("--held", help=both("Det som väntar på att släppas.", "What waits to be released."))
    ] = False,
    limit: Annotated[
        str, typer.Option("--limit", metavar="N", help=both("Högst så många.", "At most so many."))
    ] = "50",
    round_: options.Round = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.mail_list import listed, listed_waiting
    from jimflow.cli.values import a_number, names

    with at_desk(context, document=as_json) as desk:
        if waiting or held:
            listed_waiting(desk, held=True if held else None)
        else:
            listed(desk, round_, names(status), to, a_number(limit, "--limit"))


@app.verb("show", "Visa ett mejl som det skrevs.", "Show a mail as it was written.")
def show(
    context: typer.Context,
    number: Number,
    raw: Annotated[bool, typer.Option("--raw", help=both("Byte för byte.", "Byte by byte."))] = False,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.mail_show import shown
    from jimflow.cli.values import a_number

    with at_desk(context, document=as_json or raw) as desk:
        shown(desk, a_number(number, "ID"), raw=raw)


@app.verb(
    "preview",
    "Visa vad en mall blir med en organisations verkliga uppgifter. Inget skickas.",
    "Show what a template becomes with an organisation's real facts. Nothing is sent.",
)
def preview(
    context: typer.Context,
    template: Annotated[
        str | None,
        typer.Argument(
            metavar="TEMPLATE",
            help=both("Mallen; utan den listas mallarna.", "The template; without it they are listed."),
        ),
    ] = None,
    agency: options.MaybeAgency = None,
    raw: Annotated[bool, typer.Option("--raw", help=both("Byte för byte.", "Byte by byte."))] = False,
    round_: options.Round = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.mail_show import previewed, templates_listed

    with at_desk(context, document=raw) as desk:
        if template is None:
            templates_listed(desk)
        else:
            previewed(desk, template, agency, round_, raw=raw)


@app.verb("release", "Släpp mejl som hålls för granskning.", "Release mails held for review.")
def release(
    context: typer.Context,
    numbers: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID", help=both("Nummer ur mail list --held.", "Numbers from mail list --held.")),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=both("Alla.", "All of them."))] = False,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.mail_acts import released

    with at_desk(context) as desk:
        released(desk, numbers or [], actor, every=every)


@app.verb("retry", "Försök skicka ett mejl en gång till, samma byte.", "Try to send a mail once more, the same bytes.")
def retry(
    context: typer.Context,
    number: Annotated[
        str | None, typer.Argument(metavar="ID", help=both("Mejlets nummer.", "The mail's number."))
    ] = None,
    unwritten: Annotated[
        bool,
        typer.Option(
            "--unwritten",
            help=both(
                "Försök nu skriva allt som inte gick att skriva, när mejltexten är rättad.",
                "Try now to write all that could not be written, when the mail text has been mended.",
            ),
        ),
    ] = False,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.mail_acts import retried

    with at_desk(context) as desk:
        retried(desk, number, actor, unwritten=unwritten)


@app.verb(
    "bounced",
    "Ett mejl har kommit tillbaka: adressen antecknas som en som inte fungerar och samordnaren får veta det.",
    "A mail has come back: its address is noted as one that does not work and the coordinator is told.",
)
def bounced(context: typer.Context, number: Number, actor: options.Actor = None) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.mail_acts import came_back

    with at_desk(context) as desk:
        came_back(desk, number, actor)


@app.verb("coming", "Visa vilka mejl som kommer att gå, dag för dag.", "Show which mails will go, day by day.")
def coming(
    context: typer.Context,
    days: Annotated[str, typer.Option("--days", metavar="N", help=both("Så många dagar.", "So many days."))] = "14",
    round_: options.Round = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.mail_list import listed_coming
    from jimflow.cli.values import a_number

    with at_desk(context, document=as_json) as desk:
        listed_coming(desk, round_, a_number(days, "--days"))


@app.verb(
    "review",
    "Bestäm vilka mejl i en omgång någon ska läsa innan de går.",
    "Decide which mails of a round somebody reads before they go.",
)
def review(
    context: typer.Context,
    round_: Annotated[str, typer.Argument(metavar="ROUND", help=both("Omgången.", "The round."))],
    policy: Annotated[
        str | None,
        typer.Argument(
            metavar="none|all|first",
            help=both(
                "Inga, alla, eller det första av varje utskick. Utan det visas vad som gäller.",
                "None, all, or the first of each batch. Without it, what applies is shown.",
            ),
        ),
    ] = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.mail_acts import reviewed

    with at_desk(context) as desk:
        reviewed(desk, round_, policy, actor)


@app.verb("hold", "Nödbroms: stoppa alla mejl tills de släpps.", "Emergency brake: stop all mail until it is let go.")
def hold(
    context: typer.Context,
    round_: RoundCode = None,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=both("Varför mejlen stoppas.", "Why the mail is stopped."))
    ] = "",
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.mail_acts import stopped

    with at_desk(context) as desk:
        stopped(desk, round_, reason, actor)


@app.verb("let-go", "Häv stoppet, så att mejlen går.", "Lift the stop, so that mail goes.")
def let_go(context: typer.Context, round_: RoundCode = None, actor: options.Actor = None) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.mail_acts import lifted

    with at_desk(context) as desk:
        lifted(desk, round_, actor)
