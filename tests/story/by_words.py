"""A browser without scripts for somebody who knows no addresses: links, fields and buttons are found by their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from fastapi import FastAPI
from starlette.testclient import TestClient

Attrs = list[tuple[str, str | None]]


@dataclass
class Field:
    """A field as it stands on the page. `choices`: (value, words) of a list, of radio buttons or of ticks."""

    name: str
    kind: str
    form: int
    label: str = ""
    values: list[str] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """True where nothing stands in it."""
        return not any(self.values)


@dataclass
class Button:
    """What can be pressed; `name` and `value` go along, `action` is the form's unless it has one of its own."""

    form: int
    name: str
    value: str
    action: str
    words: str = ""


@dataclass
class Seen:
    """A page as it was read. A form is told by its number: (action, method)."""

    words: str = ""
    title: str = ""
    lang: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    forms: list[tuple[str, str]] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)

    def link(self, words: str) -> str | None:
        """Where the first link with those words in it leads; None where there is none."""
        return next((address for said, address in self.links if words in said), None)

    def button(self, words: str) -> Button | None:
        """The first button that begins with those words; None where there is none."""
        return next(iter(self.buttons_called(words)), None)

    def buttons_called(self, words: str) -> list[Button]:
        """Every button that begins with those words."""
        return [b for b in self.buttons if b.words.startswith(words)]

    def asked(self, button: Button) -> list[Field]:
        """The fields that a person sees in the form of that button."""
        return [f for f in self.fields if f.form == button.form and f.kind != "hidden"]


@dataclass
class Browser:
    """One person's, with cookies of her own."""

    app: FastAPI
    base: str
    page: Seen = field(default_factory=Seen)
    status: int = 0
    place: str = ""

    def __post_init__(self) -> None:
        self.client = TestClient(self.app, base_url=self.base, follow_redirects=True)

    @property
    def cookies(self) -> dict[str, str]:
        """The secrets that the pages have left here."""
        return {c.name: c.value or "" for c in self.client.cookies.jar}

    def open(self, address: str, status: int = 200) -> Seen:
        """Goes to an address, as one that stands in a mail."""
        return self._took(self.client.get(address), status)

    def follow(self, words: str, status: int = 200) -> Seen:
        """Follows the link with those words."""
        address = self.page.link(words)
        assert address is not None, f"no link «{words}»; there are {[said for said, _ in self.page.links]}"
        return self.open(address, status)

    def press(self, words: str, typed: Mapping[str, str] | None = None, *, status: int = 200, which: int = 0) -> Seen:
        """Presses the button that begins with those words, with `typed` in its form, by the beginnings of the labels.

        `which` of several such buttons. In a list or beside radio buttons the words of the choice are typed.
        """
        there = self.page.buttons_called(words)
        assert there, f"no button «{words}» on {self.place}; there are {[b.words for b in self.page.buttons]}"
        button = there[which]
        for label, value in (typed or {}).items():
            one = next((f for f in self.page.asked(button) if f.label.startswith(label)), None)
            assert one is not None, f"no field «{label}»; there are {[f.label for f in self.page.asked(button)]}"
            one.values = [next(v for v, said in one.choices if value in said)] if one.choices else [value]
        sent: dict[str, list[str]] = {}
        for one in self.page.fields:
            if one.form == button.form and one.name:
                sent.setdefault(one.name, []).extend(one.values)
        if button.name:
            sent.setdefault(button.name, []).append(button.value)
        action, method = self.page.forms[button.form]
        assert method == "post", f"«{words}» only looks something up"
        # As a browser says it, which the pages hold against where they are.
        told = {"Origin": self.base, "Sec-Fetch-Site": "same-origin"}
        return self._took(self.client.post(button.action or action, data=sent, headers=told), status)

    def _took(self, answer: object, status: int) -> Seen:
        self.status = answer.status_code  # type: ignore[attr-defined]
        self.place = answer.url.raw_path.decode()  # type: ignore[attr-defined]
        self.page = read(answer.text)  # type: ignore[attr-defined]
        assert self.status == status, f"{self.place}: {self.status}: {self.page.words[:1500]}"
        return self.page


