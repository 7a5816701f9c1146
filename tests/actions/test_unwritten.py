"""A mail text that cannot be used keeps back the mails that need it, and those alone, until it is mended."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from jimflow.actions.unwritten import write_again
from jimflow.mail.templates import Templates
from jimflow.runtime import notifications_folder
from jimflow.store import tables as t
from jimflow.store.engine import open_engine
from jimflow.store.migrate import create_fresh
from jimflow.store.queries.mail import unwritten
from jimflow.store.transaction import read
from tests.actions.going import Going, Letter, going, join, local, names_in_the_trail
from tests.build import at

HOST = "ada@example.org"
COORDINATORS = {"coordinator.alfa@example.org", "coordinator.beta@example.org", "coordinator.gamma@example.org"}
OPENING = "open/body.txt.sv"


@pytest.fixture
def own(engine: Engine, tmp_path: Path) -> Iterator[Going]:
    """An installation with mail texts of its own, all agencies in preparation."""
    found = going(engine, tmp_path)
    texts = tmp_path / "notifications"
    shutil.copytree(notifications_folder(found.runtime.settings), texts)
    runtime = replace(found.runtime, templates=Templates(texts))
    yield join(replace(found, here=replace(found.here, runtime=runtime)))
    assert found.here.verified().ok
    assert names_in_the_trail(found) == []


@pytest.fixture
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Letter]]:
    """What leaves that morning where every text can be used."""
    engine = open_engine(":memory:")
    create_fresh(engine)
    yield join(going(engine, tmp_path_factory.mktemp("whole"))).tick("2021-01-19 08:00")
    engine.dispose()


def written(going: Going, part: str, text: str) -> str:
    """Writes a mail text anew; what stood there."""
    path = going.runtime.templates.folder / part
    before = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    return before


def stuck(going: Going) -> dict[str, set[tuple[str, int]]]:
    """What could not be written, as (local time of the next try, tries), by address."""
    found: dict[str, set[tuple[str, int]]] = {}
    with read(going.runtime.engine) as tx:
        rows = unwritten(tx)
    for row in rows:
        (send_at,) = going.rows(t.Intent, "send_at", id=row.intent)[0]
        found.setdefault(row.address, set()).add((local(send_at), row.tries))
    return found


def sent(letters: list[Letter]) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    return sorted((m.to, m.items) for m in letters)


def test_a_bad_text_holds_back_the_mails_that_need_it_and_the_others_go_in_the_same_beat(
    whole: list[Letter], own: Going
) -> None:
    written(own, OPENING, "{{ missing }}")
    left = own.tick("2021-01-19 08:00")
    assert sent(left) == sent([m for m in whole if not any(i.startswith("open:") for i, _ in m.items)]) != []
    assert stuck(own) == {address: {("2021-01-19 08:01", 1)} for address in COORDINATORS}


def test_the_reason_names_the_file_in_both_languages(own: Going) -> None:
    written(own, OPENING, "{{ missing }}")
    own.tick("2021-01-19 08:00")
    path = own.runtime.templates.folder / OPENING
    with read(own.runtime.engine) as tx:
        reasons = {(row.sv, row.en) for row in unwritten(tx)}
    assert reasons == {
        (
            f"Mejlmallen {path} går inte att använda: 'missing' is undefined. Rätta filen.",
            f"The mail template {path} cannot be used: 'missing' is undefined. Correct the file.",
        )
    }


def test_each_try_waits_twice_as_long_as_the_one_before_and_an_hour_at_most(own: Going) -> None:
    written(own, OPENING, "{{ missing }}")
    moment, seen = at("2021-01-19 08:00"), []
    for _ in range(9):
        assert own.tick(local(moment)) == [] or not seen
        ((when, tries),) = stuck(own)["coordinator.alfa@example.org"]
        seen.append((tries, round((at(when) - moment) / timedelta(minutes=1))))
        moment = at(when)
    assert seen == [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 32), (7, 60), (8, 60), (9, 60)]


def test_what_could_not_be_written_is_not_tried_before_its_time(own: Going) -> None:
    written(own, OPENING, "{{ missing }}")
    own.tick("2021-01-19 08:00")
    before = own.everything()
    own.clock.set("2021-01-19 08:00")
    assert own.tick("2021-01-19 08:00") == []
    assert own.everything() == before


def test_when_the_text_is_mended_the_mail_goes_by_itself_whole_and_once(whole: list[Letter], own: Going) -> None:
    before = written(own, OPENING, "{{ missing }}")
    first = own.tick("2021-01-19 08:00")
    written(own, OPENING, before)
    assert own.tick("2021-01-19 08:00") == []
    then = own.tick("2021-01-19 08:01")
    assert sent(first + then) == sent(whole)
    assert stuck(own) == {}
    assert own.tick("2021-01-19 09:00") == []


def test_whoever_has_mended_the_text_need_not_wait(own: Going) -> None:
    before = written(own, OPENING, "{{ missing }}")
    for moment in ("08:00", "08:01", "08:03", "08:07", "08:15", "08:31", "09:03"):
        own.tick(f"2021-01-19 {moment}")
    assert set(stuck(own)["coordinator.alfa@example.org"]) == {("2021-01-19 10:03", 7)}
    written(own, OPENING, before)
    assert write_again(own.runtime) == sum(len(m.items) for m in own.tick("2021-01-19 09:04")) == 3
    assert write_again(own.runtime) == 0


def test_a_text_that_is_mended_at_night_gives_its_mail_the_next_morning(own: Going) -> None:
    before = written(own, OPENING, "{{ missing }}")
    own.tick("2021-01-19 08:00")
    written(own, OPENING, before)
    assert own.tick("2021-01-19 23:00") == []
    assert {m.to for m in own.tick("2021-01-20 08:00")} >= COORDINATORS


@pytest.mark.parametrize(
    "text", ["{% if %}", "{{ 1 / 0 }}", "{{ due + 1 }}", "{% include 'nowhere' %}", "{{ due.x.y }}"]
)
def test_whatever_is_wrong_with_a_text_the_other_mails_go(own: Going, text: str) -> None:
    written(own, OPENING, text)
    assert own.tick("2021-01-19 08:00") != []
    assert set(stuck(own)) == COORDINATORS


def test_a_file_that_is_no_utf_8_holds_back_its_mails_alone(own: Going) -> None:
    (own.runtime.templates.folder / OPENING).write_bytes("Ni är välkomna".encode("latin-1"))
    assert own.tick("2021-01-19 08:00") != []
    assert set(stuck(own)) == COORDINATORS


def test_where_the_layout_is_bad_nothing_goes_and_nothing_is_lost(whole: list[Letter], own: Going) -> None:
    before = written(own, "layout.txt.sv", "{{ missing }}")
    assert own.tick("2021-01-19 08:00") == []
    written(own, "layout.txt.sv", before)
    assert sent(own.tick("2021-01-19 08:01")) == sent(whole)


def test_what_is_withdrawn_meanwhile_is_written_no_more(own: Going) -> None:
    before = written(own, OPENING, "{{ missing }}")
    own.tick("2021-01-19 08:00")
    assert own.do("alfa", "withdraw", reason="Regeringen har beslutat det.").ok
    left = COORDINATORS - {"coordinator.alfa@example.org"}
    assert set(stuck(own)) == left
    written(own, OPENING, before)
    assert {m.to for m in own.tick("2021-01-19 08:01")} & COORDINATORS == left


def test_the_hosts_next_morning_tells_which_mails_wait_and_why(own: Going) -> None:
    written(own, OPENING, "{{ missing }}")
    own.tick("2021-01-19 08:00")
    own.tick("2021-01-20 07:59")
    (morning,) = [m for m in own.tick("2021-01-20 08:00") if m.to == HOST]
    assert morning.items == (("morning", "host"),)
    said = " ".join(morning.text.replace("\n", " ").split())
    path = own.runtime.templates.folder / OPENING
    assert f"- Till 3 mottagare: Mejlmallen {path} går inte att använda: 'missing' is undefined. Rätta filen." in said
    facts = json.loads(own.rows(t.Intent, "facts", item="morning")[0][0])
    assert [row["count"] for row in facts["unwritten"]] == [3]
