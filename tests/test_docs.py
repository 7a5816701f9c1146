"""What the pages say is there: every command with its options, every link, every file, every setting."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from jimflow.cli.app import program
from jimflow.cli.language import taken_out
from jimflow.cli.lazy import Setup
from jimflow.config import Settings
from jimflow.texts.trail_words import KINDS
from jimflow.web.app import routes

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("notifications/*.md")])
GUIDES = [p for p in PAGES if p.parent.name == "guide"]
PICTURES = sorted(ROOT.glob("docs/pictures/*.svg"))
PICTURES_OF_PAGES = sorted(ROOT.glob("docs/pictures/page-*.png"))
FILE_ENDINGS = ("py", "md", "yaml", "toml", "csv", "svg", "png", "txt")
MADE_LATER = {"jimflow.toml", "kvitto.json", "granskningslogg.jsonl", "svar.yaml", "/srv/"}


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def calls(text: str) -> Iterator[list[str]]:
    """The words of every command shown after a prompt, without what stands after `>`."""
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for line in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
            yield shlex.split(line.partition(" > ")[0])


def slug(heading: str) -> str:
    """The anchor that a heading gets."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def usage_mistake(words: list[str]) -> str | None:
    """What the real program has against a call, found without running it."""
    rest, _ = taken_out(words, "--lang")
    rest, _ = taken_out(rest, "--database")
    command: Any = program("en")
    context = command.make_context("jimflow", rest, obj=Setup("en"), resilient_parsing=True)
    try:
        while hasattr(command, "commands") or hasattr(command, "table"):
            name, command, rest = command.resolve_command(context, rest)
            if hasattr(command, "commands"):
                context = command.context_class(command, info_name=name, parent=context)
            else:
                command.make_context(name, rest, parent=context)
    except (typer.Exit, SystemExit):
        return None
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the answer
        return f"{type(error).__name__}: {getattr(error, 'message', '') or error}"
    return None


