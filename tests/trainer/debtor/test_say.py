"""What a debtor's words are like, whoever speaks, in whatever mood."""
from __future__ import annotations

import random
import re
import statistics
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from trainer.debtor.moves import Move, MoveKind
from trainer.debtor.say import say
from trainer.debtor.voice import Role, VoiceContext
from trainer.debtor.wording_keys import BROUGHT_KINDS, FIGURES, FORBIDDEN, LATIN_IN_ZH, length
from trainer.domain.call import Mood
from trainer.domain.context import Jurisdiction, Party
from trainer.domain.scenario import Fact, Spoken
from trainer.domain.temperament import Temperament
from trainer.domain.text import Language, Localised

FOLDER = Path(__file__).resolve().parents[3] / "scenarios" / "temperaments"
TEMPERAMENTS = {
    path.stem: Temperament.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    for path in sorted(FOLDER.glob("*.yaml"))
    if not path.name.startswith("_")
}
MOODS = (
    Mood(anger=0.1, anxiety=0.2, shame=0.2, trust=0.3),
    Mood(anger=0.4, anxiety=0.5, trust=0.2, patience=3),
    Mood(anger=0.8, anxiety=0.3, trust=0.1),
    Mood(anger=0.2, anxiety=0.85, shame=0.6, trust=0.3),
    Mood(anger=0.1, anxiety=0.2, trust=0.7),
)
TODAY = date(2026, 11, 25)
LAID_OFF = Fact(
    id="laid_off", topic="reason", reveal="when_asked", text=Localised(zh="被裁", en="laid off"),
    spoken=Spoken(zh=("厂里裁人，裁到我了", "我那条线整个撤了"), en=("They let my whole shift go.", "The plant closed on us.")),
    cover=Spoken(zh=("我在外地跑活呢", "这阵子在外头"), en=("I've been working away.", "I'm out of town a lot.")),
)
LIFE = Spoken(zh=("做木工的", "打家具的", "在家具厂刨木头"), en=("I'm a carpenter.", "I build kitchens.", "Woodwork, mostly."))
PLACES = ((Language.ZH, Jurisdiction.CN), (Language.EN, Jurisdiction.US), (Language.EN, Jurisdiction.UK), (Language.EN, Jurisdiction.CN), (Language.ZH, Jurisdiction.UK))
CURRENCY = {Jurisdiction.CN: "CNY", Jurisdiction.US: "USD", Jurisdiction.UK: "GBP"}
RELATIONSHIPS = {
    "mother": "母亲", "daughter, aged eight": "女儿，八岁", "wife": "妻子", "colleague": "同事", "receptionist": "前台", "guarantor": "担保人", "solicitor": "律师",
    "fee-charging agent": "收费代理", "call assistant": "智能助理", "flatmate": "室友",
}


def voice(
    language: Language = Language.ZH, jurisdiction: Jurisdiction = Jurisdiction.CN, temperament: str = "anxious", mood: Mood = MOODS[0], used: frozenset[str] = frozenset(),
    relationship: str | None = None, dialect: str | None = None, party: Party = Party.RIGHT, profanity: bool = True,
) -> VoiceContext:
    return VoiceContext(
        language=language, jurisdiction=jurisdiction, temperament=TEMPERAMENTS[temperament], mood=mood, call_date=TODAY, currency=CURRENCY[jurisdiction],
        used=used, relationship=relationship, dialect=dialect, party=party, profanity_allowed=profanity,
    )


def move(kind: MoveKind, rng: random.Random) -> Move:
    if kind in (MoveKind.TELL_FACT, MoveKind.TELL_COVER, MoveKind.CONFESS):
        return Move(kind=kind, fact=LAID_OFF)
    if kind in BROUGHT_KINDS:
        return Move(kind=kind, spoken=LIFE)
    if kind is MoveKind.GIVE_IDENTITY_DATA:
        return Move(kind=kind, text="0417")
    if kind in (MoveKind.OFFER, MoveKind.COUNTER, MoveKind.PROMISE, MoveKind.ACCEPT, MoveKind.REJECT_PLAN, MoveKind.CONFIRM_RECAP, MoveKind.CORRECT_RECAP):
        return Move(kind=kind, amount=Decimal(rng.choice(("350", "1200", "3500"))), day=date(2026, 12, rng.choice((3, 10, 15))))
    if kind in (MoveKind.DODGE, MoveKind.REFUSE_QUESTION):
        return Move(kind=kind, topic=rng.choice(("income", "family", "savings", "pay_day", "other", "estate")))
    return Move(kind=kind)


