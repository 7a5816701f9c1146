"""The shape all mails share: a subject that fits, a greeting, the sections, how to answer, who signs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from jimflow.mail.assignments import TEMPLATES as ASSIGNMENTS
from jimflow.mail.assignments import materials_of
from jimflow.mail.mime import LINK, SLOT
from jimflow.mail.own_words import additions, as_html, own_of
from jimflow.mail.reader import CODE, Reader, Values, plain, text
from jimflow.mail.sections import Section
from jimflow.mail.sign_in import TEMPLATE as A_CODE
from jimflow.mail.templates import Templates
from jimflow.mail.voice import Item
from jimflow.texts.amounts import number
from jimflow.texts.fill import capital
from jimflow.texts.names import meeting_name, title_within

LONGEST = 78
"""Characters of a subject; mail programs show little more."""

LONGEST_NAME = 46
"""Of these, for the name of what the mail is about: the rest still tells what is asked."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """For whom, and from which templates, a mail is written."""

    reader: Reader
    templates: Templates


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a mail."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One section in words: its heading and its two bodies."""

    heading: str
    text: str
    html: str


def digest(head: Letterhead, sections: Sequence[Section]) -> Written:
    """A mail of one or several sections. With one, or with a morning overview, the subject is that section's."""
    values = [section.values(head.reader) for section in sections]
    if len(sections) == 1:
        return single(head, sections[0], values[0])
    pieces = [_piece(head, s, v, level=3) for s, v in zip(sections, values, strict=True)]
    if sections[0].template == "morning":
        subject = _subject(head, sections[0], values[0])
    else:
        subject = _several_subject(head, sections)
    return _written(head, subject, "", sections, pieces)


def single(head: Letterhead, section: Section, values: Values) -> Written:
    """A mail of one section, under that section's own subject."""
    piece = _piece(head, section, values, level=2)
    return _written(head, _subject(head, section, values), piece.heading, [section], [piece])


def own_piece(head: Letterhead, section: Section, values: Values) -> tuple[str, str]:
    """The subject and the text of one section alone, as somebody may write them anew."""
    return _subject(head, section, values), _piece(head, section, {**values, "link": ""}, level=2).text


def _piece(head: Letterhead, section: Section, values: Values, level: int) -> Piece:
    from markupsafe import Markup

    render, lang = head.templates.render, head.reader.lang
    values = {**values, "level": level, "tail": ""}
    written = own_of(section.items)
    if written is None:
        heading = _heading(head, section, values, level)
        said = render(section.template, "body.txt", lang, values).strip()
        html = Markup(render(section.template, "body.html", lang, values))  # escaped by the template
    else:
        heading, said, html = written.subject, written.text, as_html(written.text)
        if values["link"]:  # somebody's own words have no room for it
            said = f"{said}\n\n{render('', 'door.txt', lang, values).strip()}"
            html += Markup("\n" + render("", "door.html", lang, values))  # escaped by the template
    if added := additions(section.items, lang):
        said, html = f"{added}\n\n{said}", as_html(added) + Markup("\n") + html
    return Piece(heading, said, html)


def _heading(head: Letterhead, section: Section, values: Values, level: int) -> str:
    """The subject within the mail: with its place, where there are several, and with what it is about."""
    bare = _line(head, section, values, "")
    about = _unnamed(section, values, bare)
    if not about:
        return _line(head, section, values, _tails(values)[1] if level > 2 else "")
    return bare + _tails(values, about)[1 if level > 2 else 2]


def _subject(head: Letterhead, section: Section, values: Values) -> str:
    """The template's subject with as much of its tail, (JiM+, träff 2), as there is room for.

    What it is about, where that is no organisation, is never left out: two mails may differ in nothing else.
    """
    if (written := own_of(section.items)) is not None:
        return _cut(_one_line(written.subject))
    bare = _line(head, section, values, "")
    about = _cut(_one_line(str(values["about_short"])), LONGEST_NAME) if _unnamed(section, values, bare) else ""
    subject = ""
    for tail in _tails(values, about):
        if about and str(values["programme"]) in tail and str(values["programme"]) in bare:
            continue
        subject = f"{bare}{tail}" if about else _line(head, section, values, tail)
        if len(subject) <= LONGEST:
            return subject
    return f"{_cut(bare, LONGEST - len(about) - 3)} ({about})" if about else _cut(subject)


