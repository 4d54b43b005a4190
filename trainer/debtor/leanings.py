"""Which moves a debtor leans to where several would fit: by traits, mood and habit, less to what was just done."""
from __future__ import annotations

import random
from collections.abc import Callable, Iterable

from trainer.debtor.moves import MoveKind
from trainer.debtor.state import CallState, Cast
from trainer.domain.call import Mood
from trainer.domain.temperament import Traits

_HABIT_FORCE = 1.6
_K = MoveKind
# What only some people ever do; the others hardly.
_RARE = {_K.QUOTE_SCRIPT: 0.0, _K.SARCASM: 0.4, _K.OFF_SUBJECT: 0.5, _K.CRY: 0.6, _K.BUSY: 0.6, _K.INSULT: 0.6}
_Lean = Callable[[Traits, Mood], float]

_LEANS: dict[MoveKind, _Lean] = {
    _K.ACKNOWLEDGE: lambda t, m: 0.5 + 0.4 * (1 - t.talkativeness),
    _K.ADMIT_DEBT: lambda t, m: 0.2 + 0.9 * t.candour * (0.4 + t.willingness),
    _K.STALL: lambda t, m: 0.15 + 0.8 * (1 - t.organisation) * (1 - m.anger),
    _K.EXCUSE: lambda t, m: 0.2 + 0.6 * (1 - t.candour),
    _K.CANNOT_PAY: lambda t, m: 0.15 + 0.8 * t.distress,
    _K.REFUSE_TO_PAY: lambda t, m: 1.2 * (1 - t.willingness) * (t.hostility + m.anger) * 0.6,
    _K.PROMISE_VAGUE: lambda t, m: 0.5 * (1 - t.organisation) * (0.5 + t.willingness) * (1 - m.anger),
    _K.ASK_REDUCE: lambda t, m: 0.15 + 0.8 * t.haggling,
    _K.HAGGLE: lambda t, m: 0.8 * t.haggling,
    _K.ASK_TIME: lambda t, m: 0.2 + 0.5 * t.willingness,
    _K.ASK_HELP: lambda t, m: 0.6 * t.willingness * (0.4 + m.anxiety),
    _K.ASK_INTEREST: lambda t, m: 0.25 + 0.4 * t.suspicion,
    _K.ASK_CREDIT: lambda t, m: 0.2 + 0.6 * m.anxiety,
    _K.ASK_CONSEQUENCE: lambda t, m: 0.15 + 0.6 * m.anxiety,
    _K.ASK_BREAKDOWN: lambda t, m: 0.2 + 0.5 * t.suspicion,
    _K.ASK_RECORDED: lambda t, m: 0.25 * t.suspicion,
    _K.ASK_WHO: lambda t, m: 0.3 + 0.7 * t.suspicion,
    _K.ASK_WHY_CALLING: lambda t, m: 0.5,
    _K.ASK_PROOF: lambda t, m: 0.8 * t.suspicion,
    _K.ASK_REPEAT: lambda t, m: 0.15,
    _K.VENT: lambda t, m: 0.2 + 1.2 * t.emotionality * max(m.anger, m.anxiety * 0.6),
    _K.CRY: lambda t, m: 1.6 * t.emotionality * max(0.0, max(m.anxiety, m.shame) - 0.5),
    _K.SHAME: lambda t, m: 1.4 * m.shame * (0.3 + t.distress),
    _K.FEAR: lambda t, m: 1.2 * m.anxiety * (0.3 + t.distress),
    _K.COMPLAIN_CALLS: lambda t, m: 0.7 * m.anger,
    _K.SARCASM: lambda t, m: 0.5 * t.hostility * (1 - t.distress),
    _K.INSULT: lambda t, m: 1.5 * t.hostility * max(0.0, m.anger - 0.55),
    _K.ACCUSE: lambda t, m: 0.2 + 1.0 * t.hostility * (0.3 + m.anger),
    _K.THREATEN_COMPLAINT: lambda t, m: 0.9 * t.suspicion * max(0.0, m.anger - 0.25),
    _K.DEMAND_PAPERS: lambda t, m: 0.5 * t.suspicion * t.organisation,
    _K.QUOTE_SCRIPT: lambda t, m: 0.1,
    _K.OFF_SUBJECT: lambda t, m: 0.25 * max(0.0, t.talkativeness - 0.55),
    _K.SILENCE: lambda t, m: 0.5 * max(0.0, 0.35 - t.talkativeness) + 0.3 * max(0.0, m.shame - 0.6),
    _K.DODGE: lambda t, m: 0.3 + 0.6 * (1 - t.candour),
    _K.REFUSE_QUESTION: lambda t, m: 0.1 + 0.9 * max(t.suspicion * (1 - m.trust), m.anger) * (1 - t.distress),
    _K.BUSY: lambda t, m: 0.1,
    _K.CALL_BACK_LATER: lambda t, m: 0.1,
    _K.SOFTEN: lambda t, m: 0.2 + 1.2 * m.trust * (1 - m.anger),
    _K.THANK: lambda t, m: 0.1 + 0.8 * m.trust * (1 - t.hostility),
    _K.REACT_INSULTED: lambda t, m: 1.2,
    _K.PROMISE_EMPTY: lambda t, m: 0.8 * t.compliance_under_pressure * m.anxiety,
}


def pick(state: CallState, cast: Cast, options: Iterable[MoveKind], rng: random.Random, boost: dict[MoveKind, float] | None = None) -> MoveKind:
    """One of the options, drawn by leaning; what was done before in this call is less likely again.

    Args:
        state: The call, for mood and what was done before.
        cast: Who is on the line.
        options: At least one move.
        rng: Where chance comes from.
        boost: Factors for single moves in this place.
    """
    kinds = list(dict.fromkeys(options))
    weights = [weight(state, cast, kind) * (boost or {}).get(kind, 1.0) for kind in kinds]
    if sum(weights) <= 0:
        return kinds[0]
    return rng.choices(kinds, weights)[0]


def weight(state: CallState, cast: Cast, kind: MoveKind) -> float:
    """How strongly whoever is on the line leans to a move now; 0 is never."""
    temperament = cast.temperament(state.speaking)
    lean = _LEANS.get(kind)
    base = lean(temperament.traits, state.mood) if lean else 0.4
    fresh = 1.0 / (1.0 + 0.8 * state.moved(kind)) * (0.12 if kind in state.last_moves else 1.0)
    return max(0.0, base) * temperament.habits.get(kind, _RARE.get(kind, 1.0)) ** _HABIT_FORCE * fresh
