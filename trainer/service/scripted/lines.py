"""The words of the scripted collectors: wordings per step, filled with what stands on the collector's screen."""
from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from trainer.domain.context import Jurisdiction
from trainer.domain.scenario import Scenario
from trainer.domain.strict_yaml import read_yaml
from trainer.domain.text import Language

_SIGN = {"CNY": "", "USD": "$", "GBP": "£"}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


@cache
def wordings(language: Language) -> dict[str, tuple[str, ...]]:
    """All steps with their wordings in a language."""
    path = Path(__file__).with_name("wording") / f"{language.value}.yaml"
    table = read_yaml(path.read_text(encoding="utf-8"), f"trainer/service/scripted/wording/{path.name}")
    return {step: tuple(lines) for step, lines in table.items() if step != "version"}


@dataclass(frozen=True)
class Desk:
    """What the collector has before them: the scenario's case file and authority, nothing of the debtor's private life."""

    scenario: Scenario
    language: Language

    @property
    def chinese(self) -> bool:
        """Whether the call is in Chinese."""
        return self.language is Language.ZH

    def money(self, amount: Decimal) -> str:
        """A sum in figures without sign: "18650", "1932.40"."""
        return f"{amount:,.0f}" if amount == amount.to_integral_value() and not self.chinese else f"{amount.normalize():f}" if self.chinese else f"{amount:,.2f}"

    def day(self, day: date) -> str:
        """A day as said: "9月20号" or "September 20"."""
        return f"{day.month}月{day.day}号" if self.chinese else f"{_MONTHS[day.month - 1]} {day.day}"

    def check(self) -> str:
        """What to ask for to verify identity, without the answer."""
        note = self.scenario.case.identity_check.in_(self.language)
        if self.chinese:
            found = re.search(r"报(?:出(?!生)|一下|上)?(.*?)[，,；;。]", note)
            return found.group(1) if found else "身份证后四位"
        found = re.search(r"[Aa]sk (?:him |her |them )?for (.*?)[;,.]", note)
        words = found.group(1) if found else "the last four digits of your ID"
        return re.sub(r"\b(his|her|their)\b", "your", words)

    def slots(self) -> dict[str, str]:
        """Slots that every line may use."""
        case, account = self.scenario.case, self.scenario.case.account
        return {
            "inst": case.institution.in_(self.language), "me": "李然" if self.chinese else "Jordan Lee", "name": self.scenario.persona.name.in_(self.language),
            "tail": account.card_tail, "dpd": str(account.dpd), "bal": self.money(account.balance), "min": self.money(account.minimum_due),
            "principal": self.money(account.principal), "interest": self.money(account.interest), "fees": self.money(account.fees),
            "cur": _SIGN[account.currency], "check": self.check(),
        }

    def purpose_step(self) -> str:
        """Which wording says why one calls: the US has its own."""
        return "purpose_us" if self.scenario.jurisdiction is Jurisdiction.US and not self.chinese else "purpose"


class Voice:
    """Says steps in ever different wordings, as far as there are some.

    Args:
        desk: The collector's screen.
        rng: Where chance comes from.
    """

    def __init__(self, desk: Desk, rng: random.Random) -> None:
        self.desk = desk
        self._rng = rng
        self._said: dict[str, list[int]] = {}

    def say(self, step: str, **slots: str) -> str:
        """One step in a wording not used yet, or used longest ago."""
        lines = wordings(self.desk.language)[step]
        used = self._said.setdefault(step, [])
        fresh = [index for index in range(len(lines)) if index not in used] or [index for index in range(len(lines)) if index != used[-1]] or [0]
        index = self._rng.choice(fresh)
        used.append(index)
        return lines[index].format(**{**self.desk.slots(), **slots})

    def in_turn(self, step: str, number: int, **slots: str) -> str:
        """The wording with that number, for those who read down a list."""
        lines = wordings(self.desk.language)[step]
        return lines[number % len(lines)].format(**{**self.desk.slots(), **slots})

    def left(self, step: str) -> int:
        """How many wordings of a step have not been used."""
        return len(wordings(self.desk.language)[step]) - len(set(self._said.get(step, [])))

    def join(self, *parts: str) -> str:
        """Several sentences as one turn."""
        return ("" if self.desk.chinese else " ").join(parts)
