"""What was laid down as rows is what the facts say, in a number of statements that does not grow."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import select

from jimflow.core.audit import GENESIS
from jimflow.core.model import (
    Appointment,
    AssignmentFacts,
    Facts,
    Meeting,
    Policy,
    Presence,
    Reply,
    Session,
    Waiver,
)
from jimflow.store import tables as t
from jimflow.store.hot import EVERYTHING, load_facts
from jimflow.store.transaction import read, write
from tests.store.seeded import DIGEST, NOW, Seeded, seed
from tests.store.statements import recorded


def lay_work(engine: Engine, laid: Seeded) -> None:
    first, second, _ = laid.participations
    meeting, head, planning, host = laid.meetings[0], laid.appointments[0], laid.appointments[1], laid.appointments[4]
    describe = laid.assignments[0]
    with write(engine) as tx:
        tx.session.add_all(
            [
                t.Attendance(meeting=meeting, participation=first, appointment=head, present=True, mode="digital"),
                t.Attendance(
                    meeting=meeting, participation=first, appointment=planning, present=False, deputised_for=head
                ),
                t.Attendance(meeting=meeting, participation=None, appointment=host, present=True),
                t.Rsvp(
                    meeting=meeting,
                    participation=first,
                    appointment=head,
                    answer="no",
                    deputy=planning,
                    answered_at=NOW,
                ),
                t.Part(assignment=describe, function="planning", submitted_at=NOW, submitted_by="p1"),
                t.Answer(assignment=describe, field="problem", value='"x"', answered_at=NOW, answered_by="p1"),
                t.Result(participation=first, step="activities", text="x", added_at=NOW, added_by="p1"),
                t.Waiver(
                    participation=first,
                    rule="head_present",
                    step="start",
                    reason="ill",
                    until=date(2021, 5, 1),
                    decided_by="a",
                    decided_at=NOW,
                    needs_countersign=True,
                ),
                t.Waiver(
                    participation=first,
                    rule="order",
                    step="start",
                    reason="ill",
                    until=date(2021, 5, 1),
                    decided_by="a",
                    decided_at=NOW,
                    needs_countersign=True,
                    countersigned_by="b",
                    countersigned_at=NOW,
                ),
            ]
        )
        tx.session.add(
            t.Waiver(
                participation=second,
                rule="order",
                step="start",
                reason="ill",
                until=date(2021, 5, 1),
                decided_by="a",
                decided_at=NOW,
                fallen_at=NOW,
            )
        )


def test_everything_that_was_laid_down_stands_in_the_facts(engine: Engine) -> None:
    laid = seed(engine)
    lay_work(engine, laid)
    head, planning, _, _, host = laid.appointments
    describe, name_problem = laid.assignments[:2]
    with read(engine) as tx:
        facts = load_facts(tx, [laid.participations[0]], EVERYTHING)
        waivers = sorted(tx.session.exec(select(t.Waiver.id)).all())
    since = date(2021, 1, 1)
    opens, due = NOW - timedelta(days=20), NOW + timedelta(days=20)
    morning, afternoon = datetime(2021, 4, 14, 7, tzinfo=UTC), datetime(2021, 4, 15, 11, tzinfo=UTC)
    assert _in_order(facts) == {
        laid.participations[0]: Facts(
            id=laid.participations[0],
            round_id="r1",
            organisation="kriminalvarden",
            organisation_name="Kriminalvården",
            organisation_name_en="Prison and Probation Service",
            cluster_id=laid.clusters[0],
            cluster_name=("FIRST", "first"),
            cluster_size=2,
            state="start",
            version=3,
            came_from=None,
            late_joiner=False,
            policy=Policy({"management_present": "block"}, deputy_counts=True),
            policy_digest="p" * 64,
            starts_on=date(2021, 1, 18),
            meetings={
                "start": Meeting(
                    laid.meetings[0],
                    "start",
                    "planned",
                    date(2021, 4, 14),
                    date(2021, 4, 15),
                    (
                        Session(morning, morning + timedelta(hours=3), "digital", ""),
                        Session(afternoon, afternoon + timedelta(hours=3), "on_site", "Göteborg"),
                    ),
                    uid="u0",
                )
            },
            appointments=(
                Appointment(
                    *(head, "agency_head", 1, "agency_head.kriminalvarden@example.org", "en", since, None),
                    *(True, False, False, None, False, True, "kriminalvarden"),
                ),
                Appointment(
                    *(planning, "planning", 2, "planning.kriminalvarden@example.org", "sv", since, date(2021, 12, 31)),
                    *(False, False, False, None, False, True, "kriminalvarden"),
                ),
                Appointment(
                    *(host, "programme_coordinator", 5, "programme_coordinator.host@example.org", "sv", since, None),
                    *(False, False, False, None, False, False, "host"),
                ),
            ),
            presences=(
                Presence("start", head, present=True),
                Presence("start", planning, present=False, deputised_for=head),
                Presence("start", host, present=True),
            ),
            replies=(Reply("start", head, "no", planning),),
            assignments=(
                AssignmentFacts(
                    *(describe, "start", "describe", "before", "submitted", date(2021, 2, 1), opens, due, NOW),
                    frozenset({"planning"}),
                ),
                AssignmentFacts(name_problem, "start", "name_problem", "after", "open", date(2021, 2, 1), opens, due),
            ),
            answers={("start", "describe", "problem"): '"x"'},
            results=frozenset({"activities"}),
            waivers=(
                Waiver(waivers[0], "head_present", "start", date(2021, 5, 1), in_force=False),
                Waiver(waivers[1], "order", "start", date(2021, 5, 1), in_force=True),
            ),
            round=laid.round,
            definition=DIGEST,
            audit_seq=0,
            audit_head=GENESIS,
        )
    }


def test_one_at_a_time_and_all_at_once_load_the_same_facts(engine: Engine) -> None:
    laid = seed(engine)
    lay_work(engine, laid)
    with read(engine) as tx:
        together = load_facts(tx, laid.participations, EVERYTHING)
        alone = {id_: load_facts(tx, [id_], EVERYTHING)[id_] for id_ in laid.participations}
    assert _in_order(together) == _in_order(alone)


def test_only_what_is_needed_is_read(engine: Engine) -> None:
    laid = seed(engine)
    with read(engine) as tx:
        facts = load_facts(tx, [laid.participations[0]], frozenset({"meetings"}))[laid.participations[0]]
    assert (list(facts.meetings), facts.meetings["start"].sessions) == (["start"], ())
    assert (facts.appointments, facts.assignments, facts.cluster_size) == ((), (), 0)


def test_what_is_needed_may_follow_from_the_definition_and_the_state(engine: Engine) -> None:
    laid, asked = seed(engine), []

    def needs(definition: str, state: str) -> frozenset[str]:
        asked.append((definition, state))
        return frozenset({"assignments"})

    with read(engine) as tx:
        facts = load_facts(tx, laid.participations[:1], needs)[laid.participations[0]]
    assert asked == [(DIGEST, "start")]
    assert (len(facts.assignments), facts.appointments) == (2, ())


def test_who_has_gone_does_not_count_in_the_size_of_the_cluster(engine: Engine) -> None:
    laid = seed(engine)
    with write(engine) as tx:
        tx.connection.exec_driver_sql(
            f"UPDATE participation SET state = 'withdrawn' WHERE id = {laid.participations[1]}"
        )
        facts = load_facts(tx, laid.participations, frozenset({"size"}), gone={"withdrawn"})
    assert [facts[id_].cluster_size for id_ in laid.participations] == [1, 1, 1]


def test_the_number_of_statements_does_not_grow_with_the_number_of_participations(engine: Engine) -> None:
    laid = seed(engine)
    lay_work(engine, laid)
    with read(engine) as tx:
        load_facts(tx, laid.participations, EVERYTHING)  # the policy is now known
    counts = []
    for ids in (laid.participations[:1], laid.participations[:2], laid.participations):
        with read(engine) as tx, recorded(tx) as statements:
            load_facts(tx, ids, EVERYTHING)
        counts.append(len(statements))
    assert counts == [12, 12, 12]


def test_nobody_there_is_no_facts(engine: Engine) -> None:
    seed(engine)
    with read(engine) as tx:
        assert load_facts(tx, [4711], EVERYTHING) == {}


def _in_order(found: dict[int, Facts]) -> dict[int, Facts]:
    """Presences and replies are loaded in no order."""
    return {
        id_: replace(
            facts,
            presences=tuple(sorted(facts.presences, key=lambda p: p.appointment)),
            replies=tuple(sorted(facts.replies, key=lambda r: r.appointment)),
        )
        for id_, facts in found.items()
    }
