"""Definition files and rounds written to do harm: refused at their line within a second, or only words to people."""

import json
import re
import time
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from jimflow.config import Settings
from jimflow.core.language.states import NOT_FOR_LETTERS
from jimflow.core.workflow import OWN_WORDS
from jimflow.files.places import BadFile
from jimflow.files.workflows import CheckReport, check_workflow
from jimflow.files.yaml import LIMIT
from jimflow.mail.sections import APART, TOGETHER
from jimflow.rehearsal.outcome import Rehearsed
from jimflow.rehearsal.rehearse import rehearse
from tests.build_round import ROUND, line_of, read, with_line
from tests.build_workflow import mini_definition


def in_lines(data: dict[str, Any]) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10**6)


MINI = in_lines(mini_definition())
TITLE = "sv: Uppstart"
CALENDAR = "calendar: sweden\n"
SEVERITY = "severity: block"
PEOPLE = "at_least: 1"
TEMPLATE = "template: invitation"


def invisible(character: str) -> str:
    return f"invisible character ({character})"


NO_NAME = "“{}” cannot be a name".format
NO_WORD = "“{}” cannot be used here".format
NO_NUMBER = "expected a whole number, not the text “{}”".format
STANDS_ALONE = "the brace {} stands alone".format
ONE_LINE = "the text must stand on one line"
TWO_DOCUMENTS = "the file holds more than one document"
REVERSED = invisible("U+202E RIGHT-TO-LEFT OVERRIDE")

REFUSED: dict[str, tuple[str, str, list[str]]] = {
    # characters
    "a title read backwards": (TITLE, "sv: Upp\u202estart", [REVERSED]),
    "a title read backwards by an escape": (TITLE, r'sv: "Upp\u202estart"', [REVERSED]),
    "a name read backwards": ("planner:", "plan\u202ener:", [REVERSED]),
    "isolates around a title": (
        TITLE,
        "sv: \u2066Uppstart\u2069",
        [invisible("U+2066 LEFT-TO-RIGHT ISOLATE"), invisible("U+2069 POP DIRECTIONAL ISOLATE")],
    ),
    "a null in a title": (TITLE, r'sv: "Upp\0start"', [invisible("U+0000")]),
    "a null in the name of a file": (CALENDAR, 'calendar: "sweden\\0"\n', [invisible("U+0000")]),
    "a terminal's command in a title": (TITLE, r'sv: "\e[2JUppstart"', [invisible("U+001B")]),
    "a line separator in a title": (TITLE, r'sv: "Upp\Lstart"', [invisible("U+2028 LINE SEPARATOR")]),
    "a carriage return in a subject": (TITLE, r'sv: "Upp\rBcc: evil@example.org"', [invisible("U+000D")]),
    "a header in a subject": (TITLE, r'sv: "Upp\r\nBcc: evil@example.org"', [ONE_LINE]),
    "a header in a block of text": (TITLE, "sv: |\n        Upp\n        Bcc: evil@example.org", [ONE_LINE]),
    # what other languages would run
    "a template as it stands": (
        TITLE,
        "sv: {{7*7}}",
        ["a key must be text", "the value is missing"],
    ),
    "a template in quotes": (
        TITLE,
        'sv: "{{7*7}}"',
        [STANDS_ALONE("{"), "unknown placeholder {7*7}", STANDS_ALONE("}")],
    ),
    "a statement of a template": (TITLE, 'sv: "{% include x %}"', ["unknown placeholder {% include x %}"]),
    "a variable of a shell": (TITLE, "sv: ${HOME}", ["unknown placeholder {HOME}"]),
    "an object of Python": (
        "effort: half a day",
        "effort: !!python/object/apply:os.system [id]",
        ["tags (which start with !) are not allowed"],
    ),
    "code beside a rule": (SEVERITY, f"{SEVERITY}\n    when: __import__('os')", ["unknown key “when”"]),
    "code as a kind of rule": ("check: meeting_held", "check: os.system", ["unknown kind of rule “os.system”"]),
    "another file": (CALENDAR, f"{CALENDAR}import: other.yaml\n", ["unknown key “import”"]),
    "a prototype": (CALENDAR, f"{CALENDAR}__proto__: {{admin: true}}\n", ["unknown key “__proto__”"]),
    # repetition
    "a step to be named again": (
        "  start:\n    title:",
        "  start: &start\n    title:",
        ["named values (&) are not allowed"],
    ),
    "a severity named elsewhere": (SEVERITY, "severity: *block", ["references to values (*) are not allowed"]),
    "a merge into a rule": (SEVERITY, "<<: {severity: block}", ["the key << is not allowed"]),
    "another document": (CALENDAR, f"{CALENDAR}---\n", [TWO_DOCUMENTS]),
    "a tab": (CALENDAR, f"{CALENDAR}\tworkflow: x\n", ["a tab is used as indentation"]),
    "ten thousand levels": ("where:\n", f"where: {'[' * 10_000}\n", ["more than 20 levels lie inside each other"]),
    # numbers
    "thousands of digits": (PEOPLE, f"at_least: {'9' * 5000}", ["the number has more than 18 digits"]),
    "eighteen digits": (PEOPLE, f"at_least: {'9' * 18}", ["the number must be from 1 to 99"]),
    "a number below nought": (PEOPLE, "at_least: -1", ["the number must be from 1 to 99"]),
    "nothing as a number": (PEOPLE, "at_least: ~", ["~ is not a value"]),
    **{
        f"{word} as a number": (PEOPLE, f"at_least: {word}", [NO_NUMBER(word)])
        for word in ("0x1", "01", "1_000", "+1", ".inf", ".nan", "1:30", "1e3", "1.5", "١")
    },
    "a number as a version": ("version: '1'", "version: 1", ["expected a text, not the number 1"]),
    "a moment as a version": ("version: '1'", "version: 2021-01-01T00:00:00Z", [NO_WORD("2021-01-01T00:00:00Z")]),
    # files outside their folders
    **{
        f"the template {path}": (TEMPLATE, f"template: {path}", [NO_NAME(path)])
        for path in ("../../../etc", "/etc/passwd", ".", "..", "invitation/..", "..\\x")
    },
    **{
        f"the calendar {path}": (CALENDAR, f"calendar: {path}\n", [NO_WORD(path)])
        for path in ("../calendars/sweden", "/etc/passwd", "..", "sweden.yaml", "CON:1")
    },
    "the programme's own template": (TEMPLATE, "template: remind", ["the template remind is none for letters"]),
}

