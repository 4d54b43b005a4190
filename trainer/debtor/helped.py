"""What would have helped in a call, worked out from how this debtor takes things and how each fact is earned; never from a fixed list."""
from __future__ import annotations

from typing import Literal

from trainer.debtor.bargain import ACCEPT_AT
from trainer.debtor.disclose import speaks_for
from trainer.debtor.feel import appraise, carries_situation, will
from trainer.debtor.situational import is_handled, payable
from trainer.debtor.state import CallState, Cast
from trainer.debtor.tables import act_name, axis_name, topic_name
from trainer.debtor.vocabulary import SOFT
from trainer.domain.scenario import Fact
from trainer.domain.text import Localised, Model

_LAWFUL_ACTS = (
    "ask_reason", "ask_ability", "ask_plan", "ask_commitment", "empathise", "reflect", "apologise", "reassure", "explain_bill", "propose_partial",
    "propose_instalments", "propose_deferral", "propose_waiver", "inform_consequence", "advise_support", "acknowledge_dispute", "offer_complaint_channel",
    "accept_offer", "identify_self",
)


class Helped(Model):
    """One thing that would have helped: which hidden fact or mood it concerns, the acts that do it, and the sentence for the debrief."""

    kind: Literal["fact", "mood", "situation", "deal"]
    fact: str | None = None
    acts: tuple[str, ...] = ()
    text: Localised


def best_acts(cast: Cast, speaking: int, axis: Literal["anger", "anxiety", "shame", "trust"], up: bool, carries: bool, count: int = 2) -> tuple[str, ...]:
    """The acts that move an axis of this temperament's mood most in the wanted direction, best first.

    Args:
        cast: The case.
        speaking: Which answerer.
        axis: The axis of mood.
        up: Whether more of it is wanted.
        carries: Whether the situation is this speaker's.
        count: How many acts at most.
    """
    temperament = cast.temperament(speaking)

    def moved(act: str) -> float:
        change = appraise(temperament, cast.situation, carries, act).get(axis, 0.0)
        if act in SOFT:
            change += appraise(temperament, cast.situation, carries, "acknowledged").get(axis, 0.0) * 0.5
        return change if up else -change

    ranked = sorted(_LAWFUL_ACTS, key=moved, reverse=True)
    return tuple(act for act in ranked[:count] if moved(act) > 0)


def helped(state: CallState, cast: Cast) -> tuple[Helped, ...]:
    """What would have opened each fact that stayed hidden, and moved what stood in the way of a good ending.

    Args:
        state: The call as it ended.
        cast: The case.
    """
    carries = carries_situation(cast.scenario, cast.situation, state)
    items = [_for_fact(state, cast, fact, carries) for fact in cast.scenario.facts if fact.id not in state.facts_told and fact.reveal != "never"]
    items += _for_mood(state, cast, carries)
    items += _for_situation(state, cast, carries)
    items += _for_deal(state, cast)
    return tuple(item for item in items if item is not None)


def _for_fact(state: CallState, cast: Cast, fact: Fact, carries: bool) -> Helped | None:
    if not speaks_for(cast, state, fact):
        return None
    topic = topic_name(fact.topic)
    asked = state.topics.get(fact.topic, 0)
    gist = fact.text
    if fact.reveal == "when_caught":
        evidence = ", ".join(fact.caught_by[:2])
        return Helped(kind="fact", fact=fact.id, acts=("state_amount",), text=Localised(
            zh=f"“{gist.zh}”：同情问不出来，要把档案里对不上的地方说出来（例如{evidence}）。",
            en=f"“{gist.en}”: sympathy does not bring this out; name what the file shows against it (such as {evidence}).",
        ))
    if asked == 0:
        return Helped(kind="fact", fact=fact.id, acts=("ask_reason",) if fact.topic == "reason" else ("ask_ability",), text=Localised(
            zh=f"“{gist.zh}”：没有问到{topic.zh}。", en=f"“{gist.en}”: {topic.en} was never asked about.",
        ))
    if fact.reveal == "when_trusting":
        acts = best_acts(cast, state.speaking, "trust", True, carries)
        names_zh, names_en = "、".join(act_name(act).zh for act in acts), ", ".join(act_name(act).en for act in acts)
        return Helped(kind="fact", fact=fact.id, acts=acts, text=Localised(
            zh=f"“{gist.zh}”：问到了，但信任还不够；对这个人最管用的是{names_zh}。",
            en=f"“{gist.en}”: it was asked, but trust was too low; what wins this person is: {names_en}.",
        ))
    return Helped(kind="fact", fact=fact.id, acts=("ask_ability", "ask_commitment"), text=Localised(
        zh=f"“{gist.zh}”：对方绕开了，换个具体的问法再问一次{topic.zh}。",
        en=f"“{gist.en}”: the question was dodged; ask about {topic.en} once more, concretely.",
    ))


