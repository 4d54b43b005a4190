"""Scripted collectors of different skill who speak real lines; they know the case file and hear the debtor's words, nothing else."""
from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_DOWN, Decimal

from trainer.domain.heard import DebtorHeard
from trainer.domain.heard import DebtorSignalKind as Sig
from trainer.service.scripted.lines import Desk, Voice
from trainer.service.scripted.skilled import Skilled


class Script(ABC):
    """A collector who goes down a list and hardly listens.

    Args:
        desk: The collector's screen.
        rng: Where chance comes from.
    """

    longest = 14

    def __init__(self, desk: Desk, rng: random.Random) -> None:
        self.desk = desk
        self.rng = rng
        self.voice = Voice(desk, rng)
        self.turn = -1
        self.taken = False

    def next(self, heard: DebtorHeard) -> str | None:
        """The next line, None to hang up."""
        self.turn += 1
        return None if self.turn >= self.longest else self.line(heard)

    @abstractmethod
    def line(self, heard: DebtorHeard) -> str | None:
        """The line of this turn."""

    def take(self, heard: DebtorHeard) -> str | None:
        """Accept a definite offer, then say goodbye; None where there is none to accept."""
        if self.taken:
            return self.voice.say("close")
        if heard.says(Sig.OFFER, Sig.PROMISE) and heard.amounts and heard.dates:
            self.taken = True
            words = self.desk.money(heard.amounts[-1].value)
            return self.voice.say("accept_offer", offer=words + "元" if self.desk.chinese else self.desk.slots()["cur"] + words)
        return None

    @property
    def balance(self) -> Decimal:
        """The whole balance."""
        return self.desk.scenario.case.account.balance

    def on(self, days: int) -> str:
        """The day so many days from the call, as said."""
        return self.desk.day(self.desk.scenario.call_date + timedelta(days=days))

    def polite_start(self, heard: DebtorHeard) -> str | None:
        """Greeting, identity, purpose in the first three turns; None afterwards."""
        if self.turn == 0:
            return self.voice.say("open")
        if heard.says(Sig.WRONG_PERSON) and self.turn <= 2:
            return self.voice.join(self.voice.say("wrong"), self.voice.say("close_bare"))
        if self.turn == 1:
            return self.voice.say("verify")
        return self.voice.say(self.desk.purpose_step()) if self.turn == 2 else None


class Steps(Script):
    """Opens as one should, then goes through its steps, a step being what is said in one breath; with `takes`, accepts a definite offer in between."""

    steps: tuple[tuple[str, ...], ...]
    takes = False

    def line(self, heard: DebtorHeard) -> str | None:
        start = self.polite_start(heard)
        if start is not None:
            return start
        taken = self.take(heard) if self.takes else None
        if taken is not None:
            return taken
        place = self.turn - 3
        return self.voice.join(*map(self.voice.say, self.steps[place])) if place < len(self.steps) else None


class Bully(Script):
    """Insults from the first word."""

    def line(self, heard: DebtorHeard) -> str | None:
        return self.voice.say("bully_open") if self.turn == 0 else self.voice.say("bully") if self.turn % 3 else self.voice.say("presser", **self._sums())

    def _sums(self) -> dict[str, str]:
        return {"soon": self.on(1), "big": self.desk.money((self.balance * Decimal("0.6")).to_integral_value())}


class Threatener(Script):
    """Arrest, visits, exposure."""

    def line(self, heard: DebtorHeard) -> str | None:
        if self.turn == 0:
            return self.voice.say("open")
        return self.voice.say(self.desk.purpose_step()) if self.turn == 1 else self.voice.say("threat")


class Lazy(Script):
    """Asks when, takes any answer, hangs up."""

    longest = 6

    def line(self, heard: DebtorHeard) -> str | None:
        if self.turn == 0:
            return self.voice.say("open")
        if self.turn >= 4:
            return self.voice.say("close_bare")
        return self.voice.in_turn("lazy", self.turn - 1)


class Robot(Script):
    """Reads the script, whatever is said."""

    def line(self, heard: DebtorHeard) -> str | None:
        return self.voice.in_turn("robot", self.turn)


class Sympathiser(Steps):
    """Nothing but understanding; never a sum, never a day."""

    steps = (
        ("reason",), ("empathise",), ("reassure",), ("empathise",), ("reflect",), ("empathise",), ("reassure",), ("reflect",), ("empathise",), ("close",),
    )