def read(html: str) -> Seen:
    """The page in that HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.done()


class _Reader(HTMLParser):
    """Gathers words for whatever is open: a link, a button, a label, a legend, an option."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = Seen()
        self._words: list[str] = []
        self._form: int | None = None
        self._by_id: dict[str, int] = {}
        self._late: list[tuple[Field | Button, str]] = []
        self._open: list[tuple[str, list[str], object]] = []
        self._labels: dict[str, str] = {}
        self._ids: list[tuple[str, Field]] = []
        self._legend = ""

    def handle_starttag(self, tag: str, attrs: Attrs) -> None:
        has = {name: value or "" for name, value in attrs}
        match tag:
            case "html":
                self.seen.lang = has.get("lang", "")
            case "form":
                self._form = len(self.seen.forms)
                self._by_id[has.get("id", "")] = self._form
                self.seen.forms.append((has.get("action", ""), has.get("method", "get").lower()))
            case "input":
                self._input(has)
            case "textarea" | "select":
                self._field(Field(has.get("name", ""), tag, -1), has)
                self._open.append((tag, [], self.seen.fields[-1]))
            case "option":
                self._open.append((tag, [], (has.get("value", ""), "selected" in has)))
            case "button":
                made = Button(-1, has.get("name", ""), has.get("value", ""), has.get("formaction", ""))
                self._belongs(made, has)
                self.seen.buttons.append(made)
                self._open.append((tag, [], made))
            case "a" | "label" | "legend" | "title":
                self._open.append((tag, [], has.get("href" if tag == "a" else "for", "")))

    def _input(self, has: dict[str, str]) -> None:
        kind, value, on = has.get("type", "text"), has.get("value", ""), "checked" in has
        if kind not in ("radio", "checkbox"):
            self._field(Field(has.get("name", ""), kind, -1, values=[value]), has)
            return
        value = value or "on" if "value" not in has else value
        group = next((f for f in self.seen.fields if (f.name, f.kind) == (has["name"], kind)), None)
        if group is None:
            group = Field(has["name"], kind, -1, self._legend)
            self._field(group, has)
        group.choices.append((value, ""))
        group.values += [value] if on else []
        self._open.append(("choice", [], group))

    def _field(self, made: Field, has: dict[str, str]) -> None:
        self._belongs(made, has)
        self.seen.fields.append(made)
        if has.get("id"):
            self._ids.append((has["id"], made))

    def _belongs(self, made: Field | Button, has: dict[str, str]) -> None:
        if "form" in has:
            self._late.append((made, has["form"]))
        else:
            made.form = self._form if self._form is not None else -1

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "fieldset":
            self._legend = ""
        elif tag == "label":
            self._close_label()
        elif self._open and self._open[-1][0] == tag:
            self._close(tag)

    def _close_label(self) -> None:
        """The words of a label stand after the field that it is around, or are of the field that it names."""
        said = ""
        while self._open:
            kind, words, about = self._open.pop()
            said = " ".join(" ".join((*words, said)).split())
            if kind == "choice" and isinstance(about, Field):
                about.choices[-1] = (about.choices[-1][0], said)
            if kind == "label":
                self._labels[str(about)] = said
                return

    def _close(self, tag: str) -> None:
        _, words, about = self._open.pop()
        said = " ".join("".join(words).split())
        if isinstance(about, Button):
            about.words = said
        elif tag == "textarea" and isinstance(about, Field):
            about.values = ["".join(words).removeprefix("\n")]
        elif tag == "option":
            value, chosen = about  # type: ignore[misc]
            list_ = next(what for _, _, what in reversed(self._open) if isinstance(what, Field))
            list_.choices.append((value, said))
            if chosen or len(list_.choices) == 1:
                list_.values = [value]
        elif tag == "a":
            self.seen.links.append((said, str(about)))
        elif tag == "legend":
            self._legend = said
        elif tag == "title":
            self.seen.title = said

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1][1].append(data)
        if not self._open or self._open[-1][0] not in ("title", "textarea"):
            self._words.append(data)

    def done(self) -> Seen:
        self.seen.words = " ".join(" ".join(self._words).split())
        for made, form in self._late:
            made.form = self._by_id.get(form, -1)
        for name, made in self._ids:
            made.label = made.label or self._labels.get(name, "")
        return self.seen
