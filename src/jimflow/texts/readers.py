"""Who reads an answer once it has been submitted, in words."""

from __future__ import annotations

from collections.abc import Sequence

from jimflow.core.mistakes import Said
from jimflow.core.workflow import READERS, Reader, Workflow
from jimflow.texts.amounts import listed
from jimflow.texts.names import function_titles, title_within


def readers(workflow: Workflow, share_with: Sequence[Reader], lang: str) -> str:
    """`klustret och myndighetshandläggare`: those who read besides the host; `bara värden` where nobody does."""
    found = [workflow.group.the.in_(lang)] if "cluster" in share_with else []
    found += [others] if (others := other_readers(workflow, share_with, lang)) else []
    return listed(found, lang) if found else Said("bara värden", "only the host").in_(lang)


def other_readers(workflow: Workflow, share_with: Sequence[Reader], lang: str) -> str:
    """The functions from outside that read as well, by their titles within a sentence; "" for none."""
    homes = {READERS[r] for r in share_with if r != "cluster"}
    named = [f for f in workflow.functions.values() if f.belongs_to in homes]
    return listed([title_within(function_titles(workflow, [f.name], lang)) for f in named], lang)
