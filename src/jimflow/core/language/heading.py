"""Reads from the head of a definition what takes part, who meet together and the languages the texts are written in."""

from __future__ import annotations

from jimflow.core.language.nodes import LANGUAGES, Fields, Node
from jimflow.core.mistakes import Said
from jimflow.core.nouns import CLUSTER, NEUTRAL, Nouns, nouns

EVERY_LANGUAGE = tuple(key for key, _ in LANGUAGES)
_FORMS = ("one", "the", "many")
_MORE_FORMS = ("a", "the_many", "model", "the_model")
_OF_GROUP = ("a", "the_many")


def read_languages(node: Node | None) -> tuple[str, ...]:
    """Swedish alone, or Swedish and English; both when nothing is said or it cannot be used."""
    if node is None:
        return EVERY_LANGUAGE
    found = tuple(item.text() for item in node.items())
    if found in (EVERY_LANGUAGE, EVERY_LANGUAGE[:1]):
        return found
    if all(found) and isinstance(node.value, list | tuple):
        node.wrong(
            Said("texterna är på svenska, och kanske på engelska", "the texts are in Swedish, and perhaps in English"),
            Said("skriv [sv] eller [sv, en]", "write [sv] or [sv, en]"),
        )
    return EVERY_LANGUAGE[:1] if "en" not in found else EVERY_LANGUAGE


def read_nouns(node: Node | None) -> Nouns:
    """The forms of the noun for what takes part; a form left out follows from those given."""
    fields = node.fields(_FORMS, (*_MORE_FORMS, "cluster")) if node else None
    return _nouns(fields, _MORE_FORMS, NEUTRAL) if fields else NEUTRAL


def read_group(node: Node | None) -> Nouns:
    """The forms of the noun for those who meet together, which stands within the other; a cluster where none does."""
    inner = node.value.get("cluster") if node is not None and isinstance(node.value, dict) else None
    if node is None or inner is None:
        alone = node is not None and node.book.languages == EVERY_LANGUAGE[:1]
        return (
            nouns(*(Said(said.sv, said.sv) for said in (CLUSTER.one, CLUSTER.the, CLUSTER.many))) if alone else CLUSTER
        )
    return _nouns(Node(inner, (*node.path, "cluster"), node.book).fields(_FORMS, _OF_GROUP), _OF_GROUP, CLUSTER)


def _nouns(fields: Fields, more: tuple[str, ...], otherwise: Nouns) -> Nouns:
    one, the, many = (_form(fields, key) for key in _FORMS)
    given = {key: _form(fields, key) for key in more if key in fields.nodes}
    return nouns(one, the, many, **given) if one.sv and the.sv and many.sv else otherwise


def _form(fields: Fields, key: str) -> Said:
    return fields.said(key, one_line=True)
