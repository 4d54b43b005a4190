"""What must hold of the exchanges in a scenario: somebody there to answer, ways of asking and answering, and nothing given away that has to be earned."""
from __future__ import annotations

from collections.abc import Iterator, Mapping

from scenarios.life_checks import secret_in, secrets_of
from trainer.domain.context import Party
from trainer.domain.scenario import Exchange, Scenario
from trainer.domain.text import Language
from trainer.hearing.entities import first_sum

MIN_ASKED = 2  # ways of putting the question, per language
MIN_SAID = 2  # answers, per language: asked twice, nobody says the same words again


def exchange_problems(scenario: Scenario) -> Iterator[str]:
    """Every way in which the exchanges of a scenario cannot be used, "key: found ...; allowed ..."."""
    there = {"debtor": False, "answerer": False}
    for each in scenario.answerers:
        there["debtor" if each.party is Party.RIGHT else "answerer"] = True
    facts, secrets = tuple(fact.id for fact in scenario.facts), secrets_of(scenario)
    for place, exchange in enumerate(scenario.exchanges):
        key = f"exchanges[{place}]"
        if not there[exchange.who]:
            yield f"{key}.who: found {exchange.who}; allowed: {' or '.join(name for name, speaks in there.items() if speaks)}, since no other person is among the answerers"
        for name, named in (("needs", exchange.needs), ("until", exchange.until)):
            for fact in named:
                if fact not in facts:
                    yield f"{key}.{name}: found {fact}; allowed: {', '.join(facts) or 'nothing, since the scenario has no facts'}"
        if both := sorted(set(exchange.needs) & set(exchange.until)):
            yield f"{key}.until: found {', '.join(both)}; allowed: none of needs, or it could never be said"
        yield from _lines(scenario, secrets, exchange, key)


def _lines(scenario: Scenario, secrets: Mapping[Language, tuple[tuple[str, str], ...]], exchange: Exchange, key: str) -> Iterator[str]:
    for language in Language:
        asked, said = exchange.ask.in_(language), exchange.say.in_(language)
        if len(set(asked)) < MIN_ASKED:
            yield f"{key}.ask.{language}: found {len(set(asked))} different questions; allowed: at least {MIN_ASKED}"
        if len(set(said)) < MIN_SAID:
            yield f"{key}.say.{language}: found {len(set(said))} different answers; allowed: at least {MIN_SAID}"
        kept = tuple((words, fact) for words, fact in secrets[language] if fact not in exchange.needs)
        for place, line in enumerate(said):
            if not exchange.needs and (sum_ := first_sum(line, language, scenario.call_date)):
                yield f"{key}.say.{language}[{place}]: found the sum {sum_.value}; allowed: a sum only where needs names the fact that it belongs to"
            if secret := secret_in(kept, line):
                yield f"{key}.say.{language}[{place}]: found the words of the fact {secret}; allowed: nothing that has to be earned, unless needs names it"
