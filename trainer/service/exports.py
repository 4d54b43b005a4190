"""Lists as files that people use: CSV, XLSX and PDF; no cell of them runs as a formula."""
from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from fpdf import FPDF

from trainer.domain.errors import TrainerError

Cell = str | int | float | bool | None
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "|", "%")
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
LATIN_1 = 256
PLAIN_MARKS = str.maketrans({"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "•": "-", "≥": ">=", "≤": "<="})
WIDE_FROM = 5
TITLE_PT, HEADING_PT, TEXT_PT = 15, 11, 9
LINE_MM_A_POINT = 0.55


def safe(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe in front."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA_STARTS) else cell


def as_csv(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark, so that spreadsheets read Chinese."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([safe(name) for name in header])
    writer.writerows([[safe(cell) for cell in row] for row in rows])
    return buffer.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, header: Sequence[str], rows: Sequence[Sequence[Cell]], *, made_on: date) -> bytes:
    """One sheet; text is written as text, so that nothing is run. The same list on the same day gives the same bytes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"created": datetime(made_on.year, made_on.month, made_on.day)})
    sheet = book.add_worksheet("".join(char for char in title if char not in "[]:*?/\\'")[:31] or "1")
    bold = book.add_format({"bold": True})
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, bool):
                sheet.write_boolean(number, column, cell)
            elif isinstance(cell, int | float):
                sheet.write_number(number, column, cell)
            elif cell is not None:
                sheet.write_string(number, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    book.close()
    return buffer.getvalue()


@dataclass(frozen=True)
class Section:
    """One table of a report under its heading; `widths` are shares of the page, even where there are none."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()
    widths: tuple[int, ...] | None = None


def as_pdf(title: str, header: Sequence[str], rows: Sequence[Sequence[Cell]], *, made_at: datetime, notes: Sequence[str] = ()) -> bytes:
    """A table on paper, landscape where it is wide.

    Raises:
        TrainerError: pdf_font where Chinese has to be set and no font of this machine can.
    """
    return as_report(title, [Section("", header, rows)], made_at=made_at, notes=notes, wide=len(header) > WIDE_FROM)


def as_report(title: str, sections: Sequence[Section], *, made_at: datetime, notes: Sequence[str] = (), wide: bool = False) -> bytes:
    """Several tables on paper under one title.

    Raises:
        TrainerError: pdf_font where Chinese has to be set and no font of this machine can.
    """
    pdf = FPDF(orientation="landscape" if wide else "portrait")
    pdf.set_creation_date(made_at)
    pdf.set_title(title)
    text = [title, *notes, *(part for section in sections for part in _texts(section))]
    plain = _use_font(pdf, text)
    pdf.add_page()
    _line(pdf, title, TITLE_PT, plain)
    for note in notes:
        _line(pdf, note, TEXT_PT, plain)
    for section in sections:
        if section.title:
            pdf.ln(3)
            _line(pdf, section.title, HEADING_PT, plain)
        for note in section.notes:
            _line(pdf, note, TEXT_PT, plain)
        pdf.ln(2)
        pdf.set_font_size(TEXT_PT)
        with pdf.table(text_align="LEFT", first_row_as_headings=False, line_height=5.5, col_widths=section.widths) as table:
            for row in [section.header, *section.rows]:
                drawn = table.row()
                for cell in row:
                    drawn.cell(_set("" if cell is None else str(cell), plain))
    return bytes(pdf.output())


def _texts(section: Section) -> list[str]:
    return [section.title, *section.notes, *section.header, *("" if cell is None else str(cell) for row in section.rows for cell in row)]


def _line(pdf: FPDF, text: str, points: int, plain: bool) -> None:
    pdf.set_font_size(points)
    pdf.multi_cell(0, points * LINE_MM_A_POINT, _set(text, plain), new_x="LMARGIN", new_y="NEXT")


def _set(text: str, plain: bool) -> str:
    return text.translate(PLAIN_MARKS) if plain else text


def needs_font(texts: Iterable[str]) -> bool:
    """Whether these texts hold signs that only an embedded font can set, and this machine has none."""
    return any(not _is_plain(text) for text in texts) and font_file() is None


def font_file() -> Path | None:
    """The first font of this machine that can set Chinese."""
    return next((Path(candidate) for candidate in FONTS if Path(candidate).exists()), None)


def _is_plain(text: str) -> bool:
    return all(ord(char) < LATIN_1 for char in text.translate(PLAIN_MARKS))


def _use_font(pdf: FPDF, text: Sequence[str]) -> bool:
    """Choose the font; True where the built-in one is enough, so that typographic marks are set plainly."""
    if all(_is_plain(part) for part in text):
        pdf.set_font("Helvetica")
        return True
    found = font_file()
    if found is None:
        raise TrainerError("pdf_font")
    pdf.add_font("cjk", fname=found)
    pdf.set_font("cjk")
    return False
