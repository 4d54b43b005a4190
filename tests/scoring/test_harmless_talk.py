"""Long harmless talk, written after the ears were learnt, accuses hardly anybody, whatever part of the file is known: circumstances alone are no breach."""
from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scoring.checks.line import judge_line
from trainer.domain.context import CallContext, Jurisdiction
from trainer.domain.text import Language
from trainer.hearing import hear

DATA = Path(__file__).resolve().parents[1] / "data"
KNOWN = {
    "nothing": {}, "no suit": {"legal_status": "none"}, "suit filed": {"legal_status": "filed"}, "too old": {"limitation": "expired"}, "reported": {"reported_to_bureau": True},
    "not reported": {"reported_to_bureau": False}, "rung today": {"contacts_today": 1}, "student": {"flags": ["student"]}, "late": {"local_time": "20:40"},
    "whole file": {
        "legal_status": "none", "account": {"balance": "5120.40", "minimum_due": "310.00", "days_overdue": 71, "currency": "CNY"}, "reported_to_bureau": True,
        "authority": {"waive_fees_share": "0.5", "settlement_min_share": "1.0", "instalments_max": 24, "deferral_max_days": 30},
    },
}
AT_MOST = 3  # of the sixteen of a language


@pytest.mark.parametrize("known", KNOWN)
@pytest.mark.parametrize("language", list(Language))
def test_long_harmless_talk_is_hardly_ever_accused(language: Language, known: str) -> None:
    lines = (DATA / f"harmless_talk.{language.value}.txt").read_text(encoding="utf-8").splitlines()
    context = CallContext.model_validate({"identity_verified": True, **KNOWN[known]})
    where = Jurisdiction.CN if language is Language.ZH else Jurisdiction.US
    judged = [(line[:40], [found.rule for found in judge_line(hear(line, language, date(2026, 11, 23)), context, where)]) for line in lines]
    accused = [one for one in judged if one[1]]
    assert len(lines) == 16 and len(accused) <= (0 if known == "whole file" else AT_MOST), accused
