"""A round changed by its file: each difference is told before, and done through the acts that do it otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.functions import set_function
from jimflow.actions.meetings import hold_meeting
from jimflow.actions.round_changes import RoundChanges, apply_round_changes, round_changes, round_wanted
from jimflow.actions.stored_round import stored_round
from jimflow.actions.trial import WholeRound, trial
from jimflow.core.audit import INSTALLATION
from jimflow.files.round_shape import RoundFile
from jimflow.files.round_workbook import workbook
from jimflow.files.round_written import tables_of
from jimflow.store import tables as t
from jimflow.store.transaction import read
from tests.actions.going import Going
from tests.actions.loaded import EVA
from tests.build import day
from tests.build_workbook import Cells, edited, read_book

TODAY = "2021-03-01 09:00"


@pytest.fixture
def round_(joined: Going) -> Going:
    joined.clock.set(TODAY)
    return joined


def exported(of: Going) -> bytes:
    with read(of.runtime.engine) as tx:
        found = stored_round(of.runtime, tx, "mini-2021")
    return workbook(tables_of(found.round, found.workflow, found.calendar), found.workflow)


def wanted(of: Going, cells: Cells) -> RoundFile:
    """The stored round, written out and edited."""
    return read_book(edited(cells, exported(of)))


def told(found: RoundChanges, lang: str = "sv") -> list[str]:
    return [f"{line.kind}: {line.in_(lang)}" for line in found.lines]


def changed(of: Going, cells: Cells, *, partly: bool = False) -> list[str]:
    """Edits the round's workbook and loads it; what was told, and afterwards nothing is left to do."""
    file = wanted(of, cells)
    before = round_changes(of.runtime, file)
    done = apply_round_changes(of.runtime, file, before.seen, EVA, partly=partly)
    assert done == before
    assert round_changes(of.runtime, file).possible == ()
    return told(before)


def test_a_round_written_out_and_read_back_changes_nothing(round_: Going) -> None:
    file = wanted(round_, {})
    found = round_changes(round_.runtime, file)
    assert found.lines == ()
    with pytest.raises(NotAllowed, match="nothing to change"):
        apply_round_changes(round_.runtime, file, found.seen, EVA)


def test_what_the_round_and_its_clusters_are_called_may_be_changed(round_: Going) -> None:
    cells: Cells = {
        "Omgång": {"B4": "Mini", "C4": "Mini, too", "B8": "M 2021/2", "B7": "2022-02-28"},
        "Kluster": {"B2": "Nordan"},
        "Deltagare": {"F2": "north", "F3": "north", "B3": "Betaverket", "E3": "ny@example.org"},
        "Funktioner": {f"A{row}": "beta" for row in range(10, 15)},
        "Träffar": {f"A{row}": "north" for row in range(2, 6)},
    }
    assert changed(round_, cells) == [
        "changed: Rubrik: Mini 2021 → Mini",
        "changed: Sista dag: 2022-01-31 → 2022-02-28",
        "changed: Diarienummer: M 2021/1 → M 2021/2",
        "changed: namnet på north: Norr → Nordan",
        "changed: beta: Beta → Betaverket, beta@example.org → ny@example.org",
    ]
    with read(round_.runtime.engine) as tx:
        found = stored_round(round_.runtime, tx, "mini-2021").round
    assert (found.title.en, found.case_number, found.ends_on) == ("Mini, too", "M 2021/2", date(2022, 2, 28))
    assert found.organisations["beta"].mailbox == "ny@example.org"


def test_a_new_member_is_proposed_with_its_motive_and_its_people(round_: Going) -> None:
    cells: Cells = {
        "Deltagare": {"A5": "delta", "B5": "Delta", "E5": "delta@example.org", "F5": "Norr", "H5": "Ny i år"},
        "Funktioner": {"A20": "Delta", "B20": "Ekonomifunktion", "C20": "Disa", "D20": "disa@example.org"},
    }
    assert changed(round_, cells) == [
        "added: Delta kommer med i Norr",
        "added: Delta, Ekonomifunktion: Disa <disa@example.org> från 2021-03-01",
    ]
    rows = round_.rows(t.Participation, "state", "motive", subject="delta")
    assert rows == [("proposed", "Ny i år")]
    (number,) = [row[0] for row in round_.rows(t.Participation, "id", subject="delta")]
    assert [kind["kind"] for kind in round_.trail(number)] == ["proposed", "functions"]
    assert round_.trail(number)[0]["motive"] == "Ny i år"


