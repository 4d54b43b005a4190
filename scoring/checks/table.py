"""The table of all checks, by kind."""
from __future__ import annotations

from collections.abc import Mapping

from scoring.breach import Check
from scoring.checks.clock import check_clock, check_counts
from scoring.checks.disclosure import check_disclosure
from scoring.checks.duties import check_duties
from scoring.checks.facts import check_amounts, check_authority
from scoring.checks.limitation import check_limitation
from scoring.checks.note import check_record
from scoring.checks.omissions import check_omissions
from scoring.checks.pressure import check_pressure
from scoring.checks.words import check_words
from scoring.checks.young import check_young

CHECKS: Mapping[str, Check] = {
    "words": check_words,
    "clock": check_clock,
    "counts": check_counts,
    "disclosure": check_disclosure,
    "duties": check_duties,
    "omissions": check_omissions,
    "amounts": check_amounts,
    "authority": check_authority,
    "young": check_young,
    "limitation": check_limitation,
    "pressure": check_pressure,
    "record": check_record,
}
