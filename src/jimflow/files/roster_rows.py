"""Who holds which function: rows, and a pattern that makes one for every member, read strictly from nodes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from jimflow.core.address import AddressError, parse_address
from jimflow.core.language.book import Book
from jimflow.core.language.nodes import Node
from jimflow.core.language.phrases import meant, quoted
from jimflow.core.mistakes import Said, did_you_mean
from jimflow.core.workflow import ORGANISATION, Workflow
from jimflow.files.round_shape import AppointmentFile
from jimflow.files.values import a_day, an_address

PLACEHOLDERS = ("function", "organisation")
LANGUAGES = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a roster is read against. `since` is the day from which a row without one holds.

    `members` are the organisations that take part in a cluster; `host` the one that runs the round.
    """

    workflow: Workflow
    organisations: Mapping[str, Said]
    members: tuple[str, ...]
    host: str
    since: date
    shorts: Mapping[str, str] = field(default_factory=dict)
    guests: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """The clusters that an organisation contributes to with a function, where they are not all ("" in the tuple)."""


def guests_of(contributors: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """`Grounds.guests` from (organisation, function, cluster), "" for every cluster, which is more than any one."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for organisation, function, cluster in contributors:
        known = found.get((organisation, function), ())
        found[organisation, function] = ("",) if not cluster or "" in known else (*known, cluster)
    return found


def known_names(book: Book, grounds: Grounds) -> None:
    """Tells the book what a roster may name."""
    book.names["function"] = tuple(grounds.workflow.functions)
    book.names["organisation"] = tuple(grounds.organisations)
    book.names["subject"] = () if grounds.workflow.subject == ORGANISATION else grounds.members


def roster_from(node: Node, grounds: Grounds) -> list[AppointmentFile]:
    """Appointments listed one by one, and those a pattern makes for every member's functions that have no row."""
    fields = node.fields((), ("pattern", "functions", "top_management", "from", "language", "appointments"))
    top = frozenset(fields.names("top_management", "function"))
    listed = appointments_from(fields.items("appointments"), grounds, top)
    pattern, functions = fields.get("pattern"), fields.names("functions", "function")
    if pattern is None:
        for key in ("functions", "from", "language"):
            if (unused := fields.get(key)) is not None:
                unused.wrong(Said(f"{key} hör till ett mönster", f"{key} belongs to a pattern"), _WRITE_PATTERN)
        return listed
    for item in fields.items("functions"):
        _of_members(item, grounds)
    since = a_day(fields.get("from")) or grounds.since
    language = fields.word("language", LANGUAGES, "sv")
    return _by_pattern(pattern, functions, listed, top, grounds, since, language)


def _by_pattern(
    pattern: Node,
    functions: tuple[str, ...],
    listed: list[AppointmentFile],
    top: frozenset[str],
    grounds: Grounds,
    since: date,
    language: str,
) -> list[AppointmentFile]:
    text, taken = _pattern(pattern), {(a.member, a.function) for a in listed}
    found = list(listed)
    for organisation in grounds.members:
        for function in functions:
            if not text or (organisation, function) in taken:
                continue
            mail = text.replace("{function}", function).replace("{organisation}", organisation.replace("_", "-"))
            try:
                mail = parse_address(mail)
            except AddressError as error:
                pattern.wrong(error.what, _MAY_HOLD)
                return found
            title, name = grounds.workflow.functions[function].title, grounds.organisations[organisation]
            words = f"{title.in_(language)}, {name.in_(language)}"
            made = AppointmentFile(
                organisation, function, words, mail, since, top_management=function in top, language=language
            )
            apart = grounds.workflow.subject != ORGANISATION
            found.append(replace(made, subject=organisation) if apart else made)
    return found


def _pattern(node: Node) -> str:
    """The pattern, "" when it holds other placeholders than those it may."""
    text = node.text()
    for name in re.findall(r"\{([^{}]*)\}", text):
        if name not in PLACEHOLDERS:
            what = Said(f"okänd platshållare {{{name}}}", f"unknown placeholder {{{name}}}")
            close = did_you_mean(name, PLACEHOLDERS)
            node.wrong(what, meant(f"{{{close}}}") if close else _MAY_HOLD)
            return ""
    return text


def appointments_from(nodes: list[Node], grounds: Grounds, top: frozenset[str]) -> list[AppointmentFile]:
    found: list[AppointmentFile] = []
    for node in nodes:
        read = _appointment(node, grounds, top)
        if read is None:
            continue
        if any(_same(read, other) for other in found):
            who = f"{read.mail}, {read.function}"
            node.wrong(
                Said(f"{who} står två gånger för samma tid", f"{who} stands twice for the same time"),
                Said("ta bort den ena raden", "remove one of the rows"),
            )
        found.append(read)
    return [placed for one in found for placed in _in_clusters(one, grounds)]


def _in_clusters(one: AppointmentFile, grounds: Grounds) -> list[AppointmentFile]:
    """A guest of some clusters is appointed in each of them."""
    clusters = grounds.guests.get((one.organisation, one.function), ("",))
    return [replace(one, cluster=cluster) for cluster in clusters]


def _appointment(node: Node, grounds: Grounds, top: frozenset[str]) -> AppointmentFile | None:
    fields = node.fields(
        ("organisation", "function", "name", "mail"),
        ("from", "to", "top_management", "acting", "deputy", "language", "assistant", "subject"),
    )
    organisation, function = fields.name("organisation", "organisation"), fields.name("function", "function")
    subject = fields.name("subject", "subject")
    since, until = a_day(fields.get("from")) or grounds.since, a_day(fields.get("to"))
    if until is not None and until < since:
        fields.nodes["to"].wrong(Said(f"{until} ligger före {since}", f"{until} is before {since}"))
    read = AppointmentFile(
        organisation or "",
        function or "",
        fields.text("name", one_line=True),
        an_address(fields.get("mail")),
        since,
        until,
        fields.flag("top_management", default=function in top),
        fields.flag("acting"),
        fields.flag("deputy"),
        fields.word("language", LANGUAGES, "sv"),
        an_address(fields.get("assistant")) or None,
        subject or "",
    )
    if organisation and function:
        _at_home(fields.nodes["organisation"], read.member, function, grounds)
    return read if organisation and function and read.mail else None


def _at_home(node: Node, organisation: str, function: str, grounds: Grounds) -> None:
    """A function is held where the definition says that it belongs."""
    home = grounds.workflow.functions[function].belongs_to
    if (
        grounds.workflow.functions[function].of_member
        and organisation not in grounds.members
        and grounds.workflow.subject != ORGANISATION
    ):
        one = grounds.workflow.nouns.one
        which = Said("vilket" if grounds.workflow.nouns.neuter else "vilken", "which")
        node.wrong(
            Said(
                f"raden säger inte {which.sv} {one.sv} den gäller", f"the row does not say which {one.en} it is about"
            ),
            Said(f"skriv också {which.sv} {one.sv}, under subject", f"write which {one.en} too, under subject"),
        )
    elif grounds.workflow.functions[function].of_member and organisation not in grounds.members:
        group = grounds.workflow.group
        node.wrong(
            Said(f"{organisation} är inte med i {group.any.sv}", f"{organisation} is in {group.no.en}"),
            Said(f"{function} innehas av den som deltar", f"{function} is held at one that takes part"),
        )
    if home == "host" and organisation != grounds.host:
        node.wrong(
            Said(f"{function} innehas hos {grounds.host}", f"{function} is held at {grounds.host}"),
            Said("ändra organisationen eller funktionen", "change the organisation or the function"),
        )


def _of_members(node: Node, grounds: Grounds) -> None:
    function = grounds.workflow.functions.get(str(node.value))
    if function is not None and not function.of_member:
        node.wrong(
            Said(f"{quoted(function.name)} innehas inte hos dem som deltar", f"{quoted(function.name)} is no member's"),
            Said("skriv den under appointments", "write it under appointments"),
        )


def _same(one: AppointmentFile, other: AppointmentFile) -> bool:
    same = (one.member, one.function, one.mail) == (other.member, other.function, other.mail)
    apart = (one.until is not None and one.until < other.since) or (other.until is not None and other.until < one.since)
    return same and not apart


_MAY_HOLD = Said("mönstret kan ha {function} och {organisation}", "the pattern may hold {function} and {organisation}")
_WRITE_PATTERN = Said(
    'skriv också pattern: "{function}.{organisation}@…"', 'write pattern: "{function}.{organisation}@…" too'
)
