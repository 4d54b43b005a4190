"""What changes while a call runs: who is on the line, whether identity is settled, which flags were raised."""
from __future__ import annotations

from scoring.phrases import says
from trainer.domain.call import Turn
from trainer.domain.context import CallContext, Flag, Party
from trainer.domain.heard import DebtorHeard, DebtorSignalKind, Heard
from trainer.domain.text import Language

_FLAGS: dict[DebtorSignalKind, Flag] = {
    DebtorSignalKind.CEASE_REQUEST: "cease_request",
    DebtorSignalKind.REPRESENTED: "represented",
    DebtorSignalKind.DISPUTE: "disputed",
    DebtorSignalKind.ALREADY_PAID: "disputed",
    DebtorSignalKind.VULNERABLE: "vulnerable",
    DebtorSignalKind.INTOXICATION: "vulnerable",
    DebtorSignalKind.SELF_HARM: "vulnerable",
    DebtorSignalKind.MINOR: "minor",
    DebtorSignalKind.STUDENT: "student",
}
SURE = 0.5
# Answers to a check that give nothing.
EVADES = frozenset({
    DebtorSignalKind.REFUSAL, DebtorSignalKind.ASKS_WHO, DebtorSignalKind.ASKS_DETAILS, DebtorSignalKind.WRONG_PERSON, DebtorSignalKind.THIRD_PARTY,
    DebtorSignalKind.COMPLAINT, DebtorSignalKind.ABUSE, DebtorSignalKind.BUSY, DebtorSignalKind.CEASE_REQUEST,
})


class Following:
    """The context as the call goes on.

    `context` is how things stand now; `stranger` the turn in which the one who picked up turned out to be somebody else, and who, where that happened.
    """

    def __init__(self, start: CallContext, language: Language) -> None:
        self.context = start
        self._language = language
        self._asked: Heard | None = None
        self._asked_for_party = False
        self._answered = False
        self._fixed_party = start.party
        self._named_self = False
        self.stranger: tuple[int, Party] | None = None

    def collector(self, turn: Turn, heard: Heard | None) -> None:
        """Take in a collector turn; `heard` is None where nothing was said."""
        self._party(turn.party)
        if heard is None:
            return
        if self._asked and not self.context.identity_verified and self.context.party is Party.RIGHT and self._accepts(heard):
            self._set(identity_verified=True)
        plainly = says("asks_check", self._language, heard.text) and not says("holds_back", self._language, heard.text)
        if heard.does("verify_identity") or plainly:
            self._asked, self._answered = heard, False
        self._asked_for_party = heard.does("ask_right_party")

    def debtor(self, turn: Turn, said: DebtorHeard | None) -> None:
        """Take in a turn of the other side; `said` is None where nothing was said."""
        self._party(turn.party)
        if said is None:
            return
        kinds = {signal.kind for signal in said.signals if signal.confidence >= SURE}
        if turn.party is None:
            before = self.context.party
            self._infer_party(kinds - ({DebtorSignalKind.WRONG_PERSON} if says("names_self", self._language, said.text) else set()))
            if before is Party.RIGHT and self.context.party is not Party.RIGHT and not self._named_self and self.stranger is None:
                self.stranger = (turn.index, self.context.party)
        self._named_self = self._named_self or DebtorSignalKind.CONFIRMS_IDENTITY in kinds
        if self._asked and not self.context.identity_verified and self.context.party is Party.RIGHT and self._settles(said, kinds, turn):
            self._set(identity_verified=True)
        # Something was said in answer to the check; whether it was the item asked for, the collector's next words show.
        self._answered = self._answered or (self._asked is not None and not kinds & EVADES and not said.text.rstrip().endswith(("?", "？")))
        self._raise(kinds)

    def _accepts(self, heard: Heard) -> bool:
        if says("identity_matched", self._language, heard.text):
            return True
        return self._answered and says("takes_thanks", self._language, heard.text)

    def _party(self, party: Party | None) -> None:
        if party is None or party is self.context.party:
            return
        # Whoever takes over the phone has proved nothing yet.
        self._set(party=party, identity_verified=self.context.identity_verified and party is Party.RIGHT)
        self._asked = None

    def _infer_party(self, kinds: set[DebtorSignalKind]) -> None:
        if self.context.identity_verified:
            return
        if DebtorSignalKind.WRONG_PERSON in kinds and self.context.party is Party.RIGHT:
            self._set(party=Party.WRONG)
        elif DebtorSignalKind.THIRD_PARTY in kinds and self.context.party is Party.RIGHT:
            self._set(party=Party.THIRD)
        elif (
            DebtorSignalKind.CONFIRMS_IDENTITY in kinds and self._asked_for_party
            and self.context.party is not Party.RIGHT and self._fixed_party is Party.RIGHT
        ):
            self._set(party=Party.RIGHT)

    def _settles(self, said: DebtorHeard, kinds: set[DebtorSignalKind], turn: Turn) -> bool:
        if "refuse_identity" in turn.moves or "deny_identity" in turn.moves:
            return False
        if "give_identity_data" in turn.moves or says("gives_data", self._language, said.text):
            return True
        return DebtorSignalKind.CONFIRMS_IDENTITY in kinds and bool(self._asked) and says("gives_data", self._language, self._asked.text if self._asked else "")

    def _raise(self, kinds: set[DebtorSignalKind]) -> None:
        raised: list[Flag] = [flag for kind, flag in _FLAGS.items() if kind in kinds and flag not in self.context.flags]
        if DebtorSignalKind.BEREAVEMENT in kinds:
            # A stranger to the account who reports a death speaks of the debtor; the debtor speaks of a loss of their own.
            flag: Flag = "vulnerable" if self.context.party is Party.RIGHT else "deceased"
            if flag not in self.context.flags:
                raised.append(flag)
        if raised:
            self._set(flags=(*self.context.flags, *dict.fromkeys(raised)))

    def _set(self, **changes: object) -> None:
        self.context = self.context.model_copy(update=changes)
