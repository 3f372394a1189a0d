"""What looks like personal data is found, counted, masked on request, and kept out of texts that others get."""

from collections import Counter

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning.article import Removed
from cablepress.dataset import manifest
from cablepress.dataset.check import check
from cablepress.dataset.edition import Edition
from cablepress.dataset.errors import PersonalDataError, ReleaseError
from cablepress.dataset.hydrate import hydrate
from cablepress.dataset.intake import Capture, Intake
from cablepress.dataset.personal import _PATTERNS, _SIGNS, KINDS, MASKS, findings, found, mask
from cablepress.dataset.release import release
from cablepress.dataset.remake import remake
from cablepress.dataset.terms import Terms

from .test_standoff import CABLE, page

TEXTS = [
    ("Write to ada.example+news@mail.example.org.", ["email"], "an address with a sub-address"),
    ("Call +91 22 5555 0199 before noon", ["phone"], "with a country code"),
    ("on (022) 5555-0199", ["phone"], "with an area code in parentheses"),
    ("phone: 22 5555 0199", ["phone"], "named so"),
    ("AKIA" + "ABCDEFGH12345678", ["access_key"], "a cloud key"),
    ("ghp_" + "a1B2" * 9, ["access_key"], "a token"),
    ("ASIA" + "ABCDEFGH12345678", ["access_key"], "a passing cloud key"),
    ("github_pat_" + "a1B2c3" * 4, ["access_key"], "a token of finer grain"),
    ("AIza" + "a1B2c" * 7, ["access_key"], "a key of a map"),
    ("xoxb-" + "1234567890", ["access_key"], "a token of a chat"),
    ("sk-" + "a1B2c" * 4, ["access_key"], "a key of a model"),
    ("hf_" + "a1B2c" * 6, ["access_key"], "a token of a hub"),
    (f"eyJ{'a' * 10}.eyJ{'b' * 10}.{'c' * 10}", ["access_key"], "a web token"),
    ("-----BEGIN RSA PRIVATE KEY-----", ["access_key"], "a private key"),
    ("a@example.org, b@example.org", ["email", "email"], "two"),
    ("08NEWDELHI3044 of 2008-12-01, ref 185384", [], "cables and dates"),
    ("Rs 1,234,567 crore, 26/11, 166 people, 2010 12 02", [], "money, days, tolls"),
    ("@ada wrote at 10:30", [], "a handle"),
    ("seen by 12 345 678 901 people", [], "a number that nothing says is a telephone's"),
]


@pytest.mark.parametrize(("text", "kinds", "note"), TEXTS, ids=[case[2] for case in TEXTS])
def test_kinds(text, kinds, note):
    assert list(found(text)) == kinds
    assert list(found(mask(text))) == []
    assert (mask(text) == text) == (not kinds)


@given(st.text(st.sampled_from("a@.+-() 019kphone:"), max_size=60))
def test_masking_twice_changes_nothing(text):
    assert mask(mask(text)) == mask(text)


@given(st.text(st.sampled_from("a@.+-() 019kphone:"), max_size=60) | st.sampled_from([case[0] for case in TEXTS]))
def test_what_is_not_looked_at_closely_holds_nothing(text):
    assert Counter(found(text)) == Counter(kind for kind, pattern in _PATTERNS for _ in pattern.finditer(text))


def test_every_kind_has_a_mask():
    assert KINDS.keys() == MASKS.keys() == _SIGNS.keys()


PARAGRAPHS = ("The keeper left at noon.", "Write to ada@example.org or phone +91 22 5555 0199.")
REMOVED = (Removed("Editor: bob@example.org", "contact.mail", "contact", "block 9 p"),)
FIELDS = {
    "paragraphs": PARAGRAPHS,
    "text": "\n\n".join(PARAGRAPHS),
    "roles": ("body",) * 2,
    "places": ("block 1 p", "block 2 p"),
}
PAGE = page("cable", publisher="WikiLeaks", url=CABLE.url, removed=REMOVED, dateline=None, evidence={}, **FIELDS)


def make(out, terms):
    release([PAGE], Intake({PAGE.id: [Capture(PAGE.url)]}), out, Edition("1.0.0", terms=terms))
    assert check(out) == []
    return pq.read_table(out / "data/articles").to_pylist()[0]


def test_findings_name_the_paragraph():
    expected = [{"kind": "email", "paragraph": 2}, {"kind": "phone", "paragraph": 2}]
    assert findings(PARAGRAPHS) == expected


def test_a_private_release_counts_them(tmp_path):
    make(tmp_path / "r", Terms())
    counts = manifest.read(tmp_path / "r").counts["articles"]["personal_data.kind"]
    assert counts == {"email": 1, "phone": 1}
    assert "| email | 1 |" in (tmp_path / "r/README.md").read_text()


def test_texts_to_share_are_refused_until_masked(tmp_path):
    with pytest.raises(PersonalDataError, match=r"--mask: \S+ \(email, phone\)"):
        make(tmp_path / "r", Terms("full", private=False))
    row = make(tmp_path / "r", Terms("full", private=False, masked=True))
    assert row["paragraphs"][1] == "Write to [e-mail address] or phone [telephone number]."
    assert row["removed"][0]["text"] == "Editor: [e-mail address]"
    assert row["personal_data"] == []


def test_a_masked_release_is_hydrated_masked(tmp_path):
    full = make(tmp_path / "full", Terms(masked=True))
    make(tmp_path / "shared", Terms("standoff", private=False, masked=True))
    made, mismatches = hydrate(tmp_path / "shared", [PAGE], tmp_path / "out")
    assert (made.masked, mismatches) == (True, [])
    assert pq.read_table(tmp_path / "out/data/articles").to_pylist() == [full]


def test_a_release_cannot_be_masked_afterwards(tmp_path):
    make(tmp_path / "r", Terms())
    with pytest.raises(ReleaseError, match="build it again"):
        remake(tmp_path / "r", tmp_path / "out", Edition("1.0.0", terms=Terms(masked=True)))
