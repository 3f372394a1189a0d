"""What shapes the cleaned pages besides the code: the rule tables and the verdict model, by digest."""

from . import rules


def recipe() -> dict[str, str]:
    """Return name → SHA-256 of each rule set and model; two runs with equal recipes and code give equal articles."""
    return {"rules": rules.digest()}
