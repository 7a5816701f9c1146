"""The definition language as a JSON Schema for editors, made of the tables that the reading itself uses."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, get_args

from jimflow.core.definition import OPTIONAL, REQUIRED
from jimflow.core.language.assignments import DEADLINE, NUDGE, OPENING, SHARING
from jimflow.core.language.forms import CHOOSING, MOST, QUESTION_KINDS
from jimflow.core.language.functions import ATTENDS
from jimflow.core.language.nodes import MOST_TIMES
from jimflow.core.language.rules import SEVERITIES, WHEN
from jimflow.core.language.states import ENTERS, STEPS
from jimflow.core.language.steps import EVERY_MEETING, MOST_STEPS, WITH_MEETING
from jimflow.core.language.transitions import ACTIVE, GOES_BACK
from jimflow.core.moments import ANSWER as ANSWERED
from jimflow.core.rule_kinds import DEPUTIES, GROUPS, RULE_KINDS, SHARES, RuleKind
from jimflow.core.workflow import READERS, Joins, Reason
from jimflow.files.schema_words import described

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that editors know best."""

LETTERS = "A-Za-z\u00c0-\u024f"
NAME: Schema = {"type": "string", "pattern": f"^[{LETTERS}][{LETTERS}0-9_-]{{0,59}}$"}
NAMES: Schema = {"type": "array", "items": NAME, "uniqueItems": True}
SOME: Schema = {**NAMES, "minItems": 1}
FLAG: Schema = {"type": "boolean"}
ANSWER: Schema = {"type": "string", "pattern": "^[^.]+\\.[^.]+$"}
DAY: Schema = {"type": "string", "pattern": "^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$"}
EFFORT: Schema = {
    "type": "string",
    "pattern": "^\\s*(half a day|half an hour|\\d{1,5}([.,]\\d{1,2})?\\s+(minutes?|hours?|days?))\\s*$",
    "examples": ["2 days", "half a day", "3 hours", "20 minutes"],
}
LENGTH: Schema = {
    "type": "string",
    "pattern": "^(full day|half day|[1-9]\\d? hours?|[1-9]\\d{0,2} minutes)$",
    "examples": ["full day", "half day", "2 hours"],
}
_OFFSET = "(\\s*[+-]\\s*\\d+\\s+(days?|weeks?|months?|working\\s+days?))?"


def schema() -> Schema:
    """The whole schema: one form of it for programmes in two languages, one for those in Swedish only."""
    swedish = {"properties": {"languages": {"const": ["sv"]}}, "required": ["languages"]}
    return {
        "$schema": DRAFT,
        "title": "jimflow workflow",
        "description": described("workflow_file"),
        "type": "object",
        "if": swedish,
        "then": {"$ref": "#/definitions/swedish"},
        "else": {"$ref": "#/definitions/both"},
        "definitions": {
            "both": _definition({"$ref": "#/definitions/text"}, ("sv", "en")),
            "swedish": _definition({"$ref": "#/definitions/swedish_text"}, ("sv",)),
            "text": _text(("sv", "en")),
            "swedish_text": {"anyOf": [{"type": "string", "minLength": 1}, _text(("sv",))]},
        },
    }


