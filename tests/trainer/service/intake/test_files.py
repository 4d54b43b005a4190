"""Each file form gives the same call; whatever cannot be used gets one sentence and the rest still comes."""
from __future__ import annotations

import json

import pytest

from trainer.domain.call import Speaker, Transcript
from trainer.domain.context import Jurisdiction
from trainer.domain.errors import InputError
from trainer.domain.text import Language
from trainer.service.intake.files import LARGEST_BYTES, Mapping, Unusable, columns_of, labels_in, transcripts

MAPPING = Mapping(name="floor", language=Language.ZH, jurisdiction=Jurisdiction.CN, call_column="call", speaker_column="who", text_column="words")
WANTED = [(Speaker.COLLECTOR, "您好，我是海川银行"), (Speaker.DEBTOR, "什么事"), (Speaker.COLLECTOR, "您的卡逾期了")]

FORMS = {
    "c1.csv": "call,who,words\nc1,坐席,您好，我是海川银行\nc1,客户,什么事\nc1,坐席,您的卡逾期了\n",
    "c1.txt": "坐席：您好，我是海川银行\n客户：什么事\n\n坐席: 您的卡逾期了\n",
    "c1.vtt": "WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000\n<v 坐席>您好，我是海川银行\n\n00:00:04.000 --> 00:00:05.000\n<v 客户>什么事</v>\n\n00:00:06.000 --> 00:00:08.000\n<v 坐席>您的卡逾期了\n",
    "c1.srt": "1\n00:00:01,000 --> 00:00:03,000\n坐席: 您好，我是海川银行\n\n2\n00:00:04,000 --> 00:00:05,000\n客户: 什么事\n\n3\n00:00:06,000 --> 00:00:08,000\n坐席: 您的卡逾期了\n",
    "c1.jsonl": json.dumps(
        {
            "id": "c1", "language": "zh", "jurisdiction": "cn",
            "turns": [{"speaker": speaker.value, "text": text} for speaker, text in WANTED],
        },
        ensure_ascii=False,
    ),
}


def said(transcript: Transcript) -> list[tuple[Speaker, str]]:
    return [(turn.speaker, turn.text) for turn in transcript.turns]


@pytest.mark.parametrize("name", sorted(FORMS))
def test_every_form_gives_the_same_call(name: str) -> None:
    (call,) = transcripts(name, FORMS[name].encode(), MAPPING)
    assert isinstance(call, Transcript)
    assert (call.id, said(call)) == ("c1", WANTED)


def test_a_broken_call_does_not_stop_the_others() -> None:
    good = json.loads(FORMS["c1.jsonl"])
    lines = [json.dumps(good), "{broken", json.dumps({**good, "language": "fr"}), json.dumps({**good, "id": "c9"})]
    taken = list(transcripts("calls.jsonl", "\n".join(lines).encode(), MAPPING))
    assert [type(item) for item in taken] == [Transcript, Unusable, Unusable, Transcript]
    assert "calls.jsonl:2" in taken[1].why and "'fr'" in taken[2].why and "zh, en" in taken[2].why


def test_unknown_speakers_are_named_and_can_be_mapped() -> None:
    text = "甲方：您好\n乙方：你谁啊\n"
    (item,) = transcripts("x.txt", text.encode(), MAPPING)
    assert isinstance(item, Unusable) and "甲方" in item.why
    assert labels_in("txt", "x.txt", text, MAPPING) == ("甲方", "乙方")
    mapped = MAPPING.model_copy(update={"speakers": {"甲方": Speaker.COLLECTOR, "乙方": Speaker.DEBTOR}})
    (call,) = transcripts("x.txt", text.encode(), mapped)
    assert isinstance(call, Transcript)


def test_a_call_without_the_collector_is_refused() -> None:
    (item,) = transcripts("x.txt", "客户：喂\n客户：喂喂\n".encode(), MAPPING)
    assert isinstance(item, Unusable) and "collector" in item.why


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("call.mp3", b"x", "mp3"),
        ("call", b"x", "no ending"),
        ("call.txt", "坐席：您好".encode("gb18030"), "utf-8"),
        ("call.txt", b"  \n", "empty"),
        ("call.csv", b"a,b\n1,2\n", "call"),
        ("big.txt", b"x" * (LARGEST_BYTES + 1), "split"),
    ],
)
def test_a_file_that_cannot_be_used_gets_one_clear_sentence(name: str, content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        list(transcripts(name, content, MAPPING))
    assert "\n" not in str(caught.value)


def test_gb18030_files_are_read_when_the_mapping_says_so() -> None:
    (call,) = transcripts("c1.txt", FORMS["c1.txt"].encode("gb18030"), MAPPING.model_copy(update={"encoding": "gb18030"}))
    assert isinstance(call, Transcript) and said(call) == WANTED


def test_columns_are_offered_for_mapping() -> None:
    assert columns_of(FORMS["c1.csv"]) == ("call", "who", "words")


def test_a_csv_with_one_call_a_row_and_labels_inside() -> None:
    mapping = MAPPING.model_copy(update={"speaker_column": None})
    text = 'call,words\nc7,"坐席：您好，我是海川银行\n客户：什么事\n坐席：您的卡逾期了"\n'
    (call,) = transcripts("calls.csv", text.encode(), mapping)
    assert isinstance(call, Transcript) and (call.id, said(call)) == ("c7", WANTED)
