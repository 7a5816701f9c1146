"""The doctor's questions, each with an answer and, where something is missing, the way to mend it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import typer

from jimflow.cli.errors import COULD_NOT, explain
from jimflow.cli.finding import Finding
from jimflow.cli.lazy import Setup
from jimflow.cli.link_check import links
from jimflow.cli.logbook import log_path
from jimflow.cli.open import Opened, open_database, opened, read_settings, relay_of, sqlite_file
from jimflow.config import Settings
from jimflow.core.mistakes import Said

ENOUGH_DISK = 200 * 1024 * 1024
PATIENCE = 3.0
"""Seconds to wait for the mail relay."""


def examined(setup: Setup, *, as_json: bool) -> None:
    """Asks everything and tells all answers; exit code 3 when something must be mended."""
    settings = read_settings(setup.database)
    found = [*_outside(settings), *_inside(settings)]
    ill = any(f.ok is False for f in found)
    if as_json:
        checks = [{"name": f.name, "ok": f.ok, "text": {"sv": f.said.sv, "en": f.said.en}} for f in found]
        sys.stdout.write(json.dumps({"ok": not ill, "checks": checks}, ensure_ascii=False, indent=2) + "\n")
    else:
        for f in found:
            sign = {True: Said("ok", "ok"), None: Said("obs", "note"), False: Said("FEL", "WRONG")}[f.ok]
            sys.stdout.write(f"[{sign.in_(setup.lang)}] {f.said.in_(setup.lang)}\n")
    if ill:
        raise typer.Exit(COULD_NOT)


def _outside(settings: Settings) -> Iterator[Finding]:
    yield _driver(settings)
    yield _tried("templates", lambda: _templates(settings))
    yield _tried("disk", lambda: _disk(settings))
    yield _tried("log", lambda: _log(settings))


def _inside(settings: Settings) -> Iterator[Finding]:
    """What takes an open database; one finding when it cannot be opened."""
    try:
        with opened(settings) as at_work:
            yield _database(settings, at_work)
            yield from _calendars(at_work)
            yield _outbox(at_work)
            yield _tried("links", lambda: links(settings, demo=at_work.demo))
            yield _tried("relay", lambda: _relay(settings, demo=at_work.demo))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the answer
        yield _wrong("database", error)
        yield _tried("relay", lambda: _relay(settings, demo=False))


def _driver(settings: Settings) -> Finding:
    from jimflow.store.engine import sqlite_driver, sqlite_problem

    if sqlite_file(settings.database) is None:
        return Finding("driver", True, Said("Databasen är PostgreSQL.", "The database is PostgreSQL."))
    driver = sqlite_driver()
    problem = sqlite_problem(driver.sqlite_version)
    said = Said(
        f"SQLite {driver.sqlite_version} ({driver.__name__.partition('.')[0]}).",
        f"SQLite {driver.sqlite_version} ({driver.__name__.partition('.')[0]}).",
    )
    return Finding("driver", problem is None, problem or said)


def _database(settings: Settings, at_work: Opened) -> Finding:
    where = sqlite_file(settings.database) or open_database(settings).url.render_as_string(hide_password=True)
    kind = Said(", en demo", ", a demo") if at_work.demo else Said("", "")
    return Finding(
        "database",
        True,
        Said(
            f"Databasen {where} är öppen och av den här versionen{kind.sv}.",
            f"The database {where} is open and of this version{kind.en}.",
        ),
    )


def _calendars(at_work: Opened) -> Iterator[Finding]:
    from jimflow.core.calendar_record import from_record
    from jimflow.store.queries.rounds import rounds
    from jimflow.store.tables import Round
    from jimflow.store.transaction import read

    with read(at_work.runtime.engine) as tx:
        found = [(r, tx.session.get_one(Round, r.id).calendar) for r in rounds(tx)]
    if not found:
        yield Finding(
            "round",
            None,
            Said("Ingen omgång är laddad: jimflow round load FIL", "No round is loaded: jimflow round load FILE"),
        )
    for row, recorded in found:
        calendar = from_record(json.loads(recorded))
        covers = calendar.first <= row.invite_on and row.ends_on <= calendar.last
        sv = f"Kalendern {calendar.name} ({calendar.covers}) täcker{'' if covers else ' inte'} {row.code}"
        en = f"The calendar {calendar.name} ({calendar.covers}) {'covers' if covers else 'does not cover'} {row.code}"
        if calendar.last < at_work.now().date():
            yield Finding("calendar", None, Said(f"{sv}, men den är slut nu.", f"{en}, but it has ended now."))
        else:
            yield Finding("calendar", covers, Said(f"{sv}.", f"{en}."))


def _outbox(at_work: Opened) -> Finding:
    from jimflow.store.queries.mail import counts, unwritten, waiting
    from jimflow.store.queries.outbox import held_up, stops
    from jimflow.store.transaction import read
    from jimflow.texts.outbox_words import stop_words

    with read(at_work.runtime.engine) as tx:
        found, held, stuck = counts(tx), len(waiting(tx, held=True)), unwritten(tx)
        stopped, waits = stops(tx), held_up(tx)
    if stopped:
        today, count = at_work.now().date(), waits.unwritten + waits.mails
        sv, en = (
            " ".join(stop_words(s.code, s.since.date(), s.reason, lang, today) for s in stopped)
            for lang in ("sv", "en")
        )
        return Finding(
            "outbox",
            None,
            Said(
                f"{sv} {count} väntar. Häv stoppet med: jimflow mail let-go",
                f"{en} {count} waiting. Lift the stop with: jimflow mail let-go",
            ),
        )
    if stuck:
        count, why = len({row.address for row in stuck}), stuck[0]
        people = Said(
            "1 adress" if count == 1 else f"{count} adresser", "1 address" if count == 1 else f"{count} addresses"
        )
        return Finding(
            "outbox",
            False,
            Said(
                f"Utkorgen: mejl till {people.sv} kan inte skrivas (mail list --waiting). {why.sv}",
                f"The outbox: mail to {people.en} cannot be written (mail list --waiting). {why.en}",
            ),
        )
    dead = found["dead"]
    if dead or held:
        return Finding(
            "outbox",
            None,
            Said(
                f"Utkorgen: {dead} mejl kunde inte levereras (mail list --status dead), {held} hålls (--held).",
                f"The outbox: {dead} mails could not be delivered (mail list --status dead), {held} held (--held).",
            ),
        )
    return Finding("outbox", True, Said("Utkorgen: inget som behöver dig.", "The outbox: nothing that needs you."))


def _relay(settings: Settings, *, demo: bool) -> Finding:
    relay = relay_of(settings, demo=demo)
    where = f"{relay.host}:{relay.port}"
    try:
        with socket.create_connection((relay.host, relay.port), PATIENCE) as connection:
            connection.settimeout(PATIENCE)
            greeting = connection.recv(200) if relay.tls != "implicit" else b"220"
    except OSError as error:
        why = error.strerror or str(error) or type(error).__name__
        return Finding(
            "relay",
            False,
            Said(
                f"Mejlservern {where} svarar inte ({why}). Ställ in smtp_host och smtp_port.",
                f"The mail relay {where} does not answer ({why}). Set smtp_host and smtp_port.",
            ),
        )
    if not greeting.startswith(b"220"):
        return Finding("relay", False, Said(f"{where} är ingen mejlserver.", f"{where} is no mail relay."))
    return Finding("relay", True, Said(f"Mejlservern {where} svarar.", f"The mail relay {where} answers."))


def _templates(settings: Settings) -> Finding:
    from jimflow.files.workflows import LANGUAGES, PARTS, check_workflow, workflow_files
    from jimflow.mail.templates import Templates
    from jimflow.runtime import calendars_folder, notifications_folder, workflow_folders

    folder = notifications_folder(settings)
    names = Templates(folder).names()
    missing = [
        f"{name}/{part}.{lang}"
        for name in sorted(names)
        for part in PARTS
        for lang in LANGUAGES
        if not (folder / name / f"{part}.{lang}").is_file()
    ]
    if missing:
        return Finding(
            "templates",
            False,
            Said(
                f"Mallar saknas i {folder}: {', '.join(missing)}.",
                f"Templates are missing in {folder}: {', '.join(missing)}.",
            ),
        )
    reports = [
        check_workflow(path, notifications=folder, calendars=calendars_folder(settings))
        for path in workflow_files(*workflow_folders(settings))
    ]
    broken = [r.path.name for r in reports if not r.ok]
    if broken:
        return Finding(
            "definitions",
            False,
            Said(
                f"Fel i {', '.join(broken)}: jimflow workflow check",
                f"Mistakes in {', '.join(broken)}: jimflow workflow check",
            ),
        )
    names_of = ", ".join(r.path.stem for r in reports)
    return Finding(
        "templates",
        True,
        Said(
            f"{len(names)} mallar är hela, och definitionerna: {names_of}.",
            f"{len(names)} templates are whole, and the definitions: {names_of}.",
        ),
    )


def _disk(settings: Settings) -> Finding:
    folder = (sqlite_file(settings.database) or Path("jimflow.db")).resolve().parent
    free = shutil.disk_usage(folder).free
    megabytes = free // (1024 * 1024)
    return Finding(
        "disk",
        True if free >= ENOUGH_DISK else None,
        Said(f"{megabytes} MB ledigt i {folder}.", f"{megabytes} MB free in {folder}."),
    )


def _log(settings: Settings) -> Finding:
    path = log_path(settings)
    if os.access(path if path.exists() else path.resolve().parent, os.W_OK):
        return Finding("log", True, Said(f"Fel antecknas i {path}.", f"Faults are noted in {path}."))
    return Finding("log", False, Said(f"{path} går inte att skriva i.", f"{path} cannot be written."))


def _tried(name: str, ask: Callable[[], Finding]) -> Finding:
    try:
        return ask()
    except Exception as error:  # noqa: BLE001 - a question that cannot be asked is an answer too
        return _wrong(name, error)


def _wrong(name: str, error: Exception) -> Finding:
    said = explain(error).said
    return Finding(name, False, Said(" ".join(s.sv for s in said), " ".join(s.en for s in said)))
