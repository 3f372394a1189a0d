"""How a release is cited and catalogued: CFF, BibTeX, DataCite, Zenodo and schema.org, from one set of facts."""

import json

import yaml

from .about import (
    AUTHORS,
    DESCRIPTION,
    FACTS_LICENCE,
    FACTS_LICENCE_URL,
    KEYWORDS,
    NAME,
    SOFTWARE,
    TEXT_RIGHTS,
    TITLE,
    address,
    languages,
    year,
)
from .manifest import Manifest

_MESSAGE = "If you use this dataset, please cite it with its version."


def cff(manifest: Manifest) -> str:
    """Return ``CITATION.cff`` (Citation File Format 1.2.0, type dataset)."""
    content = {
        "type": "other",
        "value": f"sha256:{manifest.content_sha256}",
        "description": "Content hash of this version",
    }
    doi = [{"type": "doi", "value": manifest.doi, "description": "This version"}] if manifest.doi else []
    told = {
        "cff-version": "1.2.0",
        "message": _MESSAGE,
        "type": "dataset",
        "title": TITLE,
        "abstract": DESCRIPTION,
        "authors": [{"name": AUTHORS}],
        "version": manifest.version,
        "date-released": manifest.date,
        "keywords": list(KEYWORDS),
        "identifiers": [*doi, content],
    }
    text: str = yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=120)
    return text


def bibtex(manifest: Manifest) -> str:
    """Return the release's BibTeX entry, with its version."""
    fields = {
        "author": f"{{{AUTHORS}}}",
        "title": f"{{{TITLE}}}",
        "year": year(manifest),
        "version": manifest.version,
        **({"doi": manifest.doi} if manifest.doi else {}),
        "note": f"Dataset, version {manifest.version}, content SHA-256 {manifest.content_sha256}",
    }
    lines = "".join(f"  {name:<7} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{cablepress-{manifest.version},\n{lines}}}\n"


def apa(manifest: Manifest) -> str:
    """Return the release's citation as the APA style spells it."""
    end = f" {address(manifest)}" if manifest.doi else ""
    return f"{AUTHORS}. ({year(manifest)}). *{TITLE}* (Version {manifest.version}) [Data set].{end}"


def datacite(manifest: Manifest) -> str:
    """Return the release's metadata for DataCite (schema 4.5) as JSON."""
    related = [] if manifest.changes is None else [_predecessor(manifest.changes.previous_content_sha256)]
    return _json(
        {
            "schemaVersion": "http://datacite.org/schema/kernel-4",
            **(
                {
                    "doi": manifest.doi,
                    "prefix": manifest.doi.partition("/")[0],
                    "suffix": manifest.doi.partition("/")[2],
                }
                if manifest.doi
                else {}
            ),
            "alternateIdentifiers": [
                {"alternateIdentifier": f"sha256:{manifest.content_sha256}", "alternateIdentifierType": "content hash"}
            ],
            "types": {"resourceTypeGeneral": "Dataset", "resourceType": "News corpus"},
            "creators": [{"name": AUTHORS, "nameType": "Organizational"}],
            "titles": [{"title": TITLE, "lang": "en"}],
            "publisher": {"name": AUTHORS},
            "publicationYear": year(manifest),
            "dates": [{"date": manifest.date, "dateType": "Issued"}],
            "language": "en",
            "subjects": [{"subject": word} for word in KEYWORDS],
            "descriptions": [{"description": DESCRIPTION, "descriptionType": "Abstract", "lang": "en"}],
            "formats": ["application/vnd.apache.parquet"],
            "sizes": [
                f"{manifest.tables['articles'].rows} articles",
                f"{sum(file.bytes for file in manifest.files)} bytes",
            ],
            "version": manifest.version,
            "rightsList": [
                {
                    "rights": f"Facts tables and documents: {FACTS_LICENCE}",
                    "rightsUri": FACTS_LICENCE_URL,
                    "rightsIdentifier": FACTS_LICENCE,
                    "rightsIdentifierScheme": "SPDX",
                    "schemeUri": "https://spdx.org/licenses/",
                },
                {"rights": TEXT_RIGHTS},
            ],
            "relatedIdentifiers": related,
        }
    )


def _predecessor(content: str) -> dict[str, str]:
    return {
        "relatedIdentifier": f"urn:sha256:{content}",
        "relatedIdentifierType": "URN",
        "relationType": "IsNewVersionOf",
    }


def zenodo(manifest: Manifest) -> str:
    """Return the release's metadata for a Zenodo deposit as JSON.

    Access is restricted where the release holds texts that cannot be passed on.
    """
    return _json(
        {
            "metadata": {
                "upload_type": "dataset",
                "title": TITLE,
                "description": f"<p>{DESCRIPTION}</p><p>{TEXT_RIGHTS} Facts tables: {FACTS_LICENCE}.</p>",
                "creators": [{"name": AUTHORS}],
                "version": manifest.version,
                "publication_date": manifest.date,
                "language": "eng",
                "keywords": list(KEYWORDS),
                **_access(manifest),
                "notes": f"Content SHA-256 {manifest.content_sha256}; `cablepress check` verifies the files.",
                **({"doi": manifest.doi} if manifest.doi else {}),
            }
        }
    )


def _access(manifest: Manifest) -> dict[str, str]:
    if manifest.private:
        return {"access_right": "restricted", "access_conditions": f"<p>{TEXT_RIGHTS}</p>"}
    return {"access_right": "open", "license": "cc-zero"}


def schema_org(manifest: Manifest) -> str:
    """Return the release's schema.org description as JSON-LD, for the page that presents it."""
    return _json(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "@id": address(manifest),
            "name": TITLE,
            "alternateName": NAME,
            "description": DESCRIPTION,
            "version": manifest.version,
            "datePublished": manifest.date,
            "url": address(manifest),
            "identifier": [*([address(manifest)] if manifest.doi else []), f"sha256:{manifest.content_sha256}"],
            "keywords": list(KEYWORDS),
            "inLanguage": languages(manifest),
            "creator": {"@type": "Organization", "name": AUTHORS},
            "license": [FACTS_LICENCE_URL, "LICENSE.md"],
            "usageInfo": TEXT_RIGHTS,
            "isAccessibleForFree": not manifest.private,
            "includedInDataCatalog": {"@type": "DataCatalog", "name": SOFTWARE},
            "variableMeasured": [f"{name} ({size.rows} rows)" for name, size in sorted(manifest.tables.items())],
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": file.path,
                    "contentUrl": file.path,
                    "encodingFormat": "application/vnd.apache.parquet",
                    "contentSize": f"{file.bytes} B",
                    "sha256": file.sha256,
                }
                for file in manifest.files
            ],
        }
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
