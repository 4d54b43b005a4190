"""Content with mistakes, as an author writes it: refused with file, key, what was found and what is allowed."""
from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scenarios.loader import SHIPPED, load_library, parse_scenario
from trainer.domain.errors import ContentError

GOOD = (SHIPPED / "library" / "cn_job_loss_first_default.yaml").read_text(encoding="utf-8")
TEMPERAMENTS = ("overburdened_ashamed", "liar")
SITUATIONS = ("job_loss", "right_party")


def problems_of(text: str) -> tuple[str, ...]:
    with pytest.raises(ContentError) as caught:
        parse_scenario(text, "x.yaml", TEMPERAMENTS, SITUATIONS)
    return caught.value.problems


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def test_the_example_is_read() -> None:
    assert parse_scenario(GOOD, "x.yaml", TEMPERAMENTS, SITUATIONS).persona.age == 33


@pytest.mark.parametrize(("old", "new", "sentence"), [
    ("age: 33", "age: 33\n  age: 34", "x.yaml: persona.age: found this key a second time"),
    ('balance: "18650.00"', "balance: 18650.00", 'x.yaml: case.account.balance: found 18650.0; allowed: a decimal in quotes, such as "1842.50"'),
    ('local_time: "10:20"', "local_time: 10:20", "x.yaml: case.local_time: found 10:20 without quotes"),
    ('call_date: "2026-09-08"', "call_date: 2026-09-08", "x.yaml: call_date: found 2026-09-08 without quotes"),
    ("temperament: overburdened_ashamed", "temperament: overburdend",
     "x.yaml: persona.temperament: found 'overburdend'; allowed: liar, overburdened_ashamed (did you mean 'overburdened_ashamed'?)"),
    ("situation: job_loss", "situation: jobloss", "x.yaml: situation: found 'jobloss'; allowed: job_loss, right_party (did you mean 'job_loss'?)"),
    ("currency: CNY", "currency: USD", "x.yaml: case.account.currency: found USD; allowed: CNY in cn"),
    ('interest: "1068.30"', 'interest: "1068.00"', "x.yaml: case.account.balance: found 18650.00; allowed: principal + interest + fees, which is 18649.70"),
    ("jurisdiction: cn", "jurisdiction: fr", "x.yaml: jurisdiction: found 'fr'; allowed: 'cn', 'us' or 'uk'"),
    ("difficulty: 2", "difficulty: 9", "x.yaml: difficulty: found 9; allowed: less than or equal to 5"),
    ("gender: female", "gendr: female", "x.yaml: persona.gendr: found an unknown key (did you mean 'gender'?)"),
    ("  age: 33\n", "", "x.yaml: persona.age: found nothing; allowed: this key is required"),
    ("{zh: 周敏, en: Zhou Min}\n  age", "{zh: Zhou Min, en: Zhou Min}\n  age", "x.yaml: persona.name.zh: found 'Zhou Min'; allowed: Chinese"),
    ('"They laid me off end of June."', '"六月被裁了。"', "x.yaml: facts[1].spoken.en[0]: found '六月被裁了。'; allowed: English"),
    ("signals: [hardship]", "signals: [hardshp]", "x.yaml: facts[1].signals[0]: found 'hardshp'; allowed:"),
    ("      zh: [别的没了, 就这一张卡, 没有别的了]", "      zh: [别的没了, 别的没了, 没有别的了]", "x.yaml: facts[5].cover.zh: found 2 different lines; allowed: at least 3"),
    ("success: {any_outcome: [payment_plan, promise_to_pay]}", "solvable: false\nsuccess: {any_outcome: [payment_plan, promise_to_pay]}",
     "x.yaml: success.any_outcome: found payment_plan, promise_to_pay; allowed: no payment where solvable is false"),
])
def test_a_mistake_is_named_with_its_key_and_what_is_allowed(old: str, new: str, sentence: str) -> None:
    found = problems_of(changed(old, new))
    assert any(problem.startswith(sentence) for problem in found), found


def test_all_mistakes_are_listed_at_once() -> None:
    text = changed("difficulty: 2", "difficulty: 0").replace("jurisdiction: cn", "jurisdiction: mars").replace("savings: \"1200.00\"", "savings: 1200")
    found = problems_of(text)
    assert {"x.yaml: difficulty", "x.yaml: jurisdiction", "x.yaml: finance.savings"} == {problem.rsplit(": found", 1)[0] for problem in found}


def test_means_and_authority_that_never_meet_are_refused() -> None:
    text = changed("instalments_max: 36", "instalments_max: 2").replace('minimum_due: "1932.40"', 'minimum_due: "5000.00"')
    assert any("found no deal that the means allow (700.00 a month, savings 1200.00)" in problem for problem in problems_of(text))


def test_a_lie_needs_a_cover_and_something_in_the_file_that_gives_it_away() -> None:
    text = changed("topic: savings\n    reveal: when_trusting", "topic: savings\n    reveal: when_caught\n    caught_by: [\"1999.00\", \"2026-06-05\", 手机店]")
    found = problems_of(text)
    assert any(problem.startswith("x.yaml: facts[6].cover: found nothing") for problem in found)
    assert any(problem.startswith("x.yaml: facts[6].caught_by[2]: found '手机店'") for problem in found)
    assert not any("caught_by[1]" in problem for problem in found)


@pytest.fixture
def broken_copy(tmp_path: Path) -> Path:
    root = tmp_path / "scenarios"
    for folder in ("library", "situations", "temperaments"):
        (root / folder).mkdir(parents=True)
        for path in (SHIPPED / folder).glob("*.yaml"):
            shutil.copy(path, root / folder / path.name)
    return root


def test_a_file_must_be_named_like_its_id(broken_copy: Path) -> None:
    (broken_copy / "library" / "renamed.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_library(broken_copy)
    assert caught.value.problems == ("scenarios/library/renamed.yaml: id: found 'cn_job_loss_first_default'; allowed: 'renamed', the name of the file",)


def test_problems_of_several_files_are_listed_together(broken_copy: Path) -> None:
    (broken_copy / "library" / "one.yaml").write_text("id: one\n", encoding="utf-8")
    (broken_copy / "situations" / "two.yaml").write_text("id: two\nversion: 1\nversion: 2\n", encoding="utf-8")
    (broken_copy / "temperaments" / "three.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(ContentError) as caught:
        load_library(broken_copy)
    for name in ("library/one.yaml", "situations/two.yaml", "temperaments/three.yaml"):
        assert any(problem.startswith(f"scenarios/{name}: ") for problem in caught.value.problems)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    with pytest.raises(ContentError) as caught:
        load_library(tmp_path)
    assert f"{tmp_path.name}/situations: found no such folder; allowed: a folder of YAML files" in caught.value.problems


def test_templates_are_not_loaded(broken_copy: Path) -> None:
    (broken_copy / "library" / "_draft.yaml").write_text("not: a scenario\n", encoding="utf-8")
    assert "_draft" not in load_library(broken_copy).scenarios