class OverGenerous(Script):
    """Gives the longest term and the smallest sum before anybody asks."""

    def line(self, heard: DebtorHeard) -> str | None:
        start = self.polite_start(heard)
        if start is not None:
            return start
        longest = self.desk.scenario.authority.instalments_max * 2
        tiny = (self.balance / longest / 2).to_integral_value(ROUND_CEILING)
        slots = {"long_n": str(longest), "tiny": self.desk.money(max(tiny, Decimal(5))), "day": self.on(20)}
        deal = self._deal(slots)
        if heard.says(Sig.AGREEMENT) and self.turn >= 5:
            return self.voice.say("recap", deal=deal) if not getattr(self, "_recapped", False) and not self._mark() else self.voice.say("close")
        if self.turn >= 9:
            return self.voice.say("close")
        return self.voice.join(self.voice.say("reassure"), self.voice.in_turn("generous", 0, **slots)) if self.turn == 3 else self.voice.say("generous", **slots)

    def _mark(self) -> bool:
        self._recapped = True
        return False

    def _deal(self, slots: dict[str, str]) -> str:
        if self.desk.chinese:
            return f"每个月{slots['day'].split('月')[1]}还{slots['tiny']}元，分{slots['long_n']}期"
        return f"{self.desk.slots()['cur']}{slots['tiny']} a month over {slots['long_n']} months from {slots['day']}"


class OverPresser(Script):
    """The whole sum, at once, again and again, lawfully but deaf."""

    def line(self, heard: DebtorHeard) -> str | None:
        start = self.polite_start(heard)
        if start is not None:
            return start
        big = (self.balance * Decimal("0.7")).quantize(Decimal(100) if self.balance > 5000 else Decimal(10), ROUND_DOWN)
        soon = 3 + (self.turn - 3)
        slots = {"soon": self.on(soon), "big": self.desk.money(big)}
        if heard.says(Sig.AGREEMENT, Sig.PROMISE) and self.turn >= 5:
            return self.voice.say("close_bare") if self.turn >= 7 else self.voice.say("commit")
        return self.voice.in_turn("presser", self.turn - 3, **slots)


class Rambler(Script):
    """Speeches."""

    def line(self, heard: DebtorHeard) -> str | None:
        start = self.polite_start(heard)
        if start is not None:
            return start
        return self.voice.say("rambler") if self.turn % 4 else self.voice.join(self.voice.say("rambler"), self.voice.say("propose_min"))


