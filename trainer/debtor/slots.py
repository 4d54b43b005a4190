"""What stands in the slots of a debtor's words: sums, days and facts of the moves, people, and words of the place."""
from __future__ import annotations

import random

from trainer.debtor.fragments import fill
from trainer.debtor.moves import Move, MoveKind
from trainer.debtor.spoken import amounts, counts, days, on_day
from trainer.debtor.voice import VoiceContext
from trainer.debtor.wording import Wording, pick
from trainer.debtor.wording_keys import BROUGHT_KINDS, FACT_KINDS, PEOPLE_SLOTS, SAID_WITHOUT_NUMBERS
from trainer.domain.text import Language

OWN_AFTER = 0.5
_NUMBERLESS = frozenset(SAID_WITHOUT_NUMBERS)


def speakable(move: Move, language: Language) -> Move:
    """The move as it can be worded: an offer without any number becomes what one says then.

    Raises:
        ValueError: A move lacks a fact, a cover, identity data or the words it has to bring along.
    """
    if move.kind in FACT_KINDS:
        if move.fact is None:
            raise ValueError(f"{move.kind}: found no fact; allowed: a move with a fact")
        if move.kind is MoveKind.TELL_COVER and move.fact.cover is None:
            raise ValueError(f"{move.kind}: fact {move.fact.id} has no cover in {language}; allowed: a fact with a cover")
    if move.kind is MoveKind.GIVE_IDENTITY_DATA and move.spoken is None and not (move.text or "").strip():
        raise ValueError(f"{move.kind}: found neither text nor spoken; allowed: the data to be given")
    if move.kind in BROUGHT_KINDS and move.spoken is None:
        raise ValueError(f"{move.kind}: found no words; allowed: a move that brings its words along")
    if move.kind in _NUMBERLESS and not terms_key(move):
        return move.model_copy(update={"kind": SAID_WITHOUT_NUMBERS[move.kind]})
    return move


def terms_key(move: Move) -> str:
    """Which of first payment, amount, day and count (of two payments or more) the move names, as "amount+day"; empty for none."""
    several = (move.instalments or 0) > 1
    first = several and move.first is not None and move.amount is not None
    named = (("first", first), ("amount", move.amount is not None), ("day", move.day is not None), ("count", several))
    return "+".join(name for name, there in named if there)


class Slots:
    """Fills slots for one turn of one speaker."""

    def __init__(self, voice: VoiceContext, wording: Wording, rng: random.Random, tags: frozenset[str]) -> None:
        self.voice = voice
        self.wording = wording
        self.rng = rng
        self.tags = tags

    def available(self, move: Move) -> frozenset[str]:
        """The slots that can be filled for a move."""
        have = PEOPLE_SLOTS | self.wording.word_names | {"topic"}
        if self.voice.institution is None:
            have -= {"bank"}
        key = terms_key(move)
        if key:
            have |= {"terms", "deal"}
        if move.amount is not None:
            have |= {"amount"}
        if move.day is not None:
            have |= {"day", "on_day"}
        if move.kind in FACT_KINDS:
            have |= {"fact"}
        if move.text and move.text.strip():
            have |= {"text"}
        return have

    def told(self, move: Move, heard: str, own_first: float = 0.0) -> str | None:
        """The words that the move brings along, a variant not heard before where there is one, closed by a mark; None for this room's own words.

        Those of a fact or its cover are always used. Those of a situation come first; said once, they leave room for the usual words of the
        move, and `own_first` is how often these come at once.
        """
        fact = move.fact
        spoken = move.spoken
        if fact is not None and move.kind in FACT_KINDS:
            spoken = fact.cover if move.kind is MoveKind.TELL_COVER else fact.spoken
        if spoken is None:
            return None
        variants = spoken.in_(self.voice.language)
        fresh = tuple(words for words in variants if words.strip(" 。.！!？?").casefold() not in heard)
        if move.kind not in FACT_KINDS | BROUGHT_KINDS | {MoveKind.GIVE_IDENTITY_DATA} and self.rng.random() < (OWN_AFTER if len(fresh) < len(variants) else own_first):
            return None
        words = pick(self.rng, fresh or variants).strip()
        if words.endswith(("。", "！", "？", "…", ".", "!", "?")):
            return words
        return words + ("。" if self.voice.language is Language.ZH else ".")

    def value(self, slot: str, move: Move | None, told: str | None) -> str:
        """What stands in one slot."""
        if slot == "fact" and told:
            return told
        if slot in PEOPLE_SLOTS:
            return self._person(slot)
        if move is not None and slot in ("terms", "deal"):
            pool = self.wording.pool("general", "general", "terms" if slot == "terms" else "deals", terms_key(move), self.tags)
            fragment = pool[int(self.rng.random() * len(pool))]
            return fill(fragment.draw(self.rng), lambda inner: self.value(inner, move, None))
        if move is not None and (number := self._number(slot, move)):
            return number
        if move is not None and slot == "text" and move.text:
            return move.text.strip().rstrip("。.，,")
        if move is not None and slot == "topic":
            return pick(self.rng, self.wording.table("general", "general", "topics")[move.topic or "other"])
        return pick(self.rng, self.wording.table("general", "general", "words")[f"{slot}.{self.voice.jurisdiction}"])

    def _number(self, slot: str, move: Move) -> str | None:
        voice = self.voice
        money = {"amount": move.amount, "first": move.first}.get(slot)
        if money is not None:
            return pick(self.rng, amounts(money, voice.currency, voice.language, voice.jurisdiction))
        if slot in ("day", "on_day") and move.day is not None:
            named = pick(self.rng, days(move.day, voice.call_date, voice.language, voice.jurisdiction))
            return on_day(named) if slot == "on_day" else named
        if slot == "count" and move.instalments:
            return pick(self.rng, counts(move.instalments, voice.language))
        return None

    def _person(self, slot: str) -> str:
        if slot == "bank":
            return self.voice.institution or ""
        table = self.wording.table("general", "general", "people")
        words = pick(self.rng, table[f"{slot}.{self.voice.debtor_gender}"])
        return fill(words, lambda inner: self.value(inner, None, None))
