"""Browsing and searching the rules of each jurisdiction, and its legal route."""
from __future__ import annotations

from collections.abc import Mapping

from trainer.domain.context import Jurisdiction
from trainer.domain.errors import UnknownNameError
from trainer.domain.judgement import Rule, RulePack
from trainer.domain.legal import LegalRoute
from trainer.domain.text import Localised
from trainer.service.content import Content


class RulebookService:
    """The rule packs, for anybody who is signed in."""

    def __init__(self, content: Content, routes: Mapping[Jurisdiction, LegalRoute]) -> None:
        self._content = content
        self._routes = routes

    def route(self, jurisdiction: Jurisdiction) -> LegalRoute:
        """The legal route of a jurisdiction."""
        return self._routes[jurisdiction]

    def pack(self, jurisdiction: Jurisdiction) -> RulePack:
        """All rules of a jurisdiction."""
        return self._content.packs[jurisdiction]

    def rule_title(self, code: str) -> Localised:
        """The title of a rule, which is the same in every jurisdiction.

        Raises:
            UnknownNameError: no such rule.
        """
        for pack in self._content.packs.values():
            for rule in pack.rules:
                if rule.code == code:
                    return rule.title
        raise UnknownNameError("rule", code, [rule.code for pack in self._content.packs.values() for rule in pack.rules])

    def is_rule(self, code: str) -> bool:
        """Whether a rule of that code exists."""
        return any(rule.code == code for pack in self._content.packs.values() for rule in pack.rules)

    def criterion_title(self, criterion_id: str) -> Localised:
        """The title of an item of the rubric.

        Raises:
            UnknownNameError: no rubric has it.
        """
        for rubric in self._content.rubrics.values():
            for item in rubric.criteria:
                if item.id == criterion_id:
                    return item.title
        raise UnknownNameError("criterion", criterion_id, {item.id for rubric in self._content.rubrics.values() for item in rubric.criteria})

    def criterion_skill(self, criterion_id: str) -> str:
        """The skill that an item of the rubric belongs to; empty when no rubric has it."""
        return next((item.skill for rubric in self._content.rubrics.values() for item in rubric.criteria if item.id == criterion_id), "")

    def search(self, jurisdiction: Jurisdiction, words: str) -> tuple[Rule, ...]:
        """The rules whose code, title, trigger, clause or advice holds every one of the words, in either language."""
        wanted = words.casefold().split()
        return tuple(rule for rule in self.pack(jurisdiction).rules if all(word in _text(rule) for word in wanted))


def _text(rule: Rule) -> str:
    parts = [rule.code.replace("_", " "), rule.code]
    for text in (rule.title, rule.trigger, rule.advice, *rule.better_lines):
        parts += [text.zh, text.en]
    for clause in (*rule.clauses, *([rule.clause] if rule.clause else [])):
        parts += [clause.source, clause.article, clause.gist.zh, clause.gist.en]
    return " ".join(parts).casefold()
