"""Hostile words in everything that people write: every page shows them as words, and nothing in them acts."""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from html.parser import HTMLParser

import pytest

from jimflow.store.transaction import write
from tests.demo_site import Installation
from tests.web.conftest import ROUND
from tests.web.person import Person
from tests.web.test_access import SHOWN, answering

HOSTILE = "a evil=1 \"'><evil onerror=1>{{7*7}}{%x%}</textarea></title></script></style></svg><evil>\\"
WRITTEN = {
    "organisation": ("name_sv", "name_en", "short"),
    "person": ("name",),
    "account": ("name",),
    "installation": ("name",),
    "cluster": ("name_sv", "name_en"),
    "mail": ("subject", "last_reply"),
    "material": ("title_sv", "title_en"),
    "meeting": ("theme", "notes", "programme", "evaluation"),
    "meeting_session": ("place",),
    "participation": ("motive",),
    "membership": ("why",),
    "appointment": ("address", "assistant"),
}
"""Table → columns that hold what somebody typed."""
ADDRESS = re.compile(r"/(?!/)|[#?]|mailto:|https?://")
OURS = re.compile(r"/static/[a-z.0-9]+")


@pytest.fixture
def hostile(own_demo: Installation) -> Installation:
    """The demo with those words in every column that holds what somebody typed, and in rows that it has none of."""
    with write(own_demo.runtime.engine) as tx:
        for name, columns in WRITTEN.items():
            for column in columns:
                tx.raw.execute(f"update {name} set {column} = coalesce({column}, '') || ?", [HOSTILE])
        tx.raw.execute("update answer set value = ? where value like '\"%'", [json.dumps(HOSTILE)])
        (facts,) = tx.raw.execute("select facts from round").fetchone()
        tx.raw.execute("update round set facts = ?", [json.dumps(worse(json.loads(facts)))])
        now = "2021-10-01T08:00:00.000000+00:00"
        for (one,) in tx.raw.execute("select id from participation").fetchall():
            tx.raw.execute(
                "insert into note (participation, kind, text, written_at, written_by) values (?, 'call', ?, ?, ?)",
                [one, HOSTILE, now, HOSTILE],
            )
            tx.raw.execute(
                "insert into result (participation, step, text, goal, added_at, added_by) "
                "values (?, 'start', ?, ?, ?, ?)",
                [one, HOSTILE, HOSTILE, now, HOSTILE],
            )
        tx.raw.execute(
            "insert into mail_stop (round, since, reason, stopped_by) values (1, ?, ?, ?)", [now, HOSTILE, HOSTILE]
        )
        last = "select max(id) from intent group by template"
        tx.raw.execute(f"update intent set status = 'pending', mail = null where id in ({last})")
    return own_demo


def worse(facts: object) -> object:
    """The same with the words after every text but those that are names of things."""
    if isinstance(facts, dict):
        return {k: v if k in ("function", "organisation", "mailbox", "file") else worse(v) for k, v in facts.items()}
    if isinstance(facts, list):
        return [worse(one) for one in facts]
    return facts + HOSTILE if isinstance(facts, str) else facts


class Acting(HTMLParser):
    """What in a page would act, or came out of somebody's words as more than words."""

    def __init__(self, *, framed: bool) -> None:
        super().__init__()
        self.found: list[object] = []
        self._framed = framed

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag in ("evil", "object", "embed", "base", "applet") or any(n == "evil" or n.startswith("on") for n in has):
            self.found.append((tag, attrs))
        if tag in ("script", "link") and not OURS.match(has.get("src") or has.get("href") or ""):
            self.found.append((tag, attrs))
        if tag == "iframe" and has.get("sandbox") != "":
            self.found.append((tag, attrs))
        if not self._framed and (tag == "style" or "style" in has):
            self.found.append((tag, attrs))
        for name in ("href", "src", "action", "formaction"):
            if name in has and not ADDRESS.match(has[name] or ""):
                self.found.append((tag, attrs))


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_nothing_that_somebody_wrote_acts_on_any_page(hostile: Installation, lang: str) -> None:
    anna, ahead, seen, said = Person(hostile, "anna", lang), deque(["/"]), Counter[str](), 0
    while ahead:
        address = ahead.popleft()
        route = answering(SHOWN, address)
        if seen[route] == 2:
            continue
        seen[route] += 1
        answer = anna.client.get(address)
        assert answer.status_code == 200, address
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        framed = address.endswith("/html")
        reader = Acting(framed=framed)
        reader.feed(answer.text)
        assert reader.found == [], address
        if framed:
            assert answer.headers["content-security-policy"].endswith("frame-ancestors 'self'; sandbox")
        said += "{{7*7}}" in answer.text
        ahead += [
            a
            for a in re.findall(r'(?:href|src)="(/[^"]*)"', answer.text.replace("&amp;", "&"))
            if OURS.match(a) is None and not a.startswith("/my")
        ]
    assert said > 25
    assert seen["/rounds/{code}/outbox/waiting/{intent}/html"]


def test_a_file_that_is_fetched_bears_a_name_of_letters_and_digits_only(demo: Installation) -> None:
    anna = Person(demo)
    for address in (f"{ROUND}/figures/all.xlsx", f"{ROUND}/edit/{ROUND.rpartition('/')[2]}.xlsx"):
        said = anna.client.get(address).headers["content-disposition"]
        assert re.fullmatch(r'attachment; filename="[A-Za-z0-9._-]+"', said)
    for new in ('a"b', "a\r\nX: y", "../../x", "åäö", "a b"):
        answer = anna.client.get(f"{ROUND}/clone/workbook", params={"new": new})
        assert (answer.status_code, "content-disposition" in answer.headers) == (422, False)
