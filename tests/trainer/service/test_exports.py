"""Files that people take away: nothing in them runs, Chinese stands on paper, and a missing font is said."""
from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib

import pytest

from tests.conftest import START
from trainer.domain.errors import TrainerError
from trainer.service import exports
from trainer.service.exports import Section, as_csv, as_pdf, as_report, as_xlsx, font_file, needs_font

NASTY = ['=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", " =1", "|calc", "%x"]


def streams(pdf: bytes) -> bytes:
    """The unpacked streams of a PDF."""
    found = b""
    for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found += zlib.decompress(part)
        except zlib.error:
            found += part
    return found


@pytest.mark.parametrize("cell", NASTY)
def test_no_cell_runs_in_a_spreadsheet(cell: str) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(["h", cell], [[cell, 1]]).decode("utf-8-sig"))))
    assert rows[0][1] == f"'{cell}" and rows[1][0] == f"'{cell}"
    book = zipfile.ZipFile(io.BytesIO(as_xlsx("t", ["h"], [[cell]], made_on=START.date())))
    assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


def test_the_same_list_on_the_same_day_gives_the_same_workbook() -> None:
    # A download lies at an address that follows from its bytes; the time of making in them made it another one with every second.
    properties = zipfile.ZipFile(io.BytesIO(as_xlsx("t", ["h"], [["x", 1]], made_on=START.date()))).read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", properties) == [f"{START:%Y-%m-%d}T00:00:00Z"] * 2


@pytest.mark.skipif(font_file() is None, reason="no font that can set Chinese (apt package: fonts-noto-cjk)")
def test_chinese_stands_on_paper_in_an_embedded_font() -> None:
    pdf = as_pdf("谁准备好了", ["姓名", "状态"], [["林晓雨", "进展正常"]], made_at=START)
    assert b"/FontFile" in pdf or b"/FontFile3" in pdf
    told = streams(pdf).decode("latin-1")
    assert "Identity" in pdf.decode("latin-1") and all(f"{ord(char):04X}" in told.upper() for char in "林晓雨")


def test_plain_english_needs_no_font_and_typographic_marks_become_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "FONTS", ())
    assert not needs_font(["41 – 55", "“quoted” … it’s"])
    assert as_pdf("Who is ready", ["interval"], [["41 – 55"], ["“quoted” …"]], made_at=START).startswith(b"%PDF")


def test_a_missing_font_is_said_and_not_papered_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "FONTS", ())
    assert needs_font(["林晓雨"])
    with pytest.raises(TrainerError, match="pdf_font"):
        as_pdf("人员", ["姓名"], [["林晓雨"]], made_at=START)


def test_a_report_has_every_section_and_markup_stays_text() -> None:
    pdf = as_report("Report", [Section("First", ("a", "b"), [("<b>x</b>", 1)], notes=("note",)), Section("Second", ("c",), [(None,)], widths=(1,))], made_at=START)
    told = streams(pdf)
    assert b"First" in told and b"Second" in told and b"<b>x</b>" in told
