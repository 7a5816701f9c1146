"""The dialogue inside a task: who may say what, who is told, and that nothing said is ever changed."""

from __future__ import annotations

import pytest

from jimflow.actions.assignments import send_back, submit
from jimflow.actions.dialogue import ask_for_completion, comment, mark_read, reply
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.forwards import forward
from jimflow.actions.guests import Guest
from jimflow.actions.preview import preview
from jimflow.actions.remarks import MOST
from jimflow.core.model import Actor
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from tests.actions.going import SELF_ASSESSMENT, Going, grown
from tests.actions.loaded import EVA
from tests.actions.someone import someone, task_of

TASK = "self_assessment"


@pytest.fixture
def handed_in(joined: Going) -> Going:
    """Alfa's coordinator has handed in the self-assessment."""
    who = someone(joined, "coordinator.alfa@example.org")
    submit(joined.runtime, joined.agencies["alfa"], TASK, SELF_ASSESSMENT, who.actor)
    return joined


def said(round_: Going) -> list[tuple[object, ...]]:
    return round_.rows(t.Remark, "kind", "text", "written_by", "by_host")


def told(round_: Going, when: str) -> dict[str, list[str]]:
    """Who is told of a turn of the dialogue, and of which."""
    found = {m.to: [i for i, _ in m.items if i.startswith("remark:")] for m in round_.tick(when)}
    return {to: items for to, items in found.items() if items}


def of_alfa(round_: Going) -> tuple[Runtime, int, str]:
    return round_.runtime, round_.agencies["alfa"], TASK


def test_what_was_handed_in_is_marked_as_read_and_nobody_gets_a_mail(handed_in: Going) -> None:
    version = handed_in.facts("alfa").version
    with grown(handed_in, alfa=1):
        number = mark_read(*of_alfa(handed_in), EVA)
    assert said(handed_in) == [("read", "", "eva", True)]
    entry = handed_in.trail("alfa")[-1]
    assert {k: entry[k] for k in ("kind", "of", "remark", "step", "assignment")} == {
        "kind": "remark",
        "of": "read",
        "remark": number,
        "step": "preparation",
        "assignment": TASK,
    }
    assert handed_in.facts("alfa").version == version
    assert told(handed_in, "2021-01-19 08:00") == {}


def test_it_is_read_once_and_again_when_it_has_been_handed_in_anew(handed_in: Going) -> None:
    handed_in.clock.set("2021-01-18 10:00")
    mark_read(*of_alfa(handed_in), EVA)
    before = handed_in.everything()
    with pytest.raises(NotAllowed, match="already"):
        mark_read(*of_alfa(handed_in), EVA)
    assert handed_in.everything() == before
    ask_for_completion(*of_alfa(handed_in), "Fråga 2 är tom.", EVA)
    with pytest.raises(NotAllowed, match="nothing has come in"):
        mark_read(*of_alfa(handed_in), EVA)
    handed_in.clock.set("2021-01-18 11:00")
    submit(*of_alfa(handed_in), {}, Actor("anna", "participant"))
    mark_read(*of_alfa(handed_in), EVA)
    assert [kind for kind, *_ in said(handed_in)] == ["read", "completion", "read"]


def test_a_comment_reaches_those_whose_part_it_is_the_next_morning(handed_in: Going) -> None:
    with grown(handed_in, alfa=1):
        comment(*of_alfa(handed_in), " Tack, det räcker så. ", EVA)
    assert said(handed_in) == [("comment", "Tack, det räcker så.", "eva", True)]
    assert "räcker" not in str(handed_in.trail("alfa"))
    letters = [m for m in handed_in.tick("2021-01-19 08:00") if any(i.startswith("remark:") for i, _ in m.items)]
    assert [m.to for m in letters] == ["coordinator.alfa@example.org"]
    assert "Tack, det räcker så." in letters[0].text
    assert not [facts for (facts,) in handed_in.rows(t.Intent, "facts") if "räcker" in facts]
    assert b"r=C3=A4cker" in preview(handed_in.runtime, "remark", handed_in.agencies["alfa"], "sv").raw


def test_everyone_whose_part_it_is_hears_of_it_once(joined: Going) -> None:
    joined.tick("2021-04-01 08:00")
    comment(joined.runtime, joined.agencies["alfa"], "describe_today", "Börja gärna nu.", EVA)
    item = ["remark:start:describe_today:1"]
    parts = ("coordinator", "finance", "planner")
    assert told(joined, "2021-04-06 08:00") == {f"{f}.alfa@example.org": item for f in parts}


