"""The download buttons under every list."""
from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from trainer.service.exports import Cell, as_csv, as_pdf, as_xlsx, needs_font
from trainer.web.current import Current
from trainer.web.widgets import plain


def downloads(here: Current, name: str, title: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """CSV, XLSX and PDF of a list; the files are made when asked for."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(here.t("frame.take_away", what=plain(title)), width="content")
        st.download_button("CSV", lambda: as_csv(header, rows), file_name=f"{name}.csv", mime="text/csv", key=f"download.{name}.csv")
        st.download_button(
            "XLSX", lambda: as_xlsx(title, header, rows), file_name=f"{name}.xlsx", mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", key=f"download.{name}.xlsx"
        )
        absent = needs_font([title, *header, *(str(cell) for row in rows for cell in row if isinstance(cell, str))])
        st.download_button(
            "PDF", lambda: as_pdf(title, header, rows, made_at=here.services.outside.now()), file_name=f"{name}.pdf", mime="application/pdf", key=f"download.{name}.pdf",
            disabled=absent, help=here.t("error.pdf_font") if absent else None,
        )
