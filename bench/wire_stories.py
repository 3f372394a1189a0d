"""Invents wire stories and what outlets make of them, to measure the finding of copies against a known truth.

A story is a row of sentences drawn from an invented vocabulary in which words are as unevenly frequent as in a
language. Stories of one topic share a paragraph of background; sentences share stock phrases; some stories quote a
passage of another: none of this makes two stories one. An outlet's copy has another headline and dateline, is cut from
the bottom, and 5 to 40 % of its words or sentences are edited.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

Sentence = list[str]

VOCABULARY = 20_000
PHRASES = 300
"""Stock phrases of 4 to 7 words, as "told reporters on the sidelines of"."""
STORIES_A_TOPIC = 12
KEPT = (0.3, 1.0)
"""Least and greatest share of the sentences that a cut leaves."""
EDITED = (0.05, 0.40)
"""Least and greatest share of what is left that an outlet edits."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One outlet's page of a story."""

    story: int
    """Two copies are the same story if, and only if, this number is the same."""
    text: str


class Newsroom:
    """Writes stories; the same seed writes the same ones."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        letters = "abcdefghijklmnopqrstuvwxyz"
        self.vocabulary = [
            "".join(self.chance.choices(letters, k=self.chance.randint(2, 9))) for _ in range(VOCABULARY)
        ]
        self.cumulated = _cumulated([1 / (rank + 3) for rank in range(VOCABULARY)])  # Zipf's law, flattened at its head
        self.phrases = [self.words(self.chance.randint(4, 7)) for _ in range(PHRASES)]

    def words(self, count: int) -> Sentence:
        """Return that many words, frequent ones more often."""
        return self.chance.choices(self.vocabulary, cum_weights=self.cumulated, k=count)

    def sentence(self) -> Sentence:
        """Return a sentence of 10 to 26 words; every third has a stock phrase."""
        made = self.words(self.chance.randint(8, 20))
        return made + self.chance.choice(self.phrases) if self.chance.random() < 1 / 3 else made

    def story(self, background: list[Sentence], quoted: list[Sentence]) -> list[Sentence]:
        """Return a story of 18 to 34 sentences: its own, two of another's quotation, three of background at the end."""
        own = [self.sentence() for _ in range(self.chance.randint(13, 29))]
        return own[:4] + quoted + own[4:] + background

    def copy(self, story: list[Sentence]) -> str:
        """Return what an outlet makes of a story."""
        kept = story[: max(4, round(len(story) * self.chance.uniform(*KEPT)))]
        edit = self.chance.choice((self.edited_words, self.edited_sentences))
        edited = edit(kept, self.chance.uniform(*EDITED))
        headline, dateline = self.words(7), self.words(2)
        return _printed(headline, [dateline + edited[0], *edited[1:]])

    def edited_words(self, sentences: list[Sentence], share: float) -> list[Sentence]:
        """Replace, drop or double a share of the words, scattered over the text."""
        return [[new for word in one for new in self._edited(word, share)] for one in sentences]

    def _edited(self, word: str, share: float) -> Sentence:
        if self.chance.random() >= share:
            return [word]
        return self.chance.choice(([], self.words(1), [word, *self.words(1)]))

    def edited_sentences(self, sentences: list[Sentence], share: float) -> list[Sentence]:
        """Replace or drop a share of the sentences, then change the order of two."""
        made = [
            new
            for one in sentences
            for new in ([one] if self.chance.random() >= share else self.chance.choice(([], [self.sentence()])))
        ] or sentences[:1]
        place = self.chance.randrange(len(made))
        return made[:place] + made[place:][1:2] + made[place : place + 1] + made[place + 2 :]


def copies(count: int, seed: int) -> Iterator[Copy]:
    """Yield `count` pages, shuffled: half of the stories were printed once, the others up to 12 times."""
    room = Newsroom(seed)
    made: list[Copy] = []
    stories: list[list[Sentence]] = []
    while len(made) < count:
        if len(stories) % STORIES_A_TOPIC == 0:
            background = [room.sentence() for _ in range(3)]
        quoted = room.chance.choice(stories)[1:3] if stories and room.chance.random() < 1 / 4 else []
        stories.append(room.story(background, quoted))
        prints = 1 if room.chance.random() < 1 / 2 else room.chance.randint(2, 12)
        made += [Copy(len(stories), room.copy(stories[-1])) for _ in range(prints)]
    room.chance.shuffle(made)
    yield from made[:count]


def _cumulated(weights: list[float]) -> list[float]:
    total, sums = 0.0, []
    for weight in weights:
        total += weight
        sums.append(total)
    return sums


def _printed(headline: Sentence, sentences: list[Sentence]) -> str:
    lines = [" ".join(one).capitalize() + "." for one in sentences if one]
    return "\n\n".join([" ".join(headline).title(), *lines])
