"""Every mail that there is, with something to say in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jimflow.mail.compose import Item
from tests.build import at, ends
from tests.mail.saying import MEETINGS, entry, item, linked, task

FINDINGS = [
    {"code": "functions_present", "facts": {"meeting": "start", "forecast": True, "function": "finance"}},
    {"code": "management_present", "facts": {"meeting": "start", "forecast": True, "present": 0, "needed": 1}},
]
ORDER = {"trigger": "advance", "state": "start", "wanted": "budgeting", "next": "problem_formulation"}
HOST = "programme_coordinator"


def remark(function: str, kind: str, words: str, **facts: Any) -> Item:
    """A turn of the dialogue about one task."""
    about = {"step": "problem_formulation", "assignment": "describe_problems", "due": ends("2021-06-01").isoformat()}
    code = "remark:problem_formulation:describe_problems:7"
    return item("remark", function, code, **(about | {"kind": kind, "words": words} | facts))


EVERY: Mapping[str, Sequence[Item]] = {
    "open": [task("open", "planning_followup", "problem_formulation", "describe_problems", answers={"current": "X"})],
    "open with statements": [task("open", "gm_coordinator", "preparation", "self_assessment", "2021-06-21")],
    "open for finance": [task("open", "finance", "budgeting", "describe_resources", "2021-09-22")],
    "open, not shared": [task("open", "finance", "budgeting", "adjust_resources", "2021-12-30")],
    "open without a due date": [task("open", "gm_coordinator", "preparation", "name_functions", "")],
    "open with a theme": [task("open", "gm_coordinator", "deepening", "describe_theme", theme="case_handling")],
    "open, to be accepted": [task("open", "gm_coordinator", "start", "read_notes")],
    "open, optional": [task("open", "gm_coordinator", "start", "evaluate_meeting")],
    "open at the end": [task("open", "gm_coordinator", "closing", "closing_report", answers={"reached": ["product"]})],
    "remind": [task("remind", "planning_followup", "problem_formulation", "describe_problems")],
    "overdue": [task("overdue", "finance", "start", "describe_start", "2021-05-04")],
    "handover": [task("handover", "finance", "budgeting", "describe_resources", "2021-09-22")],
    "handover, late": [task("handover", "finance", "budgeting", "describe_resources", "2021-05-04")],
    "hold": [entry("hold", "agency_head", "follow_up")],
    "invite": [entry("invite", "planning_followup", "problem_formulation")],
    "invite to one of two sessions": [
        entry("invite", "finance", "problem_formulation", of_sessions=2, session=2, uid="meeting-7-2@example.org")
    ],
    "invite a guest": [entry("invite", "expert_contributor", "budgeting", mode="hybrid", place="Göteborg")],
    "moved": [
        entry(
            "moved",
            "finance",
            "deepening",
            "2022-03-02",
            sequence=1,
            before="2022-02-02",
            reason="Lokalen är upptagen.",
            moves=[["deepening:describe_theme", "2022-01-26", "2022-02-23"], ["closing:closing_report", "", ""]],
        )
    ],
    "cancelled": [entry("cancelled", "finance", "deepening", sequence=2)],
    "cancelled, the agency has left": [entry("cancelled", "finance", "deepening", sequence=2, left="agency")],
    "cancelled, the holder has left": [entry("cancelled", "finance", "deepening", sequence=2, left="function")],
    "cancelled, somebody else comes": [entry("cancelled", "finance", "deepening", sequence=2, left="instead")],
    "invitation": [item("invitation", "agency_head", state="invited", meetings=MEETINGS)],
    "invitation without dates": [item("invitation", "agency_head", state="invited")],
    "asked": [item("asked", "agency_head", state="invited", meetings=MEETINGS)],
    "asked to register": [item("asked", "gm_coordinator", state="preparation", meetings=MEETINGS)],
    "welcome": [item("welcome", "gm_coordinator", state="preparation", meetings=MEETINGS)],
    "a letter whose words stand in the definition": [
        item(
            "letter",
            "gm_coordinator",
            state="completed",
            subject=["Tack för {round}", "Thank you for {round}"],
            text=[
                "{organisation} är klar.\nVi ses & hörs.\n\nSvara senast {answer_by}.",
                "{organisation} is done.\nSee you & hear you.\n\nAnswer by {answer_by}.",
            ],
        )
    ],
    "completion": [
        item(
            "completion",
            "gm_coordinator",
            state="completed",
            remarks=[{"code": "results_reach_practice", "facts": {"reached": ["product"]}}],
        )
    ],
    **{
        f"a letter of another programme: {name}": [item(name, "gm_coordinator", state=state, meetings=MEETINGS)]
        for name, state in (
            ("kommun_inbjudan", "invited"),
            ("kommun_antagen", "preparation"),
            ("kommun_genomfort", "completed"),
            ("kommun_mentor", "completed"),
            ("kommun_avslutad", "withdrawn"),
            ("samverkan_uppdrag", "preparation"),
            ("samverkan_inget_uppdrag", "withdrawn"),
            ("samverkan_antagen", "preparation"),
            ("samverkan_genomforande", "start"),
            ("samverkan_avslutad", "completed"),
            ("lyft_skickat", "start"),
            ("lyft_omhandertaget", "completed"),
            ("lyft_aterlamnat", "withdrawn"),
        )
    },
    "inform": [
        item("inform", HOST, step="start", assignment="describe_start", due=ends("2021-05-04").isoformat()),
        item("inform", HOST, step="start", assignment="describe_start", due="", organisation="Vinnova"),
    ],
    "vacant": [
        item("vacant", "gm_coordinator", step="budgeting", assignment="describe_resources", vacant="finance", due="")
    ],
    "vacant, nothing waiting": [
        item("vacant", "gm_coordinator", step="start", assignment="", vacant="finance", due="")
    ],
    "vacant, told to the host": [
        item("vacant", HOST, step="budgeting", assignment="describe_resources", vacant=f, due=ends(d).isoformat())
        for f, d in (("finance", "2021-09-22"), ("planning_followup", "2021-09-22"))
    ],
    "readiness": [item("readiness", "gm_coordinator", step="start", meeting_day="2021-06-14", findings=FINDINGS)],
    "readiness, told to the host": [item("readiness", HOST, step="start", meeting_day="2021-06-14", findings=FINDINGS)],
    "record": [item("record", HOST, step="start", meeting_day="2021-05-10", organisation="")],
    "theme": [item("theme", HOST, step="deepening", meeting_day="2022-02-02", organisation="")],
    "undeliverable": [item("undeliverable", HOST, about="finance", address="gone@example.org", reply="550 unknown")],
    "undeliverable, no mail is wanted": [
        item("undeliverable", HOST, about="finance", address="gone@example.org", stopped=True)
    ],
    "undeliverable, of both kinds": [
        item("undeliverable", "gm_coordinator", about="finance", address="gone@example.org", reply="550 unknown"),
        item("undeliverable", "gm_coordinator", about="planning_followup", address="p@example.org", stopped=True),
    ],
    "undeliverable, told at home": [item("undeliverable", "gm_coordinator", about="finance")],
    "party, invited": [
        item("party", "gm_coordinator", part="actor", standing="invited", contribution="Erfarenhet av skuldrådgivning.")
    ],
    "party, invited with nothing in mind": [
        item("party", "gm_coordinator", part="actor", standing="invited", contribution="")
    ],
    "party, joined": [item("party", "gm_coordinator", part="actor", standing="joined", contribution="Leder arbetet.")],
    "party, passed on": [item("party", "gm_coordinator", part="actor", standing="joined", contribution="")],
    **{
        name: [
            task(
                "receipt",
                "finance",
                "problem_formulation",
                "describe_problems",
                due,
                reference="12-1",
                at="2021-05-10T11:42:00+00:00",
                by="Anna Ek",
                functions=["finance"],
                answers={"current": "Genom klagomål.\nOch statistik."},
                **more,
            )
        ]
        for name, due, more in (
            (
                "receipt",
                "2021-06-01",
                {"behalf": "", "anchored": "Avdelningschefen", "late": False, "complete": False, "copy": False},
            ),
            (
                "receipt, to the registrar",
                "2021-05-04",
                {"behalf": "Bo Berg", "anchored": "", "late": True, "complete": True, "copy": True},
            ),
            (
                "receipt, of a changed answer",
                "2021-06-01",
                {"replaces": "11-9", "anchored": "", "late": False, "complete": True, "copy": False},
            ),
        )
    },
    "answered": [
        item(
            "answered",
            "gm_coordinator",
            start="lift",
            case=["Könsuppdelad statistik saknas", "Statistics by sex are missing"],
            ended=["Ny uppgift beslutad", "New task decided"],
        )
    ],
    "remark, a comment": [
        remark("gm_coordinator", "comment", "Tack! Vi läser om detta på träffen.\n\nHör av er <nu> & då.")
    ],
    "remark, more is asked for": [remark("gm_coordinator", "completion", "Fråga 2 saknar siffror.")],
    "remark, more is asked for after the day": [
        remark("gm_coordinator", "completion", "Fråga 2 saknar siffror.", due=ends("2021-05-01").isoformat())
    ],
    "remark, a reply": [remark(HOST, "reply", "Siffrorna kommer på fredag.", by="finance")],
    "forwarded": [
        task(
            *("forwarded", "finance", "problem_formulation", "describe_problems"),
            person=7,
            forward=3,
            by="Bo Alm",
            holder="",
            may_hand_in=False,
            words="Kan du ta frågan om siffrorna? <Tack> & hej\nBo",
        )
    ],
    "forwarded, for another, who is late": [
        task(
            *("forwarded", "finance", "problem_formulation", "describe_problems", "2021-04-01"),
            person=7,
            forward=3,
            by="Bo Alm",
            holder="Cilla Ek",
            may_hand_in=True,
            words="",
        )
    ],
    "substitute, for signatures": [
        item(
            *("substitute", "finance", "substitute:signature"),
            person=7,
            by="Bo Alm",
            holder="Bo Alm",
            right="signature",
            since="2021-05-10",
            until="2021-06-04",
        )
    ],
    "substitute, at meetings, named by another": [
        item(
            *("substitute", "agency_head", "substitute:meeting"),
            person=7,
            by="Bo Alm",
            holder="Cilla Ek",
            right="meeting",
            since="2021-05-10",
            until="2022-02-04",
        )
    ],
    "open, to a substitute": [
        task("open", "finance", "problem_formulation", "describe_problems", person=7, instead_of="Bo Alm")
    ],
    "sign_in": [
        item(*("sign_in", "finance", "sign-in:7"), number=7, until=at("2021-05-11 08:10").isoformat(), organisation="")
    ],
    "open, with a page": linked(task("open", "finance", "problem_formulation", "describe_problems")),
    "remind, with a page": linked(task("remind", "finance", "problem_formulation", "describe_problems")),
    "overdue, with a page": linked(task("overdue", "finance", "start", "describe_start", "2021-04-27")),
    "handover, with a page": linked(task("handover", "finance", "problem_formulation", "describe_problems")),
    "invite, with a page": linked(entry("invite", "finance", "problem_formulation")),
    "hold, with a page": linked(entry("hold", "agency_head", "follow_up")),
    "moved, with a page": linked(entry("moved", "finance", "problem_formulation", before="2021-06-01")),
    "remark, with a page": linked(remark("gm_coordinator", "completion", "Fråga 2 saknar siffror.")),
    "readiness, with a page": linked(
        item("readiness", "gm_coordinator", step="start", meeting=3, meeting_day="2021-06-14", findings=FINDINGS)
    ),
    "staffing": [
        item(
            *("staffing", HOST, "staffing"),
            changes=[
                {"about": "finance", "what": "new", "day": "2021-06-01"},
                {"about": "gm_coordinator", "what": "ends", "day": "2021-06-30"},
                {"about": "agency_head", "what": "vacant", "day": "2021-06-30"},
                {"about": "core_business_manager", "what": "changed", "day": ""},
                {"about": "", "what": "registrar", "day": ""},
            ],
        )
    ],
    "staffing, one more": [
        item("staffing", HOST, "staffing", changes=[{"about": "", "what": "no_registrar", "day": ""}])
    ],
    "morning": [
        item(
            "morning",
            HOST,
            organisation="",
            cluster=["", ""],
            late=[{"organisation": "Vinnova", "step": "start", "assignment": "describe_start", "due": "2021-05-04"}],
            stopped=[{"organisation": "Forte", "state": "start", "findings": [{"code": "order", "facts": ORDER}]}],
            ready=[{"organisation": "Formas", "state": "start", "to": "problem_formulation"}],
            coming=[
                {"day": "2021-06-08", "meeting": "problem_formulation", "cluster": ["Rättsvårdande", "Justice"]},
                {"day": "2021-06-01", "step": "problem_formulation", "assignment": "describe_problems", "count": 4},
            ],
            pauses=[{"organisation": ["Polismyndigheten", "Police"], "day": "2021-05-31"}],
            given_up=3,
            mail_stopped=[{"why": "Fel text i inbjudan", "day": "2021-05-10T07:00:00+00:00", "all": True}],
            held_up=12,
            to_review=2,
            unwritten=[{"why": ["Mejlmallen a.sv. Rätta filen.", "The template a.sv. Correct it."], "count": 2}],
        )
    ],
}
"""Every template at least once, as the program would say it."""
