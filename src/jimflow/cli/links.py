"""`link`: the links of mails that let those who take part in."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun(
    "link",
    "Länkarna i mejlen till dem som deltar: vilka som gäller, dra tillbaka.",
    "The links in mails to those who take part: which are good, revoke.",
)

_Who = Annotated[
    str | None,
    typer.Argument(
        metavar="WHO",
        help=both(
            "Personens adress, nummer eller id i granskningsloggen.",
            "The person's address, number or id in the audit.",
        ),
        show_default=False,
    ),
]


@app.verb("list", "Lista länkar som gäller, de senaste först.", "List the links that are good, the latest first.")
def list_(
    context: typer.Context,
    who: _Who = None,
    every: Annotated[
        bool, typer.Option("--all", help=both("Också de som inte gäller längre.", "Also those that are over."))
    ] = False,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.link_acts import listed

    with at_desk(context, document=as_json) as desk:
        listed(desk, who, every=every)


@app.verb(
    "revoke",
    "Dra tillbaka en persons alla länkar, eller ett mejls. Den som kommit in med dem är ute genast.",
    "Revoke all links of a person, or that of a mail. Whoever came in by them is out at once.",
)
def revoke(
    context: typer.Context,
    who: _Who = None,
    mail: Annotated[
        int | None,
        typer.Option(
            "--mail", metavar="NUMBER", help=both("Mejlets nummer.", "The mail's number."), show_default=False
        ),
    ] = None,
    reason: options.Reason = "",
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.desk import at_desk
    from jimflow.cli.link_acts import revoked

    with at_desk(context) as desk:
        revoked(desk, who, mail, reason, actor)
