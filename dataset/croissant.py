"""Croissant 1.1 with the vocabulary for responsible AI: every file with its hash and size, every column described."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .about import (
    AUTHORS,
    DESCRIPTION,
    FACTS_LICENCE_URL,
    KEYWORDS,
    NAME,
    SOFTWARE,
    TEXT_RIGHTS,
    address,
    languages,
)
from .citation import bibtex
from .columns import Column, Table
from .manifest import Manifest
from .schema import TABLES

FILE_NAME = "croissant.json"

_TYPES: Mapping[str, str] = {
    "string": "sc:Text",
    "bool": "sc:Boolean",
    "int32": "cr:Int32",
    "date32": "sc:Date",
    "list<string>": "sc:Text",
}
_FORMATS: Mapping[str, str] = {
    "parquet": "application/x-parquet",
    "md": "text/markdown",
    "json": "application/json",
    "svg": "image/svg+xml",
    "cff": "application/yaml",
    "bib": "application/x-bibtex",
}
"""Ending of a file name → media type."""

_CR = [
    "arrayShape",
    "citeAs",
    "column",
    "containedIn",
    "equivalentProperty",
    "extract",
    "field",
    "fileProperty",
    "fileObject",
    "fileSet",
    "format",
    "includes",
    "isArray",
    "isLiveDataset",
    "jsonPath",
    "key",
    "md5",
    "parentField",
    "path",
    "recordSet",
    "references",
    "regex",
    "repeated",
    "replace",
    "samplingRate",
    "separator",
    "source",
    "subField",
    "transform",
]
_CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    **{name: f"cr:{name}" for name in _CR},
}
"""The context that the specification of Croissant 1.1 prescribes."""

RAI: Mapping[str, Any] = {
    "rai:dataCollection": "Raw pages were read from folders and web-archive files that their keepers provide.",
    "rai:dataCollectionType": ["Web Scraping", "Others"],
    "rai:dataCollectionMissingData": "A value that a page does not state is null, not guessed.",
    "rai:dataCollectionRawData": "Captures of public web pages, named by the SHA-256 of their bytes; left out.",
    "rai:dataPreprocessingProtocol": [
        "Bytes are decoded and cut into blocks; each block is kept or removed for a reason of a closed list.",
        "Removed pieces stay in the record with rule, reason and place.",
    ],
    "rai:dataAnnotationProtocol": ["Metadata are read from the page's own statements in a written order of trust."],
    "rai:machineAnnotationTools": [SOFTWARE],
    "rai:dataBiases": [
        "Web archives kept no sample of what was printed: Indian English-language outlets are over-represented.",
        "Agency stories appear many times; counts of pages measure syndication, not independent coverage.",
    ],
    "rai:dataLimitations": [
        "Rules and a small learned model err; removed pieces show where.",
        "The captures are years younger than the articles and may show later edits.",
    ],
    "rai:dataUseCases": [
        "Following a cable or an agency story through outlets and languages.",
        "Training and testing text extraction, with removed pieces as labels.",
    ],
    "rai:dataSocialImpact": (
        "The articles accuse and quote named persons and repeat claims that were disputed or withdrawn; they must not "
        "be used to judge persons."
    ),
    "rai:personalSensitiveInformation": [
        "Names of journalists and of persons in the news, as the newspapers printed them."
    ],
    "rai:dataReleaseMaintenancePlan": (
        "Versions are semantic and compared record by record; a record is removed on request with the next release."
    ),
}
"""What the vocabulary for responsible AI asks; `DATASHEET.md` says more."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file's hash and size."""

    sha256: str
    bytes: int


def croissant(manifest: Manifest, documents: Mapping[str, Sealed]) -> str:
    """Return ``croissant.json``; `documents` are the files of the release that the manifest does not name."""
    data = {file.path: Sealed(file.sha256, file.bytes) for file in manifest.files}
    filled = [table for table in TABLES if manifest.tables[table.name].rows]
    described = {
        "@context": dict(_CONTEXT),
        "@type": "sc:Dataset",
        "conformsTo": ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"],
        "name": NAME,
        "description": DESCRIPTION,
        "version": manifest.version,
        "datePublished": manifest.date,
        "url": address(manifest),
        "license": [FACTS_LICENCE_URL, "LICENSE.md"],
        "usageInfo": TEXT_RIGHTS,
        "creator": {"@type": "sc:Organization", "name": AUTHORS},
        "publisher": {"@type": "sc:Organization", "name": AUTHORS},
        "inLanguage": languages(manifest),
        "keywords": list(KEYWORDS),
        "citeAs": bibtex(manifest),
        "isLiveDataset": False,
        **RAI,
        "distribution": [*_files({**data, **documents}), *(_file_set(table) for table in filled)],
        "recordSet": [_record_set(table) for table in filled],
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _files(files: Mapping[str, Sealed]) -> Iterable[dict[str, Any]]:
    for path, sealed in sorted(files.items()):
        yield {
            "@type": "cr:FileObject",
            "@id": path,
            "name": path,
            "contentUrl": path,
            "contentSize": f"{sealed.bytes} B",
            "encodingFormat": _FORMATS.get(path.rpartition(".")[2], "text/plain"),
            "sha256": sealed.sha256,
        }


def _file_set(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:FileSet",
        "@id": f"{table.name}-files",
        "name": f"{table.name}-files",
        "description": f"The data files of the table {table.name}.",
        "encodingFormat": _FORMATS["parquet"],
        "includes": f"data/{table.name}/*.parquet",
    }


def _record_set(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"A record is {table.meaning}.",
        "key": {"@id": f"{table.name}/{table.key}"},
        "field": [_field(table, column) for column in table.columns],
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    """Describe a column; a list of pieces has a sub-field for each field of a piece."""
    told = _told(f"{table.name}/{column.name}", column) | _array(column.type.startswith("list"))
    source = {"fileSet": {"@id": f"{table.name}-files"}, "extract": {"column": column.name}}
    if not column.fields:
        return told | {"dataType": _TYPES[column.type], "source": source}
    inner = [
        _told(f"{table.name}/{column.name}/{one.name}", one)
        | {"dataType": _TYPES[one.type], "source": source | {"transform": {"jsonPath": f"$['{one.name}']"}}}
        for one in column.fields
    ]
    return told | {"subField": inner}


def _told(name: str, column: Column) -> dict[str, Any]:
    return {"@type": "cr:Field", "@id": name, "name": name, "description": column.meaning}


def _array(is_array: bool) -> dict[str, Any]:
    return {"isArray": True, "arrayShape": "-1"} if is_array else {}
