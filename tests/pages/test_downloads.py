"""Downloads: no click on one makes the page run again, and what is cheap to make lies ready."""
from __future__ import annotations

from tests.pages.test_pages import shown, visit
from trainer.bootstrap import Services
from trainer.domain.text import Language

__all__ = ["shown"]


def test_no_download_makes_the_page_run_again(shown: Services) -> None:
    for page in ("people", "floor", "certificates", "records"):
        found = [item.proto for item in visit("demo-he", Language.EN, page).get("download_button")]
        assert found and all(proto.ignore_rerun for proto in found), page


def test_lists_lie_ready_as_csv_and_workbook_and_are_printed_when_asked_for(shown: Services) -> None:
    found = {item.proto.label: item.proto for item in visit("demo-he", Language.EN, "people").get("download_button")}
    assert found["CSV"].url and found["XLSX"].url
    assert found["PDF"].deferred_file_id or found["PDF"].disabled
