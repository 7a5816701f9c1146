"""How a database is made, copied and put back."""

from __future__ import annotations

import itertools
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jimflow.actions.errors import BadInput
from jimflow.actions.upkeep import hold_back, set_up
from jimflow.cli.desk import Desk
from jimflow.cli.errors import CannotWork
from jimflow.cli.lazy import Setup
from jimflow.cli.open import open_database, opened, read_settings, sqlite_file
from jimflow.clock import utc_now
from jimflow.config import Settings
from jimflow.core.mistakes import Said
from jimflow.files.link_key import make_key
from jimflow.runtime import link_key_file
from jimflow.store.backup import BESIDE, copy_whole, faults
from jimflow.store.migrate import is_current


def prepared(setup: Setup, name: str) -> None:
    """Makes the database, or brings it to this version."""
    settings = read_settings(setup.database)
    engine = open_database(settings, must_exist=False)
    try:
        done = _migrated(lambda: set_up(engine, name, utc_now))
    finally:
        engine.dispose()
    where = sqlite_file(settings.database) or engine.url.render_as_string(hide_password=True)
    if done.fresh:
        _say(setup, f"Databasen {where} är klar.", f"The database {where} is ready.")
        _keyed(setup, settings)
        _say(setup, "Nästa: jimflow round load FIL", "Next: jimflow round load FILE")
    elif done.migrated:
        _say(setup, f"Databasen {where} är uppdaterad.", f"The database {where} has been updated.")
        _keyed(setup, settings)
    else:
        _say(setup, f"Databasen {where} var redan klar.", f"The database {where} was ready already.")
        _keyed(setup, settings)


def _keyed(setup: Setup, settings: Settings) -> None:
    """Makes the key of links and codes where there is none; without one the pages of those who take part are shut."""
    path = link_key_file(settings)
    if settings.link_key.get_secret_value():
        return
    try:
        made = make_key(path)
    except OSError as failed:
        why = failed.strerror or type(failed).__name__
        _say(
            setup,
            f"Nyckeln {path} kunde inte skrivas ({why}). Utan den får deltagare inga egna sidor.",
            f"The key {path} could not be written ({why}). Without it those who take part have no pages of their own.",
        )
        return
    if made:
        _say(
            setup,
            f"Nyckeln {path} är gjord. Förvara den skild från säkerhetskopiorna.",
            f"The key {path} has been made. Keep it apart from the backups.",
        )


def copied(setup: Setup, file: Path) -> None:
    """Writes a copy and looks it over. Raises BadInput for a file that is there, CannotWork for a copy with faults."""
    settings = read_settings(setup.database)
    _only_sqlite(settings, "pg_dump --format=custom --file=FIL DATABAS", "pg_dump --format=custom --file=FILE DATABASE")
    if file.exists():
        raise BadInput(f"{file} finns redan. Välj ett annat namn.", f"{file} exists already. Choose another name.")
    engine = open_database(settings)
    try:
        copy_whole(engine, file)
    finally:
        engine.dispose()
    _sound(file)
    _say(
        setup,
        f"Kopian {file} är hel ({file.stat().st_size} byte).",
        f"The copy {file} is whole ({file.stat().st_size} bytes).",
    )


def restored(setup: Setup, file: Path, actor: str | None, *, replace: bool) -> None:
    """Puts a copy in the database's place, and holds all its mail back."""
    settings = read_settings(setup.database)
    _only_sqlite(settings, "pg_restore --clean --dbname=DATABAS FIL", "pg_restore --clean --dbname=DATABASE FILE")
    target = sqlite_file(settings.database)
    assert target is not None
    if not file.is_file():
        raise BadInput(f"{file} finns inte.", f"{file} does not exist.")
    if target.exists() and not replace:
        raise BadInput(
            f"Databasen {target} finns redan. Inget ändrades. Ersätt den så här, så sparas den gamla bredvid: "
            f"jimflow restore {shlex.quote(str(file))} --replace",
            f"The database {target} exists already. Nothing was changed. Replace it like this, and the old one is kept "
            f"beside: jimflow restore {shlex.quote(str(file))} --replace",
        )
    _sound(file)
    _of_this_version(file)
    kept = _put_in_place(file, target)
    with opened(settings) as at_work:
        desk = Desk(at_work, setup.lang)
        desk.label(example=False)
        held = hold_back(at_work.runtime, desk.actor(actor), file.name)
    if kept is not None:
        _say(setup, f"Den gamla databasen finns kvar som {kept}.", f"The old database is kept as {kept}.")
    _say(
        setup,
        f"Databasen {target} är återställd. Inget skickas förrän du har tittat: {held.intents} nya mejl hålls "
        f"(jimflow mail list --held, sedan release), {held.mails} färdiga väntar (--status dead, sedan retry).",
        f"The database {target} is restored. Nothing is sent before you have looked: {held.intents} new mails are held "
        f"(jimflow mail list --held, then release), {held.mails} finished ones wait (--status dead, then retry).",
    )


def _put_in_place(file: Path, target: Path) -> Path | None:
    """The copy under the database's name, all at once; where the old database went, if there was one."""
    new = target.with_name(f"{target.name}.new")
    shutil.copyfile(file, new)
    kept = None
    if target.exists():
        kept = _free(target.with_name(f"{target.name}.before-restore"))
        target.replace(kept)
        for suffix in BESIDE:
            if (beside := target.with_name(f"{target.name}{suffix}")).exists():
                beside.replace(kept.with_name(f"{kept.name}{suffix}"))
    new.replace(target)
    return kept


def _free(path: Path) -> Path:
    """The name itself, or with the first number that is not taken."""
    names = itertools.chain([path], (path.with_name(f"{path.name}-{n}") for n in itertools.count(2)))
    return next(name for name in names if not name.exists())


def _only_sqlite(settings: Settings, sv: str, en: str) -> None:
    if sqlite_file(settings.database) is None:
        raise BadInput(
            f"Det här gäller SQLite. Med PostgreSQL används dess egna verktyg: {sv}",
            f"This is for SQLite. With PostgreSQL, use its own tools: {en}",
        )


def _sound(file: Path) -> None:
    if found := faults(file):
        raise CannotWork(f"{file} är ingen hel databas: {found[0]}.", f"{file} is not a sound database: {found[0]}.")


def _of_this_version(file: Path) -> None:
    engine = open_database(Settings(database=f"sqlite:///{file}"))
    try:
        current = is_current(engine)
    finally:
        engine.dispose()
    if not current:
        raise CannotWork(
            f"{file} är inte av den här versionen. Uppdatera en kopia av den först: jimflow --database KOPIA init",
            f"{file} is not of this version. Update a copy of it first: jimflow --database COPY init",
        )


def _migrated(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except Exception as error:
        if type(error).__name__ != "CommandError":  # Alembic's, which is only imported when it is needed
            raise
        raise CannotWork(
            "Databasen är gjord av en senare jimflow. Använd den versionen.",
            "The database was made by a later jimflow. Use that version.",
        ) from error


def _say(setup: Setup, sv: str, en: str) -> None:
    sys.stdout.write(f"{Said(sv, en).in_(setup.lang)}\n")
