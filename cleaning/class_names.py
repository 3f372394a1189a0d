"""What class names, ids and tags tell of the text below them, by words that themes of all kinds share."""

from typing import Final

from .part_finder import finder

# What class and id names tell, by substring of one word of them. Order and spelling belong to the model: a change
# here needs a new training.
NAME_MARKS: Final[dict[str, tuple[str, ...]]] = {
    "comment": ("comment", "disqus", "respond", "reply", "discussion"),
    "related": (
        "related",
        "recommend",
        "readmore",
        "also",
        "popular",
        "trending",
        "latest",
        "teaser",
        "outbrain",
        "taboola",
        "recirc",
        "suggest",
        "similar",
        "next",
        "prev",
        "more",
        "mostread",
        "upnext",
        "promo",
        "relacion",
        "verwandt",
    ),
    "share": ("share", "sharing", "social", "follow", "addthis", "facebook", "whatsapp", "print"),
    "nav": ("nav", "menu", "crumb", "pagination", "pager", "skip", "topbar", "toolbar", "masthead"),
    "foot": ("foot", "copyright", "legal", "bottom", "disclaimer"),
    "head": ("header",),
    "side": ("sidebar", "aside", "rail", "widget", "secondary", "complementary", "column"),
    "caption": ("caption", "credit", "photo", "image", "img", "figure", "picture", "legend", "media"),
    "gallery": ("gallery", "slide", "carousel", "swiper", "slick"),
    "author": ("author", "byline", "writer", "contributor", "bio", "reporter", "profile"),
    "stamp": ("date", "time", "publish", "updated", "posted"),
    "meta": ("meta", "info", "details", "label", "kicker", "eyebrow", "badge"),
    "topic": ("tag", "categor", "topic", "keyword", "section"),
    "signup": ("newsletter", "subscri", "signup", "form", "email", "regist", "login", "account", "member", "donat"),
    "wall": ("paywall", "premium", "piano", "regwall", "meter", "barrier", "offer"),
    "advert": ("advert", "sponsor", "banner", "dfp", "gpt", "adslot", "adunit", "commercial", "affiliate"),
    "consent": (
        "cookie",
        "consent",
        "gdpr",
        "privacy",
        "policy",
        "modal",
        "popup",
        "overlay",
        "onetrust",
        "notice",
        "alert",
        "optanon",
        "didomi",
        "usercentrics",
        "cybot",
        "truste",
        "otpc",
    ),
    "title": ("title", "headline", "heading"),
    "lead": ("standfirst", "dek", "lead", "summary", "subtitle", "intro", "descript", "excerpt", "abstract", "subhead"),
    "body": ("body", "articletext", "storytext", "entry", "prose", "richtext", "paragraph", "wysiwyg", "articlebody"),
    "content": ("content", "text", "copy"),
    "article": ("article", "story", "post", "blog", "news"),
    "main": ("main", "primary", "center"),
    "quote": ("quote", "pull"),
    "player": ("video", "player", "audio", "podcast", "embed", "tweet", "twitter", "instagram", "youtube", "iframe"),
    "card": ("card", "grid", "feed", "river", "tile", "item", "list", "collection", "cluster"),
    "box": ("box", "block", "module", "panel", "component", "inline"),
    "contents": ("toc", "anchor", "jump"),
    "note": ("correction", "disclosure", "footnote", "reference", "note", "source"),
    "button": ("button", "btn", "cta", "link"),
    "hide": ("hide", "hidden", "collaps", "expand", "toggle", "tooltip", "dropdown"),
    "none": ("none", "invisible"),
    "live": ("live", "timeline", "update"),
    "support": ("support", "appeal", "pledge", "contribut", "callout", "highlight", "factbox", "infobox"),
    "product": ("product", "shop", "price", "cart", "review", "rating"),
}
TAG_MARKS: Final[dict[str, tuple[str, ...]]] = {
    "article": ("article",),
    "main": ("main",),
    "section": ("section",),
    "aside": ("aside",),
    "nav": ("nav",),
    "footer": ("footer",),
    "header": ("header",),
    "figure": ("figure", "figcaption", "caption"),
    "list": ("ul", "ol", "dl"),
    "item": ("li", "dd", "dt"),
    "table": ("table",),
    "quote": ("blockquote",),
    "form": ("form", "fieldset", "button"),
    "heading": ("h1", "h2", "h3", "h4", "h5", "h6"),
    "details": ("details", "summary"),
}
TAG_BITS: Final = {tag: 1 << place for place, tags in enumerate(TAG_MARKS.values()) for tag in tags}
"""Tag to the one bit of its mark."""


_FINDER: Final = finder((part, 1 << place) for place, parts in enumerate(NAME_MARKS.values()) for part in parts)


def name_bits(names: str) -> int:
    """Return the marks that an element's names tell, one bit each in the order of `NAME_MARKS`."""
    return _FINDER.find(names)