AT_THE_NEXT_LINE = {"code beside a rule", "another file", "a prototype", "another document", "a tab"}
"""Cases whose mistake stands on the line after the one that was there."""


@pytest.fixture
def checked(tmp_path: Path) -> Callable[[str | bytes], CheckReport]:
    """Checks a definition of that text, in less than a second of work."""

    def check(text: str | bytes) -> CheckReport:
        path = tmp_path / "mini.yaml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        began = time.process_time()
        found = check_workflow(path)
        assert time.process_time() - began < 1
        return found

    return check


def told(report: CheckReport) -> list[str]:
    return [f"{finding.place.en}: {finding.what.en}" for finding in report.findings]


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_is_refused_at_its_line_with_the_reason(checked: Callable[[str], CheckReport], case: str) -> None:
    old, new, expected = REFUSED[case]
    line = MINI[: MINI.index(old)].count("\n") + 1 + (case in AT_THE_NEXT_LINE)
    assert told(checked(MINI.replace(old, new, 1))) == [f"mini.yaml:{line}: {reason}" for reason in expected]


def test_a_name_given_twice_is_told_once_and_what_stands_under_it_is_not(checked: Callable[[str], CheckReport]) -> None:
    def line(text: str, piece: str) -> int:
        return text[: text.index(piece)].count("\n") + 1

    twice = MINI.replace("  closing:\n    title:", "  start:\n    title: # again\n", 1)
    first, again = line(twice, "  start:\n    title:\n"), line(twice, "  start:\n    title: # again")
    assert told(checked(twice)) == [f"mini.yaml:{again}: the key “start” is already on line {first}"]
    empty = MINI.replace(CALENDAR, f"{CALENDAR}title:\n")
    first, again = line(empty, "title:\n"), line(empty, f"{CALENDAR}title:") + 1
    assert told(checked(empty)) == [
        f"mini.yaml:{again}: the key “title” is already on line {first}",
        f"mini.yaml:{again}: the value is missing",
    ]


