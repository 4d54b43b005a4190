"""The part of the debrief about the case: what was hidden, the agreement against the best that was open, the promise, the first try."""
from __future__ import annotations

import streamlit as st

from trainer.domain.call import Deal
from trainer.i18n.formats import money, number, share
from trainer.service.cards import turn_view
from trainer.service.views import Debrief
from trainer.web.current import Current
from trainer.web.widgets import bullets, facts, secrets, side_by_side, talk


def _deal(here: Current, debrief: Debrief, deal: Deal | None, none_key: str) -> list[tuple[str, str]]:
    t = here.t
    if deal is None:
        return [(t("deal.none"), t(none_key))]

    def sum_of(amount: object) -> str:
        return money(amount, debrief.currency, here.language)  # type: ignore[arg-type]

    return [
        (t("deal.first"), t("deal.first_value", amount=sum_of(deal.first_amount), n=deal.first_in_days)),
        (t("deal.monthly"), sum_of(deal.monthly)),
        (t("deal.instalments"), str(deal.instalments)),
        (t("deal.total"), sum_of(deal.total)),
        (t("deal.waived"), sum_of(deal.waived)),
    ]


def draw_case(here: Current, debrief: Debrief) -> None:
    """What was hidden and what would have opened it; both deals; the outlook of the promise."""
    t = here.t
    known, helped = st.columns(2, gap="large")
    with known:
        st.markdown(f"**{t('debrief.hidden')}**")
        secrets([(here.text(fact.text), t("debrief.told_in", n=fact.told_in_turn) if fact.told else here.text(fact.opens_by), fact.told) for fact in debrief.hidden])
    if debrief.would_have_helped:
        with helped:
            st.markdown(f"**{t('web.would_have_helped')}**")
            bullets(map(here.text, debrief.would_have_helped))
    agreed, best = st.columns(2, gap="large")
    with agreed:
        st.markdown(f"**{t('debrief.agreed')}**")
        facts(_deal(here, debrief, debrief.agreed_deal, "deal.none_agreed"))
    with best:
        st.markdown(f"**{t('debrief.best')}**")
        facts(_deal(here, debrief, debrief.best_deal, "deal.none_open"))
    facts([(t("debrief.monthly_free"), money(debrief.monthly_free, debrief.currency, here.language)), (t("debrief.lump_sum"), money(debrief.lump_sum, debrief.currency, here.language))])
    _outcome(here, debrief)
    if debrief.outlook is not None:
        st.markdown(f"**{t('debrief.outlook')}** {t('debrief.outlook_value', share=share(debrief.outlook.keep_probability, here.language))}")
        st.markdown(t("debrief.kept") if debrief.outlook.kept else t("debrief.broken"))
        bullets(t(f"outlook.{reason}") for reason in debrief.outlook.reasons)


def _outcome(here: Current, debrief: Debrief) -> None:
    score = debrief.scorecard.outcome
    if score is None:
        return
    t = here.t
    pairs = []
    for name in ("recovery", "speed", "affordability", "reliability", "creditor_side", "debtor_side", "joint", "against_best"):
        value = getattr(score, name)
        pairs.append((t(f"outcome_part.{name}"), share(value, here.language) if value is not None else t("judged.not_evaluable")))
    facts(pairs)
    st.caption(here.text(score.why))


def draw_comparison(here: Current, debrief: Debrief) -> None:
    """The retry beside the first try."""
    t, compared = here.t, debrief.comparison
    if compared is None:
        return

    def mark(value: float | None) -> str:
        return number(value, here.language, 1) if value is not None else "-"

    facts([(t("compare.first"), mark(compared.first_overall)), (t("compare.now"), mark(compared.overall)), (t("compare.from_turn"), str(compared.from_turn))])
    bullets([*(f"{t('compare.gone')} {here.rule_title(rule)}" for rule in compared.findings_gone), *(f"{t('compare.new')} {here.rule_title(rule)}" for rule in compared.findings_new)])
    side_by_side(
        (t("compare.items"), t("compare.first"), t("compare.now")),
        [
            (here.text(title), share(before, here.language), share(after, here.language))
            for _, title, before, after in compared.criteria_changed if before is not None and after is not None
        ],
    )
    first, now = st.columns(2, gap="large")
    with first:
        st.markdown(f"**{t('compare.first')}**")
        talk([turn for turn in compared.first_turns if turn.index >= compared.from_turn], t)
    with now:
        st.markdown(f"**{t('compare.now')}**")
        talk([turn_view(turn) for turn in debrief.turns if turn.index >= compared.from_turn], t)
