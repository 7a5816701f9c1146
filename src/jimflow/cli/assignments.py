"""`assignment`: what is to be answered, how it stands, and the answers themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jimflow.cli import options
from jimflow.cli.language import both
from jimflow.cli.lazy import Noun

app = Noun("assignment", "Uppgifter: lista, visa, skicka in, godkänn.", "Assignments: list, show, submit, accept.")

Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME", help=both("Uppgiften: dess namn i definitionen.", "The assignment: its name in the definition.")
    ),
]
MaybeFunction = Annotated[
    str | None,
    typer.Option(
        "--function",
        metavar="FUNCTION",
        help=both(
            "För vilken funktion; annars den som samordnar.", "For which function; otherwise the one that coordinates."
        ),
    ),
]


@app.verb("list", "Lista uppgifterna, de sena först.", "List the assignments, the late ones first.")
def list_(
    context: typer.Context,
    agency: options.MaybeAgency = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="CLUSTER", help=both("Bara ett kluster.", "One cluster only."))
    ] = None,
    late: Annotated[
        bool, typer.Option("--late", help=both("Bara de som skulle ha kommit.", "Only those past due."))
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help=both("Även det som är klart eller stängt.", "Also what is done or closed."))
    ] = False,
    round_: options.Round = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.assignment_list import listed
    from jimflow.cli.desk import at_desk

    with at_desk(context, document=as_json) as desk:
        listed(desk, agency, cluster, round_, late=late, every=every)


@app.verb(
    "show",
    "Visa en uppgift: vad, varför, till vilka, frågorna och svaren.",
    "Show an assignment: what, why, to whom, the questions and the answers.",
)
def show(
    context: typer.Context,
    name: Name,
    agency: options.Agency,
    function: Annotated[
        str | None,
        typer.Option(
            "--function",
            metavar="FUNCTION",
            help=both("Bara det som den funktionen svarar på.", "Only what that function answers."),
        ),
    ] = None,
    step: options.MaybeStep = None,
    form: Annotated[
        bool,
        typer.Option(
            "--form",
            help=both(
                "Skriv en YAML-fil att fylla i och skicka in med submit --answers.",
                "Print a YAML file to fill in and submit with submit --answers.",
            ),
        ),
    ] = False,
    round_: options.Round = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.assignment_show import shown
    from jimflow.cli.desk import at_desk

    with at_desk(context, document=as_json or form) as desk:
        shown(desk, name, agency, step, function, round_, form=form)


@app.verb(
    "submit",
    "Skicka in svar, även det som är sparat. Allt som saknas eller är fel sägs på en gång.",
    "Submit answers, also what is saved. Everything missing or wrong is said at once.",
)
def submit(
    context: typer.Context,
    name: Name,
    agency: options.Agency,
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar="FILE", help=both("YAML-fil med svaren.", "YAML file with the answers.")),
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(
            "--answer", metavar="FIELD=VALUE", help=both("Ett svar; kan upprepas.", "One answer; may be repeated.")
        ),
    ] = None,
    draft: Annotated[
        bool,
        typer.Option(
            "--draft",
            help=both(
                "Spara bara svaren. Uppgiften är öppen och påminnelserna kommer som vanligt.",
                "Only save the answers. The assignment stays open and the reminders come as usual.",
            ),
        ),
    ] = False,
    function: MaybeFunction = None,
    step: options.MaybeStep = None,
    round_: options.Round = None,
    actor: options.Actor = None,
    as_json: options.Json = False,
) -> None:
    """See the help."""
    from jimflow.cli.answering import Call, handed_in, saved
    from jimflow.cli.desk import at_desk

    with at_desk(context, document=as_json) as desk:
        call = Call(name, agency, answers, answer or [], function, step, round_, actor)
        (saved if draft else handed_in)(desk, call)


@app.verb(
    "comment",
    "Skriv till dem som har uppgiften. Texten blir allmän handling: skriv sakligt.",
    "Write to those who have the assignment. The text becomes an official document: keep to the facts.",
)
def comment(
    context: typer.Context,
    name: Name,
    agency: options.Agency,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=both("Kommentaren.", "The comment."))],
    step: options.MaybeStep = None,
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.assignment_dialogue import commented
    from jimflow.cli.desk import at_desk

    with at_desk(context) as desk:
        commented(desk, name, agency, text, step, round_, actor)


@app.verb("read", "Markera det som har kommit in som läst.", "Mark what has come in as read.")
def read(
    context: typer.Context,
    name: Name,
    agency: options.Agency,
    step: options.MaybeStep = None,
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.assignment_dialogue import read_it
    from jimflow.cli.desk import at_desk

    with at_desk(context) as desk:
        read_it(desk, name, agency, step, round_, actor)


@app.verb("file", "Spara en fil som har skickats in.", "Save a file that was submitted.")
def file(
    context: typer.Context,
    name: Name,
    agency: options.Agency,
    number: Annotated[
        int, typer.Argument(metavar="NUMBER", help=both("Filens nummer, ur show.", "The file's number, from show."))
    ],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=both("Vad den ska heta.", "What to call it."))
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=both("Skriv över filen.", "Write over the file."))] = False,
    step: options.MaybeStep = None,
    round_: options.Round = None,
) -> None:
    """See the help."""
    from jimflow.cli.assignment_dialogue import saved
    from jimflow.cli.desk import at_desk

    with at_desk(context) as desk:
        saved(desk, name, agency, number, out, step, round_, force=force)


@app.verb("accept", "Godkänn en inskickad uppgift.", "Accept a submitted assignment.")
def accept(
    context: typer.Context,
    name: Name,
    agency: options.Agency,
    step: options.MaybeStep = None,
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.answering import accepted
    from jimflow.cli.desk import at_desk

    with at_desk(context) as desk:
        accepted(desk, name, agency, step, round_, actor)


@app.verb(
    "send-back",
    "Öppna en inskickad uppgift igen, med ett skäl. Svaren är kvar.",
    "Open a submitted assignment again, with a reason. The answers stay.",
)
def send_back(
    context: typer.Context,
    name: Name,
    agency: options.Agency,
    reason: options.Reason = "",
    step: options.MaybeStep = None,
    round_: options.Round = None,
    actor: options.Actor = None,
) -> None:
    """See the help."""
    from jimflow.cli.answering import sent_back
    from jimflow.cli.desk import at_desk

    with at_desk(context) as desk:
        sent_back(desk, name, agency, step, reason, round_, actor)
