"""What the ears are measured beside: a plain word list, and logistic regression on n-grams alone."""
from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import yaml
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier

from trainer.domain.text import Language
from trainer.hearing.concepts import LEXICON
from trainer.hearing.learning.corpus import Line
from trainer.hearing.words import plain

Judge = Callable[[Line], dict[str, float]]
NEAR_MISS_ALARMS = 0.03
INNOCENT_ALARMS = 0.01
LONG_ENOUGH = {Language.ZH: 3, Language.EN: 8}  # characters; shorter words would ring at every line
LEFT_OUT = 4  # every fourth author sets the threshold


def word_list(language: Language) -> Judge:
    """Names the rule of the longest phrase of the topic lexicon that stands in the line, whatever its scope."""
    content = yaml.safe_load((LEXICON / f"concepts.{language.value}.yaml").read_text(encoding="utf-8"))["topics"]
    phrases = sorted(
        ((plain(str(phrase), language).strip("_"), rule) for rule, listed in content.items() for phrase in listed),
        key=lambda pair: (-len(pair[0]), pair),
    )
    phrases = [(phrase, rule) for phrase, rule in phrases if len(phrase) >= LONG_ENOUGH[language]]

    def judge(line: Line) -> dict[str, float]:
        text = plain(line.text, language)
        rule = next((rule for phrase, rule in phrases if phrase in text), None)
        return {rule: 1.0} if rule else {}

    return judge


def ngram_regression(lines: Sequence[Line]) -> Judge:
    """One logistic regression a rule on character n-grams, thresholds from authors left out of a first fit."""
    vectors = HashingVectorizer(analyzer="char_wb" if lines[0].language is Language.EN else "char", ngram_range=(1, 4), n_features=2**18)
    rows = csr_matrix(vectors.transform([line.text.lower() for line in lines]))
    labels = np.array([line.rules[0] if line.rules else "none" for line in lines])
    authors = sorted({line.author for line in lines})
    held = np.array([authors.index(line.author) % LEFT_OUT == 0 for line in lines])
    first = _fit(rows[~held], labels[~held])
    kinds = np.array([line.kind() for line in lines])[held]
    strongest = _rule_scores(first, rows[held]).max(axis=1)
    limit = max(
        float(np.quantile(strongest[kinds == "near_miss"], 1 - NEAR_MISS_ALARMS)), float(np.quantile(strongest[kinds == "innocent"], 1 - INNOCENT_ALARMS))
    )
    model = _fit(vstack([rows[~held], rows[held]]).tocsr(), np.concatenate([labels[~held], labels[held]]))
    rules = [name for name in model.classes_ if name != "none"]

    def judge(line: Line) -> dict[str, float]:
        scores = _rule_scores(model, csr_matrix(vectors.transform([line.text.lower()])))[0]
        best = int(scores.argmax())
        return {rules[best]: float(scores[best])} if scores[best] > limit else {}

    return judge


def _fit(rows: csr_matrix, labels: np.ndarray) -> SGDClassifier:
    return SGDClassifier(loss="log_loss", alpha=2e-6, max_iter=12, tol=None, random_state=0).fit(rows, labels)


def _rule_scores(model: SGDClassifier, rows: csr_matrix) -> np.ndarray:
    kept = [place for place, name in enumerate(model.classes_) if name != "none"]
    return np.asarray(model.decision_function(rows))[:, kept]