def test_a_new_motive_is_kept_with_the_old_one_in_the_audit(round_: Going) -> None:
    assert changed(round_, {"Deltagare": {"H2": "Möter många"}}) == ["changed: motivet för Alfaverket: – → Möter många"]
    assert round_.rows(t.Participation, "motive", subject="alfa") == [("Möter många",)]
    last = round_.trail(round_.agencies["alfa"])[-1]
    assert (last["kind"], last["motive"]) == ("motive", "Möter många")


def test_meetings_get_dates_and_are_moved_with_all_that_follows(round_: Going) -> None:
    cells: Cells = {
        "Träffar": {
            "C2": date(2021, 4, 21),
            "J2": None,
            "I3": "Styrning",
            "A6": "South",
            "B6": "Uppstart",
            "C6": date(2021, 5, 5),
            "D6": "9:00",
            "E6": "12:00",
            "F6": "digitalt",
        }
    }
    assert changed(round_, cells)[:1] == [
        "changed: Norr, träff 1 (Uppstart): 2021-04-14 09:00–16:00 (digitalt) → 2021-04-21 09:00–16:00 (digitalt)",
    ]
    rows = round_.rows(t.Meeting, "step", "day", "theme")
    assert rows == [
        ("start", date(2021, 4, 21), ""),
        ("deepening", date(2021, 9, 15), "Styrning"),
        ("follow_up", date(2021, 11, 24), ""),
        ("start", date(2021, 5, 5), ""),
    ]
    kinds = [said["kind"] for said in round_.trail(round_.agencies["alfa"])]
    assert kinds[-2:] == ["meeting_moved", "theme"]
    assert round_.trail(round_.agencies["gamma"])[-1]["kind"] == "meeting_planned"


def test_people_come_change_and_go_as_when_a_roster_is_loaded(round_: Going) -> None:
    cells: Cells = {
        "Funktioner": {
            "C8": "Nils",
            "D8": "nils@example.org",
            "E8": None,  # alfa's finance: another person, from today
            "G10": "ja",
            "K10": "assistent@example.org",  # beta's planner
            **{f"{column}11": None for column in "ABCDEFGHIJK"},  # beta's coordinator
        }
    }
    assert changed(round_, cells) == [
        "added: Alfaverket, Ekonomifunktion: Nils <nils@example.org> från 2021-03-01",
        "changed: Beta, Planeringsfunktion, Planeringsfunktion, Beta: ledningsgrupp nej → ja,"
        " assistent – → assistent@example.org",
        "removed: Alfaverket, Ekonomifunktion: Ekonomifunktion, Alfaverket slutar när den nya börjar",
        "removed: Beta, JiM-samordnare: JiM-samordnare, Beta slutar 2021-03-01, och ingen annan står på raden",
    ]
    held = {
        (subject, function): (address, until)
        for subject, function, address, until in (
            (row[0], row[1], row[2], row[3])
            for row in round_.rows(t.Appointment, "organisation", "function", "address", "until")
        )
    }
    assert held["beta", "coordinator"] == ("coordinator.beta@example.org", day("2021-03-01"))
    assert held["alfa", "finance"] == ("nils@example.org", None)


def test_materials_come_and_go_and_the_programmes_own_stay(round_: Going) -> None:
    before = round_.rows(t.Material, "step", "title_sv")
    assert changed(round_, {"Material": {"B2": "Nytt att läsa"}}) == [
        "added: Uppstart: Nytt att läsa (https://example.org/read)",
        "removed: Uppstart: Att läsa (https://example.org/read)",
    ]
    after = round_.rows(t.Material, "step", "title_sv")
    assert sorted(after) == sorted([*(row for row in before if row[1] != "Att läsa"), ("start", "Nytt att läsa")])


