"""The definitions that come with the program are clean, and quick to read."""

import json
import time
from pathlib import Path

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.diagram import diagram
from jimflow.core.machine import build_machine
from jimflow.files.workflow_tests import examples_file
from jimflow.files.workflows import check_workflow, load_workflow, workflow_files
from jimflow.texts.workflow_text import workflow_lines

SHIPPED = workflow_files()
SCHEMA = "workflow.schema.json"


def test_jim_plus_is_among_them() -> None:
    assert "jim-plus.yaml" in [path.name for path in SHIPPED]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_definition_has_no_mistake(path: Path) -> None:
    assert check_workflow(path).lines() == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_an_editor_finds_the_schema_of_a_shipped_definition_beside_it(path: Path) -> None:
    assert path.read_text(encoding="utf-8").splitlines()[0] == f"# yaml-language-server: $schema={SCHEMA}"
    assert (path.parent / SCHEMA).is_file()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_definition_has_its_tests_beside_it(path: Path) -> None:
    assert examples_file(path).is_file()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_definition_can_be_shown_drawn_stored_and_run(path: Path) -> None:
    workflow = load_workflow(path)
    assert read_definition(json.loads(workflow.source)) == workflow
    assert build_machine(workflow).initial == workflow.initial
    for lang in ("sv", "en"):
        assert workflow_lines(workflow, lang)[0] == f"# {workflow.title.in_(lang)}"
        assert diagram(workflow, lang).startswith("stateDiagram-v2\n")


def test_jim_plus_is_read_from_its_stored_bytes_within_forty_milliseconds() -> None:
    path = next(path for path in SHIPPED if path.name == "jim-plus.yaml")
    source = load_workflow(path).source
    assert min(_seconds(source) for _ in range(5)) < 0.04


def _seconds(source: bytes) -> float:
    began = time.perf_counter()
    read_definition(json.loads(source))
    return time.perf_counter() - began
