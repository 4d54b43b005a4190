"""The corpus: labelled collector lines by author, and which authors are kept for the reported split."""
from __future__ import annotations

import hashlib
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from trainer.domain.context import CallContext, ContextAccount, ContextAuthority, Jurisdiction, LegalStatus, Party
from trainer.domain.text import Language, Model
from trainer.hearing.circumstances import circumstances
from trainer.hearing.concepts import LEXICON
from trainer.hearing.figures import figures

CORPUS = Path(__file__).parents[3] / "corpus"


# A whole call always has a file, and a transcript from elsewhere may bring any part of one. Labelled lines name it only where it decides, so some
# lines of every kind get a whole one and some a single part, or the file alone would accuse or acquit. The part that decides what a line is about stays away.
_STANDING: dict[str, dict[str, Any]] = {
    "legal": {"legal_status": LegalStatus.NONE},
    "account": {"account": ContextAccount(balance=Decimal("7431.19"), minimum_due=Decimal("611.83"), days_overdue=64)},
    "authority": {"authority": ContextAuthority(waive_fees_share=Decimal("0.5"), settlement_min_share=Decimal(1), instalments_max=24, deferral_max_days=30)},
    "reported": {"reported_to_bureau": True},
    "unreported": {"reported_to_bureau": False},
    "called": {"contacts_today": 1},
    "expired": {"limitation": "expired"},
    "vulnerable": {"flags": ("vulnerable",)},
    "disputed": {"flags": ("disputed",)},
    "represented": {"flags": ("represented",)},
    "cease": {"flags": ("cease_request",)},
    "student": {"flags": ("student",)},
    "deceased": {"flags": ("deceased",), "party": Party.THIRD},
}
_WHOLE = ("legal", "account", "authority")
# What stands behind the lines of a kind, in turn: a whole file behind every third, one part of it behind every sixth, else nothing.
_ANY_LINE: tuple[tuple[str, ...], ...] = tuple(part for key in _WHOLE for part in (_WHOLE, (), (), _WHOLE, (key,), ()))
_INNOCENT: tuple[tuple[str, ...], ...] = tuple(part for key in (*_WHOLE, "reported", "unreported", "called", "expired") for part in (_WHOLE, (), (key,)))
# Who only greets, thanks, comforts or explains wrongs nobody, whatever is known of the debt or of the person.
_NO_DEMAND: tuple[tuple[str, ...], ...] = tuple(part for key in _STANDING for part in (_WHOLE, (), (key,)))
_WITHOUT_DEMAND = frozenset({
    "greet", "identify_self", "identify_institution", "recording_notice", "ask_right_party", "thank", "apologise", "empathise", "reassure", "close",
    "offer_complaint_channel", "advise_support", "acknowledge_dispute", "acknowledge_cease",
})
_DECIDES = {"false_amount": "account", "promise_beyond_authority": "authority"}


class Line(Model):
    """One labelled line: what it breaks, or what it nearly breaks, and, where that is known, which acts it does; else `not_acts` it is known not to do."""

    text: str = Field(min_length=1)
    language: Language
    jurisdiction: Jurisdiction
    context: CallContext
    rules: tuple[str, ...]
    near_miss_of: str | None
    acts: tuple[str, ...]
    acts_known: bool = True
    not_acts: tuple[str, ...] = ()
    author: str
    entities: dict[str, Any] | None = None
    standing: tuple[str, ...] = ()

    def kind(self) -> str:
        """`breach`, `near_miss` or `innocent`."""
        return "breach" if self.rules else "near_miss" if self.near_miss_of else "innocent"

    def topics(self) -> tuple[str, ...]:
        """The rules that the line is about, broken or not."""
        return self.rules or ((self.near_miss_of,) if self.near_miss_of else ())

    def circumstances(self) -> tuple[str, ...]:
        """The circumstances that hold; what `standing` names of the file of a call stands behind the line although its labels needed none."""
        given = self.context.model_fields_set
        parts = [part for name in self.standing for part in _STANDING[name].items()]
        context = self.context.model_copy(update={key: value for key, value in parts if key not in given})
        return circumstances(context, self.jurisdiction) + figures(self.text, self.language, context)


def read_line(row: dict[str, Any], author: str) -> Line:
    """One row of a corpus file; a key of the context that is absent means what it means for one line heard alone."""
    context = {"identity_verified": True, **(row.get("context") or {})}
    return Line(
        text=row["text"], language=row["language"], jurisdiction=row["jurisdiction"], context=CallContext(**context),
        rules=tuple(row["rules"] or ()), near_miss_of=row["near_miss_of"], acts=tuple(row["acts"] or ()), acts_known=row["acts"] is not None, author=author,
        entities=row.get("entities"),
    )


def report_authors(language: Language) -> frozenset[str]:
    """Authors of the reported split: never tuned on."""
    split = yaml.safe_load((CORPUS / "SPLIT.yaml").read_text(encoding="utf-8"))
    return frozenset(split["report"][language.value])


def read_author(path: Path) -> list[Line]:
    """Every line of one author's file."""
    with path.open(encoding="utf-8") as rows:
        return [read_line(json.loads(row), path.stem) for row in rows if row.strip()]


def with_standing_files(lines: list[Line]) -> list[Line]:
    """The same lines, some of each kind with the file of a whole call behind them, some with a part of one."""
    counted: Counter[str] = Counter()
    found = []
    for line in lines:
        kind, turns = _turns(line)
        decides = {_DECIDES.get(rule) for rule in line.topics()}
        standing = tuple(part for part in turns[counted[kind] % len(turns)] if part not in decides)
        counted[kind] += 1
        found.append(line.model_copy(update={"standing": standing}))
    return found


def _turns(line: Line) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """The kind of line that it is counted with, and what stands behind lines of that kind in turn."""
    if line.topics() or line.context.model_fields_set - {"identity_verified"}:
        return line.kind(), _ANY_LINE
    harmless = line.acts_known and set(line.acts) <= _WITHOUT_DEMAND
    return ("without_demand", _NO_DEMAND) if harmless else ("innocent", _INNOCENT)


def read_corpus(language: Language) -> list[Line]:
    """Every line of a language, authors in the order of their file names."""
    return [line for path in sorted(CORPUS.glob(f"{language.value}-*.jsonl")) for line in read_author(path)]


def digest(left_out: frozenset[str]) -> str:
    """A fingerprint of everything that the weights are learnt from: the corpus without the authors left out, and the lexicons."""
    found = hashlib.sha256()
    files = [path for path in sorted(CORPUS.glob("*.jsonl")) if path.stem not in left_out] + sorted(LEXICON.glob("*.yaml"))
    for path in files:
        found.update(path.name.encode())
        found.update(path.read_bytes())
    return found.hexdigest()
