"""What the demo shows: the board, why one agency cannot move on, mails as they went, the audit, what to try next."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from jimflow.actions.why import why
from jimflow.cli.board import Board, Place, board_of, draw
from jimflow.cli.demo_door import Door, door_of, show_door
from jimflow.cli.desk import Desk
from jimflow.cli.errors import CannotWork
from jimflow.cli.open import opened
from jimflow.cli.reasons import told
from jimflow.cli.screen import WIDTH
from jimflow.cli.speaking import Speaker
from jimflow.cli.trail_check import verified
from jimflow.core.mistakes import Said
from jimflow.core.model import Meeting
from jimflow.core.remedies import acknowledgeable
from jimflow.rehearsal.demo import ACCOUNTS, MAIL, PASSWORD, PORT, Played, listen, play_demo
from jimflow.rehearsal.sink import Sink
from jimflow.store.queries.mail import intents_of, mails
from jimflow.store.queries.rounds import rounds
from jimflow.store.transaction import read
from jimflow.texts.dates import MONTHS, clock, day
from jimflow.texts.words import ROLE, word

SHOWN = ("open", "overdue", "morning")
"""The kinds of item of which one mail each is shown."""

SENT, TO, SUBJECT = Said("Skickat", "Sent"), Said("Till", "To"), Said("Ämne", "Subject")
LINES = 9
"""Lines of a mail's text that are shown."""


def played(folder: Path, lang: str) -> None:
    """Plays the demo in `folder` and shows it."""
    say = Speaker(lang)
    say.head("Demo: en omgång spelas till 27 oktober 2021", "Demo: a round is played to 27 October 2021")
    done = play_demo(folder, _Months(say).next)
    with opened(done.settings) as at_work:
        desk = Desk(at_work, lang)
        desk.label(example=True)
        with read(at_work.runtime.engine) as tx:
            of = rounds(tx)[0]
        board = board_of(desk, of)
        say.head("1. Översikten", "1. The overview")
        draw(desk, board)
        place = _stuck(board)
        _show_why(desk, say, place)
        _show_mails(desk, say, done)
        say.head("4. Granskningsloggen", "4. The audit")
        verified(desk)
        door = door_of(desk.runtime, place, done.mails)
    _show_commands(say, done, board, place)
    if _wanted():
        _show_pages(say, done, door, lang)
    else:
        program = _program(done.folder)
        say.head("6. Öppna sidorna", "6. Open the pages")
        say.whole(f"  {program} serve")
        _show_accounts(say)
        show_door(say, door, done.settings.base_url, f"{program} demo --dir . --listen")


def received(folder: Path, lang: str) -> None:
    """Takes mails until interrupted. Raises CannotWork when something else listens there."""
    say = Speaker(lang)
    try:
        with listen(folder, lambda file: say.line(str(file), str(file))), suppress(KeyboardInterrupt):
            say.line(
                f"Tar emot mejl på 127.0.0.1:{PORT} och lägger dem i {folder / MAIL}. Avsluta med Ctrl+C.",
                f"Taking mails on 127.0.0.1:{PORT} into {folder / MAIL}. End with Ctrl+C.",
            )
            threading.Event().wait()
    except OSError as error:
        raise CannotWork(
            f"Det går inte att lyssna på port {PORT}. Kör något annat där?",
            f"It is not possible to listen on port {PORT}. Is something else running there?",
        ) from error


def _wanted() -> bool:
    """Whether somebody sits there who can look at pages: a terminal, unless DEMO_SERVE says 0."""
    return sys.stdout.isatty() and os.environ.get("DEMO_SERVE", "1") != "0"


def _show_pages(say: Speaker, done: Played, door: Door | None, lang: str) -> None:
    """Serves the pages of the demo until interrupted, with the mail server that takes what they send."""
    from jimflow.cli.pages import serve_pages

    def told(place: str) -> None:
        say.head("6. Öppna sidorna", "6. Open the pages")
        say.whole(f"  {place}")
        _show_accounts(say)
        show_door(say, door, place)
        say.line()
        say.line(
            "Mejl som skickas nu visas här. Avsluta med Ctrl+C.", "Mails sent now are shown here. End with Ctrl+C."
        )

    with ExitStack() as until_the_end:
        mailbox = _mailbox(until_the_end, done.folder, lambda file: say.whole(f"  {file}"))
        settings = done.settings.model_copy(update={"smtp_port": mailbox.port})
        desk = Desk(until_the_end.enter_context(opened(settings)), lang)
        with suppress(KeyboardInterrupt):  # the usual end of a demo
            try:
                serve_pages(desk, None, None, worker=True, told=told)
            except CannotWork:  # another demo has the usual port
                serve_pages(desk, None, 0, worker=True, told=told)


def _mailbox(until: ExitStack, folder: Path, taken: Callable[[Path], None]) -> Sink:
    """A mail server for the demo until then, on a free port where another demo has the usual one."""
    try:
        return until.enter_context(listen(folder, taken))
    except OSError:
        return until.enter_context(listen(folder, taken, 0))


def _show_accounts(say: Speaker) -> None:
    roles = ", ".join(f"{login} ({word(ROLE, role, say.lang)})" for login, _, role in ACCOUNTS)
    say.line(f"  Logga in som {roles}.", f"  Sign in as {roles}.")
    say.line(f"  Lösenordet är {PASSWORD} för alla.", f"  The password is {PASSWORD} for all.")


