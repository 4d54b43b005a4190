"""What debtor lines set off beyond their phrases: heard where it is implied, left alone where it is near, and learnt from the labelled lines beside it."""
from __future__ import annotations

from datetime import date

import pytest

from trainer.domain.heard import DebtorSignalKind as Kind
from trainer.domain.text import Language
from trainer.hearing.debtor_line import by_phrases, hear_debtor
from trainer.hearing.learning.debtor_lines import debtor_digest, read_debtor_lines
from trainer.hearing.weights import FOLDER

TODAY = date(2026, 11, 23)


def test_the_shipped_tables_were_made_from_these_lines() -> None:
    assert (FOLDER / "debtor.digest").read_text(encoding="utf-8").strip() == debtor_digest(), "labelled debtor lines have changed: run python -m trainer.hearing.train_debtor"


@pytest.mark.parametrize("language", list(Language))
def test_more_is_heard_than_by_phrases_and_less_of_it_is_wrong(language: Language) -> None:
    lines = [line for line in read_debtor_lines(language) if not line.author.endswith(("simulated", "first-reader"))]
    figures = {}
    for name, hear in (("phrases", by_phrases), ("both", lambda text, of, day: hear_debtor(text, of, day).signals)):
        right = wrong = wanted = 0
        for line in lines[::3]:
            heard = {signal.kind for signal in hear(line.text, language, TODAY)}
            right, wrong, wanted = right + len(heard & set(line.signals)), wrong + len(heard - set(line.signals)), wanted + len(line.signals)
        figures[name] = (right / wanted, right / (right + wrong))
    assert figures["both"][0] > figures["phrases"][0] and figures["both"][1] > figures["phrases"][1], figures


@pytest.mark.parametrize(("language", "line", "kind"), [
    (Language.ZH, "我是。", Kind.THIRD_PARTY), (Language.ZH, "今天晚上我就还，全还了，六千多是吧？", Kind.ALREADY_PAID), (Language.ZH, "我没想自杀", Kind.SELF_HARM),
    (Language.EN, "I can't complain", Kind.COMPLAINT), (Language.EN, "should I get a lawyer?", Kind.REPRESENTED),
])
def test_what_only_sounds_like_it_is_left_alone(language: Language, line: str, kind: Kind) -> None:
    assert not hear_debtor(line, language, TODAY).says(kind)


@pytest.mark.parametrize("language", list(Language))
def test_the_words_named_stand_in_the_line(language: Language) -> None:
    for line in read_debtor_lines(language)[::9]:
        for signal in hear_debtor(line.text, language, TODAY).signals:
            assert signal.span.words(line.text).strip() and 0 <= signal.confidence <= 1
