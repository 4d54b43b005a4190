"""The debtor room's own data: what causes do to an ordinary temper, and which words show what a question is about."""
from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files

from pydantic import Field, model_validator

from trainer.domain.once import once
from trainer.domain.scenario import Topic
from trainer.domain.strict_yaml import read_model
from trainer.domain.subjects import SUBJECTS, Subject
from trainer.domain.temperament import Axis
from trainer.domain.text import Language, Localised, Model


class AppraisalTable(Model):
    """What each cause does, per axis; -1 to 1, patience in points."""

    version: int
    causes: dict[str, dict[Axis, float]]


class TopicTable(Model):
    """Words per topic and language, in the order in which they are tried."""

    version: int
    zh: dict[Topic, tuple[str, ...]]
    en: dict[Topic, tuple[str, ...]]


class EverydayTable(Model):
    """Words per kind of everyday remark and language."""

    version: int
    zh: dict[str, tuple[str, ...]]
    en: dict[str, tuple[str, ...]]


class SubjectEntry(Model):
    """How private a question is, 0 to 1, and the topics whose untold facts answer it before daily life does."""

    private: float = Field(ge=0, le=1)
    topics: tuple[Topic, ...] = ()


class SubjectTable(Model):
    """Every subject of a question."""

    version: int
    subjects: dict[Subject, SubjectEntry]

    @model_validator(mode="after")
    def _whole(self) -> SubjectTable:
        if missing := [subject for subject in SUBJECTS if subject not in self.subjects]:
            raise ValueError(f"found no {', '.join(missing)}; allowed: an entry for every subject of trainer/domain/subjects.py")
        return self


@once
def subject_table() -> Mapping[Subject, SubjectEntry]:
    """The entries by subject."""
    return read_model(_read("subjects.yaml"), "trainer/debtor/subjects.yaml", SubjectTable).subjects


@once
def ordinary_appraisal() -> AppraisalTable:
    """The appraisal of an ordinary temper, under every temperament's own."""
    return read_model(_read("appraisal.yaml"), "trainer/debtor/appraisal.yaml", AppraisalTable)


@once
def _topics() -> TopicTable:
    return read_model(_read("topics.yaml"), "trainer/debtor/topics.yaml", TopicTable)


def topics_named(text: str, language: Language) -> tuple[Topic, ...]:
    """The topics whose words stand in a line, in the order of the table.

    Args:
        text: The line as said.
        language: The language of the call.
    """
    lowered = text.lower()
    found = tuple(topic for topic, pattern in _patterns(language) if pattern.search(lowered))
    return tuple(topic for topic in found if topic not in _IN_PASSING or not set(found) & _MONEY)


_MONEY = frozenset({"income", "outgoings", "savings", "other_debts", "pay_day"})
_IN_PASSING = frozenset({"family", "employment", "reason"})  # rent and the children's school is a question about money


def everyday_named(text: str, language: Language) -> frozenset[str]:
    """The kinds of everyday remark whose words stand in a line; the ears have no acts for these.

    Args:
        text: The line as said.
        language: The language of the call.
    """
    lowered = text.lower().replace("’", "'")
    return frozenset(kind for kind, pattern in _everyday_patterns(language) if pattern.search(lowered))


@once
def _everyday_patterns(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    shipped = read_model(_read("everyday.yaml"), "trainer/debtor/everyday.yaml", EverydayTable)
    table = shipped.zh if language is Language.ZH else shipped.en
    edge = "" if language is Language.ZH else r"\b"
    close = {"right_so": r"\W*$"}  # a tag question stands at the end
    return tuple((kind, re.compile(edge + "(?:" + "|".join(map(re.escape, words)) + ")" + close.get(kind, edge))) for kind, words in table.items())


@once
def _patterns(language: Language) -> tuple[tuple[Topic, re.Pattern[str]], ...]:
    table = _topics().zh if language is Language.ZH else _topics().en
    edge = "" if language is Language.ZH else r"\b"  # Chinese has no word edges
    return tuple((topic, re.compile(edge + "(?:" + "|".join(map(re.escape, words)) + ")" + edge)) for topic, words in table.items())


def _read(name: str) -> str:
    return files("trainer.debtor").joinpath(name).read_text(encoding="utf-8")


class NameTable(Model):
    """What acts, topics and axes of mood are called in sentences."""

    version: int
    acts: dict[str, Localised]
    topics: dict[Topic, Localised]
    axes: dict[Axis, Localised]


@once
def _names() -> NameTable:
    return read_model(_read("names.yaml"), "trainer/debtor/names.yaml", NameTable)


def act_name(act: str) -> Localised:
    """What an act of the collector is called; its code where the table has no name for it."""
    return _names().acts.get(act) or Localised(zh=act, en=act)


def topic_name(topic: Topic) -> Localised:
    """What a topic is called."""
    return _names().topics[topic]


def axis_name(axis: str) -> Localised:
    """What an axis of mood is called."""
    return next(name for each, name in _names().axes.items() if each == axis)
