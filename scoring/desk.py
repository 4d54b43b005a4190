"""Judges the desk work of a case: analyses against the hidden truth, notes and handovers, and the decision on the legal route."""
from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from pydantic import Field

from scoring.rubric import Rubric
from scoring.work import item, work_card
from trainer.domain.case import Analysis, LegalDecision, Reality
from trainer.domain.judgement import CriterionResult, Evidence, RulePack, Scorecard
from trainer.domain.legal import LegalRoute
from trainer.domain.strict_yaml import read_model_file
from trainer.domain.text import Language, Localised, Model
from trainer.hearing import hear

DESK_FILE = Path(__file__).parent / "desk.yaml"
_WILL = ("unwilling", "wavering", "willing")
_CAN = ("cannot_pay_now", "can_pay_part", "can_pay_all")
_RISK = ("low", "medium", "high")
HALF = 0.5
ENOUGH_WORDS = 12


class _Part(Model):
    title: Localised
    weight: int = Field(ge=1, le=20)
    zh: tuple[str, ...] = Field(min_length=1)
    en: tuple[str, ...] = Field(min_length=1)


class _Words(Model):
    zh: tuple[str, ...] = Field(min_length=1)
    en: tuple[str, ...] = Field(min_length=1)


class _DeskFile(Model):
    parts: dict[str, _Part]
    fair: _Words


@cache
def _desk() -> _DeskFile:
    return read_model_file(DESK_FILE, "scoring/desk.yaml", _DeskFile)


def _search(patterns: Iterable[str], text: str) -> re.Match[str] | None:
    return re.search("|".join(f"(?:{pattern})" for pattern in patterns), text, re.IGNORECASE)


def judge_analysis(given: Analysis, reality: Reality, pack: RulePack, rubric: Rubric, *, identifier: str, app_version: str) -> Scorecard:
    """Compare an analysis with the hidden truth: right is 1, one step beside it a half. Before anybody has spoken, "unclear" is the honest answer and right."""
    criteria = (
        _compared("analysis_willingness", Localised(zh="还款意愿", en="Willingness"), given.willingness, reality.willingness, _WILL, reality.spoke),
        _compared("analysis_ability", Localised(zh="还款能力", en="Ability"), given.ability, reality.ability, _CAN, reality.spoke),
        _compared("analysis_risk", Localised(zh="风险", en="Risk"), given.risk, reality.risk, _RISK, True),
        item(
            "analysis_next_step", "analysis", Localised(zh="下一步", en="Next step"), 10, 1.0 if given.next_step in reality.next_steps else 0.0,
            Localised(zh="这一步走得通。", en="A sound step.") if given.next_step in reality.next_steps else Localised(zh="眼下有更合适的一步。", en="Another step is due now."),
        ),
    )
    return work_card(identifier, (), criteria, pack, rubric, app_version)


def _compared(identifier: str, title: Localised, given: str, true: str, order: tuple[str, ...], known: bool) -> CriterionResult:
    if given == true or (given == "unclear" and not known):
        return item(identifier, "analysis", title, 10, 1.0, Localised(zh="和实际一致。", en="As it really is.") if given == true else Localised(zh="还没谈过，说“不清楚”是对的。", en="Nobody has talked yet; “unclear” is right."))
    near = given in order and true in order and abs(order.index(given) - order.index(true)) == 1
    why = Localised(zh="偏了一档。", en="One step beside it.") if near else Localised(zh="和实际不符。", en="Not as it is.")
    return item(identifier, "analysis", title, 10, HALF if near else 0.0, why)


def judge_report(
    text: str, wants: tuple[str, ...], language: Language, today: date, sums: tuple[Decimal, ...], pack: RulePack, rubric: Rubric, *, identifier: str, app_version: str,
) -> Scorecard:
    """Judge a note or a handover: who does what by when, what came in, true sums, fair words.

    Args:
        text: The note.
        wants: Names of parts of desk.yaml that it must hold.
        language: Its language.
        today: The simulated day.
        sums: Every sum that the file knows.
        pack: Rules of the jurisdiction.
        rubric: What passes.
        identifier: Id that the scorecard carries.
        app_version: Version of the product.
    """
    criteria = []
    for name in wants:
        part = _desk().parts[name]
        match = _search(part.zh if language is Language.ZH else part.en, text)
        why = Localised(zh="写到了。", en="It is there.") if match else Localised(zh="没有写。", en="It is missing.")
        criteria.append(item(f"report_{name}", "record", part.title, part.weight, 1.0 if match else 0.0, why, [Evidence(turn=0, quote=match.group())] if match else []))
    known = {value.quantize(Decimal("0.01")) for value in sums} | {value.to_integral_value() for value in sums}
    heard = hear(text, language, today)
    wrong = [hit.span.words(text) for hit in heard.amounts if hit.value not in known and not any(day.span.start <= hit.span.start < day.span.end for day in heard.dates)]
    criteria.append(item(
        "report_true", "record", Localised(zh="数字和档案一致", en="Figures agree with the file"), 10, 0.0 if wrong or not text.strip() else 1.0,
        Localised(zh=f"档案里没有：{'、'.join(wrong)}。", en=f"Not in the file: {', '.join(wrong)}.") if wrong else Localised(zh="写到的数字都查得到。", en="Every figure stands in the file."),
    ))
    unfair = _search((*_desk().fair.zh, *_desk().fair.en), text)
    criteria.append(item(
        "report_fair", "composure", Localised(zh="对人用语公允", en="Fair words about people"), 6, 0.0 if unfair or not text.strip() else 1.0,
        Localised(zh=f"“{unfair.group()}”不该写进档案。", en=f"“{unfair.group()}” has no place in a file.") if unfair else Localised(zh="用语公允。", en="The words are fair."),
    ))
    return work_card(identifier, (), tuple(criteria), pack, rubric, app_version)


