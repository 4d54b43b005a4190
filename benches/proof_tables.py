"""The tables of the proof and the orders that must hold in them."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import mean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benches.proof import Played

NAMES = ("skilled", "average", "over_generous", "over_presser", "sympathiser", "rambler", "robot", "lazy", "threatener", "bully")
REST = NAMES[2:]
WORST = ("rambler", "robot", "lazy", "threatener", "bully")  # where no payment is open, how one deals with money does not show
NEVER_KEPT = ("bully", "threatener", "lazy")
SLACK = 0.03  # orders that chance alone turns round within this much are not counted as wrong
SCORE_SLACK = 3.0


def _of(played: Iterable[Played], collector: str) -> list[Played]:
    return [one for one in played if one.collector == collector]


def _score(played: Sequence[Played]) -> float:
    known = [one.score for one in played if one.score is not None]
    return mean(known) if known else 0.0


def overall_table(played: Sequence[Played], seeds: int) -> str:
    """One row per collector over all scenarios, languages and seeds; deal columns over the scenarios where a payment deal is open."""
    rows = [
        "# Proof: only skill wins", "",
        f"Scripted collectors who speak real lines, in every shipped scenario, both languages, {seeds} seeds each; made by `make proof`. "
        "Agreement, recovery (share of the best deal open), affordability (1: within means) and kept promises are over the scenarios in which a payment deal "
        "is open; hang-ups by the debtor, outcome and score over all. Outcome is the scorer's joint index times the chance that the promise is kept; a deal outside "
        "the authority given cannot be booked and counts nothing. The order that must hold in every scenario: skilled, average, the rest; where no payment deal is open, the styles "
        "that differ in how they deal with money (over-generous, over-pressing, sympathetic) need not lose to the average one; where no deal is right, the index is taken down by what the situation still asked for.", "",
        "| collector | agreement | recovery | affordability | kept, of all calls | kept, of agreements | hang-ups | outcome | score | passed |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name in NAMES:
        mine = _of(played, name)
        open_ = [one for one in mine if one.solvable]
        deals = [one for one in open_ if one.agreed]
        rows.append(
            f"| {name} | {mean(one.agreed for one in open_):.0%} | {mean(one.recovery for one in open_):.2f} "
            f"| {mean(one.affordable for one in deals) if deals else 0:.2f} | {mean(one.kept for one in open_):.0%} "
            f"| {mean(one.kept for one in deals) if deals else 0:.0%} | {mean(one.hung_up for one in mine):.0%} | {mean(one.outcome for one in mine):.2f} "
            f"| {_score(mine):.0f} | {mean(one.passed for one in mine):.0%} |"
            if open_ else f"| {name} | | | | | | {mean(one.hung_up for one in mine):.0%} | {mean(one.outcome for one in mine):.2f} | {_score(mine):.0f} | |"
        )
    return "\n".join(rows)


def cross_over_table(played: Sequence[Played]) -> str:
    """Pressing against encouraging, by whether the debtor's temper is one of distress."""
    rows = [
        "## Press or encourage", "",
        "Two collectors alike but for this: one presses lawfully and concretely, one acknowledges and asks softly. Share of calls that end in an agreement "
        "within means, and its mean chance of being kept.", "",
        "| debtor | presses: agreement | encourages: agreement | presses: kept | encourages: kept |", "| --- | --- | --- | --- | --- |",
    ]
    for label, wanted in (("stalls without distress", False), ("in distress", True)):
        cells = []
        for measure in ("agreed", "keep"):
            for style in ("presses", "encourages"):
                mine = [one for one in _of(played, style) if one.solvable and ((one.distress >= 0.5) if wanted else (one.distress <= 0.3))]
                value = mean((one.agreed and one.affordable >= 0.95) if measure == "agreed" else one.keep for one in mine) if mine else 0.0
                cells.append(f"{value:.0%}" if measure == "agreed" else f"{value:.2f}")
        rows.append(f"| {label} | {cells[0]} | {cells[1]} | {cells[2]} | {cells[3]} |")
    return "\n".join(rows)


def scenario_table(by_scenario: Mapping[str, Sequence[Played]]) -> str:
    """Outcome and score of each collector in each scenario."""
    rows = ["## By scenario", "", "Outcome (0-1) / score (0-100).", "", "| scenario | " + " | ".join(NAMES) + " |", "| --- |" + " --- |" * len(NAMES)]
    for scenario, played in by_scenario.items():
        cells = []
        for name in NAMES:
            mine = _of(played, name)
            cells.append(f"{mean(one.outcome for one in mine):.2f} / {_score(mine):.0f}")
        rows.append(f"| {scenario} | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def failures(by_scenario: Mapping[str, Sequence[Played]]) -> list[str]:
    """Every order that should hold and does not, one sentence each."""
    wrong: list[str] = []
    for scenario, played in by_scenario.items():
        outcome = {name: mean(one.outcome for one in _of(played, name)) for name in NAMES}
        score = {name: _score(_of(played, name)) for name in NAMES}
        solvable = played[0].solvable
        for measure, values, slack in (("outcome", outcome, SLACK), ("score", score, SCORE_SLACK)):
            if values["skilled"] <= values["average"] - (0 if solvable and measure == "outcome" else slack):
                wrong.append(f"{scenario}: {measure}: skilled {values['skilled']:.2f} does not beat average {values['average']:.2f}")
            for name in REST if solvable else WORST:
                if values["average"] < values[name] - slack:
                    wrong.append(f"{scenario}: {measure}: average {values['average']:.2f} does not beat {name} {values[name]:.2f}")
        for name in NEVER_KEPT:
            kept = sum(one.kept for one in _of(played, name))
            if kept:
                wrong.append(f"{scenario}: {name} got {kept} agreements that are kept")
        wrong.extend(_deal_failures(scenario, played) if solvable else [])
    return wrong


def _deal_failures(scenario: str, played: Sequence[Played]) -> list[str]:
    wrong = []
    generous = [one for one in _of(played, "over_generous") if one.agreed]
    skilled = [one for one in _of(played, "skilled") if one.agreed]
    if generous and skilled and mean(one.recovery for one in generous) >= mean(one.recovery for one in skilled):
        wrong.append(f"{scenario}: over_generous recovers as much as skilled")
    pressed = [one for one in _of(played, "over_presser") if one.agreed]
    if pressed and mean(one.kept for one in pressed) > 0.2:
        wrong.append(f"{scenario}: promises to over_presser are kept in {mean(one.kept for one in pressed):.0%}")
    return wrong
