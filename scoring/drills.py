"""Drill items made from the rule packs, the written legal facts and a trainee's own findings; nothing is drawn here, order and choice are the service's."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scoring.drill_answers import Answers
from scoring.drill_facts import LegalFact
from scoring.drill_legal import legal_items
from scoring.drill_words import (
    BREAKS,
    DUTY,
    MAY,
    MAY_NOT,
    NEAR,
    NO_CLAUSE,
    PASSES,
    RESTS,
    RESTS_ON_NONE,
    about,
    basis_of,
    circumstances,
    clause_name,
)
from trainer.domain.context import Jurisdiction
from trainer.domain.drill import DrillItem, DrillKind, DrillOption
from trainer.domain.judgement import Finding, Rule, RuleExample, RulePack
from trainer.domain.legal import LegalRoute
from trainer.domain.text import Language

WRONG_LINES = 2
WRONG_CLAUSES = 3
OUTRIGHT = "prohibited_act"
# What was left out, when one called and what the record says show in no single line, so no line can be mended for them.
NOT_IN_A_LINE = frozenset({"omission", "after_call_note_vs_transcript", "call_metadata"})


def items_of(pack: RulePack, facts: Sequence[LegalFact], answers: Answers, language: Language) -> tuple[DrillItem, ...]:
    """Every item of a jurisdiction in a language, in a fixed order.

    Args:
        pack: The rules of the jurisdiction.
        facts: Its legal facts.
        answers: The fitting lines after a debtor's words.
        language: The language of lines and explanations.
    """
    found: list[DrillItem] = []
    for place, rule in enumerate(pack.rules):
        found.extend(_allowed(pack, rule, language))
        found.extend(_fixes(pack, rule, answers, language))
        found.extend(_next(pack, rule, answers, language))
        found.append(_clause(pack, rule, place, language))
    found.extend(_fact(pack, fact, language) for fact in facts)
    return tuple(found)


def _item(pack: RulePack, rule: Rule, language: Language, kind: DrillKind, number: str, **rest: object) -> DrillItem:
    return DrillItem.model_validate(
        {
            "id": f"{pack.jurisdiction.value}.{language.value}.{kind}.{rule.code}.{number}", "kind": kind, "language": language, "jurisdiction": pack.jurisdiction,
            "rule": rule.code, "rule_title": rule.title.in_(language), "basis": basis_of(rule), **rest,
        }
    )


def _in_language(examples: Sequence[RuleExample], language: Language) -> list[RuleExample]:
    return [example for example in examples if example.language is language]


def _allowed(pack: RulePack, rule: Rule, language: Language) -> Iterator[DrillItem]:
    options = (DrillOption(id="may", text=MAY.in_(language)), DrillOption(id="may_not", text=MAY_NOT.in_(language)))
    for answer, letter, examples in (("may_not", "b", rule.breaches), ("may", "n", rule.near_misses)):
        for number, example in enumerate(_in_language(examples, language)):
            reason = NEAR.in_(language).format(why=example.why.rstrip("。. ")) if example.why else rule.advice.in_(language)
            why = about(BREAKS, rule, language) if answer == "may_not" else about(PASSES, rule, language, why=reason)
            yield _item(
                pack, rule, language, "allowed", f"{letter}{number}", line=example.text, said_before=example.said_before or "",
                circumstances=circumstances(example.context, language), context=example.context, options=options, answer=answer, why=why,
            )


def _fixes(pack: RulePack, rule: Rule, answers: Answers, language: Language) -> Iterator[DrillItem]:
    breaches = _in_language(rule.breaches, language)
    for number, example in enumerate(breaches):
        better = answers.line(rule, example.said_before or "", number, language)
        alike = [other.text for other in breaches if other is not example and (other.context, other.said_before) == (example.context, example.said_before)]
        yield _item(
            pack, rule, language, "fix", f"b{number}", line=example.text, said_before=example.said_before or "", circumstances=circumstances(example.context, language),
            context=example.context, options=_lines(better, [*alike, *_plainly_wrong(pack, rule, language, number)], example.text), answer="better",
            why=rule.advice.in_(language), model=better, may_write=_by_words(rule),
        )


def _by_words(rule: Rule) -> bool:
    """Whether a line keeps or breaks the rule by what it says, so that an own line can be judged alone; when and how often one calls is no matter of words."""
    return rule.kind == OUTRIGHT and "utterance" in rule.detection and "call_metadata" not in rule.detection


def _lines(better: str, wrong: Sequence[str], shown: str) -> tuple[DrillOption, ...]:
    others = [text for text in dict.fromkeys(wrong) if text not in (better, shown)][:WRONG_LINES]
    return (DrillOption(id="better", text=better), *(DrillOption(id=f"worse{number}", text=text) for number, text in enumerate(others)))


def _plainly_wrong(pack: RulePack, rule: Rule, language: Language, offset: int) -> list[str]:
    """Lines that are wrong whatever the circumstances: breaches of other fatal rules that need neither context nor words before them."""
    lines = [
        example.text for other in pack.rules if other.code != rule.code and other.severity == "fatal" and other.kind == OUTRIGHT and other.detection == ("utterance",)
        for example in _in_language(other.breaches, language) if not example.context and not example.said_before
    ]
    start = (rule.number * 7 + offset * 3) % len(lines)
    return [*lines[start:], *lines[:start]]


def _next(pack: RulePack, rule: Rule, answers: Answers, language: Language) -> Iterator[DrillItem]:
    wrong = [example.text for example in _in_language(rule.breaches, language)]
    for number, trigger in enumerate(rule.debtor_triggers.get(language, ())):
        better = answers.line(rule, trigger, number, language)
        shifted = [*wrong[number % len(wrong):], *wrong[: number % len(wrong)]]
        yield _item(
            pack, rule, language, "next", f"t{number}", said_before=trigger, options=_lines(better, shifted, ""), answer="better",
            why=about(DUTY, rule, language), model=better,
        )


def _clause(pack: RulePack, rule: Rule, place: int, language: Language) -> DrillItem:
    """Which clause a rule rests on; wrong ones are shown clauses of other rules that this one does not rest on at all, not even in support."""
    own = {clause_name(clause, language) for clause in rule.clauses}
    others = [*pack.rules[place + 1:], *pack.rules[:place]]
    names = dict.fromkeys(clause_name(other.clause, language) for other in others if other.clause is not None)
    wrong = [name for name in names if name not in own][:WRONG_CLAUSES]
    right = NO_CLAUSE.in_(language) if rule.clause is None else clause_name(rule.clause, language)
    if rule.clause is not None:
        wrong[-1] = NO_CLAUSE.in_(language)
    options = (DrillOption(id="right", text=right), *(DrillOption(id=f"other{number}", text=name) for number, name in enumerate(wrong)))
    why = about(RESTS_ON_NONE, rule, language) if rule.clause is None else about(RESTS, rule, language, clause=right, gist=rule.clause.gist.in_(language))
    return _item(pack, rule, language, "clause", "c", question=rule.trigger.in_(language), options=options, answer="right", why=why)


def _fact(pack: RulePack, fact: LegalFact, language: Language) -> DrillItem:
    rule = pack.rule(fact.rule)
    wrong = (DrillOption(id=f"other{number}", text=text.in_(language)) for number, text in enumerate(fact.wrong))
    return _item(
        pack, rule, language, "fact", fact.id, question=fact.question.in_(language), options=(DrillOption(id="right", text=fact.right.in_(language)), *wrong),
        answer="right", why=fact.why.in_(language), basis=fact.basis,
    )


def own_item(pack: RulePack, call_id: str, line: str, said_before: str, finding: Finding, language: Language) -> DrillItem | None:
    """An item from what a trainee said in a call of their own; None where no line can be mended for it.

    Args:
        pack: The rules of the call's jurisdiction.
        call_id: The trainee's call.
        line: The whole turn.
        said_before: What the debtor said before it, empty where nothing.
        finding: What was found in that turn on the day.
        language: The language of the call.
    """
    rule = next((rule for rule in pack.rules if rule.code == finding.rule), None)
    better = finding.better_line.in_(language)
    if rule is None or NOT_IN_A_LINE & set(rule.detection) or finding.quote not in line or better == line:
        return None
    options = _lines(better, _plainly_wrong(pack, rule, language, finding.turn), line)
    return DrillItem(
        id=f"own.{call_id}.{finding.turn}.{finding.rule}", kind="fix", language=language, jurisdiction=pack.jurisdiction, rule=rule.code,
        rule_title=rule.title.in_(language), basis=basis_of(rule), line=line, said_before=said_before, options=options, answer="better",
        why=f"{finding.why.in_(language)} {finding.advice.in_(language)}", model=better,
        may_write=_by_words(rule), own_call=call_id,
    )


def all_items(
    packs: Mapping[Jurisdiction, RulePack], facts: Mapping[Jurisdiction, Sequence[LegalFact]], answers: Answers, routes: Mapping[Jurisdiction, LegalRoute],
) -> Mapping[tuple[Jurisdiction, Language], tuple[DrillItem, ...]]:
    """Every item by jurisdiction and language: of the rules, the legal facts and the legal route."""
    return {
        (place, language): (*items_of(pack, facts[place], answers, language), *legal_items(pack, routes[place], language))
        for place, pack in packs.items() for language in Language
    }