def test_whoever_handed_in_is_told_although_the_part_is_another_function_s(joined: Going) -> None:
    stand_in = someone(joined, "finance.alfa@example.org")
    submit(*of_alfa(joined), SELF_ASSESSMENT, stand_in.actor)
    comment(*of_alfa(joined), "Tack!", EVA)
    assert sorted(told(joined, "2021-01-19 08:00")) == ["coordinator.alfa@example.org", "finance.alfa@example.org"]


def test_more_is_asked_for_with_the_reason_in_the_dialogue_whoever_sends_it_back(handed_in: Going) -> None:
    with grown(handed_in, alfa=1):
        send_back(handed_in.runtime, handed_in.agencies["alfa"], TASK, EVA, "Två frågor är tomma")
    assert said(handed_in) == [("completion", "Två frågor är tomma", "eva", True)]
    entry = handed_in.trail("alfa")[-1]
    assert (entry["kind"], entry["reason"], entry["remark"]) == ("sent_back", "Två frågor är tomma", 1)
    assert list(told(handed_in, "2021-01-19 08:00")) == ["coordinator.alfa@example.org"]


def test_a_reply_reaches_those_who_run_the_programme_and_not_whoever_wrote_it(handed_in: Going) -> None:
    who = someone(handed_in, "coordinator.alfa@example.org")
    with grown(handed_in, alfa=1):
        reply(handed_in.runtime, who, task_of(handed_in, "alfa", TASK), "Siffrorna kommer på fredag.")
    assert said(handed_in) == [("reply", "Siffrorna kommer på fredag.", who.pseudonym, False)]
    assert handed_in.trail("alfa")[-1]["actor"] == {"name": who.pseudonym, "role": "participant"}
    host = [a.address for a in handed_in.facts("alfa").appointments if a.function == "host"]
    assert list(told(handed_in, "2021-01-19 08:00")) == host


def test_who_acts_for_another_is_named_beside_that_other(handed_in: Going) -> None:
    other = someone(handed_in, "finance.alfa@example.org")
    who = someone(handed_in, "coordinator.alfa@example.org", acting=other)
    reply(handed_in.runtime, who, task_of(handed_in, "alfa", TASK), "Hej")
    entry = handed_in.trail("alfa")[-1]
    assert (entry["actor"]["name"], entry["behalf"]) == (other.pseudonym, who.pseudonym)


def test_a_colleague_whom_the_task_was_sent_on_to_hears_of_it_and_may_reply(joined: Going) -> None:
    task = task_of(joined, "alfa", TASK)
    holder = someone(joined, "coordinator.alfa@example.org")
    forward(joined.runtime, holder, task, "Kim Ek", "kim@alfa.example.org", may_hand_in=False)
    comment(*of_alfa(joined), "Ta gärna med siffror.", EVA)
    letters = {m.to: m for m in joined.tick("2021-01-19 08:00") if any(i.startswith("remark:") for i, _ in m.items)}
    assert sorted(letters) == ["coordinator.alfa@example.org", "kim@alfa.example.org"]
    assert f"för att {holder.name} har skickat uppgiften vidare till dig" in " ".join(
        letters["kim@alfa.example.org"].text.split()
    )
    kim = someone(joined, "kim@alfa.example.org")
    reply(joined.runtime, kim, task, "Det gör vi.")
    entry = joined.trail("alfa")[-1]
    assert (entry["actor"]["name"], entry["behalf"]) == (kim.pseudonym, holder.pseudonym)


def test_nobody_replies_in_a_task_that_is_not_theirs_or_by_a_link_alone(handed_in: Going) -> None:
    before = handed_in.everything()
    here, nowhere = task_of(handed_in, "alfa", TASK), 9999
    tries = [
        (someone(handed_in, "coordinator.beta@example.org"), here),
        (someone(handed_in, "coordinator.beta@example.org"), nowhere),
        (someone(handed_in, "coordinator.alfa@example.org", session=0), here),
    ]
    errors = []
    for who, task in tries:
        with pytest.raises(NotFound) as refused:
            reply(handed_in.runtime, who, task, "Hej")
        errors.append(refused.value.said)
    assert errors[0] == errors[1] == errors[2]
    assert handed_in.everything() == before


@pytest.mark.parametrize("text", [" \n", "x" * (MOST + 1)])
def test_a_turn_has_words_and_not_too_many(handed_in: Going, text: str) -> None:
    before = handed_in.everything()
    who: Guest = someone(handed_in, "coordinator.alfa@example.org")
    for act in (
        lambda: comment(*of_alfa(handed_in), text, EVA),
        lambda: ask_for_completion(*of_alfa(handed_in), text, EVA),
        lambda: reply(handed_in.runtime, who, task_of(handed_in, "alfa", TASK), text),
    ):
        with pytest.raises(BadInput):
            act()
    assert handed_in.everything() == before
