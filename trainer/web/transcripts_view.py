"""Real calls on screen: intake with a kept mapping, batches with progress, results to sort and filter, each with its findings."""
from __future__ import annotations

import csv
import io
from pathlib import PurePath
from typing import Any

import streamlit as st

from trainer.domain.call import Speaker
from trainer.domain.context import Jurisdiction
from trainer.domain.errors import InputError
from trainer.domain.text import Language
from trainer.i18n.formats import number
from trainer.service.cards import turn_view
from trainer.service.intake.files import Mapping, columns_of, context_from_text, decode, form_of, labels_in
from trainer.web.current import Current
from trainer.web.errors import sentence
from trainer.web.widgets import NOTHING, Margin, tags, talk, versus

ENDINGS = ["json", "jsonl", "csv", "vtt", "srt", "txt"]
PAGE_ROWS = 200
CORES = 2


def draw_transcripts(here: Current) -> None:
    """The whole screen."""
    t = here.t
    st.title(t("transcripts.title"))
    st.caption(t("transcripts.lead"))
    with st.expander(t("transcripts.take_in"), expanded=not here.services.transcripts.batches(here.person)):
        _take_in(here)
    batches = here.services.transcripts.batches(here.person)
    if not batches:
        return
    # Nothing that changes while a batch is scored: the browser keeps the words that were chosen.
    names = {batch["id"]: f"{batch['name']} · {batch['calls']}" for batch in batches}
    chosen = st.selectbox(t("transcripts.batch"), list(names), format_func=names.__getitem__, key="transcripts.batch")
    batch = next(item for item in batches if item["id"] == chosen)
    _progress(here, batch)
    _results(here, batch)


def _take_in(here: Current) -> None:
    t = here.t
    sent = st.file_uploader(t("transcripts.file"), type=ENDINGS, key="transcripts.file")
    known = {mapping.name: mapping for mapping in here.services.transcripts.mappings(here.person)}
    kept = st.selectbox(t("transcripts.kept"), [None, *known], format_func=lambda name: name or t("transcripts.new_mapping"), key="transcripts.kept")
    base = known.get(kept) if kept else None
    try:
        mapping = _mapping(here, base, sent)
        if sent is None or mapping is None:
            return
        if st.button(t("transcripts.store"), type="primary", key="transcripts.store"):
            here.services.transcripts.save_mapping(here.person, mapping)
            here.services.transcripts.take_in(here.person, sent.name, sent.getvalue(), mapping)
            st.rerun()
    except InputError as error:
        st.error(sentence(error, here.language))


def _mapping(here: Current, base: Mapping | None, sent: Any) -> Mapping | None:
    t = here.t
    one, two, three, four = st.columns(4)
    home = here.services.drills.home(here.person)
    offered = base.name if base else PurePath(sent.name).stem if sent is not None else ""
    name = one.text_input(t("transcripts.mapping_name"), offered, key=f"transcripts.name.{offered}", max_chars=80)
    language = two.selectbox(t("frame.language"), list(Language), index=list(Language).index(here.language), format_func=lambda code: t(f"language.{code.value}"), key="transcripts.language")
    place = three.selectbox(t("library.jurisdiction"), list(Jurisdiction), index=list(Jurisdiction).index(home), format_func=lambda code: t(f"jurisdiction.{code.value}"), key="transcripts.place")
    encoding = four.selectbox(t("transcripts.encoding"), ["utf-8", "gb18030", "utf-16"], key="transcripts.encoding")
    context = st.text_input(t("transcripts.context"), "", key="transcripts.context", placeholder='{"identity_verified": false, "local_time": "14:00"}')
    if sent is None or not name.strip():
        return None
    form = form_of(sent.name)
    mapping = Mapping(name=name.strip(), language=language, jurisdiction=place, encoding=encoding, context=context_from_text(context), speakers=base.speakers if base else {})
    if form == "jsonl":
        return mapping
    text = decode(sent.name, sent.getvalue(), mapping.encoding)
    if form == "csv":
        mapping = mapping.model_copy(update=_columns(here, base, columns_of(text)))
        if mapping.text_column is None:
            return None
    labels = labels_in(form, sent.name, text, mapping)
    chosen = {label: st.selectbox(t("transcripts.speaker", label=label), list(Speaker), format_func=lambda who: t(f"speaker.{who.value}"), key=f"transcripts.speaker.{label}") for label in labels[:20]}
    return mapping.model_copy(update={"speakers": {**mapping.speakers, **chosen}})


