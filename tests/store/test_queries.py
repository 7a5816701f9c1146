"""What people are shown is what lies in the tables, in as few statements for many as for few."""

from datetime import date, timedelta

from sqlalchemy import Engine, event, text

from jimflow.store import tables as t
from jimflow.store.hot import INSTALLATION, NewMail, append_many, erase, insert_intents, insert_mails, mark_composed
from jimflow.store.queries import mail, rounds, trail, work
from jimflow.store.transaction import read, write
from tests.store.moves import intent, salt
from tests.store.seeded import NOW, seed


def test_the_board_shows_every_cluster_with_its_participations_by_name(engine: Engine) -> None:
    laid = seed(engine)
    with write(engine) as tx:
        tx.connection.execute(
            text(
                "UPDATE participation SET state = 'paused', came_from = 'start', late_joiner = true "
                f"WHERE id = {laid.participations[1]}"
            )
        )
    with read(engine) as tx:
        board = rounds.board(tx, laid.round)
    assert [(b.cluster.code, b.cluster.name_sv, b.cluster.model) for b in board] == [
        ("first", "FIRST", None),
        ("second", "SECOND", None),
    ]
    assert [[p.organisation for p in b.participations] for b in board] == [["kriminalvarden", "sis"], ["oresund"]]
    assert board[0].participations[1] == rounds.ParticipationRow(
        id=laid.participations[1],
        round=laid.round,
        round_code="r1",
        cluster=laid.clusters[0],
        cluster_code="first",
        organisation="sis",
        name_sv="Statens institutionsstyrelse",
        name_en="Board of Institutional Care",
        short="SiS",
        definition="d" * 64,
        state="paused",
        came_from="start",
        paused_until=None,
        version=3,
        late_joiner=True,
        entered_at=NOW,
        joined_at=None,
    )


def test_a_board_takes_two_statements(engine: Engine) -> None:
    laid = seed(engine)
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    with read(engine) as tx:
        rounds.board(tx, laid.round)
    assert len([s for s in sent if s.lstrip().startswith("SELECT")]) == 2


def test_what_is_read_of_a_round_is_that_rounds_own(engine: Engine) -> None:
    laid = seed(engine)
    with read(engine) as tx:
        (row,) = rounds.rounds(tx)
        assert (row.id, row.code, row.starts_on) == (laid.round, "r1", date(2021, 1, 18))
        assert (row.example, row.loaded_at) == (True, NOW)
        assert tuple(c.id for c in rounds.clusters(tx, laid.round)) == laid.clusters
        assert rounds.clusters(tx, laid.round + 1) == []
        assert [p.organisation for p in rounds.participations(tx, "r1")] == ["kriminalvarden", "sis", "oresund"]
        assert rounds.participations(tx, "r2") == []
        found = rounds.participation(tx, laid.participations[2])
        assert (found.names if found else None) == ("oresund", "Öresundsmyndigheten", "Öresund Authority")
        assert rounds.participation(tx, 4711) is None


def test_meetings_come_with_their_sittings_in_order(engine: Engine) -> None:
    laid = seed(engine)
    with read(engine) as tx:
        found = work.meetings(tx, laid.clusters)
    assert [(m.id, m.step, m.day, [(s.mode, s.place) for s in m.sessions]) for m in found] == [
        (id_, "start", date(2021, 4, 14), [("digital", ""), ("on_site", "Göteborg")]) for id_ in laid.meetings
    ]


def test_appointments_of_a_participation_come_with_those_the_round_shares(engine: Engine) -> None:
    laid = seed(engine)
    with read(engine) as tx:
        everyone = work.appointments(tx, laid.round)
        own = work.appointments(tx, laid.round, laid.participations[1])
    assert [a.id for a in everyone] == list(laid.appointments)
    assert [(a.function, a.name, a.pseudonym, a.acting, a.assistant) for a in own] == [
        ("agency_head", "Person 2", "p2", True, "assistant@example.org"),
        ("programme_coordinator", "Person 4", "p4", False, None),
    ]


def test_assignments_come_with_their_parts_and_answers(engine: Engine) -> None:
    laid = seed(engine)
    describe, other = laid.assignments[:2]
    with write(engine) as tx:
        tx.session.add(t.Part(assignment=describe, function="planning", submitted_at=NOW, submitted_by="p1"))
        tx.session.add(
            t.Answer(assignment=describe, field="how", value='{"a":["å",1]}', answered_at=NOW, answered_by="p1")
        )
    with read(engine) as tx:
        found = work.assignments(tx, laid.participations[:1])
        one = work.assignment(tx, describe)
        assert work.answers(tx, [describe, other]) == {describe: {"how": {"a": ["å", 1]}}, other: {}}
        assert work.assignment(tx, 4711) is None
    assert [(a.id, a.organisation, a.name, a.status, a.parts) for a in found] == [
        (describe, "kriminalvarden", "describe", "submitted", frozenset({"planning"})),
        (other, "kriminalvarden", "name_problem", "open", frozenset()),
    ]
    assert one == found[0]