class _Months:
    """A line for each month that has been played."""

    def __init__(self, say: Speaker) -> None:
        self._say, self._before = say, 0
        self._month: date | None = None

    def next(self, day: date, mails: int) -> None:
        """Tells of the month before when a new one begins."""
        month = day.replace(day=1)
        if self._month is not None and month != self._month:
            names = (MONTHS[lang][self._month.month - 1] for lang in ("sv", "en"))
            label, count = [f"{name} {self._month.year}".ljust(16) for name in names], mails - self._before
            self._say.line(f"  {label[0]} {count:4} mejl", f"  {label[1]} {count:4} mails")
            self._before = mails
        self._month = month


def _stuck(board: Board) -> Place:
    """The first that its own step stops; else the first that anything stops, else the first of all."""
    places = [place for _, places in board.clusters for place in places]
    own = [
        p
        for p in places
        if any(b.severity == "block" and b.step == p.row.state and not b.waived for b in p.found.blockers)
        and p.found.stopped_by
    ]
    return next(iter([*own, *(p for p in places if p.found.stopped_by), *places]))


def _show_why(desk: Desk, say: Speaker, place: Place) -> None:
    name = Said(place.row.name_sv, place.row.name_en)
    say.head(
        f"2. Varför {name.sv} inte kan gå vidare (påhittat exempel)",
        f"2. Why {name.en} cannot move on (invented example)",
    )
    (found,) = why(desk.runtime, [place.row.id])
    desk.lines(told(found, place.row).lines(desk.lang, None, desk.today()))


def _show_mails(desk: Desk, say: Speaker, done: Played) -> None:
    say.head(f"3. Tre av {len(done.mails)} mejl", f"3. Three of {len(done.mails)} mails")
    for file in _chosen(desk, done.mails):
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        assert isinstance(mail, EmailMessage)
        say.line()
        say.whole(f"  {file}")
        sent = desk.local(parsedate_to_datetime(str(mail["Date"])))
        when = f"{day(sent.date(), desk.lang, None)} {clock(sent, desk.lang)}"
        for label, value in ((SENT, when), (TO, mail["To"]), (SUBJECT, mail["Subject"])):
            say.line(f"  {label.sv}: {value}", f"  {label.en}: {value}")
        for line in _beginning(mail):
            say.whole(f"  │ {line}")


def _chosen(desk: Desk, files: Sequence[Path]) -> Iterator[Path]:
    """The latest mail that says only things of one kind, for each kind; the Message-ID leads to its file."""
    with read(desk.runtime.engine) as tx:
        latest = [mail for mail in mails(tx, statuses=["sent"]) if mail.mail_class == "digest"]
        said: dict[int | None, set[str]] = defaultdict(set)
        for intent in intents_of(tx, [mail.id for mail in latest]):
            said[intent.mail].add(intent.template)
    for kind in SHOWN:
        name = next((mail.message_id for mail in latest if said[mail.id] == {kind}), None)
        file = next((f for f in reversed(files) if name and name.encode() in f.read_bytes()), None)
        if file is not None:
            yield file


def _beginning(mail: EmailMessage) -> list[str]:
    text = mail.get_body(("plain",))
    words = str(text.get_content()) if text is not None else ""
    paragraphs = (line.rstrip() for line in words.splitlines())
    lines = [part for line in paragraphs for part in textwrap.wrap(line, WIDTH - len("  │ ")) or [""]]
    return [*lines[:LINES], "…"] if len(lines) > LINES else lines


def _show_commands(say: Speaker, done: Played, board: Board, place: Place) -> None:
    program = _program(done.folder)
    say.head("5. Prova vidare", "5. Try next")
    say.whole(f"  cd {done.folder}")
    for command, words in _commands(board, place):
        say.whole(f"  {program} {command}")
        say.line(f"      {words.sv}", f"      {words.en}")


def _commands(board: Board, place: Place) -> Iterator[tuple[str, Said]]:
    """What leads the stuck one on, then a theme for a cluster that has none, then the audit once more."""
    code, workflow = place.row.organisation, place.found.programme.workflow
    name = Said(place.row.name_sv, place.row.name_en)
    yield f"why {code}", Said(f"vad som återstår för {name.sv}", f"what remains for {name.en}")
    made = next(
        (a.name for a in place.found.facts.assignments if a.status == "submitted" and a.place == "catch_up"), ""
    )
    if made:
        yield (
            f"assignment accept {made} {code}",
            Said("godkänn att träffen är tagen igen: då försvinner stoppet", "accept the catch-up: the stop goes"),
        )
    yield (
        f"advance {code} --acknowledge {','.join(acknowledgeable(place.found.blockers))}",
        Said("ta ställning till varningarna och gå vidare", "pass the warnings knowingly and move on"),
    )
    undecided = [(of, m) for of, places in board.clusters for p in places for m in _themeless(p)]
    if undecided and workflow.themes:
        of, meeting = undecided[0]
        yield (
            f"meeting theme {of.cluster.code} {meeting.step} {next(iter(workflow.themes))}",
            Said("välj tema för klustret som saknar det", "choose a theme for the cluster that has none"),
        )
    yield "audit verify", Said("allt detta står nu i granskningsloggen", "all this now stands in the audit")


def _themeless(place: Place) -> list[Meeting]:
    steps = place.found.programme.workflow.steps
    return [m for m in place.found.facts.meetings.values() if steps[m.step].theme_per_cluster and not m.theme]


def _program(folder: Path) -> str:
    """How to call this program from within `folder`: by its name where the shell finds it, else by its path."""
    own = Path(sys.argv[0]).resolve()
    found = shutil.which("jimflow")
    if found is not None and Path(found).resolve() == own:
        return "jimflow"
    if own.name != "jimflow":
        return f"{sys.executable} -m jimflow"
    return os.path.relpath(own, folder.resolve())