def _columns(here: Current, base: Mapping | None, columns: tuple[str, ...]) -> dict[str, str | None]:
    chosen: dict[str, str | None] = {}
    for place, field in zip(st.columns(3), ("call_column", "speaker_column", "text_column"), strict=True):
        before = getattr(base, field) if base else None
        options = [None, *columns]
        chosen[field] = place.selectbox(
            here.t(f"transcripts.{field}"), options, index=options.index(before) if before in columns else 0, format_func=lambda name: name or here.t("transcripts.no_column"), key=f"transcripts.{field}"
        )
    return chosen


def _progress(here: Current, batch: dict[str, Any]) -> None:
    t = here.t
    left = batch["calls"] - batch["scored"] - batch["unusable"]
    tags([(t("transcripts.scored", n=batch["scored"]), "good"), (t("transcripts.left", n=left), ""), (t("transcripts.unusable", n=batch["unusable"]), "warn" if batch["unusable"] else "")])
    if left and st.button(t("transcripts.score"), type="primary", key="transcripts.score", help=t("transcripts.score_help")):
        bar = st.progress(0.0)

        def told(done: int) -> None:
            bar.progress(min(done / left, 1.0))

        here.services.transcripts.run(here.person, batch["id"], workers=CORES, told=told)
        st.rerun()


def _results(here: Current, batch: dict[str, Any]) -> None:
    t = here.t
    only, order, rule = st.columns(3)
    kind = only.selectbox(t("transcripts.only"), ["all", "failed", "passed", "unusable", "pending"], format_func=lambda name: t(f"transcripts.only_{name}"), key="transcripts.only")
    by = order.selectbox(t("transcripts.order"), ["idx", "overall", "fatal", "findings", "call_name"], format_func=lambda name: t(f"transcripts.order_{name}"), key="transcripts.order")
    codes = [found.code for found in here.services.rulebook.pack(Jurisdiction.CN).rules]
    broken = rule.selectbox(t("transcripts.rule"), [None, *codes], format_func=lambda code: here.rule_title(code) if code else t("frame.all"), key="transcripts.rule")
    rows = here.services.transcripts.rows(here.person, batch["id"], order=by, only=kind, rule=broken, limit=PAGE_ROWS)
    if not rows:
        st.info(t("transcripts.none"))
        return
    st.dataframe(
        [
            {
                t("transcripts.call"): row["call_name"],
                t("debrief.overall"): row["overall"],
                t("debrief.passed"): None if row["passed"] is None else bool(row["passed"]),
                t("severity.fatal"): row["fatal"],
                t("debrief.tab_findings"): row["findings"],
                t("transcripts.problem"): row["problem"],
            }
            for row in rows
        ],
        hide_index=True,
        width="stretch", placeholder=NOTHING,
        column_config={t("debrief.overall"): st.column_config.NumberColumn(format="%.1f")},
    )
    st.download_button(t("transcripts.export"), _as_csv(rows), file_name="scores.csv", mime="text/csv", key="transcripts.export", on_click="ignore")
    scored = [row for row in rows if row["overall"] is not None or row["findings"] is not None]
    if scored:
        row = st.selectbox(t("transcripts.read"), scored, format_func=lambda found: found["call_name"], key="transcripts.read")
        _one(here, batch["id"], row["idx"])


def _as_csv(rows: list[dict[str, Any]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows({name: safe_cell(value) for name, value in row.items()} for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def safe_cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _one(here: Current, batch_id: str, idx: int) -> None:
    t = here.t
    transcript, card = here.services.transcripts.call(here.person, batch_id, idx)
    if card.overall is not None:
        st.metric(t("debrief.overall"), number(card.overall, here.language, 1))
    elif card.unscored_why is not None:
        st.warning(t("debrief.unscored", why=here.text(card.unscored_why)))
    margins: dict[int, Margin] = {}
    for finding in card.findings:
        before = margins.get(finding.turn, Margin())
        margins[finding.turn] = Margin(marked=(*before.marked, finding.quote), notes=(*before.notes, here.rule_title(finding.rule)))
    findings, whole = st.columns([1, 1], gap="large")
    with findings:
        for finding in card.findings:
            st.markdown(f"**{here.rule_title(finding.rule)}** · {t(f'severity.{finding.severity}')}")
            versus(finding.quote, here.text(finding.better_line), t, own=False)
            st.caption(f"{here.text(finding.why)} {finding.source} · {t(f'standing.{finding.standing}')}")
    with whole:
        talk([turn_view(turn) for turn in transcript.turns], t, margins, caller=t(f"speaker.{Speaker.COLLECTOR.value}"))
