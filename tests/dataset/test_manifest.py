"""The manifest is read as it was written, and refused when it is anything else."""

import json

import pytest

from cablepress.dataset import manifest


def test_it_is_read_as_it_was_written(built):
    text = (built / manifest.NAME).read_bytes()
    assert manifest.spell(manifest.parse(text)).encode() == text


def test_it_knows_no_machine_and_no_clock(built):
    text = (built / manifest.NAME).read_text(encoding="utf-8")
    assert str(built) not in text
    assert "time" not in text
    assert json.loads(text)["date"] == "2012-06-01"  # as it was given


MALFORMED = [
    ("not JSON", lambda _: "{"),
    ("not an object", lambda record: [record]),
    ("another format", lambda record: record | {"format": "cablepress-release/0"}),
    ("unknown field", lambda record: record | {"built_on": "2026"}),
    ("field missing", lambda record: {key: record[key] for key in record if key != "inputs"}),
    ("table missing", lambda record: record | {"tables": {}}),
    ("counts of no table", lambda record: record | {"counts": {}}),
    ("counts as a list", lambda record: record | {"counts": record["counts"] | {"rejects": {"reason": [1]}}}),
    ("text for a number", lambda record: record | {"inputs": record["inputs"] | {"raw_pages": "6"}}),
    ("true for a number", lambda record: record | {"inputs": record["inputs"] | {"damaged": {"truncated": True}}}),
    ("number for a text", lambda record: record | {"version": 1}),
    ("file without rows", lambda record: record | {"files": [{"path": "x", "sha256": "y", "bytes": 1}]}),
    ("deeply nested", lambda _: "[" * 100_000),
]


@pytest.mark.parametrize("spoil", [spoil for _, spoil in MALFORMED], ids=[note for note, _ in MALFORMED])
def test_anything_else_is_refused(built, spoil):
    spoiled = spoil(json.loads((built / manifest.NAME).read_bytes()))
    text = spoiled if isinstance(spoiled, str) else json.dumps(spoiled)
    with pytest.raises(ValueError, match=r"manifest of a release|format is"):
        manifest.parse(text.encode())
