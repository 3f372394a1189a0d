"""What shapes the cleaned pages besides the code: the rule tables, the learned models and the template, by digest."""

from . import rules
from .model import FILE, checked, content_of
from .template import NO_TEMPLATE, Template


def recipe(template: Template = NO_TEMPLATE) -> dict[str, str]:
    """Return name → SHA-256 of each rule set and model; two runs with equal recipes and code give equal articles.

    `template` is the table of what the sites repeat that the run was given; the empty one is not named.

    Raises:
        ModelError: a model is not what was trained.
    """
    from .judge_lines import MODEL  # noqa: PLC0415 - needs numpy, which takes long to load

    digests = {
        "rules": rules.digest(),
        "html_model": checked(content_of(FILE), FILE),
        "text_model": checked(content_of(MODEL), MODEL),
    }
    return digests | {"template": template.digest} if template.sites else digests
