"""A roster written in a spreadsheet: its columns and cells turned into what the YAML form says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path as FilePath

from jimflow.core.language.book import Book
from jimflow.core.language.nodes import Node
from jimflow.core.language.phrases import meant, quoted
from jimflow.core.mistakes import Mistake, Mistakes, Path, Said, did_you_mean
from jimflow.core.workflow import ORGANISATION, Workflow
from jimflow.files.places import BadFile, Placed
from jimflow.files.roster_rows import Grounds, appointments_from, known_names
from jimflow.files.round_shape import AppointmentFile
from jimflow.files.table import Column, Row, read_csv

COLUMNS: Mapping[str, Column] = {
    "organisation": Column("organisation", "organisation", required=True, aliases=("myndighet", "agency")),
    "function": Column("funktion", "function", required=True),
    "name": Column("namn", "name", required=True),
    "mail": Column("e-post", "mail", required=True, aliases=("mejl", "epostadress", "e-mail")),
    "from": Column("från", "from", aliases=("från och med", "fr.o.m.")),
    "to": Column("till", "to", aliases=("till och med", "t.o.m.", "until")),
    "top_management": Column("ledningsgrupp", "top management", aliases=("högsta ledningsgrupp",)),
    "acting": Column("tillförordnad", "acting", aliases=("tf",)),
    "deputy": Column("ersättare", "deputy"),
    "language": Column("språk", "language"),
    "assistant": Column("assistent", "assistant"),
}
SUBJECT = Column("deltagare", "subject")
"""Whose function it is, where what takes part is no organisation; the organisation is then one of its parties."""

FLAGS = ("top_management", "acting", "deputy")
MOST_ROWS = 10**9
YES, NO = ("ja", "j", "x", "yes", "y", "true", "1"), ("nej", "n", "no", "false", "0", "-")
LANGUAGES = {"sv": "sv", "svenska": "sv", "swedish": "sv", "en": "en", "engelska": "en", "english": "en"}


def appointments_in_table(path: FilePath, grounds: Grounds) -> list[AppointmentFile]:
    """The appointments in a CSV file; BadFile names the row and the column of each mistake.

    An organisation and a function may be named as people say them, in either language.
    """
    rows = read_csv(path, columns_in(grounds.workflow))
    book = Book()
    known_names(book, grounds)
    known = {c: (s.sv, s.en, grounds.shorts.get(c, "")) for c, s in grounds.organisations.items()}
    words = words_in(grounds.workflow, known, book.names["subject"])
    found: list[AppointmentFile] = []
    try:
        nodes = [Node(plain(row, words, book, (row.row,)), (row.row,), book) for row in rows]
        found = appointments_from(nodes, grounds, frozenset())
        mistakes: Iterable[Mistake] = book.mistakes
    except Mistakes as enough:
        mistakes = enough.items
    by_number = {row.row: row for row in rows}
    if placed := [_placed(by_number, rows, m) for m in sorted(mistakes, key=_reading_order)]:
        raise BadFile(placed)
    return found


def words_in(
    workflow: Workflow, known: Mapping[str, tuple[str, ...]], subjects: Iterable[str]
) -> Mapping[str, Mapping[str, str]]:
    """What the words of a roster's cells stand for, by column; `known` are the names of whatever has a code."""
    return {
        "subject": names((c, *known[c]) for c in subjects),
        "organisation": names((c, *several) for c, several in known.items()),
        "function": names((f.name, f.title.sv, f.title.en) for f in workflow.functions.values()),
        "language": LANGUAGES,
    }


def columns_in(workflow: Workflow) -> Mapping[str, Column]:
    """The columns; that of what takes part, an organisation or not, may be headed by the programme's own word."""
    own_word = workflow.nouns.one
    if workflow.subject != ORGANISATION:
        home = replace(COLUMNS["organisation"], required=False)
        return {"subject": _headed(SUBJECT, own_word), **COLUMNS, "organisation": home}
    return {**COLUMNS, "organisation": _headed(COLUMNS["organisation"], own_word)}


def _headed(known: Column, one: Said) -> Column:
    taken = {word for c in COLUMNS.values() for word in (c.sv, c.en, *c.aliases)} - {known.sv, *known.aliases}
    if {one.sv.casefold(), one.en.casefold()} & taken:
        return known
    return replace(known, sv=one.sv, aliases=(*known.aliases, known.sv, one.en))


def plain(row: Row, words: Mapping[str, Mapping[str, str]], book: Book, path: Path) -> dict[str, object]:
    """What the row says, as the YAML form at `path` would; mistakes in its words are noted in the book."""
    said: dict[str, object] = {key: cell for key, cell in row.items() if cell}
    for key, known in words.items():
        if cell := row.get(key):
            said[key] = code(cell, known, Node(cell, (*path, key), book))
    if "subject" in said:
        said.setdefault("organisation", said["subject"])
    for key in FLAGS:
        if row[key]:
            said[key] = yes(Node(row[key], (*path, key), book))
    return said


def yes(node: Node) -> bool:
    """True for a word that says yes; noted when it says neither yes nor no."""
    cell = str(node.value)
    if cell.casefold() not in (*YES, *NO):
        node.wrong(
            Said(f"{quoted(cell)} är varken ja eller nej", f"{quoted(cell)} is neither yes nor no"),
            Said("skriv ja eller nej, eller lämna tomt", "write yes or no, or leave it empty"),
        )
    return cell.casefold() in YES


def code(cell: str, known: Mapping[str, str], node: Node) -> str:
    """What the word stands for; one that is nearly right is noted and read on as if it were."""
    found = known.get(cell.casefold())
    close = "" if found else did_you_mean(cell, known)
    if close:
        node.wrong(Said(f"{quoted(cell)} känns inte igen", f"{quoted(cell)} is not known"), meant(close))
    return found or known.get(close, cell)


def names(known: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Every word that means a code; a word that means two of them means neither."""
    found: dict[str, str] = {}
    codes: dict[str, str] = {}
    twice = set()
    for code, *words in known:
        codes[code.casefold()] = code
        for word in {w.casefold() for w in words if w}:
            twice |= {word} & found.keys()
            found[word] = code
    return {word: code for word, code in found.items() if word not in twice} | codes


def _reading_order(mistake: Mistake) -> tuple[int, int]:
    row, column = (*mistake.path, "", "")[:2]
    return int(row or MOST_ROWS), list(COLUMNS).index(str(column)) if column in COLUMNS else -1


def _placed(by_number: Mapping[int, Row], rows: list[Row], mistake: Mistake) -> Placed:
    row = by_number[int(mistake.path[0])] if mistake.path else rows[-1]
    column = str(mistake.path[1]) if len(mistake.path) > 1 else ""
    return row.wrong(column, mistake.what, mistake.suggestion)