class Average(Script):
    """Polite and in order: reason, income, a kind word, a plan by the book, then a longer one; hardly hears moods, never adds up the means."""

    longest = 16

    def __init__(self, desk: Desk, rng: random.Random) -> None:
        super().__init__(desk, rng)
        self.plans = 0
        self.steps = ["reason", "income", "plan", "consequence", "plan", "commit", "min", "commit_again", "plan", "support", "close_bare"]
        self.agreed: str | None = None
        self.wrap_up: list[str] = []
        self.last: str | None = None
        self.proof_given = False
        self.careful = rng.random() < 0.75
        self.noted: list[str] = []

    def line(self, heard: DebtorHeard) -> str | None:
        other = self._somebody_else(heard)
        if other is not None:
            return other
        if self.turn == 2 and heard.says(Sig.ASKS_WHO) and not self.proof_given and not any(sign.isdigit() for sign in heard.text):
            self.proof_given = True
            self.turn = 1
            return self.voice.join(self.voice.say("proof"), self.voice.say("verify"))
        start = self.polite_start(heard)
        if start is not None:
            return start
        noted = self._noted(heard)
        if noted is not None:
            return noted
        if heard.says(Sig.SELF_HARM):
            self.steps = ["support", "callback", "close"]
            return self.voice.say("empathise")
        if heard.says(Sig.DISPUTE, Sig.ALREADY_PAID) and self.rng.random() < 0.7:
            return self.voice.say("documents") if self.rng.random() < 0.6 else self.voice.say("dispute")
        if heard.says(Sig.ASKS_WHO) and not self.proof_given:
            self.proof_given = True
            return self.voice.join(self.voice.say("proof"), self.voice.say("verify"))
        if self.wrap_up:
            return self._say(self.wrap_up.pop(0))
        if heard.says(Sig.AGREEMENT, Sig.CONFIRMS_IDENTITY) and self.last and not heard.says(Sig.REFUSAL):
            return self._settle(self.last)
        if heard.says(Sig.OFFER, Sig.PROMISE) and heard.amounts and self.plans:
            offered = self._offered(heard)
            if offered is not None:
                return self.voice.say("accept_offer", offer=self._settle_words(offered))
        return self._say(self.steps.pop(0)) if self.steps else None

    def _noted(self, heard: DebtorHeard) -> str | None:
        """Requests and complaints, taken up once each."""
        for kind, step in ((Sig.CEASE_REQUEST, "cease"), (Sig.COMPLAINT, "complaint")):
            if heard.says(kind) and step not in self.noted:
                self.noted.append(step)
                return self.voice.say(step)
        return None

    def _somebody_else(self, heard: DebtorHeard) -> str | None:
        """What to say to others than the debtor, as far as an average collector notices them."""
        if heard.says(Sig.BEREAVEMENT) and self.turn <= 4:
            self.steps = ["callback", "close"]
            return self.voice.say("condolence")
        if heard.says(Sig.REPRESENTED) and self.turn <= 5 and self.careful and "representative" not in self.noted:
            self.noted.append("representative")
            self.wrap_up = ["callback", "close"]
            return self.voice.say("representative")
        if self.wrap_up and "representative" in self.noted:
            return self._say(self.wrap_up.pop(0))
        if heard.says(Sig.WRONG_PERSON, Sig.THIRD_PARTY, Sig.MINOR, Sig.REPRESENTED) and 0 < self.turn <= 5:
            return self.voice.join(self.voice.say("wrong" if heard.says(Sig.WRONG_PERSON) else "third"), self.voice.say("close_bare"))
        if heard.says(Sig.CONFIRMS_IDENTITY):
            self.careful = False
        if self.turn == 2 and self.careful and not heard.amounts and not any(sign.isdigit() for sign in heard.text):
            return self.voice.join(self.voice.say("third"), self.voice.say("close_bare")) if not heard.says(Sig.ASKS_WHO) else None
        return None

    def _say(self, step: str) -> str:
        if step == "plan":
            return self._plan()
        if step == "recap":
            return self.voice.say("recap", deal=self.agreed or "")
        if step == "min" and self.desk.scenario.authority.settlement_min_share < 1:
            lump = self.desk.money((self.balance * self.desk.scenario.authority.settlement_min_share).to_integral_value(ROUND_CEILING))
            self.last = lump + "元" if self.desk.chinese else self.desk.slots()["cur"] + lump
            return self.voice.say("settlement", amount=lump, day=self.on(7))
        if step == "min":
            slots = self.desk.slots()
            self.last = slots["min"] + "元" if self.desk.chinese else slots["cur"] + slots["min"]
            return self.voice.say("propose_min")
        return self.voice.join(self.voice.say("empathise"), self.voice.say(step)) if step == "income" else self.voice.say(step)

    def _settle(self, words: str) -> str:
        self._settle_words(words)
        return self._say(self.wrap_up.pop(0))

    def _settle_words(self, words: str) -> str:
        self.agreed = words
        self.wrap_up = [step for step, chance in (("method", 0.5), ("recap", 0.75)) if self.rng.random() < chance] + ["close"]
        return words

    def _offered(self, heard: DebtorHeard) -> str | None:
        """The debtor's offer in words, if an average collector takes it: half the minimum is enough after the first plan failed."""
        amount = heard.amounts[-1].value
        counts = [hit.value for hit in heard.instalments if hit.value > 1]
        if not counts and (amount < self.desk.scenario.case.account.minimum_due / 2 or self.plans < 2):
            return None
        words, cur = self.desk.money(amount), self.desk.slots()["cur"]
        if counts and counts[-1] > self.desk.scenario.authority.instalments_max:
            return None
        if counts:
            return f"分{counts[-1]}期，每期{words}元" if self.desk.chinese else f"{counts[-1]} payments of {cur}{words}"
        return words + "元" if self.desk.chinese else cur + words

    def _plan(self) -> str:
        most = self.desk.scenario.authority.instalments_max
        count = max(2, (most // 2, most * 3 // 4, most)[min(self.plans, 2)])
        self.plans += 1
        monthly = (self.balance / count).to_integral_value(ROUND_CEILING)
        cur, day, words = self.desk.slots()["cur"], self.on(10), self.desk.money(monthly)
        self.last = f"分{count}期，每期{words}元，首期{day}" if self.desk.chinese else f"{count} payments of {cur}{words}, the first on {day}"
        return self.voice.say("propose_month", n=str(count), monthly=words, day=day)


class Presser(Steps):
    """For the cross-over: only presses, lawfully and concretely; takes what is offered."""

    takes = True
    steps = (("reason",), ("income",), ("commit",), ("consequence",), ("commit_again",), ("propose_min",), ("commit_again",), ("commit",), ("close_bare",))


class Encourager(Steps):
    """For the cross-over: acknowledges, then asks softly for a plan; takes what is offered."""

    takes = True
    steps = (
        ("reason",), ("income",), ("empathise", "reassure"), ("reflect",), ("empathise", "ask_plan"), ("reassure",), ("reflect", "ask_plan"),
        ("empathise", "ask_plan"), ("close_bare",),
    )


COLLECTORS: dict[str, Callable[[Desk, random.Random], Script | Skilled]] = {
    "skilled": Skilled, "average": Average, "over_generous": OverGenerous, "over_presser": OverPresser, "sympathiser": Sympathiser, "rambler": Rambler,
    "robot": Robot, "lazy": Lazy, "threatener": Threatener, "bully": Bully,
}
STYLES: dict[str, Callable[[Desk, random.Random], Script]] = {"presses": Presser, "encourages": Encourager}


def said_day(heard: DebtorHeard, call_date: date) -> date | None:
    """The last day that the debtor named."""
    days = [hit.value for hit in heard.dates if hit.value >= call_date]
    return days[-1] if days else None