def call(language: Language, jurisdiction: Jurisdiction, temperament: str, seed: int, turns: int = 40, relationship: str | None = None) -> list[tuple[tuple[Move, ...], str]]:
    """Turns with one move or two, now and then of the same kind again and again, as a stubborn call has them."""
    rng = random.Random(seed)
    habits = rng.sample(list(MoveKind), 6)
    used: list[str] = []
    spoken = []
    for _ in range(turns):
        moves = tuple(move(rng.choice(habits if rng.random() < 0.5 else list(MoveKind)), rng) for _ in range(1 if rng.random() < 0.75 else 2))
        text = say(moves, voice(language, jurisdiction, temperament, rng.choice(MOODS), frozenset(used), relationship), rng).text
        used.append(text)
        spoken.append((moves, text))
    return spoken


@pytest.mark.parametrize("temperament", sorted(TEMPERAMENTS))
@pytest.mark.parametrize(("language", "jurisdiction"), PLACES[:3])
def test_no_line_comes_twice_in_a_call(temperament: str, language: Language, jurisdiction: Jurisdiction) -> None:
    for seed in range(3):
        lines = [text for _, text in call(language, jurisdiction, temperament, seed)]
        assert len(set(lines)) == len(lines)


def test_the_same_thing_forty_times_over_is_still_new_each_time() -> None:
    for language in Language:
        for kind in (MoveKind.ACKNOWLEDGE, MoveKind.REFUSE_TO_PAY, MoveKind.SILENCE, MoveKind.TELL_FACT, MoveKind.CONFIRM_RECAP):
            rng, used = random.Random(5), set()
            for _ in range(40):
                used.add(say((move(kind, rng),), voice(language, temperament="cold_monosyllabic", used=frozenset(used)), rng).text)
            assert len(used) == 40


@pytest.mark.parametrize(("language", "jurisdiction"), PLACES)
def test_only_the_language_of_the_call_is_spoken(language: Language, jurisdiction: Jurisdiction) -> None:
    for temperament in sorted(TEMPERAMENTS):
        for moves, text in call(language, jurisdiction, temperament, seed=11):
            if language is Language.ZH:
                assert set(re.findall(r"[A-Za-z]+", text)) <= LATIN_IN_ZH, (moves, text)
            else:
                assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", text), (moves, text)
            assert not FORBIDDEN[language].search(text), (moves, text)
            assert "{" not in text and "[" not in text and "|" not in text


@pytest.mark.parametrize(("language", "jurisdiction"), PLACES)
def test_no_figure_is_said_that_the_moves_do_not_carry(language: Language, jurisdiction: Jurisdiction) -> None:
    for temperament in sorted(TEMPERAMENTS):
        for moves, text in call(language, jurisdiction, temperament, seed=13):
            carried = {"0417"} if any(one.text for one in moves) else set()
            for one in moves:
                if one.amount is not None and one.day is not None:
                    carried |= {str(one.amount), str(one.day.day), str(one.day.month)}
            said = {figures.replace(",", "") for figures in re.findall(r"\d[\d,]*", text)}
            assert {figures for figures in said if figures not in FIGURES[language]} <= carried, (moves, text)
            if not any(one.amount for one in moves):
                assert not re.search(r"[两三四五六七八九十][千百]|\d块|\b(hundred|thousand|grand)\b", text), (moves, text)


