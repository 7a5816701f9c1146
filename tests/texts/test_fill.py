"""Placeholders are filled and nothing else happens to a text that someone has written."""

from hypothesis import given
from hypothesis import strategies as st

from jimflow.texts.fill import capital, fill

VALUES = {"organisation": "Alfa", "theme": "{organisation}"}


def test_known_names_in_braces_are_replaced_and_values_are_not_read_again() -> None:
    assert fill("{organisation} och {theme}", VALUES) == "Alfa och {organisation}"


def test_everything_else_in_braces_stays_as_it_is() -> None:
    for text in (
        "{other}",
        "{organisation.__class__}",
        "{{organisation",
        "{% if x %}",
        "{0}",
        "{organisation!r}",
        "{}",
    ):
        assert fill(text, VALUES) == text.replace("{organisation}", "Alfa")


@given(st.text(alphabet="{}%abc_. \n"))
def test_a_text_without_known_names_comes_back_unchanged(text: str) -> None:
    assert fill(text, {"organisation": "Alfa"}) == text


def test_a_sentence_that_begins_with_a_filled_name_has_a_capital_letter() -> None:
    assert [capital(t) for t in ("träff 2 är", "Åre", "", "”x”")] == ["Träff 2 är", "Åre", "", "”x”"]