def _line(head: Letterhead, section: Section, values: Values, tail: str) -> str:
    written = head.templates.render(section.template, "subject.txt", head.reader.lang, {**values, "tail": tail})
    return _one_line(written)


def _unnamed(section: Section, values: Values, subject: str) -> str:
    """The name of what takes part, where that is no organisation and the subject does not name it already."""
    about = _one_line(str(values.get("about", ""))) if section.of_one else ""
    return about if about not in subject else ""


def _tails(values: Values, about: str = "") -> tuple[str, str, str]:
    """What places a subject in the programme; a meeting that is called by its title is not named over again."""
    programme, place = values["programme"], values["place_in_programme"]
    if place == title_within(str(values.get("title", ""))):
        place = ""
    if about:
        placed = f"{about}, {place}" if place else about
        return f" ({programme}, {placed})", f" ({placed})", f" ({about})"
    return (f" ({programme}, {place})", f" ({place})", "") if place else (f" ({programme})", "", "")


def _several_subject(head: Letterhead, sections: Sequence[Section]) -> str:
    reader = head.reader
    first = min((s.due for s in sections if s.due), default="")
    due = reader.day_of(first)
    programme, about = reader.workflow.title.in_(reader.lang), _cut(_about(sections, reader.briefly), LONGEST_NAME)
    values = {
        "programme": f"{programme} ({about})" if about else programme,
        "count": len(sections),
        "due_short": reader.short_day(first),
        "passed": due is not None and due < reader.today,
    }
    return _cut(_one_line(head.templates.render("", "subject.txt", reader.lang, values)))


def _written(
    head: Letterhead, subject: str, heading: str, sections: Sequence[Section], pieces: Sequence[Piece]
) -> Written:
    reader, voice, lang = head.reader, head.reader.voice, head.reader.lang
    items = [item for section in sections for item in section.items]
    functions = [reader.workflow.functions.get(item.function) for item in items]
    values: Values = {
        "lang": lang,
        "subject": subject,
        "heading": heading,
        "count": number(len(pieces), lang),
        "several": len(pieces) > 1,
        "programme": reader.workflow.title.in_(lang),
        "round": voice.title.in_(lang),
        "host": voice.host.in_(lang),
        "sender": reader.sender(),
        "signature": voice.sender.in_(lang),
        "mailbox": voice.mailbox,
        "site": "" if any(s.template == A_CODE for s in sections) else voice.site,  # a code to sign in leads nowhere
        "case_number": voice.case_number,
        "public_records": voice.public_records,
        "place": " · ".join(part for part in (_place(reader, items), _about(sections, reader.about)) if part),
        "example": voice.example,
        "example_note": voice.example_note.in_(lang),
        "asks": any(s.template in ASSIGNMENTS for s in sections),
        "pages": any(LINK in piece.text for piece in pieces),
        "coded": any(CODE in piece.text for piece in pieces),
        "slots": any(SLOT.search(piece.text) for piece in pieces),
        "materials": materials_of(reader, items),
        "to_host": all(f is not None and f.belongs_to == "host" for f in functions),
        "pieces": pieces,
    }
    render = head.templates.render
    return Written(subject, render("", "layout.txt", lang, values), render("", "layout.html", lang, values))


def _place(reader: Reader, items: Sequence[Item]) -> str:
    """Where in the programme the whole mail belongs, "" when it is in several places."""
    steps = {text(item.facts, "step") for item in items}
    if len(steps) > 1 or "" in steps:
        return ""
    return capital(meeting_name(reader.workflow, steps.pop(), reader.lang))


def _about(sections: Sequence[Section], called: Callable[[Mapping[str, object]], str]) -> str:
    """What the whole mail is about, where that is no organisation; "" when it is about several."""
    named = {called(item.facts) if s.of_one and not item.workflow else "" for s in sections for item in s.items}
    return named.pop() if len(named) == 1 else ""


def _one_line(written: str) -> str:
    return " ".join(plain(written).split())


def _cut(subject: str, longest: int = LONGEST) -> str:
    if len(subject) <= longest:
        return subject
    kept = subject[: longest - 1]
    return kept[: kept.rfind(" ")].rstrip(" ,:–") + "…" if " " in kept else kept + "…"
