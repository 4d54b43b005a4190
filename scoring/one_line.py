"""What one line breaks by itself, words and figures together: the same words may break a rule in one context and none in another."""
from __future__ import annotations

from datetime import date

from scoring.breach import Breach, CheckInput
from scoring.checks.clock import check_clock
from scoring.checks.disclosure import check_disclosure
from scoring.checks.facts import check_amounts, check_authority
from scoring.checks.line import LineFinding, judge_line
from scoring.ears import hear_call
from trainer.domain.call import Speaker, Transcript, Turn
from trainer.domain.context import CallContext
from trainer.domain.heard import DebtorHeard, Heard, Span
from trainer.domain.judgement import RulePack
from trainer.domain.text import Language

_CHECKS = (check_disclosure, check_amounts, check_authority, check_clock)
# A rule that only figures, the clock or the party decide has to be this sure where the words alone show nothing.
SURE = 0.6


def judge_one_line(heard: Heard, context: CallContext, pack: RulePack, today: date) -> tuple[LineFinding, ...]:
    """The rules that this line breaks in this context, each at most once, most certain first.

    Args:
        heard: The line as heard.
        context: What the words do not show.
        pack: Whose rules apply.
        today: The day against which days named were resolved.
    """
    found = {finding.rule: finding for finding in judge_line(heard, context, pack.jurisdiction)}
    for breach in _breaches(heard, context, pack, today):
        if breach.confidence < SURE or breach.rule in found:
            continue
        start = heard.text.find(breach.quote)
        if start >= 0 and breach.quote:
            found[breach.rule] = LineFinding(
                rule=breach.rule, span=Span(start=start, end=start + len(breach.quote)), quote=breach.quote, confidence=breach.confidence,
            )
    return tuple(sorted(found.values(), key=lambda finding: (-finding.confidence, finding.rule)))


def _breaches(heard: Heard, context: CallContext, pack: RulePack, today: date) -> list[Breach]:
    turn = Turn(index=0, speaker=Speaker.COLLECTOR, text=heard.text)
    transcript = Transcript(id="line", language=heard.language, jurisdiction=pack.jurisdiction, context=context, turns=(turn,), today=today)
    call = hear_call(transcript, lambda *_: heard, _deaf)
    given = CheckInput(call=call, pack=pack, whole=False)
    return [breach for check in _CHECKS for breach in check(given)]


def _deaf(text: str, language: Language, today: date) -> DebtorHeard:
    """There is no other side to hear."""
    return DebtorHeard(text=text, language=language)
