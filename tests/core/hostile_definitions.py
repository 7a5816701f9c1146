"""Definitions written to do harm, or by a slip that would, as changes of the mini programme with what is told."""

from typing import Any

from tests.build_workflow import both

TEXT = both("text", "text")
FUNCTION = {"title": TEXT, "duty": TEXT}
STEP = {"title": TEXT, "purpose": TEXT}


def way(source: str, to: str) -> dict[str, Any]:
    """A transition from one state to another."""
    return {"title": TEXT, "from": source, "to": to}


REFUSED: dict[str, tuple[dict[str, Any], list[str]]] = {
    # ways
    "two states that lead only to each other": (
        {
            "states.7": "limbo",
            "states.8": "nowhere",
            "state_titles.limbo": TEXT,
            "state_titles.nowhere": TEXT,
            "transitions.there": way("limbo", "nowhere"),
            "transitions.back": way("nowhere", "limbo"),
        },
        ["states[7]: the state “limbo” cannot be reached", "states[8]: the state “nowhere” cannot be reached"],
    ),
    "a circle one never gets out of": (
        {
            "states.7": "limbo",
            "states.8": "nowhere",
            "state_titles.limbo": TEXT,
            "state_titles.nowhere": TEXT,
            "transitions.fall": way("proposed", "limbo"),
            "transitions.there": way("limbo", "nowhere"),
            "transitions.back": way("nowhere", "limbo"),
        },
        [
            "states[7]: from the state “limbo” no final state can be reached",
            "states[8]: from the state “nowhere” no final state can be reached",
        ],
    ),
    "a state that leads only to itself": (
        {
            "states.7": "limbo",
            "state_titles.limbo": TEXT,
            "transitions.fall": way("proposed", "limbo"),
            "transitions.spin": way("limbo", "limbo"),
        },
        ["states[7]: from the state “limbo” no final state can be reached"],
    ),
    "a way in a circle": (
        {"transitions.advance.along": ["<steps>", "start", "completed"]},
        ["transitions.advance.along[1]: “start” stands here twice"],
    ),
    "a way that begins and ends at the end": (
        {"transitions.advance.along": ["completed"]},
        [
            "steps.start: the state “start” cannot be reached",
            "steps.deepening: the state “deepening” cannot be reached",
            "steps.follow_up: the state “follow_up” cannot be reached",
            "steps.closing: the state “closing” cannot be reached",
            "states[4]: the state “completed” cannot be reached",
        ],
    ),
    "a way of no states": ({"transitions.advance.along": []}, ["transitions.advance.along: the way has no states"]),
    "a way through the whole list twice": (
        {"transitions.advance.along": ["<steps>", "<steps>", "completed"]},
        [
            "transitions.advance.along[1]: “preparation” stands here twice",
            "transitions.advance.along[1]: “start” stands here twice",
            "transitions.advance.along[1]: “deepening” stands here twice",
            "transitions.advance.along[1]: “follow_up” stands here twice",
            "transitions.advance.along[1]: “closing” stands here twice",
        ],
    ),
    "a way out of the end": (
        {"transitions.again": way("completed", "proposed")},
        ["transitions.again.from: “completed” is final and never left"],
    ),
    "a way into a word": (
        {"transitions.again": way("invited", "active")},
        ["transitions.again.to: unknown state “active”"],
    ),
    "a way into every step": (
        {"transitions.again": way("invited", "<steps>")},
        ["transitions.again.to: unknown state “<steps>”"],
    ),
    "a way to a later step": (
        {"transitions.reopen.to": "follow_up"},
        ["transitions.reopen.to: reopen always leads back"],
    ),
    "a pause that ends the round": (
        {"transitions.pause.to": "withdrawn"},
        ["transitions.pause.to: “withdrawn” is no state to pause in"],
    ),
    "a resume from a step": (
        {"transitions.resume.from": "active"},
        ["transitions.resume.from: resume does not start where pause ends"],
    ),
    "a final step": (
        {"states.3": "<steps>!"},
        ["states[3]: “<steps>” cannot be a name", "states: the steps are missing among the states"],
    ),
    "a state marked twice": ({"states.7": "lost!!"}, ["states[7]: “lost!” cannot be a name"]),
    "a mark in the middle": ({"states.7": "lo!st"}, ["states[7]: “lo!st” cannot be a name"]),
    "the first word as a step": ({"steps.first": STEP}, ["steps.first: first is a word of the language"]),
    "the word for all steps as a state": ({"states.7": "active!"}, ["states[7]: active is a word of the language"]),
    # texts
    "a template's expression": (
        {"assignments.evaluate.ask.sv": "svara {{7*7}}"},
        [
            "assignments.evaluate.ask.sv: the brace { stands alone",
            "assignments.evaluate.ask.sv: unknown placeholder {7*7}",
            "assignments.evaluate.ask.sv: the brace } stands alone",
        ],
    ),
    "a template's statement": (
        {"assignments.evaluate.why.sv": "{% for x in y %}x{% endfor %}"},
        [
            "assignments.evaluate.why.sv: unknown placeholder {% for x in y %}",
            "assignments.evaluate.why.sv: unknown placeholder {% endfor %}",
        ],
    ),
    "a shell's variable": (
        {"assignments.evaluate.title.sv": "${HOME}"},
        ["assignments.evaluate.title.sv: unknown placeholder {HOME}"],
    ),
    "a Ruby expression": (
        {"forms.report.questions.0.sv": "#{7*7}"},
        ["forms.report.questions[0].sv: unknown placeholder {7*7}"],
    ),
    "a format's position": (
        {"rules.meeting_held.text.sv": "{0}"},
        ["rules.meeting_held.text.sv: unknown placeholder {0}"],
    ),
    "a format of nothing": (
        {"rules.meeting_held.text.sv": "{}"},
        ["rules.meeting_held.text.sv: unknown placeholder {}"],
    ),
    "a format's attribute": (
        {"assignments.evaluate.ask.sv": "{organisation.__class__}"},
        ["assignments.evaluate.ask.sv: unknown placeholder {organisation.__class__}"],
    ),
    "a format's index": (
        {"assignments.evaluate.ask.sv": "{organisation[0]}"},
        ["assignments.evaluate.ask.sv: unknown placeholder {organisation[0]}"],
    ),
    "a format's conversion": (
        {"assignments.evaluate.ask.sv": "{organisation!r}"},
        ["assignments.evaluate.ask.sv: unknown placeholder {organisation!r}"],
    ),
    "a format's width": (
        {"assignments.evaluate.ask.sv": "{organisation:>999999999}"},
        ["assignments.evaluate.ask.sv: unknown placeholder {organisation:>999999999}"],
    ),
    "a placeholder in a placeholder": (
        {"assignments.evaluate.ask.sv": "{organ{theme}isation}"},
        [
            "assignments.evaluate.ask.sv: the brace { stands alone",
            "assignments.evaluate.ask.sv: the brace } stands alone",
            "assignments.evaluate.ask.sv: {theme} is empty in the step “follow_up”",
        ],
    ),
    "a placeholder with spaces": (
        {"assignments.evaluate.ask.sv": "{ organisation }"},
        ["assignments.evaluate.ask.sv: unknown placeholder { organisation }"],
    ),
    "a placeholder in capitals": (
        {"assignments.evaluate.ask.sv": "{ORGANISATION}"},
        ["assignments.evaluate.ask.sv: unknown placeholder {ORGANISATION}"],
    ),
    "a placeholder in a name of a theme": (
        {"themes.case_handling.sv": "{organisation}"},
        ["themes.case_handling.sv: unknown placeholder {organisation}"],
    ),
    "a placeholder in a question": (
        {"forms.report.questions.0.sv": "{organisation}?"},
        ["forms.report.questions[0].sv: unknown placeholder {organisation}"],
    ),
    "a header after the subject": (
        {"assignments.evaluate.short.sv": "svara\r\nBcc: evil@example.org"},
        ["assignments.evaluate.short.sv: the text must stand on one line"],
    ),
    "a line feed in the subject": (
        {"assignments.evaluate.short.en": "answer\nBcc: evil@example.org"},
        ["assignments.evaluate.short.en: the text must stand on one line"],
    ),
    "a carriage return in the subject": (
        {"assignments.evaluate.short.sv": "svara\rBcc: evil@example.org"},
        ["assignments.evaluate.short.sv: the text must stand on one line"],
    ),
    "a vertical tab in the subject": (
        {"assignments.evaluate.short.sv": "svara\x0bBcc: x"},
        ["assignments.evaluate.short.sv: the text must stand on one line"],
    ),
    "a form feed in a title": (
        {"steps.start.title.sv": "a\x0cb"},
        ["steps.start.title.sv: the text must stand on one line"],
    ),
    "a next line in a title": (
        {"steps.start.title.sv": "a\x85b"},
        ["steps.start.title.sv: the text must stand on one line"],
    ),
    "a line separator in a title": ({"title.sv": "a\u2028b"}, ["title.sv: the text must stand on one line"]),
    "a paragraph separator in a duty": (
        {"functions.planner.duty.sv": "a\u2029b"},
        ["functions.planner.duty.sv: the text must stand on one line"],
    ),
    "a record separator in a state's title": (
        {"state_titles.proposed.sv": "a\x1eb"},
        ["state_titles.proposed.sv: the text must stand on one line"],
    ),
    "a title of hard spaces": ({"steps.start.title.sv": "\u00a0\u3000"}, ["steps.start.title.sv: the text is empty"]),
    "half a surrogate": ({"steps.start.purpose.sv": "\ud800"}, ["the text holds characters that do not exist"]),
    # names
    "a name of two lines": (
        {"functions.a\nb": FUNCTION},
        ["functions.a\nb: “a b” cannot be a name", "functions.a\nb: the function “a b” is used nowhere"],
    ),
    "a name of nothing": (
        {"choices.goals2": {"": TEXT}},
        ["choices.goals2.: “” cannot be a name", "choices.goals2: the list of choices “goals2” is used nowhere"],
    ),
    "a name that is a path": ({"choices.policy_goal.a/b": TEXT}, ["choices.policy_goal.a/b: “a/b” cannot be a name"]),
    "a name in two parts of an accent": ({"themes.a\u030a": TEXT}, ["themes.å: “å” cannot be a name"]),
    "a name nobody can see": ({"themes.\u200b": TEXT}, ["themes.\u200b: “\u200b” cannot be a name"]),
    "a name read backwards": ({"themes.a\u202eb": TEXT}, ["themes.a\u202eb: “a\u202eb” cannot be a name"]),
    "a name of an emoji": ({"themes.\U0001f600": TEXT}, ["themes.😀: “😀” cannot be a name"]),
    "a name of a class": (
        {"functions.__class__": FUNCTION},
        [
            "functions.__class__: “__class__” cannot be a name",
            "functions.__class__: the function “__class__” is used nowhere",
        ],
    ),
    "a name of sixty-one letters": (
        {"themes." + "x" * 61: TEXT},
        [
            (
                "themes.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx: "
                "“xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…” cannot be a name"
            )
        ],
    ),
    "a name of digits": ({"themes.2021": TEXT}, ["themes.2021: “2021” cannot be a name"]),
    "a name with a mark of a final state": ({"steps.end!": STEP}, ["steps.end!: “end!” cannot be a name"]),
    "a question's name with a dot": (
        {"forms.report.questions.0.id": "a.b"},
        ["forms.report.questions[0].id: “a.b” cannot be a name"],
    ),
    "a question without a name": (
        {"forms.report.questions.0.id": ""},
        ["forms.report.questions[0].id: the text is empty"],
    ),
    "a workflow named as a path": (
        {"workflow": "../../etc/passwd"},
        ["workflow: “../../etc/passwd” cannot be used here"],
    ),
    "a workflow named with a null": ({"workflow": "mini\x00"}, ["workflow: “mini\x00” cannot be used here"]),
    "a calendar outside its folder": ({"calendar": "../sweden"}, ["calendar: “../sweden” cannot be used here"]),
    "a version of a command": ({"version": "1; rm -rf /"}, ["version: “1; rm -rf /” cannot be used here"]),
    "a letter in the place of a reminder": (
        {"letters.invitation.template": "remind"},
        ["letters.invitation.template: the template remind is none for letters"],
    ),
    "a letter in the place of an invitation": (
        {"letters.invitation.template": "invite"},
        ["letters.invitation.template: the template invite is none for letters"],
    ),
    "a letter outside its folder": (
        {"letters.invitation.template": "..\\secret"},
        ["letters.invitation.template: “..\\secret” cannot be a name"],
    ),
}
