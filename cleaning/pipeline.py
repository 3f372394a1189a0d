"""One page in, an article or a rejection out."""

import hashlib
from datetime import datetime

from .article import Outcome, Rejection


def clean(body: bytes, *, url: str = "", media_type: str = "", captured_at: datetime | None = None) -> Outcome:
    """Clean one page."""
    return Rejection(hashlib.sha256(body).hexdigest(), "empty", {"media_type": media_type}, url, captured_at)