@pytest.mark.parametrize("page", [p for p in PAGES if "```console" in p.read_text(encoding="utf-8")], ids=named)
def test_every_command_shown_exists_with_its_options(page: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    wrong = []
    for words in calls(page.read_text(encoding="utf-8")):
        name = Path(words[0]).name
        if name == "jimflow" and (fault := usage_mistake(words[1:])):
            wrong.append((" ".join(words), fault))
        if name == "make" and words[1] not in targets:
            wrong.append((" ".join(words), "no such target"))
    assert wrong == []


def test_a_command_that_is_not_there_and_an_option_it_does_not_take_are_noticed() -> None:
    told = [usage_mistake(words.split()) for words in ("whi formas", "why formas --on 2022-01-01", "why", "audit lst")]
    assert [t is None for t in told] == [False] * 4
    assert usage_mistake(["--lang", "en", "why", "formas", "--at", "2022-01-01"]) is None


def test_every_command_of_the_program_stands_in_a_guide() -> None:
    shown = {tuple(words[1:3]) for p in GUIDES for words in calls(p.read_text(encoding="utf-8"))}
    text = "\n".join(p.read_text(encoding="utf-8") for p in GUIDES)
    root = program("en")
    context = root.context_class(root, info_name="jimflow", obj=Setup("en"))
    missing = []
    for name in root.list_commands(context):
        verbs = list(getattr(root.get_command(context, name), "commands", {})) or [""]
        for verb in verbs:
            there = any(s[:1] == (name,) and (not verb or s[1:] == (verb,)) for s in shown)
            if not there and f"jimflow {name} {verb}".strip() not in text and f"make {name}" not in text:
                missing.append(f"{name} {verb}".strip())
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = [*re.findall(r"\]\(([^)\s]+)\)", text), *re.findall(r'src="([^"]+)"', text)]
    broken = []
    for link in links:
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists():
            broken.append(link)
        elif anchor:
            headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            broken += [] if anchor in map(slug, headings) else [link]
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_file_named_exists(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    places = (ROOT, ROOT / "src/jimflow", page.parent)
    missing = []
    for name in re.findall(r"`([^`\s]+)`", text):
        is_file = "/" in name and (name.endswith("/") or name.rsplit(".")[-1] in FILE_ENDINGS)
        if not is_file or "://" in name or name in MADE_LATER or re.search(r"[$:*]", name):
            continue
        pattern = re.sub(r"<\w+>", "*", name.lstrip("./"))
        if not any((place / name).exists() or any(place.glob(pattern.rstrip("/"))) for place in places):
            missing.append(name)
    assert missing == []


def test_the_engineers_guide_names_every_setting_with_its_default() -> None:
    text = (ROOT / "docs/guide/engineer.md").read_text(encoding="utf-8")
    cells = [line.split("|")[1:3] for line in text.splitlines() if re.match(r"\| (`\w+` )+\|", line)]
    rows = [(re.findall(r"`(\w+)`", names), re.findall(r"`([^`]*)`", defaults)) for names, defaults in cells]
    assert sorted(name for names, _ in rows for name in names) == sorted(Settings.model_fields)
    real = {name: str(field.default).lower() for name, field in Settings.model_fields.items()}
    unsaid = ("", "none")
    for names, defaults in rows:
        assert defaults == [real[name] for name in names if real[name] not in unsaid]


def test_the_reference_names_every_address_of_the_pages_with_its_right() -> None:
    text = (ROOT / "docs/reference/pages.md").read_text(encoding="utf-8")
    said = re.findall(r"^\| (GET|POST) \| `(/\S*)` \| (\w+) \| \S.* \|$", text, re.MULTILINE)
    assert sorted(said) == sorted((r.method, r.path, r.right) for r in routes())


def test_the_administrators_guide_names_every_kind_of_entry_of_the_audit() -> None:
    text = (ROOT / "docs/guide/administrator.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ((?:`\w+` )+)\|", text, re.MULTILINE)
    named_there = [kind for cell in rows for kind in re.findall(r"`(\w+)`", cell)]
    roles = {"coordinator", "administrator", "auditor"}
    assert sorted(k for k in named_there if k not in roles) == sorted(KINDS)


def words_of_the_program() -> Iterator[str]:
    """Everything that a page can say in Swedish, with a pattern for what is filled in."""
    catalogue = (ROOT / "src/jimflow/texts/locale/en/LC_MESSAGES/jimflow.po").read_text(encoding="utf-8")
    yield from re.findall(r'^msgid(?:_plural)? "(.+)"$', catalogue, re.MULTILINE)
    yield from (said.sv for said in KINDS.values())
    yield from re.findall(r'sv: "([^"]+)"', (ROOT / "workflows/jim-plus.yaml").read_text(encoding="utf-8"))
    yield from re.findall(r'Said\("([^"]+)"', "".join(p.read_text(encoding="utf-8") for p in ROOT.glob("src/**/*.py")))
    yield from ("In English", "På svenska")


@pytest.mark.parametrize("guide", ("coordinator", "administrator", "participant"))
def test_what_a_guide_says_that_a_page_says_is_said_there(guide: str) -> None:
    """What stands in italics is the words of a button, a heading or a field; `…` is what differs."""
    text = (ROOT / f"docs/guide/{guide}.md").read_text(encoding="utf-8")
    text = re.sub(r"```.*?```|`[^`]*`|\*\*|!\[.*?\]\(.*?\)", "", text, flags=re.DOTALL)
    shown = [" ".join(words.split()) for words in re.findall(r"(?<!\w)\*([^*]+)\*(?!\w)", text)]
    known = [re.sub(r"%\\\(\w+\\\)s|\\{\w+\\}", ".+", re.escape(words)) for words in words_of_the_program()]
    page = re.compile("|".join(k for k in known if re.search(r"\w{2}", k)), re.IGNORECASE)
    assert len(shown) > 10
    assert [words for words in shown if not page.fullmatch(words)] == []


def test_what_is_said_in_swedish_keeps_to_plain_words() -> None:
    banned = r"\b(vänligen|härmed|avseende|kallelse\w*|noreply|dead letter|workflow(?!/| (check|list|show|diagram)))\b"
    said = [re.sub(r"`[^`]*`|```.*?```", "", p.read_text(encoding="utf-8"), flags=re.DOTALL) for p in GUIDES]
    swedish = [text for text in said if "Samordnarens" in text or "handbok" in text]
    assert len(swedish) == 4
    assert [found for text in swedish for found in re.findall(banned, text, re.IGNORECASE)] == []


@pytest.mark.parametrize("picture", PICTURES, ids=named)
def test_a_picture_of_the_terminal_is_small_says_that_it_is_invented_and_fetches_nothing(picture: Path) -> None:
    drawn = picture.read_text(encoding="utf-8")
    assert picture.stat().st_size < 200_000
    assert "url(" not in drawn.replace("url(#", "")
    assert re.search(r"påhittat|invented", drawn)


@pytest.mark.parametrize("picture", PICTURES_OF_PAGES, ids=named)
def test_a_picture_of_a_page_is_small_and_shown_somewhere(picture: Path) -> None:
    assert picture.stat().st_size <= 150_000
    assert any(f"pictures/{picture.name}" in page.read_text(encoding="utf-8") for page in PAGES)