def test_an_offer_names_its_sum_and_its_day() -> None:
    rng = random.Random(3)
    offer = Move(kind=MoveKind.OFFER, amount=Decimal("3500"), day=date(2026, 12, 15), instalments=6)
    for temperament in sorted(TEMPERAMENTS):
        chinese = say((offer,), voice(temperament=temperament), rng).text
        assert re.search("三千五|3500", chinese) and re.search("15号", chinese) and re.search("六|6", chinese), chinese
        english = say((offer,), voice(Language.EN, Jurisdiction.UK, temperament), rng).text
        assert re.search(r"(?i)three and a half thousand|3,500|three thousand five hundred", english) and "15th" in english, english
        assert re.search(r"(?i)\bsix\b", english), english


def test_an_offer_without_numbers_stays_vague() -> None:
    for language in Language:
        text = say((Move(kind=MoveKind.OFFER),), voice(language), random.Random(1)).text
        assert text and not re.search(r"\d", text)


def test_a_fact_is_told_in_its_own_words_and_a_cover_in_the_covers() -> None:
    rng = random.Random(8)
    for language in Language:
        for temperament in sorted(TEMPERAMENTS):
            told = say((Move(kind=MoveKind.TELL_FACT, fact=LAID_OFF),), voice(language, temperament=temperament), rng).text
            covered = say((Move(kind=MoveKind.TELL_COVER, fact=LAID_OFF),), voice(language, temperament=temperament), rng).text
            heart = "裁|撤" if language is Language.ZH else "let my whole shift go|plant closed"
            excuse = "外地|外头" if language is Language.ZH else "working away|out of town"
            assert re.search(heart, told) and not re.search(excuse, told)
            assert re.search(excuse, covered) and not re.search(heart, covered)


@pytest.mark.parametrize("broken", [
    Move(kind=MoveKind.TELL_FACT), Move(kind=MoveKind.GIVE_IDENTITY_DATA), Move(kind=MoveKind.TELL_COVER, fact=LAID_OFF.model_copy(update={"cover": None})),
])
def test_a_move_that_lacks_what_it_must_carry_is_refused(broken: Move) -> None:
    with pytest.raises(ValueError, match="allowed"):
        say((broken,), voice(), random.Random(1))


def test_same_seed_same_words() -> None:
    for language, jurisdiction in PLACES:
        assert call(language, jurisdiction, "haggler", seed=21) == call(language, jurisdiction, "haggler", seed=21)
        assert call(language, jurisdiction, "haggler", seed=21) != call(language, jurisdiction, "haggler", seed=22)


@pytest.mark.parametrize("kind", list(MoveKind))
def test_everybody_on_the_line_has_words_for_every_move(kind: MoveKind) -> None:
    rng = random.Random(4)
    for english, chinese in ((None, None), *RELATIONSHIPS.items()):
        for language, relationship in ((Language.ZH, chinese), (Language.EN, english)):
            party = Party.RIGHT if relationship is None else Party.THIRD
            assert say((move(kind, rng),), voice(language, relationship=relationship, party=party), rng).text.strip()


def test_a_wrong_party_speaks_as_a_stranger_and_a_relationship_is_understood_in_either_language() -> None:
    from trainer.debtor.say import role_of
    from trainer.debtor.wording_files import shipped_wording

    wording = {language: shipped_wording(language) for language in Language}
    assert role_of(voice(party=Party.WRONG), wording[Language.ZH]) is Role.STRANGER
    assert role_of(voice(party=Party.THIRD, relationship="远房亲戚，不熟"), wording[Language.ZH]) is Role.HOUSEHOLD
    assert role_of(voice(), wording[Language.ZH]) is Role.DEBTOR
    expected = (Role.MOTHER, Role.CHILD, Role.SPOUSE, Role.COLLEAGUE, Role.SECRETARY, Role.GUARANTOR, Role.LAWYER, Role.DEBT_HELPER, Role.ASSISTANT, Role.HOUSEHOLD)
    for (english, chinese), role in zip(RELATIONSHIPS.items(), expected, strict=True):
        assert role_of(voice(party=Party.THIRD, relationship=chinese), wording[Language.ZH]) is role
        assert role_of(voice(Language.EN, party=Party.THIRD, relationship=english), wording[Language.EN]) is role


