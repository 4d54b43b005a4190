"""The rule packs: whole, strict, and named by their content."""
from __future__ import annotations

import shutil

import pytest

from scoring.packs import RULES_DIR, load_packs, read_pack
from trainer.domain.context import Jurisdiction
from trainer.domain.errors import ContentError
from trainer.hearing.catalogue import RULES

PACKS = load_packs()


@pytest.mark.parametrize("jurisdiction", list(Jurisdiction))
def test_every_pack_holds_every_rule_in_both_languages(jurisdiction):
    pack = PACKS[jurisdiction]
    assert len({rule.number for rule in pack.rules}) == len({rule.code for rule in pack.rules}) == len(pack.rules) >= 45
    assert {rule.code for rule in pack.rules} == set(RULES), "trainer/hearing/catalogue.py: RULES has to name every rule of shared.yaml"
    for rule in pack.rules:
        for text in (rule.title, rule.trigger, rule.advice, *rule.better_lines):
            assert text.zh.strip() and text.en.strip()
            assert any("\u4e00" <= char <= "\u9fff" for char in text.zh), f"{rule.code}: {text.zh}"
            assert not any("\u4e00" <= char <= "\u9fff" for char in text.en), f"{rule.code}: {text.en}"
        assert len(rule.better_lines) >= 2
        for language in ("zh", "en"):
            assert any(example.language == language for example in rule.breaches)
            assert any(example.language == language for example in rule.near_misses)


@pytest.mark.parametrize("jurisdiction", list(Jurisdiction))
def test_a_supporting_clause_is_never_the_one_shown(jurisdiction):
    for rule in PACKS[jurisdiction].rules:
        assert rule.clause is None or rule.clause.fit == "direct"
        assert (rule.standing == "no_express_rule") == (rule.clause is None)


@pytest.mark.parametrize(("code", "cn", "us", "uk"), [
    ("bypass_representative", "minor", "fatal", "major"), ("continue_after_cease_request", "minor", "major", "major"),
    ("no_recording_notice", "minor", "major", "minor"), ("threat_of_arrest", "fatal", "fatal", "fatal"),
])
def test_severity_is_the_jurisdictions_own(code, cn, us, uk):
    assert tuple(PACKS[jurisdiction].rule(code).severity for jurisdiction in (Jurisdiction.CN, Jurisdiction.US, Jurisdiction.UK)) == (cn, us, uk)


def test_the_digest_names_the_content(tmp_path):
    shutil.copytree(RULES_DIR, tmp_path / "rules")
    same = read_pack(tmp_path / "rules", Jurisdiction.CN)
    assert same.digest == PACKS[Jurisdiction.CN].digest
    path = tmp_path / "rules" / "cn.yaml"
    path.write_text(path.read_text("utf-8").replace("severity: minor", "severity: major", 1), "utf-8")
    assert read_pack(tmp_path / "rules", Jurisdiction.CN).digest != same.digest


@pytest.mark.parametrize(("file", "old", "new", "said"), [
    ("cn.yaml", "shown: card68", "shown: card99", "rules.threat_of_violence.shown: found 'card99'"),
    ("cn.yaml", "severity: fatal", "severity: deadly", "found 'deadly'"),
    ("cn.yaml", "source: CN_CARD_2011", "source: CN_NOWHERE", "found 'CN_NOWHERE'"),
    ("shared.yaml", "number: 1\n", "nummer: 1\n", "did you mean 'number'"),
    ("examples.yaml", '"party": "third_party"', '"party": "somebody"', "allowed: keys of the call context"),
])
def test_a_broken_pack_is_refused_with_the_place(tmp_path, file, old, new, said):
    shutil.copytree(RULES_DIR, tmp_path / "rules")
    path = tmp_path / "rules" / file
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ContentError) as error:
        read_pack(tmp_path / "rules", Jurisdiction.CN)
    assert said in str(error.value)
    assert f"scoring/rules/{file}" in str(error.value)


def test_a_rule_missing_from_a_pack_is_named(tmp_path):
    shutil.copytree(RULES_DIR, tmp_path / "rules")
    path = tmp_path / "rules" / "uk.yaml"
    path.write_text(path.read_text("utf-8").replace("  threat_of_arrest:", "  threat_of_something:", 1), "utf-8")
    with pytest.raises(ContentError) as error:
        read_pack(tmp_path / "rules", Jurisdiction.UK)
    assert "rules.threat_of_arrest: found nothing" in str(error.value)
    assert "rules.threat_of_something: found an unknown rule" in str(error.value)
