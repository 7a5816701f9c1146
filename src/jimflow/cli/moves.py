"""Moves: `advance`, one organisation or a whole cluster, and every other trigger of the definition."""

from __future__ import annotations

from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("", "")

To = Annotated[
    str | None,
    typer.Option("--to", metavar="STATE", help=both("Läget som avses.", "The state that is meant.")),
]
WholeCluster = Annotated[
    str | None,
    typer.Option("--cluster", metavar="CLUSTER", help=both("Alla i klustret.", "Everyone in the cluster.")),
]


@app.verb(
    "advance",
    "För en organisation, eller alla i ett kluster, till nästa steg.",
    "Move an organisation, or everyone in a cluster, to the next step.",
)
def advance(
    context: typer.Context,
    agency: options.MaybeAgency = None,
    cluster: WholeCluster = None,
    to: To = None,
    seen: options.Seen = None,
    acknowledge: options.Acknowledge = None,
    reason: options.Reason = "",
    round_: options.Round = None,
    actor: options.Actor = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    _move(context, agency, cluster, "advance", to, seen, acknowledge, reason, round_, actor, as_json)


@app.verb(
    "do",
    "Gör något annat som definitionen har, med en organisation eller alla i ett kluster: bjud in, tacka ja …",
    "Do anything else the definition has, with an organisation or everyone in a cluster: invite, accept …",
)
def do(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[ORGANISATION] TRIGGER",
            help=both(
                "Organisationen och vad som ska hända; med --cluster bara vad som ska hända.",
                "The organisation and what is to happen; beside --cluster only what is to happen.",
            ),
        ),
    ],
    cluster: WholeCluster = None,
    to: To = None,
    seen: options.Seen = None,
    acknowledge: options.Acknowledge = None,
    reason: options.Reason = "",
    round_: options.Round = None,
    actor: options.Actor = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.cluster_moves import whom_and_what

    agency, trigger = whom_and_what(words, cluster)
    _move(context, agency, cluster, trigger, to, seen, acknowledge, reason, round_, actor, as_json)


@app.verb("withdraw", "En organisation lämnar omgången.", "An organisation withdraws from the round.")
def withdraw(
    context: typer.Context,
    agency: options.Agency,
    reason: options.Reason = "",
    seen: options.Seen = None,
    round_: options.Round = None,
    actor: options.Actor = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    _do(context, agency, "withdraw", None, reason, seen, round_, actor, as_json)


@app.verb(
    "pause",
    "En organisation gör uppehåll: inget påminns, inget krävs.",
    "An organisation pauses: no reminders, no demands.",
)
def pause(
    context: typer.Context,
    agency: options.Agency,
    until: Annotated[
        str | None,
        typer.Option(
            "--until",
            metavar="DATE",
            help=both(
                "Dagen då samordningen påminns i morgonens mejl; ingen fortsätter inte av sig själv. "
                "För en som redan är pausad: en ny dag.",
                "The day on which the host is reminded in the morning's mail; nobody goes on by itself. "
                "For one that pauses already: another day.",
            ),
        ),
    ] = None,
    reason: options.Reason = "",
    seen: options.Seen = None,
    round_: options.Round = None,
    actor: options.Actor = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.moving import Wish
    from jimflow.cli.pausing import paused

    paused(context, agency, Wish("pause", None, seen, (), reason, round_, actor, as_json), until)


@app.verb("resume", "En organisation fortsätter där den var.", "An organisation goes on where it was.")
def resume(
    context: typer.Context,
    agency: options.Agency,
    reason: options.Reason = "",
    seen: options.Seen = None,
    round_: options.Round = None,
    actor: options.Actor = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    _do(context, agency, "resume", None, reason, seen, round_, actor, as_json)


@app.verb("reopen", "Öppna ett tidigare steg igen för en organisation.", "Reopen an earlier step for an organisation.")
def reopen(
    context: typer.Context,
    agency: options.Agency,
    to: To = None,
    reason: options.Reason = "",
    seen: options.Seen = None,
    round_: options.Round = None,
    actor: options.Actor = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    _do(context, agency, "reopen", to, reason, seen, round_, actor, as_json)


def _move(
    context: typer.Context,
    agency: str | None,
    cluster: str | None,
    trigger: str,
    to: str | None,
    seen: str | None,
    acknowledge: str | None,
    reason: str,
    round_: str | None,
    actor: str | None,
    as_json: bool,
) -> None:
    from jimflow.cli.cluster_moves import move_cluster, one_of_two
    from jimflow.cli.moving import Wish, move_agency
    from jimflow.cli.values import names

    one_of_two(agency, cluster, seen)
    wish = Wish(trigger, to, seen, names(acknowledge), reason, round_, actor, as_json)
    if cluster is not None:
        move_cluster(context, cluster, wish)
    elif agency is not None:
        move_agency(context, agency, wish)


def _do(
    context: typer.Context,
    agency: str,
    trigger: str,
    to: str | None,
    reason: str,
    seen: str | None,
    round_: str | None,
    actor: str | None,
    as_json: bool,
) -> None:
    from jimflow.cli.moving import Wish, move_agency

    move_agency(context, agency, Wish(trigger, to, seen, (), reason, round_, actor, as_json))
