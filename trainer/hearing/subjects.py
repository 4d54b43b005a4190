"""What a concrete question is about, off the plain business of the account: learnt from labelled questions, so that a debtor can answer it."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from trainer.domain.once import once
from trainer.domain.subjects import SUBJECTS, Subject
from trainer.domain.text import Language
from trainer.hearing.likeness import meaning
from trainer.hearing.linear import LinearTable, read_table
from trainer.hearing.question_features import question_pieces
from trainer.hearing.weights import FOLDER
from trainer.hearing.words import stem

NONE = "none"  # the column of everything that is no such question
COLUMNS = (NONE, *SUBJECTS)
KEPT = 2048  # lines
MARGIN = 0.1  # by how much the best subject must lead those of other fields of life
LEAST = -0.45  # a subject that scores less than this is a guess, not an answer
NEAR = 0.5  # what a subject gains at most where the question has the person's own words for it
ENOUGH = 0.7  # shared words (1 where one subject alone has them) from which it gains all
GOES_ON = 0.32  # what the subjects of the scene gain that is being talked about
ONE_CHARACTER = 0.5  # what a single shared character counts
SHARED_BY_MOST = 6  # a word said on more subjects than these tells none of them
# Subjects so close that an answer on the one answers a question about the other well enough.
_FIELDS: tuple[tuple[Subject, ...], ...] = (
    ("work_what", "work_place", "work_since", "work_people"), ("work_hours", "work_going"), ("work_lost", "work_search"), ("home_where", "home_kind"),
    ("health_what", "health_where", "treatment"), ("health_since", "event_when"), ("health_now", "feels_how", "sleep_eat"), ("where_now", "doing_now", "noise_around"),
    ("card_got", "card_use"), ("event_how", "event_where"), ("family_knows", "partner"), ("relatives", "family_help"), ("other_callers", "last_call"),
    ("seen_last", "their_doings"), ("tried_what", "police"), ("told_by", "helper"),
)
_FIELD = np.array([next((number for number, field in enumerate(_FIELDS) if name in field), len(_FIELDS) + place) for place, name in enumerate(COLUMNS)])
# What is asked about in one go.
_SCENES: tuple[tuple[Subject, ...], ...] = (
    ("work_what", "work_place", "work_since", "work_hours", "work_going", "work_people", "work_lost", "work_search"),
    ("lives_with", "partner", "children", "parents", "relatives", "family_knows", "family_help", "home_where", "home_kind"),
    ("health_what", "health_since", "health_where", "health_now", "treatment", "sleep_eat", "feels_how"),
    ("card_got", "card_use", "card_where", "card_last_paid", "event_when", "event_how", "event_where", "police", "tried_what"),
    ("relation", "seen_last", "their_doings", "best_time"), ("where_now", "doing_now", "noise_around", "meal_chat"),
)
_SCENE = np.array([next((number for number, scene in enumerate(_SCENES) if name in scene), -1 - place) for place, name in enumerate(COLUMNS)])
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_EVERYWHERE_ZH = frozenset("的了吗呢吧啊呀嘛哦么是有没什您你我他她它在这那多少几怎哪谁会能要就还也都不好来去说知道现时候很个把被给跟和到对得着过上下里一二两三")
_EVERYWHERE_EN = frozenset({
    stem(word) for word in (
        "have", "been", "this", "that", "there", "their", "they", "what", "when", "where", "which", "with", "your", "yours", "from", "about", "were", "does", "just", "like", "know",
        "long", "much", "many", "tell", "time", "then", "than", "them", "into", "over", "down", "some", "still", "before", "after", "going", "think", "really", "would", "could",
        "should", "never", "always", "because", "here", "well", "come", "came", "back", "said", "says", "will", "won't", "don't", "it's", "that's", "i've", "i'm", "we're",
        "anything", "something", "everything", "nothing", "anyone", "someone", "anybody", "somebody", "everyone", "nobody", "else", "enough", "even", "ever", "every", "more",
        "most", "only", "other", "another", "quite", "right", "same", "sort", "kind", "thing", "things", "though", "through", "took", "take", "very", "want", "without", "yeah",
        "maybe", "sure", "good", "great", "look", "make", "made", "need", "please", "sorry", "thank", "thanks", "love", "today", "give", "keep", "last", "next", "once", "too",
        "again", "also", "around", "away", "being", "doing", "done", "each", "gets", "getting", "gone", "i'll", "i'd", "you're", "you've", "he's", "she's", "there's", "what's",
    )
})
_SENTENCE = re.compile(r"[^。！!；;…？?.\n]+[？?]?")


@once
def _table(language: Language) -> LinearTable:
    return read_table(FOLDER, f"{language.value}.subjects")


def asking_part(text: str) -> str:
    """The last sentence marked as a question; the whole line where none is."""
    sentences = [found.group(0).strip() for found in _SENTENCE.finditer(text)]
    marked = [sentence for sentence in sentences if sentence.endswith(("？", "?"))]
    return marked[-1] if marked else text


@lru_cache(maxsize=KEPT)
def subject_scores(text: str, language: Language) -> np.ndarray:
    """How strongly the question of a line speaks of each of COLUMNS; about -1 where it does not."""
    part = asking_part(text)
    return _table(language).scores(question_pieces(part, language), meaning(part, language))


def subject_of(text: str, language: Language, told: CaseWords | None = None, before: Subject | None = None) -> Subject | None:
    """What the question of a collector's line is about.

    Args:
        text: any string.
        language: the language of the call.
        told: What the person asked would say on each subject: a question that has their own words in it ("how long is the dialysis") is likelier about what
            they say with those words.
        before: What was last asked about: one question on the ward is likely followed by another on the illness.

    Returns:
        The likeliest subject; None where the line asks nothing of the kind.
    """
    scores = subject_scores(text, language)
    if told is not None:
        scores = scores + told.nearness(asking_part(text))
    if before is not None:
        scores = scores + GOES_ON * (_SCENE[COLUMNS.index(before)] == _SCENE)
    place = likeliest(scores)
    return None if place == 0 or (told is not None and scores[place] < LEAST) else SUBJECTS[place - 1]


class CaseWords:
    """The words that one person has for each thing they might speak of, to which questions come near."""

    def __init__(self, spoken: Mapping[str, Sequence[str]], language: Language) -> None:
        self._language = language
        self._of: dict[str, list[str]] = {}
        for name, lines in spoken.items():
            for piece in dict.fromkeys(piece for line in lines for piece in self._pieces(line)):
                self._of.setdefault(piece, []).append(name)

    def shared(self, question: str) -> dict[str, float]:
        """What each thing shares with the question: 1 for a word that it alone has, less for a word of several."""
        gained: dict[str, float] = {}
        for piece in dict.fromkeys(self._pieces(question)):
            names = self._of.get(piece, [])
            if 0 < len(names) <= SHARED_BY_MOST:
                for name in names:
                    gained[name] = gained.get(name, 0.0) + (ONE_CHARACTER if len(piece) == 1 else 1.0) / len(names) ** 0.5
        return gained

    def nearness(self, question: str) -> np.ndarray:
        """What each column gains, from 0 to NEAR, where the things are subjects."""
        gained = np.zeros(len(COLUMNS))
        for name, shared in self.shared(question).items():
            gained[COLUMNS.index(name)] = NEAR * min(1.0, shared / ENOUGH)
        return gained

    def _pieces(self, line: str) -> Iterator[str]:
        if self._language is Language.EN:
            yield from (word for each in line.lower().split() if len(word := stem(each.strip(".,!?…\"'“”"))) >= 4 and word not in _EVERYWHERE_EN)
            return
        for run in _HAN_RUN.findall(line):
            yield from (pair for start in range(len(run) - 1) if not _EVERYWHERE_ZH & set(pair := run[start : start + 2]))
            yield from (character for character in run if character not in _EVERYWHERE_ZH)


def likeliest(scores: np.ndarray) -> int:
    """The place of the best score, 0 (none) where one of another field of life is too near: an answer on the wrong subject is worse than none."""
    first = int(np.argmax(scores))
    others = scores[_FIELD[first] != _FIELD]
    return first if scores[first] - others.max() >= MARGIN else 0