IMPOSSIBLE: list[tuple[Cells, str]] = [
    (
        {"Omgång": {"B6": "2021-02-01"}},
        "changed: Första dag: 2021-01-12 → 2021-02-01 – ändras inte i en laddad omgång; flytta träffarna",
    ),
    (
        {"Omgång": {"B14": "nej"}},
        "changed: Ersättare räknas: ja → nej – regler ändras inte i en laddad omgång; besluta om avsteg: jimflow waive",
    ),
    (
        {"Regler": {"B2": "varning"}},
        "changed: management_present: block → warn"
        " – regler ändras inte i en laddad omgång; besluta om avsteg: jimflow waive",
    ),
    (
        {"Deltagare": {"F3": "South"}},
        "changed: Beta: Norr → South – ändras inte i en laddad omgång",
    ),
    (
        {"Träffar": {"C4": None, "C5": None}},
        "removed: Norr, träff 3 (Uppföljning): 2021-11-24 → –"
        " – ställ in den med ett skäl: jimflow meeting cancel north follow_up --reason …",
    ),
    (
        {"Träffar": {"C2": date(2021, 4, 17)}},
        "changed: Norr, träff 1 (Uppstart): 2021-04-14 09:00–16:00 (digitalt) → 2021-04-17 09:00–16:00 (digitalt)"
        " – 2021-04-17 är ingen arbetsdag; välj en annan dag",
    ),
    (
        {"Träffar": {"I3": None}},
        "changed: Norr, träff 2 (Fördjupning), tema: Handläggning → – – ett valt tema kan bytas men inte tas bort",
    ),
    (
        {"Funktioner": {"E8": date(2021, 2, 1)}},
        "changed: Alfaverket, Ekonomifunktion, Ekonomifunktion, Alfaverket: från 2021-01-11 → 2021-02-01"
        " – den som har börjat behåller sin första dag",
    ),
    (
        {"Funktioner": {f"{column}5": None for column in "ABCDEFGHIJK"}},
        "removed: Alfaverket, Myndighetschef: Hugo slutar när den nya börjar",
    ),
]


@pytest.mark.parametrize(("cells", "said"), IMPOSSIBLE[:-1], ids=lambda value: None if isinstance(value, dict) else "")
def test_what_is_not_done_this_way_says_what_to_do_instead_and_stops_it_all(
    round_: Going, cells: Cells, said: str
) -> None:
    file = wanted(round_, {**cells, "Material": {"B2": "Nytt"}})
    found = round_changes(round_.runtime, file)
    assert [line for line in told(found) if " – " in line.replace("– →", "")][:1] == [said]
    before = round_.everything()
    with pytest.raises(NotAllowed, match="Nothing was changed"):
        apply_round_changes(round_.runtime, file, found.seen, EVA)
    assert round_.everything() == before
    apply_round_changes(round_.runtime, file, found.seen, EVA, partly=True)
    left = round_changes(round_.runtime, file)
    assert (left.possible, left.impossible) == ((), found.impossible)


def test_one_that_takes_part_is_not_removed_but_leaves(round_: Going) -> None:
    cells: Cells = {
        "Deltagare": {f"{column}4": None for column in "ABCDEFGH"},
        "Kluster": {},
        "Funktioner": {f"{column}{row}": None for row in range(15, 20) for column in "ABCDEFGHIJK"},
    }
    assert told(round_changes(round_.runtime, wanted(round_, cells))) == [
        "removed: Gamma saknas i South"
        " – den som är med tas inte bort utan lämnar omgången: jimflow do gamma (decline, withdraw)"
    ]


