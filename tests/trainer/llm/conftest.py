"""The protocol server and a client for it."""
from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from pydantic import SecretStr

from tests.trainer.llm.server import KEY, ModelServer
from trainer.llm.client import Answer, ModelClient
from trainer.llm.settings import Endpoint, ModelSettings


@pytest.fixture()
def model_server() -> Iterator[ModelServer]:
    server = ModelServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture()
def used() -> list[tuple[Endpoint, Answer]]:
    return []


@pytest.fixture()
def client_for(used: list[tuple[Endpoint, Answer]]) -> Callable[..., ModelClient]:
    """`client_for("http://...", key=...)`: a client with short limits."""

    def build(*addresses: str, key: str = KEY, limit_s: float = 3.0, stall_s: float = 1.5) -> ModelClient:
        endpoints = tuple(
            Endpoint(name=f"e{index}", base_url=address, model="tiny", api_key=SecretStr(key), price_in=Decimal(1), price_out=Decimal(2))
            for index, address in enumerate(addresses)
        )
        settings = ModelSettings(endpoints=endpoints, reply_limit_s=limit_s, stall_limit_s=stall_s)
        return ModelClient(settings, monotonic=time.monotonic, sleep=time.sleep, used=lambda endpoint, answer: used.append((endpoint, answer)))

    return build
