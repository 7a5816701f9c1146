"""A person goes from the rooms of those who take part too, and the name stands only where the plan says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from jimflow.actions.coming_in import begin_session
from jimflow.actions.dialogue import reply
from jimflow.actions.forwards import end_forward, forward
from jimflow.actions.joint_answers import save
from jimflow.actions.joint_comments import comment
from jimflow.actions.joint_hand_in import hand_in
from jimflow.actions.preferences import set_separate, stop
from jimflow.actions.substitutes import name_substitute
from jimflow.core.audit import INSTALLATION
from jimflow.store import tables as t
from tests.actions.erasing import NINA, all_joined, begun, erased, keeping, kept, left, plan
from tests.actions.going import SELF_ASSESSMENT, Going
from tests.actions.someone import someone, task_of
from tests.build import day


@pytest.fixture
def joined(engine: Engine, tmp_path: Path) -> Iterator[Going]:
    yield from all_joined(engine, tmp_path)


NORA = ("Nora Nyman", "nora@example.org")
TRAINED, PLAN = "trained", "in_plan"


def worked(round_: Going) -> None:
    """Nina has signed in, chosen, written with her colleagues, sent the task on, named a substitute and handed in."""
    begun(round_)
    nina, task = someone(round_, NINA), task_of(round_, "alfa", "self_assessment")
    begin_session(round_.runtime, nina.id)
    set_separate(round_.runtime, nina, separate=True)
    saved = save(round_.runtime, nina, task, {TRAINED: True}, {})
    save(round_.runtime, nina, task, {TRAINED: False}, saved.versions)
    comment(round_.runtime, nina, task, TRAINED, "Nina Ek undrar: stämmer det?")
    forward(round_.runtime, nina, task, *NORA, may_hand_in=False, words="Hälsar Nina Ek")
    colleague = someone(round_, NORA[1])
    comment(round_.runtime, colleague, task, TRAINED, "Ja, Nina Ek har rätt.")
    end_forward(round_.runtime, nina, task, 1)
    seat = round_.appointment("alfa", "coordinator")
    name_substitute(round_.runtime, nina, seat, *NORA, "signature", day("2021-01-21"), day("2021-01-29"))
    seen = dict(round_.rows(t.JointDraft, "field", "version", assignment=task))
    hand_in(round_.runtime, nina, task, SELF_ASSESSMENT, seen, anchored="Nina Ek och GD")
    reply(round_.runtime, nina, task, "Vi i Nina Eks grupp har svarat.")
    round_.tick("2021-01-22 08:00")


ALLOWED = {
    "answers": set(),
    "acted": set(),
    "mails": {"mail", "intent"},
    "shared_mails": {"mail", "intent"},
    "mails_to_others": {"mail", "intent"},
    "texts": {"handed_in", "remark", "answer", "waiver"},
    "own_room": {"room_comment", "joint_draft", "joint_draft_past", "forward"},
    "records": {"audit_payload"},
}
"""By what the plan says is kept, the tables in which the name may still stand."""


def standing_in(round_: Going) -> set[str]:
    """The tables in which the name or the address stands, in whatever column."""
    found = set()
    for name, rows in round_.everything().items():
        for row in rows:
            for value in row:
                text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                if any(word in text for word in ("Nina Ek", NINA)):
                    found.add(vars(t)[name].__tablename__)
    return found


def test_afterwards_the_name_stands_only_where_the_plan_said_that_it_is_kept(joined: Going) -> None:
    worked(joined)
    left(joined)
    before, look = standing_in(joined), plan(joined)
    assert before >= {"person", "appointment", "mail", "intent", "room_comment", "forward", "handed_in"}
    erased(joined)
    stays = standing_in(joined)
    assert stays <= set().union(*(ALLOWED[k.code] for k in look.kept))
    assert stays == {"mail", "intent", "room_comment", "handed_in", "remark"}
    assert {k.code: k.count for k in look.kept if k.code in ("texts", "own_room")} == {"texts": 2, "own_room": 1}


def test_ways_in_choices_and_words_to_colleagues_go_and_what_was_handed_in_stays(joined: Going) -> None:
    worked(joined)
    left(joined)
    ((number, pseudonym),) = joined.rows(t.Person, "id", "pseudonym", mail=NINA)
    receipts = joined.rows(t.HandedIn), joined.rows(t.Remark), joined.rows(t.Answer)
    gone = {g.code: g.count for g in plan(joined).goes}
    assert {code: gone[code] for code in ("choices", "ways_in", "comments", "words")} == {
        "choices": 1,
        "ways_in": 1,
        "comments": 1,
        "words": 1,
    }
    assert gone["past_drafts"] >= 1
    entry = erased(joined)
    for kind, column, value in (
        (t.PersonSession, "person", number),
        (t.Preference, "person", number),
        (t.JointDraftPast, "saved_by", pseudonym),
        (t.RoomComment, "written_by", pseudonym),
    ):
        assert joined.rows(kind, column, **{column: value}) == []
    assert joined.rows(t.Forward, "words", made_by=pseudonym) == [("",)]
    assert (joined.rows(t.HandedIn), joined.rows(t.Remark), joined.rows(t.Answer)) == receipts
    assert joined.trail(INSTALLATION)[entry - 1]["gone"] == gone
    assert plan(joined, str(number)).goes == ()


def test_a_colleague_who_holds_nothing_is_erased_and_what_was_sent_on_ends(joined: Going) -> None:
    begun(joined)
    nina, task = someone(joined, NINA), task_of(joined, "alfa", "self_assessment")
    forward(joined.runtime, nina, task, *NORA, may_hand_in=True)
    name_substitute(
        *(joined.runtime, nina, joined.appointment("alfa", "coordinator"), *NORA, "signature"),
        *(day("2021-01-21"), day("2021-02-26")),
    )
    joined.tick("2021-01-22 08:00")
    look = plan(joined, NORA[1])
    assert (look.holds, look.moving, kept(look)["mails"] >= 1) == ((), 0, True)
    assert {g.code: g.count for g in look.goes} == {"forwards": 1, "substitutes": 1}
    erased(joined, NORA[1])
    assert joined.rows(t.Person, "id", name=NORA[0]) == joined.rows(t.Person, "id", mail=NORA[1]) == []
    assert [None not in row for row in joined.rows(t.Forward, "ended_at")] == [True]
    assert [None not in row for row in joined.rows(t.Substitute, "ended_at")] == [True]


def test_mail_to_a_colleague_is_the_colleagues_and_not_the_holders(joined: Going) -> None:
    begun(joined)
    nina, task = someone(joined, NINA), task_of(joined, "alfa", "self_assessment")
    hers = set(plan(joined).intents)
    forward(joined.runtime, nina, task, *NORA, may_hand_in=True)
    joined.tick("2021-01-22 08:00")
    left(joined)
    keeping(joined, 1).clock.set("2021-03-01 09:00")
    nora = set(plan(joined, NORA[1]).mails)
    assert nora == {m for (m,) in joined.rows(t.Intent, "mail", address=NORA[1])}
    assert not nora & set(plan(joined).mails) and hers <= set(plan(joined).intents)


def test_somebody_who_had_said_no_to_mail_is_erased_with_the_choice(joined: Going) -> None:
    begun(joined)
    stop(joined.runtime, someone(joined, NINA), "Nina Ek orkar inte.")
    left(joined)
    erased(joined)
    assert joined.rows(t.Preference) == []
    assert "Nina Ek" not in str(list(joined.rows(t.Intent, "facts")))
