"""Languages: detected from the text, with the declaration as witness."""

import pytest

from cablepress.cleaning import language

TEXTS = [
    ("The ferry ran aground on Thursday and blocked the only channel to the island for a day.", "de", "en"),
    ("Die Fähre lief am Donnerstag auf Grund und blockierte die einzige Fahrrinne der Insel.", "en-US", "de"),
    ("Le bac s'est échoué jeudi et a bloqué pendant une journée le seul chenal de l'île.", "", "fr"),
    ("नाव गुरुवार को किनारे पर फँस गई और द्वीप का एकमात्र रास्ता दिन भर बंद रहा।", "en", "hi"),
    ("کشتی جمعرات کو ریت میں پھنس گئی اور جزیرے کا واحد راستہ دن بھر بند رہا۔", "", "ur"),
    ("جنحت العبارة يوم الخميس وسدت الممر الوحيد إلى الجزيرة طوال النهار.", "", "ar"),
    ("படகு வியாழக்கிழமை மணலில் சிக்கியது; தீவுக்கான ஒரே வழி நாள் முழுவதும் அடைபட்டது.", "", "ta"),
    ("Ferry", "fr-FR", "fr"),  # too short: the page's word
    ("Ferry", "", None),
    ("12 34 56 78 90 12 34 56", "", None),
    ("", "not a language", None),
]


@pytest.mark.parametrize(("text", "declared", "expected"), TEXTS)
def test_detect(text, declared, expected):
    assert language.detect(text, declared)[0] == expected


def test_declared_language_is_believed_where_its_commonest_words_stand():
    text = "The ferry ran aground on Thursday, and the channel to the island was blocked for a day."
    assert language.detect(text, "en-GB") == ("en", "declared en-GB, and its commonest words")
    assert language.detect(text, "de") == ("en", language.detect(text)[1] + "; declared de")


def test_evidence_names_both():
    found = language.detect(TEXTS[1][0], "en-US")
    assert found[1].startswith("text (")
    assert found[1].endswith("; declared en-US")
