"""What the subjects of the mails say before there is any mail: with words in brackets for what one fills in."""

from __future__ import annotations

from jimflow.core.workflow import Workflow
from jimflow.mail.templates import BadTemplate, Templates
from jimflow.texts.sample_subjects import sample_values


def subject_lines(templates: Templates, workflow: Workflow, lang: str) -> dict[str, str]:
    """The subject line of each template, as a case of the workflow would get it."""
    values = sample_values(workflow, lang)
    found = {}
    for name in sorted(templates.names()):
        try:
            found[name] = templates.render(name, "subject.txt", lang, values).strip()
        except BadTemplate:
            continue  # a template of one's own may ask for what only a mail knows; it is shown without its subject
    return found