def test_a_meeting_that_has_been_held_stays_on_its_day(round_: Going) -> None:
    round_.clock.set("2021-04-14 17:00")
    hold_meeting(round_.runtime, round_.clusters["north"], "start", EVA)
    found = round_changes(round_.runtime, wanted(round_, {"Träffar": {"C2": date(2021, 4, 21)}}))
    assert told(found, "en") == [
        "changed: North, meeting 1 (Kick-off): 2021-04-14 09:00–16:00 (online) → 2021-04-21 09:00–16:00 (online)"
        " – the meeting has been held"
    ]


def test_what_has_changed_since_it_was_seen_is_not_done(round_: Going) -> None:
    file = wanted(round_, {"Funktioner": {"C8": "Nils", "D8": "nils@example.org", "E8": None}})
    seen = round_changes(round_.runtime, file).seen
    given = (round_.agencies["alfa"], "finance", "Nora", "nora@example.org", day("2021-03-01"), EVA)
    set_function(round_.runtime, *given)
    before = round_.everything()
    with pytest.raises(NotAllowed, match="See them anew"):
        apply_round_changes(round_.runtime, file, seen, EVA)
    assert round_.everything() == before


def test_another_file_than_the_one_seen_is_not_loaded(round_: Going) -> None:
    seen = round_changes(round_.runtime, wanted(round_, {"Material": {"B2": "Nytt"}})).seen
    with pytest.raises(NotAllowed, match="See them anew"):
        apply_round_changes(round_.runtime, wanted(round_, {"Material": {"B2": "Annat"}}), seen, EVA)


def test_what_it_does_to_people_can_be_tried_and_nothing_is_kept(round_: Going) -> None:
    file = wanted(round_, {"Träffar": {"C2": date(2021, 4, 21)}, "Deltagare": {"H2": "Möter många"}})
    seen, before = round_changes(round_.runtime, file).seen, round_.everything()
    tried = trial(round_.runtime, WholeRound(1), lambda on: apply_round_changes(on, file, seen, EVA))
    assert tried.error is None and tried.impact.whom
    assert round_.everything() == before


def test_the_installation_tells_what_was_changed_and_names_nobody(round_: Going) -> None:
    changed(round_, {"Omgång": {"B8": "M 2021/2"}, "Material": {"B2": "Nytt"}})
    (said,) = [said for said in round_.trail(INSTALLATION) if said["kind"] == "round_changed"]
    assert (said["round"], said["facts"], said["materials"]) == ("mini-2021", ["case_number"], ["start"])


def test_one_table_as_csv_says_what_it_changes(round_: Going, tmp_path: Path) -> None:
    file = tmp_path / "material.csv"
    file.write_text("Steg;Rubrik;Engelsk rubrik;Länk\nUppstart;Nytt;New;https://example.org/new\n", encoding="utf-8")
    with pytest.raises(BadInput, match="--round"):
        round_wanted(round_.runtime, file)
    assert told(round_changes(round_.runtime, round_wanted(round_.runtime, file, "mini-2021"))) == [
        "added: Uppstart: Nytt (https://example.org/new)",
        "removed: Uppstart: Att läsa (https://example.org/read)",
    ]


def test_a_new_cluster_comes_with_its_members_and_dates(round_: Going) -> None:
    cells: Cells = {
        "Kluster": {"A4": "west", "B4": "Väst", "C4": "West"},
        "Deltagare": {"A5": "delta", "B5": "Delta", "E5": "delta@example.org", "F5": "Väst", "G5": "ja"},
        "Träffar": {"A6": "Väst", "B6": "Uppstart", "C6": date(2021, 5, 5), "D6": "9:00", "E6": "12:00"},
    }
    assert changed(round_, cells) == [
        "added: nytt kluster: Väst",
        "added: Delta kommer med i Väst",
        "added: Väst, träff 1 (Uppstart): 2021-05-05 09:00–12:00 (på plats)",
    ]
    with read(round_.runtime.engine) as tx:
        found = stored_round(round_.runtime, tx, "mini-2021").round.clusters[-1]
    assert (found.code, found.model_agency, [m.day for m in found.meetings]) == ("west", "delta", [date(2021, 5, 5)])
    assert replace(found, meetings=()).members == ("delta",)
