"""One shift in memory: the queue against a simulated clock. Pure: the same shift, seed and deeds give the same shift on any machine."""
from __future__ import annotations

import random
from datetime import date

from scoring.checks.line import judge_line
from scoring.checks.words import words_only
from scoring.findings import source_line
from scoring.work import item as judged
from scoring.work import work_card
from trainer.domain.context import CallContext
from trainer.domain.errors import CallStateError, UnknownNameError
from trainer.domain.judgement import CriterionResult, Finding, Rule, Scorecard
from trainer.domain.shift import Choice, Done, Item, Shift, ShiftState
from trainer.domain.text import Language, Localised
from trainer.hearing import hear
from trainer.hearing.tone import hear_tone
from trainer.service.content import Content
from trainer.service.live_call import clean_line

# Any day will do to hear a line by; a shift has no date of its own.
DAY = date(2026, 6, 15)
HEAVY = 4


class LiveShift:
    """A shift being worked.

    Args:
        content: All content.
        shift: The shift.
        state: The shift as it stands; `LiveShift.begun` makes the first one.
        cap: The most hostile items in a row; None for no cap.
    """

    def __init__(self, content: Content, shift: Shift, state: ShiftState, cap: int | None = None) -> None:
        self._content = content
        self.shift = shift
        self.state = state
        self.cap = cap

    @classmethod
    def begun(cls, content: Content, shift: Shift, seed: int, minutes: int | None = None, cap: int | None = None, language: Language | None = None) -> LiveShift:
        """The shift at its first minute, its queue in the order of this seed.

        Args:
            content: All content.
            shift: The shift.
            seed: Any integer >= 0.
            minutes: Simulated length, 15-240; the shift's own where None.
            cap: The most hostile items in a row.
            language: The language in which it is worked; the shift's own where None.
        """
        names = [entry.id for entry in shift.items]
        random.Random(f"{shift.id}:{seed}").shuffle(names)
        return cls(content, shift, ShiftState(seed=seed, language=language, minutes=minutes or shift.minutes, order=tuple(names)), cap)

    @property
    def language(self) -> Language:
        """The language in which it is worked."""
        return self.state.language or self.shift.language

    @property
    def clock(self) -> str:
        """The simulated time of day."""
        hours, minutes = map(int, self.shift.starts.split(":"))
        now = hours * 60 + minutes + self.state.minute
        return f"{now // 60 % 24:02d}:{now % 60:02d}"

    @property
    def ended(self) -> bool:
        """Whether the shift is over."""
        return self.state.ending is not None

    def entry(self, name: str) -> Item:
        """The item of that id.

        Raises:
            UnknownNameError: the shift has no such item.
        """
        found = {entry.id: entry for entry in self.shift.items}
        if name not in found:
            raise UnknownNameError("item", name, found)
        return found[name]

    def queue(self) -> tuple[Item, ...]:
        """What waits now: interruptions first, then in the order of this seed."""
        dealt = {done.item for done in self.state.done}
        open_ = [entry for name in self.state.order if (entry := self.entry(name)).id not in dealt and entry.opens <= self.state.minute and (entry.follows is None or entry.follows in dealt)]
        return tuple(sorted(open_, key=lambda entry: not entry.interrupts))

    def do(self, name: str, choice_id: str, line: str = "") -> Done:
        """Deal with an item by one of its choices; a line that was typed with it is heard too.

        Raises:
            CallStateError: the shift is over, the item does not wait, or one hostile item too many in a row.
            UnknownNameError: no such item or choice.
        """
        self._running()
        entry = self.entry(name)
        if entry not in self.queue():
            raise CallStateError("shift_not_waiting")
        if self.cap is not None and entry.hostile and len(self.state.done) >= self.cap and all(self.entry(done.item).hostile for done in self.state.done[-self.cap :]):
            raise CallStateError("hostile_cap", cap=self.cap)
        choices = {choice.id: choice for choice in entry.choices}
        if choice_id not in choices:
            raise UnknownNameError("choice", choice_id, choices)
        line = clean_line(line)[:2_000]
        began, ended = self.state.minute, min(self.state.minute + choices[choice_id].minutes, self.state.minutes)
        done = Done(item=name, choice=choice_id, began=began, ended=ended, line=line, composure=self._composure(line), breaches=self._breaches(line))
        self.state = self.state.model_copy(update={"minute": ended, "done": (*self.state.done, done)})
        self._close_at_end()
        return done

    def wait(self, minutes: int) -> None:
        """Let the clock run, for example for a call-back that is due later."""
        self._running()
        self.state = self.state.model_copy(update={"minute": min(self.state.minute + max(minutes, 1), self.state.minutes)})
        self._close_at_end()

    def finish(self) -> None:
        """End the shift now and judge it."""
        self._running()
        self.state = self.state.model_copy(update={"ending": "finished", "card": self._card()})

    def stop(self) -> None:
        """Leave the shift without a mark."""
        self._running()
        self.state = self.state.model_copy(update={"ending": "stopped"})

    def choice_of(self, done: Done) -> Choice:
        """The choice that was made."""
        return next(choice for choice in self.entry(done.item).choices if choice.id == done.choice)

    def in_time(self, done: Done) -> bool:
        """Whether the item was begun by when it had to be, and before quiet hours."""
        entry = self.entry(done.item)
        return (entry.until is None or done.began <= entry.until) and not self.in_quiet(done)

    def in_quiet(self, done: Done) -> bool:
        """Whether somebody was contacted in quiet hours."""
        entry = self.entry(done.item)
        return entry.quiet_from is not None and done.ended > entry.quiet_from and not done.choice.startswith(("leave", "put_off"))

    # -- within -------------------------------------------------------------------------------------------------------------------------------

    def _running(self) -> None:
        if self.ended:
            raise CallStateError("shift_over")

    def _close_at_end(self) -> None:
        # An open queue never holds a shift open past its clock; an empty one with nothing to come ends it early.
        nothing_left = len(self.state.done) == len(self.shift.items)
        if self.state.minute >= self.state.minutes or nothing_left:
            self.finish()

    def _composure(self, line: str) -> float:
        return round(1.0 - min(1.0, hear_tone(line, self.language).hostility), 3) if line else 1.0

    def _breaches(self, line: str) -> tuple[str, ...]:
        if not line:
            return ()
        heard = hear(line, self.language, DAY)
        context = words_only(CallContext(identity_verified=True))
        least = float(self._content.rubric(self.shift.jurisdiction, "practice").review_below)
        return tuple(found.rule for found in judge_line(heard, context, self.shift.jurisdiction) if found.confidence >= least)

    def _card(self) -> Scorecard:
        pack, rubric = self._content.packs[self.shift.jurisdiction], self._content.rubric(self.shift.jurisdiction, "practice")
        return work_card(f"{self.shift.id}-{self.state.seed}", self._findings(), self._criteria(), pack, rubric, self._content.app_version)

    def _findings(self) -> tuple[Finding, ...]:
        pack = self._content.packs[self.shift.jurisdiction]
        found = []
        for index, done in enumerate(self.state.done):
            choice = self.choice_of(done)
            broken = [choice.breaks] if choice.breaks else []
            if self.in_quiet(done):
                broken.append("contact_outside_hours")
            for code in dict.fromkeys((*broken, *done.breaches)):
                rule = pack.rule(code)
                quote = done.line if code in done.breaches else choice.text.in_(self.language)
                found.append(_finding(rule, index, quote, choice.why if code == choice.breaks else rule.trigger, self.language))
        return tuple(found)

    def _criteria(self) -> tuple[CriterionResult, ...]:
        items = [entry for entry in self.shift.items if entry.opens < self.state.minutes]
        done = {entry.item: entry for entry in self.state.done}
        whole = sum(entry.weight for entry in items) or 1
        right = sum(entry.weight for entry in items if entry.id in done and self.choice_of(done[entry.id]).good)
        due = [entry for entry in items if entry.until is not None and entry.until < self.state.minutes]
        kept = [entry for entry in due if entry.id in done and self.in_time(done[entry.id])]
        heavy = [entry for entry in items if entry.weight >= HEAVY]
        forgotten = [entry for entry in heavy if entry.id not in done]
        hostile = [entry for entry in self.state.done if self.entry(entry.item).hostile]
        calm = [entry.composure * self.choice_of(entry).good for entry in hostile]
        used = sum(entry.ended - entry.began for entry in self.state.done if self.choice_of(entry).good)
        spent = max(self.state.minute, 1)
        return (
            judged("shift_right", "pace", Localised(zh="处理得对", en="Dealt with rightly"), 30, right / whole, _of(right, whole, "按分量", "by weight")),
            judged("shift_in_time", "pace", Localised(zh="该到点的都到点", en="Done when due"), 20, len(kept) / len(due) if due else None, _of(len(kept), len(due), "到期的事", "of what was due")),
            judged("shift_nothing_forgotten", "pace", Localised(zh="要紧的没有漏", en="Nothing that matters forgotten"), 20, 1 - len(forgotten) / len(heavy) if heavy else None, Localised(
                zh=f"漏掉：{'、'.join(entry.title.zh for entry in forgotten) or '无'}。", en=f"Forgotten: {', '.join(entry.title.en for entry in forgotten) or 'none'}.",
            )),
            judged("shift_time_used", "pace", Localised(zh="时间花在该花的地方", en="Time spent where it counts"), 10, min(1.0, used / spent), _of(used, spent, "分钟用在对的事上", "minutes on the right work")),
            judged("shift_composure", "composure", Localised(zh="全程沉稳", en="Composure over the shift"), 20, sum(calm) / len(calm) if calm else None, Localised(
                zh="对方发火的几件事都稳住了。" if calm and sum(calm) / len(calm) >= 0.9 else "有对方发火的事没有稳住。", en="Steady with those who shouted." if calm and sum(calm) / len(calm) >= 0.9 else "Not steady with everybody who shouted.",
            )),
        )


def _of(part: int, whole: int, zh: str, en: str) -> Localised:
    return Localised(zh=f"{zh}：{whole} 里有 {part}。", en=f"{part} of {whole} {en}.")


def _finding(rule: Rule, index: int, quote: str, why: Localised, language: Language) -> Finding:
    return Finding(
        rule=rule.code, severity=rule.severity, turn=index, quote=quote, source=source_line(rule, language), standing=rule.standing, clause=rule.clause, why=why,
        advice=rule.advice, better_line=rule.better_lines[0], confidence=0.9,
    )
