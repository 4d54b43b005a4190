"""The skilled collector: opens cleanly, finds out reason and means, presses who stalls and encourages who suffers, fits the plan, makes it definite."""
from __future__ import annotations

import random
import re
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from trainer.domain.heard import DebtorHeard
from trainer.domain.heard import DebtorSignalKind as Sig
from trainer.service.scripted.lines import Desk, Voice

_HANDS_OVER = re.compile(r"跟他说|跟她说|等一下|等等|等会|稍等|叫他|叫她|喊他|喊她|帮您转|给您转|put you through|hold on|one moment|get him|get her|just a sec|hang on|a minute", re.IGNORECASE)
_DIGITS = re.compile(
    r"\d|[零一二三四五六七八九十〇]|\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|first|second|third|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|ten|eleven|twelve|january|february|march"
    r"|april|may|june|july|august|september|october|november|december)\b", re.IGNORECASE)
_DRINK = re.compile(r"喝多|喝醉|喝酒|酒醒|再喝|干杯|\b(?:drunk|drinking|beers?|whisky|booze|cheers mate|sober)\b", re.IGNORECASE)
_PAUSED_BY_LAW = re.compile(r"喘息期|breathing space", re.IGNORECASE)
_DISTRESS = (Sig.HARDSHIP, Sig.ILLNESS, Sig.VULNERABLE, Sig.BEREAVEMENT, Sig.ASKS_HELP)


