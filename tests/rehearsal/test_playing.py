"""A small round played from its first day to its last, the way `rehearse` plays any round."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from jimflow.actions.upkeep import set_up
from jimflow.files.shipped import shipped
from jimflow.mail.sender import Relay, Sender
from jimflow.rehearsal.clock import VirtualClock
from jimflow.rehearsal.document import document
from jimflow.rehearsal.doing import Unexpected
from jimflow.rehearsal.outcome import Rehearsed
from jimflow.rehearsal.people import People
from jimflow.rehearsal.rehearse import LAST, play_through
from jimflow.rehearsal.stage import begins, stage_of
from jimflow.store.engine import open_engine
from jimflow.store.trail import verify_trail
from jimflow.store.transaction import read
from tests.build import at, day
from tests.build_round import with_line
from tests.rehearsal.minis import ROUND, Mini, mini
from tests.smtp import Sink

GOES_WRONG = """\
coordinator: {acknowledges: meeting + 2 working days}
except:
  - {organisation: beta, function: finance, submits: never}
  - {organisation: beta, step: start, function: [head, planner], attends: no, replies: meeting - 10 days}
  - {organisation: gamma, joins: 2021-05-03 at 10:00}
happens:
  - {when: 2021-06-21 at 09:00, cluster: north, move: deepening, date: 2021-09-22, from: "09:00", to: "12:00"}
  - {when: 2021-06-22 at 09:00, organisation: alfa, appoint: finance, name: Ny, mail: ny@example.org}
