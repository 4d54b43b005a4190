"""Runs one example line of a rule as a call of its own."""
from __future__ import annotations

from scoring.breach import CheckInput
from scoring.ears import hear_call
from scoring.findings import to_findings
from scoring.rubric import Rubric
from scoring.score import breaches_of
from trainer.domain.call import Speaker, Transcript, Turn
from trainer.domain.context import CallContext
from trainer.domain.judgement import Finding, RuleExample, RulePack
from trainer.hearing import hear
from trainer.hearing.debtor_line import hear_debtor


def findings_of(example: RuleExample, pack: RulePack, rubric: Rubric) -> tuple[Finding, ...]:
    """What is found in the example: the other side's words before it, where there are any, then the line; verified unless it says otherwise."""
    context = CallContext.model_validate({"identity_verified": True, **example.context})
    lines = [] if example.said_before is None else [(Speaker.DEBTOR, example.said_before)]
    lines.append((Speaker.COLLECTOR, example.text))
    turns = tuple(Turn(index=index, speaker=speaker, text=text) for index, (speaker, text) in enumerate(lines))
    call = hear_call(Transcript(id="example", language=example.language, jurisdiction=pack.jurisdiction, context=context, turns=turns), hear, hear_debtor)
    given = CheckInput(call=call, pack=pack)
    return to_findings(call, breaches_of(given), pack, rubric, given.agreed)
