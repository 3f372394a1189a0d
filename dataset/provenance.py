"""Where a release comes from, as W3C PROV in JSON-LD: raw pages → cleaning by a rule set → articles → release."""

import json

from .about import AUTHORS, TITLE
from .manifest import Manifest

NAME = "provenance.json"


def provenance(manifest: Manifest) -> str:
    """Return ``provenance.json``; every thing is named by a digest of its bytes or its content."""
    inputs = manifest.inputs
    rules = [_entity(f"recipe:{name}", f"{name} of the cleaning", digest) for name, digest in manifest.recipe.items()]
    former = manifest.changes
    graph = [
        {
            **_entity("raw-pages", "The raw pages, as the set of their digests", inputs.raw_pages_sha256),
            "pages": inputs.raw_pages,
            "captures": inputs.captures,
            "damaged": dict(inputs.damaged),
        },
        *rules,
        *([_entity("former-release", f"Release {former.previous}", former.previous_content_sha256)] if former else []),
        {
            "@id": "cleaning",
            "@type": "prov:Activity",
            "label": "Decoding, cutting into blocks, verdicts, metadata",
            "used": ["raw-pages", *(f"recipe:{name}" for name in manifest.recipe)],
            "wasAssociatedWith": "software",
        },
        {
            "@id": "software",
            "@type": "prov:SoftwareAgent",
            "label": "cablepress and the packages that can change its output",
            "packages": dict(manifest.packages),
        },
        {"@id": "authors", "@type": "prov:Agent", "label": AUTHORS},
        {
            **_entity("release", f"{TITLE}, version {manifest.version}", manifest.content_sha256),
            "wasGeneratedBy": "cleaning",
            "wasDerivedFrom": ["raw-pages"],
            **({"wasRevisionOf": "former-release"} if former else {}),
            "wasAttributedTo": "authors",
            "tables": {name: size.content_sha256 for name, size in sorted(manifest.tables.items())},
        },
    ]
    context = {
        "@vocab": "http://www.w3.org/ns/prov#",
        "prov": "http://www.w3.org/ns/prov#",
        "@base": f"urn:sha256:{manifest.content_sha256}/",
        "label": "http://www.w3.org/2000/01/rdf-schema#label",
        **{name: {"@type": "@id"} for name in ("used", "wasAssociatedWith", "wasGeneratedBy", "wasDerivedFrom")},
        **{name: {"@type": "@id"} for name in ("wasRevisionOf", "wasAttributedTo")},
    }
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=2) + "\n"


def _entity(name: str, label: str, digest: str) -> dict[str, object]:
    return {"@id": name, "@type": "prov:Entity", "label": label, "sha256": digest}
