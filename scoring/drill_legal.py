"""Drill items of the legal route: what may be said at a step, and which paper belongs to it."""
from __future__ import annotations

from collections.abc import Iterator

from scoring.drill_words import BREAKS, MAY, MAY_NOT, about, basis_of, legal_status_words
from trainer.domain.drill import DrillBasis, DrillItem, DrillOption
from trainer.domain.judgement import RulePack
from trainer.domain.legal import LegalRoute, LegalStep
from trainer.domain.text import Language, Localised

WRONG_PAPERS = 2
AT = Localised(zh="这件事走到这一步：{step}", en="The case stands at this step: {step}")
PAPER = Localised(zh="走“{step}”这一步，需要下面哪份文件？", en="Which of these papers does the step “{step}” need?")
TRUE_HERE = Localised(zh="这句话在这一步是属实的。{when}", en="At this step it is true. {when}")


def legal_items(pack: RulePack, route: LegalRoute, language: Language) -> tuple[DrillItem, ...]:
    """Every item of a route in a language, in the order of its steps.

    Args:
        pack: The rules of the route's jurisdiction.
        route: The route.
        language: The language of lines and explanations.
    """
    return tuple(item for step in route.steps for item in (*_lines(pack, step, language), *_papers(pack, route, step, language)))


def basis_of_step(step: LegalStep) -> DrillBasis:
    """What a step rests on first."""
    first = step.basis[0]
    return DrillBasis(standing=first.standing, title=first.title, article=first.article, gist=first.gist)


def _lines(pack: RulePack, step: LegalStep, language: Language) -> Iterator[DrillItem]:
    options = (DrillOption(id="may", text=MAY.in_(language)), DrillOption(id="may_not", text=MAY_NOT.in_(language)))
    given = (AT.in_(language).format(step=step.title.in_(language)), legal_status_words(step.legal_status, language))
    for number, (right, wrong) in enumerate(zip(step.may_say, step.may_not_say, strict=False)):
        rule = pack.rule(wrong.rule)
        for answer, letter, line, why, basis in (
            ("may", "y", right, TRUE_HERE.in_(language).format(when=step.what.in_(language)), basis_of_step(step)),
            ("may_not", "x", wrong, about(BREAKS, rule, language), basis_of(rule)),
        ):
            yield DrillItem(
                id=f"{pack.jurisdiction.value}.{language.value}.legal.{step.id}.{letter}{number}", kind="allowed", language=language, jurisdiction=pack.jurisdiction,
                rule=rule.code, rule_title=rule.title.in_(language), line=line.in_(language), circumstances=given, options=options, answer=answer, why=why, basis=basis,
                context={"legal_status": step.legal_status.value},
            )


def _papers(pack: RulePack, route: LegalRoute, step: LegalStep, language: Language) -> Iterator[DrillItem]:
    rule = pack.rule(step.may_not_say[0].rule)
    own = {paper.id for paper in step.documents}
    named = {paper.title.in_(language) for paper in step.documents}
    others = [title for paper in route.documents() if paper.id not in own and (title := paper.title.in_(language)) not in named]
    for number, paper in enumerate(step.documents):
        start = (number * WRONG_PAPERS + len(step.id)) % len(others)
        wrong = dict.fromkeys([*others[start:], *others[:start]])
        options = (
            DrillOption(id="right", text=paper.title.in_(language)),
            *(DrillOption(id=f"other{place}", text=title) for place, title in enumerate(list(wrong)[:WRONG_PAPERS])),
        )
        yield DrillItem(
            id=f"{pack.jurisdiction.value}.{language.value}.paper.{step.id}.{paper.id}", kind="fact", language=language, jurisdiction=pack.jurisdiction, rule=rule.code,
            rule_title=rule.title.in_(language), question=PAPER.in_(language).format(step=step.title.in_(language)), options=options, answer="right",
            why=step.what.in_(language), basis=basis_of_step(step),
        )
