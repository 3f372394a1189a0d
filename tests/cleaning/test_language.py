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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry that ran aground on Thursday was on its way to the island with the mail for 40 houses.", "en"),
        ("Die Fähre ist am Donnerstag nicht gefahren, und das Postboot lag mit dem Schlepper auf der Sandbank.", "de"),
        ("Les marins et une partie des gens du port sont dans le bac qui est sur le sable avec le courrier.", "fr"),
    ],
)
def test_a_text_of_many_common_words_needs_no_detector(text, expected):
    assert language.detect(text) == (expected, "its commonest words")
    assert language.detect(text, "sv") == (expected, "its commonest words; declared sv")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De veerboot was op donderdag in het kanaal en is met de post van het eiland op het zand gelopen.", "nl"),
        (
            "El vaixell del port va encallar dijous i va tancar una de les entrades de la illa que es fa servir per al correu.",
            "ca",
        ),
        ("O barco que ía para a illa con correo encallou o xoves e pechou o porto, que se abriu por un día só.", "gl"),
        ("Le bateau e una barca con la posta per le isole si sono arenati giovedì, dans le port.", "it"),
    ],
)
def test_languages_of_shared_words_are_detected(text, expected):
    found = language.detect(text)
    assert found[0] == expected
    assert found[1].startswith("text (")


def test_evidence_names_both():
    found = language.detect(TEXTS[1][0], "en-US")
    assert found[1].startswith("text (")
    assert found[1].endswith("; declared en-US")
