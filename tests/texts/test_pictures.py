"""The pictures are SVG that a browser and a screen reader understand, in both languages; nothing is fetched."""

import re
from xml.etree import ElementTree

import pytest

from jimflow.core.definition import read_definition
from jimflow.texts.rule_picture import rule_mermaid, rule_svg
from jimflow.texts.states_picture import described, states_svg
from tests.build_workflow import changed, mini_definition

WORKFLOW = read_definition(mini_definition())
SVG = "{http://www.w3.org/2000/svg}"
STANDING = {"start": ["Alfa", "Beta"], "paused": ["Gamma"]}


def read(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)


def words(picture: str) -> list[str]:
    return [text.text or "" for text in read(picture).iter(f"{SVG}text")]


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("down", [False, True])
def test_every_state_stands_in_the_picture_once(lang: str, down: bool) -> None:
    said = words(states_svg(WORKFLOW, lang, down=down))
    for state in WORKFLOW.states:
        title = WORKFLOW.state_title(state).in_(lang)
        assert " ".join(said).count(title) == 1, title


def test_the_picture_has_a_title_and_a_description_that_its_role_points_at() -> None:
    root = read(states_svg(WORKFLOW, "sv", standing=STANDING))
    assert (root.get("role"), root.get("aria-labelledby"), root.get("lang")) == ("img", "jf-title jf-desc", "sv")
    assert root.findtext(f"{SVG}title") == "Tillstånden i Miniprogrammet"
    assert root.findtext(f"{SVG}desc") == described(WORKFLOW, "sv", STANDING)
    assert [child.get("id") for child in root[:2]] == ["jf-title", "jf-desc"]


def test_the_description_says_the_main_path_the_rest_and_how_many_stand_where() -> None:
    assert described(WORKFLOW, "en", STANDING) == (
        "The main path: Proposed → Invited → Preparation → Kick-off → In-depth session → Follow-up → Closing → "
        "Completed. Beside it: Declined, Paused, Withdrawn. So many are there now: Kick-off 2, Paused 1."
    )


def test_those_who_stand_in_a_state_are_counted_in_its_box() -> None:
    picture = states_svg(WORKFLOW, "sv", standing=STANDING)
    badges = [g.findtext(f"{SVG}text") for g in read(picture).iter(f"{SVG}g") if g.get("class") == "badge"]
    assert badges == ["2", "1"]
    assert "Alfa" not in picture


def test_nothing_is_fetched_and_nothing_runs() -> None:
    picture = states_svg(WORKFLOW, "sv") + rule_svg(WORKFLOW, "problem_named", "sv")
    assert re.findall(r"(?i)<script|href|url\(|@import|<image|\son\w+=", picture) == []


def test_words_of_a_definition_cannot_break_out_of_the_picture() -> None:
    data = changed({"steps.start.title.sv": "</text><script>a & b"})
    picture = states_svg(read_definition(data), "sv")
    assert "<script" not in picture
    assert "</text><script>a & b" in " ".join(words(picture))


def contrast(a: str, b: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(a), light(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_words_and_lines_stand_out_in_light_dark_and_print() -> None:
    schemes = re.findall(r"\.jf \{ (--bg[^}]+)\}", states_svg(WORKFLOW, "sv"))
    assert len(schemes) == 3
    for scheme in schemes:
        c = dict(re.findall(r"--([\w-]+): (#\w{6})", scheme))
        for ground in ("bg", "box", "here", "frame"):
            assert contrast(c["ink"], c[ground]) >= 7
            assert contrast(c["soft"], c[ground]) >= 4.5
        for line in ("line", "main", "edge"):
            assert contrast(c[line], c["bg"]) >= 3
        assert contrast(c["on-badge"], c["badge"]) >= 4.5


def test_a_rule_is_drawn_from_where_it_is_checked_to_what_it_looks_at() -> None:
    said = words(rule_svg(WORKFLOW, "problem_named", "en"))
    assert said[:4] == ["Checked", "The rule", "Looks at", "Which rests on"]
    assert said[4:6] == ["Kick-off", "when the step is left"]
    assert "Choice of problem" in said
    assert "Which problem?" in said


def test_a_rule_as_mermaid_has_the_same_boxes_and_arrows() -> None:
    assert rule_mermaid(WORKFLOW, "theme_chosen", "sv") == (
        "flowchart LR\n"
        '    n0["Fördjupning<br/><small>när steget börjar</small>"]\n'
        '    n1{{"Klustret har valt tema<br/><small>theme_chosen · stopp</small>"}}\n'
        '    n2["klustrets tema"]\n'
        "    n0 --> n1\n"
        "    n1 --> n2\n"
    )


@pytest.mark.parametrize("rule", WORKFLOW.rules)
def test_every_rule_can_be_drawn(rule: str) -> None:
    for lang in ("sv", "en"):
        root = read(rule_svg(WORKFLOW, rule, lang))
        assert len(list(root.iter(f"{SVG}rect"))) >= 4