STOPS = "the reading stops after 100 mistakes"
TOO_MANY = "the file holds more than 40000 keys and values"
FULL: dict[str, tuple[str, int, str]] = {
    "letters with templates that are not": (
        "letters:\n" + "".join(f"  l{n}: {{when: enters invited, to: [x], template: t{n}}}\n" for n in range(4000)),
        201,
        STOPS,
    ),
    "functions of no content": ("functions:\n" + "".join(f"  f{n}: {{}}\n" for n in range(15_000)), 101, STOPS),
    "unknown keys": ("".join(f"unknown_{n}: x\n" for n in range(14_000)), 101, STOPS),
    "a text of one line": ("title: {sv: " + "x" * 250_000 + ", en: x}\n", 8, "the key workflow is missing"),
    "a list of nothing": ("states: [" + "[]," * 80_000 + "]\n", 1, TOO_MANY),
    "steps with nothing but names": (
        "steps:\n" + "".join(f"  s{n}: {{title: x}}\n" for n in range(10_000)),
        1,
        TOO_MANY,
    ),
}


@pytest.mark.parametrize("case", FULL)
def test_a_definition_file_of_full_size_is_settled_within_a_second(
    checked: Callable[[str], CheckReport], case: str
) -> None:
    text, count, one_of_them = FULL[case]
    assert LIMIT / 2 < len(text) < LIMIT
    findings = checked(text).findings
    assert (len(findings), one_of_them in {finding.what.en for finding in findings}) == (count, True)


@pytest.mark.parametrize(
    "text",
    [
        MINI.replace("\n", "\r\n"),
        json.dumps(mini_definition(), ensure_ascii=False),
        json.dumps({"definition": mini_definition(), "order": {"functions": [1]}, "choices": {}}),
        "\ufeff" + MINI,
    ],
    ids=["Windows line ends", "JSON", "what a database holds", "a byte order mark"],
)
def test_the_same_programme_in_disguise_is_the_same_programme(checked: Callable[[str], CheckReport], text: str) -> None:
    workflow = checked(text).workflow
    assert workflow is not None
    assert workflow == checked(MINI).workflow


def test_a_letter_may_have_any_template_but_those_that_only_the_program_can_fill_in() -> None:
    assert set(NOT_FOR_LETTERS) == {*APART, *TOGETHER, OWN_WORDS}


# --------------------------------------------------------------------------------------------------------------------
# Words that are not refused reach people as words.

MARKUP = (
    "<script>alert(1)</script><img src=x onerror=alert(2)></p></table><a href=https://evil.example>x</a>"
    "\"' onmouseover='alert(3) &amp; --> ]]> $(id) `id` %s %(x)s [[link]] =cmd|' /C calc'!A0"
)
CODE = "{{7*7}} {% set x = 1 %} {# x #} ${HOME} #{7*7} {theme} {organisation.__class__} " + MARKUP


def with_words(data: Any, words: str) -> Any:
    """The data with the words after every text that people read."""
    if isinstance(data, dict):
        return {
            key: f"{value} {words}" if key in ("sv", "en") and isinstance(value, str) else with_words(value, words)
            for key, value in data.items()
        }
    return [with_words(item, words) for item in data] if isinstance(data, list) else data


def round_with_words(words: str, code: str) -> str:
    """The mini round with the words in its texts, and the code in its names, which may hold braces."""
    data = with_words(yaml.load(ROUND, Loader=yaml.BaseLoader), words)
    for code_name, part in [*data["organisations"].items(), *data["clusters"].items()]:
        part["name"] = f"{code_name} {code}"
    for row in data["roster"]["appointments"]:
        row["name"] = f"{row['name']} {code}"
    data["host"]["sender"] = f"Centrum {code}"
    data["case_number"] = f"1 {code}"
    flags = re.compile(r"'(true|false)'")
    return flags.sub(r"\1", in_lines(data))


def rehearsed(folder: Path, words: str, code: str) -> Rehearsed:
    (folder / "workflows").mkdir(parents=True)
    programme = with_words(mini_definition(), words)
    (folder / "workflows" / "mini.yaml").write_text(in_lines(programme), encoding="utf-8")
    (folder / "round.yaml").write_text(round_with_words(words, code), encoding="utf-8")
    return rehearse(Settings(workflows=folder / "workflows"), folder / "round.yaml", "late")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Rehearsed:
    return rehearsed(tmp_path_factory.mktemp("plain"), as_long_as(MARKUP), as_long_as(CODE))


