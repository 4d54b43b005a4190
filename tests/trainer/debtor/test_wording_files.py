"""The wording files: complete, strict, and refused with every problem named."""
from __future__ import annotations

import random
import shutil
from datetime import date
from pathlib import Path

import pytest

from trainer.debtor.fragments import fill
from trainer.debtor.moves import MoveKind
from trainer.debtor.voice import Role
from trainer.debtor.wording_files import FOLDER, load_wording, shipped_wording
from trainer.debtor.wording_keys import BROUGHT_KINDS
from trainer.domain.errors import ContentError
from trainer.domain.heard import DebtorSignalKind
from trainer.domain.text import Language
from trainer.hearing.debtor_line import hear_debtor

TEMPERAMENTS = {path.stem for path in (Path(__file__).resolve().parents[3] / "scenarios" / "temperaments").glob("[a-z]*.yaml")}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "wording")
    return tmp_path / "wording"


def refused(folder: Path, language: Language = Language.ZH) -> str:
    with pytest.raises(ContentError) as error:
        load_wording(language, folder)
    return str(error.value)


VARIANTS_DRAWN = 3


@pytest.mark.parametrize("language", list(Language))
def test_every_kind_has_general_wording_and_every_temperament_and_role_its_own(language: Language) -> None:
    wording = shipped_wording(language)
    for kind in (kind for kind in MoveKind if kind not in BROUGHT_KINDS):
        assert len(wording.pools[("general", "general", "cores", kind.value)]) >= 12, kind
    of_temperament = {name for scope, name, section, _ in wording.pools if (scope, section) == ("temperament", "cores")}
    assert of_temperament == TEMPERAMENTS, f"without its temperament_<id>.yaml or the other way round: {sorted(of_temperament ^ TEMPERAMENTS)}"
    for name in TEMPERAMENTS:
        own_cores = [key for scope, own, section, key in wording.pools if (scope, own, section) == ("temperament", name, "cores")]
        assert len(own_cores) >= 20, f"{language}/temperament_{name}.yaml: cores: found {len(own_cores)} keys; allowed: at least 20"
    assert {name for scope, name, _, _ in wording.pools if scope == "role"} == {role.value for role in Role if role is not Role.DEBTOR}


def test_both_languages_hold_the_same_files_but_for_dialects() -> None:
    names = [{path.name for path in (FOLDER / language.value).glob("*.yaml") if not path.name.startswith("dialect")} for language in Language]
    assert names[0] == names[1]


def test_thousands_of_fragments_in_each_language() -> None:
    for language in Language:
        assert sum(len(pool) for pool in shipped_wording(language).pools.values()) > 4000


@pytest.mark.parametrize(("name", "old", "new", "expected"), [
    ("general_money.yaml", "  stall: |", "  stalll: |", "cores.stalll: 'stalll' is unknown"),
    ("general_money.yaml", "  dodge.income: |", "  dodge.incomes: |", "topic 'incomes' is unknown"),
    ("general.yaml", "  ask@angry: |", "  ask@furious: |", "band 'furious' is unknown"),
    ("general_money.yaml", "我[想|打算]{terms}。", "我[想|打算]{sum}。", "slot {sum}"),
    ("general_money.yaml", "我[想|打算]{terms}。", "我想还钱。", "lacks a slot"),
    ("general_money.yaml", "我[想|打算]{terms}。", "我[想{terms}。", "balanced"),
    ("general_money.yaml", "我[想|打算]{terms}。", "我只能还500，{terms}。", "figure '500'"),
    ("general_money.yaml", "我[想|打算]{terms}。", "my 上限，{terms}。", "Latin word 'my'"),
    ("general_money.yaml", "我[想|打算]{terms}。", "（叹气）{terms}。", "forbidden words"),
    ("general_money.yaml", "我[想|打算]{terms}。", "fr> 我{terms}。", "condition 'fr'"),
    ("general_money.yaml", "我[想|打算]{terms}。", "我这个人呢从来不说谎话的，今天就跟你明明白白交个底吧，{terms}。", "long; allowed"),
    ("general_money.yaml", "language: zh", "language: en", "language: found 'en'"),
    ("general_money.yaml", "version: 1", "version: zero", "version: found 'zero'"),
    ("general_money.yaml", "scope: general", "scope: everything", "scope: found 'everything'"),
    ("general_money.yaml", "version: 1", "version: 1\nversion: 1", "duplicate key 'version'"),
    ("general_money.yaml", "version: 1", "version: 1\nmoods: {}", "moods: unknown key"),
    ("role_mother.yaml", "id: mother", "id: aunt", "id: found 'aunt'"),
])
def test_a_broken_file_is_refused_with_file_key_found_and_allowed(copy: Path, name: str, old: str, new: str, expected: str) -> None:
    path = copy / "zh" / name
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new, 1), encoding="utf-8")
    message = refused(copy)
    assert f"zh/{name}" in message and expected in message and "allowed" in message


def test_all_problems_are_listed_at_once(copy: Path) -> None:
    for name in ("general_money.yaml", "general_feel.yaml"):
        path = copy / "zh" / name
        path.write_text(path.read_text(encoding="utf-8").replace("version: 1", "version: none"), encoding="utf-8")
    message = refused(copy)
    assert "general_money.yaml" in message and "general_feel.yaml" in message


def test_a_kind_left_without_wording_is_named(copy: Path) -> None:
    path = copy / "zh" / "general_money.yaml"
    words = path.read_text(encoding="utf-8")
    start = words.index("  haggle: |")
    path.write_text(words[:start] + words[words.index("  reject_plan: |") :], encoding="utf-8")
    assert "cores.haggle: found 0 general lines" in refused(copy)


def test_a_file_that_starts_with_an_underscore_is_left_out(copy: Path) -> None:
    (copy / "zh" / "_draft.yaml").write_text("half: [written", encoding="utf-8")
    assert load_wording(Language.ZH, copy)


def test_no_chinese_stands_in_english_wording(copy: Path) -> None:
    path = copy / "en" / "general_feel.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("I'm so tired of this.", "我 am so tired of this.", 1), encoding="utf-8")
    assert "forbidden words '我'" in refused(copy, Language.EN)


@pytest.mark.parametrize("language", list(Language))
def test_nobody_speaks_of_dying_unless_the_move_is_that_remark(language: Language) -> None:
    """A collector owes a crisis line to whoever says so: no outburst or figure of speech may set that off by chance."""
    grave = {DebtorSignalKind.SELF_HARM, DebtorSignalKind.BEREAVEMENT}
    rng, found = random.Random(1), []
    for (_, name, section, key), pool in shipped_wording(language).pools.items():
        if section not in ("cores", "openers", "tails") or key.startswith("self_harm_remark"):
            continue
        never = grave - {DebtorSignalKind.BEREAVEMENT} if name == Role.BEREAVED else grave
        for words in {fill(fragment.draw(rng), lambda slot: "") for fragment in pool for _ in range(VARIANTS_DRAWN)}:
            heard = hear_debtor(words, language, date(2026, 11, 25))
            if never & {signal.kind for signal in heard.signals}:
                found.append((name, key, words))
    assert found == []
