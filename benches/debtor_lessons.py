"""What the simulated debtors say, labelled by what it sets off, as lessons for the ears: `python -m benches.debtor_lessons`.

A move says what its words do, and a fact names its signals, so these labels need no reader. Written to corpus/debtor/<language>-simulated.jsonl. Of every
single fragment one thing is known for sure: nobody in it speaks of dying, but where that remark is the move. Written to corpus/debtor/<language>-fragments-simulated.jsonl.
"""
from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from scenarios.loader import load_library
from trainer.debtor.fragments import fill
from trainer.debtor.moves import Move, MoveKind
from trainer.debtor.say import say
from trainer.debtor.voice import Role, VoiceContext
from trainer.debtor.wording_files import shipped_wording
from trainer.debtor.wording_keys import BROUGHT_KINDS, FACT_KINDS
from trainer.domain.call import Mood, Speaker, Turn
from trainer.domain.context import Jurisdiction, Party
from trainer.domain.heard import DebtorSignalKind
from trainer.domain.scenario import Fact
from trainer.domain.temperament import Temperament
from trainer.domain.text import Language
from trainer.service.content import load_content
from trainer.service.live_call import LiveCall
from trainer.service.scripted.play import scripted_call
from trainer.version import ROOT

_K, _S = MoveKind, DebtorSignalKind
SAID = {
    _K.DISPUTE: _S.DISPUTE, _K.DENY_DEBT: _S.DISPUTE, _K.CLAIM_PAID: _S.ALREADY_PAID, _K.CEASE_REQUEST: _S.CEASE_REQUEST, _K.NAME_REPRESENTATIVE: _S.REPRESENTED,
    _K.THREATEN_COMPLAINT: _S.COMPLAINT, _K.SELF_HARM_REMARK: _S.SELF_HARM, _K.DENY_IDENTITY: _S.WRONG_PERSON, _K.SAY_NOT_HERE: _S.THIRD_PARTY,
    _K.ASK_RECORDED: _S.RECORDING, _K.REFUSE_TO_PAY: _S.REFUSAL, _K.PROMISE: _S.PROMISE, _K.ACCEPT: _S.AGREEMENT, _K.CONFIRM_RECAP: _S.AGREEMENT, _K.OFFER: _S.OFFER,
    _K.CONFIRM_IDENTITY: _S.CONFIRMS_IDENTITY, _K.ASK_WHO: _S.ASKS_WHO, _K.ASK_BREAKDOWN: _S.ASKS_DETAILS, _K.ASK_INTEREST: _S.ASKS_DETAILS, _K.ASK_HELP: _S.ASKS_HELP,
    _K.ASK_REDUCE: _S.ASKS_HELP, _K.ASK_TIME: _S.ASKS_HELP, _K.ASK_CONSEQUENCE: _S.ASKS_CONSEQUENCE, _K.BUSY: _S.BUSY, _K.INSULT: _S.ABUSE, _K.CANNOT_PAY: _S.HARDSHIP,
}
# Nothing of what the ears listen for; moves that are neither here nor above may go either way and teach nothing.
NOTHING = (
    _K.ACKNOWLEDGE, _K.STALL, _K.UNSURE, _K.OFF_SUBJECT, _K.DODGE, _K.NOT_AT_HAND, _K.RATHER_NOT, _K.SAY_NEITHER, _K.ASK_REPEAT, _K.GOODBYE, _K.CONFIRM_LINE, _K.NEVER_MIND,
    _K.NOTHING_MORE, _K.SEND_HERE, _K.OWN_CARD, _K.AS_YOU_LIKE, _K.THANK, _K.SOFTEN, _K.REACT_WAIT, _K.REACT_REPEAT, _K.REACT_NONSENSE, _K.ASK_WHY_ASK, _K.SARCASM,
)
ABOUT_MONEY = ("income", "outgoings", "savings", "other_debts", "pay_day")  # facts on these without a signal set nothing off; others may
PLAYERS = ("average", "skilled", "over_presser", "average", "sympathiser", "rambler")
FIRST_SEED = 9000
EACH = 2
NOTHING_EACH = 1
DAY = date(2026, 11, 23)


def main() -> None:
    """Write the lessons of both languages."""
    library = load_library()
    for language in Language:
        rows = {row["text"]: row for row in (*_moves(language, list(library.temperaments.values())), *_facts(language), *_calls(language))}
        _write(f"{language.value}-simulated", rows)
        _write(f"{language.value}-fragments-simulated", {row["text"]: row for row in _fragments(language)})