def test_attendance_replies_results_waivers_and_materials_are_listed(engine: Engine) -> None:
    laid = seed(engine)
    first, meeting, head = laid.participations[0], laid.meetings[0], laid.appointments[0]
    with write(engine) as tx:
        tx.session.add_all(
            [
                t.Attendance(meeting=meeting, participation=first, appointment=head, present=True, mode="digital"),
                t.Rsvp(meeting=meeting, participation=first, appointment=head, answer="maybe", answered_at=NOW),
                t.Result(participation=first, step="effects", text="x", goal="g", added_at=NOW, added_by="p1"),
                t.Waiver(
                    participation=first,
                    rule="order",
                    step="start",
                    reason="sjuk",
                    until=date(2021, 5, 1),
                    decided_by="anna",
                    decided_at=NOW,
                ),
                t.Material(round=laid.round, step="start", title_sv="Film", title_en="Film", url="https://example.org"),
            ]
        )
    with read(engine) as tx:
        assert work.presences(tx, meeting) == [work.PresenceRow(meeting, first, head, True, "digital", None)]
        assert work.replies(tx, meeting) == [work.ReplyRow(meeting, first, head, "maybe", None, NOW)]
        assert [(r.step, r.goal) for r in work.results(tx, [first])] == [("effects", "g")]
        assert [(w.rule, w.reason, w.fallen_at) for w in work.waivers(tx, [first])] == [("order", "sjuk", None)]
        assert [(m.step, m.url) for m in work.materials(tx, laid.round)] == [("start", "https://example.org")]
        assert work.presences(tx, laid.meetings[1]) == []


def composed(key: str, round_id: int | None = None) -> NewMail:
    return NewMail(
        *(key, f"<{key}@x>", "digest", round_id, f"{key}@example.org", "b@example.org", "sv", "Ämne", b"raw \xff"),
        *(NOW, NOW),
    )


def test_mails_are_listed_newest_first_with_what_went_into_them(engine: Engine) -> None:
    laid = seed(engine)
    with write(engine) as tx:
        ids = insert_mails(tx, [composed("a", laid.round), composed("b")])
        insert_intents(tx, [intent(laid.participations[0], laid.appointments[0], name) for name in ("x", "y")])
        first = mail.waiting(tx)[0].id
        mark_composed(tx, [first], ids["a"])
        tx.connection.execute(text(f"UPDATE mail SET status = 'dead' WHERE id = {ids['b']}"))
    with read(engine) as tx:
        assert [m.key for m in mail.mails(tx)] == ["b", "a"]
        assert [m.key for m in mail.mails(tx, round_id=laid.round)] == ["a"]
        assert [m.key for m in mail.mails(tx, statuses=["dead"])] == ["b"]
        assert [m.key for m in mail.mails(tx, address="b@example.org")] == ["b"]
        assert [m.key for m in mail.mails(tx, limit=1)] == ["b"]
        assert [(i.id, i.mail) for i in mail.intents_of(tx, [ids["a"]])] == [(first, ids["a"])]
        assert [i.item for i in mail.waiting(tx)] == ["open:budgeting:y"]
        assert mail.waiting(tx, participation=laid.participations[1]) == mail.waiting(tx, held=True) == []
        assert mail.raw(tx, ids["a"]) == b"raw \xff"
        one = mail.mail(tx, ids["a"])
        assert (one.subject if one else None) == "Ämne"
        assert (mail.mail(tx, 4711), mail.raw(tx, 4711)) == (None, None)
        assert dict(mail.counts(tx)) == {"pending": 1, "dead": 1}
        assert dict(mail.counts(tx, laid.round)) == {"pending": 1}


def test_the_trail_is_listed_in_the_order_it_was_written(engine: Engine) -> None:
    one, two, _ = seed(engine).participations
    with write(engine) as tx:
        append_many(tx, [(one, b"a", salt(1)), (two, b"b", salt(2)), (one, b"c", salt(3))])
        erase(tx, [(one, 2)], b'{"kind":"erasure"}', salt(4))
    with read(engine) as tx:
        every = trail.entries(tx)
        assert [(e.chain, e.seq, e.payload) for e in every] == [
            *((one, 1, b"a"), (two, 1, b"b"), (one, 2, None), (INSTALLATION, 1, b'{"kind":"erasure"}'))
        ]
        assert (every[2].salt, every[2].recorded) == (None, every[3].id)
        assert [e.id for e in trail.entries(tx, [one])] == [every[0].id, every[2].id]
        assert [e.id for e in trail.entries(tx, after=every[1].id, limit=1)] == [every[2].id]
        assert [e.id for e in trail.latest(tx, [one, two], limit=2)] == [every[2].id, every[1].id]
        assert trail.entry(tx, two, 1) == every[1]
        assert trail.entry(tx, two, 2) is None


def test_a_round_without_anything_is_an_empty_board(engine: Engine) -> None:
    laid = seed(engine)
    with read(engine) as tx:
        assert rounds.board(tx, laid.round + 1) == []
        assert work.meetings(tx, []) == []
        assert work.assignments(tx, []) == []


def test_a_mail_that_waits_for_review_is_listed_as_held(engine: Engine) -> None:
    laid = seed(engine)
    with write(engine) as tx:
        insert_intents(tx, [intent(laid.participations[0], laid.appointments[0], "x")])
        tx.connection.execute(text("UPDATE intent SET held = true"))
    with read(engine) as tx:
        (row,) = mail.waiting(tx, held=True)
        assert (row.held, row.status, row.send_at > NOW + timedelta(hours=20)) == (True, "pending", True)
