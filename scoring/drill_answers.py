"""What comes next after a debtor's words, read from drills/answers.yaml: one fitting line for each trigger of a duty."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import Field

from trainer.domain.context import Jurisdiction
from trainer.domain.errors import ContentError
from trainer.domain.judgement import Rule, RulePack
from trainer.domain.strict_yaml import read_model_file
from trainer.domain.text import Language, Localised, Model

ANSWERS_FILE = Path(__file__).parent / "drills" / "answers.yaml"
_WHERE = "scoring/drills/answers.yaml"


class _Answer(Model):
    to: dict[Language, tuple[str, ...]]
    line: Localised


class _AnswerFile(Model):
    rules: dict[str, tuple[_Answer, ...]] = Field(min_length=1)


class Answers:
    """The fitting line after a debtor's words, by rule, language and words."""

    def __init__(self, lines: Mapping[tuple[str, Language, str], str], rules: frozenset[str]) -> None:
        self._lines = lines
        self._rules = rules

    def line(self, rule: Rule, said: str, number: int, language: Language) -> str:
        """The line that answers these words.

        Args:
            rule: The rule whose duty the words bring, or that the line would break.
            said: The debtor's words, empty where there are none.
            number: Which of the rule's better lines to take in turn where nothing was said.
            language: The language of the line.
        """
        if said and rule.code in self._rules:
            return self._lines[(rule.code, language, said)]
        return rule.better_lines[0 if said else number % len(rule.better_lines)].in_(language)


def load_answers(packs: Mapping[Jurisdiction, RulePack], path: Path = ANSWERS_FILE) -> Answers:
    """The answers of all rules that have some.

    Raises:
        ContentError: with every problem of the file, also a trigger or example of a listed rule that has no answer.
    """
    file = read_model_file(path, _WHERE, _AnswerFile)
    problems: list[str] = []
    lines: dict[tuple[str, Language, str], str] = {}
    for code, answers in file.rules.items():
        for place, answer in enumerate(answers):
            for language, said in ((language, words) for language, all_words in answer.to.items() for words in all_words):
                if (code, language, said) in lines:
                    problems.append(f"{_WHERE}: rules.{code}[{place}].to: found {said!r} a second time; allowed: each of the debtor's lines once")
                lines[(code, language, said)] = answer.line.in_(language)
    known = {rule.code for pack in packs.values() for rule in pack.rules}
    problems.extend(f"{_WHERE}: rules.{code}: found an unknown rule; allowed: a rule of the packs" for code in file.rules if code not in known)
    problems.extend(dict.fromkeys(_unanswered(packs, file, lines)))
    if problems:
        raise ContentError(problems)
    return Answers(lines, frozenset(file.rules))


def _unanswered(packs: Mapping[Jurisdiction, RulePack], file: _AnswerFile, lines: Mapping[tuple[str, Language, str], str]) -> Iterator[str]:
    for rule in (rule for pack in packs.values() for rule in pack.rules if rule.code in file.rules):
        said = [(language, words) for language, triggers in rule.debtor_triggers.items() for words in triggers]
        said += [(example.language, example.said_before) for example in rule.breaches if example.said_before]
        for language, words in said:
            if (rule.code, language, words) not in lines:
                yield f"{_WHERE}: rules.{rule.code}: found no answer to {words!r} in {language.value}; allowed: an answer to every line of the debtor"
