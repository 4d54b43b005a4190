"""Questions labelled by what they are about, and the linear weights that tell them apart."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from pydantic import Field
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from trainer.domain.context import CallContext, Jurisdiction
from trainer.domain.errors import ContentError
from trainer.domain.text import Language, Model
from trainer.hearing.learning.corpus import CORPUS, Line, read_corpus
from trainer.hearing.learning.matrix import Vocabulary, build_vocabulary
from trainer.hearing.likeness import SIZE, meaning
from trainer.hearing.linear import LinearTable, whole_table
from trainer.hearing.question_features import MARKS, question_pieces
from trainer.hearing.subjects import COLUMNS, NONE, asking_part, likeliest

QUESTIONS = CORPUS / "questions"
COST = 0.5
HARMLESS_EVERY = 12  # every so manieth line of the corpus that asks nothing is a lesson of what is no such question
HARMLESS_WEIGHT = 0.5
STRESS = 3  # how many times a piece of the lexicon weighs what another of its rarity does
NEVER = -8.0  # the bias of a subject for which there is no lesson


class Question(Model):
    """One line with what its question is about; `none` for any other line."""

    text: str = Field(min_length=1)
    subject: str
    author: str


def read_questions(language: Language, folder: Path = QUESTIONS) -> list[Question]:
    """Every labelled question of a language, authors in the order of their file names.

    Raises:
        ContentError: a subject is unknown.
    """
    found, problems = [], []
    for path in sorted(folder.glob(f"{language.value}-*.jsonl")):
        for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            question = Question(text=json.loads(row)["text"], subject=json.loads(row)["subject"], author=path.stem)
            if question.subject not in COLUMNS:
                problems.append(f"corpus/questions/{path.name}: line {number}: subject: found {question.subject!r}; allowed: {', '.join(COLUMNS)}")
            found.append(question)
    if problems:
        raise ContentError(problems)
    return found


# Asking about daily life is none of these; not said of subjects whose questions may do one of them.
NOT_BY_SMALL_TALK = (
    "verify_identity", "state_amount", "explain_bill", "ask_willingness", "ask_plan", "ask_commitment", "propose_full", "propose_partial", "propose_instalments",
    "propose_deferral", "propose_waiver", "accept_offer", "reject_offer", "inform_consequence", "request_documents", "explain_payment_method", "recap_agreement",
    "ask_confirmation", "schedule_callback", "offer_complaint_channel", "escalate", "acknowledge_dispute", "acknowledge_cease", "close",
)
_NEAR_BUSINESS = frozenset({
    "wants_what", "next_plans", "best_time", "phone_other", "app_online", "name_chat", "relation", "family_help", "family_knows", "helper", "letters_seen",
    "home_where", "home_kind", "work_place", "relatives", "seen_last", "their_doings",
})


def small_talk(language: Language) -> list[Line]:
    """Questions about daily life as lines that break no rule and do none of NOT_BY_SMALL_TALK; what other acts they do is not known."""
    jurisdiction = Jurisdiction.CN if language is Language.ZH else Jurisdiction.UK
    return [
        Line(
            text=question.text, language=language, jurisdiction=jurisdiction, context=CallContext(identity_verified=True), rules=(), near_miss_of=None,
            acts=(), acts_known=False, not_acts=NOT_BY_SMALL_TALK, author=question.author,
        )
        for question in read_questions(language) if question.subject != NONE and question.subject not in _NEAR_BUSINESS
    ]


def question_digest() -> str:
    """A fingerprint of the labelled questions; what the corpus adds to them has a fingerprint of its own."""
    found = hashlib.sha256()
    for path in sorted(QUESTIONS.glob("*.jsonl")):
        found.update(path.name.encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def harmless(language: Language) -> list[str]:
    """Lines of the corpus that ask nothing."""
    told = [line.text for line in read_corpus(language) if line.acts_known and line.acts and not any(act.startswith("ask_") for act in line.acts)]
    return [text for text in told if "?" not in text and "？" not in text][::HARMLESS_EVERY]


def learn_subjects(texts: Sequence[str], subjects: Sequence[str], weight: Sequence[float], language: Language) -> LinearTable:
    """The table from these lines; each is seen whole and by its asking part."""
    seen = [(part, subject, each) for text, subject, each in zip(texts, subjects, weight, strict=True) for part in dict.fromkeys((text, asking_part(text)))]
    rows = [question_pieces(part, language) for part, _, _ in seen]
    vocabulary = _stressed(build_vocabulary(rows))
    meant = np.array([meaning(part, language) for part, _, _ in seen])
    model = LinearSVC(C=COST, random_state=0)
    model.fit(hstack([vocabulary.matrix(rows), csr_matrix(meant)]).tocsr(), np.array([subject for _, subject, _ in seen]), sample_weight=np.array([each for _, _, each in seen]))
    order = {str(name): place for place, name in enumerate(model.classes_)}
    width = len(vocabulary.index)
    weights, bias = np.zeros((width + SIZE, len(COLUMNS))), np.full(len(COLUMNS), NEVER)
    for place, name in enumerate(COLUMNS):
        if name in order:
            weights[:, place], bias[place] = model.coef_[order[name]], model.intercept_[order[name]]
    return whole_table(vocabulary.index, vocabulary.weights, weights[:width], bias, COLUMNS, weights[width:])


def _stressed(vocabulary: Vocabulary) -> Vocabulary:
    """The same pieces, those of the lexicon weighing more: a trade or a ward says more than the words around it."""
    weights = vocabulary.weights.copy()
    for piece, place in vocabulary.index.items():
        if piece[0] in MARKS:
            weights[place] *= STRESS
    return Vocabulary(vocabulary.index, weights)


def lessons(questions: Sequence[Question], idle: Sequence[str]) -> tuple[list[str], list[str], list[float]]:
    """Texts, subjects and weights of everything learnt from; `idle` are lines that ask nothing."""
    return (
        [*(question.text for question in questions), *idle], [*(question.subject for question in questions), *[NONE] * len(idle)],
        [*[1.0] * len(questions), *[HARMLESS_WEIGHT] * len(idle)],
    )


def told(table: LinearTable, texts: Sequence[str], language: Language) -> list[str]:
    """What this table takes each line for."""
    return [table.names[likeliest(table.scores(question_pieces(asking_part(text), language), meaning(asking_part(text), language)))] for text in texts]
