"""A load generator over Streamlit's own WebSocket: many live trainees on one page, each sending a line and waiting for the run to end."""
from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

OPEN_TIMEOUT_S = 60.0
LARGEST_MESSAGE = 64 * 1024 * 1024


@dataclass(frozen=True)
class Visitor:
    """One live visitor: where, signed in as whom, and the lines to send."""

    address: str
    page: str
    query: str
    cookie: str
    lines: Sequence[str]


@dataclass
class Measured:
    """Seconds from sending a line to the end of the run it caused."""

    first_runs_s: list[float] = field(default_factory=list)
    turns_s: list[float] = field(default_factory=list)

    def p(self, share: float) -> float:
        """That quantile of the turns, in seconds."""
        ordered = sorted(self.turns_s)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)]

    @property
    def median_s(self) -> float:
        """The median turn, in seconds."""
        return statistics.median(self.turns_s)


@dataclass(frozen=True)
class ChatInput:
    """Where a line is typed: the widget, and the fragment that a browser runs anew for it; empty where the whole script is."""

    widget: str
    fragment: str


async def _run(socket: websockets.ClientConnection, message: BackMsg) -> tuple[ChatInput | None, float]:
    """Send a message and read until the script has finished; returns the last chat input seen, and the seconds."""
    started = time.perf_counter()
    await socket.send(message.SerializeToString())
    chat = None
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(await asyncio.wait_for(socket.recv(), OPEN_TIMEOUT_S))  # type: ignore[arg-type]
        kind = answer.WhichOneof("type")
        if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "chat_input":
            chat = ChatInput(answer.delta.new_element.chat_input.id, answer.delta.fragment_id)
        if kind == "script_finished":
            return chat, time.perf_counter() - started


def _rerun(visitor: Visitor, chat: ChatInput | None, line: str | None) -> BackMsg:
    message = BackMsg()
    message.rerun_script.query_string = visitor.query
    message.rerun_script.page_name = visitor.page
    message.rerun_script.context_info.locale = "zh-CN"
    if line is not None and chat is not None:
        message.rerun_script.fragment_id = chat.fragment
        state = message.rerun_script.widget_states.widgets.add()
        state.id = chat.widget
        state.chat_input_value.data = line
    return message


async def _visit(visitor: Visitor, measured: Measured, think_s: float, start_after_s: float, rng: random.Random) -> None:
    await asyncio.sleep(start_after_s)
    headers = {"Cookie": visitor.cookie} if visitor.cookie else {}
    url = visitor.address.replace("http", "ws", 1) + "/_stcore/stream"
    async with websockets.connect(
        url, subprotocols=["streamlit"], additional_headers=headers, max_size=LARGEST_MESSAGE, open_timeout=OPEN_TIMEOUT_S, ping_interval=None  # type: ignore[list-item]
    ) as socket:
        chat, seconds = await _run(socket, _rerun(visitor, None, None))
        measured.first_runs_s.append(seconds)
        for line in visitor.lines:
            await asyncio.sleep(think_s * rng.uniform(0.6, 1.4))
            seen, seconds = await _run(socket, _rerun(visitor, chat, line))
            chat = seen or chat
            measured.turns_s.append(seconds)


def measure(visitors: Sequence[Visitor], *, think_s: float, ramp_s: float, seed: int) -> Measured:
    """Let all visitors come over `ramp_s` seconds and send their lines about every `think_s` seconds.

    Raises:
        RuntimeError: a visitor found no chat input, so nothing was measured.
    """
    measured, rng = Measured(), random.Random(seed)

    async def everybody() -> None:
        await asyncio.gather(
            *(_visit(visitor, measured, think_s, ramp_s * index / len(visitors), random.Random(rng.random())) for index, visitor in enumerate(visitors))
        )

    asyncio.run(everybody())
    if not measured.turns_s:
        raise RuntimeError("no turn was measured")
    return measured
