"""Other names for everything a programme, its round and its people name, wherever each is referred to."""

import random
import re
from collections.abc import Iterable
from typing import Any

VERBS = ("advance", "withdraw", "pause", "resume", "reopen")
"""Transitions whose names belong to the language."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SWEDISH = LETTERS + "åäö"
IN_ADDRESSES = ("function", "organisation")
"""What a roster's pattern makes mail addresses of: letters that any mail system takes."""
PLAIN = (*IN_ADDRESSES, "workflow", "round")
"""What may have only the letters a–z: these, and what is also a file or a word on the command line."""


class Renaming:
    """One new word for each (kind, name), the same wherever it is asked for; no two things share a word."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._words: dict[tuple[str, str], str] = {}
        self.back: dict[str, str] = {}
        self._forms: dict[str, str] = {}
        self._chain = ""

    def word(self, kind: str, name: str) -> str:
        """The new name of something of a kind."""
        known = self._words.get((kind, name))
        if known is None:
            letters = LETTERS if kind in PLAIN else SWEDISH
            known = "".join(self._random.choices(letters, k=self._random.randint(9, 14)))
            assert known not in self.back
            self._words[kind, name] = known
            self.back[known] = name
        return known

    def restored(self, text: str) -> str:
        """A text with every new word in it replaced by the old one, as it would have stood there.

        In a mail address an organisation's _ is a -; a calendar's UID writes what is not ASCII as punycode.
        """
        for word in self.back if "xn--" in text else ():
            if not word.isascii():
                text = text.replace("xn--" + word.encode("punycode").decode(), word)
        text = re.sub(r"(?<=\.)\w+(?=@example)", lambda found: self._restored(found[0]).replace("_", "-"), text)
        return re.sub(r"\w+", lambda found: self._restored(found[0]), text)

    def _restored(self, word: str) -> str:
        return self.back.get(word, word)

    def definition(self, data: dict[str, Any]) -> dict[str, Any]:
        """A whole definition."""
        self._forms = {name: said["form"] for name, said in data["assignments"].items()}
        self._chain = data["result_steps"]
        choices = {
            self.word("choices", name): {self.word(f"choice of {name}", key): said for key, said in options.items()}
            for name, options in data["choices"].items()
        }
        return data | {
            "workflow": self.word("workflow", data["workflow"]),
            "functions": self._keys("function", data["functions"]),
            "choices": choices,
            "result_steps": self.word("choices", self._chain),
            "result_goals": self.word("choices", data["result_goals"]),
            "themes": self._keys("theme", data["themes"]),
            "rules": {self.word("rule", name): self._rule(said) for name, said in data["rules"].items()},
            "assignments": {self.word("assignment", n): self._assignment(a) for n, a in data["assignments"].items()},
            "forms": {self.word("form", name): self._form(name, said) for name, said in data["forms"].items()},
            "every_meeting": data["every_meeting"] | self._rules_in(data["every_meeting"]),
            "steps": {self.word("state", name): self._step(said) for name, said in data["steps"].items()},
            "states": [self._state(name) for name in data["states"]],
            "state_titles": self._keys("state", data["state_titles"]),
            "transitions": {self._verb(name): self._transition(said) for name, said in data["transitions"].items()},
            "starts": {self.word("start", name): self._start(said) for name, said in data["starts"].items()},
            "letters": {self.word("letter", name): self._letter(said) for name, said in data["letters"].items()},
        }

    def round(self, data: dict[str, Any]) -> dict[str, Any]:
        """A whole round of that definition."""
        policy = data["policy"] | {"severity": self._keys("rule", data["policy"]["severity"])}
        roster = data["roster"]
        pattern = {key: self._all("function", roster[key]) for key in ("functions", "top_management")}
        rows = [self._holding(row) for row in roster["appointments"]]
        return data | {
            "round": self.word("round", data["round"]),
            "workflow": self.word("workflow", data["workflow"]),
            "host": data["host"] | {"organisation": self.word("organisation", data["host"]["organisation"])},
            "policy": policy,
            "organisations": self._keys("organisation", data["organisations"]),
            "contributors": [self._holding(row) for row in data["contributors"]],
            "clusters": {self.word("cluster", name): self._cluster(said) for name, said in data["clusters"].items()},
            "roster": roster | pattern | {"appointments": rows},
        }

    def people(self, data: dict[str, Any]) -> dict[str, Any]:
        """A people file for that round; its `happens` is not used by the story."""
        return data | {"except": [self._exception(said) for said in data["except"]]}

    def _keys(self, kind: str, said: dict[str, Any]) -> dict[str, Any]:
        return {self.word(kind, name): value for name, value in said.items()}

    def _all(self, kind: str, names: Iterable[str]) -> list[str]:
        return [self.word(kind, name) for name in names]

    def _rule(self, said: dict[str, Any]) -> dict[str, Any]:
        new = dict(said)
        if "functions" in said:
            new["functions"] = self._all("function", said["functions"])
        if isinstance(said.get("assignments"), list):
            new["assignments"] = self._all("assignment", said["assignments"])
        if "assignment" in said:
            new["assignment"] = self.word("assignment", said["assignment"])
            new["field"] = self._field(self._forms[said["assignment"]], said["field"])
        if "at_least_one_of" in said:
            new["at_least_one_of"] = self._all(f"choice of {self._chain}", said["at_least_one_of"])
        return new

    def _assignment(self, said: dict[str, Any]) -> dict[str, Any]:
        new = {"to": self._all("function", said["to"]), "form": self.word("form", said["form"])}
        if "inform" in said:
            new["inform"] = [to | {"who": self.word("function", to["who"])} for to in said["inform"]]
        if "assignment" in said.get("waits_for", {}):
            first = self.word("assignment", said["waits_for"]["assignment"])
            new["waits_for"] = said["waits_for"] | {"assignment": first}
        return said | new

    def _form(self, form: str, said: dict[str, Any]) -> dict[str, Any]:
        if "sections" in said:
            return {"sections": [section | self._form(form, section) for section in said["sections"]]}
        return {"questions": [self._question(form, question) for question in said["questions"]]}

    def _question(self, form: str, said: dict[str, Any]) -> dict[str, Any]:
        new = said | {"id": self._field(form, said["id"])}
        if "choices" in said:
            new["choices"] = self.word("choices", said["choices"])
        if "for" in said:
            new["for"] = self._all("function", said["for"])
        if "prefill" in said:
            new["prefill"] = self._answer(said["prefill"])
        return new

    def _field(self, form: str, field: str) -> str:
        return self.word(f"field of {form}", field)

    def _rules_in(self, said: dict[str, Any]) -> dict[str, Any]:
        return {key: self._all("rule", said[key]) for key in ("attendance", "entry", "exit") if key in said}

    def _step(self, said: dict[str, Any]) -> dict[str, Any]:
        given: dict[str, Any] = {
            key: self._all("assignment", said[key]) for key in ("assignments", "before", "after") if key in said
        }
        if "catch_up" in said:
            given["catch_up"] = self.word("assignment", said["catch_up"])
        if "guests" in said:
            given["guests"] = self._all("function", said["guests"])
        return said | given | self._rules_in(said)

    def _state(self, name: str) -> str:
        if name in ("<steps>", "active", "where it was", "an earlier step"):
            return name
        return self.word("state", name.removesuffix("!")) + "!" * name.endswith("!")

    def _verb(self, name: str) -> str:
        return name if name in VERBS else self.word("transition", name)

    def _transition(self, said: dict[str, Any]) -> dict[str, Any]:
        places = {key: said[key] for key in ("from", "to", "along") if key in said}
        return said | {
            key: [self._state(n) for n in names] if isinstance(names, list) else self._state(names)
            for key, names in places.items()
        }

    def _start(self, said: dict[str, Any]) -> dict[str, Any]:
        """What may be started; the names that the answers get belong to the other programme and stay."""
        return said | {
            "from": self._state(said["from"]),
            "carries": {to: self._answer(source) for to, source in said["carries"].items()},
            "tells": self._all("function", said["tells"]),
        }

    def _answer(self, said: str) -> str:
        assignment, field = said.split(".")
        return f"{self.word('assignment', assignment)}.{self._field(self._forms[assignment], field)}"

    def _letter(self, said: dict[str, Any]) -> dict[str, Any]:
        state = said["when"].removeprefix("enters ")
        return said | {"when": f"enters {self._state(state)}", "to": self._all("function", said["to"])}

    def _holding(self, row: dict[str, Any]) -> dict[str, Any]:
        return row | {kind: self.word(kind, row[kind]) for kind in IN_ADDRESSES}

    def _cluster(self, said: dict[str, Any]) -> dict[str, Any]:
        return said | {
            "model_agency": self.word("organisation", said["model_agency"]),
            "members": self._all("organisation", said["members"]),
            "meetings": self._keys("state", said["meetings"]),
        }

    def _exception(self, said: dict[str, Any]) -> dict[str, Any]:
        kinds = {"organisation": "organisation", "cluster": "cluster", "function": "function", "step": "state"}
        kinds |= {"assignment": "assignment", "deputy": "function"}
        return {key: self.word(kinds[key], value) if key in kinds else value for key, value in said.items()}


class Colliding(Renaming):
    """Names everything with the language's own words and the program's, over again for each kind of thing."""

    def __init__(self) -> None:
        super().__init__(0)
        self._taken: dict[str, int] = {}

    def word(self, kind: str, name: str) -> str:
        """The new name of something of a kind; no two of the kind share one."""
        if (kind, name) not in self._words:
            place = self._taken[kind] = self._taken.get(kind, -1) + 1
            self._words[kind, name] = WORDS[place]
        return self._words[kind, name]


WORDS = (
    *("open", "meeting", "due", "all", "before", "after", "step", "host", "agency", "own", "every", "guest", "null"),
    *("attendance", "submitted", "meeting_held", "theme", "chosen", "cluster", "entered", "made", "state", "true"),
    *("advance", "pause", "morning", "letter", "invite", "remind", "system", "proposed", "participation", "no", "on"),
    *("functions", "rules", "forms", "definition", "order", "choices", "organisation", "cancelled", "paused", "id"),
)
"""Words that mean something to the language, to YAML or to the program, and may yet be names."""
