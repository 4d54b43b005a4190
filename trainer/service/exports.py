"""Lists as files that people use: CSV, XLSX and PDF; no cell of them runs as a formula."""
from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
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


def as_xlsx(title: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """One sheet; text is written as text, so that nothing is run."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
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


def as_pdf(title: str, header: Sequence[str], rows: Sequence[Sequence[Cell]], *, made_at: datetime, notes: Sequence[str] = ()) -> bytes:
    """A table on paper, landscape where it is wide.

    Raises:
        TrainerError: pdf_font where Chinese has to be set and no font of this machine can.
    """
    pdf = FPDF(orientation="landscape" if len(header) > 5 else "portrait")
    pdf.set_creation_date(made_at)
    text = [title, *notes, *header, *("" if cell is None else str(cell) for row in rows for cell in row)]
    _use_font(pdf, text)
    pdf.add_page()
    pdf.set_font_size(15)
    pdf.multi_cell(0, 8, title, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font_size(9)
    for note in notes:
        pdf.multi_cell(0, 5, note, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(2)
    with pdf.table(text_align="LEFT", first_row_as_headings=False, line_height=5.5) as table:
        for line in [list(header), *[["" if cell is None else str(cell) for cell in row] for row in rows]]:
            drawn = table.row()
            for cell in line:
                drawn.cell(str(cell))
    return bytes(pdf.output())


def _use_font(pdf: FPDF, text: Sequence[str]) -> None:
    if all(ord(char) < 256 for part in text for char in part):
        pdf.set_font("Helvetica")
        return
    for candidate in FONTS:
        if Path(candidate).exists():
            pdf.add_font("cjk", fname=candidate)
            pdf.set_font("cjk")
            return
    raise TrainerError("pdf_font")
