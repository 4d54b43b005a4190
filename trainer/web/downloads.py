"""The download buttons under every list.

None of them makes the page run again: such a run may take away what the click has just asked for. What is cheap to make lies ready at an
address that follows from its bytes, so that it stays where the same list is drawn again while somebody clicks; only what takes long is made when
asked for.
"""
from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from trainer.service.exports import Cell, as_csv, as_pdf, as_xlsx, needs_font
from trainer.web.current import Current
from trainer.web.widgets import plain

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A workbook of so many rows takes about 5 ms.
READY_ROWS = 200


def downloads(here: Current, name: str, title: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """CSV, XLSX and PDF of a list."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(here.t("frame.take_away", what=plain(title)), width="content")
        st.download_button("CSV", as_csv(header, rows), file_name=f"{name}.csv", mime="text/csv", key=f"download.{name}.csv", on_click="ignore")
        today = here.today()
        workbook = as_xlsx(title, header, rows, made_on=today) if len(rows) <= READY_ROWS else lambda: as_xlsx(title, header, rows, made_on=today)
        st.download_button("XLSX", workbook, file_name=f"{name}.xlsx", mime=XLSX, key=f"download.{name}.xlsx", on_click="ignore")
        absent = needs_font([title, *header, *(str(cell) for row in rows for cell in row if isinstance(cell, str))])
        st.download_button(
            "PDF", lambda: as_pdf(title, header, rows, made_at=here.services.outside.now()), file_name=f"{name}.pdf", mime="application/pdf", key=f"download.{name}.pdf",
            disabled=absent, help=here.t("error.pdf_font") if absent else None, on_click="ignore",
        )
