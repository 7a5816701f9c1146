"""The sheets of a round in a workbook: their titles and columns in both languages, and the words their cells take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.files.roster_table import COLUMNS, columns_in
from jimflow.files.table import Column, headed


@dataclass(frozen=True, slots=True)
class Item:
    """A fact about the round that is written on a row of its own. `path` is where it stands in the YAML form.

    `both`: a text in two languages, the English beside the Swedish.
    """

    said: Said
    path: tuple[str, ...]
    kind: str = "text"  # text, both, flag, day
    required: bool = False


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A sheet by its title and its columns."""

    key: str
    title: Said
    columns: Mapping[str, Column]


ITEMS: Mapping[str, Item] = {
    "round": Item(Said("Omgångens id", "Round id"), ("round",), required=True),
    "workflow": Item(Said("Program", "Programme"), ("workflow",), required=True),
    "title": Item(Said("Rubrik", "Title"), ("title",), "both", required=True),
    "invite_on": Item(Said("Inbjudan går ut", "Invitations go out"), ("invite_on",), "day", required=True),
    "starts_on": Item(Said("Första dag", "First day"), ("starts_on",), "day", required=True),
    "ends_on": Item(Said("Sista dag", "Last day"), ("ends_on",), "day", required=True),
    "case_number": Item(Said("Diarienummer", "Case number"), ("case_number",)),
    "host": Item(Said("Värd", "Host"), ("host", "organisation"), "organisation", required=True),
    "mailbox": Item(Said("Värdens e-post", "Host's mailbox"), ("host", "mailbox"), required=True),
    "sender": Item(Said("Avsändare", "Sender"), ("host", "sender"), "both", required=True),
    "organiser": Item(
        Said("Svar på kalenderinbjudningar kommer till värdens e-post", "Calendar replies come to the host's mailbox"),
        ("host", "organiser"),
        "flag",
    ),
    "public_records": Item(
        Said("Mejl och svar är allmänna handlingar", "Mails and answers are official documents"),
        ("host", "public_records"),
        "flag",
    ),
    "deputy": Item(Said("Ersättare räknas", "Deputies count"), ("policy", "deputy"), "flag"),
    "example": Item(Said("Exempel", "Example"), ("example",), "flag"),
    "example_note": Item(Said("Om exemplet", "About the example"), ("example_note",), "both"),
}

_NAME, _ENGLISH = Column("namn", "name", required=True), Column("engelskt namn", "English name")
_PLACES = {
    "name": _NAME,
    "name_en": _ENGLISH,
    "short": Column("kort namn", "short name"),
    "mailbox": Column("e-post", "mailbox", required=True, aliases=("mejl", "mail", "e-mail")),
}
_STEP = Column("steg", "step", required=True, aliases=("träff", "meeting"))
_TITLE = Column("rubrik", "title", required=True)

_KINDS = (
    SheetKind(
        "facts",
        Said("Omgång", "Round"),
        {
            "item": Column("uppgift", "item", required=True),
            "value": Column("värde", "value", aliases=("svenska", "swedish")),
            "english": Column("engelska", "English"),
        },
    ),
    SheetKind(
        "clusters",
        Said("Kluster", "Clusters"),
        {"code": Column("id", "id", required=True), "name": _NAME, "name_en": _ENGLISH},
    ),
    SheetKind(
        "members",
        Said("Deltagare", "Members"),
        {
            "code": Column("id", "id", required=True),
            **_PLACES,
            "cluster": Column("kluster", "cluster", required=True, aliases=("grupp", "group")),
            "model": Column("förebild", "model"),
            "motive": Column("motiv", "motive"),
        },
    ),
    SheetKind(
        "organisations",
        Said("Organisationer", "Organisations"),
        {"code": Column("id", "id", required=True), **_PLACES},
    ),
    SheetKind(
        "parties",
        Said("Parter", "Parties"),
        {
            "subject": Column("deltagare", "subject", required=True),
            "organisation": Column("organisation", "organisation", required=True),
            "part": Column("del", "part", required=True),
            "standing": Column("läge", "standing"),
            "contribution": Column("bidrag", "contribution"),
        },
    ),
    SheetKind(
        "contributors",
        Said("Medverkande", "Contributors"),
        {
            "organisation": Column("organisation", "organisation", required=True),
            "function": Column("funktion", "function", required=True),
            "cluster": Column("kluster", "cluster", aliases=("grupp", "group")),
        },
    ),
    SheetKind("roster", Said("Funktioner", "Functions"), COLUMNS),
    SheetKind(
        "meetings",
        Said("Träffar", "Meetings"),
        {
            "cluster": Column("kluster", "cluster", required=True, aliases=("grupp", "group")),
            "step": _STEP,
            "date": Column("datum", "date", aliases=("dag", "day")),
            "from": Column("från", "from"),
            "to": Column("till", "to"),
            "mode": Column("form", "mode"),
            "place": Column("plats", "place"),
            "place_en": Column("engelsk plats", "English place"),
            "theme": Column("tema", "theme"),
            "example_date": Column("exempeldatum", "example date"),
            "note": Column("anmärkning", "note"),
        },
    ),
    SheetKind(
        "materials",
        Said("Material", "Materials"),
        {
            "step": _STEP,
            "title": _TITLE,
            "title_en": Column("engelsk rubrik", "English title"),
            "url": Column("länk", "link", required=True, aliases=("url", "adress")),
        },
    ),
    SheetKind(
        "severity",
        Said("Regler", "Rules"),
        {
            "rule": Column("regel", "rule", required=True),
            "severity": Column("verkan", "severity", required=True),
        },
    ),
    SheetKind(
        "effort",
        Said("Arbetstid", "Effort"),
        {"name": Column("avser", "name", required=True), "effort": Column("tid", "effort", required=True)},
    ),
)
KINDS: Mapping[str, SheetKind] = {kind.key: kind for kind in _KINDS}
"""Every sheet in the order in which it is written."""

SEVERITIES = {
    "block": Said("stopp", "stop"),
    "warn": Said("varning", "warning"),
    "info": Said("upplysning", "information"),
}
STANDINGS = {"joined": Said("med", "joined"), "invited": Said("inbjuden", "invited")}


def columns_of(kind: SheetKind, workflow: Workflow | None) -> Mapping[str, Column]:
    """The sheet's columns in a programme: whoever meets together may be headed by the programme's own word."""
    if workflow is None:
        return kind.columns
    columns = columns_in(workflow) if kind.key == "roster" else dict(kind.columns)
    own_words = (workflow.group.one.sv.casefold(), workflow.group.one.en.casefold())
    if "cluster" in columns and not {*own_words} & {w for c in columns.values() for w in (c.sv, c.en, *c.aliases)}:
        columns = {**columns, "cluster": replace(columns["cluster"], aliases=own_words)}
    return columns


def kind_of(title: str, headings: Sequence[str], workflow: Workflow | None) -> SheetKind | None:
    """Which sheet one of that title is; one with another title is known by its headings."""
    for kind in KINDS.values():
        if title.strip().casefold() in (kind.title.sv.casefold(), kind.title.en.casefold(), kind.key):
            return kind
    return next((kind for kind in KINDS.values() if headed(headings, columns_of(kind, workflow))), None)