def _write(author: str, rows: dict[object, dict[str, object]]) -> None:
    path = ROOT / "corpus" / "debtor" / f"{author}.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows.values()), encoding="utf-8")
    print(f"{path.name}: {len(rows)} lines")


def _fragments(language: Language) -> Iterator[dict[str, object]]:
    rng = random.Random(f"{language}:fragments")
    for (_, name, section, key), pool in shipped_wording(language).pools.items():
        if section not in ("cores", "openers", "tails") or key.startswith("self_harm_remark"):
            continue
        known = [_S.SELF_HARM.value] if name == Role.BEREAVED else [_S.SELF_HARM.value, _S.BEREAVEMENT.value]
        for fragment in pool:
            for text in sorted({fill(fragment.draw(rng), lambda slot: "") for _ in range(EACH)} - {""}):
                yield {"text": text, "signals": [], "words": {}, "near": [], "known": known, "brief": "simulated"}


def _moves(language: Language, temperaments: list[Temperament]) -> Iterator[dict[str, object]]:
    for temperament in temperaments:
        rng = random.Random(f"{language}:{temperament.id}")
        for kind in (*SAID, *NOTHING):
            for _ in range(EACH if kind in SAID else NOTHING_EACH):
                mood = Mood(anger=rng.random() * 0.8, anxiety=rng.random() * 0.8, shame=rng.random() * 0.5, trust=rng.random() * 0.6)
                voice = VoiceContext(
                    language=language, jurisdiction=Jurisdiction.CN if language is Language.ZH else rng.choice((Jurisdiction.US, Jurisdiction.UK)), temperament=temperament,
                    mood=mood, call_date=DAY, party=Party.THIRD if SAID.get(kind) is _S.THIRD_PARTY else Party.RIGHT,
                )
                text = say((_move(kind, rng),), voice, rng).text
                yield {"text": text, "signals": [SAID[kind].value] if kind in SAID else [], "words": {}, "near": [], "brief": "simulated"}


def _calls(language: Language) -> Iterator[dict[str, object]]:
    """Replies of whole scripted calls, of which every move is known to do something or nothing."""
    content = load_content(ROOT, "lessons")
    for scenario in content.library.scenarios.values():
        facts = {fact.id: fact for fact in scenario.facts}
        for seed, kind in enumerate(PLAYERS):
            call = LiveCall(content, scenario, language, FIRST_SEED + seed)
            scripted_call(call, kind, random.Random(seed))
            for turn in call.turns:
                labels = _labels(turn, facts) if turn.speaker is Speaker.DEBTOR else None
                if labels is not None:
                    yield {"text": turn.text, "signals": labels, "words": {}, "near": [], "brief": "simulated"}


def _labels(turn: Turn, facts: dict[str, Fact]) -> list[str] | None:
    """What the turn surely sets off; None where a move may go either way."""
    found: list[str] = []
    for move in turn.moves:
        kind = _K(move)
        if kind in SAID and not (kind is _K.SAY_NOT_HERE and turn.party is Party.RIGHT):
            found.append(SAID[kind].value)
        elif kind is _K.GIVE_IDENTITY_DATA:
            found.append(_S.CONFIRMS_IDENTITY.value)
        elif kind is _K.TELL_FACT:
            told = [facts[fact] for fact in turn.facts_told]
            if not told or any(not fact.signals and fact.topic not in ABOUT_MONEY for fact in told):
                return None
            found += [signal for fact in told for signal in fact.signals]
        elif kind not in NOTHING:
            return None
    return list(dict.fromkeys(found)) if turn.moves else None


def _move(kind: MoveKind, rng: random.Random) -> Move:
    assert kind not in FACT_KINDS | BROUGHT_KINDS
    if kind in (_K.PROMISE, _K.OFFER):
        return Move(kind=kind, amount=Decimal(rng.choice(("150", "350", "1200"))), day=date(2026, 12, rng.choice((3, 10, 15))))
    return Move(kind=kind)


def _facts(language: Language) -> Iterator[dict[str, object]]:
    for scenario in load_library().scenarios.values():
        for fact in scenario.facts:
            if fact.signals or fact.topic in ABOUT_MONEY:
                for text in fact.spoken.in_(language)[:2]:
                    yield {"text": text, "signals": list(fact.signals), "words": {}, "near": [], "brief": "simulated"}


if __name__ == "__main__":
    main()
