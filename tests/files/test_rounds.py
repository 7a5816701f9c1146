"""Round files: what a right one says, what it warns of, and where its programme comes from."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.mistakes import Said
from jimflow.core.model import Session
from jimflow.core.workflow import Material
from jimflow.files.places import BadFile
from jimflow.files.round_shape import (
    AppointmentFile,
    ClusterFile,
    ContributorFile,
    HostFile,
    MeetingFile,
    OrganisationFile,
    PolicyFile,
)
from jimflow.files.rounds import read_round
from jimflow.files.shipped import shipped
from jimflow.files.workflows import workflow_files
from tests.build_round import ROUND, line_of, programme_folder, read, with_line
from tests.build_workflow import both, mini_definition


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_shipped_round_is_right_and_warns_only_of_the_busy_finance_function() -> None:
    found = read_round(
        shipped("config") / "rounds" / "jim-plus-2021-2022.yaml",
        shipped("workflows"),
        shipped("config") / "calendars",
    )
    sizes = [(c.code, len(c.members), len(c.meetings)) for c in found.round.clusters]
    assert sizes == [("rattsvardande", 4, 5), ("forskningsfinansiarer", 4, 5), ("valfardsmyndigheter", 5, 5)]
    assert len(found.round.appointments) == 13 * 6 + 2
    assert [w.what.en for w in found.round.warnings] == [
        "the meeting deepening is held when finance is busy: closing of accounts and annual report"
    ] * 3
    assert {(a.function, a.name) for a in found.round.appointments if a.acting} == {
        ("agency_head", "Tillförordnad generaldirektör")
    }
    assert found.round.workflow == found.workflow.name
    assert found.calendar.name == found.workflow.calendar


def test_a_round_says_who_runs_it_when_and_with_what_policy() -> None:
    found = read()
    assert (found.code, found.title, found.example, found.case_number) == (
        "mini-2021",
        Said("Mini 2021", "Mini 2021"),
        True,
        "M 2021/1",
    )
    assert (found.invite_on, found.starts_on, found.ends_on) == (
        date(2021, 1, 11),
        date(2021, 1, 12),
        date(2022, 1, 31),
    )
    assert found.host == HostFile("centre", "centre@example.org", Said("Centrum", "The centre"), organiser=True)
    assert found.policy == PolicyFile(
        {"management_present": "block"}, deputy_counts=True, effort={"preparation": "2 days"}
    )
    assert found.contributors == (ContributorFile("expertverket", "expert"),)
    assert found.organisations["alfa"] == OrganisationFile(
        "alfa", Said("Alfaverket", "Alfa Agency"), "AV", "alfa@example.org"
    )
    assert found.materials == {"start": (Material(Said("Att läsa", "To read"), "https://example.org/read"),)}
    assert found.warnings == ()


def test_a_member_may_be_chosen_for_a_motive_and_one_without_a_cluster_is_told_of() -> None:
    text = with_line(
        "  beta: {name: Beta, mailbox: beta@example.org}",
        "  beta: {name: Beta, mailbox: beta@example.org, motive: Nya}",
    )
    found = read(text)
    assert {code: found.motive(code) for code in ("alfa", "beta")} == {"alfa": "", "beta": "Nya"}
    outside = read(
        with_line(
            "  centre: {name: {sv: Centrum, en: Centre}, mailbox: centre@example.org}",
            "  centre: {name: Centrum, mailbox: centre@example.org, motive: Värd}",
        )
    )
    assert [w.in_("sv") for w in outside.warnings] == [
        "round.yaml:16: centre har ett motiv men är inte med i något kluster"
    ]


def test_meetings_stand_in_utc_in_the_order_of_the_steps_with_their_local_days() -> None:
    summer, autumn = (
        (utc("2021-04-14 07:00"), utc("2021-04-14 14:00")),
        (utc("2021-09-15 07:00"), utc("2021-09-15 10:00")),
    )
    assert read().clusters == (
        ClusterFile(
            "north",
            Said("Norr", "North"),
            "alfa",
            ("alfa", "beta"),
            (
                MeetingFile(
                    "start",
                    (Session(*summer, "digital", ""),),
                    date(2021, 4, 14),
                    date(2021, 4, 14),
                    "",
                    example_date=True,
                ),
                MeetingFile(
                    "deepening",
                    (Session(*autumn, "on_site", "Umeå\nUmea"),),
                    date(2021, 9, 15),
                    date(2021, 9, 15),
                    "case_handling",
                    example_date=False,
                ),
                MeetingFile(
                    "follow_up",
                    (
                        Session(utc("2021-11-24 12:00"), utc("2021-11-24 15:00"), "on_site", ""),
                        Session(utc("2021-11-25 08:00"), utc("2021-11-25 11:00"), "hybrid", "Luleå"),
                    ),
                    date(2021, 11, 24),
                    date(2021, 11, 25),
                    "",
                    example_date=False,
                ),
            ),
        ),
        ClusterFile("south_and_east", Said("South", "South"), None, ("gamma",), ()),
    )


def test_meetings_written_in_any_order_are_kept_in_the_order_of_the_steps() -> None:
    start = '      start: {date: 2021-04-14, from: "09:00", to: "16:00", mode: digital, example_date: true}\n'
    last = "  south_and_east:\n"
    moved = with_line(start, "").replace(last, start + last)
    assert read(moved).clusters == read().clusters


def test_a_pattern_gives_every_member_each_function_that_has_no_row_of_its_own() -> None:
    found = read().appointments
    assert found[:4] == (
        AppointmentFile("centre", "host", "Ada", "ada@example.org", date(2021, 1, 11)),
        AppointmentFile("expertverket", "expert", "Eva", "eva@example.org", date(2021, 2, 1), language="en"),
        AppointmentFile(
            "alfa",
            "head",
            "Hedda",
            "hedda@example.org",
            date(2021, 1, 11),
            date(2021, 6, 30),
            top_management=True,
            acting=True,
        ),
        AppointmentFile("alfa", "head", "Hugo", "hugo@example.org", date(2021, 7, 1), top_management=True),
    )
    functions = ("planner", "coordinator", "finance", "head", "officer")
    made = [(a.organisation, a.function, a.mail, a.top_management) for a in found[4:]]
    assert made == [
        (organisation, function, f"{function}.{organisation}@example.org", function == "head")
        for organisation in ("alfa", "beta", "gamma")
        for function in functions
        if (organisation, function) != ("alfa", "head")
    ]
    assert found[4].name == "Planeringsfunktion, Alfaverket"


def test_a_row_without_a_day_holds_from_the_first_of_invitation_and_start_unless_the_roster_says_another() -> None:
    def since(text: str) -> set[date]:
        rows = read(text).appointments
        return {a.since for a in rows if a.organisation in ("centre", "alfa", "beta") and a.name != "Hugo"}

    later = with_line("invite_on: 2021-01-11", "invite_on: 2021-01-18")
    own = with_line("roster:\n", "roster:\n  from: 2021-01-05\n")
    assert (since(ROUND), since(later)) == ({date(2021, 1, 11)}, {date(2021, 1, 12)})
    assert {a.since for a in read(own).appointments if a.organisation == "beta"} == {date(2021, 1, 5)}


def test_work_that_is_due_after_the_rounds_last_day_is_told() -> None:
    assert [w.in_("en") for w in read(with_line("ends_on: 2022-01-31", "ends_on: 2022-01-24")).warnings] == [
        "round.yaml:8: final_report (closing) is due 2022-01-25, after the round ends, 2022-01-24 – set ends_on later"
    ]
    assert read(with_line("ends_on: 2022-01-31", "ends_on: 2022-01-25")).warnings == ()


def unreached(old: str, new: str, text: str = ROUND) -> list[str]:
    return [w.in_("en") for w in read(with_line(old, new, text)).warnings]


def test_an_invitation_that_finds_nobody_in_office_is_told_before_anybody_waits_for_an_answer() -> None:
    late = "round.yaml:6: the letter invitation reaches nobody at alfa, beta, gamma on 2021-01-11: "
    mend = "nobody holds coordinator then – correct roster (from, to) or invite_on"
    assert unreached("roster:\n", "roster:\n  from: 2021-01-12\n") == [late + mend]
    assert unreached("[planner, coordinator, finance, head, officer]", "[planner, finance]") == [late + mend]
    row = "    - {organisation: beta, function: coordinator, name: Bo, mail: bo@example.org, from: 2021-01-12}\n"
    assert [w.what.sv for w in read(ROUND + row).warnings] == [
        "brevet invitation når ingen hos beta den 2021-01-11: ingen innehar då coordinator"
    ]


def test_an_invitation_finds_whoever_holds_the_function_that_day_the_last_included() -> None:
    row = "    - {organisation: beta, function: coordinator, name: Bo, mail: bo@example.org, to: 2021-01-11}\n"
    assert read(ROUND + row).warnings == ()
    assert len(read(ROUND + row.replace("to:", "from: 2021-01-05, to:").replace("01-11", "01-10")).warnings) == 1


def test_a_letter_to_several_is_missed_only_where_none_of_them_is_there() -> None:
    definition = mini_definition()
    definition["letters"]["invitation"]["to"] = ["coordinator", "head"]
    workflow = read_definition(definition)
    text = with_line("[planner, coordinator, finance, head, officer]", "[planner, head]")
    assert read(text, workflow).warnings == ()
    assert [
        w.what.en for w in read(text.replace("name: Hedda,", "name: Hedda, from: 2021-02-01,"), workflow).warnings
    ] == ["the letter invitation reaches nobody at alfa on 2021-01-11: nobody holds coordinator, head then"]


def test_a_letter_at_the_end_is_not_asked_for_at_the_beginning() -> None:
    definition = mini_definition()
    letters = {
        **definition["letters"],
        "goodbye": {"when": "enters completed", "to": ["officer"], "template": "completion"},
    }
    text = with_line("[planner, coordinator, finance, head, officer]", "[planner, coordinator]")
    assert read(text, read_definition({**definition, "letters": letters})).warnings == ()


def test_a_low_line_in_an_organisations_name_becomes_a_hyphen_after_the_at_sign_of_the_pattern() -> None:
    text = ROUND.replace("gamma", "gam_ma").replace("{function}.{organisation}@", "{function}@{organisation}.")
    assert {a.mail for a in read(text).appointments if a.organisation == "gam_ma"} == {
        f"{function}@gam-ma.example.org" for function in ("planner", "coordinator", "finance", "head", "officer")
    }


def test_comments_and_layout_do_not_change_the_digest_but_a_date_does() -> None:
    assert read("# a comment\n" + ROUND).digest == read().digest
    assert read(with_line("2021-04-14", "2021-04-15")).digest != read().digest


def test_a_theme_may_be_words_of_ones_own() -> None:
    found = read(with_line("theme: case_handling", "theme: Hur vi möter människor"))
    assert found.clusters[0].meetings[1].theme == "Hur vi möter människor"


WARNED = [
    ("date: 2021-04-14", "date: 2021-05-13", "start: {date", "the meeting start is on a free day, 2021-05-13"),
    ("date: 2021-09-15", "date: 2021-08-05", "deepening:", "the meeting deepening is in a quiet week, 2021-08-05"),
    ("members: [alfa, beta]", "members: [alfa]", "beta: {name", "beta is in no cluster"),
]


@pytest.mark.parametrize(("old", "new", "at", "what"), WARNED)
def test_what_may_be_meant_so_is_a_warning_and_stops_nothing(old: str, new: str, at: str, what: str) -> None:
    text = with_line(old, new)
    assert [w.in_("en") for w in read(text).warnings] == [f"round.yaml:{line_of(at, text)}: {what}"]


def test_a_meeting_in_a_busy_period_of_someone_invited_is_a_warning() -> None:
    definition = mini_definition()
    definition["functions"]["finance"]["attends"] = "every meeting"
    text = with_line("2021-04-14", "2021-02-24")
    assert [w.what for w in read(text, read_definition(definition)).warnings] == [
        Said(
            "träffen start hålls när finance är upptagen: bokslut",
            "the meeting start is held when finance is busy: annual accounts",
        )
    ]


def test_a_lap_planned_without_the_one_before_it_is_remarked_on() -> None:
    definition = mini_definition()
    definition["transitions"]["once_more"] = {
        "title": both("Igen", "Again"),
        "from": "deepening",
        "to": "deepening",
        "completes": True,
    }
    second = with_line(
        "      follow_up:\n", "      deepening.2: {date: 2021-10-20, from: '09:00', to: '12:00'}\n      follow_up:\n"
    )
    assert read(second, read_definition(definition)).warnings == ()
    fourth = second.replace("deepening.2", "deepening.4")
    assert [w.in_("sv") for w in read(fourth, read_definition(definition)).warnings] == [
        f"round.yaml:{line_of('deepening.4', fourth)}: träffen deepening.4 är planerad men inte deepening.3, "
        "som kommer före – planera deepening.3, eller kalla den här deepening.3"
    ]


def test_a_round_is_read_with_the_programme_and_the_calendar_it_names(tmp_path: Path) -> None:
    path = tmp_path / "round.yaml"
    path.write_text(ROUND, encoding="utf-8")
    found = read_round(path, programme_folder(tmp_path / "workflows"), shipped("config") / "calendars")
    assert (found.workflow.name, found.calendar.name, found.round) == ("mini", "sweden", read())


def test_an_unknown_programme_is_told_with_the_one_probably_meant(tmp_path: Path) -> None:
    path = tmp_path / "round.yaml"
    path.write_text(with_line("workflow: mini", "workflow: minni"), encoding="utf-8")
    with pytest.raises(BadFile) as found:
        read_round(path, programme_folder(tmp_path / "workflows"), shipped("config") / "calendars")
    assert found.value.lines("sv") == ["round.yaml:2: okänt program ”minni” – menade du mini?"]


@pytest.mark.parametrize("place", ["", "rounds", "config/rounds"])
def test_without_a_setting_the_programme_is_found_in_a_folder_beside_or_above_the_round(
    tmp_path: Path, place: str
) -> None:
    path = tmp_path / place / "round.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ROUND, encoding="utf-8")
    programme_folder(tmp_path / "workflows")
    assert read_round(path, None, shipped("config") / "calendars").workflow.name == "mini"


def test_a_programme_beside_the_round_goes_before_a_shipped_one_of_the_same_name(tmp_path: Path) -> None:
    path = tmp_path / "round.yaml"
    path.write_text(with_line("workflow: mini", "workflow: jim-plus"), encoding="utf-8")
    programme_folder(tmp_path / "workflows").joinpath("mini.yaml").rename(tmp_path / "workflows" / "jim-plus.yaml")
    assert read_round(path, None, shipped("config") / "calendars").workflow.name == "mini"


def test_a_programme_that_is_nowhere_is_told_with_the_folders_looked_in_and_the_setting(tmp_path: Path) -> None:
    path = tmp_path / "round.yaml"
    path.write_text(with_line("workflow: mini", "workflow: xylophone"), encoding="utf-8")
    near = programme_folder(tmp_path / "workflows")
    calendars = shipped("config") / "calendars"
    there = ", ".join(file.stem for file in workflow_files(near, shipped("workflows")))
    with pytest.raises(BadFile) as found:
        read_round(path, None, calendars)
    assert found.value.lines("en") == [
        f"round.yaml:2: unknown programme ”xylophone” – in {near}, {shipped('workflows')} there are {there}; "
        'put the file in the folder workflows beside the round, or write workflows = "folder" in jimflow.toml'
    ]
    with pytest.raises(BadFile) as found:
        read_round(path, near, calendars)
    assert found.value.lines("sv") == [
        f"round.yaml:2: okänt program ”xylophone” – i {near} finns mini; mappen kommer av workflows i jimflow.toml"
    ]


def test_a_mistake_in_the_programme_is_told_with_the_programmes_own_line(tmp_path: Path) -> None:
    path = tmp_path / "round.yaml"
    path.write_text(ROUND, encoding="utf-8")
    folder = programme_folder(tmp_path / "workflows")
    text = (folder / "mini.yaml").read_text(encoding="utf-8")
    (folder / "mini.yaml").write_text("wersion: x\n" + text, encoding="utf-8")
    with pytest.raises(BadFile) as found:
        read_round(path, folder, shipped("config") / "calendars")
    assert [line.split(" ")[0] for line in found.value.lines("en")] == ["mini.yaml:1:"]


def test_a_cluster_where_everything_is_started_from_elsewhere_has_nobody_and_says_so() -> None:
    text = with_line("members: [gamma]", "members: []")
    found = read(text)
    assert [c.members for c in found.clusters] == [("alfa", "beta"), ()]
    at = f"round.yaml:{line_of('members: []', text)}"
    assert f"{at}: the cluster {found.clusters[1].code} has no members" in str([w.in_("en") for w in found.warnings])


def test_a_round_that_only_receives_needs_no_subjects() -> None:
    areas = read_definition({**mini_definition(), "subject": "area"})
    start, end = ROUND.index("clusters:"), ROUND.index("contributors:")
    alone = ROUND[: min(start, end)] + "clusters: {inbox: {name: Inkorgen, members: []}}\n"
    assert read(alone, areas).clusters == (ClusterFile("inbox", Said("Inkorgen", "Inkorgen"), None, (), ()),)
    with pytest.raises(BadFile) as bad:
        read(alone.replace("[]", "[alfa]"), areas)
    assert bad.value.lines("en")[0] == "round.yaml:1: the key subjects is missing: agencies take part"


def test_a_model_must_be_a_member_also_where_there_is_none() -> None:
    text = with_line("model_agency: alfa", "model_agency: alfa", ROUND).replace("members: [alfa, beta]", "members: []")
    with pytest.raises(BadFile) as bad:
        read(text)
    told = f"round.yaml:{line_of('model_agency', text)}: alfa is not a member of the cluster – write it under members"
    assert told in bad.value.lines("en")