def schema_text() -> str:
    """The schema as the file `workflow.schema.json` holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _text(languages: Sequence[str]) -> Schema:
    words = {key: {"type": "string", "minLength": 1} for key in languages}
    return {"type": "object", "properties": words, "required": list(languages), "additionalProperties": False}


def _word(words: Collection[str]) -> Schema:
    return {"enum": list(words)}


def _whole(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


def _time(anchors: Collection[str]) -> Schema:
    names = [r"[A-Za-z]\w*\.[A-Za-z]\w*" if anchor == ANSWERED else anchor for anchor in anchors]
    one = f"({'|'.join(names)}){_OFFSET}"
    return {"type": "string", "pattern": f"^\\s*{one}(\\s+else\\s+{one})*\\s*$"}


def _times(anchors: Collection[str]) -> Schema:
    return {"type": "array", "items": _time(anchors), "maxItems": MOST_TIMES}


_FORMS = ("one", "the", "many")


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _named(value: Schema, **more: Any) -> Schema:
    """Names that the writer chooses, each with such content."""
    return {"type": "object", "propertyNames": NAME, "additionalProperties": value, **more}


def _keys(part: str, properties: Mapping[str, Schema], required: Collection[str] = ()) -> Schema:
    """Keys of the language, each with its description; no others."""
    return {
        "type": "object",
        "properties": {
            key: value | {"description": described(f"{part}.{key}")} if described(f"{part}.{key}") else value
            for key, value in properties.items()
        },
        "required": [key for key in properties if key in required],
        "additionalProperties": False,
    }


def _definition(text: Schema, languages: Sequence[str]) -> Schema:
    parts: dict[str, Schema] = {
        "workflow": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9-]*$"},
        "version": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$"},
        "title": text,
        "calendar": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_-]*$"},
        "languages": {"enum": [["sv", "en"], ["sv"]]},
        "subject": {"type": "string", "minLength": 1},
        "nouns": _keys(
            "nouns",
            {
                **dict.fromkeys(("one", "the", "many", "a", "the_many", "model", "the_model"), text),
                "cluster": _keys("cluster", dict.fromkeys((*_FORMS, "a", "the_many"), text), _FORMS),
            },
            _FORMS,
        ),
        "functions": _named(_function(text), minProperties=1),
        "choices": _named(_named(text, minProperties=1)),
        "result_steps": NAME,
        "result_goals": NAME,
        "themes": _named(text),
        "rules": _named({"anyOf": [_rule(kind, text) for kind in RULE_KINDS.values()]}),
        "assignments": _named(_assignment(text)),
        "forms": _named(_form(text, languages)),
        "every_meeting": _every_meeting(),
        "steps": _named(_step(text), minProperties=1, maxProperties=MOST_STEPS),
        "states": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "string", "pattern": f"^({STEPS}|[{LETTERS}][{LETTERS}0-9_-]{{0,59}}!?)$"},
            "contains": {"const": STEPS},
        },
        "state_titles": _named(text),
        "transitions": _transitions(text),
        "letters": _named(_letter(text)),
        "parties": _named(_party(text)),
        "starts": _named(_start(text)),
    }
    order = [*REQUIRED, *OPTIONAL]
    return _keys("head", {key: parts[key] for key in sorted(parts, key=order.index)}, REQUIRED)


def _function(text: Schema) -> Schema:
    busy = _keys("busy", {"from": DAY, "to": DAY, "what": text}, ("from", "to", "what"))
    return _keys(
        "function",
        {
            "title": text,
            "duty": text,
            "attends": _word(ATTENDS),
            "belongs_to": _word(("own", "agency", "ministry", "outside", "host", "guest")),
            "coordinates": FLAG,
            "busy": _list(busy),
        },
        ("title", "duty"),
    )


_PARAMETERS: Mapping[str, Mapping[str, Schema]] = {
    "attendance": {
        "functions": SOME,
        "of": _word(("own", "own agency")),
        "at_least": {"anyOf": [_whole(1, 99), _word(SHARES)]},
        "where": _keys("where", {"top_management": {"const": True}}, ("top_management",)),
        "deputy": _word(DEPUTIES),
    },
    "submitted": {"assignments": {"anyOf": [_word(GROUPS), SOME]}},
    "form_has": {"assignment": NAME, "field": {"type": "string", "minLength": 1}, "is": _list({"type": "string"})},
    "holders": {"functions": SOME, "at_least": _whole(1, 99)},
    "results_reach": {"at_least_one_of": SOME},
    "parties": {"part": SOME, "min": _whole(1, 999), "max": _whole(1, 999), "contribution": FLAG},
    "answered": {"start": NAME, "is": _list({"type": "string"}), "at_least": _whole(1, 99)},
    "cluster_size": {"min": _whole(1, 999), "max": _whole(1, 999)},
}
"""What stands under the parameters of a kind; which there are, RULE_KINDS says."""
_EITHER: Mapping[str, tuple[Schema, ...]] = {
    "attendance": ({"required": ["functions"]}, {"required": ["of"]}),
    "cluster_size": ({"required": ["min"]}, {"required": ["max"]}),
    "parties": ({"required": ["min"]}, {"required": ["max"]}),
}


def _rule(kind: RuleKind, text: Schema) -> Schema:
    shapes = _PARAMETERS.get(kind.name, {})
    parameters = {key: shapes.get(key, {}) for key in (*kind.required, *kind.optional)}
    after = {"fix_after": text} if kind.name == "attendance" else {}
    common = {"severity": _word(SEVERITIES), "waivable": FLAG, "curable": FLAG, "at": _word(WHEN)}
    found = _keys(
        "rule",
        {"check": {"const": kind.name}, **parameters, **common, "text": text, "fix": text, **after},
        ("check", *kind.required, "severity", "text", "fix"),
    )
    if kind.name in _EITHER:
        found["oneOf" if kind.name == "attendance" else "anyOf"] = list(_EITHER[kind.name])
    return found


def _assignment(text: Schema) -> Schema:
    inform = _keys("inform", {"at": _time(NUDGE), "who": NAME}, ("at", "who"))
    waits = _keys("waits_for", {"assignment": NAME, "theme": {"const": "chosen"}, "until": _time(OPENING)})
    waits["oneOf"] = [{"required": ["assignment"]}, {"required": ["theme"]}]
    words = dict.fromkeys(("title", "short", "ask", "why", "instruction"), text)
    required = {**words, "effort": EFFORT, "to": NAMES, "form": NAME, "opens": _time(OPENING), "due": _time(DEADLINE)}
    optional: dict[str, Schema] = {
        "remind": _times(NUDGE),
        "inform": {**_list(inform), "maxItems": MOST_TIMES},
        "waits_for": waits,
        "share_with": {"anyOf": [_word(SHARING), {**_list(_word(tuple(READERS))), "uniqueItems": True, "minItems": 1}]},
        "accept": {"const": "required"},
        "optional": FLAG,
        "closes": {"const": "when left"},
    }
    return _keys("assignment", {**required, **optional}, required)


def _form(text: Schema, languages: Sequence[str]) -> Schema:
    questions = {**_list(_question(text, languages)), "minItems": 1}
    section = _keys("section", {"title": text, "questions": questions}, ("title", "questions"))
    found = _keys("form", {"questions": questions, "sections": {**_list(section), "minItems": 1}})
    found["oneOf"] = [{"required": ["questions"]}, {"required": ["sections"]}]
    return found


def _question(text: Schema, languages: Sequence[str]) -> Schema:
    words: dict[str, Schema] = {key: {"type": "string", "minLength": 1} for key in languages}
    found = _keys(
        "question",
        {
            "id": NAME,
            "type": _word(QUESTION_KINDS),
            **words,
            "hint": text,
            "required": FLAG,
            "for": NAMES,
            "prefill": ANSWER,
            "max": _whole(1, MOST),
            "choices": NAME,
        },
        ("id", "type", *languages),
    )
    chooses = {"properties": {"type": {"enum": list(CHOOSING)}}}
    writes = {"properties": {"type": {"const": "text"}}}
    found["allOf"] = [
        {"if": chooses, "then": {"required": ["choices"]}, "else": {"not": {"required": ["choices"]}}},
        {"if": writes, "else": {"not": {"required": ["max"]}}},
    ]
    return found


def _every_meeting() -> Schema:
    moment = _time(("meeting",))
    shapes: dict[str, Schema] = {
        "attendance": NAMES,
        "exit": NAMES,
        "invite": moment,
        "holds": FLAG,
        "readiness": _times(("meeting",)),
        "record": moment,
        "theme_missing": moment,
    }
    return _keys("every_meeting", {key: shapes[key] for key in EVERY_MEETING})


def _step(text: Schema) -> Schema:
    material = _keys("material", {"title": text, "url": {"type": "string", "pattern": "^https?://"}}, ("title", "url"))
    found = _keys(
        "step",
        {
            "title": text,
            "purpose": text,
            "meeting": _keys("meeting", {"length": LENGTH}, ("length",)),
            "before": NAMES,
            "assignments": NAMES,
            "after": NAMES,
            "catch_up": NAME,
            "theme": {"const": "per cluster"},
            "guests": NAMES,
            "materials": _list(material),
            "attendance": NAMES,
            "entry": NAMES,
            "exit": NAMES,
            "rests": FLAG,
        },
        ("title", "purpose"),
    )
    found["dependencies"] = {key: ["meeting"] for key in WITH_MEETING}
    found["propertyNames"] = {"type": "string"}
    return found


def _transitions(text: Schema) -> Schema:
    state = {"anyOf": [NAME, {"const": ACTIVE}]}
    source: Schema = {"anyOf": [state, {**_list(state), "minItems": 1}]}
    more: dict[str, Schema] = {
        "by": _word(("host", "own", "agency")),
        "reason": _word(get_args(Reason)),
        "rules": NAMES,
        "completes": FLAG,
    }

    def plain(to: Schema) -> Schema:
        return _keys("transition", {"title": text, "from": source, "to": to, **more}, ("title", "from", "to"))

    along: Schema = {**_list({"anyOf": [{"const": STEPS}, NAME]}), "minItems": 1}
    advance = _keys("transition", {"title": text, "along": along, **more}, ("title", "along"))
    back = {verb: plain({"const": words}) for verb, words in GOES_BACK.items()}
    return _named(plain(NAME), properties={"advance": advance, **back}, required=["advance"])


def _letter(text: Schema) -> Schema:
    when = {"type": "string", "pattern": f"^{ENTERS}\\s*\\S+\\s*$", "examples": ["enters invited"]}
    found = _keys("letter", {"when": when, "to": SOME, "template": NAME, "subject": text, "text": text}, ("when", "to"))
    own: Schema = {"anyOf": [{"required": ["subject"]}, {"required": ["text"]}]}
    found["oneOf"] = [{"required": ["template"], "not": own}, {"required": ["subject", "text"]}]
    return found


def _party(text: Schema) -> Schema:
    return _keys(
        "party",
        {"title": text, "joins": _word(get_args(Joins)), "most": _whole(1, 99), "contact": NAME},
        ("title",),
    )


def _start(text: Schema) -> Schema:
    return _keys(
        "start",
        {
            "title": text,
            "workflow": {"type": "string", "minLength": 1},
            "from": {"anyOf": [NAME, {**_list(NAME), "minItems": 1}]},
            "carries": {"type": "object", "additionalProperties": ANSWER},
            "tells": NAMES,
        },
        ("title", "workflow", "from"),
    )