def judge_decision(
    given: LegalDecision, due: bool, steps: tuple[str, ...], documents: tuple[str, ...], route: LegalRoute, language: Language, today: date, sums: tuple[Decimal, ...],
    names: tuple[str, ...], pack: RulePack, rubric: Rubric, *, identifier: str, app_version: str,
) -> Scorecard:
    """Judge the decision on the legal route. For training; no legal advice.

    Args:
        given: The decision with step, documents and pleading.
        due: Whether the route is proportionate and permitted as the case stands.
        steps: The steps that would be sound.
        documents: The papers that the step needs.
        route: The route of the jurisdiction.
        language: The language of the pleading.
        today: The simulated day.
        sums: Every sum that the file knows.
        names: What the pleading must name: debtor, creditor, last digits of the account.
        pack: Rules of the jurisdiction.
        rubric: What passes.
        identifier: Id that the scorecard carries.
        app_version: Version of the product.
    """
    right = given.proportionate == due
    criteria = [item(
        "legal_proportionate", "legal", Localised(zh="该不该走法律途径", en="Whether the route is proportionate"), 30, 1.0 if right else 0.0,
        Localised(zh="判断正确。", en="Right.") if right else Localised(
            zh="约定在兑现、有未了的投诉或异议、或对方暂时没有能力时，不该走法律途径；有能力却一再失约、协商已尽力时才相称。",
            en="Not while a plan is kept, a complaint or dispute is open, or the debtor cannot pay for now; proportionate where there are means, promises fail and talks were tried.",
        ),
    )]
    if due and given.proportionate:
        criteria += _route_parts(given, steps, documents, route, language, today, sums, names)
    return work_card(identifier, (), tuple(criteria), pack, rubric, app_version)


def _route_parts(
    given: LegalDecision, steps: tuple[str, ...], documents: tuple[str, ...], route: LegalRoute, language: Language, today: date, sums: tuple[Decimal, ...], names: tuple[str, ...],
) -> list[CriterionResult]:
    titles = {step.id: step.title for step in route.steps}
    wanted = [titles[name] for name in steps if name in titles]
    papers = {document.id: document.title for document in route.documents()}
    missing = [papers[name] for name in documents if name not in given.documents]
    extra = [name for name in given.documents if name not in documents]
    text = given.pleading
    heard = hear(text, language, today)
    known = {value.quantize(Decimal("0.01")) for value in sums} | {value.to_integral_value() for value in sums}
    wrong = [hit.span.words(text) for hit in heard.amounts if hit.value not in known and not any(day.span.start <= hit.span.start < day.span.end for day in heard.dates)]
    named = [name for name in names if name.lower() in text.lower()]
    held = any(hit.value in known for hit in heard.amounts)
    return [
        item(
            "legal_step", "legal", Localised(zh="走哪一步", en="Which step"), 20, 1.0 if given.step in steps else 0.0,
            Localised(zh=f"此时合适的是：{'、'.join(step.zh for step in wanted)}。", en=f"Sound now: {', '.join(step.en for step in wanted)}."),
        ),
        item(
            "legal_documents", "legal", Localised(zh="材料", en="Documents"), 20, max(0.0, (len(documents) - len(missing) - 0.5 * len(extra)) / len(documents)) if documents else None,
            Localised(zh=f"缺：{'、'.join(paper.zh for paper in missing) or '无'}；多余 {len(extra)} 份。", en=f"Missing: {', '.join(paper.en for paper in missing) or 'none'}; {len(extra)} not needed."),
        ),
        item(
            "legal_facts", "legal", Localised(zh="事实与档案一致", en="Facts agree with the file"), 15, 0.0 if wrong or not text.strip() else 1.0,
            Localised(zh=f"档案里没有：{'、'.join(wrong)}。", en=f"Not in the file: {', '.join(wrong)}.") if wrong else Localised(zh="写到的金额都查得到。", en="Every sum stands in the file."),
        ),
        item(
            "legal_complete", "legal", Localised(zh="清单写全：谁、对谁、哪个账户、多少钱", en="Complete: who, against whom, which account, how much"), 15,
            (len(named) + held) / (len(names) + 1),
            Localised(zh=f"{len(names) + 1} 项里写了 {len(named) + held} 项。", en=f"{len(named) + held} of {len(names) + 1} parts are there."),
        ),
    ]
