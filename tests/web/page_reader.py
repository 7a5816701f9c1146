"""Reads a page as a test needs it: its visible words, its links, and its forms with what stands in their fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class PageForm:
    """A form as a browser would send it. `buttons` by their words: the (name, value) that pressing one adds."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: dict[str, tuple[str, str] | None] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Seen:
    """A page that was read."""

    words: str
    title: str
    links: list[tuple[str, str]]
    """(words, address)"""
    forms: list[PageForm]

    def form(self, action: str) -> PageForm:
        """The form that goes to the address."""
        found = [f for f in self.forms if f.action == action]
        assert found, f"no form to {action}; there are {[f.action for f in self.forms]}"
        return found[0]


def read_page(html: str) -> Seen:
    """The page in that HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Seen(" ".join(" ".join(reader.words).split()), reader.title.strip(), reader.links, reader.forms)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.forms: list[PageForm] = []
        self.title = ""
        self._form: PageForm | None = None
        self._link: tuple[str, list[str]] | None = None
        self._button: tuple[list[str], tuple[str, str] | None] | None = None
        self._area: tuple[str, list[str]] | None = None
        self._select: tuple[str, list[tuple[str, bool]]] | None = None
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        present = {name for name, _ in attrs}
        match tag:
            case "form":
                self._form = PageForm(has.get("action", ""), has.get("method", "get"))
                self.forms.append(self._form)
            case "input" if self._form is not None and has.get("name"):
                kind = has.get("type", "text")
                if kind in ("radio", "checkbox"):
                    self._form.choices.setdefault(has["name"], []).append(has.get("value", "on"))
                if kind not in ("radio", "checkbox") or "checked" in present:
                    self._form.fields.append((has["name"], has.get("value", "")))
            case "textarea" if self._form is not None:
                self._area = (has["name"], [])
            case "select" if self._form is not None:
                self._select = (has["name"], [])
            case "option" if self._select is not None:
                self._select[1].append((has.get("value", ""), "selected" in present))
            case "button":
                self._button = ([], (has["name"], has.get("value", "")) if has.get("name") else None)
            case "a":
                self._link = (has.get("href", ""), [])
            case "title":
                self._in_title = True

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "form":
                self._form = None
            case "textarea" if self._area is not None and self._form is not None:
                self._form.fields.append((self._area[0], "".join(self._area[1]).removeprefix("\n")))
                self._area = None
            case "select" if self._select is not None and self._form is not None:
                name, options = self._select
                self._form.choices[name] = [value for value, _ in options]
                chosen = [value for value, on in options if on] or [value for value, _ in options][:1]
                self._form.fields += [(name, value) for value in chosen]
                self._select = None
            case "button" if self._button is not None:
                if self._form is not None:
                    self._form.buttons[" ".join("".join(self._button[0]).split())] = self._button[1]
                self._button = None
            case "a" if self._link is not None:
                self.links.append((" ".join("".join(self._link[1]).split()), self._link[0]))
                self._link = None
            case "title":
                self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
            return
        for open_piece in (self._link[1] if self._link else None, self._button[0] if self._button else None):
            if open_piece is not None:
                open_piece.append(data)
        if self._area is not None:
            self._area[1].append(data)
        self.words.append(data)
