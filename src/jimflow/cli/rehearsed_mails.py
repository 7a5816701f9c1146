"""The mails of a rehearsal to be read: one person's in order on the screen, or everyone's on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.policy import default
from html import escape
from pathlib import Path

from jimflow.actions.errors import NotFound
from jimflow.core.mistakes import Said, did_you_mean
from jimflow.rehearsal.outcome import MailLine, Rehearsed

PAGE = "index.html"
_STYLE = (
    "body{font:16px/1.5 'Segoe UI',Arial,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;"
    "color-scheme:light dark}summary{cursor:pointer}pre{white-space:pre-wrap;font:inherit;margin:.5rem 0 1.5rem 1.2rem}"
    "h2{margin-top:2.5rem}"
)


def mail_lines(found: Rehearsed, wanted: str, lang: str) -> Iterator[str]:
    """Every mail to the address, in order: when, the subject, the text. Raises NotFound when nobody is meant."""
    who = _addresses(found, wanted)
    chosen = [(line, raw) for line, raw in zip(found.mails, found.texts, strict=True) if line.to in who]
    for number, (line, raw) in enumerate(chosen, start=1):
        head = f"{number}/{len(chosen)} · {line.at:%Y-%m-%d %H:%M} · {line.to}"
        yield from (head, Said("Ämne: ", "Subject: ").in_(lang) + line.subject, "", *_text(raw), "", "=" * 80)


def page(found: Rehearsed, lang: str) -> str:
    """All mails on one page that needs nothing else: by person, then in order of time."""
    title = Said(f"Mejlen i {found.title.sv}", f"The mails of {found.title.en}").in_(lang)
    people = sorted({line.to for line in found.mails})
    contents = "".join(f'<li><a href="#{escape(to)}">{escape(to)}</a></li>' for to in people)
    body = "".join(_person(found, to) for to in people)
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>"
        f"<p>{escape(_about(found).in_(lang))}</p><ul>{contents}</ul>{body}</body></html>\n"
    )


def write_page(found: Rehearsed, folder: Path, lang: str) -> None:
    """Puts the page into the folder of the mails."""
    (folder / PAGE).write_text(page(found, lang), encoding="utf-8")


def _about(found: Rehearsed) -> Said:
    n, example = len(found.mails), found.example_note if found.example else Said("", "")
    said = Said(f"{n} mejl. {found.people_title.sv}.", f"{n} mails. {found.people_title.en}.")
    return Said(f"{said.sv} {example.sv}".strip(), f"{said.en} {example.en}".strip())


def _person(found: Rehearsed, to: str) -> str:
    own = [(line, raw) for line, raw in zip(found.mails, found.texts, strict=True) if line.to == to]
    mails = "".join(
        f"<details><summary>{line.at:%Y-%m-%d %H:%M} · {escape(line.subject)}</summary>"
        f"<pre>{escape(chr(10).join(_text(raw)))}</pre></details>\n"
        for line, raw in own
    )
    return f'<h2 id="{escape(to)}">{escape(to)} ({len(own)})</h2>\n{mails}'


def _text(raw: bytes) -> Sequence[str]:
    message = message_from_bytes(raw, policy=default)
    body = message.get_body(("plain",))
    return (body.get_content() if body is not None else "").rstrip().splitlines()


def _addresses(found: Rehearsed, wanted: str) -> set[str]:
    """The addresses that are meant: the whole one, else all that begin with these words."""
    every = _known(found.mails)
    exact = {to for to in every if to.casefold() == wanted.casefold()}
    begun = exact or {to for to in every if to.casefold().startswith(wanted.casefold())}
    if begun:
        return begun
    close = did_you_mean(wanted, every)
    there = ", ".join(every[:10]) + (" …" if len(every) > 10 else "")
    raise NotFound(
        f"Ingen med adressen {wanted} får mejl. " + (f"Menade du {close}?" if close else f"Det får {there}."),
        f"Nobody with the address {wanted} gets mail. "
        + (f"Did you mean {close}?" if close else f"Those who do are {there}."),
    )


def _known(mails: Sequence[MailLine]) -> list[str]:
    return sorted({line.to for line in mails})