def as_long_as(words: str) -> str:
    return ("ord " * len(words))[: len(words) - 1] + "d"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Rehearsed:
    return rehearsed(tmp_path_factory.mktemp("hostile"), MARKUP, CODE)


class Elements(HTMLParser):
    """The elements of a page with the names of their attributes, where its links lead, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[tuple[str, ...]] = set()
        self.links: set[str | None] = set()
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, *sorted(name for name, _ in attrs)))
        self.links |= {value for name, value in attrs if name in ("href", "src", "action")}

    def handle_data(self, data: str) -> None:
        self.words += data


def parts(said: Rehearsed, kind: str) -> list[str]:
    """The parts of all mails of a kind, as a mail program reads them."""
    return [part.get_content() for mail in mails(said) for part in mail.walk() if part.get_content_type() == kind]


def mails(said: Rehearsed) -> Iterator[EmailMessage]:
    for raw in said.texts:
        mail = message_from_bytes(raw, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        yield mail


def test_hostile_words_change_neither_who_gets_mail_nor_when(plain: Rehearsed, hostile: Rehearsed) -> None:
    def sent(said: Rehearsed) -> list[Any]:
        return [(mail.at, mail.to, mail.organisation, mail.mail_class, mail.items) for mail in said.mails]

    assert len(sent(plain)) > 100
    assert sent(hostile) == sent(plain)
    assert {item.partition(":")[0] for mail in hostile.mails for item in mail.items} >= {
        *("letter", "open", "remind", "overdue", "inform", "hold", "invite", "record", "morning"),
    }


def test_hostile_words_add_no_header_and_no_recipient(plain: Rehearsed, hostile: Rehearsed) -> None:
    def heads(said: Rehearsed) -> list[Any]:
        addressed = ("To", "From", "Reply-To")
        return [
            (mail.keys(), [[a.addr_spec for a in mail[name].addresses] for name in addressed]) for mail in mails(said)
        ]

    assert heads(hostile) == heads(plain)
    assert all("\n" not in str(mail["Subject"]) for mail in mails(hostile))


def test_hostile_words_are_words_in_the_page_and_no_element_or_link(plain: Rehearsed, hostile: Rehearsed) -> None:
    ours, theirs = ([Elements(page) for page in parts(said, "text/html")] for said in (plain, hostile))
    assert len(theirs) == len(ours)
    assert set().union(*(page.found for page in theirs)) == set().union(*(page.found for page in ours))
    assert set().union(*(page.links for page in theirs)) == set().union(*(page.links for page in ours))
    assert sum("<script>alert(1)</script><img src=x onerror=alert(2)>" in page.words for page in theirs) > 100


def test_no_template_and_no_placeholder_in_a_name_is_evaluated(hostile: Rehearsed) -> None:
    texts = parts(hostile, "text/plain")
    kept = "{{7*7}} {% set x = 1 %} {# x #} ${HOME} #{7*7} {theme} {organisation.__class__} <script>"
    assert sum(kept in text for text in texts) > 100
    assert not any(re.search(r"(?<!\{)\b49\b", text) for text in texts)
    assert not any(str(Path.home()) in text for text in texts)


def test_hostile_words_add_nothing_to_a_calendar_entry(plain: Rehearsed, hostile: Rehearsed) -> None:
    def properties(said: Rehearsed) -> list[list[str]]:
        entries = [part.replace("\r\n ", "").replace("\n ", "") for part in parts(said, "text/calendar")]
        return [[re.split("[:;]", line)[0] for line in entry.splitlines()] for entry in entries]

    assert len(properties(plain)) > 10
    assert properties(hostile) == properties(plain)


def test_a_round_refuses_what_would_break_a_header_at_its_line() -> None:
    for old, new in [
        ("name: Beta,", 'name: "Beta\\r\\nBcc: evil@example.org",'),
        ('case_number: "M 2021/1"', 'case_number: "M\\nBcc: evil@example.org"'),
        ("name: Hedda,", 'name: "Hedda\\n Bcc: evil@example.org",'),
    ]:
        text = with_line(old, new)
        with pytest.raises(BadFile) as caught:
            read(text)
        assert [f"{m.place.en}: {m.what.en}" for m in caught.value.mistakes] == [
            f"round.yaml:{line_of(new, text)}: {ONE_LINE}"
        ]