class Skilled:
    """Chooses each line from what the debtor said and from the case file.

    Args:
        desk: The collector's screen.
        rng: Where chance comes from.
    """

    longest = 26

    def __init__(self, desk: Desk, rng: random.Random) -> None:
        self.desk = desk
        self.rng = rng
        self.voice = Voice(desk, rng)
        self.turn = -1
        self.done: list[str] = []
        self.asked: str | None = None
        self.queue: list[str] = []
        self.known: dict[str, Decimal] = {}
        self.pay_day: date | None = None
        self.distress = 0
        self.evasions = 0
        self.offer: tuple[Decimal | None, date | None] = (None, None)
        self.deal: tuple[Decimal, int, date | None] | None = None
        self.closing = False
        self.share = Decimal(1)
        self.right = False
        self.proved = False

    def next(self, heard: DebtorHeard) -> str | None:
        """The next line, None to hang up."""
        self.turn += 1
        if self.turn >= self.longest or self.closing:
            return None
        self._learn(heard)
        if self.queue:
            step = self.queue.pop(0)
            return self._do(step, day=self.desk.day(self._deferred_to())) if step == "recap_defer" else self._do(step)
        special = self._special(heard)
        if special is not None:
            return special
        return self._flow(heard)

    def _learn(self, heard: DebtorHeard) -> None:
        others = heard.says(Sig.WRONG_PERSON, Sig.THIRD_PARTY, Sig.BEREAVEMENT, Sig.MINOR, Sig.REPRESENTED)
        proved = self.asked == "verify" and len(_DIGITS.findall(heard.text)) >= 2
        if (heard.says(Sig.CONFIRMS_IDENTITY) or proved) and not others:
            self.right = True
        self.proved = self.proved or (proved and not others)
        if heard.says(*_DISTRESS):
            self.distress += 1
        sums = [hit.value for hit in heard.amounts]
        if self.asked in ("income", "outgoings", "other_debts", "savings") and sums:
            self.known[self.asked] = max(sums) if self.asked == "income" else sum(sums, Decimal(0)) if self.asked == "outgoings" else max(sums)
        days = [hit.value for hit in heard.dates if hit.value >= self.desk.scenario.call_date]
        if days and self.asked in ("pay_day", "income", "ask_plan", "commit", "commit_again", "propose", "propose_single"):
            self.pay_day = days[-1]
        if self.asked in ("ask_plan", "commit", "commit_again", "propose", "settle", "propose_single", "reject_offer", "propose_min") and (
            heard.says(Sig.OFFER, Sig.PROMISE) or (sums and (days or heard.instalments))
        ):
            self.offer = (sums[-1] if sums else None, days[-1] if days else self.pay_day)

    def _do(self, step: str, **slots: str) -> str:
        self.asked = step
        self.done.append(step)
        if step == "close":
            self.closing = True
        return self.voice.say(self.desk.purpose_step() if step == "purpose" else step, **slots)

    def _special(self, heard: DebtorHeard) -> str | None:
        """What comes before all routine: other people on the line, death, danger, disputes, representatives, complaints, questions."""
        says = heard.says
        if says(Sig.SELF_HARM) and "crisis" not in self.done:
            self.queue = ["escalate", "close"]
            return self.voice.join(self._do("empathise"), self._do("crisis"))
        if says(Sig.BEREAVEMENT) and "condolence" not in self.done and "verify" not in self.done:
            self.queue = ["estate", "close"]
            return self._do("condolence")
        if (says(Sig.MINOR, Sig.INTOXICATION) or _DRINK.search(heard.text)) and "callback" not in self.done:
            self.queue = ["close"]
            return self._do("callback")
        if says(Sig.WRONG_PERSON) and "wrong" not in self.done and "reason" not in self.done:
            self.queue = ["close"]
            return self._do("wrong")
        if not self.right and self.done.count("open") < 4 and _HANDS_OVER.search(heard.text):
            return self._do("open")
        if says(Sig.THIRD_PARTY) and "third" not in self.done and "purpose" not in self.done:
            if "third_ask" not in self.done:
                return self._do("third_ask")
            self.queue = ["close"]
            return self._do("third")
        if says(Sig.ASKS_WHO) and not self.right and self.done.count("open") < 2 and "purpose" not in self.done and "third_ask" not in self.done:
            return self._do("open")
        if says(Sig.REPRESENTED) and not self.right and "representative" not in self.done:
            self.queue = ["callback", "close"]
            return self._do("representative")
        if _PAUSED_BY_LAW.search(heard.text) and "cease" not in self.done:
            self.queue = ["documents", "callback", "close"]
            return self.voice.join(self._do("cease"), self._do("reassure"))
        if says(Sig.DISPUTE, Sig.ALREADY_PAID) and "dispute" not in self.done:
            self.queue = ["documents"]
            return self.voice.join(self._do("apologise"), self._do("dispute"))
        if says(Sig.ALREADY_PAID) and "documents" in self.done and "callback" not in self.done:
            self.queue = ["close"]
            return self._do("callback")
        if says(Sig.CEASE_REQUEST) and "cease" not in self.done and "purpose" in self.done and "reason" in self.done:
            return self._do("cease")
        if says(Sig.COMPLAINT) and "purpose" in self.done and "complaint" not in self.done:
            return self.voice.join(self._do("apologise"), self._do("complaint"))
        return self._questions(heard)

    def _questions(self, heard: DebtorHeard) -> str | None:
        says = heard.says
        if says(Sig.ASKS_WHO) and "proof" not in self.done and "verify" in self.done:
            return self._do("proof")
        if says(Sig.RECORDING) and "recorded" not in self.done and "verify" in self.done:
            return self._do("recorded")
        if says(Sig.ASKS_DETAILS) and "explain_bill" not in self.done and "purpose" in self.done:
            return self._do("explain_bill")
        if says(Sig.ASKS_CONSEQUENCE) and "credit" not in self.done and "purpose" in self.done:
            return self.voice.join(self._do("reassure"), self._do("credit")) if self.voice.left("reassure") else self._do("credit")
        if says(Sig.ABUSE) and self.done.count("apologise") < 2 and "purpose" in self.done:
            return self.voice.join(self._do("apologise"), self._do("reflect")) if self.voice.left("reflect") else None
        if says(Sig.BUSY) and "short_time" not in self.done and "purpose" in self.done:
            return self._do("short_time")
        return None

    def _flow(self, heard: DebtorHeard) -> str | None:
        done = self.done
        if "open" not in done:
            return self._do("open")
        if "verify" not in done:
            return self._do("verify")
        if "purpose" not in done:
            if self.proved:
                return self._do("purpose")
            if done.count("verify") < (4 if self.right else 2) and not heard.says(Sig.THIRD_PARTY):
                if done.count("verify") >= 2 and done.count("proof") < 2:
                    return self.voice.join(self._do("proof"), self._do("verify"))
                return self._do("verify")
            self.queue = ["close"]
            return self._do("callback" if self.right else "third")
        if self.deal is not None:
            return self._finish(heard)
        agreed = self._agreed(heard)
        if agreed is not None:
            return agreed
        if self.desk.scenario.case.limitation == "expired":
            self.queue = ["complaint", "close"]
            return self._do("time_barred")
        for step in ("reason", "income", "outgoings") if self._worn_out() else ("reason", "income", "outgoings", "other_debts", "pay_day"):
            if step not in done:
                return self._soften(heard, step)
        if self.asked in ("income", "outgoings") and self.asked not in self.known and done.count(self.asked) < 2:
            return self._soften(heard, self.asked)
        if "reflect_means" not in done and "reflect" not in done:
            if {"income", "outgoings"} <= set(self.known):
                return self._do("reflect_means", income=self.desk.money(self.known["income"]), outgoings=self.desk.money(self.known["outgoings"]))
            return self._do("reflect")
        if "vulnerable" in self.desk.scenario.case.flags and self.distress >= 1 and not self.known.keys() >= {"income", "outgoings"}:
            return self._relief()
        note = self._note()
        if note is not None:
            return note
        return self._bargain(heard)

    def _soften(self, heard: DebtorHeard, step: str) -> str:
        """Ask, with a word of acknowledgement first where the last answer bore feeling."""
        feeling = heard.says(*_DISTRESS, Sig.ABUSE)
        kind = "empathise" if self.done.count("empathise") < 2 else "reflect" if self.done.count("reflect") < 2 else None
        if feeling and kind is not None and self.voice.left(kind):
            return self.voice.join(self._do(kind), self._do(step))
        return self._do(step)

    def _worn_out(self) -> bool:
        """Whether somebody marked vulnerable has shown distress often enough that more questions about money would harm."""
        return "vulnerable" in self.desk.scenario.case.flags and self.distress >= 2

    def _note(self) -> str | None:
        """Hold the file against the story, once per note, where the debtor does not come forward."""
        notes = [note.in_(self.desk.language) for note in self.desk.scenario.case.notes]
        used = self.done.count("note_fact")
        if (self.distress >= 2 and not self.evasions) or used >= len(notes) or used >= 2:
            return None
        return self._do("note_fact", note=notes[used])

    def _free(self) -> Decimal | None:
        if "income" not in self.known or "outgoings" not in self.known:
            return None
        return max(self.known["income"] - self.known["outgoings"] - self.known.get("other_debts", Decimal(0)), Decimal(0)) * self.share

    def _bargain(self, heard: DebtorHeard) -> str | None:
        authority, account = self.desk.scenario.authority, self.desk.scenario.case.account
        amount, _ = self.offer
        if self.distress == 0 and not {"consequence", "credit"} & set(self.done):
            return self._do("consequence")
        tries = self.done.count("propose") + self.done.count("propose_single")
        least = (account.balance / authority.instalments_max).to_integral_value(ROUND_CEILING)
        free = self._free()
        if amount is None and free is None and "ask_plan" not in self.done:
            return self._soften(heard, "ask_plan")
        refused = heard.says(Sig.REFUSAL, *_DISTRESS)
        if self.asked == "propose" and not refused and not heard.amounts and self.done.count("settle") < 2:
            self.deal_words = self._words(self.pending)
            return self._do("settle", deal=self.deal_words)
        lump_likely = authority.instalments_max <= 3 or (amount is not None and amount * 2 >= account.balance)
        if tries >= 1 and authority.settlement_min_share < 1 and "settlement" not in self.done and lump_likely:
            return self._settlement()
        if (free is not None and free * 2 < least and tries >= 1 and refused) or (tries >= 2 and self.distress >= 2 and refused):
            return self._relief()
        if (tries >= 4 or len(self.done) > 22) and self.distress >= 2 and "support" not in self.done:
            return self._relief()
        if tries >= 4 or len(self.done) > 22:
            return self._do("close") if "commit_again" in self.done else self._do("commit_again")
        if self.asked in ("propose", "settle") and refused:
            self.share *= Decimal("0.8")
            if "commit" not in self.done:
                return self._soften(heard, "commit")
        if self.asked in ("propose", "settle") and not refused and not heard.says(Sig.OFFER):
            self.evasions += 1
            return self._do("consequence") if "consequence" not in self.done else self._do("commit" if "commit" not in self.done else "commit_again")
        if tries >= 2 and authority.settlement_min_share < 1 and "settlement" not in self.done:
            return self._settlement()
        monthly = least if tries >= 2 else free if free else amount
        if tries == 2 and "waiver" not in self.done and authority.waive_fees_share > 0 and account.fees > 0:
            return self.voice.join(self._do("empathise"), self._do("waiver")) if self.voice.left("empathise") else self._do("waiver")
        if monthly is None or monthly < least:
            if monthly is None and self.distress == 0 and "commit" not in self.done:
                return self._do("commit")
            monthly = least
        count = max(1, min(authority.instalments_max, int((account.balance / monthly).to_integral_value(ROUND_CEILING))))
        monthly = (account.balance / count).to_integral_value(ROUND_CEILING)
        return self._propose(monthly, count)

    def _settlement(self) -> str:
        """Less than the whole in one payment, where the authority reaches that far."""
        desk = self.desk
        lump = (desk.scenario.case.account.balance * desk.scenario.authority.settlement_min_share).to_integral_value(ROUND_CEILING)
        day = self.pay_day or desk.scenario.call_date + timedelta(days=min(7, desk.scenario.authority.first_payment_within_days))
        self.pending = (lump, 1, day)
        line = self._do("settlement", amount=desk.money(lump), day=desk.day(day))
        self.asked = "propose"
        return line

    def _relief(self) -> str:
        """No plan fits: more time within authority, the way to help, papers; then an orderly end."""
        if self.desk.scenario.authority.deferral_max_days <= 0:
            self.queue = ["documents", "callback", "close"]
            return self._do("support")
        self.queue = ["documents", "callback", "recap_defer", "close"]
        until = self._deferred_to()
        kind = [self._do("empathise")] if self.voice.left("empathise") else []
        return self.voice.join(*kind, self._do("support"), self._do("defer", day=self.desk.day(until)))

    def _deferred_to(self) -> date:
        """The last day to which the collector may put payment off."""
        return self.desk.scenario.call_date + timedelta(days=self.desk.scenario.authority.deferral_max_days)

    def _propose(self, monthly: Decimal, count: int) -> str:
        day = self.pay_day or self.desk.scenario.call_date + timedelta(days=min(15, self.desk.scenario.authority.first_payment_within_days))
        self.pending = (monthly, count, day)
        self.asked = "propose"
        self.done.append("propose")
        if count == 1:
            return self.voice.say("propose_single", amount=self.desk.money(monthly), day=self.desk.day(day))
        return self.voice.say("propose_month", n=str(count), monthly=self.desk.money(monthly), day=self.desk.day(day))

    def _other_sum(self, heard: DebtorHeard) -> bool:
        """Whether the answer names another sum than the one just proposed; then it is no yes to that."""
        return bool(heard.amounts) and all(abs(hit.value - self.pending[0]) > 1 for hit in heard.amounts)

    def _agreed(self, heard: DebtorHeard) -> str | None:
        """Whether the last answer settles it: a yes to a proposal, or an offer that is good enough."""
        if self.asked in ("propose", "settle") and heard.says(Sig.AGREEMENT, Sig.CONFIRMS_IDENTITY) and not (heard.says(Sig.REFUSAL) or self._other_sum(heard)):
            self.deal = self.pending
            days = [hit.value for hit in heard.dates]
            if days:
                self.deal = (self.deal[0], self.deal[1], days[-1])
            return self._do("method")
        amount, day = self.offer
        plans = self.done.count("propose")
        if amount is None or self.asked not in ("ask_plan", "commit", "commit_again", "propose", "settle", "reject_offer", "short_time"):
            return None
        account, authority = self.desk.scenario.case.account, self.desk.scenario.authority
        counts = [hit.value for hit in heard.instalments if hit.value > 1]
        count = counts[-1] if counts else 1
        whole = count > 1 and count <= authority.instalments_max
        good = whole or (count == 1 and (amount >= account.balance or (amount >= account.minimum_due and plans >= 3)))
        if good:
            self.deal = (amount, count, day)
            return self._do("accept_offer", offer=self._words(self.deal))
        free = self._free()
        if (free is None or free * 2 < amount) and amount * authority.instalments_max >= account.balance and count == 1:
            self.known.update(income=amount, outgoings=Decimal(0), other_debts=Decimal(0))
        return None

    def _finish(self, heard: DebtorHeard) -> str:
        assert self.deal is not None
        if self.asked in ("recap", "fix_recap") and heard.says(Sig.OFFER, Sig.PROMISE) and (heard.amounts or heard.dates) and "fix_recap" not in self.done:
            amount = heard.amounts[-1].value if heard.amounts else self.deal[0]
            self.deal = (amount, self.deal[1], heard.dates[-1].value if heard.dates else self.deal[2])
            return self._do("fix_recap", deal=self._words(self.deal))
        if self.deal[2] is None and "commit" not in self.done[-2:]:
            self.deal = (self.deal[0], self.deal[1], self.pay_day or self.desk.scenario.call_date + timedelta(days=10))
        if heard.dates and self.asked in ("method", "accept_offer"):
            self.deal = (self.deal[0], self.deal[1], heard.dates[-1].value)
        if "method" not in self.done:
            return self._do("method")
        if "recap" not in self.done:
            return self._do("recap", deal=self._words(self.deal))
        if not {"consequence", "credit"} & set(self.done):
            return self.voice.join(self._do("consequence_after"), self._do("close"))
        return self._do("close")

    def _words(self, deal: tuple[Decimal, int, date | None]) -> str:
        amount, count, day = deal
        sum_ = self.desk.money(amount.quantize(Decimal(1), ROUND_FLOOR) if amount == amount.to_integral_value() else amount)
        cur = self.desk.slots()["cur"]
        when = self.desk.day(day) if day else None
        if self.desk.chinese:
            return (f"分{count}期，每期{sum_}元" + (f"，首期{when}" if when else "")) if count > 1 else ((when or "") + f"还{sum_}元")
        if count > 1:
            return f"{count} payments of {cur}{sum_}" + (f", the first on {when}" if when else "")
        return f"{cur}{sum_}" + (f" on {when}" if when else "")