def test_turns_are_as_short_as_people_are_on_the_phone() -> None:
    for language, jurisdiction, low, high in ((Language.ZH, Jurisdiction.CN, 4, 15), (Language.EN, Jurisdiction.US, 3, 14)):
        sizes = {
            temperament: statistics.median(length(text, language) for seed in range(4) for _, text in call(language, jurisdiction, temperament, seed))
            for temperament in sorted(TEMPERAMENTS)
        }
        usual = [size for temperament, size in sizes.items() if temperament not in ("cold_monosyllabic", "chatty")]
        assert all(low <= size <= high for size in usual), sizes
        assert sizes["cold_monosyllabic"] < min(usual) and sizes["chatty"] >= statistics.median(usual), sizes


def test_silence_is_silence() -> None:
    for language in Language:
        first = say((Move(kind=MoveKind.SILENCE),), voice(language), random.Random(2))
        assert first.silent == (not re.search(r"\w", first.text))
    assert not say((Move(kind=MoveKind.VENT),), voice(), random.Random(2)).silent
    assert say((), voice(), random.Random(2)).text


def test_an_angry_debtor_may_boil_over_at_length_and_a_calm_one_does_not() -> None:
    rng = random.Random(9)

    def longest(mood: Mood) -> int:
        return max(length(say((Move(kind=MoveKind.ACCUSE),), voice(temperament="angry_at_bank", mood=mood), rng).text, Language.ZH) for _ in range(150))

    assert longest(MOODS[2]) > 35 > longest(MOODS[0])


def test_no_swearing_where_it_is_not_allowed() -> None:
    def lines(profanity: bool) -> str:
        rng = random.Random(6)
        return " ".join(
            say((Move(kind=MoveKind.INSULT),), voice(language, place, "drunk", MOODS[2], profanity=profanity), rng).text
            for language, place in PLACES for _ in range(80)
        )

    swearing = re.compile(r"他妈|妈的|操|kiss my|piss off|to hell", re.IGNORECASE)
    assert swearing.search(lines(True)) and not swearing.search(lines(False))


def test_dialect_colours_some_lines_and_an_unknown_one_none() -> None:
    def lines(dialect: str | None, language: Language, jurisdiction: Jurisdiction) -> list[str]:
        rng = random.Random(12)
        return [say((move(kind, rng),), voice(language, jurisdiction, "haggler", dialect=dialect), rng).text for kind in MoveKind for _ in range(3)]

    assert re.search("莫得|晓得|啥子|咋个|要得", " ".join(lines("川渝口音", Language.ZH, Jurisdiction.CN)))
    assert re.search(r"\b(nowt|owt|summat|aye|nay)\b", " ".join(lines("broad Yorkshire", Language.EN, Jurisdiction.UK)), re.IGNORECASE)
    assert lines("火星口音", Language.ZH, Jurisdiction.CN) == lines(None, Language.ZH, Jurisdiction.CN)


def test_a_jurisdiction_has_its_own_scripts_and_words() -> None:
    def scripts(language: Language, jurisdiction: Jurisdiction) -> str:
        rng = random.Random(2)
        return " ".join(say((Move(kind=MoveKind.QUOTE_SCRIPT),), voice(language, jurisdiction, "script_reader"), rng).text for _ in range(60))

    assert "停息" in scripts(Language.ZH, Jurisdiction.CN) and "FDCPA" in scripts(Language.EN, Jurisdiction.US)
    british = scripts(Language.EN, Jurisdiction.UK)
    assert "FDCPA" not in british and re.search("Consumer Credit|CCA|FCA|statute barred", british)
    assert "停息挂账" not in scripts(Language.ZH, Jurisdiction.US)


def test_other_figures_after_a_refusal_do_not_refuse_again() -> None:
    rng = random.Random(1)
    for _ in range(40):
        text = say((move(MoveKind.REJECT_PLAN, rng), move(MoveKind.COUNTER, rng)), voice(temperament="anxious"), rng).text
        assert len(re.findall("太多了", text)) <= 1, text