def _for_mood(state: CallState, cast: Cast, carries: bool) -> list[Helped]:
    items = []
    for axis, high in (("anger", 0.55), ("anxiety", 0.7)):
        if getattr(state.mood, axis) >= high:
            acts = best_acts(cast, state.speaking, axis, False, carries)  # type: ignore[arg-type]
            name = axis_name(axis)
            items.append(Helped(kind="mood", acts=acts, text=Localised(
                zh=f"对方的{name.zh}一直没降下来；能让它降的是{'、'.join(act_name(act).zh for act in acts)}。",
                en=f"{name.en} stayed high; what lowers it here: {', '.join(act_name(act).en for act in acts)}.",
            )))
    return items


def _for_situation(state: CallState, cast: Cast, carries: bool) -> list[Helped]:
    handling = cast.situation.handling
    if handling is None or is_handled(state, cast):
        return []
    missing = [group for index, group in enumerate(handling.needs) if index not in state.handled]
    acts = tuple(group[0] for group in missing)
    return [Helped(kind="situation", acts=acts, text=Localised(
        zh=f"{cast.situation.name.zh}：还缺{'；'.join('或'.join(act_name(act).zh for act in group) for group in missing)}。",
        en=f"{cast.situation.name.en}: still missing {'; '.join(' or '.join(act_name(act).en for act in group) for group in missing)}.",
    ))]


def _for_deal(state: CallState, cast: Cast) -> list[Helped]:
    if not cast.scenario.solvable or not payable(state, cast) or (state.agreement is not None and not state.agreement.pressed):
        return []
    if state.agreement is not None:
        return [Helped(kind="deal", acts=("ask_ability",), text=Localised(
            zh="答应的数超出了他的能力，先问清收入和开销再谈数。", en="The yes was beyond their means; ask about income and outgoings before naming a sum.",
        ))]
    distressed = cast.temperament(state.speaking).traits.distress >= 0.5
    acts = ("empathise", "ask_ability") if distressed else ("ask_commitment", "inform_consequence")
    if will(state) >= ACCEPT_AT:
        return [Helped(kind="deal", acts=("ask_commitment",), text=Localised(
            zh="对方其实已经愿意谈了，差的是一个具体的数和日子。", en="They were ready to settle; what was missing was a definite sum and day.",
        ))]
    return [Helped(kind="deal", acts=acts, text=Localised(
        zh=f"对方还没准备好谈钱；对这个人先要{'、'.join(act_name(act).zh for act in acts)}。",
        en=f"They were not ready to talk money; with this person it takes {', '.join(act_name(act).en for act in acts)} first.",
    ))]


def hint(state: CallState, cast: Cast) -> tuple[str, ...]:
    """Codes of the next steps that would help now, at most two, for training wheels.

    Returns:
        Codes out of HINTS, the most pressing first.
    """
    if cast.answerer(state.speaking).party.value != "right_party":
        return _hint_others(state)
    found: list[str] = []
    if "self_harm_remark" in state.last_moves:
        return ("care_first",)
    if state.identity in ("unknown", "asked"):
        found.append("ask_right_party" if "identify_self" in state.known or "identify_institution" in state.known else "introduce_yourself")
    elif state.identity == "confirmed":
        found.append("verify_identity")
    elif "purpose" not in state.known:
        found.append("state_purpose")
    if state.open_question is not None and state.open_question.startswith("ask_"):
        found.append("answer_question")
    if max(state.mood.anger, 0.0) >= 0.55:
        found.append("calm_down")
    if not payable(state, cast) and state.raised:
        found.append("handle_situation")
    elif "purpose" in state.known:
        found.extend(_hint_deal(state, cast))
    return tuple(dict.fromkeys(found))[:2]


HINTS = (
    "introduce_yourself", "ask_right_party", "verify_identity", "state_purpose", "answer_question", "calm_down", "care_first", "handle_situation",
    "ask_reason", "acknowledge", "ask_ability", "press_for_sum", "lower_the_sum", "ask_day", "name_method", "recap", "close", "say_nothing_of_debt",
    "leave_message", "apologise_and_remove",
)


def _hint_others(state: CallState) -> tuple[str, ...]:
    if state.identity != "denied":
        return ("ask_right_party",)
    return ("say_nothing_of_debt", "apologise_and_remove" if "deny_identity" in state.move_counts else "leave_message")


def _hint_deal(state: CallState, cast: Cast) -> list[str]:
    traits = cast.temperament(state.speaking).traits
    agreement = state.agreement
    if agreement is not None:
        if agreement.terms.day is None:
            return ["ask_day"]
        if agreement.method is None:
            return ["name_method"]
        return ["close"] if agreement.confirmed else ["recap"]
    if not state.count("ask_reason"):
        return ["ask_reason"]
    if traits.distress >= 0.5 and state.acknowledged == 0:
        return ["acknowledge"]
    if not state.count("ask_ability"):
        return ["ask_ability"]
    if state.beyond_run:
        return ["lower_the_sum"]
    return ["press_for_sum"] if traits.distress < 0.5 or will(state) >= ACCEPT_AT else ["acknowledge"]
