"""YAML that looks like one thing and means another is refused, and nothing in a content file can run or blow up."""
from __future__ import annotations

from decimal import Decimal

import pytest

from trainer.domain.errors import ContentError
from trainer.domain.strict_yaml import MAX_CHARACTERS, MAX_DEPTH, build_model, read_model, read_yaml
from trainer.domain.text import Model


class Priced(Model):
    name: str
    price: Decimal
    steps: tuple[Decimal, ...] = ()


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(ContentError) as caught:
        read_yaml(text, "f.yaml")
    return caught.value.problems


@pytest.mark.parametrize(("text", "sentence"), [
    ("a: no", "f.yaml: a: found no without quotes (line 1); allowed: true or false, or the word in quotes"),
    ("a: True", "f.yaml: a: found True without quotes (line 1); allowed: true or false in small letters, or the word in quotes"),
    ("a: 21:00", 'f.yaml: a: found 21:00 without quotes (line 1); allowed: a time in quotes, such as "21:00"'),
    ("a: 010", "f.yaml: a: found 010 without quotes (line 1); allowed: a number without leading zeros, or the digits in quotes"),
    ("a: 2026-07-15", 'f.yaml: a: found 2026-07-15 without quotes (line 1); allowed: a date in quotes, such as "2026-07-15"'),
    ("a: 1_000", "f.yaml: a: found 1_000 without quotes (line 1); allowed: a plain number such as 12 or 0.5, or the text in quotes"),
    ("a:\n  b: 1\n  b: 2", "f.yaml: a.b: found this key a second time (line 3); allowed: each key once"),
    ("a: &x 1", "f.yaml: line 1: found the anchor &x; allowed: plain values"),
    ("a: !!python/object/apply:os.system [ls]", "f.yaml: line 1: found the tag tag:yaml.org,2002:python/object/apply:os.system; allowed: plain values"),
    ("a: 1\n---\nb: 2", "f.yaml: line 2: found a second document; allowed: one document"),
    ("", "f.yaml: found an empty file; allowed: one YAML document"),
    ("<<: {a: 1}", "f.yaml: <<: found a merge key (line 1); allowed: plain keys"),
])
def test_what_yaml_would_change_silently_is_refused(text: str, sentence: str) -> None:
    assert sentence in problems(text)


def test_every_problem_of_a_file_is_listed() -> None:
    assert len(problems("a: no\na: 010\nb: 21:00\nc: 2026-07-15\n")) == 4


def test_broken_yaml_is_named_with_its_place() -> None:
    assert problems("a: [1, 2\nb: 3")[0].startswith("f.yaml: line 2, column 2: found broken YAML (")
    assert "broken YAML" in problems("a: \x07")[0]


def test_a_billion_laughs_is_refused_before_it_grows() -> None:
    text = "a: &a [1,1,1,1]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n"
    assert all("alias" in problem or "anchor" in problem for problem in problems(text))


def test_deep_nesting_is_refused_instead_of_recursing() -> None:
    assert problems("[" * (MAX_DEPTH + 1))[0].startswith(f"f.yaml: line 1: found more than {MAX_DEPTH} levels")
    assert read_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f.yaml")


def test_a_huge_file_is_refused() -> None:
    assert problems("a: " + "x" * MAX_CHARACTERS)[0] == f"f.yaml: found {MAX_CHARACTERS + 3} characters; allowed: at most {MAX_CHARACTERS}"


@pytest.mark.parametrize("text", ["a: \ud800", 'a: "\\ud800"', "\ud83d: 1"])
def test_half_a_character_is_refused(text: str) -> None:
    assert problems(text)


def test_quoted_and_block_text_stays_as_written() -> None:
    assert read_yaml('a: "no"\nb: |\n  21:00\nc: "010"\nd: yesterday\ne: ~\nf: true\ng: -3\nh: 0.5', "f.yaml") == {
        "a": "no", "b": "21:00\n", "c": "010", "d": "yesterday", "e": None, "f": True, "g": -3, "h": 0.5,
    }


def test_money_without_quotes_is_refused_however_deep() -> None:
    with pytest.raises(ContentError) as caught:
        read_model("name: x\nprice: 1.10\nsteps: [\"2.50\", 3]", "f.yaml", Priced)
    assert caught.value.problems == (
        'f.yaml: price: found 1.1; allowed: a decimal in quotes, such as "1842.50"',
        'f.yaml: steps[1]: found 3; allowed: a decimal in quotes, such as "1842.50"',
    )


def test_missing_and_unknown_keys_are_named() -> None:
    with pytest.raises(ContentError) as caught:
        build_model({"nme": "x", "price": "1.00"}, "f.yaml", Priced)
    assert caught.value.problems == (
        "f.yaml: name: found nothing; allowed: this key is required",
        "f.yaml: nme: found an unknown key (did you mean 'name'?); allowed: name, price, steps",
    )


def test_a_comma_that_cuts_a_text_in_two_is_explained() -> None:
    with pytest.raises(ContentError) as caught:
        read_model('{name: one, and two, price: "1.00"}', "f.yaml", Priced)
    assert caught.value.problems == (
        "f.yaml: and two: found an unknown key (text with a comma needs quotes inside { }); allowed: name, price, steps",
    )
