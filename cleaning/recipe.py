"""What shapes the cleaned pages besides the code: the rule tables, the learned models and the template, by digest."""

from . import rules
from .template import NO_TEMPLATE, Template


def recipe(template: Template = NO_TEMPLATE) -> dict[str, str]:
    """Return name → SHA-256 of each rule set and model; two runs with equal recipes and code give equal articles.

    `template` is the table of what the sites repeat that the run was given; the empty one is not named.
    """
    from . import judge_lines, model  # noqa: PLC0415  # the first needs numpy, which takes long to load

    digests = {
        "rules": rules.digest(),
        "html_model": model.load().digest,
        "text_model": judge_lines.learned().model.digest,
    }
    return digests | {"template": template.digest} if template.sites else digests
