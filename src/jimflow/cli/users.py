"""`user`: who may sign in to the pages."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("user", "Konton för dem som loggar in på sidorna.", "Accounts of those who sign in to the pages.")

_Login = Annotated[str, typer.Argument(metavar="LOGIN", help=both("Inloggningsnamnet.", "The login."))]
_FromStdin = Annotated[
    bool,
    typer.Option(
        "--password-stdin",
        help=both(
            "Läs lösenordet från standard in i stället för att fråga.",
            "Read the password from standard input instead of asking.",
        ),
    ),
]
_ROLES = both("coordinator, administrator eller auditor.", "coordinator, administrator or auditor.")


@app.verb(
    "add",
    "Gör ett konto. Lösenordet frågas efter två gånger, eller läses från standard in.",
    "Make an account. The password is asked for twice, or read from standard input.",
)
def add(
    context: typer.Context,
    login: _Login,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help=both("Personens namn.", "The person's name."))],
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help=_ROLES)],
    language: Annotated[
        str, typer.Option("--language", metavar="sv|en", help=both("Sidornas språk.", "The language of the pages."))
    ] = "sv",
    password_stdin: _FromStdin = False,
    actor: options.Actor = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.accounts import added
    from jimflow.cli.desk import at_desk

    with at_desk(context, document=as_json) as desk:
        added(desk, login, name, role, language, actor, from_stdin=password_stdin)


@app.verb("list", "Lista kontona.", "List the accounts.")
def list_(context: typer.Context, as_json: options.Json = False) -> None:
    """See the help."""
    from jimflow.cli.accounts import listed
    from jimflow.cli.desk import at_desk

    with at_desk(context, document=as_json) as desk:
        listed(desk)


@app.verb(
    "password",
    "Ge ett konto ett nytt lösenord. Den som är inloggad blir utloggad.",
    "Give an account a new password. Whoever is signed in is signed out.",
)
def password(
    context: typer.Context, login: _Login, password_stdin: _FromStdin = False, actor: options.Actor = None
) -> None:
    """See the help."""
    from jimflow.cli.accounts import renewed
    from jimflow.cli.desk import at_desk

    with at_desk(context) as desk:
        renewed(desk, login, actor, from_stdin=password_stdin)


@app.verb("role", "Ge ett konto en annan roll.", "Give an account another role.")
def role_(
    context: typer.Context,
    login: _Login,
    role: Annotated[str, typer.Argument(metavar="ROLE", help=_ROLES)],
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.accounts import given_role
    from jimflow.cli.desk import at_desk

    with at_desk(context) as desk:
        given_role(desk, login, role, actor)


@app.verb(
    "sign-out",
    "Logga ut kontot i alla webbläsare. Det går att logga in igen.",
    "Sign the account out in every browser. It may sign in again.",
)
def sign_out(context: typer.Context, login: _Login, actor: options.Actor = None) -> None:
    """See the help."""
    from jimflow.cli.accounts import signed_out
    from jimflow.cli.desk import at_desk

    with at_desk(context) as desk:
        signed_out(desk, login, actor)


@app.verb(
    "disable",
    "Stäng av ett konto. Den som är inloggad blir utloggad genast.",
    "Disable an account. Whoever is signed in is signed out at once.",
)
def disable(context: typer.Context, login: _Login, actor: options.Actor = None) -> None:
    """See the help."""
    from jimflow.cli.accounts import disabled
    from jimflow.cli.desk import at_desk

    with at_desk(context) as desk:
        disabled(desk, login, actor)


@app.verb("enable", "Öppna ett avstängt konto igen.", "Enable a disabled account again.")
def enable(context: typer.Context, login: _Login, actor: options.Actor = None) -> None:
    """See the help."""
    from jimflow.cli.accounts import enabled
    from jimflow.cli.desk import at_desk

    with at_desk(context) as desk:
        enabled(desk, login, actor)


@app.verb(
    "remove",
    "Radera personens namn och lösenord för gott. Inloggningsnamnet står kvar i granskningsloggen.",
    "Erase the person's name and password for good. The login stays in the audit.",
)
def remove(context: typer.Context, login: _Login, actor: options.Actor = None) -> None:
    """See the help."""
    from jimflow.cli.accounts import removed
    from jimflow.cli.desk import at_desk

    with at_desk(context) as desk:
        removed(desk, login, actor)
