"""How often codes, links and addresses may be tried: counted in the database, so for all processes together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, insert, select, text, update

from jimflow.core.accounts import place_of
from jimflow.core.doors import LINK_LIFE, PLACE_GUESSES, TRIES_IN_ALL, WINDOW, WRONG_CODES
from jimflow.runtime import Runtime
from jimflow.store.tables import Guess
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, read, write

MAIL, LINK, ASK = "mail:", "link:", "ask:"
"""What was tried: the code of the mail of that number, links that nobody has from that place, codes asked for."""

NEVER = timedelta.max

_G = table(Guess)
_TRYING = text("LOCK TABLE guess IN SHARE ROW EXCLUSIVE MODE")


def counted(
    runtime: Runtime, about: str, origin: str, *, many: int = WRONG_CODES, within: timedelta = WINDOW
) -> timedelta:
    """Counts a try as a wrong one, unless it must wait: then how long, and nothing is counted. What is old goes.

    So a try is counted before it is looked at, and tries made at one moment count as many as they are. `about` is what
    is tried, from wherever it may be: `many` within `within`. `origin` is the address the request came from; from one
    place `PLACE_GUESSES` within an hour, at anything. But codes that were only asked for keep nobody there from typing
    one: a mail filter that presses every button may sit at the address of a whole agency. `NEVER` where the code of a
    mail takes no more tries.
    """
    place = place_of(origin)
    with read(runtime.engine) as tx:  # whoever must wait takes no lock that others wait for
        rest = _still(tx, about, place, runtime.clock(), many, within)
    if rest:
        return rest
    with write(runtime.engine) as tx:
        _one_at_a_time(tx)
        now = runtime.clock()
        _forget_old(tx, now)
        rest = _still(tx, about, place, now, many, within)
        if not rest:
            tx.connection.execute(insert(_G).values(about=about, origin=place, made_at=now))
        return rest


def last_try(runtime: Runtime, about: str, *, many: int = WRONG_CODES) -> bool:
    """True where one more try at it is looked at within `WINDOW`, and then none."""
    with read(runtime.engine) as tx:
        return len(_made(tx, _G.c.about == about, runtime.clock() - WINDOW)) == many - 1


def place_rests(runtime: Runtime, origin: str) -> bool:
    """True where nothing is looked at from that place for a while, whatever is tried."""
    with read(runtime.engine) as tx:
        return bool(_still(tx, "", place_of(origin), runtime.clock(), WRONG_CODES, WINDOW))


def wrong_link(runtime: Runtime, origin: str) -> timedelta:
    """Counts an address that is none of ours, so that it can be seen that somebody tries; how long until the next is.

    It keeps nobody at that place from typing a code: whatever mangles the links of an agency's mails would lock it out.
    """
    return counted(runtime, f"{LINK}{place_of(origin)}", origin, many=PLACE_GUESSES)


def forgiven(tx: Tx, origin: str, *about: str) -> None:
    """Whoever was right had the right to try: what was tried of these from that place counts no more."""
    _one_at_a_time(tx)
    tx.connection.execute(delete(_G).where(_G.c.origin == place_of(origin), _G.c.about.in_(about)))


def _one_at_a_time(tx: Tx) -> None:
    """Nobody else counts until this transaction ends. On SQLite a writer is alone from the start."""
    if tx.dialect != "sqlite":
        tx.connection.execute(_TRYING)


def _forget_old(tx: Tx, now: datetime) -> None:
    """Of what is older than an hour only the tries at the codes of mails are kept, and not where they came from."""
    old, of_mail = _G.c.made_at <= now - WINDOW, _G.c.about.startswith(MAIL)
    tx.connection.execute(delete(_G).where(old, ~of_mail | (_G.c.made_at <= now - LINK_LIFE)))
    tx.connection.execute(update(_G).where(old, _G.c.origin != "").values(origin=""))


def _still(tx: Tx, about: str, place: str, now: datetime, many: int, within: timedelta) -> timedelta:
    """How long a try must wait; zero when it need not."""
    if about.startswith(MAIL) and _how_many(tx, about) >= TRIES_IN_ALL:
        return NEVER
    same = _made(tx, _G.c.about == about, now - within)
    beside = (LINK,) if about.startswith(ASK) else (LINK, ASK)
    counts = and_(_G.c.origin == place, *(~_G.c.about.startswith(of) for of in beside))
    here = _made(tx, counts, now - WINDOW)
    return max(_rest(same, many, within, now), _rest(here, PLACE_GUESSES, WINDOW, now))


def _how_many(tx: Tx, about: str) -> int:
    found: int = tx.connection.execute(select(func.count()).where(_G.c.about == about)).scalar_one()
    return found


def _made(tx: Tx, which: ColumnElement[bool], since: datetime) -> Sequence[datetime]:
    wanted = select(_G.c.made_at).where(which, _G.c.made_at > since).order_by(_G.c.made_at)
    return tx.connection.execute(wanted).scalars().all()


def _rest(made: Sequence[datetime], most: int, within: timedelta, now: datetime) -> timedelta:
    """How long until fewer than `most` of these lie within the time."""
    return made[-most] + within - now if len(made) >= most else timedelta(0)
