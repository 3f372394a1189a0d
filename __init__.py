"""cablepress: raw news pages in, a reproducible, explained, citable dataset out.

>>> import cablepress
>>> outcome = cablepress.clean(b"", url="https://example.org/news/1.html")
>>> outcome.reason
'empty'
"""

from .cleaning.article import Article, Rejection
from .cleaning.pipeline import clean

__all__ = ["Article", "Rejection", "__version__", "clean"]
__version__ = "0.1.0"