"""


def play(small: Mini, text: str = "", until: str = "2021-12-31") -> Rehearsed:
    return play_through(small.settings, small.path, small.read, small.people(text), until=date.fromisoformat(until))


def arrived(small: Mini, people: People) -> tuple[Counter[tuple[str, bytes]], bool]:
    """What a real SMTP server takes of the same round with the same people, and whether the audit holds."""
    clock = VirtualClock(begins(small.read))
    engine = open_engine(":memory:")
    set_up(engine, "test", clock)
    with Sink() as sink, Sender(Relay(sink.host, sink.port, tls="none")) as sender:
        stage = stage_of(small.settings, engine, clock, sender, small.path, small.read, people)
        stage.play.run(small.read.calendar.at(date(2021, 12, 31), LAST))
    with read(engine) as tx:
        whole = verify_trail(tx).ok
    engine.dispose()
    return Counter((mail.rcpt, mail.data) for mail in sink.mails), whole


def test_the_mails_of_a_rehearsal_are_those_a_real_relay_is_given_byte_for_byte(small: Mini) -> None:
    rehearsed = play(small, GOES_WRONG)
    sent, whole = arrived(small, small.people(GOES_WRONG))
    assert whole
    assert len(rehearsed.mails) > 60
    kept = Counter((line.to, raw) for line, raw in zip(rehearsed.mails, rehearsed.texts, strict=True))
    assert kept == sent


def test_every_line_belongs_to_its_mail(small: Mini) -> None:
    found = play(small)
    heads = [message_from_bytes(raw) for raw in found.texts]
    assert [str(h["To"]) for h in heads] == [line.to for line in found.mails]


def test_a_rehearsal_goes_the_same_way_every_time(small: Mini) -> None:
    first, second = play(small, GOES_WRONG), play(small, GOES_WRONG)
    assert first == second


def test_those_on_time_are_never_reminded_or_stopped_and_reach_the_end(small: Mini) -> None:
    early = small.people("everyone: {submits: due - 8 working days}\n")
    found = play_through(small.settings, small.path, small.read, early)
    kinds = {item.split(":")[0] for mail in found.mails for item in mail.items}
    assert kinds.isdisjoint({"remind", "overdue", "inform", "readiness", "vacant"})
    assert [s.code for s in found.stops if s.organisation != "gamma"] == []
    assert {o: s for o, s in found.ended.items() if o != "gamma"} == {"alfa": "completed", "beta": "completed"}


def test_an_agency_whose_cluster_has_no_dates_waits_in_its_first_step(small: Mini) -> None:
    found = play(small)
    assert found.ended["gamma"] == "preparation"


def test_the_invitation_goes_on_the_first_day_and_nothing_before_it(small: Mini) -> None:
    first = play(small, until="2021-01-11").mails
    assert {(str(m.at), m.organisation, m.functions, m.items) for m in first} == {
        ("2021-01-11 08:00:00+01:00", code, ("coordinator",), ("letter:invitation",))
        for code in ("alfa", "beta", "gamma")
    }


def test_until_ends_the_round_on_that_day(small: Mini) -> None:
    whole, part = play(small).mails, play(small, until="2021-04-14").mails
    assert part == tuple(m for m in whole if m.at.date() <= day("2021-04-14"))


def test_who_never_answers_is_reminded_before_and_after_and_told_of_once(small: Mini) -> None:
    found = play(small, "except:\n  - {organisation: beta, assignment: describe_today, submits: never}\n")
    said = [
        (m.at.date().isoformat(), m.functions, [i for i in m.items if i.endswith(":describe_today")])
        for m in found.mails
        if any(i.endswith(":describe_today") and not i.startswith("open") for i in m.items)
    ]
    both = [("planner",), ("coordinator",), ("finance",)]
    assert sorted(said) == sorted(
        [
            *(("2021-03-31", f, ["remind:start:describe_today"]) for f in both),
            *(("2021-04-08", f, ["overdue:start:describe_today"]) for f in both),
            ("2021-04-12", ("host",), ["inform:start:describe_today"]),
        ]
    )
    (late,) = [d for d in found.deadlines if d.late]
    assert (late.organisation, late.assignment, late.status, late.submitted) == ("beta", "describe_today", "open", None)


def test_a_stop_is_told_from_the_day_it_is_seen_to_the_day_it_is_gone(small: Mini) -> None:
    found = play(
        small,
        "except:\n"
        "  - {organisation: beta, step: start, function: [head, planner], attends: no}\n"
        "  - {organisation: beta, assignment: read_notes, submits: due at 10:00}\n",
    )
    (stop,) = [s for s in found.stops if s.organisation == "beta" and s.code == "management_present"]
    assert (stop.state, stop.to, stop.severity, stop.waivable) == ("start", "deepening", "block", True)
    assert (stop.since, stop.until, stop.working_days) == (day("2021-04-15"), day("2021-05-03"), 12)
    assert stop.text.sv.startswith("Ingen från högsta ledningsgruppen deltog i träff 1")


def test_a_waiver_signed_by_a_colleague_lets_pass(small: Mini) -> None:
    found = play(
        small,
        "coordinator: {acknowledges: meeting + 2 working days}\n"
        "except:\n"
        "  - {organisation: beta, step: start, function: [head, planner], attends: no}\n"
        "  - {assignment: read_notes, submits: never}\n"
        "happens:\n"
        "  - {when: 2021-04-20 at 08:30, organisation: beta, waive: management_present, step: start, "
        "until: 2021-12-31, reason: Ny chef}\n",
    )
    (stop,) = [s for s in found.stops if s.organisation == "beta" and s.code == "management_present"]
    assert (stop.since, stop.until) == (day("2021-04-15"), day("2021-04-20"))


def test_after_a_withdrawal_diaries_are_cleared_and_no_other_mail_goes_about_the_agency(small: Mini) -> None:
    found = play(
        small, "happens:\n  - {when: 2021-05-03 at 09:00, organisation: beta, do: withdraw, reason: Uppdraget upphör}\n"
    )
    assert found.ended["beta"] == "withdrawn"
    after = [m for m in found.mails if m.organisation == "beta" and m.at.date() >= day("2021-05-03")]
    assert {(str(m.at), m.to, m.items) for m in after} == {
        ("2021-05-04 08:00:00+02:00", f"{function}.beta@example.org", ("left:follow_up",))
        for function in ("head", "officer")
    }


def test_a_moved_meeting_is_told_once_to_each_who_was_invited(small: Mini) -> None:
    found = play(
        small,
        "happens:\n  - {when: 2021-09-06 at 09:00, cluster: north, move: deepening, date: 2021-09-29, "
        'from: "09:00", to: "12:00"}\n',
    )
    invited = Counter(m.to for m in found.mails if m.items == ("invite:deepening",))
    moved = [m for m in found.mails if m.items == ("moved:deepening",)]
    assert {str(m.at) for m in moved} == {"2021-09-07 08:00:00+02:00"}
    assert Counter(m.to for m in moved) == invited
    assert [m.day for m in found.meetings if (m.cluster, m.step) == ("north", "deepening")] == [day("2021-09-29")]


def test_whoever_takes_over_a_function_gets_the_mail_from_then_on(small: Mini) -> None:
    found = play(
        small,
        "happens:\n"
        "  - {when: 2021-03-29 at 09:00, organisation: alfa, appoint: planner, name: Ny, mail: ny@example.org}\n"
        "  - {when: 2021-08-16 at 09:00, organisation: alfa, vacate: planner}\n",
    )
    mine = [m for m in found.mails if m.organisation == "alfa" and "planner" in m.functions]
    old = [m for m in mine if m.to == "planner.alfa@example.org"]
    new = [m for m in mine if m.to == "ny@example.org"]
    assert (old[-1].at.date(), old[-1].items) == (day("2021-03-30"), ("left:start",))
    assert max(m.at.date() for m in old[:-1]) < day("2021-03-30") <= min(m.at.date() for m in new)
    assert max(m.at.date() for m in new) <= day("2021-08-17")


def test_a_late_joiner_catches_up_and_goes_on(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = with_line("members: [alfa, beta]", "members: [alfa, beta, gamma]", ROUND)
    text = text.replace("  south_and_east:\n    name: South\n    members: [gamma]\n", "")
    found = play(mini(tmp_path_factory.mktemp("late"), text), GOES_WRONG)
    own = {d.assignment: d.submitted for d in found.deadlines if d.organisation == "gamma" and d.step == "start"}
    assert list(own) == ["read_notes"]
    assert own["read_notes"] is not None


def test_what_the_rules_refuse_ends_the_rehearsal_with_when_who_and_why(small: Mini) -> None:
    with pytest.raises(Unexpected) as refused:
        play(small, "happens:\n  - {when: 2021-02-01 at 09:00, organisation: beta, do: resume}\n")
    assert refused.value.said.en == (
        "2021-02-01 09:00 beta resume: it cannot be done from the state preparation (order)."
    )
    with pytest.raises(Unexpected) as refused:
        play(
            small,
            "happens:\n  - {when: 2021-02-01 at 09:00, cluster: north, move: start, date: 2021-04-17, "
            'from: "09:00", to: "12:00"}\n',
        )
    assert refused.value.said.en == (
        "2021-02-01 09:00 north start: 2021-04-17 is not a working day. Choose another day."
    )


def test_the_load_counts_every_mail_and_all_work_and_meetings(small: Mini) -> None:
    found = play(small)
    assert sum(line.mails for line in found.load) == len(found.mails)
    mine = [line for line in found.load if line.to == "finance.beta@example.org"]
    assert round(sum(line.work_hours for line in mine)) == 4  # half a day, once
    assert sum(line.meeting_hours for line in mine) == 0  # finance attends no meeting of the mini programme
    planner = [line for line in found.load if line.to == "planner.beta@example.org"]
    assert {line.week: line.meeting_hours for line in planner if line.meeting_hours} == {
        "2021-W15": 7.0,
        "2021-W37": 3.0,
        "2021-W47": 6.0,
    }


def test_moved_deadlines_are_told_with_what_they_were(small: Mini) -> None:
    found = play(small)
    told = {(r.organisation, r.assignment, r.wanted, r.got) for r in found.remarks if r.kind == "deadline moved"}
    of_deadlines = {(d.organisation, d.assignment, d.reckoned, d.due) for d in found.deadlines if d.reckoned != d.due}
    assert told == of_deadlines
    assert ("alfa", "name_problem", day("2021-08-11"), day("2021-08-11")) not in told


def test_the_document_has_the_keys_that_programs_rely_on(small: Mini) -> None:
    found: dict[str, Any] = json.loads(json.dumps(document(play(small, GOES_WRONG))))
    assert {key: sorted(found[key][0]) for key in ("mails", "deadlines", "blocked", "load", "meetings")} == {
        "mails": sorted("at to organisation function class subject items".split()),
        "deadlines": sorted("organisation step assignment status opens due reckoned submitted late".split()),
        "blocked": sorted("organisation state to code severity waivable from until working_days text fix".split()),
        "load": sorted("week to organisation function mails hours meeting_hours".split()),
        "meetings": sorted("cluster step day last_day status theme example_date".split()),
    }
    assert found["mails"][0] == {
        "at": "2021-01-11T08:00:00+01:00",
        "to": "coordinator.alfa@example.org",
        "organisation": "alfa",
        "function": "coordinator",
        "class": "digest",
        "subject": "Svara senast 25 januari: vill ni vara med i Mini 2021?",
        "items": ["letter:invitation"],
    }


def test_the_clock_never_runs_back() -> None:
    clock = VirtualClock(at("2021-04-14 08:00"))
    clock.jump(at("2021-04-14 08:00"))
    with pytest.raises(ValueError, match="cannot go back"):
        clock.jump(at("2021-04-14 07:59"))
    assert clock() == at("2021-04-14 08:00")


def test_a_mail_text_that_cannot_be_used_ends_the_rehearsal_with_its_name(small: Mini, tmp_path: Path) -> None:
    texts = tmp_path / "notifications"
    shutil.copytree(shipped("notifications"), texts)
    (texts / "open" / "body.txt.sv").write_text("{{ missing }}", encoding="utf-8")
    own = replace(small, settings=small.settings.model_copy(update={"notifications": texts}))
    with pytest.raises(Unexpected, match=r"open/body\.txt\.sv cannot be used: 'missing' is undefined"):
        play(own)
