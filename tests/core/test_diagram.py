"""The Mermaid text shows every state once and every transition, whatever the titles hold."""

from jimflow.core.definition import read_definition
from jimflow.core.diagram import diagram
from tests.build_workflow import both, changed, mini_definition

DRAWN = """\
stateDiagram-v2
    direction LR
    state "Föreslagen" as s0
    state "Inbjuden" as s1
    state "Tackat nej" as s2
    state "Genomfört" as s8
    state "Pausad" as s9
    state "Lämnat omgången" as s10
    state "Aktiv" as active {
        state "Förberedelse" as s3
        state "Uppstart" as s4
        state "Fördjupning" as s5
        state "Uppföljning" as s6
        state "Avslutning" as s7
        s3 --> s4
        s4 --> s5
        s5 --> s6
        s6 --> s7
    }
    [*] --> s0
    s0 --> s1 : Bjud in
    s1 --> s3 : Tacka ja
    s1 --> s2 : Tacka nej
    s7 --> s8 : Gå vidare
    active --> s10 : Lämna omgången
    s9 --> s10 : Lämna omgången
    active --> s9 : Pausa
    s9 --> active : Återuppta
    active --> active : Öppna igen
    s2 --> [*]
    s8 --> [*]
    s10 --> [*]
"""


def test_the_mini_programme_is_drawn_with_its_steps_together() -> None:
    assert diagram(read_definition(mini_definition()), "sv") == DRAWN


def test_a_transition_from_one_step_only_is_drawn_from_that_step() -> None:
    data = changed({"transitions.leave": {"title": both("Lämna", "Leave"), "from": "start", "to": "withdrawn"}})
    assert [line for line in diagram(read_definition(data), "en").splitlines() if "Leave" in line] == [
        "    s4 --> s10 : Leave"
    ]


def test_a_title_cannot_break_out_of_its_place() -> None:
    data = changed({"steps.start.title.en": 'a" as x; # b', "transitions.accept.title.en": "yes; s1 --> s2"})
    lines = diagram(read_definition(data), "en").splitlines()
    assert [line.strip() for line in lines if " as s4" in line or "yes" in line] == [
        'state "a\' as x,   b" as s4',
        "s1 --> s3 : yes, s1 --> s2",
    ]


def test_how_many_stand_in_a_state_is_written_after_its_title() -> None:
    lines = diagram(read_definition(mini_definition()), "en", {"start": 4, "closing": 0, "declined": 1}).splitlines()
    assert [line.strip() for line in lines if "(" in line or "Closing" in line] == [
        'state "Declined (1)" as s2',
        'state "Kick-off (4)" as s4',
        'state "Closing" as s7',
    ]
