"""What a debtor may do in a turn: the vocabulary between deciding and wording."""
from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from trainer.domain.scenario import Fact, Spoken, Topic
from trainer.domain.text import Model


class MoveKind(StrEnum):
    """One thing done by a line of the debtor; the comment says what the words must carry."""

    PICK_UP = "pick_up"  # answers the phone: hello, who is it
    ASK_WHO = "ask_who"  # who are you, where are you from, which bank
    ASK_WHY_CALLING = "ask_why_calling"  # what is this about
    CONFIRM_IDENTITY = "confirm_identity"  # yes, speaking
    GIVE_IDENTITY_DATA = "give_identity_data"  # gives the data asked for (slot text)
    REFUSE_IDENTITY = "refuse_identity"  # will not give data, wants proof first (scam fear)
    DENY_IDENTITY = "deny_identity"  # not that person, wrong number
    ASK_RELATION = "ask_relation"  # third party: what do you want from him/her
    SAY_NOT_HERE = "say_not_here"  # third party: not here
    OFFER_MESSAGE = "offer_message"  # third party: shall I pass something on
    PASS_PHONE = "pass_phone"  # third party: hands the phone over
    ASK_REMOVE = "ask_remove"  # wrong party: take my number off
    ACKNOWLEDGE = "acknowledge"  # hm, yes, listening
    ADMIT_DEBT = "admit_debt"  # yes, I know about it
    DENY_DEBT = "deny_debt"  # I owe nothing like that
    DISPUTE = "dispute"  # not mine / amount wrong / stolen
    CLAIM_PAID = "claim_paid"  # I have paid that
    TELL_FACT = "tell_fact"  # says slot fact in its own spoken words
    TELL_COVER = "tell_cover"  # says the fact's cover (lie, excuse)
    CONFESS = "confess"  # caught: gives up the cover and says slot fact
    TELL_LIFE = "tell_life"  # answers a question about daily life in the words brought along
    ANSWER = "answer"  # answers a question that the case holds an answer to, in the words brought along
    GIVE_NAME = "give_name"  # says the own name, in the words brought along
    DODGE = "dodge"  # avoids the question on slot topic
    REFUSE_QUESTION = "refuse_question"  # none of your business (slot topic)
    STALL = "stall"  # later, next week, I'll see
    EXCUSE = "excuse"  # a reason why not now, without a new fact
    ASK_INTEREST = "ask_interest"  # how much interest, why so much
    ASK_CREDIT = "ask_credit"  # what about my credit record
    ASK_REDUCE = "ask_reduce"  # can it be less, can fees be waived
    ASK_CONSEQUENCE = "ask_consequence"  # what happens if I don't
    ASK_BREAKDOWN = "ask_breakdown"  # how is the amount made up
    ASK_PROOF = "ask_proof"  # how do I know you are real
    ASK_RECORDED = "ask_recorded"  # are you recording
    ASK_HELP = "ask_help"  # is there any way, what can I do
    ASK_REPEAT = "ask_repeat"  # what? say again
    ASK_TIME = "ask_time"  # give me some days
    VENT = "vent"  # lets feelings out
    CRY = "cry"  # weeps in words (no stage directions)
    SHAME = "shame"  # ashamed, sorry
    FEAR = "fear"  # afraid of what comes
    COMPLAIN_CALLS = "complain_calls"  # you keep calling
    SARCASM = "sarcasm"
    INSULT = "insult"
    ACCUSE = "accuse"  # blames the bank / collector
    THREATEN_COMPLAINT = "threaten_complaint"  # I'll report you
    DEMAND_PAPERS = "demand_papers"  # written proof, staff number, authority
    QUOTE_SCRIPT = "quote_script"  # anti-collection phrases of the jurisdiction
    CEASE_REQUEST = "cease_request"  # stop calling
    NAME_REPRESENTATIVE = "name_representative"  # talk to my lawyer / adviser
    SELF_HARM_REMARK = "self_harm_remark"
    OFF_SUBJECT = "off_subject"  # drifts off
    SILENCE = "silence"  # nothing, or ……
    REFUSE_TO_PAY = "refuse_to_pay"
    CANNOT_PAY = "cannot_pay"
    OFFER = "offer"  # offers slots amount / day / instalments
    COUNTER = "counter"  # other numbers than the collector's
    HAGGLE = "haggle"  # wants less, without number
    REJECT_PLAN = "reject_plan"  # that is too much / too soon; slot amount is the collector's
    ACCEPT = "accept"  # agrees to slots
    ACCEPT_RELUCTANTLY = "accept_reluctantly"
    PROMISE = "promise"  # promises slot amount by slot day
    PROMISE_VAGUE = "promise_vague"  # will pay, without amount or day
    PROMISE_EMPTY = "promise_empty"  # says yes to get off the phone
    CONFIRM_RECAP = "confirm_recap"  # yes, that is right
    CORRECT_RECAP = "correct_recap"  # no, we said slots
    CONFIRM_METHOD = "confirm_method"  # will use that way of paying
    SOFTEN = "soften"  # warms to the collector
    THANK = "thank"
    REACT_INSULTED = "react_insulted"  # answers an insult or threat
    REACT_NONSENSE = "react_nonsense"  # odd, empty or meaningless line
    REACT_LANGUAGE = "react_language"  # the other language
    REACT_SCRIPT = "react_script"  # talk of instructions, prompts, scores: what are you on about
    REACT_LECTURE = "react_lecture"  # stop lecturing
    REACT_REPEAT = "react_repeat"  # you said that already
    REACT_WAIT = "react_wait"  # put on hold / silence at the other end
    BUSY = "busy"  # no time now
    CALL_BACK_LATER = "call_back_later"
    INTERRUPT = "interrupt"  # cuts in
    GOODBYE = "goodbye"
    HANG_UP = "hang_up"  # last words before hanging up
    CONFIRM_LINE = "confirm_line"  # yes, I can hear you
    NEVER_MIND = "never_mind"  # asked to say it again: nothing, go on
    NOTHING_MORE = "nothing_more"  # that is all there is to tell
    SEND_HERE = "send_here"  # asked where papers should go: some usual way, no address spoken
    ASK_WHY_ASK = "ask_why_ask"  # what do you want to know that for
    KEEP_FAMILY_OUT = "keep_family_out"  # leave my family and my work out of it
    OWN_CARD = "own_card"  # yes, I took the card out myself
    ABOUT_SAFETY = "about_safety"  # asked after a remark about dying: answers, shaken, without a fact
    CONFIRM_SO = "confirm_so"  # yes, that is about it
    UNSURE = "unsure"  # could not say, fits any question
    SAY_NEITHER = "say_neither"  # asked yes or no: neither, fits any such question
    NOT_AT_HAND = "not_at_hand"  # asked who, where, when, how many: would have to look or does not recall
    RATHER_NOT = "rather_not"  # would rather not go into that, without heat
    FORGET_WHEN = "forget_when"  # asked when or how long: a while, would have to look, fits any such question
    FORGET_COUNT = "forget_count"  # asked how much or how many: has not counted
    KEEP_WHO = "keep_who"  # asked who or what name: gives none
    KEEP_WHERE = "keep_where"  # asked where: names no place
    EITHER = "either"  # asked which of two would be better: takes what comes
    SURE = "sure"  # asked whether that is certain: is, or thinks so
    AS_YOU_LIKE = "as_you_like"  # asked for leave: fine, whatever
    TAKE_BACK = "take_back"  # I was too hard before, sorry
    NO_MORE = "no_more"  # cannot go above what was offered
    NO_SOONER = "no_sooner"  # cannot pay before the day that was offered
    SAY_RELATION = "say_relation"  # third party: who I am to {him}, or that it is none of the caller's business
    SAY_WHEN_BACK = "say_when_back"  # third party: no idea when {he} can talk
    REFUSE_DETAILS = "refuse_details"  # third party: says nothing about {him} to a stranger


class Move(Model):
    """One move with what its words must carry; every number or fact spoken comes from here.

    `amount`, `day` and `instalments` of one move belong together: with `instalments` > 1 the amount is the sum of each month. `first` is a first payment
    that differs from it. `spoken` gives content words for the move (a situation's own, where the wording room should use one of them instead of its own).
    """

    kind: MoveKind
    amount: Decimal | None = None
    day: date | None = None
    instalments: int | None = None
    topic: Topic | None = None
    fact: Fact | None = None
    text: str | None = None
    first: Decimal | None = None
    spoken: Spoken | None = None
