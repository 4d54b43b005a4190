"""The words that Streamlit itself puts on a page, which it has in English only, in the language of the visit; and that language for screen readers.

Streamlit 1.67 has no setting for them. So the browser is handed a list of pairs and exchanges a label, a hint or a text of Streamlit's own that
equals an English one, now and whenever something is drawn; what the product wrote itself (Markdown, HTML, text) is left alone.
"""
from __future__ import annotations

from functools import cache

import streamlit as st

from trainer.domain.text import Language
from trainer.i18n.catalogues import translate

CODES = (
    "skip", "pages", "sidebar", "collapse", "expand", "to_home", "open", "close", "clear_value", "clear_all", "clear_entry", "choose_date", "clear_date", "increment", "decrement",
    "show_password", "hide_password", "send", "tabs_left", "tabs_right", "selected", "loading", "running", "uploading", "no_results", "no_data", "select_all", "choose_option",
    "choose_options", "search", "type_to_search", "close_search", "next_result", "previous_result", "download_csv", "fullscreen", "close_fullscreen", "columns", "clear_selection",
    "column_menu", "sort_up", "sort_down", "pin", "unpin", "hide_column", "autosize", "format", "help", "toggle_fullscreen", "connection_error", "upload", "add_files", "no_options", "copy", "copied", "previous_month", "next_month",
)
STARTS = ("remove", "help_for")
TAGS = {Language.ZH: "zh-CN", Language.EN: "en"}

_JS = """
const OURS = "[data-testid='stMarkdownContainer'], .stHtml, .stText, .stCode, textarea, [contenteditable], script, style";
const NAMES = ["aria-label", "title", "placeholder"];
let starts = [];
function started(text) {
  const found = starts.find(([from, to]) => text.startsWith(from + " ") && text.length > from.length + 1);
  return found ? found[1] + text.slice(found[0].length) : undefined;
}
function change(node, words) {
  if (node.nodeType === Node.TEXT_NODE) {
    const word = words.get(node.nodeValue.trim());
    if (word && node.parentElement && !node.parentElement.closest(OURS)) node.nodeValue = word;
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  for (const name of NAMES) {
    const now = node.getAttribute(name);
    const word = now === null ? undefined : words.get(now) || started(now);
    if (word) node.setAttribute(name, word);
  }
}
function all(root, words) {
  if (words.size === 0) return;
  change(root, words);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) change(walker.currentNode, words);
}
export default function(component) {
  const { data } = component;
  document.documentElement.lang = data.tag;
  starts = [];
  if (window.duilianWatching) window.duilianWatching.disconnect();
  const now = new Map(Object.entries(data.words).filter(([from, to]) => from !== to));
  all(document.body, new Map((window.duilianWords || []).map(([from, to]) => [to, from])));
  window.duilianWords = [...now];
  starts = Object.entries(data.starts).filter(([from, to]) => from !== to);
  all(document.body, now);
  if (now.size === 0) return;
  const watching = window.duilianWatching = new MutationObserver((changes) => {
    for (const item of changes) {
      if (item.type === "childList") item.addedNodes.forEach((node) => all(node, now));
      else change(item.target, now);
    }
  });
  watching.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES });
  return function () { watching.disconnect(); };
}
"""
_words = st.components.v2.component("duilian_words", js=_JS)


@cache
def pairs(language: Language, codes: tuple[str, ...] = CODES) -> dict[str, str]:
    """Streamlit's words and ours for them."""
    return {translate(Language.EN, f"own.{code}"): translate(language, f"own.{code}") for code in codes}


def exchange_words(language: Language) -> None:
    """Hand the browser the words of that language; takes no room on the page."""
    with st.container(key="frame.words"):
        _words(data={"tag": TAGS[language], "words": pairs(language), "starts": pairs(language, STARTS)}, key="frame.words_list")
