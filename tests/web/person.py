"""Somebody at a browser without scripts: sees pages, fills in their forms, presses their buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.testclient import TestClient

from jimflow.web.cookies import called
from tests.demo_site import Installation
from tests.web.page_reader import Seen, read_page

Typed = Mapping[str, str | Sequence[str]]


class Person:
    """One browser. `login` is signed in already; None: nobody is."""

    def __init__(self, made: Installation, login: str | None = "anna", lang: str = "sv") -> None:
        self.made = made
        self.client = TestClient(made.app, follow_redirects=True, raise_server_exceptions=False)
        if login is not None:
            self.client.cookies.set(called("session", secure=False), made.session(login))
        self.client.cookies.set(called("lang", secure=False), lang)
        self.path, self.status = "", 0
        self.page: Seen = read_page("")
        self.html = ""

    def see(self, path: str, status: int = 200) -> Seen:
        """Opens a page, which must answer `status`."""
        return self._took(self.client.get(path), status)

    def press(
        self,
        action: str,
        typed: Typed | None = None,
        *,
        button: str | None = None,
        status: int = 200,
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> Seen:
        """Sends the form of the page at hand that goes to `action`, with `typed` in its fields; the page it led to.

        `button` names which button, where there are several.
        """
        form = self.page.form(action)
        changed = typed or {}
        unknown = set(changed) - {name for name, _ in form.fields} - set(form.choices) - set(files or {})
        assert not unknown, f"no fields {unknown} in the form; there are {sorted({n for n, _ in form.fields})}"
        sent: dict[str, list[str]] = {}
        for name, value in form.fields:
            if name not in changed:
                sent.setdefault(name, []).append(value)
        for name, value in changed.items():
            sent[name] = [value] if isinstance(value, str) else list(value)
        pressed = form.buttons[button] if button is not None else next(iter(form.buttons.values()), None)
        if pressed is not None:
            sent.setdefault(pressed[0], []).append(pressed[1])
        if form.method.lower() == "get":
            return self._took(self.client.get(action, params=sent), status)
        return self._took(self.client.post(action, data=sent, files=files), status)

    def confirm(self, status: int = 200) -> Seen:
        """Presses yes on the page that shows what a change would do."""
        form = next(f for f in self.page.forms if ("_step", "confirm") in f.buttons.values())
        button = next(words for words, sent in form.buttons.items() if sent == ("_step", "confirm"))
        return self.press(form.action, button=button, status=status)

    def _took(self, answer: object, status: int) -> Seen:
        response = answer
        self.status = response.status_code  # type: ignore[attr-defined]
        self.path = response.url.raw_path.decode()  # type: ignore[attr-defined]
        self.html = response.text  # type: ignore[attr-defined]
        self.page = read_page(self.html)
        assert self.status == status, f"{self.path}: {self.status}: {self.page.words[:2000]}"
        return self.page
