"""The difference between two snapshots: notes as mails, times that move, work, states and waivers."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from jimflow.core.impact import Due, Impact, Moved, Note, Snapshot, Whom, Work, WorkChange, impact, paired
from tests.build import STOCKHOLM, at

ALFA, BETA = ("participation", 1), ("participation", 2)
WHOM = {ALFA: Whom(("Alfa", "Alfa"), "x"), BETA: Whom(("Beta", "Beta"), "x"), ("round", 1): Whom(("r", "r"), "x")}


def note(item: str = "open:start:a", address: str = "ada@example.org", when: str = "2021-04-14 08:00") -> Note:
    return Note(item.partition(":")[0], item, "digest", 1, 1, "planner", address, "Ada", "{}", at(when), held=False)


def difference(before: Snapshot, after: Snapshot, due: dict[int, Due] | None = None) -> Impact:
    return impact(
        replace(before, whom=WHOM), replace(after, whom=WHOM), due or {}, ("moved",), ZoneInfo("Europe/Stockholm")
    )


def said(before: dict[int, Note], after: dict[int, Note]) -> Impact:
    return difference(Snapshot(notes=before), Snapshot(notes=after))


def remind(when: str, of: tuple[str, int] = ALFA, rule: str = "remind:start:a:0", to: str = "planner") -> Due:
    return Due(of, rule, to, at(when))


def test_what_one_person_is_told_on_one_day_is_one_mail() -> None:
    first, second = note(), note("remind:start:b")._replace(participation=2)
    (mail,) = said({}, {1: first, 2: second}).mails
    assert (mail.notes, mail.alone, mail.also) == ((first, second), False, False)


def test_another_address_another_local_day_or_another_round_is_another_mail() -> None:
    late, early = note(when="2021-04-13 23:30"), note(when="2021-04-14 00:30")  # the same day in UTC
    after = {1: note(), 2: note(address="bo@example.org"), 3: late, 4: note()._replace(round=2), 5: early}
    assert [len(m.notes) for m in said({}, after).mails] == [1, 2, 1, 1]
    assert STOCKHOLM.key == "Europe/Stockholm"


def test_a_calendar_mail_and_one_that_goes_at_once_go_by_themselves() -> None:
    after = {1: note(), 2: note("moved:start"), 3: note()._replace(mail_class="immediate")}
    found = said({}, after)
    assert [m.alone for m in found.mails] == [False, True, True]
    assert found.entries("moved") == (after[2],)


def test_what_is_added_to_a_mail_that_goes_anyway_is_told_apart() -> None:
    (mail,) = said({1: note()}, {1: note(), 2: note("remind:start:b")}).mails
    assert mail.also and mail.notes == (note("remind:start:b"),)


def test_what_is_taken_back_is_not_sent_and_a_mail_that_has_more_to_say_still_goes() -> None:
    found = said({1: note(), 2: note("remind:start:b"), 3: note(address="bo@example.org")}, {2: note("remind:start:b")})
    assert [(m.first.address, m.also) for m in found.unsent] == [("ada@example.org", True), ("bo@example.org", False)]
    assert found.mails == ()


def test_a_note_that_waits_under_its_number_with_another_day_is_taken_back_and_said() -> None:
    found = said({1: note()}, {1: note(when="2021-04-15 08:00")})
    assert ([m.first.send_at for m in found.unsent], [m.first.send_at for m in found.mails]) == (
        [at("2021-04-14 08:00")],
        [at("2021-04-15 08:00")],
    )


def test_the_same_rule_to_the_same_function_moves_and_all_else_comes_or_goes() -> None:
    gone = [remind("2021-04-07 08:00"), remind("2021-04-01 08:00"), remind("2021-04-02 08:00", to="finance")]
    come = [remind("2021-05-07 08:00"), remind("2021-05-08 08:00", of=BETA)]
    assert paired(gone, come) == (
        (remind("2021-04-02 08:00", to="finance"), remind("2021-04-07 08:00")),
        (remind("2021-05-08 08:00", of=BETA),),
        (Moved(remind("2021-04-01 08:00"), remind("2021-05-07 08:00")),),
    )


def test_only_what_waits_before_or_after_and_not_both_is_told() -> None:
    due = {1: remind("2021-04-07 08:00"), 3: remind("2021-05-07 08:00")}
    found = difference(Snapshot(waiting=frozenset({1, 2})), Snapshot(waiting=frozenset({2, 3})), due)
    assert found == Impact(whom={ALFA: WHOM[ALFA]}, moved=(Moved(due[1], due[3]),))


def test_work_is_told_as_it_was_and_as_it_is() -> None:
    planned = Work(1, "start", "a", "before", "planned", at("2021-04-09 23:59"))
    opened, redated = planned._replace(status="open"), planned._replace(due_at=None)
    found = difference(
        Snapshot(work={1: planned, 2: planned, 3: planned}),
        Snapshot(work={1: planned, 2: opened, 3: redated, 4: opened}),
    ).work
    assert found == (WorkChange(planned, opened), WorkChange(planned, redated), WorkChange(None, opened))
    assert [(w.became, w.redated) for w in found] == [("open", False), (None, True), ("open", False)]
    assert WorkChange(planned, None).became == "cancelled"


def test_nothing_is_nothing() -> None:
    same = Snapshot(states={1: "start"}, notes={1: note()}, waiting=frozenset({7}))
    assert difference(same, same) == Impact()
    assert difference(same, same).nothing
    assert not difference(same, replace(same, states={1: "closing"})).nothing
