"""What must hold of the daily life in a scenario: somebody there to say it, enough ways to say it, and nothing in it that has to be earned."""
from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.domain.context import Party
from trainer.domain.scenario import Scenario, Spoken
from trainer.domain.text import Language
from trainer.hearing.entities import first_sum

MIN_LIFE = 3  # ways of saying one thing, per language
_SECRET = frozenset({"when_trusting", "when_pressed", "when_caught", "never"})


def life_problems(scenario: Scenario) -> Iterator[str]:
    """Every way in which the daily life of a scenario cannot be used, "key: found ...; allowed ..."."""
    debtor = any(each.party is Party.RIGHT for each in scenario.answerers)
    other = any(each.party is not Party.RIGHT for each in scenario.answerers)
    secrets = secrets_of(scenario)
    for key, speaks, told in (("debtor", debtor, scenario.life.debtor), ("answerer", other, scenario.life.answerer)):
        if told and not speaks:
            yield f"life.{key}: found {len(told)} subjects; allowed: none, since no such person is among the answerers"
        for subject, spoken in told.items():
            yield from _entry(scenario, secrets, f"life.{key}.{subject}", spoken)


def _entry(scenario: Scenario, secrets: dict[Language, tuple[tuple[str, str], ...]], key: str, spoken: Spoken) -> Iterator[str]:
    for language in Language:
        lines = spoken.in_(language)
        if len(set(lines)) < MIN_LIFE:
            yield f"{key}.{language}: found {len(set(lines))} different lines; allowed: at least {MIN_LIFE}"
        for place, line in enumerate(lines):
            if sum_ := first_sum(line, language, scenario.call_date):
                yield f"{key}.{language}[{place}]: found the sum {sum_.value}; allowed: no sum, sums are facts"
            if secret := secret_in(secrets[language], line):
                yield f"{key}.{language}[{place}]: found the words of the fact {secret}; allowed: nothing that has to be earned"


def secrets_of(scenario: Scenario) -> dict[Language, tuple[tuple[str, str], ...]]:
    """By language: the bare words of every fact that has to be earned, with its id."""
    return {
        language: tuple((bare, fact.id) for fact in scenario.facts if fact.reveal in _SECRET for bare in map(_bare, fact.spoken.in_(language)) if len(bare) >= 4)
        for language in Language
    }


def secret_in(secrets: tuple[tuple[str, str], ...], line: str) -> str | None:
    """The fact whose bare words a line holds, or that hold the line; None where there is none."""
    bare = _bare(line)
    return next((fact for words, fact in secrets if len(bare) >= 4 and (words in bare or bare in words)), None)


def _bare(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.casefold())
